"""What a sentence says that an akim did in person, if anything; this file: what he is the subject of.

What he is named in by phrase alone («с участием акима», «на встрече с акимом») is in `appearance_phrases`, what takes
the sentence beside to understand («Его провёл аким») in `appearance_scene`.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.akim_mentions import AkimMention
from extractors.akim_sentences import Sentence
from extractors.appearance_address import act_of_dative, act_of_instrumental
from extractors.appearance_clauses import clause_start, is_relative, told_tense
from extractors.appearance_meanwhile import act_by_gerund, act_by_participle
from extractors.appearance_objects import CLAUSE, OBJECT, PLURALS, antecedent_of, held
from extractors.appearance_phrases import act_of_genitive
from extractors.appearance_present import act_just_now, act_without_a_verb
from extractors.appearance_room import told_in_the_room
from extractors.appearance_scene import Beside, told_beside, told_just_before
from extractors.appearance_speech import done_at, spoken_occasion
from extractors.appearance_words import Act, Keys, Occasion, words

__all__ = ["Act", "act_of"]

_GOAL = frozenset(("в", "во", "на", "к", "из"))
_AHEAD, _BACK = 16, 8  # words between the akim and his verb: an apposition with a name and two offices takes about 12


def act_of(sentence: Sentence, mention: AkimMention, beside: Beside, *, female: bool) -> Act | None:
    """What the person of `mention` did himself, in the past, by this sentence; None where it does not say so.

    `beside` are the sentences before and behind, for «Провёл его аким области».
    """
    found: Act | None = None
    if mention.case == "Nom":
        found = _by_his_verb(sentence, mention, beside, female=female) or act_by_gerund(sentence, mention)
        found = found or told_in_the_room(sentence, mention, beside) or act_just_now(sentence, mention)
    elif mention.case == "Gen":
        found = act_of_genitive(sentence, mention)
    elif mention.case == "Ins":
        found = act_of_instrumental(sentence, mention)
    elif mention.case == "Dat":
        found = act_of_dative(sentence, mention, beside)
    return found or act_by_participle(sentence, mention) or act_without_a_verb(sentence, mention)


def _by_his_verb(sentence: Sentence, mention: AkimMention, beside: Beside, *, female: bool) -> Act | None:
    """By the first of his verbs that says that he sat or met, else by the first that says that he was there."""
    before = _before(sentence, mention, female=female)
    verbs = [*_ahead(sentence, mention, female=female), *([before] if before else [])]
    acts = [act for verb, at in verbs if (act := _act_of_verb(sentence, verb, at, mention, beside)) is not None]
    sat = (act for act in acts if act.occasion in ("sitting", "meeting"))  # «осмотрел школу и провёл совещание»
    return next(sat, acts[0] if acts else None)


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
    if before < 0 or not sentence.words[before][0].isupper():
        return False
    if sentence.keys[before] in words().openers or sentence.keys[before] in words().guests:  # «Их принял аким»
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
    if (
        (at and keys[at - 1] == "не")
        or keys[at + 1 : at + 2] == ("ли",)
        or lexicon.unreal & set(keys[max(0, at - _AHEAD) : at + 2])
    ):
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
        occasion = held(keys, verb, at, beside) or _was_there(keys, verb, at, mention)
    return Act(at, occasion) if occasion is not None else None


def _attended(keys: Keys, verb: str, at: int, beside: Beside) -> Occasion:
    """Of a verb that says by itself that he was there: the occasion where one is named («участвовал в заседании»)."""
    lexicon = words()
    own = lexicon.by_kind[verb]
    if own == "visit":  # «приехал на встречу с жителями», «посетил заседание»
        ahead = keys[at + 1 : at + 6]
        told = next((n for n, word in enumerate(ahead) if word in lexicon.forms["object"]), None)
        if told is not None and (told < PLURALS or "на" in ahead[max(0, told - 3) : told]):
            goal = lexicon.forms["object"][ahead[told]]
            return own if goal.body or "," in ahead[:told] else goal.kind
        if there := next((n for m in range(at + 1, min(len(keys), at + 6)) if (n := lexicon.placed(keys, m))), None):
            return there.kind
        aimless = verb in lexicon.coming and _GOAL.isdisjoint(keys[at + 1 : at + 4])
        if aimless and (held := told_just_before(beside, by_deeds=True)) is not None:
            return held  # «Вчера прошёл сход. Приехал и аким»
        before = keys[clause_start(keys, at, reach=CLAUSE) : at]
        goals = [lexicon.forms["object"][word] for word in before if word in lexicon.forms["object"]]
        return goals[0].kind if goals and not goals[0].body and "на" in before else own
    if own != "other":
        return own
    around = keys[at + 1 : at + 1 + OBJECT] + keys[clause_start(keys, at, reach=CLAUSE) : at]
    antecedent = antecedent_of(keys, at)
    if (occasion := lexicon.occasion_in(around)) is not None:
        return occasion
    taken_up = (antecedent.kind if antecedent else None) or told_beside(keys, at, beside)
    return taken_up or told_just_before(beside, by_deeds=True) or own


def _was_there(keys: Keys, verb: str, at: int, mention: AkimMention) -> Occasion | None:
    """«На встрече был и аким области»."""
    if verb != "был" or not 0 <= mention.start - at - 1 <= 1:
        return None
    lexicon = words()
    placed = (lexicon.placed(keys, n) for n in range(clause_start(keys, at, reach=CLAUSE), at))
    return next((noun.kind for noun in placed if noun is not None), None)
