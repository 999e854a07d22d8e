"""How a phrase about him, and not a verb of his own, shows an akim: «с участием акима», «на совещании у акима»."""

from __future__ import annotations

from extractors.akim_mentions import AkimMention
from extractors.akim_sentences import Sentence
from extractors.appearance_clauses import is_over, told_tense
from extractors.appearance_words import Act, Gathering, Keys, words

_PHRASE = 9  # words before the akim in which «с участием» stands: other guests come before him
_WITH_ANOTHER = 6  # and between «переговоры» and «и акима»
_WHOSE = 2  # words between «встреча» and «акима»
_AT_HIS = 8  # words between «на комиссии» and «у акима»: «на комиссии по чрезвычайным ситуациям у акима»
_HEADING = 3  # words of «Аппаратное совещание у акима: …»
_BEHIND = 4  # «у акима вчера прошла большая планёрка»
_TO_HEAR = 6  # words between «заслушали» and «отчёт акима»
_FROM = 6  # words between «от акима» and «досталось»


def act_of_genitive(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«под председательством акима», «встреча акима с активом», «на совещании у акима»."""
    return (
        _presence(sentence, mention, words().presence)
        or _directed(sentence, mention)
        or _his_occasion(sentence, mention)
        or _at_his_place(sentence, mention)
        or _heard(sentence, mention)
        or _from_him(sentence, mention)
        or _asked_there(sentence, mention)
    )


def led_by_him(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«делегация во главе с акимом посетила завод»."""
    return _presence(sentence, mention, words().led)


def _presence(sentence: Sentence, mention: AkimMention, phrases: tuple[str, ...]) -> Act | None:
    """«под председательством акима», «с участием министра и акима»: of a thing that has happened."""
    keys, lexicon = sentence.keys, words()
    reach = keys[max(0, mention.start - _PHRASE) : mention.start]
    before = " ".join(reach)
    phrase = next((phrase for phrase in phrases if f" {phrase} " in f" {before} "), None)
    if phrase is None or _not_his(reach) or not is_over(keys):
        return None
    occasion = lexicon.occasion_in(keys)
    if occasion in ("sitting", "meeting"):
        return Act(mention.start, occasion)
    if (body := _body_that_met(keys)) is not None:
        return Act(mention.start, body.kind)
    if _deliberated(keys, phrase):
        return Act(mention.start, "sitting")
    return None if any(word in lexicon.founded for word in keys) else Act(mention.start, occasion or "other")


def _deliberated(keys: Keys, phrase: str) -> bool:
    """«меры обсудили под председательством акима», «в штабе под руководством акима решили»; not «строили под …»."""
    lexicon = words()
    if not any(word in lexicon.deliberated for word in keys):
        return False
    in_a_body = any((noun := lexicon.forms["place"].get(word)) is not None and noun.body for word in keys)
    return in_a_body or phrase not in (*lexicon.directed, *lexicon.accompanied)


def _body_that_met(keys: Keys) -> Gathering | None:
    """«на комиссии», «прошёл штаб»; not «создана комиссия»."""
    lexicon = words()
    met = any(word in lexicon.happened or word in lexicon.sat for word in keys)
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


def _his_occasion(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«состоялась встреча акима области с активом», «обсудили на встрече акима с делегацией»."""
    keys, lexicon = sentence.keys, words()
    joined = mention.start > 0 and keys[mention.start - 1] == "и"  # «переговоры посла Венгрии и акима»
    first = max(0, mention.start - (_WITH_ANOTHER if joined else _WHOSE))
    verbs = [n for n in range(first, mention.start) if told_tense(keys[n]) is not None]
    reach = range(verbs[-1] + 1 if verbs else first, mention.start)  # «на совещании раскритиковал акима»: theirs
    before = keys[reach.start : mention.start]
    if _not_his(before) or not is_over(keys):
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
    if at < 0 or keys[at] != "у" or not is_over(keys):
        return None
    if (
        0 < at <= _HEADING
        and (headed := lexicon.forms["subject"].get(keys[at - 1]))
        and keys[mention.end :][:1] == (":",)
    ):
        return None if headed.body else Act(at - 1, headed.kind)
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
    if lexicon.with_him & set(keys[mention.end : mention.end + _BEHIND]):
        return Act(mention.start, "sitting")
    behind = (lexicon.forms["subject"].get(word) for word in keys[mention.end : mention.end + _BEHIND])
    noun = next((noun for noun in behind if noun is not None and not noun.body), None)
    return Act(mention.start, noun.kind) if happened and noun is not None else None


def _heard(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«депутаты заслушали отчёт акима», «прошёл отчёт акима перед населением», «на сессии прозвучал доклад акима»."""
    keys, lexicon = sentence.keys, words()
    at = mention.start - 1
    if at < 0 or not is_over(keys):
        return None
    if keys[at] not in lexicon.told_by_him:  # «депутаты заслушали акима»
        return Act(at, "sitting") if any(word.startswith("заслуша") for word in keys[max(0, at - 1) : at + 1]) else None
    if any(word in lexicon.remote for word in keys):
        return None
    face_to_face = keys[mention.end : mention.end + 1] == ("перед",) and any(w in lexicon.happened for w in keys)
    if face_to_face:
        return Act(at, "meeting")
    placed = next((noun for n in range(len(keys)) if (noun := lexicon.placed(keys, n)) is not None), None)
    heard = any(
        word in lexicon.heard for word in keys[max(0, at - _TO_HEAR) : at] + keys[mention.end : mention.end + _TO_HEAR]
    )
    return Act(at, placed.kind if placed is not None else "sitting") if heard or placed is not None else None


def _from_him(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«На планёрке от акима досталось дорожникам»: there, and not «письмо от акима зачитали на собрании»."""
    keys, lexicon = sentence.keys, words()
    if not mention.start or keys[mention.start - 1] != "от" or not is_over(keys):
        return None
    if any(word in lexicon.remote or word in lexicon.chairs for word in keys):
        return None
    around = (*keys[max(0, mention.start - _FROM) : mention.start], *keys[mention.end : mention.end + _FROM])
    placed = next((noun for n in range(len(keys)) if (noun := lexicon.placed(keys, n)) is not None), None)
    dealt = any(word in lexicon.dealt for word in around)
    return Act(mention.start, placed.kind) if dealt and placed is not None else None


def _asked_there(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«– Когда будет газ? – спросили акима на встрече», «у акима спросили»; «попросили» may be of one away."""
    keys, lexicon = sentence.keys, words()
    around = (*keys[max(0, mention.start - _FROM) : mention.start], *keys[mention.end : mention.end + _FROM])
    if not any(word in lexicon.asked for word in around):
        return None
    if any(word in lexicon.remote or word in lexicon.chairs for word in keys):
        return None
    return next(
        (Act(mention.start, noun.kind) for n in range(len(keys)) if (noun := lexicon.placed(keys, n)) is not None), None
    )
