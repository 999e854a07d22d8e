"""Files that an installation may bring: sources, officials, order, priors, recipients."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractors.sources import load_sites
from flows.doctor.check import Check, Visit, failed, ok, warn
from flows.settings import Settings
from models.errors import AkimwatchError
from models.order import load_order
from models.priors import load_priors
from models.registry import load_registry

_NEVER = "never"  # as the files of sources say it


def checks(visit: Visit) -> Iterator[Check]:
    """One check a file; the built-in ones are read too, so that a broken installation shows."""
    for name, tell in (("sources", _sources), ("officials", _officials), ("order", _order), ("priors", _priors)):
        yield _told(name, tell, visit.settings)


def _told(name: str, tell: Callable[[Settings], Check], settings: Settings) -> Check:
    try:
        return tell(settings)
    except AkimwatchError as error:
        return failed(name, error, "mend the file at that place")


def _sources(settings: Settings) -> Check:
    sites = load_sites(settings.sources)
    where = settings.sources or "built-in"
    never = sum(all(str(way.verified) == _NEVER for way in site.ways) for site in sites.values())
    if not sites:
        return warn("sources", f"{where}: none", "put a file for each site there (*.toml)")
    told = f"{where}: {len(sites)}"
    if never:
        fix = "`akimwatch sources check` tries them; mend what it names"
        return warn("sources", f"{told}, {never} of them never tried on the real site", fix)
    return ok("sources", told)


def _officials(settings: Settings) -> Check:
    own = settings.own_officials
    load_registry(own)
    return ok("officials", f"{own}, laid over the built-in table" if own else "the built-in table")


def _order(settings: Settings) -> Check:
    order = load_order(settings.order, force_until=settings.force_until)
    force = f"in force {order.force_from} to {order.force_until or 'today'}"
    return ok("order", f"{settings.order or 'built-in'}: {len(order.clauses)} clauses, {force}")


def _priors(settings: Settings) -> Check:
    load_priors(settings.priors)
    return ok("priors", str(settings.priors or "built-in"))
