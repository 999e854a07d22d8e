"""The whole job on the sample web and on files: what one command gives, and what running it again changes."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from extractors.web.archive import read_payload
from flows.demo.server import sample_web
from flows.demo.truth import load_truth
from flows.monitor import run_in
from flows.run_report import RunReport
from flows.settings import Settings
from flows.workshop import Intake, open_workshop
from models.identity import text_sha256
from models.records import PageRef

_CONTRACT_TODAY = (
    "region, region_name, clause, bound, as_of, in_force, verdict, event_id, last_event_start, last_event_end, "
    "belief, p_seen, source_url"
)
_CONTRACT_EVIDENCE = (
    "source_url, verdict_id, event_id, meeting_id, region, clause, verdict, sentence, char_start, char_end, "
    "article_sha256, archive_file, archive_offset, archive_sha256, rule"
)

pytestmark = pytest.mark.slow  # all of them rest on a whole run of the sample


class SampleRun:
    """One run of everything on the sample web, and a second one on top of it."""

    def __init__(self, folder: Path) -> None:
        with sample_web(first_address=221) as web:
            self.settings = Settings(
                data=folder,
                allow_private=True,
                sample=True,
                back_days=(web.as_of - web.back_to).days,
                pace_seconds=web.pace_seconds,
            )
            self.sites, self.now = web.sites, web.now
            self.first = self.run(Intake())
            self.rows = self.counts()
            self.second = self.run(Intake())

    def run(self, intake: Intake, **settings: object) -> RunReport:
        chosen = self.settings.model_copy(update=settings)
        return run_in(open_workshop(chosen, sites=self.sites, now=self.now), intake, direct=True)

    def counts(self) -> dict[str, int]:
        names = ("articles", "pages", "readings", "meetings", "evidence_sentences", "listed", "events")
        with self.published() as published:
            return {name: published.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # type: ignore[index]

    def published(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self.settings.published / "akimwatch.duckdb"), read_only=True)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleRun:
    return SampleRun(tmp_path_factory.mktemp("run"))


def test_every_region_gets_the_verdicts_worked_out_by_hand(sample: SampleRun) -> None:
    with sample.published() as published:
        found = published.execute("SELECT region, clause, verdict FROM compliance_today").fetchall()
    true = {(one.iso, 1): one.clause_1 for one in load_truth().verdicts}
    true |= {(one.iso, 2): one.clause_2 for one in load_truth().verdicts}
    # Seven small sites for ten weeks would have seen too little: under the stated priors their silence is not judged.
    true = {key: "not_judged" if verdict == "no_public_evidence" else verdict for key, verdict in true.items()}
    assert {(region, clause): verdict for region, clause, verdict in found} == true


def test_the_contract_views_begin_with_their_columns(sample: SampleRun) -> None:
    with sample.published() as published:
        for view, columns in (("compliance_today", _CONTRACT_TODAY), ("evidence", _CONTRACT_EVIDENCE)):
            described = published.execute(f"SELECT * FROM {view}").description
            assert ", ".join(column[0] for column in described).startswith(columns)
        assert published.execute("SELECT count(*) FROM compliance_today").fetchone() == (40,)


def test_every_sentence_of_evidence_leads_back_to_its_bytes(sample: SampleRun) -> None:
    """Offsets cut the sentence out of the article's text, and the archived page has the digest that is claimed."""
    database = duckdb.connect(str(sample.settings.warehouse), read_only=True)
    rows = database.execute(
        "SELECT sentence, char_start, char_end, article_sha256, archive_file, archive_offset, archive_sha256 "
        "FROM evidence"
    ).fetchall()
    texts = {text_sha256(text): text for (text,) in database.execute("SELECT text FROM articles").fetchall()}
    database.close()
    assert len(rows) >= 10
    for sentence, start, end, article, file, offset, sha256 in rows:
        assert texts[article][start:end] == sentence
        payload = read_payload(sample.settings.archive, PageRef(file=file, offset=offset, sha256=sha256))
        assert hashlib.sha256(payload).hexdigest() == sha256


def test_every_address_has_one_outcome(sample: SampleRun) -> None:
    with sample.published() as published:
        run = published.execute("SELECT min(run_id) FROM runs").fetchone()
        outcomes = published.execute("SELECT source, url FROM fetches WHERE run_id = ?", run).fetchall()
        listed = published.execute("SELECT DISTINCT source, url FROM listed").fetchall()
    assert Counter(outcomes).most_common(1)[0][1] == 1
    assert set(outcomes) == set(listed)


def test_running_again_fetches_what_is_open_and_adds_nothing_else(sample: SampleRun) -> None:
    assert sample.second.outcomes["fetched"] == 0
    assert sample.counts() == sample.rows
    assert sample.second.verdicts == sample.first.verdicts


