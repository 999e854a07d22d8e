"""What people corrected, as a list: who, when, why, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from flows.desk.screen import wrapped
from flows.desk.words import Words
from flows.explain.visible import visible
from warehouse.desk import Correction


def tell_corrections(console: Console, corrections: Sequence[Correction], words: Words, lines: int) -> None:
    """Print at most `lines` of them, those first that nobody has judged with or whose article has changed."""
    if not corrections:
        console.print(f"\n{words.label('no_correction')}")
        return
    waiting = [one for one in corrections if one.state in _OPEN]
    head = words.label("corrections", number=len(corrections))
    states = ", ".join(
        f"{words.say('standing', state)} {number}"
        for state in _OPEN
        if (number := sum(1 for one in waiting if one.state == state))
    )
    console.print(f"\n{head}{f' ({states})' if states else ''}", style="bold")
    for one in [*waiting, *(other for other in corrections if other.state not in _OPEN)][:lines]:
        tell_correction(console, one, words)
    if len(corrections) > lines:
        console.print(f"  {words.label('more', number=len(corrections) - lines)}", style="dim")


_OPEN = ("waiting", "stale")  # what somebody still has to do something about


def tell_correction(console: Console, one: Correction, words: Words, *, indent: int = 2) -> None:
    """One decision in a few lines."""
    action, state = words.say("review", one.action), words.say("standing", one.state)
    about = f" {one.region}" if one.region else ""
    wrapped(console, f"{one.reviewed_at}  {action}{about}: {state}", indent=indent, hang=indent + 2)
    wrapped(console, f"{visible(one.reviewer)}: {visible(one.reason)}", indent=indent + 2)
    if one.detail:  # what replaced it, or what its article does not say any more
        wrapped(console, words.pick(one.detail, one.detail_ru or one.detail), indent=indent + 2)
    if one.sentences:
        wrapped(console, f"«{visible(one.sentences)}»", indent=indent + 2)
    if one.meeting_id or one.standing_meeting:
        wrapped(console, f"{one.meeting_id or '∅'} → {one.standing_meeting or '∅'}", indent=indent + 2)
