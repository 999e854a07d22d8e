"""Decisions as people take them: seen in the paragraph, taken by hand or sheet, all or none, and judged by."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest
from review_world import fill


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("filled"))


@pytest.fixture
def data(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "data"))


def review(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", "review", *arguments, "--data", str(data)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def asked(data: Path, statement: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(data / "published" / "akimwatch.duckdb"), read_only=True) as published:
        return published.execute(statement).fetchall()


def stored(data: Path) -> int:
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as warehouse:
        (count,) = warehouse.execute("SELECT count(*) FROM reviews").fetchone() or (0,)
    return int(count)


def account(data: Path, region: str) -> str:
    ((name,),) = asked(data, f"SELECT DISTINCT meeting_id FROM evidence WHERE region = '{region}' AND clause = 1")
    return str(name)


SIGNED = ("--by", "Айгуль", "--reason", "видела протокол")


def test_the_deputy_chaired_is_put_right_and_stays_to_be_seen(data: Path) -> None:
    name = account(data, "KZ-55")
    shown = review(data, "show", name)
    assert "⟦Сегодня, 16 мая 2025 года" in shown.stdout
    assert "KZ-55=chaired named" in shown.stdout
    done = review(data, "amend", name, "--head", "KZ-55=delegated", *SIGNED)
    assert (done.returncode, done.stderr) == (0, "")
    assert review(data, "apply").returncode == 0
    ((before, event),) = [("met", None)]
    (row,) = asked(data, "SELECT verdict, akim FROM compliance_today WHERE region = 'KZ-55' AND clause = 1")
    assert row[0] != before, event
    rows = asked(data, "SELECT DISTINCT review, reviewer, review_reason FROM evidence WHERE region = 'KZ-55'")
    assert rows == [("amend", "Айгуль", "видела протокол")]
    assert asked(data, "SELECT action, state FROM corrections") == [("amend", "counts")]
    assert "amended by Айгуль" in review(data, "show", account(data, "KZ-55")).stdout


def test_a_rejected_account_shows_nothing_any_more_and_is_told_among_corrections(data: Path) -> None:
    name = account(data, "KZ-39")
    assert review(data, "reject", name[:12], *SIGNED).returncode == 0
    assert review(data, "apply").returncode == 0
    assert asked(data, "FROM evidence WHERE region = 'KZ-39'") == []
    ((action, state, sentences),) = asked(data, "SELECT action, state, sentences FROM corrections")
    assert (action, state) == ("reject", "counts")
    assert "Кумар Аксакалов" in str(sentences)


def test_a_decision_against_an_earlier_one_needs_to_be_said_so(data: Path) -> None:
    name = account(data, "KZ-39")
    review(data, "confirm", name, *SIGNED)
    again = review(data, "confirm", name, *SIGNED)
    assert (again.returncode, again.stdout) == (0, "")
    assert "so decided already" in again.stderr
    against = review(data, "reject", name, "--by", "Ерлан", "--reason", "не было")
    assert against.returncode == 2
    assert "confirmed by Айгуль" in against.stderr
    assert "--anew" in against.stderr
    assert stored(data) == 1
    assert review(data, "reject", name, "--by", "Ерлан", "--reason", "не было", "--anew").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("reject", "m-00000000"), "no account (m-…) or event (e-…) of that name"),
        (("amend", "{}"), "say what is right"),
        (("amend", "{}", "--head", "KZ-99=chaired"), "attendance 'KZ-99=chaired'"),
        (("amend", "{}", "--day", "вчера"), "no day; write 2025-06-18"),
        (("amend", "{}", "--day", "2025-05-30"), "after the article came out"),
        (("amend", "{}", "--region", "none"), "give both level and region"),
        (("amend", "{}", "--status", "planned"), "nobody was at what is planned"),
        (("amend", "{}", "--kind", "party"), "choose working_meeting"),
        (("amend", "{}", "--topic", "maybe"), "say yes or no"),
        (("amend", "{}", "--topic", "yes"), "nothing differs from what was read"),
    ],
)
def test_a_decision_that_cannot_be_is_one_line_and_changes_nothing(
    data: Path, arguments: tuple[str, ...], said: str
) -> None:
    name = account(data, "KZ-39")
    done = review(data, *(each.format(name) for each in arguments), *SIGNED)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert stored(data) == 0


def test_a_decision_is_signed_with_a_reason(data: Path) -> None:
    done = review(data, "confirm", account(data, "KZ-39"), "--by", " ", "--reason", "так")
    assert done.returncode == 2
    assert "a name and a reason" in done.stderr


def sheet(data: Path, path: Path) -> list[dict[str, str]]:
    assert review(data, "out", str(path), "--all").returncode == 0
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def written(
    path: Path, rows: list[dict[str, str]], *, divider: str = ",", header: Mapping[str, str] | None = None
) -> Path:
    names = [(header or {}).get(name, name) for name in rows[0]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=divider)
        writer.writerow(names)
        writer.writerows(row.values() for row in rows)
    return path


def test_a_sheet_goes_out_and_comes_back_as_a_russian_spreadsheet_saves_it(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    rows = sheet(data, path)
    for row in rows:
        if "KZ-39" in row["region"]:
            row |= {"decision": "reject", "reason": "не было"}
        else:
            row |= {"decision": "amend", "attendance": "KZ-55=delegated"}
        row["date_start"] = ".".join(reversed(row["date_start"].split("-")))  # 16.05.2025
        row["interethnic_topic"] = "ИСТИНА"
    done = review(data, "in", str(written(path, rows, divider=";")), "--by", "Айгуль", "--reason", "сверка")
    assert (done.returncode, done.stderr) == (0, "")
    assert review(data, "apply").returncode == 0
    found = asked(data, "SELECT action, reason, state FROM corrections ORDER BY action")
    assert found == [("amend", "сверка", "counts"), ("reject", "не было", "counts")]


def test_a_sheet_without_decisions_takes_nothing_down(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    sheet(data, path)
    done = review(data, "in", str(path), "--by", "Айгуль")
    assert done.returncode == 0
    assert stored(data) == 0


def _two(row: dict[str, str]) -> list[dict[str, str]]:
    return [row | {"decision": "confirm", "reason": "да"}, row | {"decision": "reject", "reason": "нет"}]


@pytest.mark.parametrize(
    ("change", "header", "said"),
    [
        (_two, {}, "one row an account"),
        (lambda row: [row | {"decision": "maybe", "reason": "так"}], {}, "decision 'maybe'"),
        (lambda row: [row | {"decision": "confirm", "reason": ""}], {}, "a name and a reason"),
        (lambda row: [row | {"decision": "confirm", "reason": "да", "kind": "public_event"}], {}, "say amend"),
        (lambda row: [row | {"decision": "confirm", "meeting_id": "m-0"}], {}, "no account m-0"),
        (lambda row: [row], {"decision": "решение"}, "the header lacks decision, has a strange решение"),
        (lambda row: [row], {"sentence": "kind"}, "has twice kind"),
    ],
)
def test_a_wrong_sheet_is_one_line_with_its_place_and_changes_nothing(  # type: ignore[no-untyped-def]
    data: Path, tmp_path: Path, change, header: Mapping[str, str], said: str
) -> None:
    path = tmp_path / "sheet.csv"
    good, *rest = sheet(data, path)
    rows = [*(row | {"decision": "confirm", "reason": "да"} for row in rest), *change(good)]
    done = review(data, "in", str(written(path, rows, header=header)), "--by", "Айгуль")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert f"{path}:" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert stored(data) == 0


def test_another_folder_is_not_decided_on_by_an_option_in_the_wrong_place(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "review", "--data", str(data), "apply"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "behind `apply`" in done.stderr
