"""What the tests of coverage are made of: a source, a look at its list, a fetch, and the days that come out covered."""

from __future__ import annotations

from datetime import datetime

from inference_world import at, day

from models.coverage import coverage_of
from models.order import Window
from models.records import Discovery, Fetch, Listed, Outcome, Source
from models.registry import load_registry

REGISTRY = load_registry()


def source(key: str = "lada", region: str | None = None, language: str = "ru") -> Source:
    return Source(
        key=key,
        name=key,
        base_url=f"https://{key}.example/",
        group="regional" if region else "national_independent",
        language=language,
        region=region,
        expected_per_day=(1, 50),
    )


def look(
    checked: datetime,
    back_to: str | None,
    *items: tuple[str, datetime | None],
    complete: bool = False,
    ok: bool = True,
    key: str = "lada",
    address: str = "https://lada.example/feed",
) -> Discovery:
    return Discovery(
        source=key,
        method="feed",
        address=address,
        checked_at=checked,
        ok=ok,
        items=tuple(Listed(url=url, published_at=moment) for url, moment in items),
        reached_back_to=day(back_to) if back_to else None,
        complete=complete,
    )


def fetch(url: str, outcome: Outcome = "fetched", status: int | None = None, final: str | None = None) -> Fetch:
    moment = at("2025-06-20")
    return Fetch(source="lada", url=url, final_url=final, fetched_at=moment, outcome=outcome, status=status)


def days(*looks: Discovery, fetches: tuple[Fetch, ...] = ()) -> list[str]:
    """The covered days of June 2025 for Mangystau, as numbers."""
    coverage = coverage_of([source()], looks, fetches, REGISTRY)
    june = Window(start=day("2025-06-01"), end=day("2025-06-30"))
    return [f"{one:%d}" for one in sorted(coverage.covered_days("KZ-47", june))]
