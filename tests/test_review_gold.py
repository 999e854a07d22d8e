"""What people decided becomes cases that the judge of gold cases accepts; half-decided articles do not."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from warehouse_world import READER, REGISTRY, TEXT, article, council, reading, review_of, stage_collected

from flows.review.gold import export_gold, gold_cases
from models.records import Attendance, FoundMeeting, Meeting
from models.reviews import FIRST_ADDED, Review
from warehouse import read
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.stage import Stage

SCORE = Path(__file__).parent / "gold" / "score.py"
DEPUTY = (Attendance(region="KZ-55", akim="Байханов Асаин", named=True, how="delegated"),)
SESSION = replace(council(), kind="assembly_session", attendance=())


class Warehouse:
    """Two articles with one council each and one with two gatherings, as the reader read them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self.connection, self.folder = connection, folder
        self.told: dict[int, tuple[Meeting, ...]] = {1: (council(),), 2: (council(),), 3: (council(), SESSION)}
        stage = Stage(folder, "run-1")
        stage_collected(stage, *(article(number, f"{TEXT} {number}.") for number in self.told))
        load_stages(connection, folder)
        by_url = {f"https://paper.example/{number}": told for number, told in self.told.items()}
        for batch in read.unread_articles(connection, READER, 10):
            stage.readings([(name, reading(*by_url[of.url or ""])) for name, of in batch], READER)
        load_stages(connection, folder)

    def found(self, number: int, ordinal: int = 0) -> FoundMeeting:
        url = f"https://paper.example/{number}"
        (one,) = [f for f in read.found_meetings(self.connection, READER) if (f.url, f.ordinal) == (url, ordinal)]
        return one

    def take(self, *taken: Review) -> None:
        Stage(self.folder, "review").reviews(taken)
        load_stages(self.connection, self.folder)

    def cases(self) -> list[dict[str, Any]]:
        return list(gold_cases(self.connection, READER, REGISTRY))

    def exported(self) -> tuple[str, list[str]]:
        out, err = io.StringIO(), io.StringIO()
        export_gold(self.connection, READER, REGISTRY, out, err)
        return out.getvalue(), err.getvalue().splitlines()

    def read_lines(self) -> str:
        """What the reader says of every article, as `akimwatch read` prints it."""
        from extractors.read_lines import shown_meeting

        lines = [
            {"url": f"https://paper.example/{number}", "meetings": [shown_meeting(one) for one in told]}
            for number, told in self.told.items()
        ]
        return "\n".join(json.dumps(line) for line in lines)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with open_warehouse(tmp_path / "w.duckdb", sample=False) as connection:
        yield Warehouse(connection, tmp_path / "stage")


