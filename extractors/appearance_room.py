"""What shows an akim in the room of a gathering that other words tell of: he asks, listens, takes the floor."""

from __future__ import annotations

from extractors.akim_mentions import AkimMention
from extractors.akim_sentences import Sentence
from extractors.appearance_clauses import told_tense
from extractors.appearance_scene import Beside, told_just_before
from extractors.appearance_words import Act, Keys, Occasion, words

_SPEECH_OPENS = frozenset(("–", "—", "-", "«", '"', "“", "„"))
_DASHES = frozenset(("–", "—", "-"))
_CLOSING = frozenset(("»", '"', "”"))
_ROOM = 4  # words between an akim who opens the sentence and his verb: «Аким региона, в свою очередь, потребовал»
_DOES = 6  # words between the akim and what he does with his body, and between that and its object
_JOINS = frozenset(("а", "но", "и"))
_HIMSELF = frozenset(("сам", "лично"))
_OPENING = 4  # words before the akim: «По итогам долгого обсуждения аким»
_SEAT = 5  # words between «в президиуме» and the akim: «в президиуме вчерашнего собрания – аким»


def told_in_the_room(sentence: Sentence, mention: AkimMention, beside: Beside) -> Act | None:
    """«Ситуацию разобрали на заседании штаба. Аким области потребовал …»: an answer, an order or a question there.

    By a verb that is said in a room, of a sitting told in the sentence before, where he opens the sentence, or in the
    article's lead. By what is done with the body («слушал», «взял слово»), of the one told last. Only where nobody
    else's sitting is told.
    """
    lexicon = words()
    if any(word in lexicon.remote or word in lexicon.earlier or word in lexicon.chairs for word in sentence.keys):
        return None
    if (at := _done_in_a_room(sentence, mention)) is not None:
        occasion = _of_the_clause_before(sentence, mention) or told_just_before(beside) or beside.stage
        return Act(at, occasion) if occasion is not None else None
    if (at := _said_in_a_room(sentence, mention)) is not None:
        occasion = told_just_before(beside) if mention.start <= 1 else None
        occasion = occasion or _of_the_clause_before(sentence, mention) or beside.lead
        if occasion is None and _opens_there(sentence.keys[: mention.start]):
            occasion = beside.stage
        return Act(at, occasion) if occasion is not None else None
    if _is_seated(sentence, mention) or _signs_a_quote(sentence, mention):
        occasion = _own_gathering(sentence.keys) or told_just_before(beside) or beside.stage
        return Act(mention.start, occasion) if occasion is not None else None
    return None


def _of_the_clause_before(sentence: Sentence, mention: AkimMention) -> Occasion | None:
    """«На заседании штаба докладывал начальник, а аким слушал»: where the first did it the second did."""
    if mention.start < 2 or sentence.keys[mention.start - 1] not in _JOINS:
        return None
    placed = (words().placed(sentence.keys, n) for n in range(mention.start - 1))
    return next((noun.kind for noun in placed if noun is not None), None)


def _own_gathering(keys: Keys) -> Occasion | None:
    """«В президиуме собрания»: whatever sitting or meeting the sentence names."""
    lexicon = words()
    for n, word in enumerate(keys):
        noun = lexicon.placed(keys, n) or lexicon.forms["of"].get(word)
        if noun is None and "за" in keys[max(0, n - 2) : n]:  # «за круглым столом»
            noun = lexicon.forms["by"].get(word)
        if noun is not None:
            return noun.kind
    return None


def _said_in_a_room(sentence: Sentence, mention: AkimMention) -> int | None:
    """Where the verb stands: behind an akim who opens the clause, or before him («– …, – ответил аким»)."""
    keys, lexicon = sentence.keys, words()
    joined = mention.start > 1 and keys[mention.start - 1] in _JOINS
    own = mention.start - 1 - (mention.start > 1 and keys[mention.start - 1] in _HIMSELF)
    if own >= 0 and keys[own] in (lexicon.speech if _is_quoted(keys) else lexicon.in_the_room):
        return own
    if _is_quoted(keys) and (at := _tells_the_quote(keys, mention.start)) is not None:
        return at
    for at in range(own, max(-1, own - _ROOM), -1):  # «неделю дал на всё аким»
        if keys[at] in lexicon.said_with and _has_its_object(keys, at):
            return at
    if mention.start > 1 and not joined and not _opens_there(keys[: mention.start]):
        return None
    for at in range(mention.end, min(len(keys), mention.end + _ROOM)):
        if keys[at - 1] != "не" and (keys[at] in lexicon.in_the_room or _has_its_object(keys, at)):
            return at
        if told_tense(keys[at]) is not None:
            return None
    return None


