"""What strangers wrote is read elsewhere, and whatever it does there, this process goes on."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from lxml import etree

from extractors.confined import OutOfBounds, confined

LONG = 60.0
SOON = 0.5  # seconds of computing


def test_what_is_computed_elsewhere_comes_back_as_it_is() -> None:
    assert confined(LONG, divmod, 7, 2) == (3, 1)
    assert confined(LONG, os.getpid) != os.getpid()
    assert confined(LONG, os.getpid) == confined(LONG, os.getpid)  # one child for all


def test_an_exception_is_raised_where_the_answer_was_wanted() -> None:
    with pytest.raises(ZeroDivisionError, match="division"):
        confined(LONG, divmod, 1, 0)
    assert confined(LONG, len, "still there") == 11


def test_a_regular_expression_without_end_is_ended_and_the_next_work_is_done() -> None:
    """It runs in C with the interpreter's lock: no thread beside it could end it."""
    with pytest.raises(OutOfBounds, match=r"more than 0\.5 s of computing"):
        confined(SOON, re.fullmatch, r"(а+)+б", "а" * 50)
    assert confined(LONG, len, "next") == 4


def test_other_threads_go_on_while_one_waits() -> None:
    ticks = 0

    def without_end() -> None:
        with pytest.raises(OutOfBounds):
            confined(SOON, re.fullmatch, r"(а+)+б", "а" * 50)

    slow = threading.Thread(target=without_end)
    slow.start()
    while slow.is_alive():
        time.sleep(0.01)
        ticks += 1
    assert ticks > 5


def test_more_memory_than_allowed_is_out_of_bounds() -> None:
    with pytest.raises(OutOfBounds, match="MiB of memory"):
        confined(LONG, bytes, 2**30)
    assert confined(LONG, len, "next") == 4


def test_a_crash_in_a_library_is_out_of_bounds() -> None:
    with pytest.raises(OutOfBounds, match="ends the reading process"):
        confined(LONG, ctypes.string_at, 0)
    assert confined(LONG, len, "next") == 4


def test_a_child_that_others_have_ended_is_no_fault_of_the_page() -> None:
    """A system short of memory ends the largest process; it was waiting, or had read others."""
    for _ in range(2):
        os.kill(confined(LONG, os.getpid), signal.SIGKILL)
        assert confined(LONG, len, "next") == 4


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_the_page_that_is_read_while_a_service_is_stopped_is_read_to_its_end(asked: signal.Signals) -> None:
    """systemd asks every process of a service to end: the parent decides what becomes of its page."""
    child = confined(LONG, os.getpid)
    os.kill(child, asked)
    assert confined(LONG, os.getpid) == child


_kept: list[bytes] = []


def _keep(size: int) -> None:
    _kept.append(bytes(size))


def test_memory_that_earlier_pages_have_taken_is_no_fault_of_the_next_one() -> None:
    confined(LONG, _keep, 500 * 2**20)
    assert len(confined(LONG, bytes, 2**28)) == 2**28


def test_where_no_process_can_be_begun_no_page_is_called_textless() -> None:
    code = (
        "import os, resource; from extractors.patience import Patience\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9))\n"
        "while os.open(os.devnull, 0) < 8: pass\n"
        "Patience().read(b'<p>', url='https://a.kz/1', content_type=None, site=None)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert "NoReader: no process can be begun to read pages in (Too many open files)" in told.stderr


def _broken_xml() -> None:
    etree.fromstring("no tree")


def test_an_exception_that_cannot_be_sent_is_told_in_its_own_words() -> None:
    with pytest.raises(RuntimeError, match="XMLSyntaxError: Start tag expected"):
        confined(LONG, _broken_xml)


def test_nothing_is_printed_where_nobody_waits_for_the_answer() -> None:
    code = "import os, threading, time; from extractors.confined import confined; confined(60, len, ''); "
    code += (
        "threading.Thread(target=confined, args=(60, time.sleep, 1)).start(); time.sleep(0.3); os.kill(os.getpid(), 9)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert told.stderr == ""


def test_what_a_library_prints_is_no_answer() -> None:
    assert confined(LONG, print, "not an answer") is None
    assert confined(LONG, os.write, 1, b"nor this\n") == 9


def test_threads_share_the_child_and_get_each_its_own_answer() -> None:
    answers: dict[int, int] = {}

    def ask(number: int) -> None:
        answers[number] = confined(LONG, abs, -number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: number for number in range(20)}


@pytest.mark.parametrize("ending", ["pass", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_the_child_ends_with_its_parent_however_that_ends(ending: str) -> None:
    code = f"import os; from extractors.confined import confined; print(confined(60, os.getpid), flush=True); {ending}"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    status = Path("/proc") / told.stdout.strip() / "status"
    for _ in range(200):
        if not status.exists() or "State:\tZ" in status.read_text():
            return
        time.sleep(0.05)
    pytest.fail("the child outlives its parent")
