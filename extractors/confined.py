"""Reading what strangers wrote, in a process of its own that may compute so long, hold so much, and no more.

Parsers and regular expressions run in C and cannot be interrupted from beside them: a page made to be slow would stop
a thread, and with the interpreter's lock the whole run, for hours. So such bytes are read in a child of this process.
The kernel itself ends the child when its seconds of computing are over, the next page gets a new one, and this one
has an outcome. Seconds of computing, not of the clock: a busy machine does not turn a slow page into a bad one.

One child a process, begun when first needed, shared by all threads (Python reads one page at a time anyway). It ends
with its parent, however that ends: its pipe closes.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Any, ParamSpec, TypeVar, cast

from extractors.bounds import READING_MEMORY, READING_PATIENCE

Given = ParamSpec("Given")
Result = TypeVar("Result")

_LENGTH = struct.Struct("!Q")  # of the pickle that follows
_BEGIN = "import sys; sys.path[:] = sys.argv[1:]; from extractors.confined import serve; serve()"
_GOODBYE_S = 2.0  # an idle child ends at once when its pipe closes


class OutOfBounds(Exception):
    """Reading took more time or memory than it may; the message says which."""


class _Child:
    """One process that reads. Used by one thread at a time."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BEGIN, *sys.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def ask(self, work: bytes, seconds: float) -> bytes:
        """The pickled answer; OutOfBounds where the child has not survived it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            _send(self._process.stdin, work)
            answered = select.poll()  # a descriptor may be any number: select() knows the first thousand only
            answered.register(self._process.stdout, select.POLLIN)
            if answered.poll(seconds * READING_PATIENCE * 1000):
                return _receive(self._process.stdout)
        except (BrokenPipeError, EOFError):
            pass
        raise OutOfBounds(self._why_ended(seconds))

    def _why_ended(self, seconds: float) -> str:
        self._process.poll()
        running = self._process.returncode is None and not self._exited()
        self.end(kill=running)
        if running:
            return f"reading it takes more than {seconds * READING_PATIENCE:g} s"
        if self._process.returncode == -signal.SIGPROF:
            return f"reading it takes more than {seconds:g} s of computing"
        return f"reading it ends the reading process (status {self._process.returncode}): too large or too deep"

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
    computing, or where it needs more than READING_MEMORY.
    """
    work = pickle.dumps((seconds, function, args, kwargs))
    failed, answer = pickle.loads(_ask(work, seconds))
    if isinstance(answer, MemoryError):
        raise OutOfBounds(f"reading it takes more than {READING_MEMORY // 2**20} MiB of memory") from answer
    if failed:
        raise cast(Exception, answer)
    return cast(Result, answer)


def _ask(work: bytes, seconds: float) -> bytes:
    global _child
    with _turn:
        if _child is None or _child.owner != os.getpid():
            _child = _Child()
        try:
            return _child.ask(work, seconds)
        except BaseException:
            _child.end(kill=True)  # an answer that nobody has fetched would be taken for the next one's
            _child = None
            raise


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


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    head = pipe.read(_LENGTH.size)
    length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
    message = pipe.read(length)
    if not length or len(message) < length:
        raise EOFError
    return message


def serve() -> None:
    """The child: answers until its pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to decide on
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # it ends the process, in whatever library it is
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a library prints is no answer
        _limit_memory()
        while True:
            try:
                work = _receive(sys.stdin.buffer)
            except EOFError:
                return
            _send(answers, _work(work))


def _work(work: bytes) -> bytes:
    try:
        seconds, function, args, kwargs = pickle.loads(work)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        answer = pickle.dumps((False, function(*args, **kwargs)))
        signal.setitimer(signal.ITIMER_PROF, 0)
    except Exception as error:  # noqa: BLE001 - raised again in the parent
        signal.setitimer(signal.ITIMER_PROF, 0)
        return _as_told(error)
    return answer


def _as_told(error: Exception) -> bytes:
    try:
        return pickle.dumps((True, error))
    except Exception:  # noqa: BLE001 - one that cannot be sent is told in words
        return pickle.dumps((True, RuntimeError(f"{type(error).__name__}: {error}")))


def _limit_memory() -> None:
    hard: Any = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = READING_MEMORY if hard == resource.RLIM_INFINITY else min(READING_MEMORY, hard)
    with contextlib.suppress(ValueError, OSError):  # a system that knows no such bound
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
