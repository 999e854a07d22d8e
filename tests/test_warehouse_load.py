"""From records to rows: whole or not at all, once, whatever happens on the way."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warehouse_world import (
    NOW,
    READER,
    article,
    council,
    fetch,
    look,
    reading,
    stage_collected,
    start_python,
    whole_run,
)

from models.errors import WarehouseError
from models.identity import article_id, text_sha256
from models.records import Article, Listed, Reading
from warehouse import load, read
from warehouse.connect import open_warehouse
from warehouse.load import DAMAGED, Loaded, load_stages
from warehouse.stage import Stage


def _filled(folder: Path) -> dict[str, int]:
    with open_warehouse(folder / "w.duckdb", sample=True) as connection:
        load_stages(connection, folder / "stage")
        return read.counts(connection)


def _parts(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.parquet"))


def test_what_is_staged_is_loaded_and_the_stage_is_empty_afterwards(tmp_path: Path) -> None:
    stage_collected(Stage(tmp_path / "stage", "r1"), article(1), article(2))
    counts = _filled(tmp_path)
    assert (counts["articles"], counts["fetches"], counts["pages"], counts["listed"]) == (2, 2, 2, 2)
    assert list((tmp_path / "stage").iterdir()) == []


def test_loading_the_same_records_again_adds_no_row(tmp_path: Path) -> None:
    for _ in range(2):
        stage_collected(Stage(tmp_path / "stage", "r1"), article(1), article(2))
        counts = _filled(tmp_path)
    assert (counts["articles"], counts["fetches"], counts["pages"], counts["listed"], counts["regions"]) == (
        2,
        2,
        2,
        2,
        20,
    )


def test_two_rows_of_one_key_in_one_run_are_one_row(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", "r1")
    stage.articles([article(1), article(1)])
    stage.articles([article(1)])
    assert _filled(tmp_path)["articles"] == 1


@pytest.mark.parametrize("together", [True, False], ids=["in one part", "in two parts"])
@pytest.mark.parametrize("texts", [("Первая.", "Вторая."), ("Вторая.", "Первая.")])
def test_of_two_versions_of_one_address_the_last_told_stands(
    tmp_path: Path, texts: tuple[str, str], together: bool
) -> None:
    """Both in one part have not one moment: else their names, which are digests, would say which one stands."""
    stage = Stage(tmp_path / "stage", "r1")
    versions = [article(1, text=text) for text in texts]
    for part in [versions] if together else [[one] for one in versions]:
        stage.articles(part)
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        load_stages(connection, tmp_path / "stage")
        assert connection.execute("SELECT text FROM current_articles").fetchall() == [(texts[1],)]


def test_nothing_given_is_nothing_written(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", "r1")
    stage.articles([])
    stage.fetches([])
    stage.readings([], READER)
    stage.records([], [])
    assert not (tmp_path / "stage").exists()


def test_a_run_killed_between_stage_and_load_is_loaded_by_the_next(tmp_path: Path) -> None:
    process = start_python(f"""
        import os, signal
        from pathlib import Path
        from warehouse.stage import Stage
        from warehouse_world import article, stage_collected
        stage_collected(Stage(Path({str(tmp_path)!r}) / "stage", "20250622T090000-dead"), article(1))
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    assert process.wait(60) == -signal.SIGKILL
    stage_collected(Stage(tmp_path / "stage", "20250622T120000-next"), article(2))
    counts = _filled(tmp_path)
    assert counts["articles"] == 2
    assert counts["regions"] == 40, "each run's registry"


