"""`akimwatch explain`: from a verdict to the archived bytes, and never a ✓ where a link does not hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from desk_world import changed, make_data, one, review
from warehouse_world import SENTENCE

from flows.desk.command import explain_chain
from flows.settings import Settings
from models.errors import BadInput, WarehouseError
from models.identity import digest, meeting_id
from warehouse.connect import open_warehouse
from warehouse.publish import DATABASE


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_data(tmp_path_factory.mktemp("explain"))


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def account(settings: Settings, region: str = "KZ-55") -> str:
    return str(one(settings, f"SELECT meeting_id FROM meetings WHERE region = '{region}' AND ordinal = 0"))


def verdict(settings: Settings, region: str = "KZ-55", clause: int = 1) -> str:
    return str(one(settings, f"SELECT verdict_id FROM verdicts WHERE region = '{region}' AND clause = {clause}"))


def explain(settings: Settings, name: str, **given: object) -> int:
    chosen = {"as_json": False, "language": "en", "no_color": False, **given}
    return explain_chain(settings, name, **chosen)  # type: ignore[arg-type]


def checks(settings: Settings, name: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, bool], list[str]]:
    """The exit code, whether each kind of link holds everywhere, and what was said of each."""
    code = explain(settings, name, as_json=True)
    told: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["checks"]
    links = {check["link"]: all(c["holds"] for c in told if c["link"] == check["link"]) for check in told}
    return code, links, [check["said"] for check in told]


def test_a_verdict_leads_to_the_bytes_and_every_link_holds(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, links, said = checks(data, verdict(data), capsys)
    assert code == 0
    assert list(links) == ["verdict", "event", "account", "page", "text", "sentence"]
    assert all(links.values())
    assert "text_version" in said, "the strongest witness: the bytes give this very version again"


def test_the_chain_is_told_in_words_with_what_the_figures_follow_from(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert explain(data, verdict(data)) == 0
    shown = capsys.readouterr().out
    for told in (
        "SAMPLE DATA",
        "KZ-55, clause 1, 2025-06-22: ● met",
        "stands today",
        "belief: 0.95 (",
        str(one(data, "SELECT case_digest FROM verdicts WHERE region = 'KZ-55' AND clause = 1")),
        str(one(data, "SELECT fit_id FROM catching_fits")),
        "stated priors version 1",
        "first in run r1",
        f"Account {account(data)}",
        "read by reader reader-1, rule council v1",
        "✓ page: ",
        "✓ sentence: code points ",
        "✓ all 6 links hold",
    ):
        assert told in " ".join(shown.split()), told
    assert "✗" not in shown
    assert "\x1b" not in shown
    assert max(len(line) for line in shown.splitlines() if "https://" not in line) <= 80


@pytest.mark.parametrize("what", ["event", "account", "prefix"])
def test_an_event_an_account_and_the_beginning_of_a_name_are_explained_too(
    data: Settings, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = {
        "event": str(one(data, "SELECT event_id FROM events WHERE region = 'KZ-10'")),
        "account": account(data, "KZ-10"),
        "prefix": account(data, "KZ-10")[:8],
    }[what]
    assert explain(data, name) == 0
    shown = capsys.readouterr().out
    assert "○ deputy only" in shown
    assert account(data, "KZ-10") in shown
    assert SENTENCE in " ".join(shown.split())


def test_a_verdict_that_nothing_shows_says_so(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(data, verdict(data, "KZ-39")) == 0
    assert "No account shows it" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "no identifier: ''"),
        ("47c412", "no identifier: '47c412'"),
        ("KZ-39", "no identifier: 'KZ-39'"),
        ("m-", "m- begins several names: m-"),
        ("m-ffffffffffffffffffff", "no verdict, event or account of that name is published"),
        ("m-%", "no verdict, event or account of that name is published"),
    ],
)
def test_a_name_of_nothing_or_of_several_things_is_refused_in_one_line(data: Settings, name: str, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        explain(data, name)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_without_the_archive_nothing_is_vouched_for_but_the_stored_text(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = changed(data, tmp_path / "copy")
    for file in copy.archive.iterdir():
        file.unlink()
    code, links, said = checks(copy, account(copy), capsys)
    assert code == 1
    assert (links["page"], links["text"], links["sentence"]) == (False, True, True)
    assert "text_stored" in said
    copy.warehouse.unlink()
    code, links, said = checks(copy, account(copy), capsys)
    assert (code, links["text"], links["sentence"]) == (1, False, False)
    assert {"page_fails", "text_unknown", "sentence_unknown"} <= set(said)


def test_one_byte_flipped_in_the_archive_is_found(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = changed(data, tmp_path / "copy")
    (file,) = copy.archive.glob("*.warc.gz")
    offset = int(one(copy, f"SELECT archive_offset FROM evidence WHERE meeting_id = '{account(copy)}' LIMIT 1"))
    damaged = bytearray(file.read_bytes())
    damaged[offset + 250] ^= 0x10
    file.write_bytes(bytes(damaged))
    assert explain(copy, account(copy)) == 1
    shown = " ".join(capsys.readouterr().out.split())
    assert "✗ page: " in shown
    assert "links do not hold" in shown


def test_an_offset_that_is_off_by_one_is_found(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = changed(data, tmp_path / "copy", "UPDATE evidence_sentences SET char_start = char_start + 1")
    code, links, said = checks(copy, verdict(copy), capsys)
    assert (code, links["page"], links["text"], links["sentence"]) == (1, True, True, False)
    assert "sentence_other" in said


def test_a_hash_that_is_not_the_texts_is_found_and_the_page_still_says_the_sentence(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = changed(data, tmp_path / "copy", "UPDATE articles SET text_sha256 = repeat('0', 64)")
    code, links, said = checks(copy, account(copy), capsys)
    assert (code, links["text"]) == (1, False)
    assert {"text_changed", "sentence_on_page"} <= set(said)


def test_another_page_than_the_articles_is_found(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page that is whole and in the archive, but not the one that the article was read from."""
    swap = (
        "UPDATE pages SET archive_offset = other.archive_offset, archive_sha256 = other.archive_sha256 "
        "FROM (SELECT * FROM pages ORDER BY archive_offset DESC LIMIT 1) AS other"
    )
    copy = changed(data, tmp_path / "copy", swap)
    code, links, said = checks(copy, account(copy), capsys)
    assert (code, links["page"]) == (1, False)
    assert "page_other" in said


