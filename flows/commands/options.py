"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Direct = Annotated[bool, typer.Option("--direct", help="run the same steps without Prefect")]
AsJson = Annotated[bool, typer.Option("--json", help="one JSON object on stdout, for programs")]
Data = Annotated[Path | None, typer.Option("--data", help="folder of everything stored (setting AKIMWATCH_DATA)")]
Spoken = Annotated[str, typer.Option("--language", help="en or ru: the glossary's words in that language")]
Plain = Annotated[bool, typer.Option("--no-color", help="plain text (so too in a pipe, or with NO_COLOR set)")]
Lines = Annotated[int, typer.Option("--lines", min=0, help="at most so many of each list")]
