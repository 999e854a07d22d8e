"""What stands in a week's letter: what changed and what did not, what is due, what was not seen; and which weeks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from email.policy import SMTP
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from letter_world import QUIET, SENDER, WEEK, changed, later, letters_data, published, settings_for
from lxml import html as lxml_html
from warehouse_world import SENTENCE

from flows.letter.compose import compose, letter_of, picture_cid
from flows.letter.content import Room, content_of
from flows.letter.letter import Letter, Week
from flows.letter.message import letter_message
from flows.letter.page import page_of
from flows.letter.places import Places
from flows.letter.publications import Publication
from flows.letter.record import Alarm, WeekRecord, read_week
from flows.letter.say import Say
from flows.letter.templating import template
from flows.letter.week import chosen_week, last_whole_week, letters_day
from flows.settings import Settings
from models.errors import BadInput, WarehouseError
from models.glossary import Language
from models.zone import ALMATY

SITE = "https://akimwatch.example"
MONDAY = date(2025, 6, 23)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return letters_data(tmp_path_factory)


_composed: dict[object, Letter] = {}


def letter(of: Settings, week: Week = WEEK, language: Language = "ru", **given: object) -> Letter:
    """The letter, composed once for all tests that look at the same."""
    key = (of.data, week, language, *sorted(given.items()))
    if key not in _composed:
        _composed[key] = _compose(of, week, language, **given)
    return _composed[key]


def _compose(of: Settings, week: Week = WEEK, language: Language = "ru", **given: object) -> Letter:
    with published(of) as connection:
        return compose(connection, week, language, settings_for(of.data, **given))


# --- Weeks -----------------------------------------------------------------------------------------------------------


def test_the_week_is_the_last_that_is_over_in_kazakhstan() -> None:
    assert last_whole_week(MONDAY) == WEEK
    assert last_whole_week(date(2025, 6, 22)) == later(WEEK, -1)  # Sunday itself is not over
    late_on_sunday_in_london = datetime.fromisoformat("2025-06-22T20:00:00+00:00")  # Monday, 01:00, in Almaty
    assert chosen_week(None, letters_day((), late_on_sunday_in_london)) == WEEK


@pytest.mark.parametrize("given", ["2025-W25", "2025-06-16", "2025-06-18", "2025-06-22"])
def test_a_week_is_asked_for_by_its_number_or_a_day_inside_it(given: str) -> None:
    assert chosen_week(given, MONDAY) == WEEK


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("2025-W26", "is not over yet; the last whole week is 2025-W25"),
        ("2025-W27", "lies in the future"),
        ("9999-12-31", "lies in the future"),
        ("2025-W54", "no week"),
        ("2025-02-30", "no week"),
        ("0000-W01", "no week"),
        ("last\nweek", "no week"),
        ("", "no week"),
    ],
)
def test_what_is_no_whole_week_is_refused_in_a_line(given: str, told: str) -> None:
    with pytest.raises(BadInput, match=re.escape(told)) as refused:
        chosen_week(given, MONDAY)
    assert "\n" not in str(refused.value)


def test_sample_data_has_a_clock_of_its_own() -> None:
    shown = Publication(
        published_at=datetime(2026, 11, 26, tzinfo=ALMATY), as_of=date(2025, 6, 22), judged_run="r", registry_run="r",
        sample=True,
    )  # fmt: skip
    assert letters_day([shown], datetime(2026, 11, 27, tzinfo=ALMATY)) == MONDAY


def test_a_week_before_the_first_data_is_refused_and_the_first_one_to_be_had_is_named(world: Settings) -> None:
    with pytest.raises(BadInput, match=r"2025-W22: lies before the first data, published on 2025-06-13; .* 2025-W23"):
        letter(world, later(WEEK, -3))


def test_what_was_first_published_after_the_week_still_tells_of_it(world: Settings) -> None:
    first = letter(world, later(WEEK, -2)).text
    assert "Это первое письмо" in first
    assert "Состояние на 13.06.2025" in first


# --- What changed ----------------------------------------------------------------------------------------------------


def test_a_meeting_newly_found_stands_first_with_its_sentence_both_days_and_its_source(world: Settings) -> None:
    told = letter(world, site_url=SITE)
    changes = told.text[: told.text.index("ДВУХМЕСЯЧНЫЕ")]
    assert "17.06.2025. Костанайская область: заседание Совета Ассамблеи" in changes
    assert "Сообщение от 19.06.2025" in changes
    assert SENTENCE in " ".join(changes.split())
    assert "https://paper.example/2" in changes
    assert f"{SITE}/ru/regions/KZ-39.html#e-" in changes
    assert "Павлодар" not in changes  # found before the week
    for text in (SENTENCE, 'href="https://paper.example/2"', f'href="{SITE}/ru/regions/KZ-39.html#e-'):
        assert text in told.html


def test_a_verdict_that_moved_says_why(world: Settings) -> None:
    told = " ".join(letter(world).text.split())
    assert "область Абай. Пункт 1: «проведено лично» → «судить нельзя» Прежнего собрания хватало по 15.06.2025" in told
    assert "Костанайская область. Пункт 1: «судить нельзя» → «только через заместителя» Найдено собрание 17.06" in told


def test_a_deputys_gathering_is_not_told_as_the_reason_where_the_heads_own_ran_out(record: WeekRecord) -> None:
    lapsed = {"verdict": "met", "event_id": "e-own", "deadline": date(2025, 6, 15)}
    told = _moved_item(record, "KZ-39", lapsed, "Костанайская")
    assert "«проведено лично» → «только через заместителя»" in told
    assert "Прежнего собрания хватало по 15.06.2025" in told
    assert told.index("хватало по") < told.index("Найдено собрание 17.06.2025")


def test_a_verdict_that_rose_by_an_event_known_before_lost_no_footing(record: WeekRecord) -> None:
    """An analyst amends an account of old: the deputy's gathering beside it counts as before."""
    before = {"verdict": "deputy_only", "event_id": "e-deputy", "deadline": None}
    told = _moved_item(replace(record, found=()), "KZ-55", before, "Павлодарская")
    assert "Прежнее основание" not in told
    assert "Теперь это показывает собрание 11.06.2025, известное и раньше" in told