def test_a_verdict_hung_on_another_case_and_an_account_put_under_another_event_are_found(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = verdict(data)
    copy = changed(
        data,
        tmp_path / "copy",
        f"UPDATE verdicts SET case_digest = 'c-0' WHERE verdict_id = '{name}'",
        f"UPDATE verdict_events SET meeting_id = '{account(data, 'KZ-10')}' WHERE verdict_id = '{name}'",
    )
    code, links, _ = checks(copy, name, capsys)
    assert (code, links["verdict"], links["event"]) == (1, False, False)


def test_where_todays_rules_read_the_page_otherwise_the_stored_text_is_the_witness_and_is_named(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An article version that the bytes do not give any more: its text lies in the warehouse alone."""
    text = f"Иначе. {SENTENCE}"
    older = f"text_sha256 = sha256('{text}')"
    spans = f"char_start = 7, char_end = {7 + len(SENTENCE)}"
    copy = changed(data, tmp_path / "copy", f"UPDATE articles SET {older}", f"UPDATE evidence_sentences SET {spans}")
    with duckdb.connect(str(copy.warehouse)) as warehouse:
        warehouse.execute(f"UPDATE articles SET {older}, text = '{text}'")
    code, links, said = checks(copy, account(copy), capsys)
    assert (code, links["text"], links["sentence"]) == (0, True, True)
    assert "text_stored" in said
    with open_warehouse(copy.warehouse, sample=None):
        pass  # the warehouse was let go of


def test_an_account_that_a_person_made_says_who_when_and_why_and_what_it_replaced(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    was = account(data, "KZ-10")
    name = f"r-0000000000000000000{len('amend')}"
    article = str(one(data, f"SELECT article_id FROM meetings WHERE meeting_id = '{was}'"))
    made = meeting_id(article, name, 0)
    statements = [review("amend", "He chaired it himself", "KZ-10")]
    for table in ("meetings", "attendance", "evidence_sentences"):
        reader = f", '{name}' AS reader_version" if table == "meetings" else ""
        columns = f"* REPLACE ('{made}' AS meeting_id{reader})"
        statements.append(f"INSERT INTO {table} SELECT {columns} FROM {table} WHERE meeting_id = '{was}'")
    statements += [
        f"UPDATE {table} SET meeting_id = '{made}' WHERE meeting_id = '{was}'"
        for table in ("event_meetings", "verdict_events")
    ]
    copy = changed(data, tmp_path / "copy", *statements)
    assert explain(copy, verdict(copy, "KZ-10")) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for told in (
        f"Account {made}",
        f"not read but decided by a person: review {name}",
        "2025-06-22 10:00 amended KZ-10: waiting for the next run",
        "A. Analyst: He chaired it himself",
        f"Account {was}, as it was read before it was corrected",
        "✓ all 6 links hold",
    ):
        assert told in shown, told
    assert explain(copy, was) == 0, "what was replaced can be asked for by its own name"
    assert "no event that stands rests on it" in capsys.readouterr().out


def test_a_verdict_of_an_earlier_run_is_explained_and_told_as_such(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = digest("v-", ("c-older",))
    statement = (
        f"INSERT INTO verdicts SELECT * REPLACE ('{older}' AS verdict_id, 'c-older' AS case_digest) FROM verdicts "
        f"WHERE verdict_id = '{verdict(data)}'"
    )
    copy = changed(data, tmp_path / "copy", statement)
    assert explain(copy, older) == 0
    assert "of an earlier run; another stands today" in capsys.readouterr().out


def test_every_sentence_of_a_chain_is_said_in_russian_too(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(data, verdict(data), language="ru") == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "● проведено лично" in shown
    assert "все звенья цепи проверены: 6" in shown


def test_a_missing_half_written_or_older_file_is_one_line(data: Settings, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="nothing is published yet"):
        explain(Settings(data=tmp_path), "m-1")
    copy = changed(data, tmp_path / "copy", "UPDATE meta SET schema_version = 4")
    with pytest.raises(WarehouseError, match="schema version 4"):
        explain(copy, "m-1")
    database = copy.published / DATABASE
    database.write_bytes(database.read_bytes()[:5000])
    with pytest.raises(WarehouseError) as refused:
        explain(copy, "m-1")
    assert "\n" not in str(refused.value)
