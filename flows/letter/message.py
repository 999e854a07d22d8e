"""A letter as a mail to one reader: its headers, its text, its page with the picture inside."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, Policy
from email.utils import format_datetime
from urllib.parse import quote, urlsplit

from flows.letter.addresses import mailbox
from flows.letter.compose import picture_cid
from flows.letter.encoded import encoding_of
from flows.letter.letter import Letter
from flows.settings import Settings
from models.errors import BadInput
from models.zone import ALMATY

_SENDER = "setting AKIMWATCH_SENDER"


def letter_message(letter: Letter, recipient: str, settings: Settings, *, at: datetime) -> EmailMessage:
    """The mail that brings the letter to one reader; the same letter to the same reader has the same Message-ID.

    `at` is the moment of its Date. BadInput where the sender or the recipient is not one plain mail address.
    """
    if not settings.sender:
        raise BadInput(f"{_SENDER}: is empty; name the address that letters come from")
    sender, reader = mailbox(settings.sender, _SENDER), mailbox(recipient, "recipient")
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = reader
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at.astimezone(ALMATY))
    message["Message-ID"] = message_id(letter, recipient, settings)
    _add_whole(message, "List-Id", f"akimwatch <weekly.akimwatch.{sender.domain}>")
    _add_leaving(message, sender, reader, settings)
    message["Auto-Submitted"] = "auto-generated"
    _add_body(message, letter)
    message["Content-Language"] = letter.language  # last: what is there before the body goes into its first part
    _name_borders(message)
    return message


def message_id(letter: Letter, recipient: str, settings: Settings) -> str:
    """The Message-ID of the letter to that reader, from the week, the address and the content alone."""
    reader, sender = mailbox(recipient, "recipient"), mailbox(settings.sender, _SENDER)
    named = "\x00".join((letter.week.name, reader.addr_spec, letter.content))
    return f"<{letter.week.name}.{hashlib.sha256(named.encode()).hexdigest()[:32]}@{sender.domain}>"


def _add_leaving(message: EmailMessage, sender: Address, reader: Address, settings: Settings) -> None:
    """How to leave: by mail always, by one request (RFC 8058, which wants https) where a page for it is set."""
    by_mail = f"<mailto:{quote(sender.addr_spec, safe='@')}?subject=unsubscribe>"
    page = settings.unsubscribe_url
    if not page:
        _add_whole(message, "List-Unsubscribe", by_mail)
        return
    if any(sign in page for sign in ' <>"'):
        raise BadInput(f"setting AKIMWATCH_UNSUBSCRIBE_URL: {page!r} is no address of a page")
    joint = "&" if urlsplit(page).query else "?"
    # The request itself says only «One-Click»: the address must tell who leaves.
    _add_whole(message, "List-Unsubscribe", f"<{page}{joint}address={quote(reader.addr_spec, safe='')}>,\r\n {by_mail}")
    if page.startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


class _Whole(str):
    """A header's value that no policy folds: Python would cut an address longer than a line into encoded words."""

    name: str
    max_count = 1
    defects = ()

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self.replace(_BREAK, policy.linesep)}{policy.linesep}"


_BREAK = "\r\n"  # our own, where the value is folded between its parts


def _add_whole(message: EmailMessage, name: str, value: str) -> None:
    """Add a header in plain ASCII as it stands. BadInput for anything else in it: it would arrive as something else."""
    if not value.replace(f"{_BREAK} ", "").isprintable() or not value.isascii():
        raise BadInput(f"{name}: cannot hold {value!a}; an address in a setting is not plain ASCII")
    whole = _Whole(value)
    whole.name = name
    message[name] = whole


def _add_body(message: EmailMessage, letter: Letter) -> None:
    """The text first: programs that show one part show the last they can."""
    message.set_content(letter.text, cte=encoding_of(letter.text))
    message.add_alternative(letter.html, subtype="html", cte=encoding_of(letter.html))
    if not letter.picture:
        return
    page = message.get_payload(1)
    assert isinstance(page, MIMEPart)
    cid, week = picture_cid(letter.picture), letter.week.name
    page.add_related(letter.picture, "image", "png", cid=f"<{cid}>", disposition="inline", filename=f"map-{week}.png")


def _name_borders(message: EmailMessage) -> None:
    """The same mail has the same borders between its parts, where Python would draw lots."""
    name = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:24]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{name}_{number}")  # no line of base64 or quoted-printable holds «=_»
