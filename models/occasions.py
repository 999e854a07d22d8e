"""Occasions: where a head of a region was seen, put together from the appearances that articles tell of.

They are the controls of the coverage model: a sitting reported by one outlet and caught by another says how much is
caught. Akims sit almost daily, so two accounts are of one occasion only where their days meet *and* they tell of the
same matter; a false match would fake a recapture, make the press look better read than it is, and accuse.
Everything here is a function of the set of sightings given: their order, and giving one twice, change nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from models.copies import connected, copy_pairs, gram_sets, origin_of
from models.identity import digest
from models.likeness import Rarity, bodies_in, telling_stems
from models.records import Sighting
from models.season import Season

REACH_DAYS = 2  # an everyday sitting is news the same day or the next; after a weekend two days later
# Share of telling words. Over the odd bundles of `tests/gold/bundles_appearances.jsonl` nine in ten pairs of accounts
# of one sitting share 0.21 and more; of 900 pairs of other matter 99 in 100 share less than 0.12, all less than 0.18.
ALIKE = 0.13  # days known and the same: an akim sits two or three times a day, so there is little to confuse
ALIKE_UNDATED = 0.2  # where a publication day stands for one, the words must carry more: staffs sit daily on one matter
ALIKE_BODY = 0.05  # days known, and both name one body that sits once a day at most («сессия маслихата»)
_OPENING = 600  # characters of title and lead by which copies are known: further down a reprint is cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One independent account of an occasion: an article with its copies and all who speak for the same body.

    `source` and `published_on` are of the member published first; `sources` are those of all members.
    """

    source: str | None
    published_on: date | None
    sighting_ids: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One sitting or meeting (`sitting`) or other public act of one head of a region, on some day of `start`..`end`."""

    occasion_id: str
    region: str
    sitting: bool
    start: date
    end: date
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Account:
    """A sighting with the days it leaves open and the stems of what it tells."""

    sighting: Sighting
    start: date
    end: date
    dated: bool
    stems: frozenset[str]
    bodies: frozenset[frozenset[str]]

    @property
    def seniority(self) -> tuple[date, str, str]:
        return self.sighting.published_on or date.max, self.sighting.address, self.sighting.sighting_id


_Pile = list[_Account]  # an account with its copies, the earliest first


def find_occasions(sightings: Iterable[Sighting]) -> tuple[Occasion, ...]:
    """The occasions that the sightings tell of, in order of region and day.

    Give one version of each article. A sighting that neither its text nor its publication dates is left out.
    """
    by_region: defaultdict[tuple[str, bool], dict[str, Sighting]] = defaultdict(dict)
    for one in sightings:
        by_region[one.region, one.sitting][one.sighting_id] = one
    found = [occasion for own in by_region.values() for occasion in _of_region(tuple(own.values()))]
    return tuple(sorted(found, key=lambda o: (o.region, o.start, o.end, o.occasion_id)))


def interval_of(one: Sighting) -> tuple[date, date, bool] | None:
    """First and last day that the sighting leaves open, and whether its text gives them; None where nothing does."""
    if one.first is not None and one.last is not None:
        last = min(one.last, one.published_on) if one.published_on and one.first <= one.published_on else one.last
        return one.first, last, True
    if one.published_on is None:
        return None
    return one.published_on - timedelta(days=REACH_DAYS), one.published_on, False


def _of_region(sightings: Sequence[Sighting]) -> Iterator[Occasion]:
    accounts = [_account(one, *days) for one in sightings if (days := interval_of(one)) is not None]
    rarity = Rarity(account.stems for account in accounts)
    for group in _bring_together(accounts, rarity):
        yield _occasion(group)


def _account(one: Sighting, start: date, end: date, dated: bool) -> _Account:
    stems = telling_stems(one.told)
    opening = stems if len(one.told) <= _OPENING else telling_stems(one.told[:_OPENING])
    return _Account(sighting=one, start=start, end=end, dated=dated, stems=stems, bodies=bodies_in(opening))


def _bring_together(accounts: Iterable[_Account], rarity: Rarity) -> list[list[_Pile]]:
    """The piles of copies that tell of one occasion; all intervals of a group share at least one day.

    Copies come together first, whatever their own words make of «сегодня». Then the narrowest found groups, and each
    further account joins the group it is most alike, if it is alike enough.
    """
    piles = sorted(_piles(accounts), key=lambda pile: _narrowest_first(pile[0]))
    season = Season((lead.start, lead.end, lead.dated, lead.stems) for lead, *_ in piles)
    groups: list[_Group] = []
    standing: defaultdict[date, list[_Group]] = defaultdict(list)  # groups by each day of their founder's interval
    for pile in piles:
        lead, heads, articles = pile[0], _heads_of(pile), _articles_of(pile)
        days = [lead.start + timedelta(days=n) for n in range((lead.end - lead.start).days + 1)]
        near = {id(group): group for day in days for group in standing[day]}
        score, best = 0.0, None
        for group in near.values():  # in the order in which they were founded: the first of equals is taken
            likeness = group.likeness(lead, rarity) if group.may_take(lead, heads, articles) else 0.0
            if likeness > score and likeness >= group.bar(lead):  # only then is the season looked at: it takes longer
                likeness = group.likeness_in(season, lead, rarity)
            if likeness > score and likeness >= group.bar(lead):
                score, best = likeness, group
        if best is not None:
            best.add(pile)
            continue
        group = _Group(pile)
        groups.append(group)
        for day in days:
            standing[day].append(group)
    return [group.piles for group in groups]


class _Group:
    """An occasion while it is being put together; its interval is the intersection of its accounts'."""

    def __init__(self, pile: _Pile) -> None:
        lead = pile[0]
        self.start, self.end, self.dated = lead.start, lead.end, lead.dated
        self.piles = [pile]
        self._told = [lead.stems]
        self._bodies = lead.bodies
        self._heads = _heads_of(pile)
        self._articles = _articles_of(pile)

    def may_take(self, lead: _Account, heads: set[str], articles: set[str]) -> bool:
        """Whether the days fit, one head is named at most, and no article tells of both as of two sittings."""
        if lead.start > self.end or self.start > lead.end:
            return False
        return (not heads or not self._heads or heads == self._heads) and self._articles.isdisjoint(articles)

    def likeness(self, lead: _Account, rarity: Rarity) -> float:
        """How alike the account is to the one that it is most alike."""
        return max(rarity.likeness(lead.stems, told) for told in self._told)

    def likeness_in(self, season: Season, lead: _Account, rarity: Rarity) -> float:
        """The same where words of the season tell nothing."""
        around = partial(season.shares, start=max(self.start, lead.start), end=min(self.end, lead.end))
        return max(rarity.likeness_beside(lead.stems, told, around) for told in self._told)

    def bar(self, lead: _Account) -> float:
        """How alike an account must be to join."""
        if not (lead.dated and self.dated):
            return ALIKE_UNDATED
        one_day = lead.start == lead.end == self.start == self.end
        return ALIKE_BODY if one_day and not self._bodies.isdisjoint(lead.bodies) else ALIKE

    def add(self, pile: _Pile) -> None:
        lead = pile[0]
        self.start, self.end = max(self.start, lead.start), min(self.end, lead.end)
        self.dated |= lead.dated
        self.piles.append(pile)
        self._told.append(lead.stems)
        self._bodies |= lead.bodies
        self._heads |= _heads_of(pile)
        self._articles |= _articles_of(pile)


