"""Keeping an installation: is all in order, and what to do where it is not."""

from __future__ import annotations

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
