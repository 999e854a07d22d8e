"""What may be once in a data folder, such as a back-fill: who comes second is told so and goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from models.errors import AkimwatchError, LockHeld
from warehouse.lock import hold


@contextmanager
def alone(lock: Path, what: str, todo: str) -> Iterator[None]:
    """Hold the file `lock`; AkimwatchError, telling `what` another process does there and what `todo`."""
    with ExitStack() as held:
        try:
            held.enter_context(hold(lock))
        except LockHeld as error:
            raise AkimwatchError(f"{what} in this data folder ({error}); {todo}") from None
        yield
