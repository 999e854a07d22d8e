"""What an akim held, by a verb that needs an object: «провёл заседание», «которое провёл», «его провёл»."""

from __future__ import annotations

from extractors.appearance_clauses import clause_end, clause_start, is_relative
from extractors.appearance_scene import Beside, guests_told, told_beside, told_just_before
from extractors.appearance_words import Gathering, Keys, Occasion, words

_BEFORE, OBJECT = 4, 9  # words about a verb in which its object stands: «субботник провёл аким»
_RELATIVE = 4  # words between «которое» and its verb: «которое накануне в Аксу провёл»
PLURALS = 2  # words: «провёл рабочие встречи», «провёл ряд встреч»; further off, «встречи» is a genitive
_GENDERS = {"которое": "n", "которую": "f", "которой": "f", "который": "m"}
_BY_THE_SENTENCE_BEFORE = frozenset(("провел", "проводил", "вел", "возглавил", "возглавлял", "открыл", "модерировал"))
_RECEIVING = frozenset(("принял", "принимал"))
_FACING = frozenset(("собрал", "вышел"))  # people: «собрал бизнес», «вышел к жителям»
_HIRED = frozenset(("работу", "службу", "штат", "должность"))
CLAUSE = 14  # words of a clause before its verb: «Расширенное заседание совета по привлечению инвестиций провёл …»


def held(keys: Keys, verb: str, at: int, beside: Beside) -> Occasion | None:
    """What he held by a verb that needs an object: «провёл заседание», «которую провёл», «его провёл»."""
    lexicon = words()
    antecedent = antecedent_of(keys, at)
    if antecedent is not None and (not antecedent.body or verb in lexicon.convening or _on_a_day(keys, at)):
        return antecedent.kind
    if (noun := _object_of(keys, verb, at)) is not None:
        return noun.kind
    near = keys[at + 1 : at + 1 + OBJECT] + keys[max(0, at - _BEFORE) : at]
    for kind in ("visit", "other"):
        if any(word in lexicon.nouns[kind] for word in near):
            return kind
    if verb in _RECEIVING and _received(keys, at, beside):
        return "meeting"
    if verb in lexicon.objects and any(word in lexicon.objects[verb] for word in near):
        return lexicon.occasion_in(keys) or (
            "meeting" if verb in _FACING else told_just_before(beside, by_deeds=True) or "other"
        )
    return told_beside(keys, at, beside) if verb in _BY_THE_SENTENCE_BEFORE else None


def _received(keys: Keys, at: int, beside: Beside) -> bool:
    """«принял граждан», «принимал их»; not «принял на работу двадцать человек», «закон … его принял»."""
    lexicon = words()
    behind = keys[at + 1 : at + 1 + OBJECT]
    if _HIRED & set(behind):
        return False
    if lexicon.received & set(behind):
        return True
    pronoun = next((word for word in (*keys[max(0, at - 1) : at], *behind[:1]) if word in lexicon.guests), None)
    return pronoun is not None and "сведению" not in behind and guests_told(pronoun, keys[:at], beside)


def _object_of(keys: Keys, verb: str, at: int) -> Gathering | None:
    """The gathering that the verb has for object, behind it or before it in its clause."""
    lexicon = words()
    if verb in lexicon.needs_own_object:
        return None
    end = min(clause_end(keys, at, reach=OBJECT), at + 1 + OBJECT)
    ahead = [w for n, w in enumerate(keys[at + 1 : end]) if n < PLURALS or w not in lexicon.forms["of"]]
    before = [w for w in keys[clause_start(keys, at, reach=CLAUSE) : at] if w not in lexicon.forms["of"]]
    return lexicon.held(verb, ahead) or lexicon.held(verb, before)


def antecedent_of(keys: Keys, at: int) -> Gathering | None:
    """The gathering that «которое», «в котором» before the verb takes up."""
    lexicon = words()
    relative = next(
        (n for n in range(at - 1, max(-1, at - 1 - _RELATIVE), -1) if is_relative(keys[n]) or keys[n] == "где"), None
    )
    if relative is None or (keys[relative] == "которые" and _as_a_custom(keys, at)):
        return None
    gender = _GENDERS.get(keys[relative])
    for back in range(relative - 1, max(-1, relative - 1 - CLAUSE), -1):
        for form in lexicon.forms.values():
            noun = form.get(keys[back])
            if noun is not None and gender in (None, noun.gender):
                return noun
    return None


def _as_a_custom(keys: Keys, at: int) -> bool:
    """«совещания, которые проводил аким»: not one of them."""
    return keys[at] in words().imperfective


def _on_a_day(keys: Keys, at: int) -> bool:
    """«штаб, который сегодня возглавлял аким» sat; «штаб, который возглавил аким» was set up."""
    return bool(words().openers & set(keys[max(0, at - _RELATIVE) : at + 3]))
