"""The way to the mail server: a connection that is encrypted as the settings say, checked, and logged in.

Nothing of what is raised, logged or handed on from here holds the password: what the server says is cleaned of it in
every form in which it was sent, and exceptions of smtplib (which keep the server's words) end here.
"""

from __future__ import annotations

import ipaddress
import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from flows.post.dialogue import Session
from flows.post.said import said
from flows.settings import Security, Settings
from models.errors import BadInput, MailError, MailUnreachable


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where letters are handed in, and how."""

    host: str
    port: int
    security: Security
    user: str
    password: SecretStr
    ca: Path | None
    seconds: float

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"


def mail_server(settings: Settings) -> MailServer:
    """The server of the settings; BadInput where none is set, or where what is set cannot be."""
    if not settings.smtp_host:
        raise BadInput("setting AKIMWATCH_SMTP_HOST: no mail server is named, so no letter can be sent")
    if not (settings.smtp_user.isascii() and settings.smtp_password.get_secret_value().isascii()):
        raise BadInput("settings AKIMWATCH_SMTP_USER and AKIMWATCH_SMTP_PASSWORD: only ASCII characters can log in")
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_door,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
        ca=settings.smtp_ca,
        seconds=settings.smtp_seconds,
    )


@contextmanager
def open_session(server: MailServer) -> Iterator[Session]:
    """A connection that letters can be handed in by; closed politely at the end.

    MailError, in one line that says what to look at, where there is none (MailUnreachable where it may be there later).
    """
    session = Session(_logged_in(server), seconds=server.seconds, secrets=_secrets(server))
    try:
        yield session
    finally:
        session.quit()


def _logged_in(server: MailServer) -> smtplib.SMTP:
    context = None if server.security == "none" else _trust(server)
    client: smtplib.SMTP | None = None
    try:
        client = _connected(server, context)
        client.set_debuglevel(0)  # smtplib's own trace prints what it sends, the login too
        client.local_hostname = _own_name(client)
        client.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            _encrypt(server, client, context)
        if server.user:
            _log_in(server, client)
    except MailError:
        _drop(client)
        raise
    except (smtplib.SMTPException, OSError, UnicodeError) as error:  # an ssl.SSLError is an OSError
        _drop(client)
        raise _told(server, error) from None
    return client


def _connected(server: MailServer, context: ssl.SSLContext | None) -> smtplib.SMTP:
    own = "localhost"  # until the connection says better; smtplib would ask the name service, and wait for it
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, own, timeout=server.seconds, context=context)
    return smtplib.SMTP(server.host, server.port, own, timeout=server.seconds)


def _trust(server: MailServer) -> ssl.SSLContext:
    """Certificate and host name are checked, by the authority of the settings alone where one is named."""
    try:
        return ssl.create_default_context(cafile=str(server.ca) if server.ca else None)
    except (OSError, ssl.SSLError) as error:
        told = error.strerror if isinstance(error, FileNotFoundError | PermissionError) else "no certificate in PEM"
        raise BadInput(f"setting AKIMWATCH_SMTP_CA: {server.ca}: {told}") from None


def _own_name(client: smtplib.SMTP) -> str:
    """What we call ourselves: this machine's full name, or as RFC 5321 has it where there is none, its address."""
    name = socket.gethostname()
    if "." in name and name.isascii():
        return name
    own = str(client.sock.getsockname()[0]) if client.sock else "127.0.0.1"
    return f"[IPv6:{own}]" if ":" in own else f"[{own}]"


def _encrypt(server: MailServer, client: smtplib.SMTP, context: ssl.SSLContext | None) -> None:
    if not client.has_extn("starttls"):
        raise MailError(
            f"{server.name}: offers no STARTTLS, and nothing is sent in the clear; "
            "look at AKIMWATCH_SMTP_PORT and AKIMWATCH_SMTP_SECURITY"
        )
    client.starttls(context=context)
    client.ehlo()  # what it offers within: what it said outside, anybody could have said


def _log_in(server: MailServer, client: smtplib.SMTP) -> None:
    if server.security == "none" and not _is_loopback(client):
        raise MailError(
            f"{server.name}: the password is not sent over a connection that is not encrypted; "
            "set AKIMWATCH_SMTP_SECURITY to starttls or tls"
        )
    try:
        client.login(server.user, server.password.get_secret_value())
    except ValueError:  # a challenge that is no base64; what smtplib says of it could hold what it was to answer
        raise MailError(f"{server.name}: asks for the login in a way that we do not understand") from None
    finally:
        client.password = ""  # smtplib keeps it


def _is_loopback(client: smtplib.SMTP) -> bool:
    peer = str(client.sock.getpeername()[0]) if client.sock else ""
    return ipaddress.ip_address(peer.partition("%")[0]).is_loopback


def _drop(client: smtplib.SMTP | None) -> None:
    if client is not None:
        with suppress(OSError):
            client.close()


def _told(server: MailServer, error: Exception) -> MailError:
    """What went wrong on the way, in one line, and whether another try could help."""
    match error:
        case ssl.SSLCertVerificationError():
            return MailError(
                f"{server.name}: its certificate is not to be trusted ({said(error.verify_message)}); look at "
                "AKIMWATCH_SMTP_HOST (the name in the certificate) and AKIMWATCH_SMTP_CA (its authority)"
            )
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return MailUnreachable(f"{server.name}: closed the connection while it was to be encrypted")
        case ssl.SSLError():
            return MailError(
                f"{server.name}: no TLS there ({said(error.reason or str(error))}); "
                "look at AKIMWATCH_SMTP_PORT and AKIMWATCH_SMTP_SECURITY"
            )
        case smtplib.SMTPResponseException():
            return _answered(server, error)
        case smtplib.SMTPServerDisconnected():
            return MailUnreachable(f"{server.name}: closed the connection, or was silent for {server.seconds:g} s")
        case smtplib.SMTPException():
            return MailError(f"{server.name}: offers no login that we know; look at AKIMWATCH_SMTP_USER")
        case TimeoutError():
            return MailUnreachable(f"{server.name}: silent for {server.seconds:g} s")
        case UnicodeError():  # of IDNA: «mail..kz»
            return MailError(f"{server.name}: no name of a host; look at AKIMWATCH_SMTP_HOST")
        case OSError():
            return MailUnreachable(f"{server.name}: cannot be reached ({said(error.strerror or str(error))})")
    raise error


def _answered(server: MailServer, error: smtplib.SMTPResponseException) -> MailError:
    words = said(error.smtp_error, _secrets(server))
    told = f"{error.smtp_code} {words}".strip()
    kind = MailUnreachable if 400 <= error.smtp_code < 500 else MailError  # 4yz: the same may be taken later
    if isinstance(error, smtplib.SMTPAuthenticationError):
        look = "" if kind is MailUnreachable else "; look at AKIMWATCH_SMTP_USER and AKIMWATCH_SMTP_PASSWORD"
        return kind(f"{server.name}: the login was refused ({told}){look}")
    return kind(f"{server.name}: does not let us in ({told})")


def _secrets(server: MailServer) -> tuple[str, ...]:
    """The password in every form in which it goes over the wire, the longest first; empty without one."""
    password = server.password.get_secret_value()
    if not password:
        return ()
    plain = b64encode(f"\0{server.user}\0{password}".encode()).decode()
    return plain, b64encode(password.encode()).decode(), password
