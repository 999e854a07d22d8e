"""The rows of one meeting: each field with its value and the sentences that say why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.explain.wording import Said, Wording, merged, plain
from models.explained import EntryReasons, ExplainedMeeting, NamingReasons, PersonWord, Piece, Reason

MOST_NAMINGS = 8
"""Namings of one gathering that are shown: a long report names it twenty times over."""
MOST_PEOPLE = 8

_OFFICES = {
    "akim": "head of a region",
    "deputy_akim": "deputy of a region's head",
    "raion_akim": "akim of a raion",
    "town_akim": "akim of a town or village",
    "former_akim": "former akim",
    "other": "another office",
    None: "no office told",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One field: its name in the guide, its value, and why, a sentence a line."""

    name: str
    value: str
    lines: tuple[Said, ...]


def meeting_rows(explained: ExplainedMeeting, wording: Wording) -> tuple[Row, ...]:
    """The fields of the guide in its order, then what the confidence is made of and the rule that fired."""
    meeting, fields = explained.meeting, explained.fields
    dates = f"{meeting.date_start} .. {meeting.date_end}" if meeting.date_start else "null"

    def row(name: str, value: str, field: str, raw: str | None = None) -> Row:
        return Row(name=name, value=value, lines=_sentences(fields[field], raw, wording))

    rows = [
        row("kind", meeting.kind, "kind"),
        row("status", meeting.status, "status"),
        row("level", meeting.level, "level", meeting.level),
        row("region", wording.region(meeting.region), "region", meeting.region),
        row("interethnic_topic", _truth(meeting.interethnic_topic), "interethnic_topic"),
        row("assembly_present", _truth(meeting.assembly_present), "assembly_present"),
        row("date_start .. date_end", dates, "date"),
        row("date_basis", meeting.date_basis, "date_basis"),
    ]
    rows += [_entry_row(entry, wording) for entry in explained.entries] or [row("attendance", "nobody", "attendance")]
    if others := [word for word in explained.passed_over if word.office is not None or word.part != "none"]:
        lines = tuple(_of_other(word, wording) for word in others[:MOST_PEOPLE])
        rows.append(Row(name="others named", value="no entry in attendance", lines=lines))
    rows.append(_confidence_row(meeting.confidence, explained.pieces))
    rows.append(_rule_row(explained, wording))
    if explained.apart is not None:
        told = wording.said(explained.apart)
        rows.append(Row(name="apart", value="not the gathering told before it", lines=(told,)))
    return tuple(rows)


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _sentences(reasons: Sequence[Reason], value: str | None, wording: Wording) -> tuple[Said, ...]:
    """One sentence a rule; where evidence is weighed, what speaks for `value` first, the heaviest in front."""
    together = merged(reasons)
    together.sort(key=lambda reason: (reason.about != value, -(reason.weight or 0.0)))
    return tuple(_weighed(reason, value, wording) for reason in together)


def _weighed(reason: Reason, value: str | None, wording: Wording) -> Said:
    said = wording.said(reason)
    if reason.weight is None:
        return said
    other = f"for {wording.named(reason.about)}: " if reason.about != value else ""
    return (f"+{reason.weight:.1f}  {other}", *said)


def _entry_row(entry: EntryReasons, wording: Wording) -> Row:
    who = entry.attendance
    named = "named" if who.named else "not named"
    value = f"{wording.region(who.region)}: {who.akim or 'nobody known'}, {who.how}, {named}"
    lines: list[Said] = [_of_word(word, wording) for word in entry.counted]
    lines += [plain(f"turned.{entry.turned}")] if entry.turned else []
    lines += [("not counted: ", *_of_word(word, wording)) for word in entry.outweighed if word.part != "none"]
    lines.append(_office(entry))
    lines.append(
        ("named as ", entry.named_by) if entry.named_by is not None else ("the article does not name the holder",)
    )
    return Row(name="attendance", value=value, lines=tuple(lines))


def _office(entry: EntryReasons) -> Said:
    if entry.since is None:
        return ("the table of officials names nobody for that day",)
    until = f" until {entry.until}" if entry.until is not None else ""
    return (f"{entry.attendance.akim} headed the region from {entry.since}{until}, by the table of officials",)


def _of_word(word: PersonWord, wording: Wording) -> Said:
    return (word.who, f" {word.part}: ", *wording.said(word.reason), f" (strength {word.strength:.2f})")


def _of_other(word: PersonWord, wording: Wording) -> Said:
    return (word.who, f", {_OFFICES[word.office]}: ", *wording.said(word.reason))


def _rule_row(explained: ExplainedMeeting, wording: Wording) -> Row:
    """The name of the rule, and every naming with how it stands and what its clause tells."""
    namings = [_naming(naming, wording) for naming in explained.namings[:MOST_NAMINGS]]
    more = len(explained.namings) - MOST_NAMINGS
    said: list[Said] = [*namings, *([(f"and {more} more namings",)] if more > 0 else [])]
    return Row(name="rule", value=explained.meeting.rule, lines=tuple(said))


def _naming(naming: NamingReasons, wording: Wording) -> Said:
    said = (naming.name, f" {naming.standing}: ", *wording.said(naming.standing_reason))
    if naming.standing == "outside":
        return said
    return (*said, f"; {naming.outlook}: ", *wording.said(naming.outlook_reason))


def _confidence_row(confidence: float, pieces: Iterable[Piece]) -> Row:
    there = [piece for piece in pieces if piece.there]
    missing = [piece for piece in pieces if not piece.there]
    total = sum(piece.weight for piece in there)
    lines: list[Said] = [(f"{piece.weight:+.1f}  ", *plain(f"piece.{piece.name}")) for piece in there]
    lines += [(f"missing, {piece.weight:+.1f}  ", *plain(f"piece.{piece.name}")) for piece in missing]
    lines.append((f"together {total:+.1f} in log-odds, which is {confidence:.3f}",))
    return Row(name="confidence", value=f"{confidence:.3f}", lines=tuple(lines))
