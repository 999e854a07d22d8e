"""The mail: who would get the letter, and whether the server lets us in. Nothing is ever sent from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.doctor.check import Check, Visit, fail, failed, ok, warn
from flows.letter.addresses import mailbox
from flows.post.recipients import read_recipients
from flows.post.smtp import MailServer, mail_server, open_session
from flows.settings import Settings
from models.errors import AkimwatchError, BadInput

_SECONDS = 4.0  # without --deep: who greets no sooner makes somebody at a keyboard wait
_SET = "see akimwatch.example.toml, «The weekly letter»"


def checks(visit: Visit) -> Iterator[Check]:
    """One check of the readers' table, one of the mail server, one of whom a failure is told."""
    settings = visit.settings
    yield _recipients(settings)
    yield _mail(settings, deep=visit.deep)
    if settings.smtp_host:
        yield _operator(settings)


def _recipients(settings: Settings) -> Check:
    path = settings.own_recipients
    if not path.exists() and settings.recipients is None:
        if not settings.smtp_host:
            return ok("recipients", "no table of readers: no letters")
        return warn(
            "recipients", f"{path}: none yet, so no letters", "make it: address,language, then one reader a line"
        )
    try:
        readers = read_recipients(path, settings.language)
    except BadInput as error:
        return fail("recipients", str(error), "mend the lines at fault; until then nobody gets a letter")
    russian = sum(one.language == "ru" for one in readers)
    return ok("recipients", f"{path}: {len(readers)} (Russian {russian}, English {len(readers) - russian})")


def _mail(settings: Settings, *, deep: bool) -> Check:
    if not settings.smtp_host:
        if settings.own_recipients.exists():
            return warn("mail", "there are readers and no mail server: no letter goes out", f"set smtp_host; {_SET}")
        return ok("mail", "no mail server is named: no letters")
    try:
        server = mail_server(settings)
        sender = mailbox(settings.sender, "setting AKIMWATCH_SENDER").addr_spec
        words = _asked(server if deep else replace(server, seconds=min(server.seconds, _SECONDS)))
    except AkimwatchError as error:
        return failed("mail", error, f"{_SET}; or it may be there later")
    how = {"starttls": "encrypted by STARTTLS", "tls": "encrypted by TLS", "none": "not encrypted"}[server.security]
    as_whom = f"logged in as {server.user}" if server.user else "no login"
    return ok(
        "mail", f"{server.name} answers ({words}), {how}, {as_whom}; letters come from {sender}; nothing was sent"
    )


def _asked(server: MailServer) -> str:
    """Connect, encrypt, log in, NOOP; what the server answered."""
    with open_session(server) as session:
        answer = session.ask()
    if answer.outcome != "sent":
        raise BadInput(f"{server.name}: {answer.words}; ask whoever keeps the mail server")
    return answer.words


def _operator(settings: Settings) -> Check:
    if not settings.operator:
        return warn("operator", "nobody is told when a run fails", "set operator to your address")
    try:
        told = mailbox(settings.operator, "setting AKIMWATCH_OPERATOR").addr_spec
    except BadInput as error:
        return failed("operator", error, "put the address right")
    return ok("operator", f"{told} is told when a run fails")
