"""Every figure of speed in one command, one benchmark after another: `make bench`, or

    python benchmarks/all.py [--quick] [--write] [--only NAME …]

Half an hour and more on a quiet machine; `--quick` (small sizes, once each) some three minutes, to see that all of them
run: its figures are no measure. What each prints goes to standard error as it comes, the table to standard output;
`--write` also puts the table into docs/performance.md between its two marks. A benchmark that fails is a row that says
so, and the exit code is 1. Lines of a benchmark that begin with `= ` are its figures (`measured.figure`); of one that
has none, all that it prints.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from measured import ONE_THREAD, ROOT
from news_texts import where_from

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- benchmarks/all.py begins -->", "<!-- benchmarks/all.py ends -->"
_MANY = 5  # figures of a benchmark that prints more lines than that: the first ones, the slowest of a sorted list


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One script of this folder, with its arguments for a measure and for a look."""

    name: str
    full: tuple[str, ...] = ()
    quick: tuple[str, ...] = ()

    def command(self, *, quick: bool) -> tuple[str, ...]:
        return (f"benchmarks/{self.name}.py", *(self.quick if quick else self.full))


_PRESS = next(
    (str(path) for path in [Path(os.environ.get("PRESS_CORPUS", ROOT.parent / "shared" / "corpus"))
     / "tengrinews_2024-04.jsonl"] if path.is_file()), "tests/gold/dev.jsonl"
)  # fmt: skip
BENCHES: tuple[Bench, ...] = (
    Bench(name="bench_whole_way", quick=("--quick",)),
    Bench(name="bench_extraction", quick=("--quick",)),
    Bench(name="bench_floor", quick=("--quick",)),
    Bench(name="bench_growth", quick=("--quick",)),
    Bench(name="bench_read", full=(_PRESS,), quick=("tests/gold/dev.jsonl",)),
    Bench(name="bench_load", quick=("1000",)),
    Bench(name="bench_inference", quick=("--articles", "20000", "--appearances", "2000")),
    Bench(name="bench_coverage_days", quick=("20000",)),
    Bench(name="bench_replay", quick=("--pages", "300")),
    Bench(name="bench_views", quick=("--articles", "20000", "--appearances", "2000")),
    Bench(name="bench_site", quick=("--articles", "5000", "--appearances", "1000")),
    Bench(name="bench_letter", quick=("--articles", "5000", "--appearances", "1000")),
    Bench(name="bench_monitor"),
)
_SLOW = ("bench_monitor",)  # starts servers and waits for them: left out of a quick look


def run(bench: Bench, *, quick: bool) -> tuple[list[str], float, bool]:
    """What it prints, how long it took, and whether it ended well."""
    begun, lines = time.monotonic(), list[str]()
    env = {**os.environ, **ONE_THREAD, "PYTHONPATH": str(ROOT), "DO_NOT_TRACK": "1"}
    command = [sys.executable, *bench.command(quick=quick)]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", file=sys.stderr, flush=True)
            lines.append(line.rstrip())
    return lines, time.monotonic() - begun, process.returncode == 0


def rows_of(lines: list[str]) -> list[tuple[str, str]]:
    """Figures as (what, value): the lines that say they are, else all of them in one."""
    said = [line[2:].partition(" = ") for line in lines if line.startswith("= ")]
    if said:
        return [(what, value) for what, _, value in said]
    told = [" ".join(line.split()) for line in lines if line.strip() and not line.startswith("/")]  # no one's folders
    return [("as it prints", "; ".join(told[:_MANY]))]


def table(rows: list[tuple[str, str, str]]) -> str:
    def cell(text: str) -> str:
        return text.replace("|", "\\|")

    body = [f"| {cell(what)} | {cell(command)} | {cell(value)} |" for what, command, value in rows]
    return "\n".join(["| what | command | figure |", "|---|---|---|", *body])


def write(text: str, page: Path = PAGE) -> None:
    """Puts the text between the page's two marks. ValueError where it has not both."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page}: {BEGIN} and {END} are not both in it")
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument(
        "--write", action="store_true", help="put the table into docs/performance.md, in place of the one there"
    )
    parser.add_argument("--only", nargs="*", default=[], help="names of benchmarks, such as bench_floor")
    given = parser.parse_args()
    begun, rows, well = time.monotonic(), list[tuple[str, str, str]](), True
    for bench in BENCHES:
        if (given.only and bench.name not in given.only) or (given.quick and bench.name in _SLOW):
            continue
        print(f"\n{bench.name}", file=sys.stderr, flush=True)
        lines, seconds, ended = run(bench, quick=given.quick)
        print(f"{bench.name}: {seconds:.0f} s", file=sys.stderr, flush=True)
        well = well and ended
        command = f"`python {' '.join(bench.command(quick=given.quick))}`"
        found = rows_of(lines) if ended else [("**failed**", lines[-1] if lines else "nothing printed")]
        rows += [(what, command if at == 0 else "the same", value) for at, (what, value) in enumerate(found)]
    whole = (
        f"Taken in {(time.monotonic() - begun) / 60:.0f} minutes{', a quick look: no measure' if given.quick else ''}."
    )
    whole += f" Texts: {where_from()}."
    print(f"{table(rows)}\n\n{whole}")
    if given.write:
        write(f"{table(rows)}\n\n{whole}")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
