"""Reading what strangers wrote, in a process of its own that may compute so long, hold so much, and no more.

Parsers and regular expressions run in C and cannot be interrupted from beside them: a page made to be slow would stop
a thread, and with the interpreter's lock the whole run, for hours. So such bytes are read in a child of this process.
The kernel itself ends the child when its seconds of computing are over, the next page gets a new one, and this one
has an outcome. Seconds of computing, not of the clock: a busy machine does not turn a slow page into a bad one.

One child a process, begun when first needed, shared by all threads (Python reads one page at a time anyway). It ends
with its parent, however that ends: its pipe closes. A child that ends for what others did (a system short of memory, a
service being stopped, what it has read before) is no fault of the page: a new one is asked.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, ParamSpec, TypeVar, cast

from extractors.bounds import READING_MEMORY, READING_PATIENCE
from extractors.confined_child import READY, receive, send
from models.errors import AkimwatchError

Given = ParamSpec("Given")
Result = TypeVar("Result")

_BEGIN = "import sys; sys.path[:] = sys.argv[1:]; from extractors.confined_child import serve; serve()"
_GOODBYE_S = 2.0  # an idle child ends at once when its pipe closes
_BEGINNING_S = 60.0  # of the clock: it takes 0.1, on a machine that swaps a hundred times as long


class OutOfBounds(Exception):
    """Reading took more time or memory than it may; the message says which."""


class NoReader(AkimwatchError):
    """No process can be begun that would read: nobody knows what the page holds."""


class _Ended(OutOfBounds):
    """The child is gone, or short of memory: for this work, or for what came before it."""


class _Child:
    """One process that reads. Used by one thread at a time. `answers`: how often it has given one."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.answers = 0
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _BEGIN, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # what a terminal sends (Ctrl-C, its end) is the parent's to decide on
            )
        except OSError as error:
            raise NoReader(
                f"no process can be begun to read pages in ({error.strerror}); free memory, processes or files and run "
                "again"
            ) from error
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        with contextlib.suppress(EOFError):
            if self._answered(_BEGINNING_S) and receive(self._out) == READY:
                return
        self.end(kill=True)
        status = self._process.returncode
        raise NoReader(f"the process that reads pages does not begin (status {status}); free memory and run again")

    @property
    def _out(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def _answered(self, seconds: float) -> bool:
        answered = select.poll()  # a descriptor may be any number: select() knows the first thousand only
        answered.register(self._out, select.POLLIN)
        return bool(answered.poll(seconds * 1000))

    def ask(self, work: bytes, seconds: float) -> tuple[bool, object]:
        """Whether it failed, and the answer; OutOfBounds where the child has not survived it."""
        assert self._process.stdin is not None
        try:
            send(self._process.stdin, work)
            if self._answered(seconds * READING_PATIENCE):
                failed, answer = pickle.loads(receive(self._out))
                if isinstance(answer, MemoryError):
                    raise _Ended(f"reading it takes more than {READING_MEMORY // 2**20} MiB of memory") from answer
                self.answers += 1
                return failed, answer
        except (BrokenPipeError, EOFError):
            pass
        raise self._why_ended(seconds)

    def _why_ended(self, seconds: float) -> OutOfBounds:
        self._process.poll()
        running = self._process.returncode is None and not self._exited()
        self.end(kill=running)
        if running:
            return OutOfBounds(f"reading it takes more than {seconds * READING_PATIENCE:g} s")
        status = self._process.returncode
        if status == -signal.SIGPROF:
            return OutOfBounds(f"reading it takes more than {seconds:g} s of computing")
        return _Ended(f"reading it ends the reading process (status {status}): too large or too deep")

    def _exited(self) -> bool:
        try:
            self._process.wait(_GOODBYE_S)
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self, *, kill: bool = False) -> None:
        if self.owner != os.getpid():
            return  # a copy made by fork: the child is the other's
        if kill:
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                assert pipe is not None
                pipe.close()
        if not self._exited():
            self._process.kill()
            self._process.wait()


_turn = threading.Lock()
_child: _Child | None = None


def confined(seconds: float, function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """What `function` answers, computed elsewhere; its own exceptions are raised here.

    `function`, arguments and answer must be picklable, the function one of a module. OutOfBounds after `seconds` of
    computing, or where it needs more than READING_MEMORY; NoReader where no process can be had.
    """
    work = pickle.dumps((seconds, function, args, kwargs))
    with _turn:
        failed, answer = _ask(work, seconds)
    if failed:
        raise cast(Exception, answer)
    return cast(Result, answer)


def _ask(work: bytes, seconds: float) -> tuple[bool, object]:
    while True:
        child = _reader()
        try:
            return child.ask(work, seconds)
        except _Ended:
            _dismiss()
            if not child.answers:
                raise  # it was new: this work has ended it, nothing else
        except BaseException:
            _dismiss()  # an answer that nobody has fetched would be taken for the next one's
            raise


def _reader() -> _Child:
    global _child
    if _child is None or _child.owner != os.getpid():
        _child = _Child()
    return _child


def _dismiss() -> None:
    global _child
    if _child is not None:
        _child.end(kill=True)
        _child = None


def close() -> None:
    """Let the child go; the next work begins another."""
    global _child
    with _turn:
        if _child is not None:
            _child.end()
            _child = None


def _renew_lock() -> None:
    """After a fork: the turn may be held by a thread that the copy does not have."""
    global _turn
    _turn = threading.Lock()


def _leave() -> None:
    """At the end of the process: a thread that nobody waited for may still have the turn."""
    waited = _turn.acquire(timeout=_GOODBYE_S)
    if _child is not None:
        _child.end(kill=not waited)


atexit.register(_leave)
os.register_at_fork(after_in_child=_renew_lock)
