"""The jobs as plain functions of the settings: what each does, without Prefect."""

from __future__ import annotations

from flows.settings import Settings
from flows.site.command import write_site
from flows.site.folder import MARKER
from flows.workshop import Intake
from models.errors import AkimwatchError
from warehouse.publish import DATABASE

GLANCE = Intake(glance=True)


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


def site_is_old(settings: Settings) -> bool:
    """Whether something is published, and the site that stands was written before it."""
    published, marker = settings.published / DATABASE, settings.site_folder / MARKER
    if not published.exists():
        return False
    return not marker.exists() or marker.stat().st_mtime_ns < published.stat().st_mtime_ns


def renew_site(settings: Settings) -> str:
    """Write the site of what is published; where it begins."""
    return str(write_site(settings.published / DATABASE, settings.site_folder))
