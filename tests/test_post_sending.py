"""Each reader gets the week's letter once, whatever the mail server does and whatever dies on the way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from post_world import AIGERIM, ALL_THREE, BOLAT, DANA, LETTERS, PASSWORD, SENDER, USER, WEEK, MailHouse, letter, post
from warehouse_world import start_python

from flows.post.outbox import Outbox
from flows.post.recipients import Recipient
from flows.post.rounds import Post
from flows.post.sending import send_letters
from flows.post.told import Sending
from models.errors import WarehouseError
from warehouse.connect import open_warehouse
from warehouse.outbox import Posted

NAMES = sorted(one.address for one in ALL_THREE)


@pytest.fixture
def house() -> Iterator[MailHouse]:
    with MailHouse().open() as opened:
        yield opened


def _send(how: Post, *recipients: Recipient, resend: bool = False) -> Sending:
    return send_letters(how, WEEK, LETTERS, recipients or ALL_THREE, resend=resend)


def _states(data: Path, recipient: str) -> list[str]:
    """Every state that was recorded for one recipient, in their order."""
    with open_warehouse(data / "warehouse.duckdb", sample=True, read_only=True) as connection:
        asked = "SELECT state FROM outbox WHERE recipient = ? ORDER BY position"
        return [state for (state,) in connection.execute(asked, [recipient]).fetchall()]


def test_everybody_gets_the_letter_of_their_language_alone_in_its_envelope(tmp_path: Path, house: MailHouse) -> None:
    told = _send(post(tmp_path, house))
    assert (told.exit_code, told.sent, told.sent_before) == (0, 3, 0)
    assert told.lines() == [f"{WEEK.name}: 3 sent, 0 sent before, 0 failed, 0 uncertain, 0 left"]
    assert [one.rcpt_tos for one in house.letters] == [[one.address] for one in ALL_THREE]
    assert house.connections == 1, "one for all letters"
    names = set()
    for one, reader in zip(house.letters, ALL_THREE, strict=True):
        assert one.mail_from == SENDER
        wire = one.original_content or b""
        assert wire.isascii()
        assert wire.count(b"\n") == wire.count(b"\r\n") == wire.count(b"\r")
        assert max(len(line) for line in wire.split(b"\r\n")) <= 998
        mail = message_from_bytes(wire, policy=default)
        assert mail["To"] == reader.address
        assert mail["Bcc"] is None
        own = LETTERS[reader.language]
        assert mail["Subject"] == own.subject
        assert mail.get_body(("plain",)).get_content() == own.text  # type: ignore[union-attr]
        assert mail.get_body(("html",)).get_content() == own.html  # type: ignore[union-attr]
        names.add(mail["Message-ID"])
    assert len(names) == 3


def test_each_change_of_state_is_a_row_with_the_servers_words(tmp_path: Path, house: MailHouse) -> None:
    _send(post(tmp_path, house), AIGERIM)
    with open_warehouse(tmp_path / "warehouse.duckdb", sample=True, read_only=True) as connection:
        rows = connection.execute(
            "SELECT week, recipient, position, state, attempt, answer, language, content FROM outbox ORDER BY position"
        ).fetchall()
        now = connection.execute("SELECT week, recipient, state, message_id, sample FROM outbox_now").fetchall()
    kept = ("ru", LETTERS["ru"].content)
    assert rows == [
        (WEEK.name, AIGERIM.address, 1, "queued", 0, None, *kept),
        (WEEK.name, AIGERIM.address, 2, "sending", 1, None, *kept),
        (WEEK.name, AIGERIM.address, 3, "sent", 1, "250 2.0.0 taken", *kept),
    ]
    mail = message_from_bytes(house.letters[0].original_content or b"", policy=default)
    assert now == [(WEEK.name, AIGERIM.address, "sent", mail["Message-ID"], True)]


def test_who_is_written_in_other_letters_now_is_no_other_reader(tmp_path: Path, house: MailHouse) -> None:
    _send(post(tmp_path, house), AIGERIM)
    told = _send(post(tmp_path, house), replace(AIGERIM, address=AIGERIM.address.capitalize()))
    assert (told.sent, told.sent_before) == (0, 1)
    assert len(house.letters) == 1


def test_running_twice_sends_once(tmp_path: Path, house: MailHouse) -> None:
    _send(post(tmp_path, house))
    told = _send(post(tmp_path, house))
    assert (told.exit_code, told.sent, told.sent_before) == (0, 0, 3)
    assert len(house.letters) == 3
    assert house.connections == 1, "nothing to send, so nobody is called"


def test_sent_is_sent_though_it_is_asked_for_again(tmp_path: Path, house: MailHouse) -> None:
    _send(post(tmp_path, house))
    assert _send(post(tmp_path, house), resend=True).sent == 0
    assert len(house.letters) == 3


def test_a_letter_that_reads_otherwise_on_monday_noon_is_no_second_letter(tmp_path: Path, house: MailHouse) -> None:
    _send(post(tmp_path, house))
    other = {"ru": letter("ru", words="Опубликовано ещё раз."), "en": letter("en", words="Published anew.")}
    assert send_letters(post(tmp_path, house), WEEK, other, ALL_THREE).sent_before == 3
    changed = [replace(one, language="en" if one.language == "ru" else "ru") for one in ALL_THREE]
    assert send_letters(post(tmp_path, house), WEEK, LETTERS, changed).sent_before == 3
    assert len(house.letters) == 3


def test_who_joins_after_the_first_sending_gets_the_letter_as_it_is_now(tmp_path: Path, house: MailHouse) -> None:
    _send(post(tmp_path, house), AIGERIM)
    told = _send(post(tmp_path, house))
    assert (told.sent, told.sent_before) == (2, 1)
    assert sorted(house.recipients()) == NAMES


def test_who_is_put_off_gets_it_within_the_run(tmp_path: Path, house: MailHouse) -> None:
    house.manners.put_off[BOLAT.address] = 2
    told = _send(post(tmp_path, house))
    assert (told.exit_code, told.sent) == (0, 3)
    assert house.recipients() == [AIGERIM.address, DANA.address, BOLAT.address]
    assert _states(tmp_path, BOLAT.address) == [*["queued", "sending"] * 3, "sent"]


def test_who_is_put_off_for_longer_is_left_and_the_next_run_takes_it_up(tmp_path: Path, house: MailHouse) -> None:
    house.manners.put_off[BOLAT.address] = 4
    told = _send(post(tmp_path, house))
    assert (told.exit_code, told.sent, len(told.left)) == (1, 2, 1)
    assert f"left       {BOLAT.address}: 451 4.7.1 greylisted, come again" in told.lines()
    assert _send(post(tmp_path, house)).exit_code == 0
    assert sorted(house.recipients()) == NAMES


def test_what_was_left_goes_as_the_letter_reads_now(tmp_path: Path, house: MailHouse) -> None:
    house.manners.put_off[AIGERIM.address] = 4
    _send(post(tmp_path, house), AIGERIM)
    now = {**LETTERS, "ru": letter("ru", words="Опубликовано ещё раз.")}
    assert send_letters(post(tmp_path, house), WEEK, now, [AIGERIM]).sent == 1
    mail = message_from_bytes(house.letters[0].original_content or b"", policy=default)
    assert mail.get_body(("plain",)).get_content() == now["ru"].text  # type: ignore[union-attr]


def test_who_is_no_longer_in_the_table_gets_nothing_that_was_left(tmp_path: Path, house: MailHouse) -> None:
    house.manners.put_off[BOLAT.address] = 4
    _send(post(tmp_path, house))
    assert _send(post(tmp_path, house), AIGERIM, DANA).exit_code == 0
    assert BOLAT.address not in house.recipients()


def test_an_address_that_is_refused_stops_no_other_and_is_not_tried_again_unasked(
    tmp_path: Path, house: MailHouse
) -> None:
    house.manners.refused[BOLAT.address] = "550 5.1.1 no such user here"
    told = _send(post(tmp_path, house))
    assert (told.exit_code, told.sent, len(told.failed)) == (1, 2, 1)
    assert f"failed     {BOLAT.address}: 550 5.1.1 no such user here" in told.lines()
    house.manners.refused.clear()
    assert _send(post(tmp_path, house)).exit_code == 1
    assert len(house.letters) == 2
    assert _send(post(tmp_path, house), resend=True).exit_code == 0
    assert sorted(house.recipients()) == NAMES


@pytest.mark.parametrize("manner", ["drop", "silence"])
def test_a_letter_without_an_answer_is_uncertain_until_somebody_says_resend(
    tmp_path: Path, house: MailHouse, manner: str
) -> None:
    house.manners.after_dot = ["250 taken", manner]
    told = _send(post(tmp_path, house, smtp_seconds=0.5))
    assert (told.exit_code, told.sent, [one.recipient for one in told.uncertain]) == (1, 2, [BOLAT.address])
    assert _send(post(tmp_path, house)).exit_code == 1
    assert house.recipients().count(BOLAT.address) == 1
    told = _send(post(tmp_path, house), resend=True)
    assert (told.exit_code, told.sent, told.sent_before) == (0, 1, 2)
    assert house.recipients().count(BOLAT.address) == 2, "that one time more, as asked for"
    _send(post(tmp_path, house), resend=True)
    assert len(house.letters) == 4
    names = {message_from_bytes(one.original_content or b"")["Message-ID"] for one in house.letters}
    assert len(names) == 3, "by the same name, by which a mailbox knows the same letter"


def test_a_line_that_breaks_in_the_middle_costs_nobody_their_letter(tmp_path: Path, house: MailHouse) -> None:
    house.manners.letters_a_connection = 1
    assert _send(post(tmp_path, house)).exit_code == 0
    assert house.recipients() == [one.address for one in ALL_THREE]
    assert house.connections == 3


def test_a_server_that_breaks_off_each_time_is_left_alone_after_the_third(tmp_path: Path, house: MailHouse) -> None:
    many = [Recipient(address=f"reader{number}@readers.example", language="ru") for number in range(8)]
    house.manners.after_dot = ["drop"] * 8
    told = send_letters(replace(post(tmp_path, house), pauses=()), WEEK, LETTERS, many)
    assert (len(told.uncertain), len(told.left)) == (3, 5)
    assert told.lines()[-1].startswith("what is left goes with the next")


@pytest.mark.parametrize("trouble", ["password", "certificate", "gone", "sender"])
def test_where_the_server_takes_nothing_every_letter_stays_queued_with_the_reason(tmp_path: Path, trouble: str) -> None:
    with MailHouse(auth_required=trouble == "password", auth_require_tls=False).open() as house:
        given = {
            "password": {"smtp_user": USER, "smtp_password": f"{PASSWORD}-wrong"},
            "certificate": {"smtp_security": "starttls"},
        }
        house.manners.sender_refused = "553 5.7.1 not yours" if trouble == "sender" else ""
        how = post(tmp_path, house, **given.get(trouble, {}))
        if trouble != "gone":
            told = _send(how)
    if trouble == "gone":
        told = _send(how)
    assert (told.exit_code, told.sent, len(told.left)) == (1, 0, 3)
    assert told.trouble
    assert {one.answer for one in told.left} == {told.trouble}
    assert PASSWORD not in "".join(told.lines())
    assert house.letters == []
    with MailHouse().open() as mended:
        assert _send(post(tmp_path, mended)).sent == 3


def test_no_password_is_in_the_warehouse(tmp_path: Path) -> None:
    with MailHouse(auth_required=True, auth_require_tls=False).open() as house:
        _send(post(tmp_path, house, smtp_user=USER, smtp_password=f"{PASSWORD}-wrong"))
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes()


SENDING = """
    from pathlib import Path
    from post_world import ALL_THREE, LETTERS, WEEK, MailHouse, post
    from flows.post.sending import send_letters
    house = MailHouse()
    house.port = {port}
    print("begins", flush=True)
    told = send_letters(post(Path({data!r}), house), WEEK, LETTERS, ALL_THREE)
    print(told.sent, told.sent_before, told.exit_code, flush=True)