def _heads_of(pile: Sequence[_Account]) -> set[str]:
    return {account.sighting.akim for account in pile if account.sighting.akim is not None}


def _articles_of(pile: Sequence[_Account]) -> set[str]:
    return {account.sighting.article_id for account in pile}


def _may_be_one(one: Sequence[_Account], other: Sequence[_Account]) -> bool:
    """Whether nothing keeps them apart: two heads named, or one article that tells of both as of two occasions."""
    return len(_heads_of(one) | _heads_of(other)) <= 1 and _articles_of(one).isdisjoint(_articles_of(other))


def _narrowest_first(one: _Account) -> tuple[bool, timedelta, date, date, str, str]:
    return not one.dated, one.end - one.start, one.start, *one.seniority


def _piles(accounts: Iterable[_Account]) -> list[_Pile]:
    """Each account with its copies, the earliest first. Copies are looked for among publications of one week."""
    ordered = sorted(accounts, key=lambda account: account.seniority)
    by_id = {account.sighting.sighting_id: account for account in ordered}
    grams = gram_sets({name: account.sighting.told[:_OPENING] for name, account in by_id.items()})
    rank = {name: n for n, name in enumerate(by_id)}
    piles = {name: [account] for name, account in by_id.items()}
    for one, other in sorted(_copies(by_id, grams), key=lambda pair: _likeliest_first(by_id, rank, *pair)):
        mine, theirs = piles[one], piles[other]
        if mine is not theirs and _may_be_one(mine, theirs):
            mine += theirs
            piles |= {account.sighting.sighting_id: mine for account in theirs}
    found = {id(pile): sorted(pile, key=lambda account: account.seniority) for pile in piles.values()}
    return list(found.values())


