"""What a sentence says that an akim did in person, if anything: `lexicon/appearances.toml` holds the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.akim_mentions import AkimMention, Sentence
from extractors.russian.dates_phrase import tense_of
from extractors.russian.wordlist import WordList, read_lexicon

Occasion = Literal["sitting", "meeting", "visit", "other"]
_OCCASIONS: tuple[Occasion, ...] = ("sitting", "meeting", "visit", "other")

_AHEAD, _BACK = 16, 8  # words between the akim and his verb: an apposition with a name and two offices takes about 12
_OBJECT_BEFORE, _OBJECT = 4, 9  # words about a verb in which its object stands: «заседание вёл аким»
_SPEECH = 10  # words between «на заседании» and «сообщил»
_PHRASE = 9  # words before the akim in which «с участием» stands: other guests come before him


@dataclass(frozen=True, slots=True)
class Act:
    """A thing done in person: the word that says so, and the kind of occasion."""

    at: int
    occasion: Occasion


class _Lexicon:
    def __init__(self) -> None:
        raw = read_lexicon("appearances.toml")
        self.nouns = {kind: WordList(raw["nouns"][kind]) for kind in _OCCASIONS}
        self.by_kind = {verb: kind for kind in _OCCASIONS for verb in raw["verbs"].get(kind, ())}
        self.with_object = frozenset(raw["verbs"]["with_object"])
        self.needs_own_object = frozenset(("был",))  # «был на заседании» may be said of anything
        self.speech = frozenset(raw["verbs"]["speech"])
        self.objects = {
            "был": WordList(raw["objects"]["byl"]),
            "провел": WordList(raw["objects"]["provel"]),
            "принял": WordList(raw["objects"]["prinyal"]),
            "открыл": WordList(raw["objects"]["otkryl"]),
            "собрал": WordList(raw["objects"]["sobral"]),
        }
        self.presence = tuple(raw["phrases"]["presence"])
        self.directed = tuple(raw["phrases"]["directed"])
        self.openers = frozenset(raw["others"]["openers"])
        self.led = tuple(raw["phrases"]["led"])
        self.happened = WordList(raw["phrases"]["happened"])
        self.by_him = frozenset(raw["phrases"]["by_him"])
        self.subjects = frozenset(raw["others"]["subjects"])
        self.unreal = frozenset(raw["others"]["unreal"])

    def occasion_in(self, keys: tuple[str, ...]) -> Occasion | None:
        """The kind of the first noun in the order of kinds: «на заседании по итогам встречи» is a sitting."""
        return next((kind for kind in _OCCASIONS if any(word in self.nouns[kind] for word in keys)), None)


_LEXICON = _Lexicon()
# «на заседании», «в ходе встречи», «во время приёма»; not «в рамках акции», «по итогам совещания»
_SPEECH_PLACE = (("на",), ("в", "ходе"), ("во", "время"))
_QUOTES = frozenset('«»"“”„')
_ANAPHORA = frozenset(("его", "ее", "их"))


def speaks_of_an_occasion(sentence: Sentence) -> bool:
    """Does the sentence name a sitting, a meeting, a visit or a public occasion?"""
    return _LEXICON.occasion_in(sentence.keys) is not None


def speaks_of_a_gathering(sentence: Sentence) -> bool:
    """Does it name a sitting or a meeting?"""
    return _LEXICON.occasion_in(sentence.keys) in ("sitting", "meeting")


def act_of(sentence: Sentence, mention: AkimMention, previous: Sentence | None, *, female: bool) -> Act | None:
    """What the person of `mention` did himself, in the past, by this sentence; None where it does not say so.

    `previous` is the sentence before, for «Провёл его аким области».
    """
    if mention.case == "Nom":
        found = _ahead(sentence, mention, female=female) or _before(sentence, mention, female=female)
        return _act_of_verb(sentence, *found, previous) if found is not None else None
    if mention.case == "Gen":
        return (
            _presence(sentence, mention, _LEXICON.presence)
            or _directed(sentence, mention)
            or _his_occasion(sentence, mention)
        )
    if mention.case == "Ins":
        return _presence(sentence, mention, _LEXICON.led) or _done_by_him(sentence, mention)
    return None


def _ahead(sentence: Sentence, mention: AkimMention, *, female: bool) -> tuple[str, int] | None:
    """«аким … провёл»: the first past verb behind him; a plural one where others stand beside him."""
    others = mention.start > 0 and sentence.keys[mention.start - 1] == "и"
    passed = False  # a verb that says nothing of an occasion: «выступил с докладом и провёл встречу»
    for at in range(mention.end, min(len(sentence.keys), mention.end + _AHEAD)):
        word = sentence.keys[at]
        if word in (";", ":") or word in _LEXICON.unreal:
            return None
        others = others or word in _LEXICON.subjects or (word == "и" and not passed)
        verb, plural = _as_masculine(word, female=female)
        if _is_known(verb):
            return (verb, at) if plural == others and not (passed and sentence.keys[at - 1] != "и") else None
        if (tense := tense_of(word)) is not None:
            if tense != "past":
                return None
            passed = True
    return None


def _before(sentence: Sentence, mention: AkimMention, *, female: bool) -> tuple[str, int] | None:
    """«вчера посетил Рудный аким области», «приняли участие аким, депутаты»: the verb before him in his own clause."""
    keys = sentence.keys
    joined = mention.end < len(keys) and keys[mention.end] in (",", "и")
    for at in range(mention.start - 1, max(-1, mention.start - 1 - _BACK), -1):
        word = keys[at]
        if word in (",", ";", ":", "–", "—") or word in _LEXICON.subjects or word in _LEXICON.unreal:
            return None
        verb, plural = _as_masculine(word, female=female)
        if _is_known(verb):
            return (verb, at) if (not plural or joined) and not _has_own_subject(sentence, at) else None
    return None


def _has_own_subject(sentence: Sentence, verb_at: int) -> bool:
    """«Токаев прибыл в область Аким …»: a name stands before the verb."""
    before = verb_at - 1
    return before >= 0 and sentence.words[before][0].isupper() and sentence.keys[before] not in _LEXICON.openers


def _as_masculine(word: str, *, female: bool) -> tuple[str, bool]:
    """«посетили» -> «посетил» (plural), «встретилась» -> «встретился» (of a woman)."""
    reflexive = word.endswith(("сь", "ся"))
    stem = word[:-2] if reflexive else word
    if stem.endswith("ли"):
        return stem[:-1] + ("ся" if reflexive else ""), True
    if female and stem.endswith("ла"):
        return stem[:-1] + ("ся" if reflexive else ""), False
    return word, False


def _is_known(verb: str) -> bool:
    return verb in _LEXICON.by_kind or verb in _LEXICON.with_object or verb in _LEXICON.speech


def _act_of_verb(sentence: Sentence, verb: str, at: int, previous: Sentence | None) -> Act | None:
    keys = sentence.keys
    if (at and keys[at - 1] == "не") or _LEXICON.unreal & set(keys[max(0, at - _AHEAD) : at + 2]):
        return None
    if verb in _LEXICON.speech:
        occasion = _occasion_of_speech(sentence, at)
        return Act(at, occasion) if occasion is not None else None
    around = keys[at + 1 : at + 1 + _OBJECT] + keys[max(0, at - _OBJECT_BEFORE) : at]
    occasion = _LEXICON.occasion_in(around)
    if verb in _LEXICON.by_kind:
        own = _LEXICON.by_kind[verb]
        return Act(at, occasion if own == "other" and occasion is not None else own)
    has_object = any(word in _LEXICON.objects[verb] for word in around) if verb in _LEXICON.objects else False
    if verb in _LEXICON.needs_own_object and not has_object:
        return None
    if occasion is None and has_object:
        occasion = _LEXICON.occasion_in(keys) or "other"
    if occasion is None and previous is not None and _ANAPHORA & set(keys[at + 1 : at + 3]):
        occasion = _LEXICON.occasion_in(previous.keys)
    return Act(at, occasion) if occasion is not None else None


def _occasion_of_speech(sentence: Sentence, verb_at: int) -> Occasion | None:
    """«на аппаратном совещании», «в ходе брифинга» beside the verb, outside what is quoted."""
    keys = sentence.keys
    for kind in _OCCASIONS:
        for at in range(max(0, verb_at - _SPEECH), min(len(keys), verb_at + _SPEECH)):
            quoted = _QUOTES & set(keys[min(at, verb_at) : max(at, verb_at)])
            if keys[at] in _LEXICON.nouns[kind] and not quoted and _is_placed(keys[max(0, at - 3) : at]):
                return kind
    return None


def _is_placed(before: tuple[str, ...]) -> bool:
    return any(before[i : i + len(place)] == place for place in _SPEECH_PLACE for i in range(len(before)))


def _presence(sentence: Sentence, mention: AkimMention, phrases: tuple[str, ...]) -> Act | None:
    """«под председательством акима», «с участием министра и акима»: of a thing that has happened."""
    reach = sentence.keys[max(0, mention.start - _PHRASE) : mention.start]
    before = " ".join(reach)
    phrase = next((phrase for phrase in phrases if f" {phrase} " in f" {before} "), None)
    if phrase is None or _not_his(reach) or not _is_over(sentence):
        return None
    return Act(mention.start, _LEXICON.occasion_in(sentence.keys) or "other")


def _directed(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«под руководством акима прошло заседание»."""
    act = _presence(sentence, mention, _LEXICON.directed)
    return act if act is not None and act.occasion in ("sitting", "meeting") else None