def _tells_the_quote(keys: Keys, akim: int) -> int | None:
    """«Короче», – попросил вчера чиновников аким»: the verb between the quote's dash and him."""
    for at in range(akim - 1, max(0, akim - 1 - _DOES), -1):
        if keys[at] in words().subjects or keys[at] == ",":
            return None
        if keys[at - 1] in _DASHES:
            return at if keys[at] in words().speech else None
    return None


def _opens_there(before: Keys) -> bool:
    """«По итогам обсуждения аким поручил», «В ответ глава региона пообещал»."""
    return len(before) <= _OPENING and any(before[: len(phrase)] == phrase for phrase in words().there)


def _has_its_object(keys: Keys, at: int) -> bool:
    """«дал сутки», «поставил задачу»."""
    objects = words().said_with.get(keys[at])
    return objects is not None and bool(objects & {*keys[max(0, at - _DOES) : at], *keys[at + 1 : at + 1 + _DOES]})


def _is_quoted(keys: Keys) -> bool:
    """«– Дамбу достроим к маю, – сказал аким»: direct speech, and not what somebody gathered from a letter."""
    return keys[0] in _SPEECH_OPENS


def _done_in_a_room(sentence: Sentence, mention: AkimMention) -> int | None:
    """Where his first verb stands, if it is one of the body's: «слушал», «слово взял аким», «перебил его аким»."""
    keys = sentence.keys
    for at in range(mention.start - 1, max(-1, mention.start - 4), -1):
        if keys[at] in (",", ";", ":", *_DASHES):
            break
        if told_tense(keys[at]) is not None:
            return at if _is_bodily(keys, at) else None
    for at in range(mention.end, min(len(keys), mention.end + _DOES)):
        if told_tense(keys[at]) is not None:
            return at if _is_bodily(keys, at) else None
    return None


def _is_bodily(keys: Keys, at: int) -> bool:
    """«переспросил»; «взял слово», not «взял под контроль»; «набрал номер при всех»."""
    lexicon = words()
    if at and keys[at - 1] == "не":
        return False
    around = keys[max(0, at - _DOES) : at] + keys[at + 1 : at + 1 + _DOES]
    with_object = lexicon.bodily_with.get(keys[at])
    if keys[at] in lexicon.bodily or (with_object is not None and with_object & set(around)):
        return True
    behind = " ".join(keys[at : at + 1 + _DOES])
    return any(f" {phrase} " in f"{behind} " for phrase in lexicon.before_eyes)


def _is_seated(sentence: Sentence, mention: AkimMention) -> bool:
    """«В президиуме – аким области», «во главе стола сидел аким»; not «во главе области»."""
    keys, lexicon = sentence.keys, words()
    before = " ".join(keys[max(0, mention.start - _SEAT - 2) : mention.start])
    if not mention.start or mention.case != "Nom" or not any(f" {seat} " in f" {before} " for seat in lexicon.seats):
        return False
    return keys[mention.start - 1] in _DASHES or told_tense(keys[mention.start - 1]) == "past"


def _signs_a_quote(sentence: Sentence, mention: AkimMention) -> bool:
    """«Начнём в мае» – аким области; аким области: «Начнём в мае»: what he said there, and did not write."""
    keys = sentence.keys
    if not mention.start and keys[mention.end : mention.end + 1] == (":",):
        return keys[mention.end + 1 : mention.end + 2] in (("«",), ("–",), ("—",), ("-",))
    before = [word for word in keys[max(0, mention.start - 3) : mention.start] if word != ","]
    signed = len(before) > 1 and before[-1] in _DASHES and before[-2] in _CLOSING
    return signed and all(told_tense(word) is None for word in keys[mention.end :])
