"""Bytes become the same Russian text however they are declared, or are refused: never mojibake."""

from __future__ import annotations

import codecs
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import fewer, kazakh, russian, texts

from extractors.article import read_page
from extractors.encoding import UndecodableError, decode
from extractors.sources.site import Way
from extractors.web.feeds import read_feed
from extractors.web.jsonlists import read_json_list
from extractors.web.listed import ListRead
from extractors.web.sitemaps import read_sitemap
from models.records import Article
from models.zone import ALMATY

TEXT = "Аким области провёл заседание совета. Жители аула спросили о дорогах и воде, о школе и о пастбищах."
IN_KAZAKH = "Әкім кеңес отырысын өткізді. Ауыл тұрғындары жол мен су, мектеп пен жайылым туралы сұрақ қойды."
PAGE = "<html><head>{meta}<title>{text}</title></head><body><div class='news'><p>{text}</p></div></body></html>"
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]
RUSSIAN = ["windows-1251", "koi8-r", "koi8-u", "cp866", "iso-8859-5", "mac-cyrillic"]
KAZAKH = ["kz1048", "ptcp154"]  # they hold Russian, too
IN_USE = [*UNICODE, *RUSSIAN[:-1], *KAZAKH]  # Macintosh's small letters but one are those of windows-1251
CHARSETS = [*UNICODE, *RUSSIAN, *KAZAKH]
DECLARED = [
    *(
        None,
        "utf-8",
        "windows-1251",
        "koi8-r",
        "cp866",
        "iso-8859-1",
        "us-ascii",
        "utf-16",
        "gb2312",
        "no-such-charset",
    ),
    *("undefined", "idna", "punycode", "unicode_escape", "utf-7"),  # Python's, and no charset of any page
]
NOW = datetime(2025, 10, 22, 18, 0, tzinfo=ALMATY)


def header(charset: str | None) -> str | None:
    return f"text/html; charset={charset}" if charset else None


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("charset", CHARSETS)
def test_a_wrongly_declared_page_reads_the_same(charset: str, declared: str | None) -> None:
    """In the header, in either meta element, in an XML declaration, in all places, or differently in each."""
    http_equiv = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    for before, meta, said in [
        ("", f'<meta charset="{declared}">', declared),
        ("", http_equiv, None),
        ("", '<meta charset="windows-1251">', declared),
        (f'<?xml version="1.0" encoding="{declared}"?>', "", "koi8-r"),
    ]:
        page = before + PAGE.format(meta=meta if declared else "", text=TEXT)
        assert decode(page.encode(charset), header(said)) == page


declarations = st.sampled_from(DECLARED)


@fewer
@given(st.data(), declarations, declarations, texts(russian))
def test_russian_is_the_same_anywhere(data: st.DataObject, said: str | None, meta: str | None, text: str) -> None:
    check_everywhere(data.draw(st.sampled_from(IN_USE)), said, meta, text)


@fewer
@given(st.data(), declarations, declarations, texts(kazakh))
def test_kazakh_is_the_same_anywhere(data: st.DataObject, said: str | None, meta: str | None, text: str) -> None:
    check_everywhere(data.draw(st.sampled_from([*UNICODE, *KAZAKH])), said, meta, text)


def check_everywhere(charset: str, said: str | None, meta: str | None, text: str) -> None:
    """Text and title of a page, and the title in a feed, a sitemap and a JSON list: the same, or an outcome; no third.

    What is pronounced in one charset is told from all others by some dozen letters: a list has one title here.
    """
    declared = f'<meta charset="{meta}">' if meta else ""
    text = " ".join(text.encode(charset, "ignore").decode(charset).split())  # KOI8 has neither «№» nor a dash
    long = " ".join([text] * 4)  # no letter more by which a charset could be told, but enough for an article
    page = f"<html><head>{declared}</head><body><h1>{text}</h1><article><p>{long}</p></article></body></html>"
    got = read_page(page.encode(charset), url="https://news.example/a-1", content_type=header(said), site=None)
    assert isinstance(got, Article), got
    assert (got.title, got.text) == (text, long)
    for read in in_lists(text, charset, said, meta):
        assert read.fault is None
        assert [one.title for one in read.entries] == [text]


