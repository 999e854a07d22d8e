"""Rounds of handing in: each letter is tried, then after a pause what was put off, until nothing is left to try.

Before a letter is handed in the outbox says `sending`, behind it what came of that; whatever dies in between leaves the
letter in `sending`, which nobody takes for sent or for not sent.
"""

from __future__ import annotations

import secrets
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

from flows.inert import told_line
from flows.letter.letter import Letter
from flows.post.dialogue import Answer, Outcome
from flows.post.line import Line
from flows.post.outbox import Outbox
from flows.post.smtp import MailServer
from flows.settings import Settings
from models.errors import MailError, MailUnreachable
from models.fault_points import passed
from warehouse.outbox import Posted, PostState

# Seconds before each further try of what was put off. Greylisting lets a stranger's second try pass after a minute or
# after 5 (the 300 s of postgrey): with 30 + 120 + 300 s one try comes behind each, and a run is over in some ten
# minutes. What is left then waits for the next run of the same week.
PAUSES = (30.0, 120.0, 300.0)
_WIRE = SMTP.clone(cte_type="7bit")  # CRLF line ends, and ASCII for servers that take nothing else
_STATES: Mapping[Outcome, PostState] = {
    "sent": "sent", "failed": "failed", "uncertain": "uncertain", "later": "queued",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """How one run sends: by which server, as whom, and how a letter becomes one reader's mail at a moment."""

    settings: Settings
    server: MailServer
    sender: str
    message: Callable[[Letter, str, datetime], EmailMessage]
    run_id: str = field(default_factory=lambda: f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}")
    pauses: Sequence[float] = PAUSES
    sleep: Callable[[float], None] = time.sleep


class Rounds:
    """All rounds of one run; `letters` by address of the recipient."""

    def __init__(self, post: Post, outbox: Outbox, letters: Mapping[str, Letter], due: Sequence[Posted]) -> None:
        self._post = post
        self._outbox = outbox
        self._letters = letters
        self.standing = {one.recipient: one for one in due}  # what has become of each

    def run(self) -> str | None:
        """Try until nothing is left or no pause is; what kept the server from taking any at the last, if anything."""
        trouble: str | None = None
        for pause in (0.0, *self._post.pauses):
            waiting = self._waiting()
            if not waiting:
                break
            if pause:
                self._wait(pause, f"{len(waiting)} left to send ({trouble or waiting[-1].answer})")
            trouble = None
            try:
                self._round(waiting)
            except MailUnreachable as error:
                trouble = str(error)
            except MailError as error:
                trouble = str(error)
                break  # another try would be told the same
        left = [one for one in self._waiting() if trouble and one.answer != trouble]
        told = [replace(one, answer=trouble, happened_at=datetime.now(UTC)) for one in left]
        self._outbox.note(told)
        self.standing |= {one.recipient: one for one in told}
        return trouble

    def _waiting(self) -> list[Posted]:
        return [one for one in self.standing.values() if one.state == "queued"]

    def _wait(self, seconds: float, why: str) -> None:
        print(f"akimwatch: {told_line(why)}; next try in {seconds:g} s", file=sys.stderr, flush=True)
        self._post.sleep(seconds)

    def _round(self, due: Sequence[Posted]) -> None:
        """Try each letter once. MailError where no line can be had for those that remain."""
        done: Posted | None = None
        with Line(self._post.server) as line:
            line.open()  # nothing is begun where there is no line
            try:
                for one in due:
                    begun, wire = self._begun(one)
                    stands = self._outbox.begin(begun, done)
                    done = None
                    if stands != begun:
                        self.standing[one.recipient] = stands
                        continue
                    passed("post.sending_recorded")
                    done = self._handed_in(line, begun, wire)
                    passed("post.answered")
                    if line.broken:
                        break
            finally:  # also where Ctrl-C ends it: what the server answered is known
                self._outbox.note([done] if done else [])

    def _begun(self, one: Posted) -> tuple[Posted, bytes]:
        """The letter as it goes over the wire, and its row while it does."""
        at = datetime.now(UTC)
        message = self._post.message(self._letters[one.recipient], one.recipient, at)
        name = str(message["Message-ID"])
        begun = replace(one, state="sending", attempt=one.attempt + 1, message_id=name, happened_at=at)
        return begun, message.as_bytes(policy=_WIRE)

    def _handed_in(self, line: Line, begun: Posted, wire: bytes) -> Posted:
        """What became of it; recorded at once where the line is lost for all others too (MailError)."""
        try:
            return self._settled(begun, line.deliver(self._post.sender, begun.recipient, wire))
        except MailError as error:
            put_off = self._settled(begun, Answer(outcome="later", words=str(error)))
            self._outbox.note([put_off])
            raise

    def _settled(self, begun: Posted, answer: Answer) -> Posted:
        now = datetime.now(UTC)
        settled = replace(begun, state=_STATES[answer.outcome], answer=answer.words, happened_at=now)
        self.standing[begun.recipient] = settled
        return settled
