"""The `places` component: every place named, resolved to the region it lay in on the article's day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from razdel import tokenize
from spacy.language import Language
from spacy.tokens import Doc

from extractors.russian.document import day_of, declare_attributes
from extractors.russian.gazetteer import build_gazetteer
from extractors.russian.home import Home, forecast_tokens
from extractors.russian.places_match import Mention, PlaceMatcher
from extractors.russian.records import Place
from models.records import Article
from models.registry import Region, load_registry

# «/memleket/entities/sko/press/news/details/1043877»: the government's portal gives each akimat a folder.
_AKIMAT = re.compile(r"/entities/([a-z]+)/")
_GOVERNMENT = frozenset({"www.gov.kz", "gov.kz"})


@Language.factory("places", assigns=["doc._.places", "doc._.home_region"], default_config={"hosts": {}})
def make_places(nlp: Language, name: str, hosts: dict[str, str]) -> PlaceFinder:
    return PlaceFinder(load_registry().regions, hosts)


class PlaceFinder:
    """Sets `doc._.places` and `doc._.home_region`.

    `hosts` maps a site's host name or source key to the region it writes about. Names that several regions share
    («Жамбылский район») go to the region named beside them, else to the only one of them that the document is about.
    Forecast lines («Астана -5») hold no mention.
    """

    def __init__(self, regions: Mapping[str, Region], hosts: Mapping[str, str]) -> None:
        declare_attributes()
        self.regions = regions
        self.hosts = hosts
        self._akimats = {region.gov_kz: region.iso for region in regions.values()}
        self._matcher = PlaceMatcher(build_gazetteer(regions))

    def __call__(self, doc: Doc) -> Doc:
        words = [token.text for token in doc]
        forecast = forecast_tokens(doc)
        mentions = [mention for mention in self._matcher.find(words) if mention.start not in forecast]
        article: Article | None = doc._.article
        home = Home(self._own_region(article))
        if article is not None and article.title and not doc._.has_title:
            home.hear_title(self._matcher.find([token.text for token in tokenize(article.title)]))
        home.hear(doc, mentions)
        day = day_of(doc)
        doc._.places = tuple(
            self._place(mention, home.choose(mentions, at), day) for at, mention in enumerate(mentions)
        )
        doc._.home_region = self._as_of(home.region(), day)
        return doc

    def _own_region(self, article: Article | None) -> str | None:
        if article is None:
            return None
        try:
            address = urlsplit(article.url or "")
        except ValueError:  # «http://[::1»: no address, so nobody's site
            return self.hosts.get(article.source or "")
        akimat = _AKIMAT.search(address.path)
        if akimat and address.hostname in _GOVERNMENT:
            return self._akimats.get(akimat[1])
        host = (address.hostname or "").removeprefix("www.")
        return self.hosts.get(article.source or "") or self.hosts.get(host)

    def _as_of(self, region: str | None, day: date | None) -> str | None:
        if region is None or day is None:
            return region
        known = self.regions[region]
        return known.before if known.since and known.before and day < known.since else region

    def _place(self, mention: Mention, region: str | None, day: date | None) -> Place:
        then = self._as_of(region, day)
        meaning = mention.meaning
        level = meaning.level
        if region is not None and then != region and self.regions[region].kind == "city":
            level = "town"  # Shymkent before June 2018
        return Place(
            start=mention.start,
            end=mention.end,
            region=then,
            level=level,
            name=meaning.name or (self.regions[region].name if region else ""),
            foreign=meaning.foreign,
            adjective=mention.adjective,
        )
