"""Sending a week's letter: each reader gets it once, whatever dies on the way.

One letter a week and reader: who was sent one gets no other, though the content or their language has changed since. A
letter that the server may have without having answered for it is `uncertain`, and so is one that a dead run left in
`sending`: neither is sent again unasked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from flows.letter.letter import Letter, Week
from flows.post.outbox import Outbox
from flows.post.recipients import Recipient
from flows.post.rounds import Post, Rounds
from flows.post.told import Sending
from models.glossary import Language
from warehouse.outbox import Posted


def send_letters(
    post: Post,
    week: Week,
    letters: Mapping[Language, Letter],
    recipients: Sequence[Recipient],
    *,
    resend: bool = False,
) -> Sending:
    """Send each recipient the letter of their language, once; what could not be sent stays in the outbox.

    With `resend` also to whom it failed or is uncertain. WarehouseError where the outbox cannot be opened, or another
    run is sending. Trouble with the mail server is no error: it is in what is given back.
    """
    outbox = Outbox(settings=post.settings, week=week.name, run_id=post.run_id)
    own = {one.address: letters[one.language] for one in recipients}
    with outbox.turn():
        taken = outbox.take_in([_wanted(name, letter) for name, letter in own.items()], resend=resend)
        rounds = Rounds(post, outbox, own, taken.due)
        trouble = rounds.run()
    standing = {**taken.standing, **rounds.standing}
    had = {name for name, one in taken.standing.items() if one.state == "sent"}
    stands = [standing[name] for name in own]
    return Sending(
        week=week.name,
        sent=sum(one.state == "sent" and one.recipient not in had for one in stands),
        sent_before=sum(one.recipient in had for one in stands),
        failed=[one for one in stands if one.state == "failed"],
        uncertain=[one for one in stands if one.state == "uncertain"],
        left=[one for one in stands if one.state in ("queued", "sending")],
        trouble=trouble,
    )


def _wanted(recipient: str, letter: Letter) -> Posted:
    return Posted(
        week=letter.week.name,
        recipient=recipient,
        content=letter.content,
        language=letter.language,
        state="queued",
        attempt=0,
        answer=None,
        message_id=None,
        happened_at=datetime.now(UTC),
    )
