"""The registry: twenty regions, who headed each on which day, and files that are not such a table."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from models.errors import BadInput
from models.registry import load_registry

REGISTRY = load_registry()
_HEADER = (
    "region,surname,given,patronymic,capacity,since,since_precision,until,until_precision,confidence,source,note\n"
)


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
    names = [tenure.akim for tenure in REGISTRY.tenures_between("KZ-59", date(2023, 9, 1), date(2023, 9, 30))]
    assert names == ["Сапаров Айдарбек", "Нурмухамбетов Гауез"]


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


def test_a_table_of_ones_own_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(_HEADER + "KZ-39,Иванов,Иван,,akim,2024-01-01,day,,,high,me,\n", encoding="utf-8")
    tenure = load_registry(path).akim_on("KZ-39", date(2025, 1, 1))
    assert tenure is not None
    assert tenure.akim == "Иванов Иван"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("KZ-39,Иванов,Иван,,akim,2024-13-01,day,,,high,me,", "mine.csv:2"),
        ("KZ-39,Иванов,Иван,,akim,,day,,,high,me,", "mine.csv:2"),
        ("KZ-39,Иванов", "mine.csv:2"),
        ("KZ-99,Иванов,Иван,,akim,2024-01-01,day,,,high,me,", "KZ-99"),
        ("KZ-39,Иванов,Иван,,akim,2024-02-01,day,2024-01-01,day,high,me,", "mine.csv:2"),
        ("KZ-39,Иванов,Иван,,mayor,2024-01-01,day,,,high,me,", "mayor"),
    ],
)
def test_a_line_that_is_no_term_of_office_is_named(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"{_HEADER}{line}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=told):
        load_registry(path)


def test_a_missing_table_of_officials_is_called_missing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.csv: there is no such file") as refused:
        load_registry(tmp_path / "nowhere.csv")
    assert "UTF-8" not in str(refused.value)
    with pytest.raises(BadInput, match=r"cannot be read \(Is a directory\)"):
        load_registry(tmp_path)


def test_a_table_in_another_encoding_is_refused_with_its_name(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.csv"
    foreign.write_bytes("регион;аким\n".encode("cp1251"))
    with pytest.raises(BadInput, match=r"foreign\.csv: not UTF-8"):
        load_registry(foreign)
