"""Two runs of one installation ask a host as one would: one request at a time, a pause after each."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from extractors.web.doors import door
from extractors.web.pace import Pace

_TURNS = """
import sys, time
from itertools import pairwise
from pathlib import Path
from extractors.web.pace import Pace
pace = Pace(doors=Path(sys.argv[1]))
for _ in range(3):
    with pace.turn("paper.example", 0.2):
        begun = time.time()
        time.sleep(0.05)
        print(begun, time.time(), flush=True)
"""


def test_two_processes_take_turns_at_one_host(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _TURNS, str(tmp_path)]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]) for _ in range(2)
    ]
    lines = [line for process in both for line in process.communicate(timeout=60)[0].splitlines()]
    turns = sorted(tuple(map(float, line.split())) for line in lines)
    assert len(turns) == 6
    assert min(later[0] - earlier[1] for earlier, later in pairwise(turns)) >= 0.19


def test_a_clock_that_was_set_back_makes_nobody_wait(tmp_path: Path) -> None:
    with door(tmp_path, "paper.example") as since:
        assert since == float("inf")
    (file,) = tmp_path.iterdir()
    file.write_text(f"{time.time() + 3600:040.6f}")
    with door(tmp_path, "paper.example") as since:
        assert since == 0.0
    begun = time.monotonic()
    with Pace(doors=tmp_path).turn("other.example", 5.0):
        assert time.monotonic() - begun < 1


@pytest.mark.parametrize("left", [bytes(40), bytes(7), b"\xff\xfe garbage", b"nan", b"", b"1764202152.1\0\0"])
def test_a_file_that_a_power_cut_spoilt_says_that_nobody_asked_and_is_whole_again_afterwards(
    tmp_path: Path, left: bytes
) -> None:
    with door(tmp_path, "paper.example"):
        pass
    (file,) = tmp_path.iterdir()
    file.write_bytes(left)
    with door(tmp_path, "paper.example") as since:
        assert since == float("inf")
    with door(tmp_path, "paper.example") as since:
        assert 0 <= since < 60
