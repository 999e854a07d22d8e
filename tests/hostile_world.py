"""A data folder in which every word that somebody else wrote is hostile, for the test that nothing of it acts.

The words are laid into the warehouse by enumeration: whatever column of text a table has, or will have, is spoilt
unless it is named among those that hold words of ours. What is published, shown, written and mailed of it is inert.
"""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import count
from pathlib import Path

import duckdb
from desk_world import make_data, review
from warehouse_world import NOW

from flows.settings import Settings
from warehouse.connect import open_warehouse
from warehouse.publish import publish

NAME = """it's "a" {b} $c; -- d"""  # of the folder that all of it lies in
CANARY = "canary99"  # stands in every word: where it is missing from an output, nothing was tested there
COLOUR = "\x1b[38;5;99m"  # in no style of ours: an escape code that a terminal would obey and our guard lets pass

# What titles, names and sentences may try. One each: SQL, HTML, JS, CSS, headers, terminals, spreadsheets, templates,
# Markdown, paths, marks of direction, what no text holds.
WORDS = tuple(
    f"{words} {CANARY}"
    for words in (
        "'); DROP TABLE articles;-- \" $$ $1 ?",
        "<script>window.hit=1</script><img src=x onerror=window.hit=1>\" onmouseover='window.hit=1' x=\"",
        "</title></style></script><svg onload=window.hit=1>--><!-- ]]> &lt;b&gt; &#60;",
        "a{background:url(javascript:window.hit=1)} expression(window.hit=1) </style> \\3c",
        "Тема\r\nBcc: x@evil.example\r\n\r\n.\r\nMAIL FROM:<y@evil.example>",
        f"\x1b]0;hit\x07\x1b[2J\x9b2J\x1b]8;;http://evil.example\x07link\x1b]8;;\x07{COLOUR}colour\x7f\x08\x08",
        '=HYPERLINK("http://evil.example","x")',
        "＝cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\t=1+1",
        "\r=1+1",
        "{{7*7}} {% raw %} ${7*7} {0} {name} %s %(x)s {region.__class__}",
        "[x](javascript:window.hit=1) ![x](http://evil.example/x.png) | `a` *b* <b> # _c_ ~d~",
        "[red]markup[/] [/nothing] [link=http://evil.example]x[/link] :smile: [",
        "../../../etc/passwd CON NUL.txt \\\\host\\share C:\\x",
        "\u202eнавыворот\u202c \u2066внутри\u2069 \u200b\u200d\ufeff\u00ad\u2028\u2029\u0085 \u061c",
        "нуль\x00 и половина \ufffd",
        "Я" * 3000,
    )
)  # fmt: skip
ADDRESSES = tuple(
    f"{address}{CANARY}"
    for address in (
        "javascript:window.hit=1//",
        "JaVaScRiPt:window.hit=1//",
        "data:text/html,<script>window.hit=1</script>",
        "vbscript:msgbox(1)//",
        'https://paper.example/"><script>window.hit=1</script>',
        "https://paper.example/' onmouseover='window.hit=1",
        "https://paper.example/a b|c[d](e)*f_g`h",
        "https://paper.example/%0d%0aBcc:x@evil.example",
        "https://paper.example/\r\nBcc: x@evil.example/",
        "https://paper.example/\u202etxt.exe",
        "https://xn--80ak6aa92e.example/",
        "https://user:pw@paper.example/",
        "//evil.example/",
        "https://paper.example/" + "a" * 10_000,
        f"https://paper.example/\x1b[2J{COLOUR}",
    )
)  # fmt: skip

# Columns of our own words: names that lead from row to row, and words of the order, the glossary's kinds, the calendar.
_OURS = frozenset(
    [
        "run_id",
        "article_id",
        "meeting_id",
        "review_id",
        "event_id",
        "verdict_id",
        "page_id",
        "fit_id",
        "control_id",
        "occasion_id",
        "discovery_id",
        "listed_id",
        "publication_id",
        "reader_version",
        "order_version",
        "case_digest",
        "digest",
        "event_state",
        "event_states",
        "state",
        "region",
        "regions",
        "places",
        "bound",
        "rungs",
        "kinds",
        "kind",
        "status",
        "level",
        "how",
        "action",
        "outcome",
        "method",
        "language",
        "capacity",
        "akim_capacity",
        "judged_by",
        "day_basis",
        "date_basis",
        "occasion",
        "assumption",
        "source_group",
        "source_groups",
        "since_precision",
        "until_precision",
        "origin_kind",
        "counts_as",
        "verdict",
        "word",
        "versions",
        "counts",
        "follows",
        "judged_run",
        "registry_run",
        "looking",
        "caught",
        "printed",
        "sightings",
        "week",
        "text_sha256",
        "archive_sha256",
        "origin",
        "person_key",
        "voice",
        "office",
        "before",
        "meetings",
    ]
)
_ADDRESSES = frozenset({"url", "final_url", "source_url", "base_url", "anchor_url"})
# Names that rows are joined by: spoilt alike wherever they stand.
_JOINED = frozenset({"source", "sources", "address"})


def make(folder: Path, *, hostile: bool = True) -> Settings:
    """The world of the desk, every word of it hostile, published; its data folder lies in one called NAME.

    With `hostile` False the same rows with harmless words: what pages are made of where nobody means harm.
    """
    settings = make_data(folder / NAME / "data")
    with open_warehouse(settings.warehouse, sample=True) as connection:
        for statement in _MORE:
            connection.execute(statement)
        if hostile:
            spoil(connection)
        publish(connection, settings.published, as_of=NOW.date(), full_text=True)
    return settings


