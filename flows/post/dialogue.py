"""Handing in one letter: the dialogue of MAIL, RCPT and DATA, and what is known of the letter wherever it breaks off.

smtplib's own `sendmail` and `data` tell in one exception of a connection lost before a letter was whole (nobody has
it: try again) and after (the server may have it: never again unasked). So the dialogue is led here.
"""

from __future__ import annotations

import fcntl
import select
import smtplib
import ssl
import struct
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from flows.post.said import said
from models.errors import MailError
from models.fault_points import passed

Outcome = Literal["sent", "later", "failed", "uncertain"]
_GLANCE = 0.002  # seconds between two looks at what the other side has taken
# Answers to RCPT that speak of us and not of the recipient: authentication required, too weak, to be encrypted.
_ABOUT_US = frozenset({530, 534, 535, 538})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one letter, and the server's words for it in one line, its code first.

    `later`: nobody has it, and the same may be taken another time. `uncertain`: the server may have it.
    """

    outcome: Outcome
    words: str


class Session:
    """One open connection; letter after letter is handed in by it until it breaks."""

    def __init__(self, client: smtplib.SMTP, *, seconds: float, secrets: Sequence[str] = ()) -> None:
        self._client = client
        self._seconds = seconds
        self._secrets = secrets
        self.alive = True

    def deliver(self, sender: str, recipient: str, letter: bytes) -> Answer:
        """Hand in the letter (CRLF line ends, ASCII) for one recipient.

        Never raises for trouble with the connection: `alive` is False after it. MailError where the server takes
        none from this sender.
        """
        try:
            answer = self._envelope(sender, recipient) or self._content(letter)
            if answer.outcome != "sent" and self.alive:
                self._forget()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Answer(outcome="later", words=f"connection lost before the letter was whole ({self._lost(error)})")
        return answer

    def ask(self) -> Answer:
        """Whether the server would hear us now; nothing is handed in. `sent`: it answered well."""
        try:
            code, words = self._client.noop()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Answer(outcome="later", words=f"no answer to NOOP ({self._lost(error)})")
        return Answer(outcome="sent" if 200 <= code < 300 else "later", words=self._line(code, words))

    def quit(self) -> None:
        """Say good-bye, where anybody still listens."""
        if self.alive:
            with suppress(smtplib.SMTPException, OSError):
                self._client.quit()
        self.close()

    def close(self) -> None:
        """Leave without a word."""
        self.alive = False
        with suppress(OSError):
            self._client.close()

    def _envelope(self, sender: str, recipient: str) -> Answer | None:
        """None where the server will hear the letter."""
        code, words = self._client.mail(sender)
        if 500 <= code < 600:
            raise MailError(f"no letter is taken from {sender} ({self._line(code, words)})")
        if not 200 <= code < 300:
            return self._later(code, words)
        code, words = self._client.rcpt(recipient)
        if code in _ABOUT_US:
            raise MailError(f"no letter is taken from us ({self._line(code, words)})")
        if 500 <= code < 600:
            return Answer(outcome="failed", words=self._line(code, words))
        return None if 200 <= code < 300 else self._later(code, words)

    def _content(self, letter: bytes) -> Answer:
        code, words = self._client.docmd("DATA")
        if 500 <= code < 600:
            return Answer(outcome="failed", words=self._line(code, words))
        if code != 354:
            return self._later(code, words)
        self._write(_stuffed(letter))
        self._wait_until_taken()
        passed("post.before_dot")
        # From here on the server may have the whole letter, whatever becomes of the connection.
        try:
            self._write(b".\r\n")
            passed("post.after_dot")
            code, words = self._client.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Answer(outcome="uncertain", words=f"no answer came to the whole letter ({self._lost(error)})")
        if 200 <= code < 300:
            return Answer(outcome="sent", words=self._line(code, words))
        if 500 <= code < 600:
            return Answer(outcome="failed", words=self._line(code, words))
        if 400 <= code < 500:
            return self._later(code, words)
        self.close()
        return Answer(outcome="uncertain", words=f"no answer that we know ({self._line(code, words)})")

    def _later(self, code: int, words: bytes) -> Answer:
        if code == 421 or not 400 <= code < 500:  # it closes; or it speaks of something else than we do
            self.close()
        return Answer(outcome="later", words=self._line(code, words))

    def _forget(self) -> None:
        """RSET: the next letter begins anew; where even that fails, on another connection."""
        try:
            code, _ = self._client.docmd("RSET")
        except (smtplib.SMTPException, OSError):
            code = 0
        if not 200 <= code < 300:
            self.close()

    def _write(self, content: bytes) -> None:
        if self._client.sock is None:
            raise smtplib.SMTPServerDisconnected("closed")
        self._client.sock.sendall(content)

    def _wait_until_taken(self) -> None:
        """Until the other side has taken what was written, so that the dot behind it is not lost with it.

        Without this a connection that broke in the middle would show only after the dot, and a letter that nobody can
        have would be called uncertain. SMTPServerDisconnected where the server closed it, spoke before its turn, or
        takes nothing for as long as it may be silent.
        """
        give_up = time.monotonic() + self._seconds
        while True:
            self._hear_nothing()
            if not self._untaken():
                return
            if time.monotonic() > give_up:
                raise TimeoutError
            time.sleep(_GLANCE)

    def _hear_nothing(self) -> None:
        sock = self._client.sock
        if sock is None:
            raise smtplib.SMTPServerDisconnected("closed")
        poller = select.poll()
        poller.register(sock, select.POLLIN)
        if not poller.poll(0):
            return
        sock.settimeout(0)
        try:
            early = sock.recv(4096)
        except (ssl.SSLWantReadError, BlockingIOError):  # not a word of SMTP: a ticket of TLS
            return
        finally:
            sock.settimeout(self._seconds)
        raise smtplib.SMTPServerDisconnected(self._clean(early) or "closed by the server")

    def _untaken(self) -> int:
        """Bytes written that the other side's machine has not acknowledged; 0 where this system cannot tell."""
        if self._client.sock is None:
            return 0
        try:
            told = fcntl.ioctl(self._client.sock.fileno(), termios.TIOCOUTQ, bytes(4))
        except OSError:
            return 0
        (count,) = struct.unpack("i", told)
        return int(count)

    def _line(self, code: int, words: bytes) -> str:
        return f"{code} {self._clean(words)}".strip()

    def _clean(self, words: bytes | str) -> str:
        return said(words, self._secrets)

    def _lost(self, error: Exception) -> str:
        if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            return f"silent for {self._seconds:g} s"
        return self._clean(str(error)) or type(error).__name__


def _stuffed(letter: bytes) -> bytes:
    """As DATA wants it (RFC 5321 section 4.5.2): another dot before one that begins a line, a line end at the end."""
    dotted = letter.replace(b"\r\n.", b"\r\n..")
    dotted = b"." + dotted if dotted.startswith(b".") else dotted
    return dotted if dotted.endswith(b"\r\n") else dotted + b"\r\n"
