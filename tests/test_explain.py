"""Why a reading came out as it did: every field has its reason, and every reason its words in the article."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
from explaining import all_explained, explained, gold_cases, sheet, words
from meeting_reader import the_reader

from extractors.russian.cleaning import clean
from flows.explain.wording import reasons
from models.explained import Explained, PersonWord, Quote, Reason

READING = Path(__file__).parents[1] / "extractors" / "russian"
MEETING = (
    "Аким Костанайской области Кумар Аксакалов 27 июня 2025 года провел совещание по межэтнической ситуации с участием"
    " представителей Ассамблеи народа Казахстана."
)


def people_of(each: Explained) -> list[PersonWord]:
    return [
        word for m in each.meetings for word in chain(*((e.counted + e.outweighed) for e in m.entries), m.passed_over)
    ]


def reasons_of(each: Explained) -> list[Reason]:
    namings = [n for m in (*each.meetings, *each.not_listed) for n in m.namings]
    found = [reason for meeting in each.meetings for reasons in meeting.fields.values() for reason in reasons]
    found += [reason for naming in namings for reason in (naming.standing_reason, naming.outlook_reason)]
    found += [word.reason for word in people_of(each)] + [miss.reason for miss in each.not_listed]
    found += [meeting.apart for meeting in each.meetings if meeting.apart is not None]
    return found + ([each.whole] if each.whole is not None else [])


def quotes_of(each: Explained) -> list[Quote]:
    found = [quote for reason in reasons_of(each) for quote in reason.quotes] + [w.who for w in people_of(each)]
    found += [mark.where for mark in each.marks] + [miss.sentence for miss in each.not_listed]
    return found + [e.named_by for m in each.meetings for e in m.entries if e.named_by is not None]


@pytest.mark.slow
def test_explaining_reads_nothing_else_than_reading() -> None:
    plain = list(the_reader().read_many(each.article for each in all_explained()))
    assert [each.reading for each in all_explained()] == plain
    told = [tuple(explained.meeting for explained in each.meetings) for each in all_explained()]
    assert told == [reading.meetings for reading in plain]


@pytest.mark.slow
def test_every_field_of_every_meeting_has_its_reason() -> None:
    assert sum(len(each.meetings) for each in all_explained()) > 250
    for each in all_explained():
        for meeting in sheet(each).meetings:
            bare = [row.name for row in meeting.rows if not row.lines or not all(words(said) for said in row.lines)]
            assert bare == [], each.article.id
            assert {"kind", "status", "level", "region", "date_basis", "attendance", "confidence", "rule"} <= {
                row.name for row in meeting.rows
            }


@pytest.mark.slow
def test_the_fields_of_the_worked_cases_show_the_words_that_decided() -> None:
    """Kind, status and a day that is told always rest on words; so does each entry of attendance."""
    dev = {case["id"] for case in gold_cases("dev")}
    for each in all_explained():
        for meeting in each.meetings if each.article.id in dev else ():
            needs = ["kind", *(["date", "date_basis"] if meeting.meeting.date_start else [])]
            needs += ["assembly_present"] if meeting.meeting.assembly_present else []
            needs += ["interethnic_topic"] if meeting.meeting.interethnic_topic else []
            bare = [field for field in needs if not any(reason.quotes for reason in meeting.fields[field])]
            assert [field for field in bare if field != "assembly_present"] == [], each.article.id
            assert all(entry.counted for entry in meeting.entries)
            assert len(meeting.shows) == len(meeting.meeting.evidence)


@pytest.mark.slow
def test_every_quotation_stands_where_it_says_in_the_article_as_given() -> None:
    for each in all_explained():
        for quote in quotes_of(each):
            source = (each.article.title or "") if quote.in_title else each.article.text
            assert quote.text == source[quote.start : quote.end]
            assert quote.text.strip()


@pytest.mark.slow
def test_what_an_article_came_to_is_never_silent() -> None:
    """A meeting, a naming that is not listed, or a word on the whole."""
    for each in all_explained():
        assert each.meetings or each.not_listed or each.whole is not None


@pytest.mark.slow
def test_every_rule_met_in_the_worked_cases_has_its_sentence() -> None:
    met = {reason.rule for each in all_explained() for reason in reasons_of(each)}
    assert sorted(met - set(reasons())) == []


def test_every_rule_that_the_reading_can_give_has_its_sentence() -> None:
    """Also those that no case has met: what is written in the sources as Why("…"), Role and Telling."""
    sources = [
        path.read_text(encoding="utf-8") for path in (*READING.glob("*.py"), *(READING / "meetings").glob("*.py"))
    ]
    rules = {rule for text in sources for rule in re.findall(r'(?:Why|Reason)\(\s*rule="([a-z_.]+)"', text)}
    rules |= {f"told.{rule}" for text in sources for rule in re.findall(r'Telling\(\s*"[a-z]+", "([a-z_]+)"', text)}
    rules |= {
        f"deed.{rule}" for text in sources for rule in re.findall(r'Role\(\s*"[a-z_]+", [^,]+, f?"([a-z_]+)[":]', text)
    }
    rules |= {f"deed.{rule}" for text in sources for rule in re.findall(r'"(turn_[a-z_]+)"', text)}
    assert len(rules) > 100
    assert sorted(rules - set(reasons())) == []


def test_a_rule_without_a_sentence_is_shown_by_its_name() -> None:
    from flows.explain.wording import Wording

    said = Wording(regions={}).said(
        Reason(rule="day.by_the_moon", quotes=(Quote(text="луна", start=0, end=4, in_title=False),))
    )
    assert words(said) == "day.by the moon: «луна»"


MISSES = {
    "the order itself": (
        "Президент поручил акимам областей не реже раза в квартал проводить совещание по межэтнической"
        " ситуации с представителями Ассамблеи народа Казахстана.",
        "refused.rhythm",
    ),
    "the session of the order": (
        "25 апреля 2024 года в Астане прошла XXXIII сессия Ассамблеи народа Казахстана.",
        "refused.session_of_the_order",
    ),
    "history": (
        "В марте 2019 года аким Костанайской области провел совещание с представителями Ассамблеи народа Казахстана.",
        "refused.old_day",
    ),
    "abroad": (
        "12 июня в Омске прошла встреча с представителями Ассамблеи народов России по межэтнической ситуации.",
        "refused.foreign_body",
    ),
    "a duty without a deadline": (
        "Аким области обязан проводить встречу с представителями Ассамблеи народа Казахстана.",
        "told.duty",
    ),
    "another body": (
        "12 июня аким Костанайской области провел заседание областного штаба. В Доме дружбы открылся кружок.",
        "refused.other_body",
    ),
    "a custom": (
        "Аким области регулярно проводит встречи с представителями Ассамблеи народа Казахстана.",
        "drop.several",
    ),
}


@pytest.mark.parametrize("name", MISSES)
def test_a_naming_that_is_not_listed_says_why(name: str) -> None:
    text, rule = MISSES[name]
    each = explained(text)
    assert each.meetings == ()
    assert rule in [miss.reason.rule for miss in each.not_listed]


WHOLES = {
    "no word": ("В Актау открыли новый сквер, жители рады.", "gate.no_word", []),
    "somebody else's assembly": (
        "Генеральная Ассамблея ООН приняла резолюцию о воде.",
        "gate.strangers",
        ["Генеральная Ассамблея"],
    ),
    "the page around it": (
        "В Актау открыли новый сквер.\n\nЧитайте также\n\nСессия Ассамблеи народа Казахстана прошла в Актау",
        "gate.page_words",
        ["Ассамблеи"],
    ),
    "another language": (
        "Облыс әкімінің төрағалығымен Қазақстан халқы Ассамблеясы кеңесінің отырысы өтті, деп хабарлайды қызметі.",
        "gate.language_lead",
        [],
    ),
    "no gathering": (
        "Ассамблея народа Казахстана объединяет этнокультурные объединения всей страны.",
        "refused.no_gathering_named",
        ["Ассамблея", "этнокультурные"],
    ),
}


@pytest.mark.parametrize("name", WHOLES)
def test_an_article_that_names_no_gathering_says_why(name: str) -> None:
    text, rule, quoted = WHOLES[name]
    each = explained(text)
    assert each.whole is not None
    assert (each.whole.rule, [quote.text for quote in each.whole.quotes]) == (rule, quoted)


def test_a_deputy_in_the_akims_place_is_explained_by_the_words_that_put_him_there() -> None:
    each = explained(
        "17 июня по поручению акима Костанайской области его заместитель провел совещание по межэтнической ситуации с"
        " представителями Ассамблеи народа Казахстана."
    )
    [entry] = each.meetings[0].entries
    assert entry.attendance.how == "delegated"
    assert ("deed.on_behalf", ["по поручению"]) in [
        (word.reason.rule, [quote.text for quote in word.reason.quotes]) for word in entry.counted
    ]
    assert entry.named_by is None
    assert entry.since is not None


@pytest.mark.slow
def test_a_chair_who_only_attended_beside_a_deputy_says_so() -> None:
    met = {entry.turned for each in all_explained() for m in each.meetings for entry in m.entries}
    assert {"another_chairs", "away"} <= met


def test_a_gathering_without_a_day_names_the_dates_that_could_not_be_its_day() -> None:
    each = explained(
        "В Костанае прошло совещание по межэтнической ситуации с представителями Ассамблеи народа Казахстана."
        " Участники изучили отчет за 2024 год.",
        published=None,
    )
    reasons_given = each.meetings[0].fields["date"]
    assert [reason.rule for reason in reasons_given] == ["day.none", "day.passed_reference"]
    assert [quote.text for quote in reasons_given[1].quotes] == ["за 2024 год"]


@pytest.mark.slow
def test_the_pieces_of_confidence_add_up_to_it() -> None:
    import math

    for each in all_explained():
        for meeting in each.meetings:
            total = sum(piece.weight for piece in meeting.pieces if piece.there)
            assert meeting.meeting.confidence == pytest.approx(1 / (1 + math.exp(-total)))


def test_words_of_the_title_are_quoted_from_the_title_as_given() -> None:
    title = "  В Коста\u00adнае про\u200bшло  совещание по межэтнической ситуации"
    each = explained(MEETING, title=title)
    quoted = [quote for quote in quotes_of(each) if quote.in_title]
    assert "Коста\u00adнае" in [quote.text for quote in quoted]
    assert all(title[quote.start : quote.end] == quote.text for quote in quoted)


def test_the_way_back_from_a_clean_title_is_exact() -> None:
    title = "А\u00adким  провел\u0301 встречу"
    cleaned = clean(title, "Текст.")
    assert cleaned.text.split("\n")[0] == "Аким провел встречу"
    assert cleaned.title_span(0, 4) == (0, 5)
    assert cleaned.title_span(12, 19) == (15, 22)
    assert cleaned.title_span(len(cleaned.text) - 3, len(cleaned.text)) is None


def test_what_was_left_unread_is_told_apart() -> None:
    text = f"{MEETING}\n\nЧитайте также\n\nАким Абайской области провел встречу с этноактивом"
    each = explained(text)
    assert [text[start:end].strip() for start, end in each.unread] == [text[len(MEETING) :].strip()]
