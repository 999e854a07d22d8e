"""A table of heads of regions of one's own: what is taken, and how a bad one is told by its file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.errors import BadInput
from models.registry import Registry, load_registry

HEADER = "region,surname,given,patronymic,capacity,since,since_precision,until,until_precision,confidence,source,note"


def table(folder: Path, *lines: str, header: str = HEADER) -> Registry:
    path = folder / "mine.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return load_registry(path)


def refusal(folder: Path, *lines: str, header: str = HEADER) -> str:
    with pytest.raises(BadInput) as refused:
        table(folder, *lines, header=header)
    told = str(refused.value).replace(f"{folder}/", "")
    assert "\n" not in told
    return told


def term(
    surname: str, since: str, until: str = "", *, exact: str = "day", ends: str = "day", capacity: str = "akim"
) -> str:
    """A line of Kostanay's."""
    name = f"{surname},Иван" if surname else ","
    return f"KZ-39,{name},,{capacity},{since},{exact},{until},{ends if until else ''},high,me,"


def test_a_table_of_ones_own_holds_for_the_days_it_speaks_of_and_says_so(tmp_path: Path) -> None:
    registry = table(tmp_path, term("Иванов", "2024-01-01"))
    found = [registry.akim_on("KZ-39", day) for day in (date(2023, 12, 31), date(2024, 1, 1), date(2025, 1, 1))]
    assert [(one.akim, one.origin) for one in found if one] == [
        ("Аксакалов Кумар", "built-in"), ("Иванов Иван", "own"), ("Иванов Иван", "own")
    ]  # fmt: skip


def test_a_table_that_says_nothing_of_a_region_leaves_it_as_built_in(tmp_path: Path) -> None:
    built_in = load_registry()
    assert table(tmp_path).tenures == built_in.tenures
    elsewhere = table(tmp_path, term("Иванов", "2024-01-01")).tenures
    assert [t for t in elsewhere if t.region != "KZ-39"] == [t for t in built_in.tenures if t.region != "KZ-39"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("KZ-39,Иванов,Иван,,akim,2024-13-01,day,,,high,me,", "since: '2024-13-01' is no day; write it like"),
        ("KZ-39,Иванов,Иван,,akim,,day,,,high,me,", "since: '' is no day"),
        ("KZ-39,Иванов,Иван,,akim,0001-01-01,day,,,high,me,", "since: 0001-01-01 is no day of our time"),
        ("KZ-39,Иванов,Иван,,akim,2024-01-01,day,soon,day,high,me,", "until: 'soon' is no day"),
        ("KZ-39,Иванов", "fewer fields than the header has"),
        ("KZ-39,Иванов,Иван,,akim,2024-01-01,day,,,high,me,note,more", "more fields than the header has"),
        ("KZ-99,Иванов,Иван,,akim,2024-01-01,day,,,high,me,", "region: 'KZ-99' is no region; write its ISO code"),
        ("KZ-39,Иванов,Иван,,mayor,2024-01-01,day,,,high,me,", "capacity: 'mayor' is none of akim, acting, vacant"),
        ("KZ-39,Иванов,Иван,,akim,2024-01-01,sure,,,high,me,", "since_precision: 'sure' is none of day, month"),
        ("KZ-39,Иванов,Иван,,akim,2024-02-01,day,2024-01-01,day,high,me,", "ends on 2024-01-01, before 2024-02-01"),
        ("KZ-39,Иванов,Иван,,akim,2024-02-01,day,2024-02-01,day,high,me,", "so it holds on no day"),
        ("KZ-39,,,,akim,2024-01-01,day,,,high,me,", "only a vacancy has no name"),
        ("KZ-39,Иванов,Иван,,vacant,2024-01-01,day,,,high,me,", "Иванов Иван in a vacancy"),
        ('KZ-39,Иванов,Иван,,akim,2024-01-01,day,,,high,"me,', "look for a quotation mark left open"),
    ],
)
def test_a_line_that_is_no_term_of_office_is_named_with_its_fault(tmp_path: Path, line: str, told: str) -> None:
    said = refusal(tmp_path, term("Первый", "2020-01-01", "2021-01-01"), line)
    assert said.startswith("mine.csv:3: ")
    assert told in said


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    """A remark over two lines and an empty line do not shift the count."""
    two_lines = term("Первый", "2020-01-01", "2021-01-01") + '"a remark\nin two lines"'
    assert refusal(tmp_path, two_lines, "", "KZ-39,Иванов").startswith("mine.csv:5: ")


