"""The command line: results on stdout, everything else on stderr.

Exit codes: 0 ok, 1 failed, 2 usage, 3 coverage alarm.
"""

from __future__ import annotations

import errno
import sys
from tempfile import gettempdir

import typer

from flows.commands.asking import asking
from flows.commands.collecting import collecting
from flows.commands.keeping import keeping
from flows.commands.mailing import mailing
from flows.commands.reading import reading
from flows.inert import guard_streams, told_line
from flows.review.commands import review_app
from models.errors import AkimwatchError, BadInput

app = typer.Typer(
    help="Does the public record show that Kazakhstan's akims hold the meetings they were ordered to hold?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for commands in (collecting, reading, asking, mailing, keeping):
    app.add_typer(commands)
app.add_typer(review_app, name="review")


def main() -> None:
    """Run the command line; a failure of our own kinds ends in one line on stderr."""
    guard_streams()
    try:
        app()
    except BadInput as error:
        print(f"akimwatch: {told_line(error)}", file=sys.stderr)
        sys.exit(2)
    except AkimwatchError as error:
        print(f"akimwatch: {told_line(error)}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing is left to say to it
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        todo = f"; make room on its disk, or on that of {gettempdir()}" if error.errno == errno.ENOSPC else ""
        print(f"akimwatch: {told_line(f'{where}{error.strerror or error}{todo}')}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
