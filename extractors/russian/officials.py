"""Heads of regions by name and day: whether a name in a text is that of one, in whatever spelling."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from extractors.russian.letters import key
from extractors.russian.names import inflected
from extractors.russian.people_names import NameParts
from models.registry import Registry, Tenure

_FUZZY_FROM = 6  # letters: in shorter surnames one letter makes another family («Уали», «Вали»)


class Officials:
    """Who a name or an office means. Days are local days of publication; None: the day is unknown."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._tenures = tuple(tenure for tenure in registry.tenures if tenure.surname)
        self.surname_forms = frozenset(form for tenure in self._tenures for form in inflected(tenure.surname))
        self.patronymic_forms = frozenset(
            form for tenure in self._tenures if tenure.patronymic for form in inflected(tenure.patronymic)
        )

    def head_of(self, region: str, day: date | None) -> Tenure | None:
        """Who headed the region on that day; None in a vacancy, before the table, or where the day is unknown."""
        tenure = self._registry.akim_on(region, day) if day is not None else None
        return tenure if tenure is not None and tenure.surname else None

    def named_head_of(self, region: str, parts: NameParts, day: date | None) -> Tenure | None:
        """The head of the region who bears this name: the one in office, or one whose dated change is as near as the
        table's precision allows; without a day, the last who bore it."""
        own = [tenure for tenure in self._tenures if tenure.region == region and bears(tenure, parts, vouched=True)]
        if day is None:
            return own[-1] if own else None
        return next((tenure for tenure in reversed(own) if tenure.may_hold(day, day)), None)

    def headed_ever(self, region: str, parts: NameParts, day: date | None) -> bool:
        """Whether somebody of this name headed the region at some time; of use where nobody of it does on that day."""
        return day is not None and any(t.region == region and bears(t, parts) for t in self._tenures)

    def any_head_named(self, parts: NameParts, day: date | None, among: Iterable[str] | None = None) -> Tenure | None:
        """The one head of a region in office that day who bears this name; None where nobody or several do.

        Without a day a name alone says nothing: most heads of regions had other offices before and after.
        """
        if day is None:
            return None
        regions = set(among) if among is not None else None
        found = [
            tenure
            for tenure in self._tenures
            if (regions is None or tenure.region in regions) and tenure.holds_on(day) and bears(tenure, parts)
        ]
        return found[0] if len(found) == 1 else None


def bears(tenure: Tenure, parts: NameParts, *, vouched: bool = False) -> bool:
    """Whether every part of the name that the text gives fits this person.

    One slip of a letter is allowed in a long surname where the given name, or the office (`vouched`), speaks for him
    too. The surname may be missing only beside a patronymic («Дастан Адаевич»).
    """
    surname, given = key(tenure.surname), key(tenure.given)
    full = parts.given is not None and not parts.initial_only
    slip = (full or vouched) and parts.surname is not None and same_word(parts.surname, surname)
    if parts.surname not in {None, surname} and not slip:
        return False
    if parts.given is not None:
        fits = given.startswith(parts.given) if parts.initial_only else same_word(parts.given, given)
        if not fits:
            return False
    if parts.surname is None:
        if parts.given is None or parts.patronymic is None:
            return False
        return tenure.patronymic is not None and same_word(parts.patronymic, key(tenure.patronymic))
    return parts.patronymic is None or tenure.patronymic is None or parts.given is not None


def same_word(one: str, other: str) -> bool:
    """Equal, or (six letters or more) one letter changed, left out or put in; the last letter tells men from women."""
    if one == other:
        return True
    if min(len(one), len(other)) < _FUZZY_FROM or abs(len(one) - len(other)) > 1 or one[-1] != other[-1]:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + 1 :] == long[at + 1 :] if len(short) == len(long) else short[at:] == long[at + 1 :]
