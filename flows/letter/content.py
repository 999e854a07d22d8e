"""What stands in a week's letter, in words: the same for its text, its page and its subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.explain.visible import visible
from flows.letter.changes import Changes, Item, changes_of
from flows.letter.places import Places
from flows.letter.record import Alarm, Lead, Verdict, WeekRecord
from flows.letter.say import Say, is_own, quoted
from flows.letter.table import (
    Column,
    Due,
    Line,
    columns_of,
    counted_on,
    dues_of,
    first_ladder,
    fortnight,
    grouped,
    has_ended,
    lines_of,
    of_clause,
)
from models.errors import WarehouseError

_ALARMS = 8  # sources in full; of the others the number
_LEADS = 5


@dataclass(frozen=True, slots=True)
class Room:
    """How many of each list of changes are told in full, how many more in a line, how long a link below may be.

    `due`: how many deadlines are told, the nearest first.
    """

    full: int
    short: int
    link: int
    due: int

    def for_link(self, url: str | None) -> str | None:
        """The address, where there is room for it."""
        return url if url and len(url) <= self.link else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The letter in words. `short`: nothing changed since the last one, so it says that in one screen."""

    say: Say
    places: Places
    sample: bool
    subject: str
    title: str
    lead: str
    headline: tuple[str, str] | None
    notices: Sequence[str]
    blind: bool
    short: bool
    changes: Changes
    quiet: str | None
    room: Room
    groups: Sequence[tuple[str, str, Sequence[str]]]
    clause: str
    stands: str
    due_heading: str
    due_range: str
    due_none: str
    dues: Sequence[Due]
    dues_in_all: int
    any_unbound: bool
    columns: Sequence[Column]
    lines: Sequence[Line]
    counted_from: str
    watched: str
    ranges: Sequence[str]
    alarms: Sequence[tuple[str, str, str | None]]
    alarms_in_all: int
    leads: Sequence[tuple[str, str | None]]
    leads_in_all: int
    write_to: str | None
    own: bool

    def some(self, items: Sequence[Item]) -> Sequence[Item]:
        """As many of a list as the letter has room to tell in full."""
        return items[: self.room.full]

    def rest(self, items: Sequence[Item]) -> Sequence[Item]:
        """Those after them that are told in a line."""
        return items[self.room.full : self.room.full + self.room.short]

    def more(self, items: Sequence[Item]) -> str | None:
        """How many are left out."""
        left = len(items) - self.room.full - self.room.short
        if left <= 0:
            return None
        return self.say.top("more_site" if self.places.site_url else "more", number=left)

    def left_out(self, number: int, shown: int) -> str | None:
        return self.say.top("more", number=number - shown) if number > shown else None


def content_of(record: WeekRecord, say: Say, places: Places, *, write_to: str | None, room: Room) -> Content:
    """The week in words, with as many changes as there is room for.

    WarehouseError where the file knows no region or clause: it was published before any run came to its end.
    """
    main = first_ladder(record)
    if main is None or not record.regions or not record.now:
        raise WarehouseError("the published file knows no regions yet; publish it anew with `akimwatch run`")
    changes = changes_of(record, say, places)
    first, last = fortnight(record)
    blind = _blind(record)
    own = all(is_own(clause) for clause in record.clauses)
    days = {"first": say.day(first), "last": say.day(last)}
    standing = list(of_clause(record, main).values())
    top = sum(1 for one in standing if one.bound and one.verdict == main.rungs[0])
    bound = sum(1 for one in standing if one.bound)
    word = say.word("verdict", main.rungs[0])
    judged = any(one.as_of for one in record.now)
    lines = lines_of(record, say, places, room.link)
    dues = dues_of(record, say, places, room.link)
    return Content(
        say=say,
        places=places,
        sample=record.span.now.sample,
        subject=visible(_subject(record, say, word, top, bound, told=judged and not blind)),
        title=say.top("title", days=say.week(record.week)),
        lead=say.top("lead" if own else "lead_other", day=_as_of(record, say)) if judged else say.top("nobody_judged"),
        headline=(
            say.top("headline", number=top, all=bound),
            say.top("headline_note", clause=main.clause, word=word),
        )
        if judged
        else None,
        notices=list(_notices(record, say)),
        blind=blind,
        short=changes.none and record.span.before is not None,
        changes=changes,
        quiet=say.text("changes", _quiet(record, blind)) if changes.none else None,
        room=room,
        groups=grouped(record, say),
        clause=say.clause(main.clause),
        stands=say.text("changes", "stands", clause=main.clause),
        due_heading=say.texts["deadlines"]["heading" if main.months == 2 else "heading_other"],
        due_range=say.text("deadlines", "range", **days),
        due_none=say.text("deadlines", "ended") if has_ended(record) else say.text("deadlines", "none", **days),
        dues=dues[: room.due],
        dues_in_all=len(dues),
        any_unbound=any(not line.bound for line in lines),
        columns=columns_of(record, say),
        lines=lines,
        counted_from=say.text("table", "note", day=say.day(counted_on(record))),
        watched=say.text("sources", "count", number=record.looked.sources, day=say.day(record.looked.last_look)),
        ranges=list(_ranges(standing, say, main.clause)),
        alarms=[_alarm(one, say, room) for one in record.alarms[:_ALARMS]],
        alarms_in_all=len(record.alarms),
        leads=[_lead(one, record, say, room) for one in record.leads[:_LEADS]],
        leads_in_all=len(record.leads),
        write_to=write_to,
        own=own,
    )


