"""Every case of the name of a place, made from its nominative by the paradigms of Russian.

More is made than the language has («Алматов»): a form that nobody writes costs an entry and finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from razdel import tokenize

from extractors.russian.letters import key

# Endings by case: nominative, genitive, dative, accusative, instrumental, prepositional; all that are written.
_Paradigm = tuple[tuple[str, ...], ...]
_MASCULINE_ADJECTIVE: _Paradigm = (("ый", "ий", "ой"), ("ого",), ("ому",), ("ый", "ий", "ой"), ("ым", "им"), ("ом",))
_FEMININE_ADJECTIVE: _Paradigm = (("ая",), ("ой",), ("ой",), ("ую",), ("ой",), ("ой",))
_NEUTER_ADJECTIVE: _Paradigm = (("ое",), ("ого",), ("ому",), ("ое",), ("ым", "им"), ("ом",))
_PLURAL_ADJECTIVE: _Paradigm = (("ые", "ие"), ("ых", "их"), ("ым", "им"), ("ые", "ие"), ("ыми", "ими"), ("ых", "их"))
_CONSONANT: _Paradigm = (("",), ("а",), ("у",), ("", "а"), ("ом", "ем", "ым"), ("е",))
_SOFT_J: _Paradigm = (("й",), ("я",), ("ю",), ("й", "я"), ("ем",), ("е",))
_SOFT_SIGN: _Paradigm = (("ь",), ("я", "и"), ("ю", "и"), ("ь", "я"), ("ем", "ью"), ("е", "и"))
_A: _Paradigm = (("а",), ("ы", "и"), ("е",), ("у",), ("ой", "ей"), ("е",))
_YA: _Paradigm = (("я",), ("и",), ("е", "и"), ("ю",), ("ей",), ("е", "и"))
_YE: _Paradigm = (("ье",), ("ья",), ("ью",), ("ье",), ("ьем",), ("ье",))
_PLURAL: _Paradigm = (("ы",), ("ы", "ов", ""), ("ы", "ам"), ("ы",), ("ы", "ами"), ("ы", "ах"))
# «-ский»: which gender or number each ending can agree with (m also stands for neuter).
_SKY = {"ий": "m", "ая": "f", "ое": "m", "ие": "p", "ого": "m", "ому": "m", "им": "mp", "ом": "m", "ой": "f", "ую": "f",
        "ою": "f", "их": "p", "ими": "p"}  # fmt: skip


def _paradigm(word: str, last: bool) -> tuple[str, _Paradigm]:
    """The stem and endings of one word; `last`: no word of the name follows, so «-ий» is a noun's («Баян-Улгий»)."""
    low = word.lower()
    adjectives = {
        "ая": _FEMININE_ADJECTIVE,
        "ое": _NEUTER_ADJECTIVE,
        "ые": _PLURAL_ADJECTIVE,
        "ый": _MASCULINE_ADJECTIVE,
    }
    if len(low) > 4 and low[-2:] in adjectives:
        return word[:-2], adjectives[low[-2:]]
    if low.endswith(("ий", "ой")) and not last:
        return word[:-2], _MASCULINE_ADJECTIVE
    if low.endswith("ье"):
        return word[:-2], _YE
    nouns = {"а": _A, "я": _YA, "ь": _SOFT_SIGN, "й": _SOFT_J, "ы": _PLURAL}
    if low[-1:] in nouns:
        return word[:-1], nouns[low[-1:]]
    if low[-1:] in "бвгджзклмнпрстфхцчшщ":
        return word, _CONSONANT
    return word, (("",),) * 6  # «Актобе», «Шу», «Сарканды»: never declined


def _is_adjective(word: str) -> bool:
    return word.lower().endswith(("ый", "ий", "ой", "ая", "ое", "ые"))


def declined(name: str) -> set[str]:
    """All forms of a name in key form, tokens divided by one space («земля Сыра»: «земли сыра», «землей сыра» …).

    Adjectives before the first noun agree with it; what follows the noun stays («Республики Корея»).
    """
    words = name.split()
    noun = next((at for at, word in enumerate(words) if not _is_adjective(word)), len(words) - 1)
    head, _, tail = words[noun].partition("-на-")  # «Ростова-на-Дону»
    tables = [_paradigm(word, last=False) for word in words[:noun]]
    tables.append(_paradigm(head, last=noun == len(words) - 1))
    rest = "".join(f" {word}" for word in words[noun + 1 :])
    forms = {name, *_both_halves(name)}
    for case in range(6):
        for phrase in _combined([(stem, endings[case]) for stem, endings in tables]):
            forms.add(phrase + (f"-на-{tail}" if tail else "") + rest)
    return {spaced(form) for form in forms}


def _both_halves(name: str) -> Iterator[str]:
    """«Петропавловска-Камчатского»: a noun and its adjective in one word."""
    noun, _, adjective = name.partition("-")
    if noun and adjective.endswith("ский"):
        (stem, endings), (other, others) = _paradigm(noun, last=True), _paradigm(adjective, last=False)
        for case in range(6):
            yield from (f"{stem}{a}-{other}{b}" for a in endings[case] for b in others[case])


def _combined(parts: list[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    stem, endings = parts[0]
    for ending in endings:
        if len(parts) == 1:
            yield stem + ending
        else:
            yield from (f"{stem}{ending} {rest}" for rest in _combined(parts[1:]))


def adjective_forms(adjective: str) -> dict[str, str]:
    """Each form of an adjective in «-ский», in key form, with what it can agree with: m (and neuter), f, p."""
    stem = key(adjective)[:-2]
    return {stem + ending: agreement for ending, agreement in _SKY.items()}


def spaced(text: str) -> str:
    """Key form of a phrase as the tokenizer cuts it: «Г. Мусрепова» is `г . мусрепова`."""
    return " ".join(key(token.text) for token in tokenize(text))