@pytest.mark.parametrize(("step", "loaded"), [("_insert", False), ("_remove", True)])
def test_a_load_killed_midway_leaves_all_or_nothing_and_is_taken_up_again(
    tmp_path: Path, step: str, loaded: bool
) -> None:
    stage_collected(Stage(tmp_path / "stage", "r1"), article(1), article(2))
    process = start_python(f"""
        import os, signal
        from pathlib import Path
        from warehouse import load
        from warehouse.connect import open_warehouse
        own, calls = load.{step}, []
        def killed(*given):
            calls.append(given)
            if len(calls) == (3 if "{step}" == "_insert" else 1):
                os.kill(os.getpid(), signal.SIGKILL)
            return own(*given)
        load.{step} = killed
        with open_warehouse(Path({str(tmp_path)!r}) / "w.duckdb", sample=True) as connection:
            load.load_stages(connection, Path({str(tmp_path)!r}) / "stage")
    """)
    assert process.wait(60) == -signal.SIGKILL
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        before = read.counts(connection)
    assert (before["articles"] == 2) is loaded
    assert sum(before.values()) == 0 or loaded
    after = _filled(tmp_path)
    assert (after["articles"], after["fetches"]) == (2, 2)
    assert list((tmp_path / "stage").iterdir()) == []


