"""The site's promises that need no browser: what is on its pages, that nothing in them acts, how it is written."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb
import pytest
from inference_world import judge_all, sees_all
from lxml import html
from site_world import ACTING, HOSTILE, publish_world, reject_first

from flows.site import command, folder
from flows.site.command import site_files, write_site
from flows.site.record import read_record
from flows.site.speech import LANGUAGES, Speech, _texts, breakable
from models.coverage import NOTHING_SEEN
from models.errors import BadInput, WarehouseError
from models.glossary import glossary_of
from models.inference import RegionRecord
from models.order import load_order
from models.registry import load_registry
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.publish import publish
from warehouse.stage import Stage

Pages = dict[str, str]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_world(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def pages(published: Path) -> Pages:
    return dict(site_files(read_record(published)))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return dict(site_files(read_record(publish_world(tmp_path_factory.mktemp("hostile"), hostile=True))))


def _html(pages: Pages) -> Iterator[tuple[str, html.HtmlElement]]:
    return ((path, html.document_fromstring(text)) for path, text in pages.items() if path.endswith(".html"))


def test_both_languages_have_the_same_pages_and_each_leads_to_the_other(pages: Pages) -> None:
    names = {tongue: {path[3:] for path in pages if path.startswith(f"{tongue}/")} for tongue in LANGUAGES}
    assert names["ru"] == names["en"]
    assert {"index.html", "method.html", "sources.html", "regions/KZ-10.html"} <= names["ru"]
    assert sum(name.startswith("regions/") for name in names["ru"]) == 20
    for path, page in _html(pages):
        if path != "index.html":
            tongue, _, name = path.partition("/")
            other = page.xpath("//a[@class='tongue']")[0]
            assert _target(path, other.get("href")) == f"{'en' if tongue == 'ru' else 'ru'}/{name}"
            assert page.get("lang") == tongue


def _target(path: str, href: str) -> str:
    parts = path.split("/")[:-1]
    for step in urlsplit(href).path.split("/"):
        if step == "..":
            parts.pop()
        elif step:
            parts.append(unquote(step))
    return "/".join(parts) if urlsplit(href).path else path


def test_every_link_leads_somewhere_and_other_sites_are_linked_by_http_alone(pages: Pages, hostile: Pages) -> None:
    for site in (pages, hostile):
        ids = {path: set(page.xpath("//@id")) for path, page in _html(site)}
        for path, page in _html(site):
            for href in page.xpath("//a/@href | //link/@href | //script/@src"):
                parts = urlsplit(href)
                if parts.scheme:
                    assert parts.scheme in {"http", "https"} or href == "data:,", (path, href)
                    continue
                target = _target(path, href)
                assert target in site, (path, href)
                assert not parts.fragment or parts.fragment in ids[target], (path, href)


def test_nothing_a_publisher_wrote_acts(hostile: Pages) -> None:
    assert any("&lt;script&gt;alert(1)" in text for text in hostile.values())
    for path, page in _html(hostile):
        text = hostile[path]
        assert "\u202e" not in text
        assert "\u202c" not in text
        assert not page.xpath("//img | //iframe | //object | //*[@onmouseover or @onerror or @onclick or @style]"), path
        assert {script.get("src", "").split("/")[-1] for script in page.xpath("//script")} <= {"table.js"}
        assert not [href for href in page.xpath("//@href | //@src") if href.startswith(ACTING[:11])]
        assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_hostile_words_stay_readable_as_words(hostile: Pages) -> None:
    shown = [page.text_content() for path, page in _html(hostile) if path.startswith("ru/sentences/")]
    assert shown
    assert all("<script>alert(1)</script>" in text for text in shown)
    assert all("невидимые знаки" in text for text in shown)
    assert len(HOSTILE) > 40


def test_sample_data_is_marked_on_every_page_and_only_then(pages: Pages, published: Path, tmp_path: Path) -> None:
    assert all("SAMPLE DATA" in text for path, text in pages.items() if path.endswith(".html"))
    live = _changed(published, tmp_path, "UPDATE meta SET sample = false")
    assert not [path for path, text in site_files(read_record(live)) if "SAMPLE DATA" in text]


def _changed(published: Path, folder: Path, statement: str) -> Path:
    copy = folder / "akimwatch.duckdb"
    shutil.copyfile(published, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(statement)
    return copy


def test_a_sentences_page_says_all_that_a_citation_needs(pages: Pages, published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        rows = connection.execute(
            "SELECT meeting_id, region, verdict, sentence, char_start, char_end, article_sha256, archive_file, "
            "archive_offset, archive_sha256, rule, source_url, verdict_id FROM evidence"
        ).fetchall()
    assert rows
    for meeting, region, verdict, *told in rows:
        for say in (Speech(language, read_record(published).glossary) for language in LANGUAGES):
            page = html.document_fromstring(pages[f"{say.language}/sentences/{meeting}-0.html"])
            text = page.text_content()
            for part in (*map(str, told), say.word("verdict", verdict)):
                assert part in text.replace("\u00a0", " "), part
            assert page.xpath(f"//a[contains(@href, '/regions/{region}.html')]")


def test_what_a_person_rejected_is_shown_as_rejected_with_who_and_why(tmp_path: Path) -> None:
    path = publish_world(tmp_path)
    meeting = reject_first(path)
    site = dict(site_files(read_record(path)))
    region = html.document_fromstring(site["ru/regions/KZ-55.html"]).text_content()
    assert "Отклонено. Айгуль, 22.06.2025 (учтено): это план <b>" in " ".join(region.split())
    cited = html.document_fromstring(site[f"ru/sentences/{meeting}-0.html"]).text_content()
    assert "прочитанное здесь человек отклонил" in cited
    assert "это план <b>" in cited


def test_before_anything_was_judged_the_site_says_so(tmp_path: Path) -> None:
    site = dict(site_files(read_record(publish_world(tmp_path, judged=False))))
    assert "Выводов ещё нет" in site["ru/index.html"]
    assert "Nothing has been judged yet" in site["en/index.html"]


def test_another_order_is_told_in_its_own_files_words(tmp_path: Path) -> None:
    registry = load_registry()
    order = load_order(Path(__file__).parent / "fixtures" / "orders" / "quarter.toml")
    stage = Stage(tmp_path / "stage", "r1")
    stage.registry(registry, order)
    judged = judge_all(registry, order, (), NOTHING_SEEN, sees_all, date(2025, 8, 1))
    records = [
        RegionRecord(case_digest=f"{one.region} {one.clause}", verdict=one, met_share=None, unread_leads=0,
                     estimates=(), months=(), key_events=())
        for one in judged
    ]  # fmt: skip
    stage.records(records, ())
    stage.cases({(one.verdict.region, one.verdict.clause): one.case_digest for one in records}, "f-1", date(2025, 8, 1))
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        load_stages(connection, tmp_path / "stage")
        path = publish(connection, tmp_path / "published", as_of=date(2025, 8, 1))
    site = dict(site_files(read_record(path)))
    text = html.document_fromstring(site["ru/index.html"]).text_content()
    said = glossary_of(order.words)
    for word in ("held_by_akim", "held_by_deputy", "held_by_somebody", "came", "sent_another", "gathered"):
        assert said.say("verdict", word, "ru") in text.replace("\u00a0", " ")
    assert "Акимам городов не реже одного раза в квартал" in text
    assert "Президент" not in text


def test_the_texts_of_both_languages_have_the_same_keys() -> None:
    keys = [{(part, key) for part, texts in _texts(tongue).items() for key in texts} for tongue in LANGUAGES]
    assert keys[0] == keys[1]
    blanks = [
        {f"{part}.{key}": set(re.findall(r"{\w+}", str(text))) for part, texts in _texts(one).items()
         for key, text in texts.items()}
        for one in LANGUAGES
    ]  # fmt: skip
    assert blanks[0] == blanks[1]


@pytest.mark.parametrize(
    ("share", "ru", "en"),
    [(None, "—", "—"), (0.0, "0 %", "0%"), (0.001, "<1 %", "<1%"), (0.999, ">99 %", ">99%"), (1.0, "100 %", "100%")],
)
def test_nearly_sure_is_never_rounded_to_sure(share: float | None, ru: str, en: str) -> None:
    said = {tongue: Speech(tongue, glossary_of(())).share(share) for tongue in LANGUAGES}
    assert said == {"ru": ru.replace(" ", "\u00a0"), "en": en}


def test_a_narrow_tile_breaks_names_at_syllables() -> None:
    assert breakable("Кызылорда").split("&shy;") == ["Кы", "зы", "лор", "да"]
    assert breakable("Mangystau").split("&shy;") == ["Man", "gys", "tau"]
    assert breakable("<b>") == "&lt;b&gt;"


def test_the_same_file_gives_the_same_site(published: Path, pages: Pages) -> None:
    assert dict(site_files(read_record(published))) == pages


def test_the_site_is_replaced_whole_and_a_link_to_it_stays_one(published: Path, tmp_path: Path) -> None:
    write_site(published, tmp_path / "site")
    (tmp_path / "site" / "left-over.html").touch()
    (tmp_path / "www").symlink_to("site")
    assert write_site(published, tmp_path / "www") == tmp_path / "www" / "index.html"
    assert (tmp_path / "www").is_symlink()
    assert not (tmp_path / "site" / "left-over.html").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"site", "www"}


def test_a_folder_that_it_did_not_write_is_never_touched(published: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work", encoding="utf-8")
    with pytest.raises(BadInput, match="did not write"):
        write_site(published, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]
    with pytest.raises(BadInput, match="a file; name a folder"):
        write_site(published, tmp_path / "thesis.doc")


def test_an_empty_folder_is_taken(published: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert write_site(published, tmp_path / "site").is_file()


def test_a_failure_half_way_leaves_the_old_site_whole(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_site(published, tmp_path / "site").read_bytes()

    def broken(record: object) -> Iterator[tuple[str, str]]:
        yield "index.html", "half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command, "site_files", broken)
    with pytest.raises(WarehouseError, match=r"No space left on device.*stays$"):
        write_site(published, tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_swap_that_fails_puts_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.replace_folder(tmp_path / "site", [("index.html", "old")])
    rename, calls = folder.os.rename, []

    def fails_second(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) == 2:
            raise OSError(1, "Operation not permitted")
        rename(source, target)

    monkeypatch.setattr(folder, "exchange", lambda _one, _other: False)  # as where the system has no such step
    monkeypatch.setattr(folder.os, "rename", fails_second)
    with pytest.raises(WarehouseError, match="not permitted"):
        folder.replace_folder(tmp_path / "site", [("index.html", "new")])
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("content", [None, b"", b"half a file" * 1000])
def test_without_a_whole_published_file_no_site_is_begun(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "akimwatch.duckdb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WarehouseError) as refused:
        write_site(path, tmp_path / "site")
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "site").exists()


def test_views_of_another_program_are_refused_in_one_line(published: Path, tmp_path: Path) -> None:
    old = _changed(published, tmp_path, "CREATE OR REPLACE VIEW deadlines AS SELECT 1; DROP VIEW unread_leads")
    with pytest.raises(WarehouseError, match="its views are not those of this program") as refused:
        write_site(old, tmp_path / "site")
    assert "\n" not in str(refused.value)


def test_without_the_files_words_our_own_are_said(published: Path, pages: Pages, tmp_path: Path) -> None:
    """An emptied table of words, or one of before some kinds were added, is no reason for no site."""
    for number, statement in enumerate(("DELETE FROM words", "DELETE FROM words WHERE kind IN ('review', 'standing')")):
        (tmp_path / str(number)).mkdir()
        site = dict(site_files(read_record(_changed(published, tmp_path / str(number), statement))))
        for path in ("ru/index.html", "en/regions/KZ-55.html", "ru/method.html"):
            assert site[path] == pages[path]


def test_a_file_without_a_table_of_words_is_refused_in_one_line(published: Path, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="its views are not those of this program") as refused:
        read_record(_changed(published, tmp_path, "DROP VIEW glossary"))
    assert "\n" not in str(refused.value)


def test_another_person_called_akim_is_told_on_the_regions_page_and_the_overview(
    published: Path, tmp_path: Path
) -> None:
    called = _changed(
        published, tmp_path,
        "INSERT INTO other_heads SELECT article_id, reader_version, 0, 'KZ-55', 'appointed', 'Иванов', 'Иванов <b>', "
        "'иванов и', 'аким', 'Байханов Асаин', 'site:x', 'Акимом назначен Иванов.', 0, 9, run_id, recorded_at "
        "FROM readings LIMIT 1",
    )  # fmt: skip
    site = dict(site_files(read_record(called)))
    said = "назначен другой глава региона: Иванов <b>"
    for path in ("ru/index.html", "ru/regions/KZ-55.html"):
        (note,) = html.document_fromstring(site[path]).xpath("//main//div[@class='note']")
        assert said.casefold() in note.text_content().casefold()
        assert "Таблица акимов, возможно, устарела" in note.text_content()
    assert "Акимом назначен Иванов." in site["ru/regions/KZ-55.html"]
    assert said.casefold() not in site["ru/regions/KZ-10.html"].casefold()


def test_the_months_are_one_table_with_a_sign_and_words_in_each_cell_that_shows_something(pages: Pages) -> None:
    tables = html.document_fromstring(pages["ru/index.html"]).xpath("//table[@class='months']")
    assert len(tables) == 2
    for table in tables:
        assert len(table.xpath(".//tbody/tr")) == 20
        for cell in table.xpath(".//td"):
            assert cell.xpath("string(i)")
            assert (cell.get("class") == "v0") == (not cell.xpath("b"))


def test_the_site_is_written_without_loading_what_reads_and_judges() -> None:
    """These take seconds to load: with them, whoever writes the site would wait for nothing."""
    told = "import sys, flows.cli, flows.site.command; print(sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout
    for heavy in ("spacy", "scipy", "prefect", "altair", "natasha", "pyarrow"):
        assert f"'{heavy}'" not in loaded