def _likeliest_first(
    accounts: Mapping[str, _Account], rank: Mapping[str, int], one: str, other: str
) -> tuple[timedelta, int, int, int]:
    """Where an article tells of two sittings in one breath, a copy's first is the first and its second the second."""
    mine, theirs = accounts[one], accounts[other]
    places = abs(mine.sighting.ordinal - theirs.sighting.ordinal)
    earlier, later = sorted((rank[one], rank[other]))
    return abs(mine.start - theirs.start) + abs(mine.end - theirs.end), places, earlier, later


_COPIED_WITHIN = timedelta(days=7)  # a release is reprinted within days; next year's words on the same matter are news


def _copies(accounts: Mapping[str, _Account], grams: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    for one, other in copy_pairs(grams):
        mine, theirs = accounts[one], accounts[other]
        if abs(mine.end - theirs.end) <= _COPIED_WITHIN:
            yield one, other


def _occasion(group: Sequence[_Pile]) -> Occasion:
    members = sorted((account for pile in group for account in pile), key=lambda account: account.seniority)
    founder = members[0].sighting
    leads = [account for account in members if account.dated] or members
    start, end = max(account.start for account in leads), min(account.end for account in leads)
    if start > end:  # copies whose «сегодня» is the day of copying: the earliest is followed
        start, end = members[0].start, members[0].end
    return Occasion(
        occasion_id=digest("o-", (founder.region, founder.sitting, founder.address, founder.ordinal)),
        region=founder.region,
        sitting=founder.sitting,
        start=start,
        end=end,
        voices=_voices(members, group),
    )


def _voices(members: Sequence[_Account], piles: Sequence[_Pile]) -> tuple[Voice, ...]:
    """The independent accounts: copies are one, and so are all who speak for one agency, akimat or site."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for account in members:
        origin = origin_of(account.sighting.source, account.sighting.agency)
        if origin:
            named[origin.key].append(account.sighting.sighting_id)
    by_id = {account.sighting.sighting_id: account for account in members}
    together = [*named.values(), *([account.sighting.sighting_id for account in pile] for pile in piles)]
    links = [(told[0], other) for told in together for other in told[1:]]
    families: defaultdict[str, list[_Account]] = defaultdict(list)
    for name, first in connected(by_id, links).items():
        families[first].append(by_id[name])
    voices = [
        Voice(
            source=family[0].sighting.source,
            published_on=family[0].sighting.published_on,
            sighting_ids=tuple(sorted(account.sighting.sighting_id for account in family)),
            sources=tuple(sorted({account.sighting.source for account in family if account.sighting.source})),
        )
        for family in families.values()
    ]
    return tuple(sorted(voices, key=lambda voice: voice.sighting_ids))
