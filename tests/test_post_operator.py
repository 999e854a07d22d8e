"""The operator is told of what fails, once a day for one thing, and no trouble with mail is made worse by it."""

from __future__ import annotations

from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from post_world import PASSWORD, SENDER, USER, MailHouse, settings

from flows.post.operator import tell_operator
from models.zone import ALMATY

OPERATOR = {"operator": "Дежурный <duty@akimwatch.example>"}


def test_the_operator_gets_a_plain_mail_that_no_machine_answers(tmp_path: Path) -> None:
    with MailHouse().open() as house:
        tell_operator(
            settings(tmp_path, house, **OPERATOR), "monitor failed\r\nBcc: x", ["orda: timeout", "Ақау\x07 бар"]
        )
    (taken,) = house.letters
    assert (taken.mail_from, taken.rcpt_tos) == (SENDER, ["duty@akimwatch.example"])
    mail = message_from_bytes(taken.original_content or b"", policy=default)
    assert mail["Subject"] == "monitor failed Bcc: x"
    assert mail["Bcc"] is None
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] and mail["Message-ID"]  # noqa: PT018
    assert mail.get_content() == "orda: timeout\nАқау  бар\n"


def test_one_thing_is_told_once_a_day(tmp_path: Path) -> None:
    with MailHouse().open() as house:
        own = settings(tmp_path, house, **OPERATOR)
        for minute in range(0, 60, 5):
            tell_operator(own, "monitor failed", ["again"], at=datetime(2025, 6, 16, 23, minute, tzinfo=ALMATY))
        tell_operator(own, "digest failed", ["another thing"], at=datetime(2025, 6, 16, 23, 58, tzinfo=ALMATY))
        tell_operator(own, "monitor failed", ["still"], at=datetime(2025, 6, 17, 0, 5, tzinfo=ALMATY))
    assert len(house.letters) == 3


def test_without_an_operator_nobody_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with MailHouse().open() as house:
        tell_operator(settings(tmp_path, house), "monitor failed", ["x"])
    assert house.connections == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("trouble", ["host", "gone", "password", "refused", "put off", "sender", "folder"])
def test_trouble_is_one_line_and_never_more(tmp_path: Path, capsys: pytest.CaptureFixture[str], trouble: str) -> None:
    with MailHouse(auth_required=trouble == "password", auth_require_tls=False).open() as house:
        given = {
            "host": {"smtp_host": ""},
            "password": {"smtp_user": USER, "smtp_password": f"{PASSWORD}-wrong"},
            "sender": {"sender": "nobody"},
        }
        own = settings(tmp_path, house, **OPERATOR, **given.get(trouble, {}))
        if trouble == "refused":
            house.manners.refused["duty@akimwatch.example"] = "550 5.1.1 no such user"
        if trouble == "put off":
            house.manners.put_off["duty@akimwatch.example"] = 1
        if trouble == "folder":
            (tmp_path / "operator_mail.json").mkdir()
        if trouble != "gone":
            tell_operator(own, "monitor failed", ["x"])
    if trouble == "gone":
        tell_operator(own, "monitor failed", ["x"])
    said = capsys.readouterr().err
    assert said.startswith("akimwatch: the operator was not told of «monitor failed»: ")
    assert said.count("\n") == 1
    assert PASSWORD not in said
    assert house.letters == []


def test_who_was_not_told_is_told_the_next_time(tmp_path: Path) -> None:
    with MailHouse().open() as house:
        own = settings(tmp_path, house, **OPERATOR)
        house.manners.put_off["duty@akimwatch.example"] = 1
        tell_operator(own, "monitor failed", ["x"])
        tell_operator(own, "monitor failed", ["x"])
    assert len(house.letters) == 1


@pytest.mark.parametrize("kept", ["{", "[]", '{"monitor failed": 7}', "\x00"])
def test_a_damaged_memory_tells_once_more(tmp_path: Path, kept: str) -> None:
    (tmp_path / "operator_mail.json").write_text(kept, encoding="utf-8")
    with MailHouse().open() as house:
        tell_operator(settings(tmp_path, house, **OPERATOR), "monitor failed", ["x"])
    assert len(house.letters) == 1