def scored(folder: Path, gold: str, predicted: str) -> dict[str, Any]:
    (folder / "gold.jsonl").write_text(gold, encoding="utf-8")
    (folder / "predicted.jsonl").write_text(predicted, encoding="utf-8")
    command = [sys.executable, str(SCORE), str(folder / "gold.jsonl"), str(folder / "predicted.jsonl"), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def test_a_decided_article_is_a_case_with_every_key_of_the_guide(warehouse: Warehouse) -> None:
    found = warehouse.found(1)
    warehouse.take(review_of(found, "amend", replace(found.meeting, attendance=DEPUTY)))
    (case,) = warehouse.cases()
    guide = json.loads((SCORE.parent / "dev.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert list(case) == list(guide)
    assert [list(one) for one in case["meetings"]] == [list(guide["meetings"][0])]
    assert case["id"].startswith("review-")
    assert case["published_at"] == "2025-06-19T09:00:00+05:00"
    assert (case["url"], case["text"]) == ("https://paper.example/1", f"{TEXT} 1.")
    assert (case["tags"], case["note"]) == (["review", "amend"], "Айгуль: позвонила в акимат")
    assert case["meetings"][0]["attendance"] == [
        {"region": "KZ-55", "akim": "Байханов Асаин", "named": True, "how": "delegated"}
    ]


def test_the_judge_gives_the_corrected_reading_all_and_the_wrong_one_less(warehouse: Warehouse, tmp_path: Path) -> None:
    first, second = warehouse.found(1), warehouse.found(2)
    warehouse.take(review_of(first, "amend", replace(first.meeting, attendance=DEPUTY)), review_of(second, "reject"))
    gold, told = warehouse.exported()
    assert len(gold.splitlines()) == 2
    right, wrong = scored(tmp_path, gold, gold), scored(tmp_path, gold, warehouse.read_lines())
    assert (right["articles_all_right"], right["meetings"]["f1"], right["attendance"]["f1"]) == (1.0, 1.0, 1.0)
    assert wrong["meetings"]["precision"] < 1.0
    assert wrong["attendance"]["f1"] < 1.0
    assert wrong["articles_all_right"] == 0.0
    assert "publishers' property" in told[-1]


def test_an_article_all_of_whose_accounts_were_rejected_holds_no_meeting(warehouse: Warehouse) -> None:
    warehouse.take(review_of(warehouse.found(1), "reject"))
    assert [case["meetings"] for case in warehouse.cases()] == [[]]


def test_an_article_with_an_account_that_nobody_decided_on_is_named_and_left_out(warehouse: Warehouse) -> None:
    open_one = warehouse.found(3, 1)
    warehouse.take(review_of(warehouse.found(3), "confirm"))
    gold, told = warehouse.exported()
    assert gold == ""
    assert told[0].startswith("https://paper.example/3: no case: nobody decided on")
    assert open_one.meeting_id in told[0]
    assert told[1] == "0 cases, 1 reviewed articles left out"
    warehouse.take(review_of(open_one, "reject", hours=2))
    (case,) = warehouse.cases()
    assert [one["kind"] for one in case["meetings"]] == ["assembly_council"]
    assert case["tags"] == ["review", "confirm", "reject"]


def test_what_was_added_stands_beside_what_was_confirmed(warehouse: Warehouse) -> None:
    found = warehouse.found(1)
    added = replace(review_of(found, "add", SESSION), meeting_id=None, read=None, ordinal=FIRST_ADDED)
    warehouse.take(review_of(found, "confirm"), added)
    (case,) = warehouse.cases()
    assert [one["kind"] for one in case["meetings"]] == ["assembly_council", "assembly_session"]


def test_only_the_last_word_on_an_account_is_told(warehouse: Warehouse) -> None:
    found = warehouse.found(1)
    warehouse.take(review_of(found, "reject"), review_of(found, "confirm", hours=2, reviewer="Данияр"))
    (case,) = warehouse.cases()
    assert (case["tags"], case["note"]) == (["review", "confirm"], "Данияр: позвонила в акимат")


def test_an_article_that_this_reader_has_not_read_may_hold_more_than_was_decided(warehouse: Warehouse) -> None:
    warehouse.take(review_of(warehouse.found(1), "confirm"))
    out, err = io.StringIO(), io.StringIO()
    assert export_gold(warehouse.connection, "reader-2", REGISTRY, out, err) == 0
    assert "has not read it yet" in err.getvalue()


def test_the_same_reviews_give_the_same_lines_in_order_of_publication(warehouse: Warehouse) -> None:
    late = article(4, f"{TEXT} 4.", hours=1)
    stage = Stage(warehouse.folder, "run-2")
    stage_collected(stage, late)
    load_stages(warehouse.connection, warehouse.folder)
    ((name, _),) = [one for batch in read.unread_articles(warehouse.connection, READER, 10) for one in batch]
    stage.readings([(name, reading(council()))], READER)
    load_stages(warehouse.connection, warehouse.folder)
    warehouse.take(*(review_of(warehouse.found(number), "confirm") for number in (4, 2, 1)))
    urls = [case["url"][-1] for case in warehouse.cases()]
    assert urls == ["1", "2", "4"]
    assert warehouse.exported() == warehouse.exported()
