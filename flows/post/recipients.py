"""Who gets the letter: a table of addresses and languages, taken whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from flows.post.addresses import mail_address
from models.errors import BadInput
from models.glossary import Language

_COLUMNS = (["address"], ["address", "language"])
_LANGUAGES: tuple[Language, ...] = get_args(Language)
_TOLD = 5  # faults that one message names; whoever has more has another kind of file


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One reader: a checked address, and the language of their letter."""

    address: str
    language: Language


def read_recipients(path: Path, language: Language) -> tuple[Recipient, ...]:
    """Everybody in the table, in its order; who has no language of their own gets `language`.

    The first line is `address` or `address,language` (a semicolon divides as well: spreadsheets of this country write
    it); lines that begin with # and blank ones count for nothing. BadInput, in one line that names the lines at fault,
    where there is no such file, nobody in it, an address that is none, a language we do not speak, or one twice.
    """
    lines = _lines(path)
    header = next(lines, None)
    if header is None:
        raise BadInput(f"{path}: empty; its first line is address,language, then one reader a line")
    number, cells = header
    if [cell.lower() for cell in cells] not in _COLUMNS:
        raise BadInput(f"{path}:{number}: the first line must be address,language (or address alone)")
    found: dict[str, tuple[int, Recipient]] = {}
    faults = []
    for number, given in lines:
        try:
            one = _recipient(given, len(cells), language)
            first, _ = found.setdefault(one.address.casefold(), (number, one))
            if first != number:
                raise ValueError(f"the address of line {first} again")
        except ValueError as error:
            faults.append(f"{path}:{number}: {error} (given: {given[0]!r})")
    if faults:
        more = [f"and {len(faults) - _TOLD} more"] if len(faults) > _TOLD else []
        raise BadInput("; ".join(faults[:_TOLD] + more))
    if not found:
        raise BadInput(f"{path}: nobody in it; write one reader a line below address,language")
    return tuple(one for _, one in found.values())


def _recipient(cells: Sequence[str], columns: int, language: Language) -> Recipient:
    if len(cells) > columns:
        raise ValueError(f"more than {columns} columns")
    address = mail_address(cells[0])
    spoken = cells[1].lower() if len(cells) > 1 and cells[1] else language
    for known in _LANGUAGES:
        if spoken == known:
            return Recipient(address=address, language=known)
    raise ValueError(f"no letter is written in {spoken!r}, only in {' and '.join(_LANGUAGES)}")


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Every line that says something, with its number: its cells without the spaces around them."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadInput(f"{path}: no such file; make it, first line address,language, then one reader a line") from None
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path}: not text in UTF-8") from None
    rows = csv.reader(text.splitlines(keepends=True), delimiter=_divider(text))
    while True:
        number = rows.line_num + 1  # where a row begins: one with a line break in quotes ends elsewhere
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadInput(f"{path}:{number}: not CSV ({error})") from None
        cells = [cell.strip(" \t") for cell in row]
        if any(cells) and not cells[0].startswith("#"):
            yield number, cells


def _divider(text: str) -> str:
    said = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    return ";" if ";" in next(said, "") else ","
