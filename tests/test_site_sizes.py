"""However much there is to tell of a region, its page loads on a phone and says what it leaves out and where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from lxml import html
from site_world import publish_world

from flows.site.command import site_files
from flows.site.evidence import Content, Correction, Sentence
from flows.site.gatherings import Gatherings, gatherings_of
from flows.site.record import Record, read_record
from flows.site.speech import Speech
from models.zone import ALMATY

LIMIT = 300_000
REGION = "KZ-55"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return read_record(publish_world(tmp_path_factory.mktemp("sizes")))


def _with_many(record: Record, number: int, *, accounts: int, sentences: Sequence[str]) -> Record:
    """So many gatherings of one region, each with so many accounts that have these sentences; all else is left out."""
    event, account = record.events[REGION][0], next(one for one in record.accounts if one.region == REGION)
    days = [date(2025, 6, 20) - timedelta(days=n) for n in range(number)]
    events = [replace(event, event_id=f"e-{n:020}", date_start=day, date_end=day) for n, day in enumerate(days)]
    told = {
        one.event_id: [
            replace(account, meeting_id=f"m-{10 * n + m:020}", event_id=one.event_id) for m in range(accounts)
        ]
        for n, one in enumerate(events)
    }
    names = [one.meeting_id for of in told.values() for one in of]
    shown = {name: [Sentence(meeting_id=name, position=place, sentence=text, char_start=0, char_end=9, rule="x@1")
                    for place, text in enumerate(sentences)] for name in names}  # fmt: skip
    return replace(record, events={REGION: events}, by_event=told, sentences=shown, accounts=())


def _with_decisions(record: Record, number: int, sentence: str) -> Record:
    """So many amendments of accounts of the region, each of all that an account says."""
    names = [f"r-{n:020}" for n in range(number)]
    read = Content(
        name="m-1", kind="public_event", status="planned", level="local", region=REGION, interethnic_topic=False,
        assembly_present=False, date_start=None, date_end=None, head_regions=[REGION], hows=["chaired"],
    )  # fmt: skip
    right = replace(
        read, kind="working_meeting", status="held", level="region", interethnic_topic=True, assembly_present=True,
        date_start=date(2025, 6, 1), date_end=date(2025, 6, 9), hows=["delegated"],
    )  # fmt: skip
    made = [
        Correction(
            review_id=name, action="amend", state="replaced", detail="r-1", detail_ru="r-1", reviewer="Айгуль",
            reason=sentence, reviewed_at=datetime(2025, 6, 20, tzinfo=ALMATY), meeting_id="m-1", standing_meeting=None,
            source_url="https://paper.example/1", sentences=sentence,
        )
        for name in names
    ]  # fmt: skip
    return replace(record, corrections=made, as_read={"m-1": read}, as_decided=dict.fromkeys(names, right))


def _page(record: Record) -> str:
    return next(text for path, text in site_files(record) if path == f"ru/regions/{REGION}.html")


def _gatherings(record: Record) -> Gatherings:
    return gatherings_of(record, Speech("ru", record.glossary), REGION)


@pytest.mark.parametrize(("number", "accounts", "sentences"), [(45, 1, 2), (400, 2, 3), (3000, 4, 5)])
def test_a_region_with_many_gatherings_stays_small_and_says_how_many_more_there_are(
    record: Record, number: int, accounts: int, sentences: int
) -> None:
    sentence = "Аким провёл заседание Совета. " * 8
    many = _with_many(record, number, accounts=accounts, sentences=[sentence] * sentences)
    many = _with_decisions(many, number // 10, sentence)
    page = _page(many)
    assert len(page.encode()) < LIMIT
    told = _gatherings(many)
    assert len(told.full) + len(told.short) + told.left == number
    text = " ".join(html.document_fromstring(page).text_content().split())
    assert f"Подробно показано собраний: {len(told.full)}." in text
    assert f"Более ранние собрания: {len(told.short)}." in text
    assert (f"Не показано: {told.left}." in text) == (told.left > 0)
    assert ("FROM corrections WHERE region = 'KZ-55'" in text) == (number // 10 > 15)
    assert ("FROM meetings_found WHERE region = 'KZ-55'" in text) == (told.left > 0)


def test_few_gatherings_are_all_told_in_full(record: Record) -> None:
    told = _gatherings(_with_many(record, 40, accounts=2, sentences=["Аким провёл заседание Совета."]))
    assert (len(told.full), len(told.short), told.left) == (40, 0, 0)


def test_the_latest_is_told_in_full_however_long_its_sentences_are(record: Record) -> None:
    told = _gatherings(_with_many(record, 3, accounts=1, sentences=["Аким провёл заседание. " * 5000]))
    assert (len(told.full), len(told.short)) == (1, 2)
