"""Reviews by spreadsheet: the accounts go out as CSV, come back with decisions, and are taken down all or none."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from flows.formulas import armed, defused
from flows.review.deciding import Signature, decision_on
from flows.review.desk import Desk
from flows.workshop import Workshop
from models.errors import BadInput
from models.records import FoundMeeting, Meeting
from models.reviews import Action, Review
from models.said import FIELDS, attendance_words, told

# What a person fills in stands first; `meeting_id` says which account; the fields may be edited; the rest is to read.
_TO_FILL = ("decision", "reason")
_TO_READ = ("why", "confidence", "published_on", "source_url", "sentence", "event_id", "decided")
HEADER = (*_TO_FILL, "meeting_id", *FIELDS, *_TO_READ)
_DECISIONS: tuple[Action, ...] = ("confirm", "reject", "amend")


def sheet_out(desk: Desk, *, everything: bool) -> str:
    """The accounts that deserve a look, or all, as CSV: one row an account, the decisions blank."""
    why = {one.meeting_id: one for one in desk.waiting if one.meeting_id}
    events = {name: event for event, names in desk.events.items() for name in names}
    names = sorted(name for name in desk.accounts if name in events or name in why) if everything else list(why)
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, lineterminator="\n")
    writer.writeheader()
    for name in names:
        found, review = desk.accounts[name], desk.decided.get(name)
        row = {
            "decision": "",
            "reason": "",
            "meeting_id": name,
            **words_of(found.meeting),
            "why": why[name].why if name in why else "",
            "confidence": f"{found.meeting.confidence:.2f}",
            "published_on": str(found.published_on or ""),
            "source_url": found.url or "",
            "sentence": " ".join(one.sentence for one in found.meeting.evidence),
            "event_id": events.get(name, ""),
            "decided": f"{review.action} by {review.reviewer}" if review else "",
        }
        writer.writerow({column: defused(value) for column, value in row.items()})
    return out.getvalue()


def words_of(meeting: Meeting) -> dict[str, str]:
    """The fields of an account as a sheet holds them, and as `models.said` reads them back."""
    return {
        "kind": meeting.kind,
        "status": meeting.status,
        "level": meeting.level,
        "region": meeting.region or "none",
        "interethnic_topic": "yes" if meeting.interethnic_topic else "no",
        "assembly_present": "yes" if meeting.assembly_present else "no",
        "date_start": str(meeting.date_start or "none"),
        "date_end": str(meeting.date_end or "none"),
        "date_basis": meeting.date_basis,
        "attendance": attendance_words(meeting) or "none",
    }


def sheet_in(workshop: Workshop, desk: Desk, path: Path, signature: Signature) -> tuple[Review, ...]:
    """The reviews that a filled sheet makes; rows without a decision are left out.

    BadInput names the file, the line and what is wrong, of the first wrong row; nothing is taken down then. A row's own
    reason stands before the signature's.
    """
    reviews: dict[str, tuple[str, Review | None]] = {}
    for where, row in _rows(path):
        action = row["decision"].strip().casefold()
        if not action:
            continue
        try:
            made = _decision(workshop, desk, action, row, signature)
        except BadInput as error:
            raise BadInput(f"{where}: {error}") from error
        name = row["meeting_id"]
        if name in reviews:
            raise BadInput(f"{where}: {name} was decided on in {reviews[name][0]} already; one row an account")
        reviews[name] = (where, made)
    return tuple(review for _, review in reviews.values() if review is not None)


def _decision(workshop: Workshop, desk: Desk, action: str, row: dict[str, str], signature: Signature) -> Review | None:
    found = desk.accounts.get(row["meeting_id"])
    if found is None:
        raise BadInput(
            f"no account {row['meeting_id'] or '(blank)'}; `akimwatch review out` writes those that there are"
        )
    chosen = next((one for one in _DECISIONS if one == action), None)
    if chosen is None:
        raise BadInput(f"decision {action!r}: write {', '.join(_DECISIONS)}, or nothing")
    edited = _edited(workshop, found, row)
    if edited and chosen != "amend":
        raise BadInput(f"{chosen}, but {', '.join(edited)} differs from what was read: say amend, or leave the field")
    own = Signature(
        reviewer=signature.reviewer,
        reason=row["reason"].strip() or signature.reason,
        at=signature.at,
        anew=signature.anew,
    )
    return decision_on(workshop, desk, found, chosen, edited, own)


def _edited(workshop: Workshop, found: FoundMeeting, row: dict[str, str]) -> dict[str, str]:
    """The fields whose meaning was changed: a day in the spreadsheet's own way, or a blank cell, changes nothing."""
    was = words_of(found.meeting)
    given = {name: words for name in FIELDS if (words := row[name].strip()) and words != was[name]}
    if not given:
        return {}
    now = words_of(told(found.meeting, given, found.published_on, workshop.registry))
    return {name: words for name, words in given.items() if now[name] != was[name]}


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Every row with its place. BadInput where the file cannot be read or its header is not ours."""
    text = _text_of(path)
    first, _, _ = text.partition("\n")
    # A Russian spreadsheet divides by semicolons; no name of a column holds one.
    divider = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=divider, strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header)
        for cells in reader:
            if any(cells):
                where = f"{path}:{reader.line_num}"
                if len(cells) != len(header):
                    raise BadInput(f"{where}: {len(cells)} cells, the header has {len(header)}")
                yield where, dict(zip(header, map(armed, cells), strict=True))
    except csv.Error as error:
        raise BadInput(f"{path}:{reader.line_num}: no CSV ({error}); save the sheet as CSV") from error


def _check_header(path: Path, header: list[str]) -> None:
    lacking = [name for name in HEADER if name not in header]
    strange = [name for name in header if name not in HEADER]
    twice = sorted({name for name in header if header.count(name) > 1})
    parts = _parts(("lacks", lacking), ("has a strange", strange), ("has twice", twice))
    if parts:
        raise BadInput(f"{path}:1: the header {parts}; keep the columns as `akimwatch review out` wrote them")


def _parts(*named: tuple[str, Iterable[str]]) -> str:
    return ", ".join(f"{what} {', '.join(names) or '(blank)'}" for what, names in named if list(names))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BadInput(f"{path}: there is no such file") from error
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: not UTF-8 text (byte {error.start}); save it as CSV UTF-8") from error
