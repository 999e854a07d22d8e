"""Who gets the letter: a table taken whole or not at all, each fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.post.addresses import mail_address
from flows.post.recipients import Recipient, read_recipients
from models.errors import BadInput


def _table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "recipients.csv"
    path.write_bytes(text.encode(encoding))
    return path


def _fault(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        read_recipients(path, "ru")
    told = str(refused.value)
    assert told.startswith(str(path))
    assert "\n" not in told
    return told.removeprefix(str(path))


def test_each_reader_has_a_language_of_their_own_or_the_settings(tmp_path: Path) -> None:
    path = _table(
        tmp_path,
        "# Whom we write to, since 2025\n\naddress,language\naigerim@readers.example,\n"
        "Bolat.S+akims@Readers.EXAMPLE , EN\n"
        "\n# left in May: ivan@readers.example\ndana@readers.example,ru",
    )
    assert read_recipients(path, "ru") == (
        Recipient(address="aigerim@readers.example", language="ru"),
        Recipient(address="Bolat.S+akims@readers.example", language="en"),
        Recipient(address="dana@readers.example", language="ru"),
    )
    assert read_recipients(path, "en")[0].language == "en"


def test_the_language_may_be_left_out_altogether(tmp_path: Path) -> None:
    assert len(read_recipients(_table(tmp_path, "Address\na@readers.example\nb@readers.example\n"), "ru")) == 2


def test_what_a_spreadsheet_of_this_country_writes_is_read(tmp_path: Path) -> None:
    path = _table(tmp_path, "address;language\r\na@readers.example;en\r\n", "utf-8-sig")
    assert read_recipients(path, "ru") == (Recipient(address="a@readers.example", language="en"),)


def test_a_domain_in_other_letters_is_written_as_mail_servers_know_it(tmp_path: Path) -> None:
    path = _table(tmp_path, "address\nredaktor@Пошта.қаз\n")
    assert read_recipients(path, "ru")[0].address == "redaktor@xn--80a1acn3a.xn--80ao21a"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("nobody", "an address has one @"),
        ("two@at@readers.example", "an address has one @"),
        ("@readers.example", "what stands before the @"),
        ("a..b@readers.example", "what stands before the @"),
        ("Dana <dana@readers.example>", "what stands before the @"),
        ("<dana@readers.example", "what stands before the @"),
        ("айгерим@readers.example", "only Latin letters"),
        ("dana@", "what stands behind the @"),
        ("dana@-readers.example", "what stands behind the @"),
        ("dana@readers..example", "what stands behind the @"),
        ("dana@readers example", "what stands behind the @"),
        ("dana@readers", "has no dot"),
        ("d" * 65 + "@readers.example", "what stands before the @"),
        ("dana@" + "r" * 64 + ".example", "what stands behind the @"),
        ("dana@" + ".".join(["r" * 60] * 5), "longer than 254"),
        ("dana@readers.example\x00", "line break or control"),
        ("dana\u2028@readers.example", "line break or control"),
    ],
)
def test_what_is_no_address_is_named_with_its_line(tmp_path: Path, address: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        mail_address(address)
    told = _fault(_table(tmp_path, f"address,language\nfirst@readers.example,ru\n{address},ru\n"))
    assert told.startswith(":3: ")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_an_address_with_a_line_break_in_it_is_refused(tmp_path: Path, ending: str) -> None:
    path = _table(tmp_path, f'address,language\n"dana@readers.example{ending}Bcc: all@readers.example",ru\n')
    assert _fault(path).startswith(":2: holds a line break")


def test_an_address_that_comes_twice_is_named_with_both_lines(tmp_path: Path) -> None:
    path = _table(tmp_path, "address\ndana@readers.example\nbolat@readers.example\nDana@READERS.example\n")
    assert _fault(path).startswith(":4: the address of line 2 again")


def test_all_faults_are_told_at_once_up_to_five(tmp_path: Path) -> None:
    told = _fault(_table(tmp_path, "address,language\n" + "nobody,ru\n" * 2 + "a@readers.example,kk\n" + "b,ru\n" * 5))
    assert told.count("recipients.csv:") == 4
    assert ":2: " in told
    assert ":4: no letter is written in 'kk', only in ru and en" in told
    assert told.endswith("; and 3 more")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ": empty; "),
        ("# nobody yet\n\n", ": empty; "),
        ("address,language\n", ": nobody in it; "),
        ("address,language\n# dana@readers.example\n", ": nobody in it; "),
        ("dana@readers.example,ru\n", ":1: the first line must be address,language"),
        ("address,name\nd@readers.example,Dana\n", ":1: the first line must be address,language"),
        ("address\nd@readers.example,ru\n", ":2: more than 1 columns"),
    ],
)
def test_a_table_of_nobody_or_of_something_else_is_one_line(tmp_path: Path, text: str, told: str) -> None:
    assert _fault(_table(tmp_path, text)).startswith(told)


def test_a_table_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    assert _fault(tmp_path / "none.csv").startswith(": no such file; ")
    assert _fault(tmp_path).startswith(": cannot be read")
    assert _fault(_table(tmp_path, "address\nдана@readers.example\n", "cp1251")).startswith(": not text in UTF-8")
