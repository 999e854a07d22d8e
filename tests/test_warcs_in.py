"""Staged WARC files come into the archive before any row that refers to them can stand alone, and over nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from warehouse_world import article, stage_collected

from flows import warcs_in, workshop
from flows.settings import Settings
from flows.warcs_in import bring_in_warcs
from flows.workshop import open_workshop
from models.errors import WarehouseError
from warehouse.parts_place import place_at
from warehouse.stage import Stage
from warehouse.staged_warcs import staged_warcs

NAME = "cc-news-1-0.warc.gz"


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    staged = tmp_path / "stage"
    Stage(staged, "r1").warc(NAME, lambda file: file.write(b"pages"))
    return staged


def _unchanged(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_comes_in_whole_read_only_and_known_by_its_digest(stage: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert bring_in_warcs(stage, archive) == []
    assert (archive / NAME).read_bytes() == b"pages"
    assert (archive / NAME).stat().st_mode & 0o777 == 0o444
    assert (archive / "sha256sums.txt").read_text() == f"{hashlib.sha256(b'pages').hexdigest()}  {NAME}\n"
    assert staged_warcs(place_at(stage)) == []
    assert _unchanged(archive) == [NAME, "sha256sums.txt"], "nothing half-made is left"


def test_nothing_staged_makes_no_archive(tmp_path: Path) -> None:
    assert bring_in_warcs(tmp_path / "stage", tmp_path / "archive") == []
    assert not (tmp_path / "archive").exists()


def test_another_file_of_its_name_is_never_overwritten(stage: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / NAME).write_bytes(b"older")
    (fault,) = bring_in_warcs(stage, archive)
    assert NAME in fault
    assert (archive / NAME).read_bytes() == b"older"
    assert (stage / "damaged" / "r1" / "warcs" / NAME).read_bytes() == b"pages"
    assert bring_in_warcs(stage, archive) == []


@pytest.mark.parametrize("step", ["_linked", "_note", "_flushed"])
def test_killed_at_any_step_the_next_call_goes_on(
    stage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    archive = tmp_path / "archive"
    with monkeypatch.context() as patch:

        def stop(*given: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(warcs_in, step, stop)
        with pytest.raises(KeyboardInterrupt):
            bring_in_warcs(stage, archive)
    assert (archive / NAME).exists() == (step != "_linked")
    assert bring_in_warcs(stage, archive) == []
    assert (archive / NAME).read_bytes() == b"pages"
    assert (archive / "sha256sums.txt").read_text().count(NAME) == 1
    assert _unchanged(archive) == [NAME, "sha256sums.txt"]


def test_what_cannot_come_in_keeps_its_rows_out(tmp_path: Path) -> None:
    """An archive that is no folder: were the rows loaded, they would refer to pages that are nowhere."""
    settings = Settings(data=tmp_path, sample=True)
    opened = open_workshop(settings, sites={})
    opened.stage.warc(NAME, lambda file: file.write(b"pages"))
    stage_collected(opened.stage, article(1))
    settings.archive.write_bytes(b"")
    with pytest.raises(WarehouseError, match="archive"):
        opened.load()
    settings.archive.unlink()
    opened.load()
    assert opened.learnt["articles"] == 1
    assert (settings.archive / NAME).exists()


def test_what_is_staged_while_rows_are_loaded_comes_in_behind_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data=tmp_path, sample=True)
    opened = open_workshop(settings, sites={})
    load = workshop.load_stages

    def load_while_another_writes(*given: object) -> object:
        other = Stage(settings.stage_at, "r2")
        other.warc(NAME, lambda file: file.write(b"pages"))
        stage_collected(other, article(1))
        return load(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(workshop, "load_stages", load_while_another_writes)
    opened.load()
    assert opened.learnt["articles"] == 1
    assert (settings.archive / NAME).exists()
