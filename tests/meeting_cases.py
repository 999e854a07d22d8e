"""The cases of tests/fixtures/meetings in the shape of the gold cases."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "fixtures" / "meetings"


def own_cases() -> list[dict[str, Any]]:
    """Every case of our own, in the order of the files."""
    files = sorted(FOLDER.glob("manners_*.toml"))
    return [_case(raw) for file in files for raw in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]


def _case(raw: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": raw["id"],
        "url": f"https://example.kz/{raw['id']}",
        "source": None,
        "published_at": raw["published"],
        "language": "ru",
        "title": raw["title"],
        "text": raw["text"].strip(),
        "meetings": [_meeting(line) for line in raw["meetings"]],
        "tags": [],
    }


def _meeting(line: str) -> dict[str, Any]:
    head, _, people = line.partition("|")
    kind, status, level, region, days, basis, topic, assembly = head.split()
    start, end = (None if day == "null" else day for day in days.split(".."))
    return {
        "kind": kind,
        "status": status,
        "level": level,
        "region": None if region == "null" else region,
        "interethnic_topic": topic == "1",
        "assembly_present": assembly == "1",
        "date_start": start,
        "date_end": end,
        "date_basis": basis,
        "attendance": [_entry(entry) for entry in people.split(";") if entry.strip()],
    }


def _entry(entry: str) -> dict[str, Any]:
    region, surname, given, named, how = entry.split()
    return {"region": region, "akim": f"{surname} {given}", "named": named == "named", "how": how}