def in_lists(title: str, charset: str, said: str | None, declared: str | None) -> list[ListRead]:
    """What the readers of feeds, sitemaps and JSON lists make of one entry with this title."""
    xml = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    rss = f"<item><title>{title}</title><link>https://news.example/1</link></item>"
    news = f"<news:news><news:title>{title}</news:title></news:news>"
    namespace = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    payloads = [
        f'{xml}<rss version="2.0"><channel>{rss}</channel></rss>',
        f"{xml}<urlset {namespace}><url><loc>https://news.example/1</loc>{news}</url></urlset>",
        '[{"url": "https://news.example/1", "title": "' + title + '"}]',
    ]
    feed, sitemap, answer = (text.encode(charset) for text in payloads)
    base = "https://news.example/"
    way = Way(kind="json", address=base, verified="never", title="title")
    return [
        read_feed(feed, content_type=header(said), base=base, now=NOW),
        read_sitemap(sitemap, base=base, now=NOW).articles,
        read_json_list(decode(answer, header(said)), way, base=base, now=NOW),
    ]


@pytest.mark.parametrize("kind", ["<!ENTITY a 'b'>", "<!DOCTYPE a [<!ENTITY a 'b'>]>"])
def test_entities_in_utf16_are_refused_as_in_utf8(kind: str) -> None:
    """The bytes of «<!ENTITY» do not stand together in UTF-16: whoever looks for them must decode first."""
    feed = f'<?xml version="1.0" encoding="utf-16"?>{kind}<rss version="2.0"></rss>'.encode("utf-16")
    assert "refused" in (read_feed(feed, content_type=None, base="https://a.kz/", now=NOW).fault or "")
    sitemap = f'<?xml version="1.0" encoding="utf-16"?>{kind}<urlset></urlset>'.encode("utf-16")
    assert "refused" in (read_sitemap(sitemap, base="https://a.kz/", now=NOW).articles.fault or "")


@pytest.mark.parametrize("text", [TEXT, "Аким", "ПРОШЛА СЕССИЯ", "Совет ассамблеи"])
@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r"])
def test_a_short_text_is_enough(charset: str, text: str) -> None:
    assert decode(text.encode(charset)) == text


@pytest.mark.parametrize("charset", [*UNICODE, *KAZAKH])
def test_kazakh_letters_survive(charset: str) -> None:
    assert decode(IN_KAZAKH.encode(charset), header("windows-1251")) == IN_KAZAKH


