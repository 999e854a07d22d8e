"""Sending a week's letter: each reader gets it once, whatever dies on the way.

One letter a week and reader: who was sent one gets no other, though the content or their language has changed since. A
letter that the server may have without having answered for it is `uncertain`, and so is one that a dead run left in
`sending`: neither is sent again unasked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial

from flows.letter.addresses import mailbox
from flows.letter.compose import compose
from flows.letter.letter import Letter, Week
from flows.letter.message import letter_message
from flows.letter.publications import Publication
from flows.letter.record import publications_of
from flows.letter.week import chosen_week, letters_day
from flows.post.outbox import Outbox
from flows.post.recipients import Recipient, read_recipients
from flows.post.rounds import PAUSES, Post, Rounds
from flows.post.smtp import mail_server
from flows.post.told import Sending
from flows.settings import Settings
from models.errors import WarehouseError
from models.glossary import Language
from models.json_text import json_text
from models.zone import local_day
from warehouse.outbox import Posted
from warehouse.publish import DATABASE
from warehouse.published import open_published


def send_week(
    settings: Settings,
    week: Week | str | None,
    *,
    resend: bool = False,
    as_json: bool = False,
    pauses: Sequence[float] = PAUSES,
    at: datetime | None = None,
) -> int:
    """Compose the week's letter from the published file (None: the last whole week) and send it to every recipient.

    What is put off is tried again after each of `pauses` (seconds). `at`: the moment to take for now, else the clock's.
    Tells on stdout what came of it; 0 where everybody has the letter, else 1. BadInput, before anything is begun, for
    a week, a recipient or a setting that cannot be; WarehouseError where file or outbox cannot be opened, or where by
    the clock it would be the letter of a wrong week. A lost
    warehouse is not made anew: by a blank outbox everybody would get the letter again.
    """
    server = mail_server(settings)
    sender = mailbox(settings.sender, "setting AKIMWATCH_SENDER").addr_spec
    recipients = read_recipients(settings.own_recipients, settings.language)
    languages = sorted({one.language for one in recipients})
    with open_published(settings.published / DATABASE) as published:
        given = week.name if isinstance(week, Week) else week
        publications, now = publications_of(published), at or datetime.now(UTC)
        chosen = chosen_week(given, letters_day(publications, now))
        _check_clock(publications, chosen if given is None else None, now)
        letters = {language: compose(published, chosen, language, settings) for language in languages}
    if not settings.warehouse.exists():
        raise WarehouseError(
            f"{settings.warehouse}: there is no warehouse, so nothing tells who has had the letter; "
            "put it back from a backup, or let `akimwatch run` make one"
        )
    # The demo's letters go by the demo's outbox: a warehouse of the other kind refuses them.
    own = settings.model_copy(update={"sample": any(letter.sample for letter in letters.values())})
    post = Post(settings=own, server=server, sender=sender, message=partial(_message, own), pauses=pauses)
    told = send_letters(post, chosen, letters, recipients, resend=resend)
    print(json_text(told.as_dict()) if as_json else "\n".join(told.lines()))
    return told.exit_code


def _check_clock(publications: Sequence[Publication], unasked: Week | None, now: datetime) -> None:
    """WarehouseError where the clock, or a service that stood still, would send the letter of a wrong week."""
    live = [one.published_at for one in publications if not one.sample]
    if not live:
        return
    last = max(live)
    if now < last:
        raise WarehouseError(
            f"the clock stands at {now:%Y-%m-%d %H:%M} UTC, before the last publication ({last:%Y-%m-%d %H:%M} UTC); "
            "set it right (timedatectl): nobody was sent a letter"
        )
    if unasked is not None and local_day(last) < unasked.monday:
        raise WarehouseError(
            f"nothing was published since {local_day(last)}, so the letter of {unasked.name} would tell nothing of its "
            "week; `akimwatch run` first, or set the clock right if it is wrong (timedatectl): nobody was sent a letter"
        )


def _message(settings: Settings, letter: Letter, recipient: str, at: datetime) -> EmailMessage:
    return letter_message(letter, recipient, settings, at=at)


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
    with outbox.turn():
        known = outbox.spellings()
        own = {known.get(one.address.casefold(), one.address): letters[one.language] for one in recipients}
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
