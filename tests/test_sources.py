"""Site files: what is there, what they promise, and that a faulty one is refused with its file and key."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from extractors.sources import load_site, load_sites
from extractors.sources.site import parse_site, site_of
from models.errors import SourceError
from models.registry import load_registry

SITES = load_sites()
REPOSITORY = Path(__file__).resolve().parent.parent
NO_REGIONAL_SITE_KNOWN = {"KZ-71", "KZ-33"}  # Astana, Zhetisu: only their akimats' pages on gov.kz are known

GOOD = """
key = "paper"
name = "Газета"
base_url = "https://paper.kz"
hosts = ["paper.kz"]
group = "regional"
language = "ru"
region = "KZ-10"
since = 2020-01-01
pace_seconds = 3.0
expected_per_day = [1, 20]
article_url = '^https://paper\\.kz/\\d+$'

[[discovery]]
kind = "listing"
address = "https://paper.kz/news/page/{page}/"
pages = 3
item = "div.item"
link = "a"
title = "a.title"
date = "span.date"
date_format = "25 апреля 2024, 11:12"
verified = 2026-01-01

[selectors]
title = ["h1.title", "h1"]
body = ["div.text > p"]
drop = ['a[href^="/tag/"]']
stop = ["Читайте также"]
verified = "never"
"""


def loaded(tmp_path: Path, text: str, name: str = "paper.toml") -> object:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_site(path)


def test_a_whole_description_is_read(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_text(GOOD, encoding="utf-8")
    site = load_sites(tmp_path)["paper"]
    assert (site.region, site.since, site.expected_per_day) == ("KZ-10", date(2020, 1, 1), (1, 20))
    assert site.ways[0].verified == date(2026, 1, 1)
    assert site.ways[0].addresses(2) == ("https://paper.kz/news/page/2/",)
    assert site.selectors.title == ("h1.title", "h1")
    assert site.selectors.verified == "never"


FAULTS = [
    ("key_of_mine = 1\n" + GOOD, "key_of_mine", "unknown key"),
    (GOOD.replace('item = "div.item"', 'itme = "div.item"'), "itme", "unknown key"),
    (GOOD.replace("'^https://paper\\.kz/\\d+$'", "'^https://paper\\.kz/(\\d+$'"), "article_url", "regular expression"),
    (GOOD.replace('"div.text > p"', '"div..text"'), "body", "CSS"),
    (GOOD.replace('link = "a"', 'link = "a:nth-child("'), "link", "CSS"),
    ('watches = "no"\n' + GOOD, "watches", "must be bool"),
    ("watches = 0\n" + GOOD, "watches", "must be bool"),
    (GOOD.replace("KZ-10", "KZ-99"), "region", "20 regions"),
    (GOOD.replace('"regional"', '"local"'), "group", "none of"),
    (GOOD.replace('"regional"', '"official"'), "region", "no region"),
    (GOOD.replace('region = "KZ-10"\n', ""), "region", "has region"),
    (GOOD.replace("verified = 2026-01-01\n", ""), "verified", "missing"),
    (GOOD.replace('verified = "never"', ""), "verified", "missing"),
    (GOOD.replace('verified = "never"', 'verified = "once"'), "verified", "never"),
    (GOOD.replace("https://paper.kz/news", "ftp://paper.kz/news"), "address", "http"),
    (GOOD.replace('base_url = "https://paper.kz"', 'base_url = "paper.kz"'), "base_url", "http"),
    (GOOD.replace("{page}", "{number}"), "address", "unknown blank"),
    (GOOD.replace("/page/{page}/", "/"), "pages", "{page}"),
    (GOOD.replace("[1, 20]", "[20, 1]"), "expected_per_day", "fewest"),
    (GOOD.replace("pace_seconds = 3.0", "pace_seconds = 3000"), "pace_seconds", "between"),
    (GOOD.replace("pace_seconds = 3.0", 'pace_seconds = "3"'), "pace_seconds", "float"),
    (GOOD.replace('hosts = ["paper.kz"]', 'hosts = ["other.kz"]'), "hosts", "paper.kz"),
    (GOOD.replace("since = 2020-01-01", "since = 2020"), "since", "date"),
    (GOOD.replace('kind = "listing"', 'kind = "feed"'), "item", "no selectors"),
    (GOOD.replace("[selectors]", "[selector]"), "selectors", "missing"),
    (GOOD.replace("pages = 3", "pages = 0"), "pages", "between"),
    (GOOD.replace('language = "ru"', 'language = "de"'), "language", "none of"),
]


@pytest.mark.parametrize(("text", "key", "reason"), FAULTS)
def test_a_fault_names_the_file_the_key_and_the_reason(tmp_path: Path, text: str, key: str, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        loaded(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'paper.toml'}: ")
    assert f"{key}:" in message
    assert reason in message


def test_a_file_that_is_not_toml_is_named_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"paper\.toml: not TOML") as caught:
        loaded(tmp_path, "key = ")
    assert str(caught.value).startswith(f"{tmp_path / 'paper.toml'}: ")


def test_a_file_is_called_after_its_site(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"must be called paper\.toml"):
        loaded(tmp_path, GOOD, "gazeta.toml")


def test_a_missing_file_or_folder_is_one_clear_fault(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.toml"):
        load_site(tmp_path / "none.toml")
    with pytest.raises(SourceError, match="no such folder"):
        load_sites(tmp_path / "none")


def test_no_two_sites_share_a_host(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "twin.toml").write_text(GOOD.replace('"paper"', '"twin"'), encoding="utf-8")
    with pytest.raises(SourceError, match=r"twin\.toml: hosts: paper\.kz belongs to paper\.toml"):
        load_sites(tmp_path)


def test_there_are_two_dozen_sites_and_the_akimats() -> None:
    assert len(SITES) >= 25
    assert SITES["govkz"].group == "official"
    assert SITES["govkz"].guarded


def test_every_region_has_a_source_of_its_own_where_one_is_known() -> None:
    covered = {site.region for site in SITES.values()} - {None}
    assert set(load_registry().regions) - covered == NO_REGIONAL_SITE_KNOWN


def test_the_akimats_list_is_asked_once_for_each_of_the_20_regions() -> None:
    json_way = SITES["govkz"].ways[0]
    assert json_way.kind == "json"
    addresses = json_way.addresses()
    assert len(set(addresses)) == 20
    assert not any("{" in address for address in addresses)


def test_a_regional_source_reports_on_its_own_region_and_a_national_one_on_all() -> None:
    assert SITES["lada"].reports_on("KZ-47")
    assert not SITES["lada"].reports_on("KZ-10")
    assert SITES["kazinform"].reports_on("KZ-10")


def test_a_site_of_one_office_and_an_aggregator_watch_no_region() -> None:
    assert not any(SITES[key].reports_on("KZ-10") for key in ("akorda", "mailkz"))
    assert not any(site.watches for site in SITES.values() if site.group == "aggregator")


def test_a_site_watches_unless_its_file_denies_it() -> None:
    assert parse_site(GOOD, "paper.toml").reports_on("KZ-10")
    assert not parse_site("watches = false\n" + GOOD, "paper.toml").reports_on("KZ-10")


def test_every_address_is_of_one_of_the_sites_hosts() -> None:
    for site in SITES.values():
        for way in site.ways:
            assert site_of(way.addresses()[0], SITES) is site, (site.key, way.address)


ARTICLES = [
    "https://tengrinews.kz/kazakhstan_news/raz-v-dva-mesyatsa-tokaev-dal-poruchenie-oblastnyim-akimam-533439",
    "https://www.gov.kz/memleket/entities/ulytau/press/news/details/975412?lang=ru",
    "https://total.kz/ru/news/religiya/teolog_rasskazal_date_2019_11_01_12_41_01",
    "https://yk.kz/news/show/53421",
    "https://24.kz/ru/news/social/item/683181-novost",
]
LISTS = ["https://tengrinews.kz/news/page/2/", "https://tengrinews.kz/tag/алматы/", "https://www.nur.kz/politics/"]


@pytest.mark.parametrize("url", ARTICLES)
def test_article_addresses_fit_their_sites_pattern(url: str) -> None:
    site = site_of(url, SITES)
    assert site is not None
    assert re.match(site.article_url, url)


@pytest.mark.parametrize("url", LISTS)
def test_list_addresses_do_not_fit_their_sites_pattern(url: str) -> None:
    site = site_of(url, SITES)
    assert site is not None
    assert not re.match(site.article_url, url)


def test_an_unknown_host_or_a_broken_address_is_nobodys() -> None:
    assert site_of("https://example.org/x", SITES) is None
    assert site_of("http://[bad", SITES) is None


def test_estimates_of_articles_a_day_say_what_they_rest_on() -> None:
    for file in (REPOSITORY / "extractors" / "sources").glob("*.toml"):
        line = next(row for row in file.read_text(encoding="utf-8").splitlines() if row.startswith("expected_per_day"))
        assert "#" in line, file.name


@pytest.mark.slow
@pytest.mark.skipif(not (REPOSITORY / "README.md").exists(), reason="the wheel's description, README.md, is missing")
def test_the_site_files_travel_in_the_wheel(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-c", f"import uv_build; uv_build.build_wheel({str(tmp_path)!r})"],
        cwd=REPOSITORY,
        env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},  # uv_build looks for its program there
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    assert sum(name.startswith("extractors/sources/") and name.endswith(".toml") for name in names) == len(SITES)
    assert "extractors/page/lexicon/chrome.toml" in names
