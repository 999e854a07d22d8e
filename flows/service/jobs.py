"""What the service does, and when: five jobs, each under one name in Prefect, in the lock and in the letters to the
operator."""

from __future__ import annotations

from dataclasses import dataclass

from flows.settings import Settings

# A flow's own bound (`prefect_flows`): whoever waits longer waits for something that hangs.
_LONGEST_RUN = 8 * 3600.0
_AN_HOUR = 3600.0  # a look at the feeds takes minutes; a pass that cannot begin in an hour has the next night


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`waits`: how many seconds for the run that has the turn; 0: it is skipped, as the next one is due soon.

    `kept`: a run that was due while the service was down is done when it is up again.
    """

    name: str
    about: str
    waits: float
    kept: bool


MONITOR = Job(
    name="monitor",
    about="Looks at feeds and first pages, reads what is new, judges, publishes.",
    waits=0.0,
    kept=False,
)
DEEP = Job(
    name="deep",
    about="Looks at every list of every source, further back; reads, judges, publishes.",
    waits=_AN_HOUR,
    kept=True,
)
DIGEST = Job(name="digest", about="Sends the letter of the last whole week.", waits=_LONGEST_RUN, kept=True)
SITE = Job(name="site", about="Writes the site of what is published.", waits=_LONGEST_RUN, kept=False)
HOUSEKEEPING = Job(
    name="housekeeping",
    about="Removes what nobody needs any more and closes what is finished; never an archived page.",
    waits=_LONGEST_RUN,
    kept=True,
)
JOBS = (MONITOR, DEEP, DIGEST, SITE, HOUSEKEEPING)


def cron_of(job: Job, settings: Settings) -> str | None:
    """When the job runs, as cron in Asia/Almaty; None for `monitor` (every `monitor_seconds`) and `site` (after each
    publication)."""
    crons = {DEEP: settings.deep_cron, DIGEST: settings.digest_cron, HOUSEKEEPING: settings.housekeeping_cron}
    return crons.get(job)