def _moved_item(record: WeekRecord, region: str, before: dict[str, Any], name: str) -> str:
    """What the letter's text tells of the region's verdict that moved from `before`, in a line."""
    moved = replace(record.before[region, 1], **before)
    of_then = replace(record, before={**record.before, (region, 1): moved})
    told = " ".join(letter_of(of_then, "ru", settings_for(Path())).text.split())
    return next(item for item in told.split(" * ") if item.startswith(f"{name} область. Пункт 1: "))


def test_what_is_published_after_the_week_changes_nothing_in_its_letter(world: Settings, tmp_path: Path) -> None:
    before = changed(
        world, tmp_path / "before", "DELETE FROM publications WHERE publication_id = 'p-3'",
        "DELETE FROM cases WHERE run_id = 'r3'", "DELETE FROM inferences WHERE run_id = 'r3'",
    )  # fmt: skip
    assert letter(before).content == letter(world).content


def test_a_decision_of_the_week_is_told_with_its_name_and_reason(world: Settings, tmp_path: Path) -> None:
    review = (
        "INSERT INTO reviews BY NAME SELECT 'r-1' AS review_id, 'reject' AS action, 'Айгуль' AS reviewer, "
        "'это план' AS reason, TIMESTAMPTZ '2025-06-20 10:00:00+05' AS reviewed_at, address, article_id, ordinal, "
        "meeting_id, run_id, recorded_at FROM meetings JOIN (SELECT article_id, address FROM articles) "
        "USING (article_id) WHERE region = 'KZ-55'"
    )
    reviewed = changed(world, tmp_path / "reviewed", review)
    told = " ".join(letter(reviewed).text.split())
    assert "20.06.2025. Павлодарская область: отклонено (ждёт следующего запуска) Айгуль: это план" in told
    assert "Решения проверяющих" not in letter(reviewed, QUIET).text


