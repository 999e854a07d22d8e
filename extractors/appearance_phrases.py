"""How a phrase, and not a verb of his own, shows an akim in person: «с участием акима», «на встрече с акимом»."""

from __future__ import annotations

from extractors.akim_mentions import AkimMention, Sentence
from extractors.appearance_scene import Beside
from extractors.appearance_words import Act, Gathering, Keys, clause_end, told_tense, words

_AHEAD, _BACK = 16, 8
_PHRASE = 9  # words before the akim in which «с участием» stands: other guests come before him
_WHOSE = 2  # words between «встреча» and «акима»
_AT_HIS = 8  # words between «на комиссии» and «у акима»: «на комиссии по чрезвычайным ситуациям у акима»
_BEHIND = 4  # «у акима вчера прошла большая планёрка»
_WITH = 6  # words between «на встрече» and «с акимом»
_TO_HIM = 8  # words between «акиму» and «на совещании»: a name and a subject stand between
_DONE = ("ена", "ено", "ены", "дан", "дана", "дано", "даны")  # «поставлена акимом задача на совещании»
_MEANWHILE = 12  # words between «завершая» and the akim


def act_of_genitive(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«под председательством акима», «встреча акима с активом», «на совещании у акима»."""
    return (
        _presence(sentence, mention, words().presence)
        or _directed(sentence, mention)
        or _his_occasion(sentence, mention)
        or _at_his_place(sentence, mention)
        or _heard(sentence, mention)
    )


def act_of_instrumental(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«во главе с акимом», «акимом проведено совещание», «на встрече с акимом»."""
    return (
        _presence(sentence, mention, words().led)
        or _done_by_him(sentence, mention)
        or _met_with_him(sentence, mention)
        or _they_came(sentence, mention)
    )


def _they_came(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«на встречу с акимом пришли», «на приём к акиму пришли», «посол провёл переговоры с акимом»; not «записались»."""
    keys, lexicon = sentence.keys, words()
    if not {"с", "со", "к"} & set(keys[max(0, mention.start - 2) : mention.start]) or not _is_over(sentence):
        return None
    near = keys[max(0, mention.start - _PHRASE) : mention.start] + keys[mention.end : mention.end + _WITH]
    for n in range(mention.start - 1, max(-1, mention.start - 1 - _WITH), -1):
        noun = lexicon.forms["object"].get(keys[n])
        if noun is not None and noun.kind == "meeting":
            return Act(n, "meeting") if lexicon.came & set(near) else None
    return None


def act_of_dative(sentence: Sentence, mention: AkimMention, beside: Beside) -> Act | None:
    """«список показали акиму на совещании», «к акиму обратилась акушерка на встрече»: told to his face, there.

    Without a place it is the meeting that the article opens with: «Встреча прошла в клубе. Акиму задали вопросы».
    """
    if (came := _they_came(sentence, mention)) is not None:
        return came
    keys, lexicon = sentence.keys, words()
    end = clause_end(keys, mention.end - 1, reach=_TO_HIM)
    near = keys[max(0, mention.start - _WITH) : mention.start] + keys[mention.end : end]
    if not any(word in lexicon.to_him and told_tense(word) != "future" for word in near) or not _is_over(sentence):
        return None
    if any(word in lexicon.remote for word in keys):
        return None
    for at in range(mention.end, end):
        noun = lexicon.placed(keys, at)
        if noun is not None:  # «на встрече с министром»: the akim was told of it elsewhere
            return None if any(word in lexicon.chairs for word in keys[at : at + _WITH]) else Act(at, noun.kind)
    theirs = any(word in lexicon.chairs or word in lexicon.earlier for word in keys)
    return Act(mention.start, beside.lead) if beside.lead is not None and not theirs else None


def act_by_participle(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«аким, принимавший участие в сессии», «акима, выступившего на заседании»."""
    keys, lexicon = sentence.keys, words()
    if keys[mention.end : mention.end + 1] != (",",):
        return None
    at = next(
        (n for n in range(mention.end + 1, min(len(keys), mention.end + 5)) if keys[n] in lexicon.participles), -1
    )
    if at < 0 or keys[at - 1] == "не":
        return None
    occasion = lexicon.occasion_in(keys[at + 1 : clause_end(keys, at, reach=_PHRASE)])
    return Act(at, occasion) if occasion is not None else None


def act_by_gerund(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«Завершая заседание, аким поручил», «аким, выступая на сессии, отметил»."""
    keys, lexicon = sentence.keys, words()
    reach = range(max(0, mention.start - _MEANWHILE), min(len(keys), mention.end + 3))
    at = next((n for n in reach if keys[n] in lexicon.gerunds), None)
    if at is None or not _is_over(sentence) or lexicon.subjects & set(keys[at : mention.start]):
        return None
    inside = range(at + 1, min(len(keys), at + 1 + _PHRASE))
    if at < mention.start:
        inside = range(at + 1, mention.start)
    for n in inside:
        held = lexicon.forms["object"].get(keys[n]) or lexicon.forms["of"].get(keys[n])
        noun = lexicon.placed(keys, n) or (held if held is not None and not held.body and n - at <= _WITH else None)
        if noun is not None:
            return Act(at, noun.kind)
    told = any(keys[n] in lexicon.nouns["other"] and "на" in keys[max(at, n - 3) : n] for n in inside)
    return Act(at, "other") if told else None


def _presence(sentence: Sentence, mention: AkimMention, phrases: tuple[str, ...]) -> Act | None:
    """«под председательством акима», «с участием министра и акима»: of a thing that has happened."""
    keys, lexicon = sentence.keys, words()
    reach = keys[max(0, mention.start - _PHRASE) : mention.start]
    before = " ".join(reach)
    phrase = next((phrase for phrase in phrases if f" {phrase} " in f" {before} "), None)
    if phrase is None or _not_his(reach) or not _is_over(sentence):
        return None
    occasion = lexicon.occasion_in(keys)
    if occasion in ("sitting", "meeting"):
        return Act(mention.start, occasion)
    if (body := _body_that_met(keys)) is not None:
        return Act(mention.start, body.kind)
    return None if any(word in lexicon.founded for word in keys) else Act(mention.start, occasion or "other")


def _body_that_met(keys: Keys) -> Gathering | None:
    """«на комиссии», «прошёл штаб»; not «создана комиссия»."""
    lexicon = words()
    met = any(word in lexicon.happened for word in keys)
    for at, word in enumerate(keys):
        noun = lexicon.placed(keys, at) or (lexicon.forms["subject"].get(word) if met else None)
        if noun is not None:
            return noun
    return None


def _directed(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«под руководством акима прошло заседание»."""
    act = _presence(sentence, mention, words().directed)
    return act if act is not None and act.occasion in ("sitting", "meeting") else None


def _not_his(before: Keys) -> bool:
    return any(word.startswith(("заместител", "поручени", "имени", "представител")) for word in before)


def _is_over(sentence: Sentence) -> bool:
    """Something in the sentence is past, nothing to come, nothing unreal or denied."""
    lexicon = words()
    tenses = {told_tense(word) for word in sentence.keys}
    past = "past" in tenses or any(word in lexicon.by_him for word in sentence.keys)
    return past and "future" not in tenses and not lexicon.unreal & set(sentence.keys) and "не" not in sentence.keys


def _his_occasion(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«состоялась встреча акима области с активом», «обсудили на встрече акима с делегацией»."""
    keys, lexicon = sentence.keys, words()
    reach = range(max(0, mention.start - _WHOSE), mention.start)
    before = keys[reach.start : mention.start]
    if _not_his(before) or not _is_over(sentence):
        return None
    placed = next((noun for n in reach if (noun := lexicon.placed(keys, n, after=True)) is not None), None)
    if placed is not None and not placed.body:
        return Act(mention.start, placed.kind)
    occasion = lexicon.occasion_in(before)
    happened = any(word in lexicon.happened for word in keys)
    return Act(mention.start, occasion) if occasion not in (None, "other") and happened else None


def _at_his_place(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«на совещании у акима», «прошло заседание у акима», «подготовку обсудили у акима»."""
    keys, lexicon = sentence.keys, words()
    at = mention.start - 1
    if at < 1 or keys[at] != "у" or not _is_over(sentence):
        return None
    happened = any(word in lexicon.happened for word in keys)
    for n in range(at - 1, max(-1, at - 1 - _AT_HIS), -1):
        if keys[n] in lexicon.at_his_place:
            return Act(n, "sitting")
        subject = lexicon.forms["subject"].get(keys[n]) if happened else None
        noun = lexicon.placed(keys, n, after=True) or (subject if subject and not subject.body else None)
        if noun is not None:
            return Act(n, noun.kind)
        if keys[n] == "," or (told_tense(keys[n]) is not None and keys[n] not in lexicon.happened):
            return None
    behind = (lexicon.forms["subject"].get(word) for word in keys[mention.end : mention.end + _BEHIND])
    noun = next((noun for noun in behind if noun is not None and not noun.body), None)
    return Act(mention.start, noun.kind) if happened and noun is not None else None


def _heard(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«депутаты заслушали отчёт акима», «прошёл отчёт акима перед населением», «на сессии прозвучал доклад акима»."""
    keys, lexicon = sentence.keys, words()
    at = mention.start - 1
    if at < 0 or keys[at] not in lexicon.told_by_him or not _is_over(sentence):
        return None
    if any(word in lexicon.remote for word in keys):
        return None
    face_to_face = keys[mention.end : mention.end + 1] == ("перед",) and any(w in lexicon.happened for w in keys)
    if face_to_face:
        return Act(at, "meeting")
    placed = next((noun for n in range(len(keys)) if (noun := lexicon.placed(keys, n)) is not None), None)
    heard = any(word in lexicon.heard for word in keys[max(0, at - _WITH) : at])
    return Act(at, placed.kind if placed is not None else "sitting") if heard or placed is not None else None


def _met_with_him(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«на встрече с акимом», «состоялась встреча с акимом», «жители встретились с акимом»; not «ждут встречи»."""
    keys, lexicon = sentence.keys, words()
    if mention.start < 1 or not {"с", "со"} & set(keys[max(0, mention.start - 2) : mention.start]):
        return None
    if not _is_over(sentence):
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
    around = range(max(0, mention.start - _BACK), min(len(keys), mention.end + _BACK))
    at = next((at for at in around if keys[at] in lexicon.by_him), None)
    if at is not None:
        return Act(at, lexicon.occasion_in(keys) or "other") if _is_over(sentence) else None
    done = any(keys[n].endswith(_DONE) for n in around) and "не" not in keys and not lexicon.unreal & set(keys)
    placed = next((noun for n in around if (noun := lexicon.placed(keys, n)) is not None), None)
    return Act(mention.start, placed.kind) if done and placed is not None else None
