"""What leaves the program is inert even where the place that prints it forgot to make it so."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from hostile_world import WORDS, acting
from rich.table import Table

from flows.inert import InertConsole, markdown_text, told_line

_GUARDED = """
import sys
from flows.inert import guard_streams
guard_streams()
print("\\x1b]0;hit\\x07\\x1b[2J\\x9b2J\\u202e\\x1b[1mbold\\x1b[0m", "half \\ud83d", file=sys.stderr)
print("half \\ud83d and \\x1b[2J as it is")
raise RuntimeError("at https://me:canary@host/x \\x1b[2J\\u2066 \\udc00")
"""


def _guarded() -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[1]
    return subprocess.run([sys.executable, "-c", _GUARDED], cwd=root, capture_output=True, text=True, check=False)


def test_what_nobody_made_inert_is_caught_on_stderr_a_traceback_too() -> None:
    done = _guarded()
    assert acting(done.stderr, terminal=True) == []
    assert "RuntimeError: at https://***@host/x \ufffd[2J" in done.stderr
    assert "\x1b[1mbold\x1b[0m half \ufffd\n" in done.stderr, "colour passes"
    assert "canary" not in done.stderr


def test_a_pipe_gets_every_byte_and_half_a_pair_ends_in_no_traceback() -> None:
    assert _guarded().stdout == "half \\ud83d and \x1b[2J as it is\n"


def test_a_screen_shows_markup_as_words_and_nothing_that_acts() -> None:
    out = io.StringIO()
    screen = InertConsole(file=out, force_terminal=True, width=4000)
    table = Table(title=WORDS[15])
    table.add_column(WORDS[5])
    for word in WORDS:
        table.add_row(word)
        screen.print(word, style="bold")
    screen.print(table)
    shown = out.getvalue()
    assert acting(shown, terminal=True) == []
    assert shown.count("[red]markup[/] [/nothing] [link=http://evil.example]x[/link] :smile: [") == 3


def test_a_line_is_one_line_without_a_login() -> None:
    assert told_line("a\r\nakimwatch: all well\u2028 at\thttps://me:pw@host/x\x07") == (
        "a akimwatch: all well at https://***@host/x\ufffd"
    )


def test_words_within_markdown_keep_their_underscores() -> None:
    assert markdown_text("deputy_only _x_ <b> [l](u)") == "deputy_only \\_x\\_ &lt;b\\> \\[l\\](u)"
    assert markdown_text("deputy_only a|b #1", cell=True) == "deputy_only a\\|b #1"
