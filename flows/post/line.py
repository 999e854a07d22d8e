"""The line to the mail server: one connection for all letters, opened again where it broke."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType

from flows.post.dialogue import Answer, Session
from flows.post.smtp import MailServer, open_session

# Breaks in a row after which a round is given up: a server that breaks off each time does not want more now, and each
# break behind the last byte of a letter leaves one more reader of whom nobody knows whether they have it.
_BREAKS = 3


class Line:
    """Used with `with`: it is closed politely at the end."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._stack = ExitStack()
        self._session: Session | None = None
        self._breaks = 0
        self._letters = 0  # handed in by this very connection

    @property
    def broken(self) -> bool:
        """Whether it broke so often that this round is over."""
        return self._breaks >= _BREAKS

    def open(self) -> Session:
        """The connection that stands, or a new one; MailError where there is none."""
        if self._session is None or not self._session.alive:
            self._stack.close()
            self._letters = 0
            self._session = self._stack.enter_context(open_session(self._server))
        return self._session

    def deliver(self, sender: str, recipient: str, letter: bytes) -> Answer:
        """Hand in one letter; MailError where there is no line, or where the server takes none from us."""
        session = self.open()
        answer = session.deliver(sender, recipient, letter)
        if answer.outcome == "later" and not session.alive and self._letters:
            # Servers close a connection after so many letters, or minutes. Nobody has this one: it goes by a new one.
            session = self.open()
            answer = session.deliver(sender, recipient, letter)
        self._letters += 1
        self._breaks = 0 if session.alive else self._breaks + 1
        return answer

    def __enter__(self) -> Line:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()