def test_a_damaged_part_is_named_and_kept_and_the_rest_is_loaded(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", "r1")
    stage.articles([article(1)])
    stage.articles([article(2)])
    (broken, _) = _parts(stage.folder / "articles")
    broken.write_bytes(broken.read_bytes()[:-20])
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        loaded = load_stages(connection, tmp_path / "stage")
        counts = read.counts(connection)
    assert counts["articles"] == 1
    assert [broken.name in fault for fault in loaded.faults] == [True]
    assert [path.name for path in _parts(tmp_path / "stage" / DAMAGED)] == [broken.name]
    assert _filled(tmp_path)["articles"] == 1, "what is set aside stays aside"


def test_one_changed_bit_in_a_text_is_noticed(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", "r1")
    stage.articles([article(1, text="Буквы и слова. " * 500)])
    (part,) = _parts(stage.folder / "articles")
    column = pq.ParquetFile(part).schema_arrow.names.index("text")
    place = pq.ParquetFile(part).metadata.row_group(0).column(column).data_page_offset + 60
    changed = bytearray(part.read_bytes())
    changed[place] ^= 1
    part.write_bytes(changed)
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        assert len(load_stages(connection, tmp_path / "stage").faults) == 1
        assert read.counts(connection)["articles"] == 0


def test_an_article_whose_part_is_damaged_is_asked_for_again(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", "r1")
    stage_collected(stage, article(1))
    (part,) = _parts(stage.folder / "articles")
    part.write_bytes(b"PAR1 and then nothing")
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        loaded = load_stages(connection, tmp_path / "stage")
        assert len(loaded.faults) == 2, "the articles and the fetches that vouch for them"
        assert read.known_addresses(connection) == {}
        assert [listed.url for listed in read.pending(connection)["paper"]] == [article(1).url]


def test_an_article_whose_meetings_are_damaged_is_read_again(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", "r1")
    stage_collected(stage, article(1))
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        load_stages(connection, tmp_path / "stage")
        stage.readings([(article_id(article(1)), reading(council()))], READER)
        (part,) = _parts(stage.folder / "meetings")
        part.write_bytes(b"")
        load_stages(connection, tmp_path / "stage")
        assert [len(batch) for batch in read.unread_articles(connection, READER, 5)] == [1]


def test_columns_of_another_version_are_not_loaded(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage", "r1")
    stage.articles([article(1)])
    (part,) = _parts(stage.folder / "articles")
    pq.write_table(pq.read_table(part).drop_columns(["byline"]), part)
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        (fault,) = load_stages(connection, tmp_path / "stage").faults
    assert "columns" in fault


def test_a_folder_that_is_no_table_is_left_and_named(tmp_path: Path) -> None:
    Stage(tmp_path / "stage", "r1").articles([article(1)])
    (tmp_path / "stage" / "r1" / "rumours").mkdir()
    (tmp_path / "stage" / "r1" / "rumours" / "part-1.parquet").write_bytes(b"of a later version")
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        loaded = load_stages(connection, tmp_path / "stage")
    assert loaded.rows["articles"] == 1
    assert "rumours" in loaded.faults[0]
    assert (tmp_path / "stage" / "r1" / "rumours" / "part-1.parquet").exists()


def test_a_part_being_written_is_left_to_its_writer_and_an_abandoned_one_is_removed(tmp_path: Path) -> None:
    Stage(tmp_path / "stage", "r1").articles([article(1)])
    folder = tmp_path / "stage" / "r1" / "articles"
    fresh, old = folder / ".part-1.unfinished", folder / ".part-2.unfinished"
    fresh.write_bytes(b"half")
    old.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    assert _filled(tmp_path)["articles"] == 1
    assert (fresh.exists(), old.exists()) == (True, False)


def test_a_text_that_is_no_unicode_is_stored_with_its_length_kept(tmp_path: Path) -> None:
    """JSON may carry half of a surrogate pair; offsets behind it still point at the same letters."""
    broken = article(1, text="Аким \ud83c провёл совещание.")
    Stage(tmp_path / "stage", "r1").articles([broken, article(2, text="Нуль \x00 внутри.")])
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        load_stages(connection, tmp_path / "stage")
        rows = dict(connection.execute("SELECT text, text_sha256 FROM articles").fetchall())
    assert set(rows) == {"Аким \ufffd провёл совещание.", "Нуль \x00 внутри."}
    assert all(text_sha256(text) == sha256 for text, sha256 in rows.items())


# NUL, escape, C1, half a pair of either kind, private use, characters that are none, a mark, a turn of direction
_ODD = "\x00 \x1b \x7f \x85 \ud800 \udfff \ud83c\U0001f33e \ue000 \U0010fffd \ufffe \uffff \ufdd0 \ufeff \u202e"


def test_every_odd_character_is_stored_as_valid_unicode_in_its_place(tmp_path: Path) -> None:
    """In every text that comes from the web, and in Parquet as in the database: one broken character stops a reader."""
    odd = replace(article(1, text=_ODD), title=_ODD, lead=_ODD, byline=_ODD, agency=_ODD, url=f"https://a.kz/{_ODD}")
    stage = Stage(tmp_path / "stage", "r1")
    stage.articles([odd])
    stage.fetches([replace(fetch(odd), reason=_ODD, etag=_ODD, content_type=_ODD)])
    stage.discoveries([look(Listed(url=odd.url or "", title=_ODD, published_at=NOW))])
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        load_stages(connection, tmp_path / "stage")
        for table in ("articles", "fetches", "listed"):
            connection.execute(f"COPY {table} TO '{tmp_path / table}.parquet'")
            (stored,) = connection.execute(f"FROM {table}").to_arrow_table().to_pylist()
            (copied,) = pq.read_table(tmp_path / f"{table}.parquet").to_pylist()
            assert copied == stored
            texts = [value for value in stored.values() if isinstance(value, str) and "\ufdd0" in value]
            assert len(texts) >= {"articles": 6, "fetches": 4, "listed": 2}[table]
            for text in texts:
                assert text.encode()  # no half of a pair is left
                assert len(text.removeprefix("https://a.kz/")) == len(_ODD)


def test_a_moment_without_a_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        Stage(tmp_path / "stage", "r1").articles([Article(text="Текст.", published_at=NOW.replace(tzinfo=None))])


def test_threads_and_a_loader_beside_them_lose_nothing(tmp_path: Path) -> None:
    """A loader empties and removes folders while others write into them."""
    writer = start_python(f"""
        from concurrent.futures import ThreadPoolExecutor
        from pathlib import Path
        from warehouse.stage import Stage
        from warehouse_world import article
        stage = Stage(Path({str(tmp_path)!r}) / "stage", "r1")
        print("begun", flush=True)
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda number: stage.articles([article(number)]), range(200)))
    """)
    assert writer.stdout is not None
    writer.stdout.readline()
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        while writer.poll() is None:
            load_stages(connection, tmp_path / "stage")
        load_stages(connection, tmp_path / "stage")
        assert read.counts(connection)["articles"] == 200
    assert writer.returncode == 0


def test_the_database_refuses_and_the_parts_stay(tmp_path: Path) -> None:
    stage_collected(Stage(tmp_path / "stage", "r1"), article(1))
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        load_stages(connection, tmp_path / "stage")
    Stage(tmp_path / "stage", "r2").fetches([fetch(article(2))])
    with (
        open_warehouse(tmp_path / "w.duckdb", sample=True, read_only=True) as connection,
        pytest.raises(WarehouseError, match="stays"),
    ):
        load_stages(connection, tmp_path / "stage")
    assert len(_parts(tmp_path / "stage")) == 2
    assert _filled(tmp_path)["fetches"] == 2


def test_a_second_whole_run_on_the_same_articles_adds_only_what_is_a_row_a_run(tmp_path: Path) -> None:
    told = (article(1), reading(council()))
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        whole_run(connection, tmp_path / "stage", "r1", told)
        before = read.counts(connection)
        whole_run(connection, tmp_path / "stage", "r2", told)
        after = read.counts(connection)
    grown = {name for name in after if after[name] != before[name]}
    assert grown == {
        *("sources", "regions", "officials", "clauses", "words"),
        *("fetches", "inferences", "cases"),
    }
    assert isinstance(told[1], Reading)


def test_half_a_look_is_not_loaded_and_hides_no_address_from_the_next_look(tmp_path: Path) -> None:
    """A kill between the two parts: under a look that is not there the address would be asked for by nobody."""
    dead, url = Stage(tmp_path / "stage", "r1"), article(1).url or ""
    dead.discoveries([look(Listed(url=url, published_at=article(1).published_at))])
    (vouching,) = _parts(dead.folder / "discoveries")
    vouching.unlink()
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        assert load_stages(connection, tmp_path / "stage") == Loaded(rows={})
        (half,) = _parts(dead.folder / "listed")
        Stage(tmp_path / "stage", "r2").discoveries([look(Listed(url=url, published_at=article(1).published_at))])
        assert load_stages(connection, tmp_path / "stage").rows == {"listed": 1, "discoveries": 1}
        assert [listed.url for listed in read.pending(connection)["paper"]] == [url]
        assert half.exists(), "its writer may still be at work"
        os.utime(half, (time.time() - 7200,) * 2)
        load_stages(connection, tmp_path / "stage")
    assert list((tmp_path / "stage").iterdir()) == []


@pytest.mark.parametrize("spoilt", ["listed", "discoveries"])
def test_a_look_of_which_one_half_is_damaged_is_done_again_and_others_stay(tmp_path: Path, spoilt: str) -> None:
    stage = Stage(tmp_path / "stage", "r1")
    stage.discoveries([look(Listed(url=article(1).url or "", published_at=NOW))])
    stage.discoveries([look(Listed(url=article(2).url or "", published_at=NOW), address="https://paper.example/2")])
    first = _parts(stage.folder / spoilt)[0]
    first.write_bytes(b"PAR1 and then nothing")
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        loaded = load_stages(connection, tmp_path / "stage")
        assert loaded.rows == {"listed": 1, "discoveries": 1}
        assert [listed.url for listed in read.pending(connection)["paper"]] == [article(2).url]
    assert len(loaded.faults) == 2, "the other half vouches for it, or is vouched for by it"
    assert {path.name for path in _parts(tmp_path / "stage" / DAMAGED)} == {first.name}


def test_more_parts_than_a_group_keep_the_first_row_of_a_key_and_no_batch_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB keeps what is registered within a transaction until its end, also when it is unregistered."""
    monkeypatch.setattr(load, "_GROUP", 3)
    stage = Stage(tmp_path / "stage", "r1")
    for number in range(20):  # every address twice: in groups apart, the second with another outcome
        outcome = "fetched" if number < 10 else "timeout"
        stage.fetches([replace(fetch(article(number % 10)), outcome=outcome, page_ref=None)])
    held = []
    insert = load._insert

    def watched(*given: object) -> int:
        held.append(pa.total_allocated_bytes())
        return insert(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(load, "_insert", watched)
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        assert load.load_stages(connection, tmp_path / "stage").rows == {"fetches": 10}
        assert connection.execute("SELECT DISTINCT outcome FROM fetches").fetchall() == [("fetched",)]
    assert len(held) == 4
    assert held[2] <= held[0]
