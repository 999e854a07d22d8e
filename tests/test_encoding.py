"""Bytes become the same Russian text however they are declared, or are refused: never mojibake."""

from __future__ import annotations

import codecs

import pytest

from extractors.encoding import UndecodableError, decode

TEXT = "Аким области провёл заседание совета. Жители аула спросили о дорогах и воде, о школе и о пастбищах."
KAZAKH = "Әкім кеңес отырысын өткізді. Ауыл тұрғындары жол мен су, мектеп пен жайылым туралы сұрақ қойды."
PAGE = "<html><head>{meta}<title>{text}</title></head><body><div class='news'><p>{text}</p></div></body></html>"
CHARSETS = ["utf-8", "windows-1251", "koi8-r", "cp866", "iso-8859-5", "utf-16-le", "utf-16-be"]
DECLARED = [None, "utf-8", "windows-1251", "koi8-r", "iso-8859-1", "utf-16", "no-such-charset"]


def header(charset: str | None) -> str | None:
    return f"text/html; charset={charset}" if charset else None


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("charset", CHARSETS)
def test_a_wrongly_declared_page_reads_the_same(charset: str, declared: str | None) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    page = PAGE.format(meta=meta, text=TEXT)
    assert decode(page.encode(charset), header(declared)) == page
    assert decode(page.encode(charset), None) == page


@pytest.mark.parametrize("text", [TEXT, "Аким", "ПРОШЛА СЕССИЯ", "Совет ассамблеи"])
@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r"])
def test_a_short_text_is_enough(charset: str, text: str) -> None:
    assert decode(text.encode(charset)) == text


@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le", "utf-16-be", "kz1048"])
def test_kazakh_letters_survive(charset: str) -> None:
    assert decode(KAZAKH.encode(charset), header("windows-1251")) == KAZAKH


@pytest.mark.parametrize(
    ("mark", "charset"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_decides_and_goes(mark: bytes, charset: str) -> None:
    assert decode(mark + TEXT.encode(charset), header("windows-1251")) == TEXT


def test_the_pages_own_charset_is_read_where_the_server_is_silent() -> None:
    page = PAGE.format(meta='<meta http-equiv="Content-Type" content="text/html; charset=kz1048">', text=KAZAKH)
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
