"""Articles a second a core of the reader after start-up, and its peak memory: `bench_read.py FILE.jsonl…`.

The files are read three times in one process pinned to one core: the first time warms up and loads the models
(printed apart), the best of the other two counts. Peak memory is the process's own, start-up included.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before numpy is loaded: a core means one core

from extractors.read_lines import read_files
from extractors.russian.reader import Reader
from models.registry import load_registry


def seconds_to_read(paths: list[str], reader: Reader) -> tuple[float, int]:
    """How long one pass over the files takes, and how many articles were read in it."""
    out, begun = io.StringIO(), time.perf_counter()
    if read_files(paths, out, sys.stderr, reader) != 0:
        sys.exit("the files hold broken lines: the figure would not be comparable")
    return time.perf_counter() - begun, out.getvalue().count("\n")


def main(paths: list[str]) -> None:
    if not paths:
        sys.exit(__doc__)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    begun = time.perf_counter()
    reader = Reader(load_registry())  # appearances, claims and regions included
    first, articles = seconds_to_read(paths, reader)
    started = time.perf_counter() - begun
    best = min(seconds_to_read(paths, reader)[0] for _ in range(2))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"articles              {articles}")
    print(f"first pass            {started:.1f} s, of it reading {first:.1f} s (models are loaded in it)")
    print(f"after start-up        {articles / best:.0f} articles/s on one core")
    print(f"peak memory           {peak:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
