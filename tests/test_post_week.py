"""`akimwatch digest --send`: the published file's own letter, to everybody in the table, told in lines and as JSON."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from shutil import copytree
from typing import Any

import duckdb
import pytest
from desk_world import make_data
from post_world import PASSWORD, SENDER, USER, MailHouse
from typer.testing import CliRunner

from flows.cli import app
from flows.letter.compose import compose
from flows.letter.letter import Week
from flows.letter.message import letter_message
from flows.letter.week import week_of
from flows.post.sending import send_week
from flows.service.works import send_left
from flows.settings import Settings
from models.errors import AkimwatchError, BadInput, WarehouseError
from warehouse.connect import open_warehouse
from warehouse.publish import DATABASE
from warehouse.published import open_published

READERS = "address,language\naigerim@readers.example,ru\nbolat@readers.example,en\n"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_data(tmp_path_factory.mktemp("stored") / "data").data


@pytest.fixture
def data(stored: Path, tmp_path: Path) -> Path:
    copytree(stored, tmp_path / "data", symlinks=True)
    (tmp_path / "data" / "recipients.csv").write_text(READERS, encoding="utf-8")
    return tmp_path / "data"


@pytest.fixture
def house() -> Iterator[MailHouse]:
    with MailHouse().open() as opened:
        yield opened


def _settings(data: Path, house: MailHouse, **given: Any) -> Settings:
    mail = {"smtp_host": "127.0.0.1", "smtp_port": house.port, "smtp_security": "none", "smtp_seconds": 5.0}
    return Settings(data=data, **{**mail, "sender": f"Аким-надзор <{SENDER}>", **given})


def test_everybody_in_the_table_gets_the_last_whole_weeks_letter_once(
    data: Path, house: MailHouse, capsys: pytest.CaptureFixture[str]
) -> None:
    own = _settings(data, house)
    assert send_week(own, None) == 0
    (line,) = capsys.readouterr().out.splitlines()
    week = Week(monday=datetime.fromisocalendar(*map(int, line[:8].split("-W")), 1).date())  # type: ignore[arg-type]
    assert line == f"{week.name}: 2 sent, 0 sent before, 0 failed, 0 uncertain, 0 left"
    with open_published(data / "published" / DATABASE) as published:
        for taken, language in zip(house.letters, ("ru", "en"), strict=True):
            mail = message_from_bytes(taken.original_content or b"", policy=default)
            composed = compose(published, week, language, own)  # type: ignore[arg-type]
            meant = letter_message(composed, taken.rcpt_tos[0], own, at=datetime.now(UTC))
            assert [mail["To"]] == taken.rcpt_tos
            assert (mail["Message-ID"], mail["Subject"]) == (meant["Message-ID"], meant["Subject"])
            said = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
            assert said.replace("\r\n", "\n") == composed.text
            assert mail["Bcc"] is None
    assert send_week(own, week, as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["sent_before"] == 2
    assert len(house.letters) == 2


def test_a_password_of_an_installation_is_nowhere_after_a_refused_login(
    data: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with MailHouse(auth_required=True, auth_require_tls=False).open() as house:
        own = _settings(data, house, smtp_user=USER, smtp_password=f"{PASSWORD}-wrong")
        assert send_week(own, None) == 1
    said = capfd.readouterr()
    assert "2 left" in said.out
    assert "the login was refused (535" in said.out
    assert PASSWORD not in said.out + said.err


@pytest.mark.parametrize(
    ("given", "readers", "week", "kind", "told"),
    [
        ({"smtp_host": ""}, READERS, None, BadInput, "AKIMWATCH_SMTP_HOST"),
        ({"sender": ""}, READERS, None, BadInput, "AKIMWATCH_SENDER"),
        ({}, None, None, BadInput, "recipients.csv: no such file"),
        ({}, "address\n", None, BadInput, "recipients.csv: nobody in it"),
        ({}, 'address\n"a@readers.example\nBcc: b@readers.example"\n', None, BadInput, "holds a line break"),
        ({}, READERS, week_of(datetime(2999, 1, 1, tzinfo=UTC).date()), BadInput, "lies in the future"),
        ({}, READERS, week_of(datetime(2020, 1, 1, tzinfo=UTC).date()), BadInput, "2020-W01"),
    ],
)
def test_what_cannot_be_is_one_line_and_nothing_is_begun(
    data: Path,
    house: MailHouse,
    given: dict[str, str],
    readers: str | None,
    week: Week | None,
    kind: type[AkimwatchError],
    told: str,
) -> None:
    (data / "recipients.csv").unlink()
    if readers is not None:
        (data / "recipients.csv").write_text(readers, encoding="utf-8")
    with pytest.raises(kind) as refused:
        send_week(_settings(data, house, **given), week)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
    _nothing_was_begun(data, house)


@pytest.mark.parametrize("damage", ["older", "half", "none"])
def test_a_published_file_that_cannot_be_read_is_one_line_and_nothing_is_begun(
    data: Path, house: MailHouse, damage: str
) -> None:
    path = data / "published" / DATABASE
    path.chmod(0o644)
    if damage == "older":
        with duckdb.connect(str(path)) as older:
            older.execute("UPDATE meta SET schema_version = schema_version - 1")
    if damage == "half":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    if damage == "none":
        path.unlink()
    with pytest.raises(WarehouseError) as refused:
        send_week(_settings(data, house), None)
    assert "\n" not in str(refused.value)
    _nothing_was_begun(data, house)


def _nothing_was_begun(data: Path, house: MailHouse) -> None:
    assert house.connections == 0
    with open_warehouse(data / "warehouse.duckdb", sample=None, read_only=True) as connection:
        assert connection.execute("FROM outbox").fetchall() == []


def test_a_lost_warehouse_sends_nobody_the_letter_again(data: Path, house: MailHouse) -> None:
    assert send_week(_settings(data, house), None) == 0
    (data / "warehouse.duckdb").unlink()
    with pytest.raises(WarehouseError, match="nothing tells who has had the letter"):
        send_week(_settings(data, house), None)
    assert not (data / "warehouse.duckdb").exists()
    assert len(house.letters) == 2


def test_the_demos_letters_never_go_by_a_live_outbox(data: Path, house: MailHouse) -> None:
    (data / "warehouse.duckdb").unlink()
    with open_warehouse(data / "warehouse.duckdb", sample=False):
        pass
    with pytest.raises(WarehouseError, match="never mixed"):
        send_week(_settings(data, house), None)
    _nothing_was_begun(data, house)


def _akimwatch(monkeypatch: pytest.MonkeyPatch, own: Settings, *arguments: str) -> Any:
    for name in ("smtp_host", "smtp_port", "smtp_security", "sender"):
        monkeypatch.setenv(f"AKIMWATCH_{name.upper()}", str(getattr(own, name)))
    return CliRunner().invoke(app, [*arguments, "--data", str(own.data)])


def test_the_outbox_shows_who_got_it_and_who_did_not(
    data: Path, house: MailHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = _settings(data, house)
    shown = _akimwatch(monkeypatch, own, "outbox")
    assert shown.stdout.startswith("nothing in the outbox")
    house.manners.refused["bolat@readers.example"] = "550 5.1.1 no such user"
    sent = _akimwatch(monkeypatch, own, "digest", "--send")
    assert sent.exit_code == 1
    week = sent.stdout[:8]
    lines = _akimwatch(monkeypatch, own, "outbox", "--week", week).stdout.splitlines()
    assert lines[:2] == ["SAMPLE DATA", f"{week}: 1 sent, 1 failed"]
    assert lines[2].split()[:3] == ["sent", "aigerim@readers.example", "ru"]
    assert lines[2].endswith("try 1  250 2.0.0 taken")
    assert lines[3].endswith("try 1  550 5.1.1 no such user")
    told = json.loads(_akimwatch(monkeypatch, own, "outbox", "--json").stdout)
    assert [one["state"] for one in told["letters"]] == ["sent", "failed"]
    assert json.loads(_akimwatch(monkeypatch, own, "outbox", "--week", "2020-W01", "--json").stdout)["letters"] == []
    house.manners.refused.clear()
    assert _akimwatch(monkeypatch, own, "digest", "--send", "--resend").exit_code == 0
    assert house.recipients() == ["aigerim@readers.example", "bolat@readers.example"]


@pytest.mark.parametrize("arguments", [["--resend"], ["--json"], ["--send", "--text"], ["--send", "--language", "ru"]])
def test_options_that_do_not_go_together_are_refused(
    data: Path, house: MailHouse, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    refused = _akimwatch(monkeypatch, _settings(data, house), "digest", *arguments)
    assert isinstance(refused.exception, BadInput)
    _nothing_was_begun(data, house)


def test_what_a_dead_mail_server_left_on_monday_goes_out_when_it_is_up_again(
    data: Path, house: MailHouse, capsys: pytest.CaptureFixture[str]
) -> None:
    up = _settings(data, house)
    assert send_left(up) is None, "nothing was sent yet: a look begins no letter"
    down = _settings(data, house, smtp_port=_closed_port())
    assert send_week(down, None, pauses=()) == 1
    assert "still waits" in (send_left(down) or "")
    assert house.letters == []
    assert "nobody waits for it any more" in (send_left(up) or "")
    assert len(house.letters) == 2
    assert send_left(up) is None
    capsys.readouterr()


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
