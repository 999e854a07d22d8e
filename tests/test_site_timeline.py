"""The chart of a region: what stands where."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from site_world import publish_world

from flows.site.record import Record, read_record
from flows.site.speech import Speech
from flows.site.strokes import WIDTH, Days, boxes, level_lines
from flows.site.timeline import timeline


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return read_record(publish_world(tmp_path_factory.mktemp("timeline")))


def test_days_lie_between_the_borders_and_none_outside() -> None:
    days = Days(date(2025, 1, 1), date(2025, 1, 10))
    assert (days.x(date(2025, 1, 1)), days.x(date(2025, 1, 6))) == (0, WIDTH / 2)
    assert days.between(date(2025, 1, 10), date(2025, 1, 10)) == (WIDTH * 0.9, WIDTH)
    assert days.between(date(2024, 1, 1), date(2026, 1, 1)) == (0, WIDTH)


@pytest.mark.parametrize(
    "last", [date(2024, 5, 2), date(2025, 1, 1), date(2026, 6, 30), date(2034, 1, 1), date(2060, 1, 1)]
)
def test_the_labels_of_months_never_touch(last: date) -> None:
    days = Days(date(2024, 4, 25), last)
    places = [days.x(month) for month in days.months()]
    assert all(month.day == 1 for month in days.months())
    assert all(after - before > 50 for before, after in pairwise(places))


def test_paths_are_short_and_closed() -> None:
    assert boxes("gap", [(0, 1, 10.04, 21)]).path == "M0,1h10v20h-10z"
    assert level_lines("mean", [(1.25, 2, 3)]).path == "M1.2,3h0.8"


def test_the_estimate_stands_at_the_height_of_its_share(record: Record) -> None:
    """The last month of clause 1: its line ends at the right border, as far below the top as the share lacks of 1."""
    chart = timeline(record, Speech("ru", record.glossary), "KZ-55")
    assert chart is not None
    last = [one for one in record.months["KZ-55"] if one.clause == 1][-1]
    panel = next(one for one in chart.panels if one.title.startswith("Пункт 1"))
    (mean,) = (stroke for stroke in panel.strokes if stroke.kind == "mean belief")
    line = mean.path.split("M")[-1]
    x, y, wide = (float(part) for part in line.replace("h", ",").split(","))
    assert x + wide == pytest.approx(WIDTH, abs=0.2)
    assert y == pytest.approx(panel.height * (1 - (last.believed or 0)), abs=0.1)


def test_each_gathering_is_a_dot_at_its_level_and_in_its_way(record: Record) -> None:
    for region, way in (("KZ-55", "chaired"), ("KZ-39", "delegated")):
        chart = timeline(record, Speech("en", record.glossary), region)
        assert chart is not None
        (dot,) = chart.panels[0].dots
        assert (dot.way, dot.y) == (way, "11")


def test_nothing_is_drawn_before_anything_was_judged(tmp_path: Path) -> None:
    record = read_record(publish_world(tmp_path, judged=False))
    assert timeline(record, Speech("ru", record.glossary), "KZ-55") is None