"""


@pytest.mark.slow
def test_two_processes_at_once_send_once(tmp_path: Path, house: MailHouse) -> None:
    code = SENDING.format(port=house.port, data=str(tmp_path))
    both = [start_python(code), start_python(code)]
    said = [process.communicate(timeout=120)[0].split() for process in both]
    assert sorted(said) == [["begins", "0", "3", "0"], ["begins", "3", "0", "0"]]
    assert sorted(house.recipients()) == NAMES


@pytest.mark.slow
def test_killed_between_the_letter_and_its_answer_it_is_uncertain_and_not_sent_again(
    tmp_path: Path, house: MailHouse
) -> None:
    house.manners.after_dot = ["250 taken", "silence"]
    dying = start_python(SENDING.format(port=house.port, data=str(tmp_path)))
    _wait_for(lambda: len(house.letters) == 2)
    dying.kill()
    dying.communicate(timeout=60)
    assert _states(tmp_path, BOLAT.address) == ["queued", "sending"]
    told = _send(post(tmp_path, house))
    assert (told.exit_code, told.sent, told.sent_before) == (1, 1, 1)
    assert [one.recipient for one in told.uncertain] == [BOLAT.address]
    assert "ended before it recorded an answer" in told.lines()[1]
    assert house.recipients() == [one.address for one in ALL_THREE]
    assert _send(post(tmp_path, house), resend=True).sent == 1
    assert len(house.letters) == 4


def test_another_run_at_its_pauses_is_named(tmp_path: Path, house: MailHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.post.outbox._TURN_SECONDS", 0.2)
    house.manners.put_off[AIGERIM.address] = 1

    def meanwhile(_: float) -> None:
        with pytest.raises(WarehouseError, match="outbox: in use by process"):
            _send(post(tmp_path, house))

    assert _send(replace(post(tmp_path, house), sleep=meanwhile)).sent == 3
    assert len(house.letters) == 3


def test_who_stops_it_while_it_waits_for_the_warehouse_loses_no_answer(
    tmp_path: Path, house: MailHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer is recorded together with the beginning of the next letter, for which a load may keep us waiting."""
    begin, begun = Outbox.begin, []

    def stopped(self: Outbox, one: Posted, done: Posted | None) -> Posted:
        if done is not None:
            raise KeyboardInterrupt
        begun.append(one)
        return begin(self, one, done)

    monkeypatch.setattr(Outbox, "begin", stopped)
    with pytest.raises(KeyboardInterrupt):
        _send(post(tmp_path, house))
    monkeypatch.undo()
    assert [one.recipient for one in begun] == [AIGERIM.address]
    assert _states(tmp_path, AIGERIM.address)[-1] == "sent"
    assert _send(post(tmp_path, house)).sent_before == 1


@pytest.mark.slow
def test_a_warehouse_that_is_busy_for_long_delays_a_letter_and_loses_nothing(tmp_path: Path, house: MailHouse) -> None:
    """While one writes, nothing is handed in: what cannot be recorded is not begun."""
    how = post(tmp_path, house)
    _send(how, AIGERIM)
    with open_warehouse(how.settings.warehouse, sample=True):
        waiting = start_python(SENDING.format(port=house.port, data=str(tmp_path)))
        assert waiting.stdout is not None
        waiting.stdout.readline()
        time.sleep(1)
        assert len(house.letters) == 1
    assert waiting.communicate(timeout=60)[0].split() == ["2", "1", "0"]


def _wait_for(come_true, seconds: float = 60) -> None:  # type: ignore[no-untyped-def]
    give_up = time.monotonic() + seconds
    while not come_true():
        assert time.monotonic() < give_up
        time.sleep(0.02)