@pytest.mark.parametrize(
    ("mark", "charset"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_decides_and_goes(mark: bytes, charset: str) -> None:
    assert decode(mark + TEXT.encode(charset), header("windows-1251")) == TEXT
    assert decode(mark + mark + TEXT.encode(charset)).lstrip("\ufeff") == TEXT


MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


@pytest.mark.parametrize("charset", [one for one in CHARSETS if one not in ("utf-16", "utf-32", "utf-32-be")])
@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_a_mark_before_another_encoding_is_not_believed(mark: bytes, charset: str) -> None:
    """UTF-8 behind the mark of UTF-16 was read as Chinese."""
    page = PAGE.format(meta="", text=TEXT)
    assert decode(mark + page.encode(charset)) == page


def test_the_letters_that_are_read_decide_and_not_those_of_scripts() -> None:
    script = "// подсчёт посещений, не изменять\n" * 200
    for shown, hidden in [("windows-1251", "koi8-r"), ("koi8-r", "windows-1251"), ("utf-8", "windows-1251")]:
        for opening, closing in [(b"<SCRIPT>", b"</SCRIPT>"), (b"<style>", b"</style>"), (b"<!--", b"-->")]:
            page = opening + script.encode(hidden) + closing + f"<p>{TEXT}</p>".encode(shown)
            assert decode(page).endswith(f"<p>{TEXT}</p>")


def test_few_letters_among_many_scripts_are_enough() -> None:
    scripts = b"<script>" + b"var x = 'abc'; // comment\n" * 8_000 + b"</script>"
    page = "<title>Акт</title>".encode("windows-1251") + scripts + "<p>Мир</p>".encode("windows-1251")
    assert decode(page).startswith("<title>Акт</title>")
    assert decode(page).endswith("<p>Мир</p>")


def test_capitals_of_dos_are_not_taken_for_those_of_macintosh() -> None:
    """Both have them at the same bytes, and «№» of the one is «ь» of the other."""
    title = "АКИМ ОБЛАСТИ ОБСУДИЛ РЕМОНТ ШКОЛЫ № 5 НА ПЛОЩАДИ."
    assert decode(title.encode("cp866")) == title


def test_two_letters_are_not_guessed_at() -> None:
    """«ЧП» in windows-1251 is «во» in KOI8: declared it is read, else refused, stand it there as often as it may."""
    page = "<title>ЧП</title><h1>ЧП</h1>"
    assert decode(page.encode("windows-1251"), header("windows-1251")) == page
    with pytest.raises(UndecodableError):
        decode(page.encode("windows-1251"))


def test_a_widget_in_windows_1251_costs_a_page_in_utf8_nothing_else() -> None:
    page = f"<article><p>{TEXT}</p></article>".encode() + "<div>Погода в Астане: ясно</div>".encode("windows-1251")
    assert decode(page).startswith(f"<article><p>{TEXT}</p></article>")
    got = read_page(page, url="https://news.example/a-1", content_type=None, site=None)
    assert isinstance(got, Article)
    assert got.text == TEXT


def test_a_page_that_is_all_entities_reads_the_same() -> None:
    page = f"<html><body><article><p>{TEXT}</p><p>{TEXT[::-1]}</p></article></body></html>"
    for payload in (page.encode("ascii", "xmlcharrefreplace"), page.encode("koi8-r", "xmlcharrefreplace")):
        got = read_page(payload, url="https://news.example/a-1", content_type=header("koi8-r"), site=None)
        assert isinstance(got, Article)
        assert got.text == f"{TEXT}\n\n{TEXT[::-1]}"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r"])
def test_a_latin_page_declared_as_cyrillic_is_refused(charset: str) -> None:
    """«Bürgermeister» in Latin-1 would become «Bьrgermeister»."""
    with pytest.raises(UndecodableError):
        decode("Der Bürgermeister eröffnete die Brücke über den Fluß.".encode("iso-8859-1"), header(charset))


CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "html"


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the saved pages (../shared/corpus) are not here")
@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "cp866", "kz1048", "utf-16-le"])
def test_real_pages_are_the_same_in_every_charset(charset: str) -> None:
    for path in sorted(CORPUS.glob("*/*.html")):
        page = path.read_text(encoding="utf-8")
        url = f"https://{path.parent.name}/news/{path.stem}-1/"
        whole = read_page(page.encode(), url=url, content_type=None, site=None)
        for declared in (None, "iso-8859-1"):
            payload = page.encode(charset, "xmlcharrefreplace")
            got = read_page(payload, url=url, content_type=header(declared), site=None)
            assert got == whole, (path, declared)


def test_the_pages_own_charset_is_read_where_the_server_is_silent() -> None:
    page = PAGE.format(meta='<meta http-equiv="Content-Type" content="text/html; charset=kz1048">', text=IN_KAZAKH)
    assert decode(page.encode("kz1048")) == page


def test_a_page_cut_inside_a_letter_keeps_its_text() -> None:
    payload = (TEXT * 5).encode()
    assert decode(payload[:-1]).startswith(TEXT * 4)


def test_one_broken_byte_does_not_change_the_encoding() -> None:
    payload = TEXT.encode()[:40] + b"\xff" + TEXT.encode()[40:]
    assert decode(payload, header("windows-1251")).endswith("о пастбищах.")


def test_latin_pages_are_read_as_they_declare() -> None:
    text = "Der Bürgermeister eröffnete die Brücke über den Fluß. Ça va très bien."
    assert decode(text.encode("iso-8859-1"), header("iso-8859-1")) == text


def test_plain_ascii_and_nothing_at_all_are_text() -> None:
    assert decode(b"<p>hello</p>") == "<p>hello</p>"
    assert decode(b"") == ""


@pytest.mark.parametrize(
    "payload",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        b"\x1f\x8b\x08\x00" + bytes(range(256)) * 8,
        TEXT.encode() + b"\x00" + TEXT.encode(),
        bytes(range(128, 256)) * 4,
    ],
    ids=["picture", "archive", "NUL byte", "high bytes"],
)
def test_what_is_no_text_is_refused(payload: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(payload, header("utf-8"))


def test_a_codec_that_is_no_charset_is_not_believed() -> None:
    assert decode(TEXT.encode("windows-1251"), header("rot13")) == TEXT
    assert decode(TEXT.encode("windows-1251"), header("base64")) == TEXT
