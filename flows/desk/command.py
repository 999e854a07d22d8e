"""`akimwatch show` and `akimwatch explain`: one question of an analyst at the keyboard, answered on stdout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from urllib.parse import urlsplit

from extractors.sources import Site, load_sites
from flows.demo.server import sample_site
from flows.desk.chain_told import tell_chain
from flows.desk.dossier import day_given, read_dossier
from flows.desk.dossier_told import tell_dossier
from flows.desk.screen import screen
from flows.desk.verified import check_chain
from flows.desk.words import Words
from flows.settings import Settings
from models.errors import WarehouseError
from models.glossary import Language
from models.json_text import json_text
from warehouse.chain import Account, chain_of, stored_text
from warehouse.connect import open_warehouse
from warehouse.desk import holds_sample, words_of
from warehouse.publish import DATABASE
from warehouse.published import open_published


def show_region(
    settings: Settings,
    given: str,
    since: str | None,
    until: str | None,
    *,
    as_json: bool,
    language: Language,
    no_color: bool,
    lines: int,
) -> int:
    """Print the dossier of the region that `given` names: each list at most `lines` long, or as JSON all of it.

    `since`, `until`: the lists hold those days alone. BadInput for a region or a day that there is none of.
    """
    first, last = day_given("--since", since), day_given("--until", until)
    with open_published(settings.published / DATABASE) as published:
        dossier = read_dossier(published, given, first, last)
    if as_json:
        print(dossier.as_json())
    else:
        tell_dossier(screen(no_color=no_color), dossier, Words(dossier.glossary, language), lines)
    return 0


def explain_chain(settings: Settings, given: str, *, as_json: bool, language: Language, no_color: bool) -> int:
    """Print the chain behind a verdict, event or account down to the archived bytes, each link checked.

    The exit code is 1 where any link does not hold. BadInput for an identifier that names nothing, or several.
    """
    with open_published(settings.published / DATABASE) as published:
        sample = holds_sample(published)
        words = Words(words_of(published), language)
        chain = chain_of(published, given)
    checks = check_chain(chain, settings.archive, _sites(settings, sample=sample), _stored(settings))
    if as_json:
        told = [{**asdict(check), "told": words.label(check.said, **check.values)} for check in checks]
        print(json_text({"sample": sample, **asdict(chain), "checks": told}, indent=1))
    else:
        tell_chain(screen(no_color=no_color), chain, checks, words, sample=sample)
    return 0 if all(check.holds for check in checks) else 1


def _sites(settings: Settings, *, sample: bool) -> Callable[[Account], Site | None]:
    """By which description a page was read: those of this installation, or of the sample web."""
    if sample:
        return lambda account: sample_site(account.fetched_source or "", _origin(account.fetched_url or ""))
    sites = load_sites(settings.sources)
    return lambda account: sites.get(account.fetched_source or account.source or "")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _stored(settings: Settings) -> Callable[[Account], str | None]:
    """The stored text of an article version: as published, else from the warehouse, where there is one that opens."""

    def text_of(account: Account) -> str | None:
        if account.text is not None or not settings.warehouse.exists():
            return account.text
        try:
            with open_warehouse(settings.warehouse, sample=None, read_only=True, wait_seconds=_PATIENCE) as opened:
                return stored_text(opened, account.article_id)
        except WarehouseError:
            return None  # the check says that no file here keeps it

    return text_of


_PATIENCE = 2.0  # seconds for a run that is loading: its text is the second-best witness
