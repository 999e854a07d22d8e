"""A letter as a mail: what its headers say, what its parts are, how heavy it is, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_world import settings_for

from flows.letter.addresses import mailbox
from flows.letter.compose import picture_cid
from flows.letter.encoded import encoded_size, encoding_of
from flows.letter.letter import Letter, Week
from flows.letter.message import letter_message, message_id
from models.errors import BadInput

AT = datetime(2025, 6, 23, 3, 0, tzinfo=UTC)
READER = "reader@example.org"
PICTURE = b"\x89PNG\r\n\x1a\nand so on"
LETTER = Letter(
    week=Week(monday=date(2025, 6, 16)),
    language="ru",
    subject="akimwatch, 16–22 июня 2025: «проведено лично» — 1 из 17",
    text="Неделя 16–22 июня 2025\n\nОбласть Ұлытау: найдено собрание.\n",
    html=f'<html><body><p>Ұлытау</p><img src="cid:{picture_cid(PICTURE)}"></body></html>\n',
    picture=PICTURE,
    sample=False,
)


def mail(letter: Letter = LETTER, to: str = READER, **given: object) -> EmailMessage:
    """The mail as its reader's program has it: sent as bytes, parsed anew."""
    sent = letter_message(letter, to, settings_for(Path("data"), **given), at=AT).as_bytes(policy=SMTP)
    assert all(len(line) <= 998 for line in sent.split(b"\r\n"))
    sent.decode("ascii")
    parsed = message_from_bytes(sent, policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_the_text_comes_first_and_the_page_brings_its_picture_along() -> None:
    told = mail()
    assert told.get_content_type() == "multipart/alternative"
    text, related = told.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert related.get_content_type() == "multipart/related"
    page, picture = related.iter_parts()
    assert page.get_content().replace("\r\n", "\n") == LETTER.html
    assert picture.get_content() == PICTURE
    assert picture["Content-ID"] == f"<{picture_cid(PICTURE)}>"
    assert picture.get_content_disposition() == "inline"


def test_a_letter_without_a_picture_has_two_parts() -> None:
    bare = Letter(**{name: getattr(LETTER, name) for name in LETTER.__slots__} | {"picture": b""})  # type: ignore[arg-type]
    assert [part.get_content_type() for part in mail(bare).iter_parts()] == ["text/plain", "text/html"]


def test_the_headers_say_what_the_mail_is() -> None:
    told = mail()
    assert told["Subject"] == LETTER.subject
    assert told["From"] == "akimwatch <letter@akimwatch.example>"
    assert told["To"] == READER
    assert told["Date"] == "Mon, 23 Jun 2025 08:00:00 +0500"
    assert told["List-Id"] == "akimwatch <weekly.akimwatch.akimwatch.example>"
    assert told["Auto-Submitted"] == "auto-generated"
    assert told["Content-Language"] == "ru"
    assert told["List-Unsubscribe"] == "<mailto:letter@akimwatch.example?subject=unsubscribe>"
    assert told["List-Unsubscribe-Post"] is None


def test_one_request_ends_a_subscription_only_where_a_page_for_it_is_set() -> None:
    told = mail(to="a+b@example.org", unsubscribe_url="https://akimwatch.example/leave?list=1")
    page, by_mail = told["List-Unsubscribe"].split(", ")  # unfolded, as a reader's program does
    assert page == "<https://akimwatch.example/leave?list=1&address=a%2Bb%40example.org>"
    assert by_mail == "<mailto:letter@akimwatch.example?subject=unsubscribe>"
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain = mail(unsubscribe_url="http://akimwatch.example/leave")
    assert plain["List-Unsubscribe-Post"] is None  # RFC 8058 wants https


def test_an_address_longer_than_a_line_is_not_broken_by_any_way_of_writing() -> None:
    """Python folds a long word into encoded ones, which no mail program follows."""
    page = f"https://akimwatch.example/{'x' * 120}"
    sender = f"letter@{'a' * 50}.{'b' * 50}.example"
    made = letter_message(LETTER, READER, settings_for(Path("data"), unsubscribe_url=page, sender=sender), at=AT)
    for policy in (SMTP, default, SMTP.clone(utf8=True)):
        sent = made.as_bytes(policy=policy)
        assert f"<{page}?address=reader%40example.org>".encode() in sent
        assert f"<weekly.akimwatch.{'a' * 50}.{'b' * 50}.example>".encode() in sent
        assert f"@{'a' * 50}.{'b' * 50}.example>".encode() in sent


def test_an_unsubscribe_page_outside_ascii_is_refused_in_a_line() -> None:
    with pytest.raises(BadInput, match="List-Unsubscribe"):
        mail(unsubscribe_url="https://пример.қаз/")


def test_the_message_id_follows_from_week_reader_and_content_alone() -> None:
    given = settings_for(Path("data"))
    first = letter_message(LETTER, READER, given, at=AT)
    again = letter_message(LETTER, f"Читатель <{READER}>", given, at=datetime.now(UTC))
    assert first["Message-ID"] == again["Message-ID"] == message_id(LETTER, READER, given)
    assert first.as_bytes() == letter_message(LETTER, READER, given, at=AT).as_bytes()
    others = [
        letter_message(LETTER, "other@example.org", given, at=AT),
        letter_message(_with(text=LETTER.text + "!"), READER, given, at=AT),
        letter_message(_with(week=Week(monday=date(2025, 6, 23))), READER, given, at=AT),
    ]
    assert len({first["Message-ID"], *(one["Message-ID"] for one in others)}) == 4
    assert first["Message-ID"].startswith("<2025-W25.")


def _with(**given: Any) -> Letter:
    return Letter(**{name: getattr(LETTER, name) for name in LETTER.__slots__} | given)


@pytest.mark.parametrize(
    "to",
    [
        "", "nobody", "a@", "@example.org", "a@b@c.example", "a@example.org, b@example.org", "a b@example.org",
        "a@example.org\r\nBcc: all@example.org", "a@example.org\nX", "a@example.org\x0b", "a@ex\u2028ample.org",
        "\u202ea@example.org", "иван@example.org", "a@почта.қаз", "a@.example.org", "a@example.org.",
        "Имя\r\nBcc: x@example.org <a@example.org>", "a@exa<b>mple.org", '"a\\"@example.org',
    ],
)  # fmt: skip
def test_an_address_that_is_none_or_more_than_one_is_refused_in_a_line(to: str) -> None:
    with pytest.raises(BadInput) as refused:
        mail(to=to)
    assert "\n" not in str(refused.value)


@settings(max_examples=200, deadline=None)
@given(to=st.text(max_size=40))
def test_no_text_gets_a_header_of_its_own(to: str) -> None:
    try:
        told = letter_message(LETTER, f"{to}@example.org", settings_for(Path("data")), at=AT)
    except BadInput:
        return
    head = told.as_bytes(policy=SMTP).split(b"\r\n\r\n")[0]
    assert head.lower().count(b"\r\nto:") == 1
    assert b"\r\nbcc:" not in head.lower()
    assert len(told["To"].addresses) == 1


def test_a_name_beside_an_address_may_be_in_any_script() -> None:
    assert mail(to="Айгүл Қ. <a@example.org>")["To"].addresses[0].display_name == "Айгүл Қ."


def test_without_a_sender_nothing_is_made() -> None:
    with pytest.raises(BadInput, match="AKIMWATCH_SENDER: is empty"):
        mail(sender="")
    with pytest.raises(BadInput, match="AKIMWATCH_SENDER"):
        mail(sender="not an address")
    assert mailbox("akimwatch <a@b.example>", "x").addr_spec == "a@b.example"


def test_a_subject_with_a_line_break_makes_no_header() -> None:
    with pytest.raises((ValueError, BadInput)):
        letter_message(_with(subject="a\r\nBcc: x@example.org"), READER, settings_for(Path("data")), at=AT)


@pytest.mark.parametrize(
    ("text", "told"), [("Неделя " * 40, "base64"), ("<td style='padding:6px'>9</td>\n" * 40, "quoted-printable")]
)
def test_each_part_goes_the_way_that_takes_fewer_bytes(text: str, told: str) -> None:
    assert encoding_of(text) == told
    part = EmailMessage(policy=SMTP)
    part.set_content(text, cte=told)
    assert encoded_size(text) == pytest.approx(len(part.as_bytes().split(b"\r\n\r\n", 1)[1]), rel=0.06)
