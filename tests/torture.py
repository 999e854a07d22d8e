"""`make torture`: the works of an installation are killed at random and at exact moments, begun again, and looked at.

`python torture.py --trials 200 --seed 7` tells of a trial only where a promise does not hold, then prints a table;
`--only 17` repeats that one trial; `--points NAME…` kills at these fault points alone, once each, and prints JSON.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import torture_stored as stored
import torture_world as world_room
from torture_forked import Child, ask
from torture_world import WORKS, World, backups_of, readers_of, sites_at

from extractors.web.archive import Archive
from models.fault_points import FAULT_POINTS

_ADDRESS = 231  # 127.0.0.231 and on: the other tests' sample webs stand below
_LONGEST = 240.0  # seconds: an undisturbed run takes two; a work that hangs is a failure
# Of a hundred trials: most on what writes most. Every one of the five works that the issue names is among them.
_SHARES = {"run": 58, "desk": 14, "letter": 14, "site": 4, "backup": 4, "house": 4, "upgrade": 2}
# At which work a fault point is passed, and how often at most it is worth to wait for it.
_POINTS: dict[str, tuple[str, int]] = {
    "archive.in_record": ("run", 30), "archive.record_written": ("run", 30),
    "stage.in_part": ("run", 25), "stage.part_written": ("run", 25),
    "load.table_added": ("run", 20), "load.before_commit": ("run", 4), "load.committed": ("run", 4),
    "load.part_removed": ("run", 20),
    "publish.database_written": ("run", 1), "publish.set_written": ("run", 1), "publish.link_renamed": ("desk", 1),
    "publish.database_renamed": ("desk", 1), "publish.manifest_renamed": ("desk", 1), "publish.remembered": ("desk", 1),
    "post.sending_recorded": ("letter", 6), "post.before_dot": ("letter", 6), "post.after_dot": ("letter", 6),
    "post.answered": ("letter", 6),
    "site.written": ("site", 1), "site.swapped": ("site", 1),
    "backup.warehouse_copied": ("backup", 1), "backup.page_file_copied": ("backup", 1),
    "seal.closed": ("house", 1), "upgrade.step_taken": ("upgrade", 1),
}  # fmt: skip
_IMPORTED = ("duckdb", "extractors", "flows", "models", "pyarrow", "spacy", "warcio", "warehouse", "httpx", "httpcore")
_BY_POINT = 0.4  # of the trials kill at an exact moment, the others at any


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One trial: which work, and when it is killed: at a moment (share of the time it takes) or at a fault point.

    `again`: the recovery is killed too, at that share of its time.
    """

    number: int
    work: str
    share: float = 0.0
    point: str = ""
    passing: int = 1
    again: float | None = None


@dataclass(slots=True)
class Outcome:
    plan: Plan
    phase: str = ""
    kills: int = 0
    cut: int = 0
    repaired: int = 0
    uncertain: int = 0
    faults: list[str] = field(default_factory=list)


def planned(trials: int, seed: int) -> Iterator[Plan]:
    """The same seed gives the same trials, and each of them alone the same as among all."""
    works = list(_SHARES)
    points = list(_POINTS)
    for number in range(trials):
        chance = random.Random(f"{seed}-{number}")
        again = chance.uniform(0.02, 0.9) if chance.random() < 0.25 else None
        if chance.random() < _BY_POINT:
            point = points[number % len(points)] if number < 2 * len(points) else chance.choice(points)
            work, most = _POINTS[point]
            yield Plan(number=number, work=work, point=point, passing=chance.randint(1, most), again=again)
        else:
            work = chance.choices(works, [_SHARES[name] for name in works])[0]
            yield Plan(number=number, work=work, share=chance.uniform(0.01, 0.98), again=again)


