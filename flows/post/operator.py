"""Mail to whoever runs the installation, never to readers: what failed, in plain words."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path

from flows.inert import told_line
from flows.letter.addresses import mailbox
from flows.post.said import said
from flows.post.smtp import mail_server, open_session
from flows.settings import Settings
from flows.whole_file import whole_file
from models.errors import AkimwatchError, MailError
from models.logins import hidden
from models.zone import ALMATY, local_day
from warehouse.rows import storable

_TOLD = "operator_mail.json"  # in the data folder: subject to the day on which it was last told
_WIRE = SMTP.clone(cte_type="7bit")


def tell_operator(settings: Settings, subject: str, lines: Sequence[str], *, at: datetime | None = None) -> None:
    """One plain mail to the operator of the settings, where there is one; once a day (Almaty's) for one subject.

    A monitor that fails every half hour would else send 48 a day. It is tried once and never raises for trouble with
    mail, settings or the data folder: that is one line on stderr, and the next failure tries again. `at` (aware; None:
    now) is the mail's Date.
    """
    if not settings.operator:
        return
    now = at or datetime.now(UTC)
    line = said(subject)
    try:
        told = _told(settings.data / _TOLD, local_day(now))
        if line in told:
            return
        _send(settings, line, lines, now)
        settings.data.mkdir(parents=True, exist_ok=True)
        with whole_file(settings.data / _TOLD) as out:
            json.dump({name: local_day(now).isoformat() for name in sorted({*told, line})}, out, ensure_ascii=False)
    except (AkimwatchError, OSError) as error:
        print(f"akimwatch: the operator was not told of «{line}»: {told_line(error)}", file=sys.stderr)


def _told(path: Path, today: date) -> frozenset[str]:
    """What was told today; nothing where the file is missing or not ours: then it is told once more."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, UnicodeDecodeError, json.JSONDecodeError):
        return frozenset()
    days = kept if isinstance(kept, dict) else {}
    return frozenset(subject for subject, day in days.items() if day == today.isoformat())


def _send(settings: Settings, subject: str, lines: Sequence[str], at: datetime) -> None:
    sender = mailbox(settings.sender, "setting AKIMWATCH_SENDER")
    operator = mailbox(settings.operator, "setting AKIMWATCH_OPERATOR")
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = operator
    message["Subject"] = subject
    message["Date"] = format_datetime(at.astimezone(ALMATY))
    message["Message-ID"] = make_msgid(domain=sender.domain)
    message["Auto-Submitted"] = "auto-generated"
    password = settings.smtp_password.get_secret_value()
    message.set_content("\n".join(_plain(line, password) for line in lines) + "\n")
    with open_session(mail_server(settings)) as session:
        answer = session.deliver(sender.addr_spec, operator.addr_spec, message.as_bytes(policy=_WIRE))
    if answer.outcome in ("failed", "later"):
        raise MailError(answer.words)


def _plain(line: str, password: str) -> str:
    """The line without control characters, logins and the password; a traceback's own line ends stay."""
    kept = hidden(storable(line).replace(password, "***") if password else storable(line))
    return "\n".join("".join(sign if sign.isprintable() else " " for sign in part) for part in kept.splitlines())
