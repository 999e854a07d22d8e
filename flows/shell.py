"""`akimwatch sql` without a question: the published file in DuckDB's own shell, read-only and cut off from all else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import duckdb

from flows.settings import Settings
from models.errors import WarehouseError
from warehouse.publish import DATABASE
from warehouse.published import open_published
from warehouse.search import extension, loading

_INSTALL = f"install the package duckdb-cli=={duckdb.__version__}"
_BANNER = """\
The published file, read-only.{sample} Try:
  FROM compliance_today;                      what the record shows now
  FROM glossary;                              what its words mean, in Russian and English
  FROM search('встреча с этноактивом');       sentences with these words, in any form
  .tables                                     all there is;  .quit leaves
Ready questions: akimwatch sql --questions"""
_SAMPLE = " SAMPLE DATA: the meetings are invented."


def open_shell(settings: Settings) -> int:
    """Hand the terminal, or what is piped in, to DuckDB's shell; the shell's own exit code (0 ok, 1 an error).

    WarehouseError in one line where the published file cannot be read, or no shell of this DuckDB is installed.
    """
    path = settings.published / DATABASE
    with open_published(path) as connection:
        (sample,) = connection.execute("SELECT sample FROM meta").fetchone() or (True,)
    command = [*_shell(), *_arguments(), str(path.resolve())]
    if sys.stdin.isatty():
        print(_BANNER.format(sample=_SAMPLE if sample else ""), flush=True)
    elif sample:
        print("SAMPLE DATA: the meetings are invented", file=sys.stderr, flush=True)
    os.execv(command[0], command)


def _shell() -> list[str]:
    """The shell: beside this Python, else on PATH, where it is of the version that the extension fits."""
    beside = Path(sysconfig.get_path("scripts")) / "duckdb"
    found = str(beside) if beside.is_file() else shutil.which("duckdb")
    if found is None:
        raise WarehouseError(f'DuckDB\'s shell is not installed; {_INSTALL}, or ask with `akimwatch sql "…"`')
    if not beside.is_file():
        told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout.strip()
        if not told.startswith(f"v{duckdb.__version__}"):
            raise WarehouseError(f"{found}: DuckDB {told or 'of unknown version'}; {_INSTALL}")
    return [found]


def _arguments() -> list[str]:
    """Read-only, on Almaty's clock, nobody's start file; safe mode is last, since it locks the settings."""
    path = extension()
    commands = [
        ".startup_text none",
        "SET TimeZone = 'Asia/Almaty'",
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        *([loading(path)] if path else []),
        ".prompt 'akimwatch> '",
        ".safe_mode",
    ]
    return ["-no-init", "-readonly", *(word for command in commands for word in ("-cmd", command))]
