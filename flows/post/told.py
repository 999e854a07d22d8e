"""What one run of sending did: lines for the person at the keyboard, an object for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flows.explain.visible import visible
from warehouse.outbox import Posted


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One run: how many it sent, how many had the letter before, and who has none for certain, with the reason.

    `trouble` is what kept the mail server from taking any, where something did.
    """

    week: str
    sent: int
    sent_before: int
    failed: Sequence[Posted]
    uncertain: Sequence[Posted]
    left: Sequence[Posted]
    trouble: str | None = None

    @property
    def exit_code(self) -> int:
        """0 where everybody has the letter, else 1."""
        return 1 if self.failed or self.uncertain or self.left else 0

    def lines(self) -> list[str]:
        """The count, then everybody who has no letter for certain."""
        counts = [f"{self.sent} sent", f"{self.sent_before} sent before"]
        counts += [f"{len(group)} {name}" for name, group in self._groups()]
        told = [f"{self.week}: {', '.join(counts)}"]
        told += [visible(f"{name:<9}  {one.recipient}: {_why(one)}") for name, group in self._groups() for one in group]
        if self.failed or self.uncertain:
            told.append("--resend sends again to whom it failed or is uncertain; who is uncertain may get it twice")
        if self.left:
            told.append(f"what is left goes with the next `akimwatch digest --send --week {self.week}`")
        return told

    def as_dict(self) -> dict[str, Any]:
        """The same for `--json`."""
        return {
            "week": self.week,
            "sent": self.sent,
            "sent_before": self.sent_before,
            **{
                name: [{"recipient": one.recipient, "attempt": one.attempt, "answer": one.answer} for one in group]
                for name, group in self._groups()
            },
            "trouble": self.trouble,
        }

    def _groups(self) -> tuple[tuple[str, Sequence[Posted]], ...]:
        return ("failed", self.failed), ("uncertain", self.uncertain), ("left", self.left)


def _why(one: Posted) -> str:
    return one.answer or "not tried yet"
