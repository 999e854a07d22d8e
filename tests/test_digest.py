"""`akimwatch digest`: what it prints and writes, and what it refuses in a line."""

from __future__ import annotations

import subprocess
import sys
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from letter_world import ONCE, changed, letters_data, written
from typer.testing import CliRunner

from flows.cli import app
from flows.letter.command import digest, write_mail, write_preview
from flows.settings import Settings
from models.errors import AkimwatchError, BadInput, WarehouseError
from warehouse.publish import DATABASE

WEEK = "2025-W25"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return changed(letters_data(tmp_path_factory), tmp_path_factory.mktemp("digest") / "once", *ONCE)


@pytest.fixture(autouse=True)
def _a_sender(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no settings of this machine
    monkeypatch.setenv("AKIMWATCH_SENDER", "letter@akimwatch.example")


def run(world: Settings, *given: str) -> str:
    done = CliRunner().invoke(app, ["digest", "--data", str(world.data), *given], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_without_options_it_prints_the_text_of_the_last_whole_week(world: Settings) -> None:
    told = run(world)
    assert told.startswith("УЧЕБНЫЕ ДАННЫЕ")
    assert "Неделя 16–22 июня 2025" in told
    assert told == run(world, "--text", "--week", "2025-06-18")


def test_it_writes_a_page_that_stands_alone_and_a_mail_to_one_reader(world: Settings, tmp_path: Path) -> None:
    page, mail = tmp_path / "letter.html", tmp_path / "letter.eml"
    told = run(world, "--preview", str(page), "--eml", str(mail), "--to", "reader@example.org", "--language", "en")
    assert told.split() == [str(page), str(mail)]
    shown = page.read_text(encoding="utf-8")
    assert "SAMPLE DATA" in shown
    assert 'src="data:image/png;base64,' in shown
    assert "cid:" not in shown
    parsed = message_from_bytes(mail.read_bytes(), policy=default)
    assert parsed["To"] == "reader@example.org"
    assert parsed["Content-Language"] == "en"
    assert len(mail.read_bytes()) < 80_000
    assert {path.name for path in tmp_path.iterdir()} == {
        "letter.html",
        "letter.eml",
    }


def test_a_mail_without_a_reader_goes_to_the_sender(world: Settings, tmp_path: Path) -> None:
    mail = tmp_path / "letter.eml"
    run(world, "--eml", str(mail))
    assert message_from_bytes(mail.read_bytes(), policy=default)["To"] == "letter@akimwatch.example"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--week", "2025-W26"], "is not over yet; the last whole week is 2025-W25"),
        (["--week", "2031-W01"], "lies in the future"),
        (["--week", "2024-W01"], "lies before the first data, published on 2025-06-22"),
        (["--week", "soon"], "no week"),
        (["--language", "kk"], "choose en or ru"),
        (["--to", "a@example.org"], "--to goes with --eml"),
        (["--eml", "x.eml", "--to", "a@example.org\nBcc: b@example.org"], "holds a line break"),
        (["--eml", "x.eml", "--to", "nobody"], "is not one mail address"),
        (["--preview", "."], "is a folder"),
        (["--preview", "nowhere/letter.html"], "cannot be written"),
    ],
)
def test_what_it_cannot_do_it_says_in_a_line(world: Settings, given: list[str], told: str) -> None:
    with pytest.raises(AkimwatchError, match=told) as refused:
        run(world, *given)
    assert "\n" not in str(refused.value)


def test_a_preview_that_cannot_be_written_leaves_the_old_one(world: Settings, tmp_path: Path) -> None:
    page = tmp_path / "letter.html"
    page.write_text("the old one", encoding="utf-8")
    with pytest.raises(AkimwatchError):
        run(world, "--week", "soon", "--preview", str(page))
    assert page.read_text(encoding="utf-8") == "the old one"


def test_a_published_file_that_is_none_is_refused_in_a_line(world: Settings, tmp_path: Path) -> None:
    missing = Settings(data=tmp_path / "nothing")
    half = changed(world, tmp_path / "half")
    path = half.published / DATABASE
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    older = changed(world, tmp_path / "older")
    with written(older) as published:
        published.execute("UPDATE meta SET schema_version = 1")
    for settings, told in ((missing, "nothing is published yet"), (half, "damaged|cannot be opened"),
                           (older, "schema version 1")):  # fmt: skip
        with pytest.raises(WarehouseError, match=told) as refused:
            digest(settings, WEEK, "ru")
        assert "\n" not in str(refused.value)


def test_a_broken_setting_is_refused_by_its_name(world: Settings, tmp_path: Path) -> None:
    wrong = changed(world, tmp_path / "wrong", sender="a@b, c@d")
    with pytest.raises(BadInput, match="AKIMWATCH_SENDER"):
        digest(wrong, WEEK, "ru")
    nobody = changed(world, tmp_path / "nobody", sender="")
    letter = digest(nobody, WEEK, "ru")
    write_preview(letter, tmp_path / "page.html")
    with pytest.raises(BadInput, match="AKIMWATCH_SENDER: is empty"):
        write_mail(letter, tmp_path / "mail.eml", "a@example.org", nobody)
    assert not (tmp_path / "mail.eml").exists()


def test_a_wrong_week_ends_with_exit_code_2_and_one_line(world: Settings) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "digest", "--data", str(world.data), "--week", "soon"],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