def _not_his(before: tuple[str, ...]) -> bool:
    return any(word.startswith(("заместител", "поручени", "имени", "представител")) for word in before)


def _is_over(sentence: Sentence) -> bool:
    """Something in the sentence is past, nothing to come, nothing unreal or denied."""
    tenses = {tense_of(word) for word in sentence.keys}
    past = "past" in tenses or any(word in _LEXICON.by_him for word in sentence.keys)
    return past and "future" not in tenses and not _LEXICON.unreal & set(sentence.keys) and "не" not in sentence.keys


def _his_occasion(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«состоялась встреча акима области с активом»."""
    before = sentence.keys[max(0, mention.start - 2) : mention.start]
    occasion = _LEXICON.occasion_in(before)
    happened = any(word in _LEXICON.happened for word in sentence.keys)
    if occasion is None or occasion == "other" or not happened or _not_his(before) or not _is_over(sentence):
        return None
    return Act(mention.start, occasion)


def _done_by_him(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«акимом области проведено совещание»."""
    around = range(max(0, mention.start - _BACK), min(len(sentence.keys), mention.end + _BACK))
    at = next((at for at in around if sentence.keys[at] in _LEXICON.by_him), None)
    if at is None or not _is_over(sentence):
        return None
    return Act(at, _LEXICON.occasion_in(sentence.keys) or "other")
