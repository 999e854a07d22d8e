"""The sample web's articles and the truth beside them agree with each other, the calendar and the officials' table."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise

import pytest

from flows.demo.articles import Piece
from flows.demo.chrome import NOW
from flows.demo.server import BACK_TO
from flows.demo.sites import sample_sites
from flows.demo.truth import TrueMeeting, TrueVerdict, load_truth
from models.records import Attendance
from models.registry import load_registry

_REGISTRY = load_registry()
_TRUTH = load_truth()
_PIECES: dict[str, Piece] = {piece.id: piece for sample in sample_sites() for piece in sample.pieces}
_WINDOW = (date(2025, 4, 22), NOW.date())  # the two calendar months before the sample's day
_HISTORY = {"vw09"}  # tells of the nineties: its akims are long gone


def _held(region: str) -> list[TrueMeeting]:
    return [t for t in _TRUTH.meetings if t.meeting.status == "held" and t.meeting.region == region]


def _entries(region: str) -> list[tuple[TrueMeeting, Attendance]]:
    return [(t, a) for t in _TRUTH.meetings for a in t.meeting.attendance if a.region == region]


def test_there_are_enough_articles_and_at_least_half_are_ordinary_news() -> None:
    about = {true.article for true in _TRUTH.meetings}
    assert len(_PIECES) >= 80
    assert len(about) <= len(_PIECES) / 2


def test_the_sample_stays_small() -> None:
    def size(folder: Traversable) -> int:
        return sum(size(one) if one.is_dir() else len(one.read_bytes()) for one in folder.iterdir())

    data = ("articles", "templates", "sources", "expected")
    assert sum(size(files("flows.demo").joinpath(name)) for name in data) < 1_000_000


def test_every_article_lies_between_the_first_day_and_the_day_of_the_verdicts() -> None:
    assert all(piece.at.date() >= BACK_TO and piece.at <= NOW for piece in _PIECES.values())
    assert all(piece.at.utcoffset() == timedelta(hours=5) for piece in _PIECES.values())


def test_national_sites_have_news_nearly_every_day() -> None:
    days = sorted({piece.at.date() for key, piece in _PIECES.items() if key[:2] in ("ag", "pt", "lw")})
    assert len(days) >= 0.9 * ((NOW.date() - BACK_TO).days + 1)
    assert all((later - earlier).days <= 2 for earlier, later in pairwise(days))


@pytest.mark.parametrize("true", _TRUTH.meetings, ids=lambda true: f"{true.article}-{true.event}")
def test_each_meeting_of_the_truth_is_possible(true: TrueMeeting) -> None:
    meeting, piece = true.meeting, _PIECES[true.article]
    assert (true.event is not None) == (meeting.status == "held")
    assert (meeting.region is None) == (meeting.level == "national")
    assert (meeting.date_start is None) == (meeting.date_end is None) == (meeting.date_basis == "none")
    if meeting.date_start and meeting.date_end:
        assert meeting.date_start <= meeting.date_end
        assert (meeting.date_end <= piece.at.date()) == (meeting.status == "held")
    if meeting.status != "held":
        assert not meeting.attendance


@pytest.mark.parametrize("true", _TRUTH.meetings, ids=lambda true: f"{true.article}-{true.event}")
def test_each_head_of_a_region_in_the_truth_held_the_office_that_day(true: TrueMeeting) -> None:
    day = true.meeting.date_end or _PIECES[true.article].at.date()
    for entry in true.meeting.attendance:
        tenure = _REGISTRY.akim_on(entry.region, day)
        assert tenure is not None
        assert tenure.akim == entry.akim
        assert entry.named == (tenure.surname[:-1] in _PIECES[true.article].text)


def _stem(name: str) -> str:
    """Enough of a name to find it in any case: «Нурлыбека» by «Нурлыбек», «Исабаевым» by «Исабаев»."""
    return re.escape(name.rstrip("аяйь")) + r"\w{0,3}"


@pytest.mark.parametrize("piece", _PIECES.values(), ids=lambda piece: piece.id)
def test_every_head_of_a_region_named_in_an_article_was_in_office(piece: Piece) -> None:
    if piece.id in _HISTORY:
        return
    near = (piece.at.date(), piece.at.date() - timedelta(days=1))  # the eve of an appointment names both
    for akim in {(t.surname, t.given) for t in _REGISTRY.tenures if t.surname and t.given}:
        if re.search(rf"\b{_stem(akim[1])} {_stem(akim[0])}\b", piece.text, re.I):
            terms = [t for t in _REGISTRY.tenures if (t.surname, t.given) == akim]
            assert any(t.holds_on(day) for t in terms for day in near), akim


def test_reports_of_one_event_agree_on_where_and_when() -> None:
    by_event: dict[str, list[TrueMeeting]] = {}
    for true in _TRUTH.meetings:
        if true.event:
            by_event.setdefault(true.event, []).append(true)
    for reports in by_event.values():
        assert len({(r.meeting.region, r.meeting.level, r.meeting.kind) for r in reports}) == 1
        starts = [r.meeting.date_start for r in reports if r.meeting.date_start]
        ends = [r.meeting.date_end for r in reports if r.meeting.date_end]
        assert not starts or max(starts) <= min(ends)
    assert sorted(len(reports) for reports in by_event.values())[-1] == 3, "a press release on three sites"


def _four_grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def test_the_syndicated_copies_are_near_copies() -> None:
    """4-gram Jaccard of at least 0.8, the bound of DESIGN for copies; retold reports stay far below it."""

    def alike(one: str, other: str) -> float:
        a, b = _four_grams(_PIECES[one].text), _four_grams(_PIECES[other].text)
        return len(a & b) / len(a | b)

    assert min(alike("gv08", "pt21"), alike("gv08", "lw11"), alike("pt16", "as10")) >= 0.8
    assert max(alike("as05", "lw15"), alike("as06", "lw16")) < 0.2


def _inside(true: TrueMeeting) -> bool:
    first, last = true.meeting.date_start, true.meeting.date_end
    return first is not None and last is not None and _WINDOW[0] < first and last <= _WINDOW[1]


def _rung(true: TrueMeeting) -> str | None:
    """The rung of clause 1 that one report carries, by the last section of the annotation guide."""
    meeting = true.meeting
    if meeting.status != "held" or meeting.level != "region" or meeting.kind == "public_event":
        return None
    hows = {entry.how for entry in meeting.attendance if entry.region == meeting.region}
    working = meeting.kind in ("working_meeting", "assembly_council")
    if "chaired" in hows and working and meeting.interethnic_topic and meeting.assembly_present:
        return "met"
    if hows & {"chaired", "attended"} and meeting.assembly_present:
        return "met_broadly"
    return "deputy_only" if "delegated" in hows and meeting.assembly_present else None


@pytest.mark.parametrize("verdict", _TRUTH.verdicts, ids=lambda verdict: verdict.iso)
def test_the_verdicts_follow_from_the_meetings(verdict: TrueVerdict) -> None:
    rungs = {rung: true.event for true in _held(verdict.iso) if _inside(true) and (rung := _rung(true))}
    best = next((r for r in ("met", "met_broadly", "deputy_only") if r in rungs), "no_public_evidence")
    assert (verdict.clause_1, verdict.event) == (best, rungs.get(best))
    key_kinds = ("assembly_session", "assembly_council", "public_event")
    seen = {t.event: a.how for t, a in _entries(verdict.iso) if t.meeting.kind in key_kinds}
    delegated = sum(how == "delegated" for how in seen.values())
    assert (verdict.in_person, verdict.delegated) == (len(seen) - delegated, delegated)
    words = {(True, False): "attended", (True, True): "mixed", (False, True): "delegated", (False, False): "not_judged"}
    assert verdict.clause_2 == words[verdict.in_person > 0, verdict.delegated > 0]


def test_the_verdicts_name_every_region_and_show_every_rung() -> None:
    assert [verdict.iso for verdict in _TRUTH.verdicts] == sorted(_REGISTRY.regions)
    assert {v.clause_1 for v in _TRUTH.verdicts} == {"met", "met_broadly", "deputy_only", "no_public_evidence"}
    assert {v.clause_2 for v in _TRUTH.verdicts} == {"attended", "mixed", "delegated", "not_judged"}


def test_the_outcomes_speak_of_articles_that_exist() -> None:
    assert set(_TRUTH.outcomes) | _TRUTH.other_language | {t.article for t in _TRUTH.meetings} <= set(_PIECES)
    assert {key for key, piece in _PIECES.items() if piece.lang == "kk"} == _TRUTH.other_language
