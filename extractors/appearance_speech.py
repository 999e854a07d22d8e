"""Where an akim spoke, when the sentence says so: «на заседании аким сообщил», «отчитался перед населением»."""

from __future__ import annotations

from extractors.akim_sentences import Sentence
from extractors.appearance_clauses import clause_end, is_relative, told_tense
from extractors.appearance_scene import Beside, held_beside, people_beside, told_beside
from extractors.appearance_words import Keys, Occasion, words

_REACH = 14  # words between «на заседании» and «сообщил»
_FACES = 4  # words between the verb and whom he spoke to: «отчитался вчера перед жителями», «обсудил с группой …»
_FACED = 6  # and from whom he spoke to up to the verb: «перед депутатами областного маслихата вчера отчитался»
_OPENING = 3  # words before «на» where it opens the sentence: «Сегодня, 9 апреля, на …»
_DASHES = frozenset(("–", "—", "-"))
_QUOTES = frozenset('«»"“”„')
# «на брифинге», «в ходе поездки», «во время церемонии»; not «в рамках акции»
_PLACES = (("на",), ("в", "ходе"), ("во", "время"))


def spoken_occasion(sentence: Sentence, verb: str, at: int, beside: Beside) -> Occasion | None:
    """The occasion on which the verb of speech at `at` was spoken; None where it may have been anywhere."""
    keys, lexicon = sentence.keys, words()
    if verb in lexicon.speech and (occasion := _placed(keys, at)) is not None:
        return occasion
    if _face_to_face(keys, verb, at, beside) or (verb == "выслушал" and lexicon.received & set(keys)):
        return "meeting"
    near = set(keys[max(0, at - _FACES) : at + 1 + _FACES])
    if verb in lexicon.speech and lexicon.people_here & near:
        return lexicon.occasion_in(keys) or held_beside(beside) or "other"
    if verb not in lexicon.speech:
        return None
    told = held_beside(beside) if lexicon.people_given & near else None
    return told or told_beside(keys, at, beside, placed_only=True)


def done_at(keys: Keys, at: int) -> Occasion | None:
    """The sitting or meeting at which the verb at `at`, whatever it says, was done: «на совещании аким усомнился»."""
    lexicon = words()
    theirs = any(word in lexicon.chairs for word in keys)  # «после совещания у министра аким …»
    for n in _beside(keys, at):
        if (noun := lexicon.placed(keys, n, after=not theirs)) is not None:
            return noun.kind
    return None


def _beside(keys: Keys, at: int) -> list[int]:
    """The words of the verb's own clause and outside what is quoted, the nearest first."""
    inside = range(_speech_start(keys, at), _speech_end(keys, at))
    return sorted(inside, key=lambda n: abs(n - at))


def _speech_end(keys: Keys, at: int) -> int:
    """«сообщил о решении, принятом на заседании»: not over a comma, but for «заявил аким, выступая на сессии»."""
    end = clause_end(keys, at, reach=_REACH)
    commas = (n for n in range(at + 1, end) if keys[n] == "," and not words().gerunds & set(keys[n + 1 : n + 3]))
    return next(commas, end)


def _placed(keys: Keys, at: int) -> Occasion | None:
    """The occasion named as a place beside the verb."""
    lexicon = words()
    if (gathering := done_at(keys, at)) is not None:
        return gathering
    nearest = _beside(keys, at)
    for kind in ("visit", "other"):
        for n in nearest:
            if keys[n] in lexicon.nouns[kind] and _is_placed(keys[max(0, n - 3) : n]):
                return kind
    return None


def _is_placed(before: Keys) -> bool:
    return any(before[i : i + len(place)] == place for place in _PLACES for i in range(len(before)))


def _speech_start(keys: Keys, at: int) -> int:
    """How far back what is said of the verb may reach: to a quote, a dialogue's dash, or a comma.

    «На заседании штаба, которое прошло в Аксу, аким отметил»: over commas, where the place opens the sentence.
    """
    for back in range(at - 1, max(-1, at - 1 - _REACH), -1):
        word = keys[back]
        dialogue = word in _DASHES and (back == 0 or keys[back - 1] in (",", "!", "?"))
        if word in _QUOTES or word in (";", ":") or dialogue:
            return back + 1
        if word == "," and not _opens_with_a_place(keys, back, at):
            return back + 1
    return 0 if at <= _REACH else at - _REACH


def _opens_with_a_place(keys: Keys, comma: int, verb: int) -> bool:
    """Does the sentence open with «на заседании …», and is nothing else told before the verb but of that sitting?"""
    lexicon = words()
    noun = next((n for n in range(comma) if lexicon.placed(keys, n) is not None), None)
    if noun is None or keys[0] in _DASHES or _QUOTES & set(keys[:verb]):
        return False
    if "на" in keys[:noun] and keys.index("на") > _OPENING:
        return False
    told = [n for n in range(verb) if told_tense(keys[n]) == "past"]
    return all(any(is_relative(keys[k]) or keys[k] == "где" for k in range(noun, n)) for n in told)


def _face_to_face(keys: Keys, verb: str, at: int, beside: Beside) -> bool:
    """«отчитывался перед населением», «перед ними выступил», «обсудил с инвесторами»; not by telephone."""
    lexicon = words()
    before = verb in lexicon.before_people
    if not before and verb not in lexicon.with_people:
        return False
    for n in range(max(0, at - _FACED), min(len(keys), at + _FACES + 1)):
        if keys[n] not in (("перед",) if before else ("с", "со")):
            continue
        them = keys[n + 1 : n + 2] == ("ними",) and people_beside(beside)
        if them or lexicon.people_before & set(keys[n + 1 : n + 4]):
            return not any(word in lexicon.remote for word in keys)
    return False