def _quiet(record: WeekRecord, blind: bool) -> str:
    """In which words a week without news says so: a week that was not seen is no quiet one."""
    return "unseen" if blind else "quiet" if record.span.before else "quiet_first"


def _subject(record: WeekRecord, say: Say, word: str, top: int, bound: int, *, told: bool) -> str:
    """The week and the one figure that matters; no figure where it would pass off an old one for this week's."""
    days = say.week(record.week)
    subject = say.top("subject", days=days, word=word, number=top, all=bound) if told else None
    marked = f"[{say.texts['sample_short']}] " if record.span.now.sample else ""
    return marked + (subject or say.top("subject_bare", days=days))


def _as_of(record: WeekRecord, say: Say) -> str:
    return say.day(max((one.as_of for one in record.now if one.as_of), default=None))


def _blind(record: WeekRecord) -> bool:
    """Whether the week lies, in part, after everything that was ever read."""
    return record.looked.last_look is None or record.looked.last_look < record.week.sunday


def _notices(record: WeekRecord, say: Say) -> Iterator[str]:
    """What must be known before anything else is read."""
    ends = [clause.force_until for clause in record.clauses if clause.force_until]
    if has_ended(record):
        yield say.text("notice", "ended", day=say.day(max(ends)))
    looked, as_of = record.looked.last_look, max((one.as_of for one in record.now if one.as_of), default=None)
    if looked is None:
        yield say.text("notice", "never")
    elif _blind(record):
        yield say.text("notice", "not_seen", day=say.day(looked))
    elif as_of and as_of < record.week.sunday and not has_ended(record):
        yield say.text("notice", "behind", day=say.day(as_of), sunday=say.day(record.week.sunday))
    if record.span.now.day < record.week.monday:
        yield say.text("notice", "unpublished", day=say.day(record.span.now.day))
    if record.span.before is None:
        yield say.text("notice", "first")


def _ranges(standing: Sequence[Verdict], say: Say, clause: int) -> Iterator[str]:
    """Between which figures the regions lie: how likely a meeting is noticed, how many days were looked at."""
    for name, values in (
        ("p_seen", [one.p_seen for one in standing if one.p_seen is not None]),
        ("covered_share", [one.covered_share for one in standing if one.covered_share is not None]),
    ):
        if values:
            ends = dict.fromkeys(say.share(value) for value in (min(values), max(values)))
            yield say.text("sources", "range", figure=say.word("figure", name), clause=clause, share=" – ".join(ends))


def _alarm(one: Alarm, say: Say, room: Room) -> tuple[str, str, str | None]:
    return one.name, say.chosen(one.alarm, one.alarm_ru), room.for_link(one.base_url)


def _lead(one: Lead, record: WeekRecord, say: Say, room: Room) -> tuple[str, str | None]:
    names = {region.region: say.short(region) for region in record.regions}
    where = ", ".join(names.get(region, region) for region in one.regions or ())
    day = f"{say.day(one.published_on)}. " if one.published_on else ""
    return f"{day}{where + ': ' if where else ''}«{quoted(one.title) or one.source}»", room.for_link(one.url)
