"""The registry: twenty regions, who headed each on which day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.registry import load_registry

REGISTRY = load_registry()


def test_there_are_seventeen_oblasts_and_three_cities() -> None:
    kinds = [region.kind for region in REGISTRY.regions.values()]
    assert (kinds.count("oblast"), kinds.count("city")) == (17, 3)


@pytest.mark.parametrize(
    ("region", "day", "akim"),
    [
        ("KZ-39", "2022-11-30", "Мухамбетов Архимед"),
        ("KZ-39", "2022-12-01", "Аксакалов Кумар"),
        ("KZ-59", "2022-11-30", "Аксакалов Кумар"),  # the same man headed the neighbouring region before
        ("KZ-55", "2022-12-05", "Крук Олег"),  # acting
        ("KZ-61", "2025-01-05", "Сатыбалды Дархан"),
        ("KZ-61", "2025-01-06", "Кушеров Нуралхан"),
        ("KZ-75", "2025-05-24", "Сатыбалды Дархан"),
    ],
)
def test_the_head_of_a_region_is_the_one_of_that_day(region: str, day: str, akim: str) -> None:
    tenure = REGISTRY.akim_on(region, date.fromisoformat(day))
    assert tenure is not None
    assert tenure.akim == akim


def test_in_a_vacancy_nobody_heads_the_region() -> None:
    assert REGISTRY.akim_on("KZ-59", date(2023, 9, 10)) is None
    assert REGISTRY.akim_on("KZ-63", date(2025, 2, 15)) is None


def test_before_the_table_begins_nobody_is_named() -> None:
    assert REGISTRY.akim_on("KZ-10", date(2020, 1, 1)) is None


def test_since_the_order_every_region_has_a_head_but_in_the_one_known_vacancy() -> None:
    start = date(2024, 4, 25)
    days = [start + timedelta(days=n) for n in range((date(2026, 6, 30) - start).days + 1)]
    headless = {(iso, day) for iso in REGISTRY.regions for day in days if REGISTRY.akim_on(iso, day) is None}
    assert headless == {("KZ-63", date(2025, 2, 14)), ("KZ-63", date(2025, 2, 15)), ("KZ-63", date(2025, 2, 16))}


def test_a_region_cut_out_in_2022_was_part_of_its_mother_before() -> None:
    assert REGISTRY.region_on("KZ-10", date(2022, 6, 7)) == "KZ-63"
    assert REGISTRY.region_on("KZ-10", date(2022, 6, 8)) == "KZ-10"
    assert REGISTRY.region_on("KZ-33", date(2021, 1, 1)) == "KZ-19"
    assert REGISTRY.region_on("KZ-39", date(2000, 1, 1)) == "KZ-39"


def test_an_akimats_section_of_the_portal_is_known_by_its_address() -> None:
    api = "https://www.gov.kz/api/v1/public/content-manager/news?projects=eq:{slug}&page=1&size=20"
    page = "https://www.gov.kz/memleket/entities/{slug}/press/news?lang=ru"
    for region in REGISTRY.regions.values():
        assert REGISTRY.section_of(api.format(slug=region.gov_kz)) == region.iso
        assert REGISTRY.section_of(page.format(slug=region.gov_kz)) == region.iso
    assert REGISTRY.section_of(page.format(slug="ministry-of-water")) is None
    assert REGISTRY.section_of("https://lada.example/feed") is None
