"""No input breaks a reader: whatever bytes a site sends or a person writes, there is a result or a documented error.

Few examples here, the same every time; `make fuzz` tries thousands of new ones.
"""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
import spacy
from fuzz.mutate import TOKENS, mutated
from fuzz.promises import NOW, PROMISES
from fuzz.seeds import seeds
from hypothesis import given
from hypothesis import strategies as st
from written import fewer, kazakh, russian

from extractors.json_articles import Faults, articles_in
from extractors.page.moments import printed_moment
from extractors.page.published import moment_in_address
from extractors.russian import dates_component, people, places, tokenizer  # noqa: F401 - registers the factories
from extractors.russian.cleaning import clean
from extractors.russian.document import declare_attributes
from extractors.russian.names import nominative
from extractors.sources.site import load_site
from extractors.web.archive import Archive, iter_pages
from extractors.web.response import Response
from extractors.web.robots import Robots
from flows.post.recipients import read_recipients
from flows.settings import Settings
from flows.settings_given import given_values
from models.errors import AkimwatchError
from models.order import load_order
from models.records import Article
from models.registry import load_registry
from models.terms import read_terms

# --- what the web sends -----------------------------------------------------------------------------------------------


@cache
def inputs(target: str) -> list[bytes]:
    return list(seeds(target))


@pytest.mark.parametrize("target", PROMISES)
@fewer
@given(st.data())
def test_a_page_or_list_changed_in_any_way_keeps_the_promises(target: str, data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(inputs(target)))
    PROMISES[target](mutated(page, 16_384, data.draw(st.integers(0, 2**32))))


@pytest.mark.parametrize("target", PROMISES)
@fewer
@given(st.integers(0, 255), st.lists(st.sampled_from(TOKENS) | st.binary(max_size=20), max_size=30))
def test_any_tokens_in_any_order_keep_the_promises(target: str, choice: int, pieces: list[bytes]) -> None:
    PROMISES[target](bytes([choice]) + b"".join(pieces))


_ROBOTS = st.sampled_from(
    [
        *("User-agent: *", "User-agent: akimwatch", "Disallow: /", "Allow: /news/*$", "Disallow: /*?*&%"),
        *("Crawl-delay: nan", "Crawl-delay: inf", "Crawl-delay: -5", "Crawl-delay: 1e999", "Crawl-delay: ٣"),
        *("Request-rate: 1/0", "Request-rate: 0/1", "Request-rate: -1/5s", "Request-rate: 1/5m 0000-2400"),
        *("Sitemap: http://[::1", "Visit-time: 9999-0000", "Disallow: " + "*" * 60, "Disallow: /" + "*a" * 20 + "$"),
    ]
)  # fmt: skip


@given(st.lists(_ROBOTS | st.text(max_size=30), max_size=12).map("\n".join).map(str.encode) | st.binary(max_size=200))
def test_any_robots_file_gives_a_verdict_and_a_pause_that_can_be_waited_for(body: bytes) -> None:
    def fetch(address: str) -> Response:
        return Response(outcome="fetched", url=address, final_url=address, at=NOW, status=200, body=body)

    for path in ("/", "/news/1.html?a=b&c=%d0", "/" + "a" * 80, "/новости/%zz"):
        verdict = Robots(fetch, "akimwatch").verdict(f"https://news.example{path}")
        assert verdict.allowed or verdict.reason
        assert 0 <= verdict.delay < float("inf") or not verdict.allowed


_MOMENT_PARTS = st.sampled_from(
    [
        *("31", "00", "2025", "9999", "0000", "февраля", "сәуір", "жылғы", "Сегодня", "вчера", "24:61", "GMT +99"),
        *("2025-02-31T25:61:61+99:99", "2025-10-22 10:00+1400", "31.02.2025", "1/1/0001", "GMT -0", "٣ мая ٢٠٢٥", "|"),
    ]
)  # fmt: skip
_FETCHED = st.datetimes(datetime(1990, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)) | st.none()


