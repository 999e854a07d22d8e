"""The child of `confined`: it reads what it is given, one work after another, until its pipe closes."""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import signal
import struct
import sys
from typing import IO, Any

from extractors.bounds import READING_MEMORY

READY = b"ready"
"""The first thing that a child says."""
_LENGTH = struct.Struct("!Q")  # of the message that follows


def send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    head = pipe.read(_LENGTH.size)
    length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
    message = pipe.read(length)
    if not length or len(message) < length:
        raise EOFError
    return message


def serve() -> None:
    """The child: answers until its pipe closes."""
    for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # a service that is stopped reads its page to the end
        signal.signal(asked, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # it ends the process, in whatever library it is
    with contextlib.suppress(BrokenPipeError), os.fdopen(os.dup(1), "wb") as answers:  # nobody waits for it any more
        os.dup2(2, 1)  # what a library prints is no answer
        _limit_memory()
        send(answers, READY)
        while True:
            try:
                work = receive(sys.stdin.buffer)
            except EOFError:
                return
            send(answers, _work(work))


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
        told = pickle.dumps((True, error))
        pickle.loads(told)  # lxml's can be sent, and not be received
    except Exception:  # noqa: BLE001 - one that cannot be sent is told in words
        return pickle.dumps((True, RuntimeError(f"{type(error).__name__}: {error}")))
    return told


def _limit_memory() -> None:
    hard: Any = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = READING_MEMORY if hard == resource.RLIM_INFINITY else min(READING_MEMORY, hard)
    with contextlib.suppress(ValueError, OSError):  # a system that knows no such bound
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
