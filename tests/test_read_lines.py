"""`akimwatch read`: one line out for each article in, in order; what is broken is said once, the rest is read."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extractors.json_articles import Faults, articles_in, host_of
from extractors.read_lines import read_files
from extractors.russian.reader import Reader
from models.registry import load_registry

GATED = "В Актау открыли новый сквер, жители рады."
MEETING = (
    "Аким Костанайской области Кумар Аксакалов 27 июня 2025 года провел совещание по межэтнической ситуации с участием"
    " представителей Ассамблеи народа Казахстана."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_registry(), light=False)


def read(reader: Reader, *paths: Path | str, stdin: bytes | None = None) -> tuple[int, list[dict[str, Any]], str]:
    out, err = io.StringIO(), io.StringIO()
    standard_input = io.BytesIO(stdin) if stdin is not None else None
    code = read_files([str(path) for path in paths], out, err, reader, standard_input=standard_input)
    return code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def write(path: Path, *lines: str | dict[str, Any]) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_ids_and_urls_come_back_as_given_in_order_across_files(reader: Reader, tmp_path: Path) -> None:
    one = write(tmp_path / "a.jsonl", {"id": 7, "text": GATED}, {"url": "https://x.kz/1", "text": GATED})
    two = write(tmp_path / "b.jsonl", {"id": "z", "url": None, "text": GATED})
    code, lines, err = read(reader, one, two)
    assert (code, err) == (0, "")
    assert [(line["id"], line["url"]) for line in lines] == [(7, None), (None, "https://x.kz/1"), ("z", None)]
    assert all(line["outcome"] == "gated" and line["meetings"] == [] for line in lines)


def test_a_broken_line_is_reported_with_its_place_and_the_rest_is_read(reader: Reader, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"id": 1, "text": GATED}, '{"id": 2, "text"', {"id": 3, "text": GATED}, "[1]")
    code, lines, err = read(reader, file)
    assert code == 1
    assert [line["id"] for line in lines] == [1, 3]
    assert err.splitlines()[0].startswith(f"{file}:2: not JSON")
    assert err.splitlines()[1].startswith(f"{file}:4: not a JSON object")


@pytest.mark.parametrize("text", [None, 5, ["x"]])
def test_a_line_whose_text_is_no_text_is_broken(reader: Reader, tmp_path: Path, text: Any) -> None:
    code, lines, err = read(reader, write(tmp_path / "a.jsonl", {"id": 1, "text": text}, {"id": 2, "text": GATED}))
    assert code == 1
    assert [line["id"] for line in lines] == [2]
    assert err.startswith(f"{tmp_path / 'a.jsonl'}:1: ")


def test_an_empty_text_gives_no_line_and_blank_lines_are_nothing(reader: Reader, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"id": 1, "text": " \n "}, "", {"id": 2, "text": GATED})
    code, lines, err = read(reader, file)
    assert (code, [line["id"] for line in lines]) == (0, [2])
    assert err.count("\n") == 1


def test_a_missing_file_is_one_clear_line_and_the_others_are_read(reader: Reader, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"id": 1, "text": GATED})
    code, lines, err = read(reader, tmp_path / "none.jsonl", tmp_path, file)
    assert (code, len(lines), err.count("\n")) == (1, 1, 2)
    assert "none.jsonl: cannot be read: No such file" in err


@pytest.mark.parametrize(
    ("published", "said"), [("2025-07-01T10:00:00", "no time zone"), ("yesterday", "not an ISO 8601"), (5, "a number")]
)
def test_an_unusable_time_is_said_and_the_article_is_read_without_it(
    reader: Reader, tmp_path: Path, published: Any, said: str
) -> None:
    code, lines, err = read(reader, write(tmp_path / "a.jsonl", {"published_at": published, "text": GATED}))
    assert (code, len(lines)) == (0, 1)
    assert said in err


@pytest.mark.parametrize(
    "published",
    [
        *("0001-01-01T00:00:00+05:00", "1970-01-01T00:00:00Z", "1989-12-31T23:59:59Z", "2190-01-01T00:00:00Z"),
        *("9999-12-31T23:59:59-05:00", "in three days"),
    ],
)
def test_a_time_before_the_web_or_in_the_future_is_said_and_the_article_is_read_without_it(
    reader: Reader, tmp_path: Path, published: str
) -> None:
    if published == "in three days":  # worked out here: a name that changes with the clock is another test each time
        published = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    file = write(tmp_path / "a.jsonl", {"published_at": published, "text": MEETING})
    code, lines, err = read(reader, file)
    assert (code, lines[0]["outcome"], err.count("\n")) == (0, "read", 1)
    assert err.startswith(f"{file}:1: published_at ")
    assert "before 1990 or in the future; read without it" in err


def test_a_clock_a_day_ahead_is_believed(tmp_path: Path) -> None:
    moment = datetime.now(UTC) + timedelta(days=1)
    line = json.dumps({"published_at": moment.isoformat(), "text": GATED}).encode()
    [only] = articles_in("a", io.BytesIO(line), Faults(io.StringIO()))
    assert only.article.published_at == moment


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_json_does_not_have_breaks_its_line_only(reader: Reader, tmp_path: Path, constant: str) -> None:
    file = write(tmp_path / "a.jsonl", f'{{"id": {constant}, "text": "{GATED}"}}', {"id": 2, "text": GATED})
    code, lines, err = read(reader, file)
    assert (code, [line["id"] for line in lines]) == (1, [2])
    assert err.startswith(f"{file}:1: not JSON ({constant} ")


@pytest.mark.parametrize("url", ["http://[::1", "http://[x]/", "https://[", "//", "\x00", "\ud83d"])
def test_an_address_that_is_none_comes_back_as_given(reader: Reader, tmp_path: Path, url: str) -> None:
    file = write(tmp_path / "a.jsonl", json.dumps({"url": url, "text": MEETING}))
    code, lines, err = read(reader, file)
    assert (code, lines[0]["url"], lines[0]["outcome"], err) == (0, url, "read", "")


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://Paper.KZ:443/1", "paper.kz"), ("http://[::1", ""), ("https://[", ""), ("", ""), (None, "")],
)
def test_the_host_of_what_is_no_address_is_empty(url: str | None, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize("published", [None, ""])
def test_no_time_at_all_is_nothing_to_speak_of(reader: Reader, tmp_path: Path, published: Any) -> None:
    assert read(reader, write(tmp_path / "a.jsonl", {"published_at": published, "text": GATED}))[0::2] == (0, "")


def test_other_fields_of_the_wrong_kind_are_left_out_and_said(reader: Reader, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"url": ["x"], "title": 3, "language": {}, "text": GATED})
    code, lines, err = read(reader, file)
    assert (code, lines[0]["url"], err.count("\n")) == (0, ["x"], 2)


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + f'{{"text": "{GATED}"}}\r\n\r\n'.encode())
    assert read(reader, file)[0::2] == (0, "")


def test_bytes_that_are_not_utf8_break_their_line_only(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes('{"text": "Аким"}\n'.encode("cp1251") + f'{{"text": "{GATED}"}}'.encode())
    code, lines, err = read(reader, file)
    assert (code, len(lines)) == (1, 1)
    assert ":1: not UTF-8" in err


def test_standard_input_is_a_dash(reader: Reader) -> None:
    code, lines, err = read(reader, "-", stdin=f'{{"text": "{GATED}"}}\n{{'.encode())
    assert (code, len(lines)) == (1, 1)
    assert err.startswith("-:2: not JSON")


def test_half_a_surrogate_pair_passes_through(reader: Reader, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    file = write(tmp_path / "a.jsonl", '{"id": "\\ud83d", "text": "Сквер \\ud83d открыт"}')
    with out.open("w", encoding="utf-8") as stream:
        assert read_files([str(file)], stream, io.StringIO(), reader) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["id"] == "\ud83d"


def test_a_text_too_long_to_be_an_article_is_unreadable_with_the_reason(reader: Reader, tmp_path: Path) -> None:
    code, lines, err = read(reader, write(tmp_path / "a.jsonl", {"text": "Ассамблея народа Казахстана " * 80_000}))
    assert (code, lines[0]["outcome"], lines[0]["meetings"]) == (0, "unreadable", [])
    assert set(lines[0]) == {"id", "url", "outcome", "meetings"}
    assert "characters" in err


def test_kazakh_is_another_language(reader: Reader, tmp_path: Path) -> None:
    text = "Облыс әкімінің төрағалығымен Қазақстан халқы Ассамблеясы кеңесінің отырысы өтті, деп хабарлайды қызметі."
    assert read(reader, write(tmp_path / "a.jsonl", {"text": text}))[1][0]["outcome"] == "other_language"


def test_every_meeting_has_every_key_of_the_guide_and_its_evidence_lies_in_the_text(
    reader: Reader, tmp_path: Path
) -> None:
    _, lines, _ = read(reader, write(tmp_path / "a.jsonl", {"title": None, "text": MEETING}))
    assert lines[0]["outcome"] == "read"
    [meeting] = lines[0]["meetings"]
    assert set(meeting) == {
        *("kind", "status", "level", "region", "interethnic_topic", "assembly_present", "date_start", "date_end"),
        *("date_basis", "attendance", "evidence", "confidence", "rule"),
    }
    assert (meeting["date_start"], meeting["date_end"], meeting["date_basis"]) == ("2025-06-27", "2025-06-27", "stated")
    assert meeting["attendance"] == [{"region": "KZ-39", "akim": "Аксакалов Кумар", "named": True, "how": "chaired"}]
    assert 0 < meeting["confidence"] < 1
    for each in meeting["evidence"]:
        assert MEETING[each["char_start"] : each["char_end"]] == each["sentence"]
