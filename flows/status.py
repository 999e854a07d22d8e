"""`akimwatch status`: what is stored, what was published last, and what is unfinished."""

from __future__ import annotations

import json

from flows.settings import Settings
from models.errors import WarehouseError
from warehouse.connect import open_warehouse
from warehouse.read import counts


def show_status(settings: Settings, *, as_json: bool) -> int:
    """Print the counts of every table, the manifest of what was published, and the runs not yet loaded."""
    if not settings.warehouse.exists():
        raise WarehouseError(f"{settings.warehouse}: no warehouse yet; run `akimwatch run` or `akimwatch demo` first")
    with open_warehouse(settings.warehouse, sample=None, memory_limit=settings.memory_limit, read_only=True) as opened:
        rows = dict(counts(opened))
    manifest = settings.published / "manifest.json"
    published = json.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else None
    unfinished = sorted(entry.name for entry in settings.stage.iterdir()) if settings.stage.exists() else []
    if as_json:
        print(
            json.dumps({"rows": rows, "published": published, "unfinished": unfinished}, ensure_ascii=False, indent=1)
        )
        return 0
    print(f"warehouse   {settings.warehouse}")
    print(*(f"  {name:20} {number:>10,}" for name, number in rows.items()), sep="\n")
    if published:
        mark = "  SAMPLE DATA" if published.get("sample") else ""
        print(f"published   {settings.published / 'akimwatch.duckdb'} as of {published.get('as_of')}{mark}")
    else:
        print("published   nothing yet")
    print(f"unfinished  {', '.join(unfinished) if unfinished else 'nothing'}")
    return 0
