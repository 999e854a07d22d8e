"""What the page of sources shows: each with its last look, its newest article and what is wrong with it."""

from __future__ import annotations

from flows.site.record import Record
from flows.site.speech import Speech


def shown(record: Record, say: Speech) -> dict[str, object]:
    names = {region.region: say.region(region) for region in record.regions}
    return {
        "sources": [(one, names.get(one.region or "", one.region)) for one in record.sources],
        "alarms": sum(bool(one.alarm) for one in record.sources),
        "entered": sum(bool(one.entered) for one in record.sources),
        "groups": sorted({one.source_group for one in record.sources}),
    }
