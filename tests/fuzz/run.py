"""`make fuzz`: property tests with many examples, then each fuzzer for its time. Exit code 1 where anything was found.

Each fuzzer starts from the sample web's pages and from what earlier runs found new (`data/fuzz/TARGET/corpus`). An
input that breaks a promise is kept in `data/fuzz/TARGET/found`, and what to do with it is printed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent), str(ROOT)]

from fuzz.mutate import TOKENS  # noqa: E402
from fuzz.seeds import write_seeds  # noqa: E402

_LONGEST = (
    16_384  # bytes: most pages of the sample web; libFuzzer would else grow inputs, and time goes into their size
)
_ONE_INPUT_S = 20  # what takes longer counts as found: a page is read in some milliseconds
_MEMORY_MIB = 2_048  # with the model-free readers loaded it holds some 400


def _dictionary(folder: Path) -> Path:
    """libFuzzer's word list, out of the tokens of our own mutator."""
    path = folder / "tokens.dict"
    lines = ["".join(f"\\x{byte:02x}" for byte in token) for token in TOKENS]
    path.write_text("".join(f'"{line}"\n' for line in lines), encoding="ascii")
    return path


def attack(target: str, seconds: int, folder: Path) -> bool:
    """Run one fuzzer; whether it found nothing."""
    corpus, found = folder / target / "corpus", folder / target / "found"
    found.mkdir(parents=True, exist_ok=True)
    before = set(found.iterdir())
    print(f"fuzz {target}: {write_seeds(target, corpus)} inputs to start from, {seconds} s", flush=True)
    command = [sys.executable, str(HERE / "attack.py"), target, f"-max_total_time={seconds}", f"-max_len={_LONGEST}"]
    command += [f"-timeout={_ONE_INPUT_S}", f"-rss_limit_mb={_MEMORY_MIB}", f"-dict={_dictionary(folder)}"]
    command += [f"-artifact_prefix={found}/", "-print_final_stats=1", "-verbosity=1", str(corpus)]
    code = subprocess.run(command, check=False, cwd=ROOT).returncode
    for path in sorted(set(found.iterdir()) - before):
        print(_what_to_do(target, path))
    return code == 0


def _what_to_do(target: str, path: Path) -> str:
    smaller = path.with_name(f"small-{path.name}")
    again = f"{sys.executable} {(HERE / 'attack.py').relative_to(ROOT)} {target}"
    small = f"-minimize_crash=1 -max_total_time=60 -exact_artifact_path={smaller}"
    return (
        f"\nFOUND: {path}\n"
        f"  look at it:     {again} {path}\n"
        f"  make it small:  {again} {small} {path}\n"
        f"  keep it:        add (what it shows, {target!r}, its bytes) to FOUND in tests/test_fuzz_found.py, mend it,\n"
        "                  and list it in docs/fuzzing.md"
    )


def _properties(examples: int) -> bool:
    """The property tests of what reads the web and what people write, with new examples."""
    print(f"property tests, {examples} examples each", flush=True)
    given = {**os.environ, "HYPOTHESIS_PROFILE": "fuzz", "FUZZ_EXAMPLES": str(examples)}
    tests = [str(HERE.parent / name) for name in ("test_fuzz_readers.py", "test_encoding.py", "test_mojibake.py")]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "not slow", *tests]
    return subprocess.run(command, check=False, cwd=ROOT, env=given).returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=120, help="for each fuzzer")
    parser.add_argument("--examples", type=int, default=1000, help="for each property; 0 leaves them out")
    parser.add_argument("--folder", type=Path, default=ROOT / "data" / "fuzz")
    parser.add_argument("targets", nargs="*", default=["article", "feed"], help="article, feed, lists")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    sound = [_properties(given.examples)] if given.examples else []
    sound += [attack(target, given.seconds, given.folder.resolve()) for target in given.targets]
    print("nothing found" if all(sound) else "something was found: see above")
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main())
