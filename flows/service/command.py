"""`akimwatch serve`: the standing service, live or on the sample web."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

from flows.alone import alone
from flows.demo.folder import mark_demo
from flows.demo.server import SampleWeb, sample_web
from flows.prefect_home import prefect_home, prepare_prefect
from flows.prefect_server import prefect_server
from flows.service.jobs import JOBS, MONITOR, SITE, Job, cron_of
from flows.serving_note import announced
from flows.settings import Settings, load_settings
from models.errors import AkimwatchError
from models.logins import hidden_address

_GROWING_DAYS = 6  # of the sample web are published while it is served
_STEP = timedelta(hours=12)


def serve_live(data: Path | None) -> None:
    """Serve every job for the live sources until stopped."""
    _serve(load_settings(data=data))


def serve_demo(data: Path) -> None:
    """Serve every job for the sample web, which goes on publishing for a while: the whole service, tried out.

    BadInput for a folder that holds something that is no demo.
    """
    mark_demo(data)
    with sample_web() as web:
        web.describe_in(data / "sample-sources")
        given = {
            "SAMPLE": "true",
            "ALLOW_PRIVATE": "true",
            "SOURCES": str((data / "sample-sources").resolve()),
            "PACE_SECONDS": str(web.pace_seconds),
            "BACK_DAYS": str((web.as_of - web.back_to).days),
            "DEEP_DAYS": str((web.as_of - web.back_to).days),
        }
        os.environ |= {f"AKIMWATCH_{name}": value for name, value in given.items()}
        settings = load_settings(data=data)
        with _growing(web, settings.monitor_seconds):
            _serve(settings)


def _serve(settings: Settings) -> None:
    prepare_prefect(settings.data)
    up = announced(prefect_home(settings.data))
    if up is not None:
        raise AkimwatchError(f"{settings.data}: a service is up on this data folder already (Prefect at {up})")
    with _alone(settings.data), prefect_server() as address:
        from flows.service.serving import serve_jobs

        serve_jobs(settings, when_ready=lambda: _tell(settings, address))


def _alone(data: Path) -> AbstractContextManager[None]:
    """A second service might begin while our server starts and has left no note of itself."""
    return alone(data / "serve.lock", "a service is starting", "one is enough for it")


def _tell(settings: Settings, address: str) -> None:
    """What is served, when and where it can be seen: the first lines of the service's log."""
    print(
        f"akimwatch serves {settings.data.resolve()}; Prefect's page: {hidden_address(address).removesuffix('/api')}",
        file=sys.stderr,
    )
    for job in JOBS:
        print(f"  {job.name:13} {_when(job, settings):32} {job.about}", file=sys.stderr)


def _when(job: Job, settings: Settings) -> str:
    if job is MONITOR:
        return f"every {settings.monitor_seconds} s"
    return "after each publication" if job is SITE else f"{cron_of(job, settings)} (Asia/Almaty)"


@contextmanager
def _growing(web: SampleWeb, every_seconds: float) -> Iterator[None]:
    """The sample web a few days before its own present, publishing half a day's articles between two looks."""
    over = Event()

    def publish() -> None:
        shown = web.now - timedelta(days=_GROWING_DAYS)
        while shown <= web.now:
            web.show_until(shown)
            if over.wait(every_seconds):
                return
            shown += _STEP

    web.show_until(web.now - timedelta(days=_GROWING_DAYS))
    thread = Thread(target=publish, name="sample-publishing", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
