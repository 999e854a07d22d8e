"""What stands around the glossary's words on the desk: both languages, the same values, nothing that is not used."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from string import Formatter

DESK = Path("flows/desk")
LABELS = tomllib.loads((DESK / "labels.toml").read_text(encoding="utf-8"))
CYRILLIC = re.compile("[А-Яа-яЁё]")


def test_every_label_has_the_same_values_in_both_languages() -> None:
    for key, label in LABELS.items():
        assert set(label) == {"en", "ru"}, key
        asked = [{name for _, name, _, _ in Formatter().parse(label[language]) if name} for language in ("en", "ru")]
        assert asked[0] == asked[1], key
        assert not CYRILLIC.search(label["en"]), key
        assert CYRILLIC.search(label["ru"]) or not re.search(r"[a-z]{2}", re.sub(r"\{\w+\}", "", label["ru"])), key


def test_every_label_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(DESK.glob("*.py"))).replace("'", '"')
    code += "".join(Path(f"flows/{name}.py").read_text(encoding="utf-8") for name in ("demo_run", "service/shown"))
    for key in LABELS:
        stem = key.removesuffix("_holds").removesuffix("_other")
        family = key.partition("_")[0]  # «post_sent»: one label for each state
        assert f'"{key}"' in code or (stem != key and f'"{stem}"' in code) or f'"{family}_{{' in code, key
