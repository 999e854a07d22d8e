"""What a sentence says that an akim did in person, if anything; this file: what he is the subject of.

What he is named in by phrase alone («с участием акима», «на встрече с акимом») is in `appearance_phrases`, what takes
the sentence beside to understand («Его провёл аким») in `appearance_scene`.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.akim_mentions import AkimMention, Sentence
from extractors.appearance_phrases import (
    act_by_gerund,
    act_by_participle,
    act_of_dative,
    act_of_genitive,
    act_of_instrumental,
)
from extractors.appearance_scene import Beside, told_beside, told_in_the_room
from extractors.appearance_speech import done_at, spoken_occasion
from extractors.appearance_words import (
    Act,
    Gathering,
    Keys,
    Occasion,
    clause_end,
    clause_start,
    is_relative,
    told_tense,
    words,
)

__all__ = ["Act", "act_of"]

_AHEAD, _BACK = 16, 8  # words between the akim and his verb: an apposition with a name and two offices takes about 12
_OBJECT_BEFORE, _OBJECT = 4, 9  # words about a verb in which its object stands: «субботник провёл аким»
_CLAUSE = 14  # words of a clause before its verb: «Расширенное заседание совета по привлечению инвестиций провёл …»
_RELATIVE = 4  # words between «которое» and its verb: «которое накануне в Аксу провёл»
_PLURALS = 2  # words: «провёл рабочие встречи», «провёл ряд встреч»; further off, «встречи» is a genitive
_GENDERS = {"которое": "n", "которую": "f", "которой": "f", "который": "m"}
_BY_THE_SENTENCE_BEFORE = frozenset(("провел", "проводил", "вел", "возглавил", "возглавлял", "открыл", "модерировал"))


def act_of(sentence: Sentence, mention: AkimMention, beside: Beside, *, female: bool) -> Act | None:
    """What the person of `mention` did himself, in the past, by this sentence; None where it does not say so.

    `beside` are the sentences before and behind, for «Провёл его аким области».
    """
    found: Act | None = None
    if mention.case == "Nom":
        found = _by_his_verb(sentence, mention, beside, female=female) or act_by_gerund(sentence, mention)
        found = found or told_in_the_room(sentence, mention, beside)
    elif mention.case == "Gen":
        found = act_of_genitive(sentence, mention)
    elif mention.case == "Ins":
        found = act_of_instrumental(sentence, mention)
    elif mention.case == "Dat":
        found = act_of_dative(sentence, mention, beside)
    return found or act_by_participle(sentence, mention)


def _by_his_verb(sentence: Sentence, mention: AkimMention, beside: Beside, *, female: bool) -> Act | None:
    """By the first of his verbs that says that he was there."""
    before = _before(sentence, mention, female=female)
    verbs = [*_ahead(sentence, mention, female=female), *([before] if before else [])]
    acts = (_act_of_verb(sentence, verb, at, mention, beside) for verb, at in verbs)
    return next((act for act in acts if act is not None), None)


def _ahead(sentence: Sentence, mention: AkimMention, *, female: bool) -> Iterator[tuple[str, int]]:
    """«аким … провёл»: the past verbs behind him; plural ones where others stand beside him."""
    keys, lexicon = sentence.keys, words()
    others = mention.start > 0 and keys[mention.start - 1] == "и"
    passed = False  # a verb has come: the next is his where «и» joins it («заехал в Экибастуз и встретился»)
    for at in range(mention.end, min(len(keys), mention.end + _AHEAD)):
        word = keys[at]
        if word in (";", ":") or word in lexicon.unreal or (passed and (word == "что" or is_relative(word))):
            return
        others = others or word in lexicon.subjects or (word == "и" and not passed)
        verb, plural = _as_masculine(word, female=female)
        if _is_known(verb):
            if plural != others or (passed and "и" not in keys[at - 2 : at]):
                return
            yield verb, at
            passed = True
        elif (tense := told_tense(word)) is not None:
            if tense != "past":
                return
            if plural == others and not passed:
                yield verb, at
            passed = True


def _before(sentence: Sentence, mention: AkimMention, *, female: bool) -> tuple[str, int] | None:
    """«вчера посетил Рудный аким области», «приняли участие аким, депутаты»: the verb before him in his own clause."""
    keys, lexicon = sentence.keys, words()
    joined = mention.end < len(keys) and keys[mention.end] in (",", "и")
    for at in range(mention.start - 1, max(-1, mention.start - 1 - _BACK), -1):
        word = keys[at]
        if word in (",", ";", ":", "–", "—") or word in lexicon.subjects or word in lexicon.unreal:
            return None
        verb, plural = _as_masculine(word, female=female)
        if _is_known(verb) or (verb.endswith(("л", "лся")) and told_tense(word) == "past"):
            return (verb, at) if (not plural or joined) and not _has_own_subject(sentence, at) else None
    return None


def _has_own_subject(sentence: Sentence, verb_at: int) -> bool:
    """«Токаев прибыл в область Аким …»: a name stands before the verb; not «комиссии по ЧС», «жителями Аксая»."""
    before = verb_at - 1
    if before < 0 or not sentence.words[before][0].isupper() or sentence.keys[before] in words().openers:
        return False
    word = sentence.words[before]
    return not word.isupper() and word[-1] not in "аеиоуыюя"


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
    lexicon = words()
    return any(verb in known for known in (lexicon.by_kind, lexicon.with_object, lexicon.speech, lexicon.with_people))


def _act_of_verb(sentence: Sentence, verb: str, at: int, mention: AkimMention, beside: Beside) -> Act | None:
    keys, lexicon = sentence.keys, words()
    if (at and keys[at - 1] == "не") or lexicon.unreal & set(keys[max(0, at - _AHEAD) : at + 2]):
        return None
    if verb in lexicon.imperfective and lexicon.habit & set(keys):
        return None
    if verb in lexicon.by_kind:
        return Act(at, _attended(keys, verb, at, beside))
    if not _is_known(verb):
        occasion = None if verb in lexicon.absent else done_at(keys, at)
    elif verb in lexicon.speech or verb in lexicon.with_people:
        occasion = spoken_occasion(sentence, verb, at, beside)
    else:
        occasion = _held(keys, verb, at, beside) or _was_there(keys, verb, at, mention)
    return Act(at, occasion) if occasion is not None else None


def _attended(keys: Keys, verb: str, at: int, beside: Beside) -> Occasion:
    """Of a verb that says by itself that he was there: the occasion where one is named («участвовал в заседании»)."""
    lexicon = words()
    own = lexicon.by_kind[verb]
    if own == "visit":  # «приехал на встречу с жителями», «посетил заседание»
        ahead = keys[at + 1 : at + 6]
        told = next((n for n, word in enumerate(ahead) if word in lexicon.forms["object"]), None)
        if told is not None and (told < _PLURALS or "на" in ahead[max(0, told - 3) : told]):
            goal = lexicon.forms["object"][ahead[told]]
            return own if goal.body or "," in ahead[:told] else goal.kind
        before = keys[clause_start(keys, at, reach=_CLAUSE) : at]
        goals = [lexicon.forms["object"][word] for word in before if word in lexicon.forms["object"]]
        return goals[0].kind if goals and not goals[0].body and "на" in before else own
    if own != "other":
        return own
    around = keys[at + 1 : at + 1 + _OBJECT] + keys[clause_start(keys, at, reach=_CLAUSE) : at]
    antecedent = _antecedent(keys, at)
    if (occasion := lexicon.occasion_in(around)) is not None:
        return occasion
    return (antecedent.kind if antecedent else None) or told_beside(keys, at, beside) or own


def _held(keys: Keys, verb: str, at: int, beside: Beside) -> Occasion | None:
    """What he held by a verb that needs an object: «провёл заседание», «которую провёл», «его провёл»."""
    lexicon = words()
    antecedent = _antecedent(keys, at)
    if antecedent is not None and (not antecedent.body or verb in lexicon.convening or _on_a_day(keys, at)):
        return antecedent.kind
    if (noun := _object_of(keys, verb, at)) is not None:
        return noun.kind
    near = keys[at + 1 : at + 1 + _OBJECT] + keys[max(0, at - _OBJECT_BEFORE) : at]
    for kind in ("visit", "other"):
        if any(word in lexicon.nouns[kind] for word in near):
            return kind
    if verb == "принял" and lexicon.received & set(keys[at + 1 : at + 1 + _OBJECT]):
        return "meeting"
    if verb in lexicon.objects and any(word in lexicon.objects[verb] for word in near):
        return lexicon.occasion_in(keys) or "other"
    return told_beside(keys, at, beside) if verb in _BY_THE_SENTENCE_BEFORE else None


def _object_of(keys: Keys, verb: str, at: int) -> Gathering | None:
    """The gathering that the verb has for object, behind it or before it in its clause."""
    lexicon = words()
    if verb in lexicon.needs_own_object:
        return None
    end = min(clause_end(keys, at, reach=_OBJECT), at + 1 + _OBJECT)
    ahead = [w for n, w in enumerate(keys[at + 1 : end]) if n < _PLURALS or w not in lexicon.forms["of"]]
    before = [w for w in keys[clause_start(keys, at, reach=_CLAUSE) : at] if w not in lexicon.forms["of"]]
    return lexicon.held(verb, ahead) or lexicon.held(verb, before)


def _antecedent(keys: Keys, at: int) -> Gathering | None:
    """The gathering that «которое», «в котором» before the verb takes up."""
    lexicon = words()
    relative = next((n for n in range(at - 1, max(-1, at - 1 - _RELATIVE), -1) if is_relative(keys[n])), None)
    if relative is None:
        return None
    gender = _GENDERS.get(keys[relative])
    for back in range(relative - 1, max(-1, relative - 1 - _CLAUSE), -1):
        for form in lexicon.forms.values():
            noun = form.get(keys[back])
            if noun is not None and gender in (None, noun.gender):
                return noun
    return None


def _on_a_day(keys: Keys, at: int) -> bool:
    """«штаб, который сегодня возглавлял аким» sat; «штаб, который возглавил аким» was set up."""
    return bool(words().openers & set(keys[max(0, at - _RELATIVE) : at + 3]))


def _was_there(keys: Keys, verb: str, at: int, mention: AkimMention) -> Occasion | None:
    """«На встрече был и аким области»."""
    if verb != "был" or not 0 <= mention.start - at - 1 <= 1:
        return None
    lexicon = words()
    placed = (lexicon.placed(keys, n) for n in range(clause_start(keys, at, reach=_CLAUSE), at))
    return next((noun.kind for noun in placed if noun is not None), None)
