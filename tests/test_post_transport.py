"""The way to the mail server: encrypted and checked as the settings say, and the password is nowhere to be found."""

from __future__ import annotations

import logging
import smtplib
import socket
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from post_world import AIGERIM, LETTERS, PASSWORD, SENDER, USER, Authority, MailHouse, authority, message, settings

from flows.post.dialogue import Answer, Session
from flows.post.smtp import mail_server, open_session
from flows.settings import Settings
from models.errors import BadInput, MailError, MailUnreachable


@contextmanager
def _saying(greeting: str) -> Iterator[int]:
    """A server that greets and closes; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            line, _ = server.accept()
            with line:
                line.sendall(f"{greeting}\r\n".encode())

        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(5)


WIRE = b"Subject: a letter\r\n\r\n.begins with a dot\r\n.\r\nends\r\n"
LOGIN = {"smtp_user": USER, "smtp_password": PASSWORD}


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))


def _deliver(chosen: Settings, to: str = AIGERIM.address) -> Answer:
    with open_session(mail_server(chosen)) as session:
        return session.deliver(SENDER, to, WIRE)


def _refusal(chosen: Settings, kind: type[MailError] = MailError) -> str:
    with pytest.raises(MailError) as refused, open_session(mail_server(chosen)):
        pass
    assert type(refused.value) is kind
    told = str(refused.value)
    assert "\n" not in told
    return told


def test_a_letter_goes_in_the_clear_where_that_is_set(tmp_path: Path) -> None:
    with MailHouse().open() as house:
        assert _deliver(settings(tmp_path, house)) == Answer(outcome="sent", words="250 2.0.0 taken")
    (taken,) = house.letters
    assert (taken.mail_from, taken.rcpt_tos) == (SENDER, [AIGERIM.address])
    assert taken.original_content == WIRE


def test_by_starttls_with_a_login(tmp_path: Path, trusted: Authority) -> None:
    with MailHouse(tls_context=trusted.serving("127.0.0.1"), require_starttls=True, auth_required=True).open() as house:
        chosen = settings(tmp_path, house, smtp_security="starttls", smtp_ca=trusted.file, **LOGIN)
        assert _deliver(chosen).outcome == "sent"
    assert house.logins == ["PLAIN"]


def test_by_tls_from_the_first_byte_with_a_login(tmp_path: Path, trusted: Authority) -> None:
    house = MailHouse(auth_required=True, auth_require_tls=False)
    with house.open(tls=trusted.serving("localhost", "127.0.0.1")):
        chosen = settings(tmp_path, house, smtp_security="tls", smtp_host="localhost", smtp_ca=trusted.file, **LOGIN)
        assert _deliver(chosen).outcome == "sent"
    assert len(house.letters) == len(house.logins) == 1


def test_a_login_over_loopback_needs_no_encryption(tmp_path: Path) -> None:
    with MailHouse(auth_required=True, auth_require_tls=False).open() as house:
        assert _deliver(settings(tmp_path, house, **LOGIN)).outcome == "sent"


def test_no_password_is_sent_unencrypted_to_another_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.post.smtp._is_loopback", lambda _: False)
    with MailHouse(auth_required=True, auth_require_tls=False).open() as house:
        assert "the password is not sent" in _refusal(settings(tmp_path, house, **LOGIN))
    assert house.logins == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_an_unknown_authority_is_refused(tmp_path: Path, trusted: Authority, security: str) -> None:
    shown = trusted.serving("127.0.0.1")
    house = MailHouse(tls_context=shown if security == "starttls" else None)
    with house.open(tls=shown if security == "tls" else None):
        told = _refusal(settings(tmp_path, house, smtp_security=security, **LOGIN))
    assert "its certificate is not to be trusted" in told
    assert "AKIMWATCH_SMTP_CA" in told
    assert house.logins == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_for_another_host_is_refused(tmp_path: Path, trusted: Authority, security: str) -> None:
    shown = trusted.serving("mail.elsewhere.example")
    house = MailHouse(tls_context=shown if security == "starttls" else None)
    with house.open(tls=shown if security == "tls" else None):
        told = _refusal(settings(tmp_path, house, smtp_security=security, smtp_ca=trusted.file, **LOGIN))
    assert "its certificate is not to be trusted" in told
    assert house.logins == []


def test_without_starttls_on_offer_nothing_goes_in_the_clear(tmp_path: Path, trusted: Authority) -> None:
    with MailHouse(auth_require_tls=False).open() as house:
        told = _refusal(settings(tmp_path, house, smtp_security="starttls", smtp_ca=trusted.file, **LOGIN))
    assert "offers no STARTTLS, and nothing is sent in the clear" in told
    assert house.logins == house.letters == []


def test_tls_where_none_is_spoken_is_one_line(tmp_path: Path) -> None:
    with MailHouse().open() as house:
        assert "no TLS there" in _refusal(settings(tmp_path, house, smtp_security="tls"))


def test_a_server_that_is_not_there_is_worth_another_try(tmp_path: Path) -> None:
    with MailHouse().open() as house:
        pass
    told = _refusal(settings(tmp_path, house), MailUnreachable)
    assert told == f"127.0.0.1:{house.port}: cannot be reached (Connection refused)"


def test_a_host_that_has_no_address_is_worth_another_try(tmp_path: Path) -> None:
    with MailHouse().open() as house:
        told = _refusal(settings(tmp_path, house, smtp_host="no-such-host.invalid"), MailUnreachable)
    assert "no-such-host.invalid" in told


@pytest.mark.parametrize("host", ["mail..example", f"{'a' * 64}.example"])
def test_what_is_no_name_of_a_host_is_one_line(tmp_path: Path, host: str) -> None:
    assert "look at AKIMWATCH_SMTP_HOST" in _refusal(settings(tmp_path, MailHouse(), smtp_host=host))


def test_a_server_that_says_nothing_is_waited_for_as_long_as_the_setting_says(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        house = MailHouse()
        house.port = silent.getsockname()[1]
        told = _refusal(settings(tmp_path, house, smtp_seconds=0.3), MailUnreachable)
    assert "silent for 0.3 s" in told


@pytest.mark.parametrize(
    ("greeting", "kind"), [("421 4.3.2 busy", MailUnreachable), ("554 5.7.1 you are listed", MailError)]
)
def test_who_is_not_let_in_is_told_the_servers_words(tmp_path: Path, greeting: str, kind: type[MailError]) -> None:
    with _saying(greeting) as port:
        house = MailHouse()
        house.port = port
        assert f"does not let us in ({greeting})" in _refusal(settings(tmp_path, house), kind)


def test_a_wrong_password_is_one_line_without_the_password(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the server blurts it out, all logging is on, and smtplib's own trace was switched on somewhere."""
    wrong = f"{PASSWORD}-wrong"
    caplog.set_level(logging.DEBUG)
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # the server's, not ours
    monkeypatch.setattr(smtplib.SMTP, "debuglevel", 2)
    with MailHouse(auth_required=True, auth_require_tls=False).open() as house:
        chosen = settings(tmp_path, house, smtp_user=USER, smtp_password=wrong)
        with pytest.raises(MailError) as refused, open_session(mail_server(chosen)):
            pass
    told = str(refused.value)
    assert "the login was refused (535 5.7.8 wrong: ***); look at AKIMWATCH_SMTP_USER" in told
    shown = "".join(
        [told, repr(refused.value), caplog.text, *capfd.readouterr(), repr(chosen), repr(mail_server(chosen))]
    )
    for form in (wrong, b64encode(wrong.encode()).decode(), b64encode(f"\0{USER}\0{wrong}".encode()).decode()):
        assert form not in shown
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("given", [{"smtp_password": "пароль"}, {"smtp_user": "аким"}])
def test_a_login_that_no_server_can_be_told_is_refused_before(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(BadInput, match="only ASCII") as refused:
        mail_server(settings(tmp_path, MailHouse(), **{**LOGIN, **given}))
    assert "пароль" not in str(refused.value)


def test_without_a_server_in_the_settings_the_setting_is_named() -> None:
    with pytest.raises(BadInput, match="AKIMWATCH_SMTP_HOST"):
        mail_server(Settings())


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_file_that_holds_no_authority_is_bad_input(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "authority.pem"
    if content:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match="AKIMWATCH_SMTP_CA"), MailHouse().open() as house:
        _deliver(settings(tmp_path, house, smtp_security="starttls", smtp_ca=path))


# Wherever the dialogue breaks off, what is known of the letter.


def _answer(tmp_path: Path, house: MailHouse, **given: Any) -> tuple[Answer, Session]:
    wire = message(LETTERS["ru"], AIGERIM.address, datetime.now(UTC)).as_bytes()
    with open_session(mail_server(settings(tmp_path, house, **given))) as session:
        return session.deliver(SENDER, AIGERIM.address, wire), session


def test_a_recipient_that_is_refused_has_failed_and_the_line_stands(tmp_path: Path) -> None:
    with MailHouse().open() as house, open_session(mail_server(settings(tmp_path, house))) as session:
        house.manners.refused["nobody@readers.example"] = "550-5.1.1 no such\r\n550 user"
        refused = session.deliver(SENDER, "nobody@readers.example", WIRE)
        assert refused == Answer(outcome="failed", words="550 5.1.1 no such user")
        assert session.deliver(SENDER, AIGERIM.address, WIRE).outcome == "sent"
    assert house.recipients() == [AIGERIM.address]


def test_a_recipient_that_is_put_off_is_for_later(tmp_path: Path) -> None:
    with MailHouse().open() as house:
        house.manners.put_off[AIGERIM.address] = 1
        answer, _ = _answer(tmp_path, house)
    assert answer == Answer(outcome="later", words="451 4.7.1 greylisted, come again")


@pytest.mark.parametrize(
    ("said", "outcome"),
    [("451 4.3.0 disk full", "later"), ("554 5.7.1 spam", "failed"), ("421 4.3.2 going down", "later")],
)
def test_the_answer_to_the_whole_letter_counts(tmp_path: Path, said: str, outcome: str) -> None:
    with MailHouse().open() as house:
        house.manners.after_dot = [said]
        answer, _ = _answer(tmp_path, house)
    assert answer == Answer(outcome=outcome, words=said)  # type: ignore[arg-type]
    assert house.letters == []


def test_an_answer_in_no_known_words_is_no_answer(tmp_path: Path) -> None:
    with MailHouse().open() as house:
        house.manners.after_dot = ["hmm"]
        answer, session = _answer(tmp_path, house)
    assert answer.outcome == "uncertain"
    assert not session.alive


@pytest.mark.parametrize("lines", [20_000, 400_000])
@pytest.mark.parametrize("security", ["none", "starttls"])
def test_a_line_that_breaks_in_the_middle_of_a_letter_leaves_it_unsent(
    tmp_path: Path, trusted: Authority, security: str, lines: int
) -> None:
    """Whether all of it is written already (to our own machine's memory: 0.4 MB) or not (9 MB)."""
    house = MailHouse(tls_context=trusted.serving("127.0.0.1") if security == "starttls" else None)
    with house.open():
        house.manners.before_dot = 1
        chosen = settings(tmp_path, house, smtp_security=security, smtp_ca=trusted.file)
        with open_session(mail_server(chosen)) as session:
            answer = session.deliver(SENDER, AIGERIM.address, WIRE + b"a line of the letter\r\n" * lines)
    assert answer.outcome == "later"
    assert "connection lost before the letter was whole" in answer.words
    assert not session.alive


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
@pytest.mark.parametrize("manner", ["drop", "silence"])
def test_a_line_that_breaks_behind_the_last_byte_leaves_the_letter_uncertain(
    tmp_path: Path, trusted: Authority, security: str, manner: str
) -> None:
    shown = trusted.serving("127.0.0.1")
    house = MailHouse(tls_context=shown if security == "starttls" else None)
    with house.open(tls=shown if security == "tls" else None):
        house.manners.after_dot = [manner]
        answer, _ = _answer(tmp_path, house, smtp_security=security, smtp_ca=trusted.file, smtp_seconds=0.5)
    assert answer.outcome == "uncertain"
    assert ("silent for 0.5 s" in answer.words) == (manner == "silence")
    assert len(house.letters) == 1


def test_a_sender_that_is_refused_is_no_fault_of_any_recipient(tmp_path: Path) -> None:
    with MailHouse().open() as house:
        house.manners.sender_refused = "553 5.7.1 not yours"
        with pytest.raises(MailError, match=r"no letter is taken from letters@akimwatch\.example"):
            _answer(tmp_path, house)
