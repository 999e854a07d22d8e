"""`make torture`: the works of an installation are killed at random and at exact moments, begun again, and looked at.

`python torture.py --trials 200 --seed 7` tells of a folder only where a promise does not hold, then prints a table;
`--only 17` repeats that one; `--points NAME…` kills at these fault points alone, once each.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from torture_trials import POINTS, Kill, Outcome, Plan, Servers, Torture, planned

_ADDRESS = 216  # 127.0.0.216 and on, eight for each process: other tests' sample webs stand elsewhere
_OWN = 8

Told = dict[str, Any]  # an outcome as it crosses from one process to another


def table(told: list[Told]) -> str:
    """A row a phase, counted by kills; the last one counts all."""
    kills = [{**kill, "whole": not one["faults"]} for one in told for kill in one["landed"]]
    rows = [("phase", "kills", "whole again", "cut records", "repaired")]
    for phase in [*sorted({kill["phase"] for kill in kills}), "all"]:
        own = [kill for kill in kills if phase in (kill["phase"], "all")]
        counts = (len(own), *(sum(kill[name] for kill in own) for name in ("whole", "cut", "repaired")))
        rows.append((phase, *map(str, counts)))
    rule = ("---", *("---:" for _ in rows[0][1:]))
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:]))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--trials", type=int, default=200)
    asked.add_argument("--seed", type=int, default=20240425)
    asked.add_argument("--only", type=int, nargs="*", help="numbers of data folders")
    asked.add_argument("--points", nargs="*", choices=sorted(POINTS), metavar="POINT")
    asked.add_argument("--jobs", type=int, default=1, help="processes that share the trials")
    asked.add_argument("--address", type=int, default=_ADDRESS, help="the sample web's first: 127.0.0.ADDRESS")
    asked.add_argument("--json", action="store_true", help="print the outcomes for a program")
    asked.add_argument("--minutes", type=float, default=float("inf"), help="begin no other folder after that time")
    asked.add_argument("--keep", action="store_true", help="leave the folders of trials that failed")
    given = asked.parse_args()
    begun = time.monotonic()
    if given.points:
        plans = [Plan(number=n, work=POINTS[name][0], kills=(Kill(point=name),)) for n, name in enumerate(given.points)]
    else:
        plans = [plan for plan in planned(given.trials, given.seed) if not given.only or plan.number in given.only]
    told = _shared_out(plans, given) if given.jobs > 1 else _done(plans, given)
    failed = sum(bool(one["faults"]) for one in told)
    if given.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        kills, uncertain = sum(len(one["landed"]) for one in told), sum(one["uncertain"] for one in told)
        planned_kills = sum(len(plan.kills) for plan in plans)
        print(
            f"{table(told)}\n\n{kills} of {planned_kills} kills landed in {len(told)} data folders, seed {given.seed}: "
            f"{failed} folders failed, {uncertain} letters uncertain; {time.monotonic() - begun:,.0f} s"
        )
    return 1 if failed else 0


def _done(plans: list[Plan], given: argparse.Namespace) -> list[Told]:
    """The trials, one after another; what does not hold is told at once, on stderr."""
    folder, servers = Path(tempfile.mkdtemp(prefix="akimwatch-torture-")), Servers(given.address)
    try:
        torture = Torture(folder, servers, given.seed)
        torture.prepare(sorted({plan.work for plan in plans}))
        outcomes = []
        give_up = time.monotonic() + 60 * given.minutes
        for plan in plans:
            if time.monotonic() > give_up:
                break
            outcomes.append(_told(outcome := torture.trial(plan)))
            if outcome.faults:
                again = f"make torture TRIALS={given.trials} SEED={given.seed} ONLY={plan.number}"
                phases = ", ".join(kill.phase for kill in outcome.landed)
                lines = (f"{plan}: killed in {phases}", *outcome.faults, f"again: {again}")
                print(*lines, sep="\n  ", file=sys.stderr, flush=True)
    finally:
        servers.close()
        if given.keep:
            print(f"kept: {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder)
    return outcomes


def _shared_out(plans: list[Plan], given: argparse.Namespace) -> list[Told]:
    """The same by several processes, each with a sample web of its own."""
    command = [sys.executable, __file__, "--json", f"--trials={given.trials}", f"--seed={given.seed}"]
    command += [f"--minutes={given.minutes}", *(["--keep"] if given.keep else [])]
    shares = [[str(plan.number) for plan in plans[job :: given.jobs]] for job in range(given.jobs)]
    running = [
        subprocess.Popen(
            [*command, f"--address={given.address - _OWN * job}", "--only", *share], stdout=subprocess.PIPE, text=True
        )
        for job, share in enumerate(shares)
        if share
    ]
    told: list[Told] = []
    for process in running:
        answer, _ = process.communicate()
        if not answer:
            raise SystemExit("a process that had a share of the trials has failed; what it said stands above")
        told += json.loads(answer)
    return told


def _told(outcome: Outcome) -> Told:
    return {
        "point": outcome.plan.kills[0].point,
        "landed": [asdict(kill) for kill in outcome.landed],
        "uncertain": outcome.uncertain,
        "faults": outcome.faults,
    }


if __name__ == "__main__":
    sys.exit(main())
