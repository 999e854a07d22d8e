"""A Prefect server of our own, for as long as flows are served: the embedded one of a single run keeps no schedules."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Event, Thread

import httpx

from flows.prefect_home import drop_key
from flows.serving_note import announce
from models.errors import AkimwatchError
from models.logins import hidden_address

_PATIENCE_S = 120.0  # its first start sets up a database: 10 s on idle cores, a minute on busy ones
_BOOT_S = 30.0
_ASKS_FOR_A_KEY = (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN)  # it is up; Prefect's own client has the key
_FAREWELL_S = 20.0  # to finish what it is writing; after that it is killed

# `python -m prefect`, which Linux ends with us even where nobody unwinds our stack (kill -9, out of memory): left
# behind, it would go on planning runs in the database that the next service's server opens.
_MORTAL = """
import ctypes, runpy, signal, sys
if sys.platform == "linux":
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
sys.argv[0] = "prefect"
runpy.run_module("prefect", run_name="__main__", alter_sys=True)
"""


@contextmanager
def prefect_server() -> Iterator[str]:
    """The address of a Prefect API: the one of PREFECT_API_URL, or of a server that lives as long as the context.

    Call it before Prefect is imported: the address goes into the environment, which Prefect reads once. While the
    context lives, `akimwatch status` and `doctor` find the address by a note in PREFECT_HOME.
    """
    given = os.environ.get("PREFECT_API_URL")
    if given:
        _wait_for_given(given)
        with _noted(hidden_address(given)):  # whoever finds the note has a login of their own, or none
            yield given
        return
    drop_key()
    end_on_signals()
    port = _free_port()
    address = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-c", _MORTAL, "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    # In a session of its own: Ctrl-C reaches us first, and we end it when the flows have stopped.
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_for(server, address)
        os.environ["PREFECT_API_URL"] = address
        with _noted(address), _watched(server):
            yield address
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        _end(server)


@contextmanager
def _watched(server: subprocess.Popen[bytes]) -> Iterator[None]:
    """AkimwatchError at the end where the server ended first (killed, out of memory): we are stopped as by SIGTERM.

    Without it no run would be started any more, and none of those that are due be missed by anybody. A service manager
    starts the service again, with a server of its own.
    """
    over, gone = Event(), Event()

    def watch() -> None:
        server.wait()
        if not over.is_set():
            gone.set()
            logging.disable()  # what is logged from now on only says that the server is not there
            os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=watch, name="prefect-server", daemon=True).start()
    try:
        yield
    except BaseException:
        if not gone.is_set():
            raise
        # What a runner without its server, or the signal, ends with says nothing that the line below does not.
    finally:
        over.set()
    if gone.is_set():
        raise AkimwatchError(
            f"Prefect's server ended by itself ({_how(server.returncode)}), so the service ends too: start it again "
            "(systemd does); what a run had loaded stays, and the next one goes on"
        )


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"


def _noted(address: str) -> AbstractContextManager[None]:
    home = os.environ.get("PREFECT_HOME")  # set by `prepare_prefect`, without which nobody would look for the note
    return announce(Path(home), address) if home else nullcontext()


def end_on_signals() -> None:
    """Ctrl-C and a service manager's SIGTERM both unwind the stack, so that the server is ended with us.

    Set by hand: a shell starts its background jobs with SIGINT ignored, and SIGTERM would end us on the spot.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask_given_server() -> None:
    """AkimwatchError where PREFECT_API_URL names a server that does not answer: Prefect itself ends in a traceback."""
    if given := os.environ.get("PREFECT_API_URL"):
        _wait_for_given(given)


def _wait_for_given(address: str) -> None:
    """AkimwatchError where nothing answers: at boot it may be starting beside us, and a busy one is slow."""
    give_up = time.monotonic() + _BOOT_S
    while not _answers(address):
        if time.monotonic() >= give_up:
            raise AkimwatchError(
                f"no Prefect server answers at {hidden_address(address)} (PREFECT_API_URL); start it, "
                "or unset the variable: then a server of our own is started"
            )
        time.sleep(0.5)


def _answers(address: str) -> bool:
    try:
        answer = httpx.get(f"{address.rstrip('/')}/health", timeout=2, trust_env=False)
    except (httpx.TransportError, httpx.InvalidURL):
        return False
    return answer.is_success or answer.status_code in _ASKS_FOR_A_KEY


def _wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    give_up = time.monotonic() + _PATIENCE_S
    while time.monotonic() < give_up:
        if server.poll() is not None:
            break
        if _answers(address):
            return
        time.sleep(0.5)
    raise AkimwatchError(
        f"Prefect's server did not answer at {address}; `prefect server start` says why, "
        "or set PREFECT_API_URL to one that runs"
    )


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(_FAREWELL_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