def test_sample_data_is_marked_in_manifest_and_database(sample: SampleRun) -> None:
    manifest = json.loads((sample.settings.published / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["sample"] is True
    with sample.published() as published:
        assert published.execute("SELECT sample FROM meta").fetchone() == (True,)


def test_live_data_is_refused_in_a_sample_warehouse(sample: SampleRun, tmp_path: Path) -> None:
    from models.errors import WarehouseError

    articles = tmp_path / "a.jsonl"
    articles.write_text('{"text": "Новость."}\n', encoding="utf-8")
    with pytest.raises(WarehouseError, match="sample"):
        sample.run(Intake(articles=(articles,)), sample=False)


def test_the_archive_read_as_warc_gives_the_same_articles_and_meetings(sample: SampleRun, tmp_path: Path) -> None:
    warcs = tuple(sorted(sample.settings.archive.glob("*.warc.gz")))
    report = sample.run(Intake(warcs=warcs), data=tmp_path / "again")
    assert report.failures == []
    assert report.outcomes["fetched"] == sample.first.outcomes["fetched"]
    assert (report.readings, report.meetings) == (sample.first.readings, sample.first.meetings)
    again = sample.run(Intake(warcs=warcs), data=tmp_path / "again")
    assert again.outcomes["fetched"] == 0


def test_files_alone_cover_no_day_so_nothing_is_judged_absent(sample: SampleRun, tmp_path: Path) -> None:
    """A file says nothing of what it leaves out: silence in it is never «no public evidence»."""
    warcs = tuple(sorted(sample.settings.archive.glob("*.warc.gz")))
    report = sample.run(Intake(warcs=warcs), data=tmp_path / "files")
    assert not any("no_public_evidence" in name for name in report.verdicts)
    assert report.verdicts["clause 1: met"] == sample.first.verdicts["clause 1: met"]


def test_articles_as_json_lines_are_archived_and_read_the_same_way(sample: SampleRun, tmp_path: Path) -> None:
    """Broken lines are named, the others taken; taking the file again adds nothing."""
    case = {
        "url": "https://example.kz/1",
        "published_at": "2025-06-02T10:00:00+05:00",
        "text": "Аким Костанайской области Кумар Аксакалов 30 мая провел совещание по межэтнической ситуации с участием"
        " представителей Ассамблеи народа Казахстана.",
    }
    lines = [json.dumps(case, ensure_ascii=False), '{"broken": ', json.dumps({"text": "Погода."}, ensure_ascii=False)]
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    intake = Intake(articles=(file, tmp_path / "missing.jsonl"))
    report = sample.run(intake, data=tmp_path / "json")
    assert report.exit_code == 1
    assert [f"{file}:2:" in failure.reason or "missing.jsonl" in failure.reason for failure in report.failures] == [
        True
    ] * 2
    assert report.outcomes == {"fetched": 2}
    assert report.verdicts["clause 1: met"] == 1
    again = sample.run(intake, data=tmp_path / "json")
    assert again.outcomes == {"unchanged": 2}


def test_a_cut_warc_gives_what_is_whole_and_one_clear_line(sample: SampleRun, tmp_path: Path) -> None:
    whole = next(iter(sample.settings.archive.glob("*.warc.gz")))
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    report = sample.run(Intake(warcs=(cut,)), data=tmp_path / "cut")
    assert report.exit_code == 1
    assert "cut.warc.gz" in report.failures[0].reason
    assert 0 < report.outcomes["fetched"] < sample.first.outcomes["fetched"]


def test_a_site_that_is_down_is_a_failure_and_the_others_are_read(sample: SampleRun, tmp_path: Path) -> None:
    """The sample web is gone by now: nothing answers, which is an alarm, and nobody is judged."""
    report = sample.run(Intake(), data=tmp_path / "down")
    assert report.exit_code == 3
    assert len(report.failures) == len(sample.sites)
    assert (report.as_of, report.verdicts) == (None, {})
    with duckdb.connect(report.published, read_only=True) as published:
        words = published.execute("SELECT verdict, as_of, count(*) FROM compliance_today GROUP BY ALL").fetchall()
    assert words == [("not_judged", None, 40)]


def test_odd_addresses_and_half_characters_cost_their_own_line_only(sample: SampleRun, tmp_path: Path) -> None:
    lines = ['{"url": "http://[::1", "text": "Первая новость."}', '{"title": "\\ud83d", "text": "Вторая новость."}']
    lines += ['{"published_at": "0001-01-01T00:00:00+05:00", "text": "Третья."}', '{"text": "Четвёртая новость."}']
    file = tmp_path / "odd.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = sample.run(Intake(articles=(file,)), data=tmp_path / "odd")
    assert (report.failures, report.outcomes) == ([], {"fetched": 4})
    assert sample.run(Intake(articles=(file,)), data=tmp_path / "odd").outcomes == {"unchanged": 4}


def test_a_report_for_programs_is_json(sample: SampleRun) -> None:
    told = json.loads(json.dumps(sample.first.as_dict(), ensure_ascii=False, default=str))
    assert told["counts"]["outcome fetched"] == sample.first.outcomes["fetched"]
    assert told["exit_code"] == 0


def test_a_batch_that_fails_is_reported_and_tried_again_by_the_next_run(sample: SampleRun) -> None:
    from flows.each import each_in_threads
    from flows.run_report import Failure

    def fails(item: int) -> int:
        if item == 2:
            raise OSError("no space left")
        return item

    results = each_in_threads("read", fails, [1, 2, 3], at_once=2)
    assert results == [1, Failure(step="read", about="2", reason="OSError: no space left"), 3]
    assert replace(results[1], about="x").line() == "read: x: OSError: no space left"  # type: ignore[type-var]


def test_while_articles_are_unread_nobody_is_judged_and_the_last_publication_stays(
    sample: SampleRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch that fails under a new version of the reader would else take from regions what was found there."""
    import flows.reading as reading
    import flows.workshop as workshops

    before = (sample.settings.published / "manifest.json").read_bytes()
    monkeypatch.setattr(workshops, "reader_version", lambda _: "5+of tomorrow")

    def failing(*_: object, **__: object) -> object:
        raise OSError("no space left on device")

    monkeypatch.setattr(reading, "read_batch", failing)
    report = sample.run(Intake(articles=()), workers=1)  # in this process, to be patched
    assert report.exit_code != 0
    assert any("nobody is judged" in failure.reason for failure in report.failures)
    assert not any(len(failure.about) > 200 for failure in report.failures), "a failure names its batch, not its texts"
    assert (sample.settings.published / "manifest.json").read_bytes() == before


def test_any_day_is_judged_only_where_every_article_is_read(
    sample: SampleRun, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Meetings that this version of the reader has not read yet would be told as not found."""
    import flows.judge_day as judging
    import flows.workshop as workshops
    from models.errors import BadInput, WarehouseError

    assert judging.judge_day(sample.settings, "2025-06-22", None, "KZ-10", as_json=True) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["rung"], first["sample"], len(first["estimates"])) == ("met", True, 6)
    assert first["estimates"][0]["assumption"] == "stated"
    assert second["in_person"] is not None
    assert judging.judge_day(sample.settings, "2025-06-22", "2025-01-01", "KZ-11", as_json=False) == 0
    told = capsys.readouterr().out
    assert "SAMPLE DATA" in told
    assert "days covered" in told
    assert "key events: in person" in told
    for day, region in (("2020-01-01", "KZ-10"), ("soon", "KZ-10"), ("2025-06-22", "KZ-99")):
        with pytest.raises(BadInput):
            judging.judge_day(sample.settings, day, None, region, as_json=True)
    monkeypatch.setattr(workshops, "reader_version", lambda _: "5+of tomorrow")
    with pytest.raises(WarehouseError, match="akimwatch run"):
        judging.judge_day(sample.settings, "2025-06-22", None, "KZ-10", as_json=True)


_HOST = re.compile(r"http://127\.0\.0\.\d+:\d+")


def test_the_page_of_ready_questions_shows_what_they_answer(sample: SampleRun) -> None:
    """Each on the sample as the demo fills it, but for the addresses, digests of this run and the archive's offsets."""
    from flows.answers_page import answers_page

    written = (Path(__file__).parents[1] / "docs" / "questions.md").read_text(encoding="utf-8")
    made = answers_page(sample.settings.published / "akimwatch.duckdb")
    shown, expected = ([_HOST.sub("", line) for line in page.splitlines()] for page in (made, written))
    assert _but_for_digests(shown) == _but_for_digests(expected), "make docs/questions.md anew from `make demo`"


def test_the_readme_shows_the_table_that_the_demo_prints(sample: SampleRun, capsys: pytest.CaptureFixture[str]) -> None:
    from flows.demo_run import show

    show(sample.settings.published / "akimwatch.duckdb")
    printed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("│")]
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    assert len(printed) == 20
    assert [line for line in readme.splitlines() if line.startswith("│")] == printed


def test_the_figures_of_the_method_are_those_of_the_sample(sample: SampleRun) -> None:
    method = " ".join((Path(__file__).parents[1] / "docs" / "method.md").read_text(encoding="utf-8").split())
    with sample.published() as published:
        caught = published.execute(
            "SELECT caught, caught_low, caught_high FROM how_much_is_caught "
            "WHERE region = 'KZ-19' AND source_group = 'any'"
        ).fetchone()
        seen = published.execute(
            "SELECT p_seen, p_seen_low, p_seen_high FROM compliance_today WHERE region = 'KZ-19' AND clause = 1"
        ).fetchone()
        june = published.execute(
            "SELECT met_share, p_seen, compliant FROM compliance_by_month "
            "WHERE region = 'KZ-10' AND clause = 1 AND month_start = DATE '2025-06-01'"
        ).fetchone()
    assert None not in (caught, seen, june)
    caught, seen, june = caught or (), seen or (), june or ()
    assert "any {:.2f} {:.2f} {:.2f}".format(*caught) in method
    assert "nothing found, q {:.2f} ({:.2f} to {:.2f})".format(*seen) in method
    told = "`met` on {:.2f} of the days of June 2025, q {:.2f}, a fully compliant region would show {:.2f}"
    assert told.format(*june) in method


def _but_for_digests(lines: Iterable[str]) -> list[str]:
    return [re.sub(r"\b[a-z]-[0-9a-f]{20}\b", "", line) for line in lines]
