"""Prefect, clocks, settings and the command line; no logic of its own."""

from __future__ import annotations

import os

# One thread a process for the neural models' small matrices: threads that wait for each other cost more than they bring
# (70 articles in 3.7 s, not 5.8), and ten times as much where another process has the cores. Before numpy loads.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