# A row where the world of the desk has none.
_MORE = (
    review("amend", "причина", "KZ-55"),
    "INSERT INTO review_standings BY NAME SELECT review_id, 'counts' AS state, meeting_id, 'a' AS detail, "
    "'а' AS detail_ru, run_id, recorded_at FROM reviews",
    "INSERT INTO stated_numbers BY NAME SELECT article_id, reader_version, 0 AS ordinal, 'KZ-55' AS region, "
    "DATE '2025-01-01' AS period_start, DATE '2025-06-01' AS period_end, 6 AS number, 'Аким' AS speaker, "
    "'За год шесть.' AS sentence, 0 AS char_start, 5 AS char_end, run_id, recorded_at FROM readings LIMIT 1",
    "INSERT INTO other_heads BY NAME SELECT article_id, reader_version, 9 AS ordinal, 'KZ-55' AS region, "
    "'Аким' AS said, 'Иванов Иван' AS name, 'Иванов Иван' AS person, 'иванов' AS person_key, 'akim' AS office, "
    "'Другой' AS head, 'site' AS voice, 'Аким Иванов.' AS sentence, 0 AS char_start, 5 AS char_end, "
    "run_id, recorded_at FROM readings WHERE outcome = 'read' LIMIT 1",
    "INSERT INTO outbox BY NAME SELECT '2025-W24' AS week, 'a@readers.example' AS recipient, 'c' AS content, "
    "'ru' AS language, 'failed' AS state, 1 AS attempt, '550 нет' AS answer, 'm' AS message_id, 0 AS position, "
    "TIMESTAMPTZ '2025-06-16 08:00:00+05' AS happened_at, 'r1' AS run_id, TIMESTAMPTZ '2025-06-16 08:00:00+05' AS "
    "recorded_at",
    "INSERT INTO runs BY NAME SELECT 'r1' AS run_id, 'run' AS kind, "
    "TIMESTAMPTZ '2025-06-16 08:00:00+05' AS started_at, "
    "TIMESTAMPTZ '2025-06-16 08:01:00+05' AS finished_at, '{}' AS versions, '{}' AS counts, ['visit: paper: x'] AS "
    "failures, TIMESTAMPTZ '2025-06-16 08:01:00+05' AS recorded_at",
)  # fmt: skip


def spoil(connection: duckdb.DuckDBPyConnection) -> None:
    """Put a hostile word into every column of text that is not of our own words, another one each time."""
    turn = count()
    for table, column, kind in connection.execute(_COLUMNS).fetchall():
        if column in _OURS:
            continue
        given = ADDRESSES if column in _ADDRESSES else WORDS
        if column in _JOINED and not (table == "officials" and column == "source"):
            given = tuple(one for one in WORDS if "DROP" in one or "script" in one)[:1]
        word = f"list_extract($words, 1 + (rowid + {next(turn)}) % {len(given)})"
        value = f"[{word}]" if kind == "VARCHAR[]" else word
        connection.execute(f'UPDATE "{table}" SET "{column}" = {value}', {"words": list(given)})


_COLUMNS = """
    SELECT table_name, column_name, data_type FROM information_schema.columns
    JOIN information_schema.tables USING (table_catalog, table_schema, table_name)
    WHERE table_type = 'BASE TABLE' AND data_type IN ('VARCHAR', 'VARCHAR[]') ORDER BY 1, 2
"""

_STYLE = re.compile(r"\x1b\[[0-9;]*m")  # colour and weight: what our own screens write


def acting(shown: str, *, terminal: bool = False) -> list[str]:
    """Whatever in the text a terminal, a log or a reader's eye would obey: control characters, hidden ones, marks of
    direction. On a terminal the codes of colour are ours, except the hostile one."""
    if terminal:
        shown = _STYLE.sub(lambda code: "HOSTILE" if code.group() == COLOUR else "", shown)
        shown = shown.replace("\r\n", "\n")
    found = {char for char in shown if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} - {"\n"}
    return sorted(map(ascii, found)) + ["the hostile colour"] * ("HOSTILE" in shown)


def write_officials(path: Path) -> None:
    """An own table of heads whose every word is hostile, of Pavlodar."""
    cell = [one.strip().replace("\x00", "") for one in WORDS]
    rows = [
        ["region", "surname", "given", "patronymic", "capacity", "since", "since_precision", "until", "until_precision",
         "confidence", "source", "note"],
        ["KZ-55", cell[5], cell[14], cell[1], "akim", "2024-01-01", "day", "", "", cell[0], cell[2], cell[3]],
    ]  # fmt: skip
    path.write_text("".join(",".join(_csv(one) for one in row) + "\n" for row in rows), encoding="utf-8", newline="")


def _csv(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def write_source(folder: Path, base: str, key: str = "it's [red] $x") -> None:
    """A description of a site whose key and name are hostile; `base`: where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    text = f"""
key = {json.dumps(key)}
name = {_toml(WORDS[5])}
base_url = "{base}"
hosts = ["{base.split("/")[2].split(":")[0]}"]
group = "national_independent"
language = "ru"
pace_seconds = 0.5
expected_per_day = [0, 80]
article_url = '/news/'
note = {_toml(WORDS[15])}
[[discovery]]
kind = "feed"
address = "{base}/rss?x='\\"><script>"
verified = "never"
[selectors]
verified = "never"
"""
    (folder / f"{key}.toml").write_text(text, encoding="utf-8")


def _toml(text: str) -> str:
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'
