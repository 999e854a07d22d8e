"""Decisions as people take them: seen in the paragraph, taken by hand or sheet, all or none, and judged by."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from review_world import fill

from flows.cli import main

pytestmark = pytest.mark.slow  # whole runs, each of seconds


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("filled"))


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


class Desk:
    """`akimwatch review …` as at the keyboard, in this process: a process of its own takes seconds to begin."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
        self.data, self._capsys, self._patch = data, capsys, monkeypatch

    def __call__(self, *arguments: str) -> Done:
        self._patch.setattr(sys, "argv", ["akimwatch", "review", *arguments, "--data", str(self.data)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = self._capsys.readouterr()
        return Done(int(ended.value.code or 0), told.out, told.err)

    def asked(self, statement: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.data / "published" / "akimwatch.duckdb"), read_only=True) as published:
            return published.execute(statement).fetchall()

    def stored(self) -> int:
        with duckdb.connect(str(self.data / "warehouse.duckdb"), read_only=True) as warehouse:
            (count,) = warehouse.execute("SELECT count(*) FROM reviews").fetchone() or (0,)
        return int(count)

    def account(self, region: str) -> str:
        shown = f"SELECT DISTINCT meeting_id FROM evidence WHERE region = '{region}' AND clause = 1"
        ((name,),) = self.asked(shown)
        return str(name)


@pytest.fixture
def desk(filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(capsys, monkeypatch, Path(shutil.copytree(filled, tmp_path / "data", symlinks=True)))


SIGNED = ("--by", "Айгуль", "--reason", "видела протокол")


def test_the_deputy_chaired_is_put_right_and_stays_to_be_seen(desk: Desk) -> None:
    name = desk.account("KZ-55")
    shown = desk("show", name)
    assert "⟦Сегодня, 16 мая 2025 года" in shown.stdout
    assert "KZ-55=chaired named" in shown.stdout
    done = desk("amend", name, "--head", "KZ-55=delegated", *SIGNED)
    assert (done.returncode, done.stderr) == (0, "")
    assert desk("apply").returncode == 0
    (event,) = desk.asked("SELECT how FROM meetings_found WHERE region = 'KZ-55'")
    assert event == ("delegated",)
    rows = desk.asked("SELECT DISTINCT review, reviewer, review_reason FROM evidence WHERE region = 'KZ-55'")
    assert rows == [("amend", "Айгуль", "видела протокол")]
    assert desk.asked("SELECT action, state FROM corrections") == [("amend", "counts")]
    assert "amended by Айгуль" in desk("show", desk.account("KZ-55")).stdout


def test_a_rejected_account_shows_nothing_any_more_and_is_told_among_corrections(desk: Desk) -> None:
    name = desk.account("KZ-39")
    assert desk("reject", name[:12], *SIGNED).returncode == 0
    assert desk("apply").returncode == 0
    assert desk.asked("FROM evidence WHERE region = 'KZ-39'") == []
    ((action, state, sentences),) = desk.asked("SELECT action, state, sentences FROM corrections")
    assert (action, state) == ("reject", "counts")
    assert "Кумар Аксакалов" in str(sentences)


def test_rejecting_one_account_says_what_else_tells_of_the_event(desk: Desk) -> None:
    copy = desk.data.parent / "copy.txt"
    copy.write_text(
        "В Костанае 20 мая 2025 года аким Костанайской области Кумар Аксакалов собрал Ассамблею народа "
        "Казахстана и провёл с ней совещание по межэтнической ситуации.\n"
    )
    assert desk("add", str(copy), "--source", "Районка", "--published", "2025-05-21", *SIGNED).returncode == 0
    assert desk("apply").returncode == 0
    first, second = desk.asked("SELECT DISTINCT meeting_id FROM evidence WHERE region = 'KZ-39' AND clause = 1")
    done = desk("reject", str(first[0]), *SIGNED)
    assert done.returncode == 0
    assert str(second[0]) in done.stderr
    assert "reject the event" in done.stderr


def test_a_decision_against_an_earlier_one_needs_to_be_said_so(desk: Desk) -> None:
    name = desk.account("KZ-39")
    desk("confirm", name, *SIGNED)
    again = desk("confirm", name, *SIGNED)
    assert (again.returncode, again.stdout) == (0, "")
    assert "so decided already" in again.stderr
    against = desk("reject", name, "--by", "Ерлан", "--reason", "не было")
    assert against.returncode == 2
    assert "confirmed by Айгуль" in against.stderr
    assert "--anew" in against.stderr
    assert desk.stored() == 1
    assert desk("reject", name, "--by", "Ерлан", "--reason", "не было", "--anew").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("reject", "m-00000000"), "no account (m-…) or event (e-…) of that name"),
        (("amend", "{}"), "say what is right"),
        (("amend", "{}", "--head", "KZ-99=chaired"), "attendance 'KZ-99=chaired'"),
        (("amend", "{}", "--day", "вчера"), "no day; write 2025-06-18"),
        (("amend", "{}", "--day", "2025-05-30"), "after the article came out"),
        (("amend", "{}", "--region", "none"), "give both level and region"),
        (("amend", "{}", "--status", "planned", "--head", "KZ-39=chaired"), "nobody was at what is planned"),
        (("amend", "{}", "--kind", "party"), "choose working_meeting"),
        (("amend", "{}", "--topic", "maybe"), "say yes or no"),
        (("amend", "{}", "--topic", "yes"), "nothing differs from what was read"),
    ],
)
def test_a_decision_that_cannot_be_is_one_line_and_changes_nothing(
    desk: Desk, arguments: tuple[str, ...], said: str
) -> None:
    name = desk.account("KZ-39")
    done = desk(*(each.format(name) for each in arguments), *SIGNED)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert desk.stored() == 0