class Servers:
    """The process with the sample web and the mail server."""

    def __init__(self, address: int) -> None:
        own = Path(__file__).with_name("torture_servers.py")
        self._process = subprocess.Popen(
            [sys.executable, str(own), str(address)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        where = self._read()
        self.world = World(sites=sites_at(where["origins"]), port=where["port"])

    def ask(self, word: str) -> dict[str, int]:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        return self._read()  # type: ignore[no-any-return]

    def _read(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()


class Torture:
    """All trials of one seed, in `folder`."""

    def __init__(self, folder: Path, servers: Servers, seed: int) -> None:
        self.folder, self.servers, self.world, self.seed = folder, servers, servers.world, seed
        self.right: dict[str, dict[str, str]] = {}  # what an undisturbed work gives, by work
        self.takes: dict[str, float] = {}  # seconds, undisturbed

    # --- What is right ----

    def prepare(self, works: list[str]) -> None:
        """Do every work undisturbed, from the same beginnings as the trials, and remember what they compute."""
        world_room.remember()
        known = ask(self._first)
        world_room.recall(known)
        for work in works:
            data = self._begin(work, -1)
            child = Child(partial(WORKS[work], self.world, data, lambda _: None), log=self.folder / "right.log")
            if (code := child.wait(_LONGEST)) != 0:
                raise SystemExit(f"undisturbed, {work} ends with {code}:\n{(self.folder / 'right.log').read_text()}")
            self.takes[work] = time.monotonic() - child.begun
            self.right[work] = ask(stored.digests, data)
            self._remove(data)

    def _first(self) -> world_room.Remembered:
        """Everything that other works begin with, made once."""
        data = self.folder / "base"
        data.mkdir()
        world_room.run(self.world, data, lambda _: None)
        world_room.site(self.world, data, lambda _: None)
        world_room.backup(self.world, data, lambda _: None)
        with Archive(data / "archive") as archive:  # later than the backup: the next one has something to bring
            archive.write_resource("https://paper.example/later", b"a page", "text/html", datetime.now(UTC))
        base = self.folder / "whole"  # judged again, so that a desk's first decisions are computed, too
        shutil.copytree(data, base, symlinks=True)
        world_room.desk(self.world, base, lambda _: None)
        shutil.rmtree(base)
        from test_warehouse_upgrade import _made

        old = self.folder / "base-of-schema-5"
        old.mkdir()
        (old / "warehouse.duckdb").write_bytes(_made())
        world_room.remembered.modules = [name for name in sys.modules if name.split(".")[0] in _IMPORTED]
        return world_room.remembered

    def _begin(self, work: str, number: int) -> Path:
        """The folder that the work begins with."""
        data = self.folder / f"trial-{number}"
        if work == "run":
            data.mkdir()
            return data
        shutil.copytree(self.folder / ("base-of-schema-5" if work == "upgrade" else "base"), data, symlinks=True)
        if work == "backup":  # beside an earlier one, made before the last pages came
            shutil.copytree(backups_of(self.folder / "base"), backups_of(data))
        (data / "recipients.csv").write_text("\n".join(["address", *readers_of(number)]) + "\n", encoding="utf-8")
        return data

    def _remove(self, data: Path) -> None:
        shutil.rmtree(data)
        shutil.rmtree(backups_of(data), ignore_errors=True)

    # --- One trial ----

    def trial(self, plan: Plan) -> Outcome:
        outcome, log = Outcome(plan), self.folder / f"trial-{plan.number}.log"
        data = self._begin(plan.work, plan.number)
        self.servers.ask("requests")
        watching = Child(partial(_watch, data / "published", self.folder / "stop"), log=self.folder / "reader.log")
        try:
            data = self._killed(plan, outcome, data, log)
            if plan.again is not None and outcome.kills:
                self._killed_again(plan, outcome, data, log)
            before = ask(stored.snapshot, data)
            outcome.cut = before.cut
            self.servers.ask("requests")
            last = Child(partial(WORKS[plan.work], self.world, data, lambda _: None), log=log)
            if (code := last.wait(_LONGEST)) != 0:
                outcome.faults.append(f"begun again it ends with {code}: {_last_line(log)}")
                if code is None:
                    last.kill()
            else:
                outcome.repaired = len(last.answer())
                outcome.faults += last.orphans()
                outcome.faults += self._asked_twice(before)
                outcome.faults += ask(self._looked_at, plan, data, before)
                outcome.uncertain = self._letters(plan, outcome, data)
            if outcome.repaired != outcome.cut:
                outcome.faults.append(f"{outcome.cut} archive files were cut, {outcome.repaired} told of as repaired")
        finally:
            (self.folder / "stop").touch()
            watching.wait(_LONGEST)
            (self.folder / "stop").unlink()
        looks, seen = watching.answer()
        outcome.faults += [f"a reader met: {one}" for one in seen] + ([] if looks else ["no reader looked"])
        if not outcome.faults:
            self._remove(data)
            log.unlink(missing_ok=True)
        return outcome

    def _killed(self, plan: Plan, outcome: Outcome, data: Path, log: Path) -> Path:
        """Kill it as planned; one that was done before the moment came begins anew, with an earlier one."""
        share = plan.share
        for _ in range(4):
            child = self._child(plan, data, log, fault=plan.point, passing=plan.passing)
            if plan.point:
                code = child.wait(_LONGEST)
            else:
                code = child.wait(share * self.takes[plan.work])
                code = child.kill() if code is None else code
            outcome.phase = _phase(child.where.step, child.where.point)
            if code == -9:
                outcome.kills += 1
                return data
            if code != 0:
                outcome.faults.append(f"before any kill it ends with {code}: {_last_line(log)}")
                return data
            if plan.point:
                return data  # not passed so often: no kill, and all must be well all the same
            share /= 2
            self._remove(data)
            data = self._begin(plan.work, plan.number)
        return data

    def _killed_again(self, plan: Plan, outcome: Outcome, data: Path, log: Path) -> None:
        before = ask(stored.snapshot, data)
        child = self._child(plan, data, log)
        assert plan.again is not None
        code = child.wait(plan.again * self.takes[plan.work])
        code = child.kill() if code is None else code
        outcome.kills += code == -9
        if code not in (0, -9):
            outcome.faults.append(f"begun again for the first time it ends with {code}: {_last_line(log)}")
        outcome.faults += ask(_listed, stored.lost_and_doubled, before, data)

    def _child(self, plan: Plan, data: Path, log: Path, *, fault: str = "", passing: int = 1) -> Child:
        child_holder: list[Child] = []

        def work() -> object:
            return WORKS[plan.work](self.world, data, child_holder[0].where.mark)

        return _begun(work, child_holder, log, fault, passing)

    # --- What must hold ----

    def _asked_twice(self, before: stored.Snapshot) -> list[str]:
        again = sorted(set(self.servers.ask("requests")) & before.fetched)
        return [f"asked for once more, though stored: {url}" for url in again]

    def _looked_at(self, plan: Plan, data: Path, before: stored.Snapshot) -> list[str]:
        """In a process of its own: databases are opened here."""
        changed = ("discoveries", "meta") if plan.work == "upgrade" else ()  # a column more, another number
        faults = list(stored.lost_and_doubled(before, data, changed))
        if (found := stored.digests(data)) != (right := self.right[plan.work]):
            other = sorted(name for name in {*found, *right} if found.get(name) != right.get(name))
            faults.append(f"not as undisturbed: {', '.join(other)}")
        if plan.work == "backup":
            faults += self._restored(data)
        if plan.work != "upgrade":  # its pages are of no archive
            faults += stored.archive_faults(data)
            faults += _explained(self.world, data, random.Random(f"{self.seed}-{plan.number}-explained"))
        stored.age(data, 2)
        stored.load_left(data)
        if plan.work in ("site", "house"):
            stored.age(data, 25)
            world_room.house(self.world, data, lambda _: None)
        return [*faults, *stored.left_over(data)]

    def _restored(self, data: Path) -> list[str]:
        from flows.backup.restoring import restore_backup

        other = data.with_name(f"{data.name}-restored")
        try:
            restore_backup(self.world.settings(other), backups_of(data))
            own, restored = stored.digests(data), stored.digests(other)
            differ = [name for name, one in restored.items() if own.get(name) != one]
            left = [path.name for path in backups_of(data).rglob(".new-*")]
            return [f"restored, {name} is another" for name in differ] + [
                f"left in the backup: {name}" for name in left
            ]
        finally:
            shutil.rmtree(other, ignore_errors=True)

    def _letters(self, plan: Plan, outcome: Outcome, data: Path) -> int:
        """Each reader has the letter once, or the outbox says that it does not know; how many of these there are."""
        if plan.work != "letter":
            return 0
        had, states = self.servers.ask("letters"), ask(stored.outbox_by_reader, data)
        for reader in readers_of(plan.number):
            state, letters = states.get(reader), had.get(reader, 0)
            if (state, letters) not in (("sent", 1), ("uncertain", 0), ("uncertain", 1)):
                outcome.faults.append(f"{reader} had {letters} letters, the outbox says {state}")
        uncertain = sum(state == "uncertain" for state in states.values())
        if uncertain > outcome.kills:
            outcome.faults.append(f"{uncertain} letters are uncertain after {outcome.kills} kills")
        return uncertain


def _begun(work: Callable[[], object], holder: list[Child], log: Path, fault: str, passing: int) -> Child:
    """A child that knows itself: it marks its steps in the memory that it shares with its parent."""
    child = Child.__new__(Child)
    holder.append(child)
    child.__init__(work, log=log, fault=fault, passing=passing)  # type: ignore[misc]
    return child


def _listed(told: Callable[..., Iterator[str]], *given: object) -> list[str]:
    return list(told(*given))


def _watch(folder: Path, stop: Path) -> tuple[int, list[str]]:
    """Look at what is published until told to stop."""
    reader, seen = stored.Reader(folder), dict[str, None]()
    while True:
        last = stop.exists()
        seen |= dict.fromkeys(reader.look())
        if last or len(seen) > 5:
            return reader.looks, list(seen)
        time.sleep(0.03)


def _explained(world: World, data: Path, chance: random.Random) -> list[str]:
    """One verdict of those that rest on something leads back to its bytes."""
    import duckdb

    from flows.desk.command import explain_chain
    from warehouse.publish import DATABASE

    settings = world.settings(data)
    with duckdb.connect(str(settings.published / DATABASE), read_only=True) as published:
        names = sorted(name for (name,) in published.execute("SELECT DISTINCT verdict_id FROM evidence").fetchall())
    name = chance.choice(names)
    with redirect_stdout(io.StringIO()):
        code = explain_chain(settings, name, as_json=False, language="en", no_color=True)
    return [] if code == 0 else [f"explain {name} ends with {code}"]


def _phase(step: str, point: str) -> str:
    """What a work was at when it was killed, by its last step and the last point that it passed."""
    if point in ("load.table_added", "load.before_commit", "load.committed"):
        return "load"
    if point.startswith("publish.") and point != "publish.remembered":
        return "publish"
    return step or "beginning"


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() if log.exists() else []
    return lines[-1] if lines else "without a word"


# --- The command -----------------------------------------------------------------------------------------------------


Told = dict[str, Any]  # an outcome as it crosses from one process to another


def table(told: list[Told]) -> str:
    """A row a phase; the last one counts all."""
    rows = [("phase", "trials", "killed", "kills", "whole again", "cut records", "repaired", "uncertain letters")]
    for phase in [*sorted({one["phase"] for one in told}), "all"]:
        own = [one for one in told if phase in (one["phase"], "all")]
        counts = (
            len(own),
            sum(one["kills"] > 0 for one in own),
            sum(one["kills"] for one in own),
            sum(not one["faults"] for one in own),
            sum(one["cut"] for one in own),
            sum(one["repaired"] for one in own),
            sum(one["uncertain"] for one in own),
        )
        rows.append((phase, *map(str, counts)))
    rule = ("---", *("---:" for _ in rows[0][1:]))
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:]))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--trials", type=int, default=200)
    asked.add_argument("--seed", type=int, default=20240425)
    asked.add_argument("--only", type=int, nargs="*", help="numbers of trials")
    asked.add_argument("--points", nargs="*", choices=sorted(_POINTS), metavar="POINT")
    asked.add_argument("--jobs", type=int, default=1, help="processes that share the trials")
    asked.add_argument("--address", type=int, default=_ADDRESS, help="the sample web's first: 127.0.0.ADDRESS")
    asked.add_argument("--json", action="store_true", help="print the outcomes for a program")
    asked.add_argument("--keep", action="store_true", help="leave the folders of trials that failed")
    given = asked.parse_args()
    assert set(_POINTS) <= set(FAULT_POINTS)
    begun = time.monotonic()
    if given.points:
        plans = [Plan(number=n, work=_POINTS[name][0], point=name) for n, name in enumerate(given.points)]
    else:
        plans = [plan for plan in planned(given.trials, given.seed) if not given.only or plan.number in given.only]
    told = _shared_out(plans, given) if given.jobs > 1 else _done(plans, given)
    failed = sum(bool(one["faults"]) for one in told)
    if given.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        took = f"{time.monotonic() - begun:,.0f} s"
        print(f"{table(told)}\n\n{len(told)} trials, seed {given.seed}: {failed} failed, {took}")
    return 1 if failed else 0