def test_who_else_is_called_akim_is_news_in_its_week_and_a_standing_note_later(world: Settings, tmp_path: Path) -> None:
    called = (
        "INSERT INTO other_heads BY NAME SELECT article_id, reader_version, 0 AS ordinal, 'KZ-55' AS region, "
        "'appointed' AS said, 'Марат Сулеев' AS name, 'Сулеев Марат' AS person, 'сулеев м' AS person_key, "
        "'аким' AS office, 'Назначен акимом Марат Сулеев.' AS sentence, 0 AS char_start, 9 AS char_end, run_id, "
        "recorded_at FROM readings"
    )
    other = changed(world, tmp_path / "other", called)
    told = letter(other).text
    assert "Сулеев Марат" in told[told.index("Кого ещё называют акимом") : told.index("ДВУХМЕСЯЧНЫЕ")]
    after = letter(other, QUIET).text
    assert "Нового за неделю нет" in after
    assert "Сулеев Марат" in after[after.index("ИСТОЧНИКИ") :]


def test_a_week_without_news_says_so_in_one_screen(world: Settings) -> None:
    told = letter(world, QUIET, corrections_to="fix@akimwatch.example")
    assert "Нового за неделю нет" in told.text
    assert len(told.text.splitlines()) <= 50
    assert told.picture == b""
    for needed in ("проведено лично: 1", "ни один срок не истекает", "росмотрено дней", "fix@akimwatch.example"):
        assert needed in told.text
    assert "<table" not in told.html


def test_a_week_that_nobody_saw_is_no_quiet_week(world: Settings) -> None:
    told = letter(world, later(QUIET, 3))
    assert "после 29.06.2025 ни один список источников не прочитан" in " ".join(told.text.split())
    assert told.text.index("Внимание") < told.text.index("ЧТО ИЗМЕНИЛОСЬ")
    assert "Нового за неделю нет" not in told.text
    assert "Все источники отвечают" not in told.text
    assert "из 17" not in told.subject  # an old figure would pass for this week's


def test_an_order_that_has_ended_is_said_at_the_top_and_has_no_deadlines(world: Settings, tmp_path: Path) -> None:
    ended = changed(world, tmp_path / "ended", "UPDATE clauses SET force_until = DATE '2025-06-10'")
    told = letter(ended).text
    assert told.index("Поручение действовало по 10.06.2025") < told.index("ЧТО ИЗМЕНИЛОСЬ")
    assert "Сроков больше нет" in told
    assert "осталось" not in told[told.index("область Абай:") :]


def test_deadlines_of_the_fortnight_are_told_the_nearest_first(world: Settings, tmp_path: Path) -> None:
    days = {"KZ-55": "2025-06-30", "KZ-39": "2025-06-24", "KZ-10": "2025-07-07", "KZ-11": "2025-06-22"}
    due = changed(
        world, tmp_path / "due", *(f"UPDATE verdicts SET deadline = DATE '{day}' WHERE region = '{region}' AND "
                                   "clause = 1 AND run_id = 'r2'" for region, day in days.items())
    )  # fmt: skip
    told = letter(due).text
    told = told[told.index("ДВУХМЕСЯЧНЫЕ") : told.index("КАРТА")]
    assert re.findall(r"^\* (\S+): (\S+)", told, re.M) == [
        ("24.06.2025", "Костанайская"),
        ("30.06.2025", "Павлодарская"),
    ]
    assert "Осталось дней: 2;" in told