@given(st.lists(_MOMENT_PARTS | st.text(max_size=6), max_size=8).map(" ".join), _FETCHED)
def test_any_printed_moment_is_aware_or_none(text: str, fetched_at: datetime | None) -> None:
    for moment in (printed_moment(text, fetched_at), moment_in_address(f"https://a.kz/{text}-31-12-2025")):
        assert moment is None or (moment.utcoffset() is not None and moment.year >= 1995)


@cache
def archive_file(packed: bool) -> bytes:
    """An archive of two pages, gzipped record by record or plain."""
    with tempfile.TemporaryDirectory() as folder:
        with Archive(Path(folder)) as archive:
            for number in range(2):
                archive.write_resource(f"https://a.kz/{number}", b"<p>page</p>" * 20, "text/html", NOW)
        (path,) = Path(folder).iterdir()
        return path.read_bytes() if packed else gzip.decompress(path.read_bytes())


_FLIPS = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6)
_HEADERS = st.sampled_from(
    [b"Content-Length: -1", b"Content-Length: 99999999999", b"WARC-Type: response", b"WARC-Date: x", b"\r\n\r\n", b""]
)


@fewer
@given(packed=st.booleans(), flips=_FLIPS, cut=st.floats(0, 1), header=_HEADERS, at=st.floats(0, 1))
def test_any_damage_to_an_archive_is_told_and_ends_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    packed: bool,
    flips: list[tuple[float, int]],
    cut: float,
    header: bytes,
    at: float,
) -> None:
    whole = bytearray(archive_file(packed))
    for place, value in flips:
        whole[int(place * len(whole))] = value
    split = int(at * len(whole))
    damaged = bytes(whole[:split]) + header + bytes(whole[split : int(cut * len(whole)) or None])
    path = tmp_path_factory.getbasetemp() / "damaged.warc.gz"
    path.write_bytes(damaged)
    told: list[str] = []
    for page in iter_pages(path, report=told.append):
        assert page.outcome != "fetched" or page.payload or page.page_ref.sha256
        assert 0 <= page.page_ref.offset <= len(damaged)
    assert all("\n" not in line for line in told)


# --- what people give ---------------------------------------------------------------------------------------------


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_KEYS = st.sampled_from(["text", "id", "url", "source", "published_at", "language", "title", "lead", "byline"])


_LINES = st.dictionaries(_KEYS, _JSON, max_size=6) | st.binary(max_size=40) | st.sampled_from(TOKENS)


@fewer
@given(st.lists(_LINES, max_size=4))
def test_any_line_of_json_is_read_or_reported_under_its_number(given_lines: list[dict[str, object] | bytes]) -> None:
    lines = [
        line.replace(b"\n", b" ") if isinstance(line, bytes) else json.dumps(line).encode() for line in given_lines
    ]
    said = io.StringIO()
    faults = Faults(said)
    found = list(articles_in("a.jsonl", io.BytesIO(b"\n".join(lines)), faults))
    assert all(line.article.text.strip() for line in found)
    moments = [line.article.published_at for line in found]
    assert all(moment is None or moment.utcoffset() is not None for moment in moments)
    assert all(line.startswith("a.jsonl:") for line in said.getvalue().split("\n") if line)
    assert len(found) + faults.count <= len(lines)


def refused_or_read(read: Callable[[], object]) -> None:
    """The one error that people see, in one line, or none."""
    said = "read"
    try:
        read()
    except AkimwatchError as error:
        said = str(error)
    assert said.strip()
    assert "\n" not in said


_CELLS = st.sampled_from(
    [
        *("address", "language", "a@b.example", "ru", "en", ";", ",", '"', "\n", "#", "\x00", "\r", "KZ-10"),
        "region,surname,given,patronymic,capacity,since,since_precision,until,until_precision,confidence,source,note\n",
        *("KZ-11,Имя,Фамилия,,akim,2024-01-01,day,,,high,https://a.kz,\n", "0001-01-01", "9999-12-31", "\ud800"),
    ]
)  # fmt: skip
_TABLES = st.lists(_CELLS | st.text(max_size=8), max_size=12).map("".join)


