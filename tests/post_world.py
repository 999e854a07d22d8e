"""A small world for the tests of the post: a real mail server on loopback with manners of its own, and a letter."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP as MAIL
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows.letter.letter import Letter, Week
from flows.post.recipients import Recipient
from flows.post.rounds import Post
from flows.post.smtp import mail_server
from flows.settings import Settings

WEEK = Week(monday=date(2025, 6, 9))
SENDER = "letters@akimwatch.example"
USER, PASSWORD = "akimwatch", "canary-Vq7!zR0x"
AIGERIM, BOLAT, DANA = (
    Recipient(address="aigerim@readers.example", language="ru"),
    Recipient(address="bolat@readers.example", language="en"),
    Recipient(address="dana@readers.example", language="ru"),
)
ALL_THREE = (AIGERIM, BOLAT, DANA)


@dataclass(slots=True)
class Manners:
    """What the server does; a test changes them while it runs."""

    refused: dict[str, str] = field(default_factory=dict)  # address to the answer to RCPT
    put_off: Counter[str] = field(default_factory=Counter)  # address to how many times more it is put off
    sender_refused: str = ""  # answer to MAIL
    after_dot: list[str] = field(default_factory=list)  # answers to whole letters; «drop», «silence» are none
    before_dot: int = 0  # how many letters more it breaks off in the middle
    letters_a_connection: int = 1000


class MailHouse:
    """A mail server: what it took lies in `letters`, and `taken` is set whenever there is one more."""

    def __init__(self, **given: Any) -> None:
        self.manners = Manners()
        self.letters: list[Envelope] = []
        self.connections = 0
        self.logins: list[str] = []
        self.taken = threading.Event()
        self.port = 1  # until it is open
        self._given = given

    def recipients(self) -> list[str]:
        return [name for letter in self.letters for name in letter.rcpt_tos]

    # What aiosmtpd asks its handler.

    async def handle_MAIL(self, server: Any, session: Session, envelope: Envelope, address: str, _: Any) -> str:
        if self.manners.sender_refused:
            return self.manners.sender_refused
        session.letters = getattr(session, "letters", 0) + 1  # type: ignore[attr-defined]
        if session.letters > self.manners.letters_a_connection:  # type: ignore[attr-defined]
            await server.push("421 4.7.0 enough for one connection")
            server.transport.close()
            return "421 4.7.0 enough for one connection"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _s: Any, _n: Session, envelope: Envelope, address: str, _: Any) -> str:
        if address in self.manners.refused:
            return self.manners.refused[address]
        if self.manners.put_off[address]:
            self.manners.put_off[address] -= 1
            return "451 4.7.1 greylisted, come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _n: Session, envelope: Envelope) -> str:
        manner = self.manners.after_dot.pop(0) if self.manners.after_dot else "250 2.0.0 taken"
        if manner[0] not in "45":
            self.letters.append(envelope)
            self.taken.set()
        if manner == "drop":
            server.transport.abort()
        if manner == "silence":
            await asyncio.sleep(60)
        return manner

    def authenticate(self, _s: Any, _n: Session, _e: Envelope, mechanism: str, given: Any) -> AuthResult:
        self.logins.append(mechanism)
        assert isinstance(given, LoginPassword)
        right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        told = given.password.decode()  # a server that blurts it out
        return AuthResult(success=right, handled=False, message=None if right else f"535 5.7.8 wrong: {told}")

    def _protocol(self) -> SMTP:
        self.connections += 1
        return _Speaking(self, hostname="mail.test", authenticator=self.authenticate, **self._given)

    @contextmanager
    def open(self, *, tls: ssl.SSLContext | None = None) -> Iterator[MailHouse]:
        """Serve on a free port of loopback until the end of the block."""
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()

        async def begin() -> asyncio.Server:
            return await loop.create_server(self._protocol, "127.0.0.1", 0, ssl=tls)

        async def end(server: asyncio.Server) -> None:
            server.close()
            own = asyncio.current_task()
            others = [task for task in asyncio.all_tasks() if task is not own]
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        server = asyncio.run_coroutine_threadsafe(begin(), loop).result(10)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            asyncio.run_coroutine_threadsafe(end(server), loop).result(10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
            loop.close()


class _Speaking(SMTP):
    """aiosmtpd's own, which may break off in the middle of a letter."""

    def __init__(self, house: MailHouse, **given: Any) -> None:
        super().__init__(house, **given)
        self._house = house

    async def smtp_DATA(self, arg: str) -> None:
        if not self._house.manners.before_dot:
            await super().smtp_DATA(arg)
            return
        self._house.manners.before_dot -= 1
        await self.push("354 go on")
        await self._reader.readline()
        self.transport.abort()