def test_another_header_is_told_by_what_it_lacks(tmp_path: Path) -> None:
    said = refusal(tmp_path, header="region;surname;given")
    assert said.startswith("mine.csv:1: the header lacks region, surname")
    assert "the header lacks region" in refusal(tmp_path, header="")


def test_two_heads_on_one_exact_day_are_refused_with_both_lines_and_what_to_do(tmp_path: Path) -> None:
    said = refusal(tmp_path, term("Новый", "2024-03-01"), "", term("Старый", "2020-01-01", "2024-03-02"))
    assert said == (
        "mine.csv:2: KZ-39 has two heads on 2024-03-01: Старый Иван (mine.csv:4, from 2020-01-01 until 2024-03-02) and "
        "Новый Иван (mine.csv:2, from 2024-03-01 without an end); end the earlier term by the day the later begins, or "
        "mark the date that is not exact (month, approx, year)"
    )


def test_a_term_left_open_when_the_next_began_is_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, term("Старый", "2020-01-01"), term("Новый", "2024-03-01", exact="year"))
    assert "Старый Иван (mine.csv:2, from 2020-01-01 without an end)" in said


def test_a_vacancy_in_somebodys_term_is_refused_too(tmp_path: Path) -> None:
    nobody = term("", "2024-02-01", "2024-02-10", capacity="vacant")
    said = refusal(tmp_path, term("Старый", "2020-01-01", "2024-02-05"), nobody)
    assert "the vacancy (mine.csv:3, from 2024-02-01 until 2024-02-10)" in said
    assert "the vacancy" in refusal(tmp_path, nobody, term("Новый", "2024-02-09"))


def test_terms_that_meet_on_one_day_do_not_overlap(tmp_path: Path) -> None:
    registry = table(tmp_path, term("Старый", "2020-01-01", "2024-03-01"), term("Новый", "2024-03-01"))
    names = [registry.akim_on("KZ-39", date(2024, *day)) for day in ((2, 29), (3, 1))]
    assert [tenure.akim for tenure in names if tenure] == ["Старый Иван", "Новый Иван"]


@pytest.mark.parametrize(
    ("until", "ends", "since", "exact", "fits"),
    [
        ("2024-03-31", "month", "2024-03-01", "day", True),
        ("2024-04-15", "approx", "2024-03-01", "day", True),  # 45 days
        ("2024-04-16", "approx", "2024-03-01", "day", False),
        ("2024-05-30", "approx", "2024-03-01", "month", True),  # both dates may give way
        ("2025-03-01", "year", "2024-03-01", "day", True),
        ("2025-03-07", "year", "2024-03-01", "day", False),
        ("2024-03-02", "day", "2024-03-01", "approx", True),
    ],
)
def test_an_overlap_that_an_inexact_date_explains_is_allowed_and_the_later_appointed_rules(
    tmp_path: Path, until: str, ends: str, since: str, exact: str, fits: bool
) -> None:
    lines = term("Старый", "2020-01-01", until, ends=ends), term("Новый", since, exact=exact)
    if not fits:
        assert "two heads" in refusal(tmp_path, *lines)
        return
    heads = [table(tmp_path, *lines).akim_on("KZ-39", date(2024, *day)) for day in ((2, 29), (3, 1), (12, 1))]
    assert [tenure.akim for tenure in heads if tenure] == ["Старый Иван", "Новый Иван", "Новый Иван"]


def test_who_was_followed_does_not_come_back_when_the_follower_ends(tmp_path: Path) -> None:
    registry = table(
        tmp_path,
        term("Старый", "2020-01-01", "2024-12-31", ends="year"),
        term("Новый", "2024-03-01", "2024-06-01"),
    )
    behind = registry.akim_on("KZ-39", date(2024, 6, 1))
    assert behind is not None
    assert behind.akim == "Аксакалов Кумар", "the built-in table speaks where one's own says nothing"


def test_the_same_term_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    once = term("Иванов", "2024-01-01")
    said = refusal(tmp_path, once, once)
    assert said.startswith("mine.csv:3: the same term of KZ-39 as Иванов Иван (mine.csv:2, from 2024-01-01")
    assert said.endswith("delete one of the two lines")


def test_a_missing_table_is_called_missing(tmp_path: Path) -> None:
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
