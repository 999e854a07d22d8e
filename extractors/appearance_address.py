"""How others show an akim in person: «на встрече с акимом», «на приём к акиму пришли», «показали акиму»."""

from __future__ import annotations

from extractors.akim_mentions import AkimMention
from extractors.akim_sentences import Sentence
from extractors.appearance_clauses import clause_end, is_over, told_tense
from extractors.appearance_phrases import led_by_him
from extractors.appearance_scene import Beside, held_beside, received_beside
from extractors.appearance_words import Act, Keys, words

_BACK = 8
_FLOOR = frozenset(("слово", "трибуну", "микрофон"))
_PHRASE = 9  # words about «на встречу с акимом» in which «пришли» stands
_WITH = 6  # words between «на встрече» and «с акимом»
_TO_HIM = 8  # words between «акиму» and «на совещании»: a name and a subject stand between
_DONE = ("ена", "ено", "ены", "дан", "дана", "дано", "даны")  # «поставлена акимом задача на совещании»


def act_of_instrumental(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«во главе с акимом», «акимом проведено совещание», «на встрече с акимом»."""
    return (
        led_by_him(sentence, mention)
        or _done_by_him(sentence, mention)
        or _met_with_him(sentence, mention)
        or _they_came(sentence, mention)
    )


def act_of_dative(sentence: Sentence, mention: AkimMention, beside: Beside) -> Act | None:
    """«список показали акиму на совещании», «к акиму обратилась акушерка на встрече»: told to his face, there.

    Without a place it is the meeting that the article opens with or tells of beside: «Встреча прошла в клубе. Акиму
    задали вопросы»; for what can only be done in his face («протянула акиму»), the one told of last.
    """
    if (came := _they_came(sentence, mention)) is not None:
        return came
    keys, lexicon = sentence.keys, words()
    end = clause_end(keys, mention.end - 1, reach=_TO_HIM)
    near = keys[max(0, mention.start - _WITH) : mention.start] + keys[mention.end : end]
    if "визит" in near and any(word.startswith("нанес") for word in near) and "не" not in keys:
        return Act(mention.start, "meeting")
    told = any(word in lexicon.to_him and told_tense(word) != "future" for word in near) or _has_the_floor(near)
    if not told or not is_over(keys) or any(word in lexicon.remote for word in keys):
        return None
    for at in range(mention.end, end):
        noun = lexicon.placed(keys, at)
        if noun is not None:  # «на встрече с министром»: the akim was told of it elsewhere
            return None if any(word in lexicon.chairs for word in keys[at : at + _WITH]) else Act(at, noun.kind)
    if any(word in lexicon.chairs or word in lexicon.earlier for word in keys):
        return None
    there = beside.lead or held_beside(beside) or received_beside(beside)
    if there is None and any(word in lexicon.in_his_face for word in near):
        there = beside.stage
    return Act(mention.start, there) if there is not None else None


def _has_the_floor(near: Keys) -> bool:
    """«Слово предоставили акиму», «трибуну уступили акиму»."""
    return bool(_FLOOR & set(near)) and any(word in words().floor for word in near)


def _they_came(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«на встречу с акимом пришли», «на приём к акиму пришли», «посол провёл переговоры с акимом»; not «записались»."""
    keys, lexicon = sentence.keys, words()
    if not {"с", "со", "к"} & set(keys[max(0, mention.start - 2) : mention.start]) or not is_over(keys):
        return None
    before = range(mention.start - 1, max(-1, mention.start - 1 - _WITH), -1)
    behind = range(mention.end, min(len(keys), mention.end + _WITH))
    near = {keys[n] for n in (*range(max(0, mention.start - _PHRASE), mention.start), *behind)}
    if not lexicon.came & near:
        return None
    if "гости" in near and "в" in near and mention.case == "Dat":
        return Act(mention.start, "meeting")
    for n in (*before, *behind):  # «к акиму на приём пришла мать»
        noun = lexicon.forms["object"].get(keys[n])
        if noun is not None and noun.kind == "meeting":
            return Act(n, "meeting")
    return None


def _met_with_him(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«на встрече с акимом», «состоялась встреча с акимом», «жители встретились с акимом»; not «ждут встречи»."""
    keys, lexicon = sentence.keys, words()
    if mention.start < 1 or not {"с", "со"} & set(keys[max(0, mention.start - 2) : mention.start]):
        return None
    if not is_over(sentence.keys):
        return None
    happened = any(word in lexicon.happened for word in keys)
    for n in range(mention.start - 1, max(-1, mention.start - 1 - _WITH), -1):
        if keys[n].startswith("встретил"):
            return Act(n, "meeting")
        subject = lexicon.forms["subject"].get(keys[n]) if happened else None
        noun = lexicon.placed(keys, n, after=True) or subject
        if noun is not None and not noun.body:
            return Act(n, noun.kind)
        if keys[n] == ",":
            return None
    return None


def _done_by_him(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«акимом области проведено совещание», «на совещании, проведённом акимом»."""
    keys, lexicon = sentence.keys, words()
    if "между" in keys[max(0, mention.start - _WITH) : mention.start] and is_over(keys):
        return _between_them(keys, mention)
    around = range(max(0, mention.start - _BACK), min(len(keys), mention.end + _BACK))
    at = next((at for at in around if keys[at] in lexicon.by_him), None)
    if at is not None:
        if keys[at].startswith("принят"):  # «делегация принята акимом», not «решение принято акимом»
            guests = any(word in forms for word in keys for forms in lexicon.guests.values())
            return Act(at, "meeting") if guests and is_over(keys) else None
        return Act(at, lexicon.occasion_in(keys) or "other") if is_over(keys) else None
    done = any(keys[n].endswith(_DONE) for n in around) and "не" not in keys and not lexicon.unreal & set(keys)
    placed = next((noun for n in around if (noun := lexicon.placed(keys, n)) is not None), None)
    return Act(mention.start, placed.kind) if done and placed is not None else None


def _between_them(keys: Keys, mention: AkimMention) -> Act | None:
    """«Между акимом и инвесторами состоялись переговоры»."""
    lexicon = words()
    happened = any(word in lexicon.happened for word in keys)
    near = (*keys[max(0, mention.start - _WITH) : mention.start], *keys[mention.end : mention.end + _PHRASE])
    noun = next((noun for word in near if (noun := lexicon.forms["subject"].get(word)) is not None), None)
    return Act(mention.start, noun.kind) if happened and noun is not None and not noun.body else None