def letter(
    language: str = "ru", *, words: str = "Найдено новое заседание.", picture: bytes = b"\x89PNG picture"
) -> Letter:
    return Letter(
        week=WEEK,
        language="ru" if language == "ru" else "en",
        subject=f"Аким-надзор: неделя {WEEK.name}" if language == "ru" else f"The week {WEEK.name}",
        text=f"{words}\n.\n..точки в начале строк\nFrom нас\n" * 40,
        html=f"<p>{words}</p>\n.\n" * 200,
        picture=b"\x89PNG picture",
        sample=True,
    )


LETTERS = {"ru": letter("ru"), "en": letter("en")}


def message(one: Letter, recipient: str, at: datetime) -> EmailMessage:
    """A mail of the same shape as the real letter's."""
    made = EmailMessage(policy=MAIL)
    made["From"] = SENDER
    made["To"] = recipient
    made["Subject"] = one.subject
    made["Date"] = at
    made["Message-ID"] = f"<{one.content[:20]}.{recipient.partition('@')[0]}@akimwatch.example>"
    made.set_content(one.text)
    made.add_alternative(one.html, subtype="html")
    made.get_payload(1).add_related(one.picture, "image", "png", cid="<map>")  # type: ignore[union-attr]
    return made


def settings(data: Path, house: MailHouse, **given: Any) -> Settings:
    chosen = {"smtp_security": "none", "smtp_seconds": 5.0, "smtp_host": "127.0.0.1", "sender": SENDER, **given}
    return Settings(data=data, sample=True, smtp_port=house.port, **chosen)


def post(data: Path, house: MailHouse, **given: Any) -> Post:
    """A run's post without pauses: what is put off is tried again at once, three times."""
    own = settings(data, house, **given)
    return Post(
        settings=own, server=mail_server(own), sender=SENDER, message=message, pauses=(0.01,) * 3, sleep=lambda _: None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An authority of one's own, and files of certificates that it signed."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def file(self) -> Path:
        return self.folder / "authority.pem"

    def serving(self, *names: str, at: datetime | None = None) -> ssl.SSLContext:
        """What a server for these names (or addresses) shows: a certificate valid a day around `at` (None: now)."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(names[0], key.public_key(), self.certificate.subject, self.key, names, at)
        path = self.folder / f"{names[0]}.pem"
        path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + _pem(key))
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(path)
        return context


def authority(folder: Path) -> Authority:
    """Make one; its certificate lies in `file`."""
    folder.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "akimwatch test authority")])
    made = _certificate("akimwatch test authority", key.public_key(), subject, key, ())
    own = Authority(folder=folder, key=key, certificate=made)
    own.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return own


def _certificate(
    name: str,
    public: Any,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    names: tuple[str, ...],
    at: datetime | None = None,
) -> x509.Certificate:
    now = at or datetime.now(UTC)
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=not names, path_length=None), critical=True)
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([_general(one) for one in names]), critical=False)
    return builder.sign(key, hashes.SHA256())


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    kind, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(kind, form, serialization.NoEncryption())