def test_a_decision_is_signed_with_a_reason(desk: Desk) -> None:
    done = desk("confirm", desk.account("KZ-39"), "--by", " ", "--reason", "так")
    assert done.returncode == 2
    assert "a name and a reason" in done.stderr


def sheet(desk: Desk, path: Path) -> list[dict[str, str]]:
    assert desk("out", str(path), "--all").returncode == 0
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


def test_a_sheet_goes_out_and_comes_back_as_a_russian_spreadsheet_saves_it(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    rows = sheet(desk, path)
    for row in rows:
        if "KZ-39" in row["region"]:
            row |= {"decision": "reject", "reason": "не было"}
        else:
            row |= {"decision": "amend", "attendance": "KZ-55=delegated"}
        row["date_start"] = ".".join(reversed(row["date_start"].split("-")))  # 16.05.2025
        row["interethnic_topic"] = "ИСТИНА"
    done = desk("in", str(written(path, rows, divider=";")), "--by", "Айгуль", "--reason", "сверка")
    assert (done.returncode, done.stderr) == (0, "")
    assert desk("apply").returncode == 0
    found = desk.asked("SELECT action, reason, state FROM corrections ORDER BY action")
    assert found == [("amend", "сверка", "counts"), ("reject", "не было", "counts")]


def test_a_sheet_without_decisions_takes_nothing_down(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    sheet(desk, path)
    done = desk("in", str(path), "--by", "Айгуль")
    assert done.returncode == 0
    assert desk.stored() == 0


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
    desk: Desk, tmp_path: Path, change, header: Mapping[str, str], said: str
) -> None:
    path = tmp_path / "sheet.csv"
    good, *rest = sheet(desk, path)
    rows = [*(row | {"decision": "confirm", "reason": "да"} for row in rest), *change(good)]
    done = desk("in", str(written(path, rows, header=header)), "--by", "Айгуль")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert f"{path}:" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert desk.stored() == 0


def test_another_folder_is_not_decided_on_by_an_option_in_the_wrong_place(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["akimwatch", "review", "--data", str(desk.data), "apply"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "behind `apply`" in capsys.readouterr().err


KAZAKH = "https://paper.example/kk"
SAID = ("--kind", "assembly_council", "--region", "KZ-39", "--day", "2025-05-21", "--assembly", "yes", "--topic", "yes")


def test_a_kazakh_report_that_nobody_read_can_be_added_by_who_reads_it(desk: Desk) -> None:
    assert "a Kazakh article on the Assembly, not read" in desk().stdout
    told = ("--sentence", "Қазақстан халқы Ассамблеясының отырысын өткізді", "--head", "KZ-39=chaired")
    done = desk("add", KAZAKH, *told, *SAID, *SIGNED)
    assert (done.returncode, done.stderr) == (0, "")
    assert "was here already (known)" in done.stdout
    assert "added by Айгуль" in done.stdout
    assert "Kazakh" not in desk().stdout, "it waits no more"
    assert desk("add", KAZAKH, *told, *SAID, *SIGNED).returncode == 2, "twice is once"
    assert desk("apply").returncode == 0
    found = desk.asked("SELECT date_start::VARCHAR, akim FROM meetings_found WHERE region = 'KZ-39' ORDER BY 1")
    assert found == [("2025-05-20", "Аксакалов Кумар"), ("2025-05-21", "Аксакалов Кумар")]
    shown = "SELECT sentence, review, archive_sha256 IS NOT NULL FROM evidence WHERE source_url = '{}'"
    assert set(desk.asked(shown.format(KAZAKH))) == {(told[1], "add", True)}
    cases = desk.data / "cases.jsonl"
    assert desk("export", str(cases)).returncode == 0
    (case,) = [json.loads(line) for line in cases.read_text(encoding="utf-8").splitlines()]
    assert (case["language"], case["tags"], len(case["meetings"])) == ("kk", ["review", "add"], 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--sentence", "такого нет", *SAID), "does not say that sentence"),
        (("--sentence", "отырысын өткізді"), "say what the sentence tells"),
        (SAID, "give the --sentence"),
        (("--sentence", "отырысын өткізді", "--kind", "public_event"), "at least its region"),
    ],
)
def test_what_is_added_must_stand_in_the_article(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    done = desk("add", KAZAKH, *arguments, *SIGNED)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert desk.stored() == 0
