"""One data folder in which a work is killed again and again, then left to end; and what must hold of it then."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import torture_stored as stored
import torture_world as world_room
from torture_forked import Child, Where, ask
from torture_world import WORKS, World, backups_of, readers_of, sites_at

from extractors.web.archive import Archive

_LONGEST = 400.0  # seconds: an undisturbed run takes three; a work that hangs is a failure
# Of a hundred chains: most on what writes most. Every one of the five works that the issue names is among them.
_SHARES = {"run": 52, "desk": 16, "letter": 16, "site": 4, "backup": 4, "house": 4, "upgrade": 4}
# At which work a fault point is passed, and how often at most it is worth to wait for it.
POINTS: dict[str, tuple[str, int]] = {
    "archive.in_record": ("run", 30), "archive.record_written": ("run", 30),
    "stage.in_part": ("run", 25), "stage.part_written": ("run", 25),
    "load.table_added": ("run", 20), "load.before_commit": ("run", 4), "load.committed": ("run", 4),
    "load.part_removed": ("run", 20),
    "publish.database_written": ("desk", 1), "publish.set_written": ("desk", 1), "publish.link_renamed": ("desk", 1),
    "publish.database_renamed": ("desk", 1), "publish.manifest_renamed": ("desk", 1), "publish.remembered": ("desk", 1),
    "post.sending_recorded": ("letter", 6), "post.before_dot": ("letter", 6), "post.after_dot": ("letter", 6),
    "post.answered": ("letter", 6),
    "site.written": ("site", 1), "site.swapped": ("site", 1),
    "backup.warehouse_copied": ("backup", 1), "backup.page_file_copied": ("backup", 1),
    "seal.closed": ("house", 1), "upgrade.step_taken": ("upgrade", 1),
}  # fmt: skip
_BY_POINT = 0.45  # of the kills come at an exact moment, the others at any
CHAIN = 4  # kills of one data folder: what is begun again after one is killed by the next, the last is left to end
_UPGRADED = ("discoveries", "meta")  # a column more, another number of the schema
_IMPORTED = ("duckdb", "extractors", "flows", "models", "pyarrow", "spacy", "warcio", "warehouse", "httpx", "httpcore")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """One trial: when a work is killed, after a share of the time that it takes undisturbed or at a fault point."""

    share: float = 0.0
    point: str = ""
    passing: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One data folder: which work is done in it, and the kills that it meets one after another."""

    number: int
    work: str
    kills: tuple[Kill, ...]


@dataclass(slots=True)
class Landed:
    """A kill that came: in which phase; whether it cut a page in the archive, and whether that was repaired since."""

    phase: str
    cut: int = 0
    repaired: int = 0


@dataclass(slots=True)
class Outcome:
    plan: Plan
    landed: list[Landed] = field(default_factory=list)
    uncertain: int = 0
    faults: list[str] = field(default_factory=list)


