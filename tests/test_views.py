"""What analysts see: every object explained, the two contracts kept, and every claim led back to bytes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from warehouse_world import (
    NOW,
    ORDER,
    REGISTRY,
    article,
    council,
    page,
    reading,
    source,
    stage_inferred,
    whole_run,
)

from models.identity import text_sha256
from models.records import Attendance, Claim, Discovery, Evidence, Meeting, OtherHead, Reading
from models.registry import Registry
from warehouse import sql
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.stage import Run, Stage

COMPLIANCE = [
    *("region", "region_name", "clause", "bound", "as_of", "in_force", "verdict", "event_id"),
    *("last_event_start", "last_event_end", "belief", "p_seen", "source_url"),
]
EVIDENCE = [
    *("source_url", "verdict_id", "event_id", "meeting_id", "region", "clause", "verdict", "sentence", "char_start"),
    *("char_end", "article_sha256", "archive_file", "archive_offset", "archive_sha256", "rule"),
    *("review", "reviewer", "review_reason", "reviewed_at"),
]


CLAIM = Claim(
    region="KZ-55",
    period_start=date(2025, 1, 1),
    period_end=date(2025, 6, 30),
    number=3,
    speaker=None,
    evidence=Evidence(sentence="За полгода проведено три заседания.", char_start=0, char_end=35),
)
OTHER = OtherHead(
    region="KZ-10",
    said="called",
    name="Марат Сулеев",
    person="Сулеев Марат",
    person_key="сулеев м",
    office="аким области Абай",
    head="Уали Берик",
    voice="site:paper",
    evidence=Evidence(sentence="Аким области Абай Марат Сулеев был там.", char_start=0, char_end=39),
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        yield connection


@pytest.fixture
def filled(model: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Pavlodar's council under its akim in two independent papers, Abai's by deputy: a copy for each test."""
    shutil.copy(model, tmp_path / "w.duckdb")
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    with open_warehouse(folder / "w.duckdb", sample=True) as connection:
        _fill(connection, folder / "stage")
    return folder / "w.duckdb"


def _fill(connection: duckdb.DuckDBPyConnection, stage: Path) -> None:
    whole_run(
        connection,
        stage,
        "r1",
        (article(1), replace(reading(council()), claims=(CLAIM,))),
        (
            article(2, text=article(2).text + " Пишет другая газета, и пишет своё, совсем иными словами."),
            reading(council()),
        ),
        (
            article(3, text=article(3).text + " Иное."),
            replace(reading(council("KZ-10", "delegated", date(2025, 6, 10))), other_heads=(OTHER,)),
        ),
        (
            article(4, text="Қостанай облысының әкімі ассамблея отырысын өткізді."),
            Reading(outcome="other_language", unread_lead=True, regions=("KZ-39", "KZ-55")),
        ),
    )