def _busy(record: WeekRecord, url: str = "https://paper.example/", clauses: tuple[int, ...] = (1,)) -> WeekRecord:
    """The terms of every region run out on one day, and more sources have fallen silent than are told."""
    now = [
        replace(one, deadline=date(2025, 7, 1), source_url=f"{url}{one.region}-{one.clause}",
                last_event_start=date(2025, 6, 1), last_event_end=date(2025, 6, 2))
        if one.clause in clauses else one
        for one in record.now
    ]  # fmt: skip
    silent = [
        Alarm(name=f"Газета {n}", base_url=f"{url}silent{n}", alarm="silent", alarm_ru="молчит") for n in range(9)
    ]
    return replace(record, now=now, alarms=silent)


@pytest.mark.parametrize("quiet", [False, True], ids=["news", "quiet"])
@pytest.mark.parametrize("site_url", [SITE, ""], ids=["site", "no site"])
def test_deadlines_and_silent_sources_have_their_links_in_the_text(
    record: WeekRecord, quiet: bool, site_url: str
) -> None:
    busy = _busy(record)
    if quiet:
        stood = {(one.region, one.clause): one for one in busy.now}
        busy = replace(busy, before=stood, found=(), corrections=(), other_heads=())
    told = letter_of(busy, "ru", settings_for(Path("data"), site_url=site_url))
    assert (told.picture == b"") is quiet
    due = told.text[told.text.index("* 01.07.2025: Акмолинская область") :].splitlines()
    assert due[2:4] == ["  Источник:", "  https://paper.example/KZ-11-1"]
    assert due[4] == (f"  Страница региона: {SITE}/ru/regions/KZ-11.html" if site_url else due[4])
    assert "* Газета 3: молчит\n  https://paper.example/silent3\n* Газета 4" in told.text
    assert (f"{SITE}/ru/sources.html" in told.text) is bool(site_url)
    for url in _links(told):
        assert url in told.text.split(), url


def _links(told: Letter) -> set[str]:
    """Every address of the page but those of regions' names in the table: addresses of pages have no news."""
    page = lxml_html.fromstring(told.html)
    return set(page.xpath("//a/@href")) - set(page.xpath("//table//th//a/@href"))


# --- Form ------------------------------------------------------------------------------------------------------------


def test_the_same_file_gives_the_same_letter(world: Settings) -> None:
    assert _compose(world) == letter(world)
    assert letter(world).content != letter(world, language="en").content


def test_sample_data_is_marked_in_the_subject_and_at_both_ends(tmp_path: Path, world: Settings) -> None:
    marked = changed(world, tmp_path / "sample", "UPDATE meta SET sample = true")
    for language, mark in (("ru", "УЧЕБНЫЕ ДАННЫЕ"), ("en", "SAMPLE DATA")):
        told = letter(marked, language=language)  # type: ignore[arg-type]
        assert told.sample
        assert told.subject.startswith(f"[{mark}]")
        lines = [line for line in told.text.splitlines() if line]
        assert mark in lines[0]
        assert mark in lines[-1]
        assert [mark in part for part in re.findall('<p class="bar".*?</p>', told.html)] == [True, True]
    assert "УЧЕБНЫЕ" not in letter(world).text + letter(world).html


def test_the_text_is_complete_without_the_page(world: Settings) -> None:
    """Whatever figure, day or address the page shows stands in the text too."""
    told = letter(world, site_url=SITE)
    page = lxml_html.fromstring(told.html)
    text = " ".join(told.text.split())
    for one in page.xpath("//td | //li"):
        for word in re.findall(r"\d{2}\.\d{2}\.\d{4}|\d+\s%", " ".join(one.text_content().split())):
            assert word in text, word
    for url in _links(told):
        assert url in told.text, url
    for region in ("область Абай", "г. Шымкент *", "Костанайская область"):
        assert region in told.text


def test_the_picture_is_shown_by_its_cid_and_said_in_words(world: Settings) -> None:
    told = letter(world)
    (image,) = lxml_html.fromstring(told.html).xpath("//img")
    assert image.get("src") == f"cid:{picture_cid(told.picture)}"
    assert "Проведено лично: Павлодар." in image.get("alt")
    assert "Только через заместителя: Костанай." in image.get("alt")
    assert told.picture.startswith(b"\x89PNG")
    assert len(told.picture) < 20_000


