"""How long does a week's letter take once the published file is open, and how heavy is it on the wire?

`bench_letter.py [PUBLISHED.duckdb …] [--articles N] [--appearances N]`: the files named (the demo's, say), then a big
warehouse of 27 months (`big_warehouse.sql`; 50,000 articles, 25,000 appearances when left out; `--articles 0`: none),
with links of a site and an address for corrections. Prints seconds of the first letter in a process and of the second,
where time goes, and the bytes of the mail and its parts, in both languages. A letter is to take less than 1 s and weigh
less than 80 kB.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench_inference import TODAY, fill, judge
from bench_site import _SENTENCES

from flows.letter.compose import compose
from flows.letter.message import letter_message
from flows.letter.record import publications_of, read_week
from flows.letter.say import Say
from flows.letter.table import tiles_of
from flows.letter.tile_map import tile_map
from flows.letter.week import chosen_week, letters_day
from flows.settings import Settings
from models.glossary import Language
from warehouse.connect import open_warehouse
from warehouse.publish import publish
from warehouse.published import open_published

_LANGUAGES: tuple[Language, ...] = ("ru", "en")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("published", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--appearances", type=int, default=25_000)
    given = parser.parse_args()
    for path in given.published:
        measure(path)
    if given.articles:
        with tempfile.TemporaryDirectory() as folder:
            measure(big(Path(folder), given.articles, given.appearances))
    return 0


def big(folder: Path, articles: int, appearances: int) -> Path:
    """A big installation's published file."""
    with open_warehouse(folder / "w.duckdb", sample=True) as connection:
        fill(connection, articles, appearances)
        judge(connection, folder / "stage", "20260630T000001")
        connection.execute(_SENTENCES)
        return publish(connection, folder / "published", as_of=TODAY)


def measure(path: Path) -> None:
    """Print what the letters of the file's last whole week take."""
    settings = Settings(
        data=path.parent.parent, sender="akimwatch <letter@akimwatch.example>",
        corrections_to="corrections@akimwatch.example", site_url="https://akimwatch.example",
    )  # fmt: skip
    print(path)
    with open_published(path) as published:
        week = chosen_week(None, letters_day(publications_of(published), datetime.now(UTC)))
        for language in _LANGUAGES:
            for turn in ("first", "again"):
                begun, busy = time.perf_counter(), time.process_time()
                letter = compose(published, week, language, settings)
                mail = letter_message(letter, "reader@example.org", settings, at=datetime.now(UTC)).as_bytes()
                took, worked = time.perf_counter() - begun, time.process_time() - busy
                print(f"  {week.name} {language} {turn}: {took:.2f} s ({worked:.2f} s of processor time)")
            text, page = len(letter.text.encode()), len(letter.html.encode())
            parts = f"text {text:,}, page {page:,}, picture {len(letter.picture):,} before encoding"
            print(f"  {week.name} {language}: {len(mail):,} bytes on the wire ({parts})")
        begun = time.perf_counter()
        record = read_week(published, week)
        read = time.perf_counter()
        tile_map(tiles_of(record, Say("ru", record.glossary)))
        print(f"  of it: reading {read - begun:.2f} s, picture {time.perf_counter() - read:.2f} s; "
              f"{len(record.found)} gatherings new, {sum(len(one.reasons) for one in record.now)} reasons")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
