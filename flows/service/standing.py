"""A Prefect runner that stops gently: the run at work comes to its end, what only waits for its turn is let go.

Prefect's own runner cancels runs on SIGTERM, or kills them: a letter could stand half sent.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Thread
from types import FrameType

from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner

from flows.service.turn import AtWork, turn

# A look at the feeds or a letter is done by then; a nightly pass is broken off, and taken up by the next run.
STOP_SECONDS = 60.0


class Standing(Runner):
    """Starts each due run in a process of its own, at most `limit` at once, until SIGTERM or Ctrl-C."""

    def __init__(self, data: Path, *, limit: int) -> None:
        super().__init__(name="akimwatch", pause_on_shutdown=False, limit=limit)
        self._data = data
        self._stop: Callable[[], None] = lambda: None
        self._kept = ExitStack()  # the turn, once taken for stopping: held until this process ends

    def stand(self, deployments: Sequence[RunnerDeployment], when_ready: Callable[[], None]) -> None:
        """Register the deployments, then serve them until stopped."""
        for deployment in deployments:
            self.add_deployment(deployment)
        when_ready()
        with suppress(KeyboardInterrupt, asyncio.CancelledError):
            asyncio.run(self._stand())

    async def _stand(self) -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def stop() -> None:
            loop.call_soon_threadsafe(task.cancel)

        self._stop = stop
        await self.start()

    def handle_sigterm(self, number: int = signal.SIGTERM, frame: FrameType | None = None) -> None:
        """Called once by the signal, in place of Prefect's own; a second signal ends everything on the spot."""
        signal.signal(signal.SIGTERM, lambda *_: self._stop())
        Thread(target=self._end_in_turn, name="stopping", daemon=True).start()

    def _end_in_turn(self) -> None:
        with suppress(AtWork):
            self._kept.enter_context(turn(self._data, "the end of the service", waits=STOP_SECONDS))
        self._stop()
