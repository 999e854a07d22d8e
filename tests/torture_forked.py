"""Children of a parent that has imported everything: forked in milliseconds, asked for an answer, or killed."""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from models.fault_points import Halfway, listen

Answer = TypeVar("Answer")
_FAREWELL = 20.0  # seconds: a helper that waits for the end of a pipe ends at once, but for a machine that is busy


def ask(todo: Callable[..., Answer], *given: Any) -> Answer:
    """What `todo` gives in a process of its own, so that this one keeps neither a database nor a thread."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        os.close(reading)
        try:
            told = pickle.dumps(todo(*given))
        except BaseException:  # noqa: BLE001 - told to whoever asked
            told = pickle.dumps(_Failed(traceback.format_exc()))
        with os.fdopen(writing, "wb") as out:
            out.write(told)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    found = pickle.loads(told)
    if isinstance(found, _Failed):
        raise RuntimeError(str(found))
    return found  # type: ignore[no-any-return]


class _Failed(str):
    __slots__ = ()


class Where:
    """The last moment that a child has passed, in memory that outlives it, and how many."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 128)

    def mark(self, name: str) -> None:
        self._shared[:64] = name.encode().ljust(64, b"\0")

    def pass_by(self, name: str) -> None:
        self._shared[64:] = name.encode().ljust(64, b"\0")

    @property
    def step(self) -> str:
        return self._shared[:64].rstrip(b"\0").decode()

    @property
    def point(self) -> str:
        return self._shared[64:].rstrip(b"\0").decode()


class Child:
    """One run of a work in a process and a group of its own; what it says goes to `log`, what it gives to `answer`."""

    def __init__(self, todo: Callable[[Where], object], *, log: Path, fault: str = "", passing: int = 1) -> None:
        self.where = Where()
        self._answer = log.with_suffix(".answer")
        self._answer.unlink(missing_ok=True)
        self.begun = time.monotonic()
        if (pid := os.fork()) == 0:
            self._live(todo, log, fault, passing)
        self.pid = pid
        with suppress(PermissionError, ProcessLookupError):
            os.setpgid(pid, pid)

    def _live(self, todo: Callable[[Where], object], log: Path, fault: str, passing: int) -> NoReturn:
        code = 1
        try:
            with suppress(PermissionError):
                os.setpgid(0, 0)
            gc.disable()  # what the parent holds is not worth looking at, and its pages stay shared
            said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            os.dup2(said, 1)
            os.dup2(said, 2)
            listen(_Listener(self.where, fault, passing))
            made = todo(self.where)
            self._answer.write_bytes(pickle.dumps(made))
            code = 0
        except BaseException:  # noqa: BLE001 - stands in the log
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def wait(self, seconds: float) -> int | None:
        """How it ended, as a shell counts it; None where it still runs after that time."""
        give_up = self.begun + seconds
        while True:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
            if time.monotonic() >= give_up:
                return None
            time.sleep(max(0.0, min(0.005, give_up - time.monotonic())))

    def kill(self) -> int:
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)

    def answer(self) -> Any:
        return pickle.loads(self._answer.read_bytes())

    def orphans(self) -> list[str]:
        """Processes of its group that outlive it by more than a moment: who waits for a pipe's end takes that long."""
        give_up = time.monotonic() + _FAREWELL
        while (found := self._group()) and time.monotonic() < give_up:
            time.sleep(0.05)
        return [f"a process is left: {pid} {said}" for pid, said in found.items()]

    def _group(self) -> dict[str, str]:
        found = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                told = stat.read_text().rpartition(")")[2].split()
                if int(told[2]) == self.pid and told[0] != "Z":
                    found[stat.parent.name] = (stat.parent / "cmdline").read_text(errors="replace").replace("\0", " ")
        return found


class _Listener:
    def __init__(self, where: Where, fault: str, passing: int) -> None:
        self._where, self._fault, self._left = where, fault, passing

    def __call__(self, name: str, halfway: Halfway | None) -> None:
        self._where.pass_by(name)
        if name != self._fault:
            return
        self._left -= 1
        if self._left == 0:
            if halfway is not None:
                halfway()
            os.kill(os.getpid(), signal.SIGKILL)
