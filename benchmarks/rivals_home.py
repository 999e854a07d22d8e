"""The other libraries' own environment: their requirements clash with ours, so they never come into it.

It lies in the user's cache (or where BENCH_RIVALS says), is made by the first run with pip from the package registry
(half a minute), and is kept.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

# lxml_html_clean: newspaper4k asks lxml for it as an extra, which that lxml has no more.
PINS = ("news-please==1.6.16", "newspaper4k==0.9.6", "trafilatura==2.3.1", "lxml_html_clean==0.4.6")


def home() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("BENCH_RIVALS") or cache / "akimwatch-bench" / "rivals")


def interpreter() -> Path:
    """The environment's Python, made where there is none. CalledProcessError where pip cannot."""
    folder = home()
    python, done = folder / "bin" / "python", folder / "pins.txt"
    if done.is_file() and done.read_text(encoding="utf-8") == "\n".join(PINS):
        return python
    print(f"making {folder} for the other libraries", file=sys.stderr)
    venv.create(folder, with_pip=True, clear=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--upgrade", "pip"], check=True
    )  # the pip of Python 3.11 breaks off on an extra asked for twice
    subprocess.run([*pip, *PINS], check=True)
    done.write_text("\n".join(PINS), encoding="utf-8")
    return python