def planned(trials: int, seed: int) -> Iterator[Plan]:
    """Chains of so many kills in all. The same seed gives the same, each alone the same as among all."""
    works = list(_SHARES)
    for number in range(-(-trials // CHAIN)):
        chance = random.Random(f"{seed}-{number}")
        work = chance.choices(works, [_SHARES[name] for name in works])[0]
        kills = tuple(_kill(work, chance) for _ in range(min(CHAIN, trials - number * CHAIN)))
        yield Plan(number=number, work=work, kills=kills)


def _kill(work: str, chance: random.Random) -> Kill:
    own = [point for point, (of, _) in POINTS.items() if of == work]
    if chance.random() < _BY_POINT:
        point = chance.choice(own)
        return Kill(point=point, passing=chance.randint(1, POINTS[point][1]))
    return Kill(share=chance.uniform(0.02, 0.98))


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
            log = self.folder / "right.log"
            child = Child(lambda where, work=work, data=data: WORKS[work](self.world, data, where.mark), log=log)
            if (code := child.wait(_LONGEST)) != 0:
                raise SystemExit(f"undisturbed, {work} ends with {code}:\n{log.read_text()}")
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
        made = data.with_name(f"{data.name}-made")
        shutil.copytree(self.folder / ("base-of-schema-5" if work == "upgrade" else "base"), made, symlinks=True)
        if work == "backup":  # beside an earlier one, made before the last pages came
            shutil.copytree(backups_of(self.folder / "base"), backups_of(data))
        (made / "recipients.csv").write_text("\n".join(["address", *readers_of(number)]) + "\n", encoding="utf-8")
        return made.rename(data)  # all at once: somebody may be looking already

    def _remove(self, data: Path) -> None:
        gone = data.rename(data.with_name(f"{data.name}-gone"))  # all at once: somebody may be reading in it
        shutil.rmtree(gone)
        shutil.rmtree(backups_of(data), ignore_errors=True)

    # --- One trial ----

    def trial(self, plan: Plan) -> Outcome:
        """Kill by kill, then to the end; what does not hold is in the outcome."""
        outcome, log = Outcome(plan), self.folder / f"trial-{plan.number}.log"
        data = self._begin(plan.work, plan.number)
        self.servers.ask("requests")
        watch = partial(_watch, data / "published", self.folder / "stop", os.getpid())
        watching = Child(watch, log=self.folder / "reader.log")
        try:
            before = self._killed(plan, outcome, data, log)
            if not outcome.faults:
                self._ended(plan, outcome, data, log, before)
        finally:
            (self.folder / "stop").touch()
            died = watching.wait(_LONGEST)
            (self.folder / "stop").unlink()
        if died != 0:
            outcome.faults.append(f"the reader ended with {died}: {_last_line(self.folder / 'reader.log')}")
        else:
            looks, seen = watching.answer()
            outcome.faults += [f"a reader met: {one}" for one in seen] + ([] if looks else ["no reader looked"])
        if not outcome.faults:
            self._remove(data)
            log.unlink(missing_ok=True)
        return outcome

    def _killed(self, plan: Plan, outcome: Outcome, data: Path, log: Path) -> stored.Snapshot:
        """Begin the work and kill it, as often as planned; what was committed when the last kill had come.

        The chain ends with a work that is done before its kill. The first of them is begun anew with an earlier kill.
        """
        before = stored.Snapshot()
        for number, kill in enumerate(plan.kills):
            code, phase = self._once(plan.work, kill, data, log)
            for earlier in (0.5, 0.2, 0.05):
                if number or code != 0 or kill.point:
                    break
                self._remove(data)
                self._begin(plan.work, plan.number)
                code, phase = self._once(plan.work, Kill(share=kill.share * earlier), data, log)
            if code not in (0, -9):
                outcome.faults.append(f"after {number} kills it ends with {code}: {_last_line(log)}")
            after, faults = ask(self._between, plan.work, data, before)
            outcome.faults += faults
            if outcome.landed:
                outcome.landed[-1].repaired = len(before.cut - after.cut)
            if code != -9 or outcome.faults:
                return after
            outcome.landed.append(Landed(phase, cut=len(after.cut - before.cut)))
            before = after
        return before

    def _once(self, work: str, kill: Kill, data: Path, log: Path) -> tuple[int, str]:
        def todo(where: Where) -> object:
            return WORKS[work](self.world, data, where.mark)

        child = Child(todo, log=log, fault=kill.point, passing=kill.passing)
        code = child.wait(_LONGEST if kill.point else kill.share * self.takes[work])
        code = child.kill() if code is None else code
        return code, _phase(child.where.step, child.where.point)

    def _between(self, work: str, data: Path, before: stored.Snapshot) -> tuple[stored.Snapshot, list[str]]:
        """What is committed now, and what of that before is not: looked at in a process of its own."""
        now = stored.snapshot(data)
        return now, list(stored.lost_and_doubled(before, now, _UPGRADED if work == "upgrade" else ()))

    def _ended(self, plan: Plan, outcome: Outcome, data: Path, log: Path, before: stored.Snapshot) -> None:
        """Let it come to its end, and look at everything."""
        self.servers.ask("requests")
        last = Child(lambda where: WORKS[plan.work](self.world, data, where.mark), log=log)
        if (code := last.wait(_LONGEST)) != 0:
            outcome.faults.append(f"begun again it ends with {code}: {_last_line(log)}")
            if code is None:
                last.kill()
            return
        if len(told := last.answer()) != len(before.cut):
            outcome.faults.append(f"{len(before.cut)} archive files were cut, {len(told)} told of as repaired")
        if outcome.landed:
            outcome.landed[-1].repaired = len(told)
        outcome.faults += last.orphans()
        outcome.faults += self._asked_twice(before)
        outcome.faults += ask(self._looked_at, plan, data, before)
        outcome.uncertain = self._letters(plan, outcome, data)

    # --- What must hold ----

    def _asked_twice(self, before: stored.Snapshot) -> list[str]:
        again = sorted(set(self.servers.ask("requests")) & before.fetched)
        return [f"asked for once more, though stored: {url}" for url in again]

    def _looked_at(self, plan: Plan, data: Path, before: stored.Snapshot) -> list[str]:
        """In a process of its own: databases are opened here."""
        _, faults = self._between(plan.work, data, before)
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
        if uncertain > len(outcome.landed):
            outcome.faults.append(f"{uncertain} letters are uncertain after {len(outcome.landed)} kills")
        return uncertain


def _watch(folder: Path, stop: Path, parent: int, _: Where) -> tuple[int, list[str]]:
    """Look at what is published until told to stop, or alone."""
    reader, seen = stored.Reader(folder), dict[str, None]()
    while True:
        last = stop.exists() or os.getppid() != parent
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