def _columns(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    return [row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()]


def test_every_table_view_and_column_says_what_it_is(empty: duckdb.DuckDBPyConnection) -> None:
    silent = empty.execute("""
        SELECT table_name FROM duckdb_tables() WHERE NOT internal AND coalesce(comment, '') = ''
        UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND coalesce(comment, '') = ''
        UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()
        WHERE NOT internal AND coalesce(comment, '') = ''
    """).fetchall()
    assert silent == []


@pytest.mark.parametrize("texts", [sql.schema, sql.views, sql.macros, sql.questions])
def test_the_first_line_of_every_file_says_what_it_is_for(texts) -> None:  # type: ignore[no-untyped-def]
    for name, text in texts().items():
        assert text.startswith("-- "), name
        assert len(text.splitlines()[0]) > 30, name


def test_the_first_line_of_a_file_is_the_comment_of_its_object(empty: duckdb.DuckDBPyConnection) -> None:
    comments = dict(
        empty.execute("""
            SELECT table_name, comment FROM duckdb_tables() UNION ALL
            SELECT view_name, comment FROM duckdb_views() WHERE NOT internal UNION ALL
            SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal
        """).fetchall()
    )
    for name, text in {**sql.schema(), **sql.views(), **sql.macros()}.items():
        first = (comments[name] or "").splitlines()[0]  # behind it stand the parameters of a macro
        assert text.splitlines()[0].removeprefix("-- ") == first


def test_the_contract_views_have_their_columns_in_order(empty: duckdb.DuckDBPyConnection) -> None:
    assert _columns(empty, "compliance_today")[: len(COMPLIANCE)] == COMPLIANCE
    assert _columns(empty, "evidence") == EVIDENCE


def test_every_view_and_question_answers_on_an_empty_warehouse(empty: duckdb.DuckDBPyConnection) -> None:
    for name in sql.views():
        assert empty.execute(f"FROM {name}").fetchall() == [], name
    for name, text in sql.questions().items():
        assert empty.execute(text).fetchall() == [], name


def test_every_view_and_question_answers_on_a_filled_one(filled: duckdb.DuckDBPyConnection) -> None:
    for name in sql.views():
        # Nobody is seen at an everyday sitting here (test_run.py has controls), nothing was reviewed, and no crawl of
        # other people's was taken in (test_warc_intake.py).
        unseen = name in ("current_occasions", "current_controls", "corrections", "hosts_seen", "warc_files")
        assert unseen or filled.execute(f"FROM {name}").fetchall() != [], name
    for text in sql.questions().values():
        filled.execute(text)


def test_before_any_run_has_judged_all_forty_are_not_judged(empty: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    Stage(tmp_path / "stage", "r1").registry(REGISTRY, ORDER)
    load_stages(empty, tmp_path / "stage")
    rows = empty.execute("SELECT verdict, as_of, in_force, count(*) FROM compliance_today GROUP BY ALL").fetchall()
    assert rows == [("not_judged", None, None, 40)]
    bound = dict(
        empty.execute("SELECT clause, count(*) FILTER (bound) FROM compliance_today GROUP BY clause").fetchall()
    )
    assert bound == {1: 17, 2: 20}


def test_compliance_today_has_forty_rows_and_shows_the_latest_event(filled: duckdb.DuckDBPyConnection) -> None:
    rows = {
        (row[0], row[2]): dict(zip(COMPLIANCE, row, strict=True))
        for row in filled.execute(f"SELECT {', '.join(COMPLIANCE)} FROM compliance_today").fetchall()
    }
    assert len(rows) == 40
    met, deputy = rows["KZ-55", 1], rows["KZ-10", 1]
    assert (met["verdict"], met["as_of"], met["in_force"], met["bound"]) == ("met", NOW.date(), True, True)
    assert met["last_event_end"] == date(2025, 6, 18)
    assert met["source_url"] == "https://paper.example/1"
    assert (deputy["verdict"], rows["KZ-10", 2]["verdict"]) == ("deputy_only", "delegated")
    assert (rows["KZ-75", 1]["bound"], rows["KZ-75", 1]["verdict"]) == (False, "not_judged")


def test_evidence_leads_from_the_verdict_to_letters_and_bytes(filled: duckdb.DuckDBPyConnection) -> None:
    rows = [dict(zip(EVIDENCE, row, strict=True)) for row in filled.execute("FROM evidence").fetchall()]
    assert {(row["region"], row["clause"], row["verdict"]) for row in rows} == {
        ("KZ-55", 1, "met"),
        ("KZ-55", 2, "attended"),
        ("KZ-10", 1, "deputy_only"),
        ("KZ-10", 2, "delegated"),
    }
    pavlodar = [row for row in rows if row["region"] == "KZ-55" and row["clause"] == 1]
    assert {row["archive_offset"] for row in pavlodar} == {page(1).offset, page(2).offset}, "every report of the event"
    assert {row["archive_sha256"] for row in pavlodar} == {page(1).sha256, page(2).sha256}
    assert {row["rule"] for row in rows} == {"council v1"}


def test_the_offsets_of_evidence_point_at_the_sentence_in_the_stored_text(filled: duckdb.DuckDBPyConnection) -> None:
    """In Python and in SQL alike: both count code points."""
    rows = filled.execute("""
        SELECT sentence, char_start, char_end, text, substr(text, char_start + 1, char_end - char_start), article_sha256
        FROM evidence JOIN articles ON text_sha256 = article_sha256
    """).fetchall()
    assert len(rows) == 6
    for sentence, start, end, text, cut, sha256 in rows:
        assert sentence == text[start:end] == cut
        assert sha256 == text_sha256(text)


def test_two_joins_lead_from_the_verdict_to_the_same_sentences(filled: duckdb.DuckDBPyConnection) -> None:
    question = sql.questions()["from_verdict_to_sentence"]
    assert question.count("\nJOIN ") == 2
    by_hand = {(row[0], row[1], row[4], row[5]) for row in filled.execute(question).fetchall()}
    by_view = filled.execute("SELECT region, clause, meeting_id, sentence FROM evidence").fetchall()
    assert by_hand == set(by_view)


def test_meetings_found_names_the_akims_part_the_reports_and_their_addresses(filled: duckdb.DuckDBPyConnection) -> None:
    rows = filled.execute("SELECT region, how, reports, links, sample FROM meetings_found").fetchall()
    assert rows == [
        ("KZ-10", "delegated", 1, ["https://paper.example/3"], True),
        ("KZ-55", "chaired", 2, ["https://paper.example/1", "https://paper.example/2"], True),
    ]


def test_an_event_that_is_no_longer_inferred_no_longer_stands(
    filled: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    first = filled.execute("SELECT event_id FROM current_events").fetchall()
    stage = Stage(tmp_path / "stage", "r2")
    stage.events([], [])
    load_stages(filled, tmp_path / "stage")
    assert filled.execute("FROM current_events").fetchall() == []
    assert filled.execute("SELECT count(*) FROM events").fetchall() == [(2,)], "what was known stays known"
    stage_inferred(filled, Stage(tmp_path / "stage", "r3"))
    load_stages(filled, tmp_path / "stage")
    assert filled.execute("SELECT event_id FROM current_events").fetchall() == first, "back in the state it had before"


def test_a_kazakh_lead_is_listed_under_each_region_that_it_names(filled: duckdb.DuckDBPyConnection) -> None:
    rows = filled.execute("SELECT region, url, sample FROM unread_leads").fetchall()
    assert rows == [(region, "https://paper.example/4", True) for region in ("KZ-39", "KZ-55")]


def test_attendance_record_says_unknown_where_no_report_says(empty: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    silent = replace(council(), attendance=())
    whole_run(empty, tmp_path / "stage", "r1", (article(1), reading(silent)))
    told = "SELECT region, counts_as, how, reports_in_person, reports_delegated FROM attendance_record"
    assert empty.execute(told).fetchall() == [("KZ-55", "unknown", "unknown", 0, 0)]


def test_attendance_record_lists_what_the_verdicts_count(empty: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """A republican session is every region's key event, though its reports speak of two heads only."""
    heads = (
        Attendance(region="KZ-55", akim=None, named=False, how="attended"),
        Attendance(region="KZ-10", akim=None, named=False, how="delegated"),
    )
    session = replace(
        council(), kind="assembly_session", level="national", region=None, attendance=heads, assembly_present=True
    )
    whole_run(empty, tmp_path / "stage", "r1", (article(1), reading(council("KZ-39"))), (article(2), reading(session)))
    counted = """
        SELECT
            region,
            count(*) FILTER (counts_as = 'attended'),
            count(*) FILTER (counts_as = 'delegated'),
            count(*) FILTER (counts_as = 'unknown')
        FROM attendance_record GROUP BY region ORDER BY region
    """
    judged = "SELECT region, in_person, delegated, unknown FROM current_verdicts WHERE clause = 2 ORDER BY region"
    rows = empty.execute(counted).fetchall()
    assert len(rows) == 20
    assert rows == empty.execute(judged).fetchall()


def test_the_verdicts_of_the_latest_run_are_the_current_ones(filled: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    before = filled.execute("SELECT verdict_id FROM current_verdicts").fetchall()
    stage_inferred(filled, Stage(tmp_path / "stage", "r2"))
    load_stages(filled, tmp_path / "stage")
    after = filled.execute("SELECT verdict_id FROM current_verdicts").fetchall()
    assert (len(before), len(after)) == (40, 40)
    assert before == after, "what follows from the same is the same verdict"
    (runs,) = filled.execute("SELECT list(DISTINCT run_id) FROM current_cases").fetchone() or ([],)
    assert runs == ["r2"]


def test_a_claim_is_compared_with_what_was_found(filled: duckdb.DuckDBPyConnection) -> None:
    rows = filled.execute("SELECT region, claimed, found, round(found_share, 2) FROM claims").fetchall()
    assert rows == [("KZ-55", 3, 1, 0.33)]


def test_the_reports_of_an_event_are_listed_by_voice(filled: duckdb.DuckDBPyConnection) -> None:
    rows = filled.execute("SELECT region, position, origin_kind, articles FROM independent_reports").fetchall()
    assert rows == [("KZ-10", 0, "agency", 1), ("KZ-55", 0, "agency", 1), ("KZ-55", 1, "own", 1)]


def test_a_registry_set_right_replaces_the_old_one_whole(filled: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fewer = Registry(REGISTRY.regions.values(), REGISTRY.tenures[1:])
    Stage(tmp_path / "stage", "r2").registry(fewer, ORDER)
    load_stages(filled, tmp_path / "stage")
    (count,) = filled.execute("SELECT count(*) FROM current_officials").fetchall()
    assert count == (len(REGISTRY.tenures) - 1,)


def test_source_health_shows_a_source_that_was_never_reached(filled: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", "r2")
    stage.sources([source(), source("silent")])
    stage.discoveries(
        [
            Discovery(
                source="silent",
                method="feed",
                address="https://silent.example/rss",
                checked_at=NOW,
                ok=False,
                reason="timeout",
            )
        ]
    )
    load_stages(filled, tmp_path / "stage")
    rows = filled.execute("SELECT source, last_good_look, last_reason, fetched, outcomes FROM source_health").fetchall()
    assert [(row[0], row[1] is None, *row[2:]) for row in rows] == [
        ("paper", False, None, 4, "fetched 4"),
        ("silent", True, "timeout", 0, ""),
    ]


def test_a_run_is_kept_with_what_it_counted(empty: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    Stage(tmp_path / "stage", "r1").run(
        Run(
            kind="live",
            started_at=NOW,
            finished_at=NOW,
            versions={"reader": "1"},
            counts={"fetched": 7},
            failures=("x",),
        )
    )
    load_stages(empty, tmp_path / "stage")
    rows = empty.execute("SELECT kind, versions ->> 'reader', counts ->> 'fetched', failures FROM runs").fetchall()
    assert rows == [("live", "1", "7", ["x"])]


def test_evidence_of_a_republican_event_is_that_of_the_regions_own_head(
    empty: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """Two papers tell of one session, each of another region's deputy: neither is evidence of the other's."""

    def session(region: str) -> Meeting:
        head = Attendance(region=region, akim=None, named=False, how="delegated")
        return replace(council(), kind="assembly_session", level="national", region=None, attendance=(head,))

    told = (
        (article(1), reading(session("KZ-39"))),
        (article(2, text="Ещё отчёт о сессии."), reading(session("KZ-10"))),
    )
    whole_run(empty, tmp_path / "stage", "r1", *told)
    events = empty.execute("SELECT count(*) FROM current_events").fetchone()
    assert events == (1,)
    links = empty.execute("SELECT DISTINCT region, source_url FROM evidence ORDER BY region").fetchall()
    assert links == [("KZ-10", "https://paper.example/2"), ("KZ-39", "https://paper.example/1")]
    verdicts = "SELECT region, source_url FROM compliance_today WHERE verdict = 'delegated' ORDER BY region"
    assert empty.execute(verdicts).fetchall() == links
