"""One fuzzer: `python tests/fuzz/attack.py TARGET [libFuzzer's options] FOLDER`. Started by `run.py`."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

with atheris.instrument_imports(include=["extractors", "models", "fuzz.promises"], enable_loader_override=False):
    from fuzz.promises import PROMISES

from fuzz.mutate import mutated  # noqa: E402 - not instrumented: how inputs are made is no coverage


def _mutate(data: bytes, most: int, seed: int) -> bytes:
    """Half of the time a change that leaves the page a page, else libFuzzer's own."""
    if random.Random(seed).random() < 0.5:
        return mutated(data, most, seed)
    return bytes(atheris.Mutate(data, most))


def main() -> None:
    target = sys.argv.pop(1)
    atheris.Setup(sys.argv, PROMISES[target], custom_mutator=_mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