@given(_TABLES)
def test_any_table_of_recipients_or_heads_is_read_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, table: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "table.csv"
    path.write_bytes(table.encode("utf-8", "surrogatepass"))
    refused_or_read(lambda: read_recipients(path, "ru"))
    refused_or_read(lambda: read_terms(table, "table.csv", {"KZ-10", "KZ-11"}))


_DEEP = "[" * 3000
_TOML = st.sampled_from(
    [
        *("data = ", "pace_seconds = ", "[mail]\n", "[[ways]]\n", "key = ", "hosts = ", "force_from = ", "clauses = "),
        *("[[clause]]\n", "[site]\n", "=", "\n", '"', "''", "[", "]", "{", "}", "1979-05-27", "1e999", "nan", "true"),
        *("9" * 5000, f"a = {_DEEP}", "a." * 2000, "\x00", "\ud800"),
    ]
)  # fmt: skip


@given(st.lists(_TOML | st.text(max_size=8), max_size=10).map("".join))
def test_any_toml_is_read_or_refused_in_one_line(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "toml"
    folder.mkdir(exist_ok=True)
    path = folder / "akimwatch.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    refused_or_read(lambda: load_order(path))
    refused_or_read(lambda: load_site(path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AKIMWATCH_SETTINGS", str(path))
        refused_or_read(lambda: given_values(Settings))


# --- what an article says ---------------------------------------------------------------------------------------------


@cache
def pipeline() -> spacy.Language:
    """Places, people and dates on tokens alone: without the models that take seconds to load."""
    declare_attributes()
    nlp = spacy.blank("ru", config={"nlp": {"tokenizer": {"@tokenizers": "akimwatch.razdel.v1"}}})
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("places")
    nlp.add_pipe("people").judge_by(load_registry())  # type: ignore[attr-defined]
    nlp.add_pipe("akimwatch_dates")
    return nlp


_WORDS = st.sampled_from(
    [
        *("аким", "заместитель", "акима", "области", "Абай", "Жетісу", "Ұлытау", "Северо-Казахстанской", "СКО"),
        *("г. Астана", "и.о.", "врио", "экс-аким", "он", "района", "села", "Сатпаев", "Маратович", "Берик", "Уали"),
        *("провёл", "вчера", "«", "»", "(", "—", ",", ".", "22 октября 2025 года", "прошлой осенью", "АКИМ"),
        *("аул\u00adа", "а\u0301ким", "\u202e", "\x00", "\ud83d", "🌾", "И.Иванов", "О'Коннор", "фон-дер", "𗀀", "İ"),
    ]
)
_TEXTS = st.lists(_WORDS | st.text(max_size=8) | russian | kazakh, max_size=20).map(" ".join)
_DAYS = st.datetimes(datetime(1995, 1, 2), datetime(2190, 1, 1), timezones=st.just(UTC)) | st.none()


@fewer
@given(_TEXTS, _DAYS)
def test_places_people_and_dates_of_any_text_lie_inside_it(text: str, published: datetime | None) -> None:
    doc = pipeline().make_doc(text)
    doc._.article = Article(text=text, published_at=published)
    doc = pipeline()(doc)
    for found in (*doc._.places, *doc._.people, *doc._.dates):
        assert 0 <= found.start < found.end <= len(doc)
    for person in doc._.people:
        assert (person.role_start is None) == (person.role_end is None)
        assert person.role_start is None or 0 <= person.role_start < person.role_end <= len(doc)
    for when in doc._.dates:
        assert isinstance(when.first, date)
        assert when.first <= when.last


@fewer
@given(_TEXTS, _TEXTS)
def test_cleaning_any_text_keeps_every_offset_inside_it(title: str, text: str) -> None:
    cleaned = clean(title, text)
    body = [(s, e) for s, e in zip(cleaned.starts, cleaned.ends, strict=True) if s >= 0]
    assert all(0 <= s <= e <= len(text) for s, e in body)


@fewer
@given(st.lists(_WORDS | st.text(min_size=1, max_size=8), min_size=1, max_size=4))
def test_any_words_have_a_nominative(words: list[str]) -> None:
    nominative(words)