def test_an_english_letter_says_nothing_in_russian_but_the_press(world: Settings) -> None:
    told = letter(world, language="en")
    rest = told.text.replace(SENTENCE, "")
    rest = re.sub(r"> .*\n(    .*\n)*", "", rest)
    names = {"Уали", "Берик"}
    assert "Kostanay Region" in rest
    assert "region" in rest
    assert names <= set(re.findall(r"[А-Яа-яЁё]+", rest))  # heads of regions are named as the table has them
    assert not {"пункт", "неделя", "источник", "дней"} & {word.lower() for word in re.findall(r"[А-Яа-яЁё]+", rest)}


def test_without_any_address_the_letter_says_that_there_is_none(world: Settings) -> None:
    told = letter(world, sender="")
    assert "Адрес для исправлений в этой установке не указан." in told.text
    assert "Отписаться" not in told.text


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("due", [False, True], ids=["news", "terms too"])
def test_however_much_there_is_to_tell_the_mail_stays_below_80_kb(
    record: WeekRecord, language: Language, due: bool
) -> None:
    long = "https://paper.example/" + "%D0%B0%D0%BA" * 39  # 490 letters, as Cyrillic addresses are
    found = [
        replace(
            record.found[0], event_id=f"e-{n}", sentence="Аким провёл заседание Совета. " * 30, source_url=f"{long}{n}"
        )
        for n in range(60)
    ]
    now = [
        replace(one, source_url=f"{long}{n}", last_event_start=date(2025, 6, 1), last_event_end=date(2025, 6, 2),
                unread_leads=12, akim="Нурмухамбетов Гауез-Мухамедрахим")
        for n, one in enumerate(record.now)
    ]  # fmt: skip
    given = settings_for(Path("data"), site_url=f"{SITE}/{'x' * 60}")
    full = replace(record, found=found, now=now)
    told = letter_of(_busy(full, long[:480], clauses=(1, 2)) if due else full, language, given)
    sent = letter_message(told, "reader@example.org", given, at=datetime.now(ALMATY)).as_bytes(policy=SMTP)
    assert len(sent) < 80_000
    assert "Костан" in told.text or "Kostanay" in told.text
    assert re.search(r"(и ещё|and) \d+", told.text)  # what has no room is counted


# --- Hostile words ---------------------------------------------------------------------------------------------------

