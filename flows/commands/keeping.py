"""Keeping an installation: is all in order, and what to do where it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import AsJson, Data, Plain

keeping = typer.Typer()


@keeping.command(epilog="Example: akimwatch doctor --deep")
def doctor(
    deep: Annotated[
        bool, typer.Option("--deep", help="load the models too, verify every file and 10,000 pages")
    ] = False,
    as_json: AsJson = False,
    no_color: Plain = False,
    data: Data = None,
) -> None:
    """Whether all is in order: clock, disk, archive, files given, mail, service. Names each fix (exit 1: broken)."""
    from flows.doctor.command import run_doctor

    raise typer.Exit(run_doctor(data, deep=deep, as_json=as_json, no_color=no_color))


@keeping.command(epilog="Example: akimwatch backup /mnt/backup/akimwatch")
def backup(
    folder: Annotated[Path, typer.Argument(help="folder of backups, on another disk; made on first use")],
    keep: Annotated[int, typer.Option("--keep", min=1, help="how many of the newest to keep (of one archive)")] = 3,
    data: Data = None,
) -> None:
    """Copy what cannot be made anew: warehouse, archive, own tables, settings. A run may go on meanwhile."""
    from flows.backup.making import make_backup
    from flows.settings import load_settings

    print(make_backup(load_settings(data=data), folder, keep=keep))


@keeping.command(epilog="Example: akimwatch restore /mnt/backup/akimwatch --data data-restored")
def restore(
    folder: Annotated[Path, typer.Argument(help="folder of backups (the newest is taken), or one of its backups")],
    data: Data = None,
) -> None:
    """Make a new data folder from a backup, every byte held to its SHA-256, and publish from it."""
    from flows.backup.restoring import GIVEN, restore_backup
    from flows.settings import load_settings

    settings = load_settings(data=data)
    manifest = restore_backup(settings, folder)
    print(f"{settings.data}: as it stood at {manifest.made_at}; `akimwatch doctor --deep` checks it")
    for name, stood in manifest.stood.items():
        print(f"{settings.data / GIVEN / name.removeprefix('settings/')} stood at {stood}")
