"""The doctor goes as far as the login and sends nothing; what keeps it out is named with the setting to look at."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk_world import make_data
from post_world import PASSWORD, SENDER, USER, Authority, MailHouse, authority

from flows.desk.service import stale_letter
from flows.doctor.check import Check
from flows.doctor.command import examine
from flows.settings import Settings
from flows.status import show_status
from warehouse.connect import open_warehouse
from warehouse.health import last_letter
from warehouse.outbox import Posted, post

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Settings in the environment of an installation with two readers."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "recipients.csv").write_text("address,language\na@readers.example,ru\nb@readers.example,en\n")
    return {"SMTP_HOST": "127.0.0.1", "SENDER": SENDER, "SMTP_SECONDS": "3", "OPERATOR": "o@readers.example"}


def look(monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> dict[str, Check]:
    for name, value in given.items():
        monkeypatch.setenv(f"AKIMWATCH_{name}", value)
    return {check.name: check for check in examine(Path("data"), NOW, deep=False, rooms=("mail",))}


def test_it_encrypts_logs_in_and_sends_nothing(
    given: dict[str, str], trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = MailHouse(tls_context=trusted.serving("127.0.0.1"), auth_required=True)
    with house.open():
        login = {"SMTP_USER": USER, "SMTP_PASSWORD": PASSWORD, "SMTP_CA": str(trusted.file)}
        found = look(monkeypatch, {**given, **login, "SMTP_PORT": str(house.port)})
    assert found["mail"].state == "ok", found["mail"]
    assert "encrypted by STARTTLS, logged in as akimwatch" in found["mail"].seen
    assert "nothing was sent" in found["mail"].seen
    assert house.logins == ["PLAIN"] or len(house.logins) == 1
    assert house.letters == []
    assert "2 (Russian 1, English 1)" in found["recipients"].seen
    assert found["operator"].state == "ok"


def test_a_wrong_password_is_told_and_not_shown(
    given: dict[str, str], trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = MailHouse(tls_context=trusted.serving("127.0.0.1"), auth_required=True)
    with house.open():
        login = {"SMTP_USER": USER, "SMTP_PASSWORD": "canary-wrong", "SMTP_CA": str(trusted.file)}
        found = look(monkeypatch, {**given, **login, "SMTP_PORT": str(house.port)})
    assert found["mail"].state == "fail"
    assert "the login was refused" in found["mail"].seen
    assert "AKIMWATCH_SMTP_PASSWORD" in (found["mail"].fix or "")
    assert "canary" not in repr(found)


def test_a_certificate_of_another_host_and_a_closed_port_are_told(
    given: dict[str, str], trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = MailHouse(tls_context=trusted.serving("mail.example"))
    with house.open():
        found = look(monkeypatch, {**given, "SMTP_CA": str(trusted.file), "SMTP_PORT": str(house.port)})
    assert "certificate is not to be trusted" in found["mail"].seen
    found = look(monkeypatch, {"SMTP_PORT": str(house.port)})
    assert found["mail"].state == "fail"
    assert "cannot be reached" in found["mail"].seen


def test_readers_without_a_mail_server_and_lines_at_fault_are_told(
    given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = look(monkeypatch, {"SENDER": SENDER})
    assert found["mail"].state == "warn", "not set up yet, which is not broken"
    assert "there are readers and no mail server" in found["mail"].seen
    assert "operator" not in found
    Path("data/recipients.csv").write_text("address\nnobody\n")
    found = look(monkeypatch, {})
    assert found["recipients"].state == "fail"
    assert "recipients.csv:2: an address has one @" in found["recipients"].seen
    Path("data/recipients.csv").unlink()
    assert {check.state for check in look(monkeypatch, {}).values()} == {"ok"}


def test_a_missing_sender_and_a_missing_operator_are_told(
    given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = look(monkeypatch, {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": "1"})
    assert "AKIMWATCH_SENDER" in found["mail"].seen
    assert found["operator"].state == "warn"


# --- The outbox on the screen of status ------------------------------------------------------------------------------


def _posted(recipient: str, state: str) -> Posted:
    return Posted(
        week="2026-W08",
        recipient=recipient,
        content="c",
        language="ru",
        state=state,  # type: ignore[arg-type]
        attempt=1,
        answer="550 no such user",
        message_id=None,
        happened_at=datetime(2026, 2, 23, 3, tzinfo=UTC),
    )


@pytest.mark.slow
def test_status_tells_the_last_letter_and_when_it_grows_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings: Settings = make_data(tmp_path / "data")
    with open_warehouse(settings.warehouse, sample=True) as connection:
        assert last_letter(connection) is None
        post(connection, "p1", [_posted("a@readers.example", "sent"), _posted("b@readers.example", "failed")])
        letter = last_letter(connection)
    assert letter is not None
    assert dict(letter.states) == {"sent": 1, "failed": 1}
    show_status(settings, as_json=False)
    shown = " ".join(capsys.readouterr().out.split())
    assert "! Last letter: week 2026-W08; refused for good 1, sent 1 (2026-02-23 08:00)" in shown
    assert "readers.example" not in shown, "no reader's address on a screen that others see"
    show_status(settings, as_json=False, language="ru")
    assert "отвергнуто окончательно 1" in capsys.readouterr().out
    assert stale_letter(letter, datetime(2026, 3, 3, 2, tzinfo=UTC)) == []
    assert [one.what for one in stale_letter(letter, datetime(2026, 3, 3, 4, tzinfo=UTC))] == ["stale_letter"]
    assert [one.what for one in stale_letter(None, NOW)] == ["stale_no_letter"]
