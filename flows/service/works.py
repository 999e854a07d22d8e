"""The jobs as plain functions of the settings: what each does, without Prefect."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flows.settings import Settings
from flows.site.command import write_site
from flows.site.folder import MARKER
from flows.workshop import Intake
from models.errors import AkimwatchError
from warehouse.connect import open_warehouse
from warehouse.outbox import week_left
from warehouse.publish import DATABASE

GLANCE = Intake(glance=True)
_STILL_NEWS = timedelta(days=3)  # a letter of Monday that comes on Friday tells of a week that is two weeks old


def deep_settings(settings: Settings) -> Settings:
    """Those of the nightly pass: further back, so that every way is tried until one reaches it."""
    return settings.model_copy(update={"back_days": settings.deep_days})


def send_letter(settings: Settings) -> str:
    """Send the letter of the last whole week, where there is a mail server; AkimwatchError: not everybody has it."""
    from flows.post.sending import send_week

    if not settings.smtp_host:
        return "no letter is sent: no mail server is named (setting AKIMWATCH_SMTP_HOST)"
    code = send_week(settings, None)
    if code != 0:
        raise AkimwatchError(
            f"the letter did not go to everybody (`akimwatch digest --send` would end with {code}); "
            "the log of this run says why, `akimwatch outbox` whom it concerns"
        )
    return "the letter is sent"


def send_left(settings: Settings) -> str | None:
    """Try once more to send what a mail server that was down on Monday left in the outbox; None: nothing was left.

    Trouble with the mail is told and is no failure of the look that tries: the letter's own run has failed already.
    """
    from flows.post.sending import send_week

    if not settings.smtp_host or not settings.warehouse.exists():
        return None
    since = datetime.now(UTC) - _STILL_NEWS
    with open_warehouse(settings.warehouse, sample=None, memory_limit=settings.memory_limit) as opened:
        week = week_left(opened, since)
    if week is None:
        return None
    try:
        code = send_week(settings, week, pauses=())
    except AkimwatchError as error:
        return f"the letter of {week} still waits: {error}"
    told = "nobody waits for it any more" if code == 0 else "`akimwatch outbox` says who still waits"
    return f"the letter of {week}: {told}"


def site_is_old(settings: Settings) -> bool:
    """Whether something is published, and the site that stands was written before it."""
    published, marker = settings.published / DATABASE, settings.site_folder / MARKER
    if not published.exists():
        return False
    return not marker.exists() or marker.stat().st_mtime_ns < published.stat().st_mtime_ns


def renew_site(settings: Settings) -> str:
    """Write the site of what is published; where it begins."""
    return str(write_site(settings.published / DATABASE, settings.site_folder))
