"""A list of WARC files: whatever it names, from wherever it lies."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flaky_store import flaky_store, put

from flows.warcs import listed
from flows.warcs.listed import listed_warcs
from models.errors import BadInput

PATHS = b"crawl-data/CC-NEWS/2024/04/a.warc.gz\n\n# of April\r\ncrawl-data/CC-NEWS/2024/04/b.warc.gz\nhttps://host.example/c\n"


@pytest.mark.parametrize("packed", [PATHS, gzip.compress(PATHS)])
def test_a_line_in_a_bucket_is_meant_from_the_buckets_root(packed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with flaky_store(monkeypatch):
        address = put("crawl-data/CC-NEWS/2024/04/warc.paths.gz", packed)
        assert listed_warcs(address) == (
            "s3://news/crawl-data/CC-NEWS/2024/04/a.warc.gz",
            "s3://news/crawl-data/CC-NEWS/2024/04/b.warc.gz",
            "https://host.example/c",
        )


def test_a_line_in_a_local_list_is_meant_beside_it(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("a.warc.gz\n/elsewhere/b.warc.gz\n", encoding="utf-8")
    assert listed_warcs(str(tmp_path / "list")) == (str(tmp_path / "a.warc.gz"), "/elsewhere/b.warc.gz")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "names no file"),
        (b"# nothing\n", "names no file"),
        (b"a\x00b\n", "no list of files"),
        (gzip.compress(PATHS)[:20], "cannot be unpacked"),
        (gzip.compress(bytes(listed._MOST_BYTES + 1)), "more than"),
    ],
)
def test_what_is_no_list_is_one_clear_line(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "list").write_bytes(content)
    with pytest.raises(BadInput, match=told) as caught:
        listed_warcs(str(tmp_path / "list"))
    assert "\n" not in str(caught.value)


def test_a_missing_list_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        listed_warcs(str(tmp_path / "none"))
