"""Files for people, written at once or not at all: who reads one meanwhile has the old one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from models.errors import BadInput


@contextmanager
def whole_file(path: Path, *, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A file to write to, which takes the name `path` when the block ends well and is gone when it fails.

    BadInput where it cannot be written. Lines end as they are given.
    """
    made = path.with_name(f".{path.name}.{secrets.token_hex(3)}")
    try:
        with made.open("w", encoding=encoding, newline="") as out:
            yield out
        os.replace(made, path)
    except OSError as error:
        raise BadInput(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):  # on a disk that is read-only nothing was made
            made.unlink(missing_ok=True)
