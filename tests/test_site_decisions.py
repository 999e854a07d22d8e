"""What people decided, as the site shows it: taken at the desk as people take it, judged by, published."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb
import pytest
from lxml import html
from review_world import fill

from flows.cli import main
from flows.monitor import run_once
from flows.settings import load_settings
from flows.site.command import site_files
from flows.site.record import read_record
from flows.workshop import Intake

pytestmark = pytest.mark.slow  # whole runs, each of seconds

KAZAKH = "https://paper.example/kk"
Site = dict[str, str]


class _Desk:
    def __init__(self, data: Path) -> None:
        self.data = data
        self._published = data / "published" / "akimwatch.duckdb"

    def __call__(self, *arguments: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["akimwatch", "review", *arguments, "--data", str(self.data)])
            with pytest.raises(SystemExit) as ended:
                main()
        assert not ended.value.code, arguments

    def account(self, region: str) -> str:
        with duckdb.connect(str(self._published), read_only=True) as published:
            (name,) = published.execute("SELECT meeting_id FROM meetings WHERE region = ?", [region]).fetchone() or (
                "",
            )
        return str(name)

    def site(self) -> Site:
        return dict(site_files(read_record(self._published)))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> _Desk:
    return _Desk(fill(tmp_path_factory.mktemp("decided")))


@pytest.fixture(scope="module")
def decided(desk: _Desk) -> tuple[Site, str, str]:
    """Both accounts decided on twice and judged by; their names as they were read."""
    pavlodar, kostanay = desk.account("KZ-55"), desk.account("KZ-39")
    desk("amend", pavlodar, "--head", "KZ-55=delegated", "--by", "Айгуль", "--reason", "вёл заместитель")
    desk("amend", pavlodar, "--head", "KZ-55=attended", "--day", "2025-05-15", "--anew",
         "--by", "Марат", "--reason", "был, но не вёл <b>")  # fmt: skip
    desk("confirm", kostanay, "--by", "Айгуль", "--reason", "видела протокол")
    desk("reject", kostanay, "--anew", "--by", "Марат", "--reason", "протокол о другом")
    desk("apply")
    return desk.site(), pavlodar, kostanay


def _text(page: str) -> str:
    return " ".join(html.document_fromstring(page).xpath("//main")[0].text_content().split())


def _compared(page: str) -> list[list[str]]:
    rows = html.document_fromstring(page).xpath("(//div[@class='correction'])[1]//tbody/tr")
    return [[cell.text_content() for cell in row] for row in rows]


def test_an_amendment_stands_beside_what_was_read_with_who_when_and_why(decided: tuple[Site, str, str]) -> None:
    site, _, _ = decided
    text = _text(site["ru/regions/KZ-55.html"])
    assert "Исправлено. Марат, " in text
    assert "(учтено): был, но не вёл <b>" in text
    assert "(заменено более поздним): вёл заместитель" in text
    assert _compared(site["ru/regions/KZ-55.html"]) == [
        ["день собрания", "16.05.2025", "15.05.2025"],
        ["глава региона (Павлодарская область)", "провёл", "присутствовал"],
    ]


def test_the_page_of_an_amended_sentence_leads_to_the_account_that_stands(decided: tuple[Site, str, str]) -> None:
    site, pavlodar, _ = decided
    page = html.document_fromstring(site[f"ru/sentences/{pavlodar}-0.html"])
    (link,) = page.xpath("//main/div[@class='note']//a/@href")
    assert "вместо неё действует запись с его решением" in page.text_content()
    stands = _text(site[f"ru/sentences/{link}"])
    assert "вместо неё действует" not in stands
    assert "Что решил человек" in stands
    assert "Исправлено. Марат" in stands


def test_a_rejected_account_shows_what_was_read_and_no_verdict_of_today(decided: tuple[Site, str, str]) -> None:
    site, _, kostanay = decided
    text = _text(site[f"en/sentences/{kostanay}-0.html"])
    assert "a person rejected what was read here" in text
    assert "Rejected. Марат, " in text
    assert "(counts): протокол о другом" in text
    assert "Confirmed. Айгуль, " in text
    assert "(replaced by a later one): видела протокол" in text
    assert "; event e-" not in text
    assert ["head of the region (Kostanay Region)", "chaired"] in _compared(site[f"en/sentences/{kostanay}-0.html"])
    assert "Gatherings found, and the evidence No gathering" in _text(site["en/regions/KZ-39.html"])


def test_a_meeting_that_was_added_and_a_decision_gone_stale_are_told(
    desk: _Desk, decided: tuple[Site, str, str], tmp_path: Path
) -> None:
    _, pavlodar, _ = decided
    sentence = (
        "Облыс әкімі Қостанай облысы Қазақстан халқы Ассамблеясының отырысын өткізді, деп хабарлайды баспасөз қызметі."
    )
    desk("add", KAZAKH, "--sentence", sentence, "--kind", "assembly_council", "--status", "held", "--level", "region",
         "--region", "KZ-10", "--topic", "yes", "--assembly", "yes", "--day", "2025-05-20", "--head", "KZ-10=chaired",
         "--by", "Айгуль", "--reason", "казахский текст")  # fmt: skip
    changed = tmp_path / "changed.jsonl"
    article = {
        "url": "https://paper.example/pavlodar",
        "published_at": "2025-05-16T18:00:00+05:00",
        "title": "Поправка",
        "text": "Редакция приносит извинения: прежняя заметка снята.",
    }
    changed.write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    run_once(load_settings(data=desk.data), Intake(articles=(changed,)), direct=True)
    site = desk.site()
    added = _text(site["ru/regions/KZ-10.html"])
    assert "Добавлено. Айгуль, " in added
    assert "(учтено): казахский текст" in added
    assert ["день собрания", "20.05.2025"] in _compared(site["ru/regions/KZ-10.html"])
    stale = _text(site["ru/regions/KZ-55.html"])
    assert "(текст изменился): был, но не вёл <b>" in stale
    assert "Найденные собрания и свидетельства Собраний с участием Ассамблеи в прочитанных статьях не найдено" in stale
    assert "новая редакция статьи говорят иное" in _text(site[f"ru/sentences/{pavlodar}-0.html"])
