"""Words that name the office of an akim, with what stands around them: deputy, acting, former, of what area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.russian.office_phrase import Area, OfficePhrase, Rank, one_by_one
from extractors.russian.records import Place
from extractors.russian.wordlist import WordList, read_lexicon


@dataclass(slots=True)
class _Tail:
    end: int
    area: Area | None = None
    places: tuple[Place, ...] = ()
    plural: bool = False
    elsewhere: bool = False


_OF_CHIEFS = frozenset({"region", "city", "raion"})


class OfficeFinder:
    """Finds office phrases in the tokens of one document."""

    def __init__(self) -> None:
        lexicon = read_lexicon("offices.toml")
        self._heads = {kind: WordList(words) for kind, words in lexicon["heads"].items()}
        self._glued: dict[str, Rank] = lexicon["glued"]
        self._before = {kind: WordList(words) for kind, words in lexicon["before"].items()}
        self._area = {kind: WordList(words) for kind, words in lexicon["area"].items()}
        self._acting = sorted((phrase.split() for phrase in lexicon["acting"]["phrases"]), key=len, reverse=True)
        self._participle = WordList(lexicon["acting"]["participle"])
        self._duties = frozenset(lexicon["acting"]["duties"])

    def find(self, keys: Sequence[str], places: Sequence[Place]) -> list[OfficePhrase]:
        """Every office named, left to right. `keys`: the tokens in key form; `places`: those found in them."""
        starting = {place.start: place for place in places}
        ending = {place.end: place for place in places}
        found: list[OfficePhrase] = []
        for head in range(len(keys)):
            phrase = self._at(keys, head, starting, ending) or self._his_deputy(keys, head)
            if phrase is not None and not (found and phrase.start < found[-1].end):
                found.extend(one_by_one(phrase))
        return found

    def _his_deputy(self, keys: Sequence[str], head: int) -> OfficePhrase | None:
        """«его (первый) заместитель Xxx»: of whoever was spoken of, unless another office follows."""
        if not keys[head].startswith("заместител"):
            return None
        start = head - 1 if head and keys[head - 1] in self._before["ordinal"] else head
        if not start or keys[start - 1] not in self._before["his"]:
            return None
        if head + 1 < len(keys) and keys[head + 1] in self._before["other_chiefs"]:
            return None
        return OfficePhrase(
            start=start - 1,
            end=head + 1,
            head=head,
            rank="deputy",
            acting=False,
            plural=False,
            area=None,
            places=(),
            his=True,
        )

    def _at(
        self, keys: Sequence[str], head: int, starting: Mapping[int, Place], ending: Mapping[int, Place]
    ) -> OfficePhrase | None:
        word, rank = self._unglued(keys[head])
        if word in self._heads["chair"]:
            return self._chair(keys, head, starting)
        is_akim, is_mayor = word in self._heads["akim"], word in self._heads["mayor"]
        if not (is_akim or is_mayor or word in self._heads["chief"]):
            return None
        tail = self._tail(keys, head + 1, starting, many=word in self._heads["akim_plural"])
        if is_mayor and tail.area is None:
            tail.area = "city"
        if not (is_akim or is_mayor) and tail.area not in _OF_CHIEFS:
            return None  # «глава государства», «руководитель управления», «руководитель областного центра»
        if any(place.level == "country" for place in tail.places):
            return None  # «глава Казахстана», «главы Узбекистана»
        phrase = OfficePhrase(
            start=head,
            end=tail.end,
            head=head,
            rank=rank,
            acting=False,
            plural=word in self._heads["akim_plural"] or tail.plural,
            area=tail.area,
            places=tail.places,
            elsewhere=tail.elsewhere,
        )
        return self._with_left(keys, phrase, ending)

    def _unglued(self, word: str) -> tuple[str, Rank]:
        """«замакима» -> «акима», deputy."""
        for prefix, rank in self._glued.items():
            rest = word.removeprefix(prefix)
            if rest != word and (rest in self._heads["akim"] or rest in self._heads["chief"]):
                return rest, rank
        return word, "head"

    def _chair(self, keys: Sequence[str], head: int, starting: Mapping[int, Place]) -> OfficePhrase | None:
        """«председатель областной Ассамблеи (народа Казахстана …)»: its akim, unless a deputy chair is named."""
        at = head + 1
        area: Area | None = None
        places: tuple[Place, ...] = ()
        if at in starting and starting[at].adjective:  # «Акмолинской ассамблеи»
            area, places, at = "region", (starting[at],), at + 1
        if at < len(keys) and keys[at] in self._heads["assembly_area"]:
            area = "city" if keys[at].startswith("город") else "region"
            at += 1
        if at >= len(keys) or keys[at] not in self._heads["assembly"]:
            return None
        at += 1
        while at < len(keys) and keys[at] in self._heads["assembly_tail"]:
            at += 1
        tail = self._tail(keys, at, starting, many=False)
        if any(place.level == "country" for place in tail.places):
            tail = _Tail(end=at)
        area = tail.area if tail.places else area
        if area not in {None, "region", "city"}:
            return None
        deputy = head > 0 and keys[head - 1] in self._before["deputy"]
        return OfficePhrase(
            start=head - deputy,
            end=tail.end,
            head=head,
            rank="deputy" if deputy else "head",
            acting=False,
            plural=False,
            area=area,
            places=tail.places or places,
            chair=True,
        )

    def _tail(self, keys: Sequence[str], at: int, starting: Mapping[int, Place], *, many: bool) -> _Tail:
        """What the office is over, from token `at` on."""
        tail = _Tail(end=at)
        while at < len(keys) and (keys[at] in self._area["filler"] or keys[at] in self._area["elsewhere"]):
            tail.elsewhere = tail.elsewhere or keys[at] in self._area["elsewhere"]
            at += 1
        if at >= len(keys):
            return tail
        if at in starting and not starting[at].adjective:
            return self._named_area(keys, at, starting, tail, many=many)
        if keys[at] in self._area["town"] and keys[at + 1 : at + 2] and keys[at + 1].startswith("центр"):
            return _Tail(end=at + 2, area="town", elsewhere=tail.elsewhere)
        for kind in ("region", "city", "raion", "village"):
            plural = keys[at] in self._area.get(f"{kind}s", ()) or (kind == "city" and keys[at] in self._area["cities"])
            if keys[at] in self._area[kind] or plural:
                tail.area, tail.plural = kind, plural
                return self._after_noun(keys, at + 1, starting, tail, many=many)
        return tail

    def _after_noun(
        self, keys: Sequence[str], at: int, starting: Mapping[int, Place], tail: _Tail, *, many: bool
    ) -> _Tail:
        """«города Костаная», «г. Алматы», «сельского округа»."""
        if tail.area == "village" and at < len(keys) and keys[at] in self._area["village_rest"]:
            at += 1
        if tail.area == "city" and list(keys[at : at + 2]) == ["республиканского", "значения"]:
            at += 2
        tail.end = at
        if at < len(keys) and keys[at] == ".":
            at += 1
        if at in starting and not starting[at].adjective and tail.area in {"city", "raion", "village"}:
            noun = tail.area
            tail = self._named_area(keys, at, starting, tail, many=many)
            if noun == "village":
                tail.area = "village"
        return tail

    def _named_area(
        self, keys: Sequence[str], at: int, starting: Mapping[int, Place], tail: _Tail, *, many: bool
    ) -> _Tail:
        """One place, then what it lies in; after a plural office the whole list («Рудного, Лисаковска и Житикары»)."""
        place = starting[at]
        places = [place]
        end = place.end
        while many and end < len(keys):
            next_at = end + 1 if keys[end] in {",", "и"} else None
            if next_at is None or next_at not in starting or starting[next_at].adjective:
                break
            places.append(starting[next_at])
            end = starting[next_at].end
        levels: dict[str, Area] = {
            "region": "region",
            "raion": "raion",
            "town": "city",
            "other": "region",
            "country": "region",
        }
        tail.area = levels[place.level]
        if place.level in {"raion", "town"} and end in starting and starting[end].level in {"region", "town"}:
            end = starting[end].end  # «аким Жамбылского района Жамбылской области»
        tail.places = tuple(places)
        tail.end = end
        return tail

    def _with_left(self, keys: Sequence[str], phrase: OfficePhrase, ending: Mapping[int, Place]) -> OfficePhrase | None:
        start, rank, acting, area, places = phrase.start, phrase.rank, False, phrase.area, phrase.places
        while start > 0:
            word = keys[start - 1]
            if (begin := self._acting_before(keys, start)) is not None:
                start, acting = begin, True
            elif word in self._before["deputy"] or (word == "." and start > 1 and keys[start - 2] == "зам"):
                start, rank = start - (1 if word != "." else 2), "deputy"
            elif rank == "head" and word in self._before["staff"]:
                start, rank = self._staff_start(keys, start - 1), "staff"
            elif word in self._before["former_deputy"] or (word in self._before["former"] and rank == "deputy"):
                start, rank = start - 1, "staff"  # no akim, and no deputy now
            elif word in self._before["former"]:
                start, rank = start - 1, "former"
            elif rank == "head" and word in self._before["institution"]:
                return None
            elif area is None and (own := self._area_before(word)) is not None:
                start, area = start - 1, own
            elif area is None and start in ending and ending[start].adjective:
                place = ending[start]
                start, area, places = place.start, "region", (place,)
            elif word in self._before["ordinal"]:
                start -= 1
            else:
                break
        if rank == "staff" and keys[start] in self._before["institution"]:
            return None
        return replace(phrase, start=start, rank=rank, acting=acting, area=area, places=places)

    def _acting_before(self, keys: Sequence[str], end: int) -> int | None:
        """Where «и.о.», «временно исполняющий обязанности» begins, if it ends at `end`."""
        for phrase in self._acting:
            if list(keys[max(0, end - len(phrase)) : end]) == phrase:
                return end - len(phrase)
        if end >= 2 and keys[end - 1] in self._duties and keys[end - 2] in self._participle:
            return end - 2 - (end >= 3 and keys[end - 3] == "временно")
        return None

    def _staff_start(self, keys: Sequence[str], at: int) -> int:
        """«руководитель аппарата»: the chief of it is part of the phrase."""
        return at - 1 if keys[at].startswith("аппарат") and at and keys[at - 1] in self._heads["chief"] else at

    def _area_before(self, word: str) -> Area | None:
        kinds: tuple[Area, ...] = ("region", "city", "raion", "village")
        return next((kind for kind in kinds if word in self._before[kind]), None)
