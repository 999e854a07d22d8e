"""What Prefect must be told before it is imported: it reads these once."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryFile

from flows.serving_note import announced
from models.errors import AkimwatchError

# The embedded server takes 9-27 s to answer on two cores the first time; Prefect gives up after 20 by default.
_STARTUP_SECONDS = "120"
_LEAST = 1 << 20  # bytes: its database is begun with 1 MB


def prefect_home(data: Path) -> Path:
    """Where Prefect keeps its state: PREFECT_HOME, else `prefect` in the data folder. Nothing is made."""
    return Path(os.environ.get("PREFECT_HOME") or data / "prefect").resolve()


def prepare_prefect(data: Path) -> None:
    """Keep Prefect's state under `data` and its telemetry off, unless the environment says otherwise.

    Prefect's own log is left to real disasters: a step that fails stands in our run report with its reason, and a
    traceback on top of it helps nobody who reads the terminal. AkimwatchError where nothing can be kept there.
    """
    home = prefect_home(data)
    _make(home)
    defaults = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": _STARTUP_SECONDS,
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
        # Housekeeping removes old runs; what hung on them goes with this.
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,orphans",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


def _make(home: Path) -> None:
    """Make the folder and try it: Prefect's server dies in silence where it cannot write, and is waited for in vain."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=home) as tried:
            tried.write(bytes(_LEAST))
            tried.flush()
    except OSError as error:
        raise AkimwatchError(
            f"{home}: Prefect cannot keep its state there ({error.strerror}); make room or give the right to write, "
            "name another folder in PREFECT_HOME, or run with --direct, which does without Prefect"
        ) from error


def join_service(data: Path) -> None:
    """Run under the server of the service that is up on this data folder, where there is one and no other is named.

    A second server on one database would wait for the first, and take ten seconds to start.
    """
    address = announced(prefect_home(data))
    if address is not None and "@" not in address:  # one with a login is for whoever has that
        os.environ.setdefault("PREFECT_API_URL", address)
    if not os.environ.get("PREFECT_API_URL"):
        drop_key()


def drop_key() -> None:
    """Forget the key of a server that is not named: our own asks for none, and with it Prefect records no tasks."""
    os.environ.pop("PREFECT_API_KEY", None)