_HOSTILE = [
    "<script>alert(1)</script>", '=HYPERLINK("http://evil.example","x")', "a\r\nBcc: all@evil.example\r\n\r\n<b>",
    "\u202eнавыворот\u202c\u2066\u200b", "{{7*7}}{% raw %}", '" onmouseover="alert(2)', "javascript:alert(3)",
    "'</style><img src=x onerror=alert(4)>", "\x00\x07\x1b[31m", "&lt;i&gt;", "\ud800", "http://evil.example/\r\nx",
]  # fmt: skip
_TAGS = {
    "html", "head", "meta", "title", "style", "body", "div", "p", "h1", "h2", "h3", "ul", "ol", "li", "b", "a", "br",
    "span", "img", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def _spoilt(value: Any, words: Iterator[str]) -> Any:
    """The record with every text that others may have written replaced; what names regions, runs and words stays."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"region", "clause", "verdict", "kind", "how", "level", "action", "state", "akim_capacity", "judged_by",
                "rungs", "order_version", "event_id", "judged_run", "registry_run", "regions"}  # fmt: skip
        if type(value).__name__ in {"Span", "Publication", "Week", "Glossary", "Looked"}:
            return value
        spoilt = {one.name: _spoilt(getattr(value, one.name), words) for one in fields(value) if one.name not in kept}
        return replace(value, **spoilt)
    if isinstance(value, str):
        return next(words)
    if isinstance(value, (list, tuple)):
        return type(value)(_spoilt(one, words) for one in value)
    return value


def _record(of: Settings) -> WeekRecord:
    with published(of) as connection:
        return read_week(connection, WEEK)


@pytest.fixture(scope="module")
def record(world: Settings) -> WeekRecord:
    return _record(world)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.one_of(st.sampled_from(_HOSTILE), st.text(max_size=40)), min_size=1, max_size=9))
def test_hostile_words_reach_text_and_page_inert(record: WeekRecord, words: list[str]) -> None:
    endless = (word for _ in iter(int, 1) for word in words)
    parts = {
        one.name: _spoilt(getattr(record, one.name), endless)
        for one in fields(record)
        if one.name in {"regions", "now", "found", "corrections", "other_heads", "alarms", "leads"}
    }
    content = content_of(
        replace(record, **parts),
        Say("ru", record.glossary),
        Places(SITE, "ru"),
        write_to=SENDER,
        room=Room(9, 9, 500, 99),
    )
    page = page_of(content, "map@akimwatch")
    tree = lxml_html.fromstring(page.encode())
    assert {one.tag for one in tree.iter() if isinstance(one.tag, str)} <= _TAGS
    for one in tree.iter():
        assert not [name for name in one.attrib if name.startswith("on")]
        for name in ("href", "src"):
            assert one.get(name) is None or re.match(r"(https?://|cid:map@)", one.get(name))
    assert len(tree.xpath("//style")) == 1
    text = template("letter.txt").render(c=content, t=content.say.texts, say=content.say)
    for shown in (text, page):
        hidden = {char for char in shown if unicodedata.category(char) in {"Cc", "Cf", "Cs"}} - {"\n"}
        assert hidden == set()
        assert "49" not in re.findall(r"\{?\{?\b49\b", shown) or any("49" in word for word in words)
    assert not re.search(r"^Bcc:", text, re.M)


def test_braces_are_shown_as_they_are(world: Settings, tmp_path: Path) -> None:
    spoilt = changed(world, tmp_path / "braces", "UPDATE evidence_sentences SET sentence = '{{7*7}} <b>{% if %}'")
    told = letter(spoilt)
    assert "{{7*7}} <b>{% if %}" in told.text
    assert "{{7*7}} &lt;b&gt;{% if %}" in told.html


def test_a_link_is_http_or_none(world: Settings, tmp_path: Path) -> None:
    acting = changed(
        world, tmp_path / "acting", "UPDATE articles SET url = 'javascript:alert(1)'",
        "UPDATE verdicts SET source_url = 'data:text/html,x'", "UPDATE events SET source_url = 'javascript:alert(1)'",
    )  # fmt: skip
    told = letter(acting)
    assert "javascript:" not in told.html + told.text
    assert "data:" not in told.html + told.text


# --- Files that are none ---------------------------------------------------------------------------------------------


def test_a_file_whose_views_are_anothers_is_refused_in_a_line(world: Settings, tmp_path: Path) -> None:
    other = changed(world, tmp_path / "views", "DROP VIEW corrections")
    with pytest.raises(WarehouseError, match="views are not those of this program") as refused:
        letter(other)
    assert "\n" not in str(refused.value)


def test_a_file_without_any_regions_is_refused_in_a_line(world: Settings, tmp_path: Path) -> None:
    empty = changed(world, tmp_path / "empty", "UPDATE publications SET registry_run = NULL")
    with pytest.raises(WarehouseError, match="knows no regions yet"):
        letter(empty)


def test_nobody_judged_is_said_and_no_figure_is_invented(world: Settings, tmp_path: Path) -> None:
    nobody = changed(world, tmp_path / "nobody", "UPDATE publications SET judged_run = NULL")
    told = letter(nobody)
    assert "Выводов ещё нет" in told.text
    assert "из 17" not in told.subject


def test_the_connection_stays_open_and_nothing_is_written(world: Settings) -> None:
    with published(world) as connection:
        compose(connection, WEEK, "ru", world)
        with pytest.raises(duckdb.InvalidInputException):
            connection.execute("DELETE FROM meta")