def _done(plans: list[Plan], given: argparse.Namespace) -> list[Told]:
    """The trials, one after another; what does not hold is told at once, on stderr."""
    folder, servers = Path(tempfile.mkdtemp(prefix="akimwatch-torture-")), Servers(given.address)
    try:
        torture = Torture(folder, servers, given.seed)
        torture.prepare(sorted({plan.work for plan in plans}))
        outcomes = []
        for plan in plans:
            outcomes.append(_told(outcome := torture.trial(plan)))
            if outcome.faults:
                again = f"make torture TRIALS={given.trials} SEED={given.seed} ONLY={plan.number}"
                lines = (f"{plan}: killed in {outcome.phase}", *outcome.faults, f"again: {again}")
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
    command += ["--keep"] if given.keep else []
    shares = [[str(plan.number) for plan in plans[job :: given.jobs]] for job in range(given.jobs)]
    running = [
        subprocess.Popen(
            [*command, f"--address={given.address - 8 * job}", "--only", *share], stdout=subprocess.PIPE, text=True
        )
        for job, share in enumerate(shares)
        if share
    ]
    told: list[Told] = []
    for process in running:
        answer, _ = process.communicate()
        told += json.loads(answer)
    return told


def _told(outcome: Outcome) -> Told:
    names = ("phase", "kills", "cut", "repaired", "uncertain", "faults")
    return {"point": outcome.plan.point, **{name: getattr(outcome, name) for name in names}}


if __name__ == "__main__":
    sys.exit(main())
