"""Verdicts, rungs, parts and coverage are said in one wording: the glossary's, and the order's for its own rungs.

Two ways to hold it. Nothing that may be shown repeats the glossary's words, uses their stems, or words a verdict of
its own (exceptions with reasons in `wording_allowed.toml`). And where the words of a published file are changed, every
screen says the changed words and none of the old ones.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from desk_world import changed, make_data
from presented import ROOT, Said, presented
from warehouse_world import READER, SENTENCE

from flows.settings import Settings
from models.glossary import Glossary, Language, Word, glossary_of
from models.order import load_order
from warehouse.publish import DATABASE
from warehouse.published import open_published

WORDS = glossary_of(load_order().words).words
KEYS = frozenset(word.word for word in WORDS)
CYRILLIC = re.compile("[А-Яа-яЁё]")

# Said in one word that the language needs for much else: no copy of the glossary where it stands in a longer text.
_COMMON = frozenset(
    said
    for word in WORDS
    for said in (word.en, word.ru)
    if " " not in said and not (CYRILLIC.search(said) and len(said) > 8)
)
# Names of figures that any sentence about the press needs too: no verdict is worded by them.
_ORDINARY = frozenset(
    {"what was found", "что найдено", "head of the region", "глава региона", "not read", "не прочитано"}
)
# Stems by which somebody would word a verdict, a part or coverage anew.
_STEMS = re.compile(
    r"заместител|\bне найден|\bне обнаруж|охвачен|охват|покрыт|судить|лично|присутств|замечен|не сказано|провёл|"
    r"проведен|вакант|нарушен|не провод|"
    r"deput|in person|not judged|no judg|no (?:public )?evidence|coverage|covered|not found|nothing found|"
    r"would have been|belie[fv]|violat|complied|complian(?!ce_)",  # compliance_today is a view
    re.IGNORECASE,
)
_WORDINGS = re.compile(
    "|".join(
        rf"(?<!\w){re.escape(said.casefold())}(?!\w)"
        for said in sorted({said for word in WORDS for said in (word.ru, word.en, word.means_ru, word.means_en)})
        if said not in _COMMON | _ORDINARY | KEYS
    )
)
# Words of verdicts, parts and capacities: a text that a dictionary or a TOML table gives to one of these words it.
_WORDED = frozenset(word.word for word in WORDS if word.kind in ("verdict", "how", "capacity", "standing", "review"))


@cache
def _suspicions(root: Path = ROOT) -> tuple[tuple[Said, str], ...]:
    return tuple(_suspected(root))


def _suspected(root: Path) -> Iterator[tuple[Said, str]]:
    for said in presented(root):
        if said.text in KEYS:
            continue  # a word of the tables, as it stands there
        if copied := _WORDINGS.search(said.text.casefold()):
            yield said, f"repeats the glossary: {copied[0]!r}"
        elif re.search(r"\s|[А-Яа-я]", said.text) and (stem := _STEMS.search(said.text)):
            yield said, f"words it anew: {stem[0]!r}"
        elif said.key in _WORDED and re.search(r"\s|[А-Яа-яЁё]|^[A-Z][a-z]+$", said.text):
            yield said, f"words {said.key!r} of its own"


def _allowed() -> list[dict[str, str]]:
    text = (Path(__file__).parent / "wording_allowed.toml").read_text(encoding="utf-8")
    given: list[dict[str, str]] = tomllib.loads(text)["allowed"]
    return given


def _covers(entry: dict[str, str], said: Said) -> bool:
    return entry["file"] == said.file and entry["text"] in said.text


def test_nothing_that_may_be_shown_words_a_verdict_of_its_own() -> None:
    allowed = _allowed()
    found = [
        f"{said.file}: {said.text.strip()[:90]!r} {why}"
        for said, why in _suspicions()
        if not any(_covers(entry, said) for entry in allowed)
    ]
    assert found == [], "take the word from the glossary, or allow the text in wording_allowed.toml with the reason"


def test_every_exception_is_needed_and_has_its_reason() -> None:
    suspicions = [said for said, _ in _suspicions()]
    for entry in _allowed():
        assert entry["why"], entry
        if not (ROOT / entry["file"]).exists():
            continue  # of a room that is not built in yet
        assert any(_covers(entry, said) for said in suspicions), f"nothing needs {entry}"


def test_no_question_of_sql_words_a_verdict() -> None:
    """CASE verdict WHEN 'met' THEN 'проведено': a view takes its words from the table of words."""
    worded = re.compile(r"'([a-z_]+)'\s+THEN\s+'([^']*)'", re.IGNORECASE)
    for path in sorted((ROOT / "warehouse").rglob("*.sql")):
        for key, text in worded.findall(path.read_text(encoding="utf-8")):
            assert key not in _WORDED or text in KEYS or not CYRILLIC.search(text), f"{path.name}: {key} → {text}"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("flows/new.py", 'print("в открытой печати не найдено")'),
        ("flows/new.py", 'WORDS = {"no_public_evidence": "пусто"}'),
        ("flows/new.py", 'f"{region}: only a deputy came"'),
        ("flows/letter/texts.toml", '[verdict]\nmet = "Провёл встречу"'),
        ("flows/letter/templates/letter.html", "<p>{{ name }}: судить нельзя</p>"),
        ("warehouse/views/new.sql", "SELECT CASE verdict WHEN 'met' THEN 'проведено лично' END FROM verdicts"),
    ],
)
def test_another_wording_is_found_wherever_it_stands(tmp_path: Path, file: str, text: str) -> None:
    """The guard is no toy: each of these would reach a reader."""
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert _suspicions(tmp_path) != ()


# --- Every screen with other words -----------------------------------------------------------------------------------


def _sentinel(word: Word) -> Word:
    name = f"{word.kind}.{word.word}"
    return Word(
        kind=word.kind, word=word.word, ru=f"⟦{name}⟧", en=f"⟦{name}⟧", means_ru=f"⟪{name}⟫", means_en=f"⟪{name}⟫"
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A published file whose words were changed by hand, and whose reasons (phrases of their own) were left out."""
    folder = tmp_path_factory.mktemp("wording")
    names = "'⟦' || kind || '.' || word || '⟧'"
    meanings = "'⟪' || kind || '.' || word || '⟫'"
    return changed(
        make_data(folder / "own"),
        folder / "other",
        f"UPDATE words SET ru = {names}, en = {names}, means_ru = {meanings}, means_en = {meanings}",
        "UPDATE verdicts SET reasons = [], reasons_ru = []",
        "UPDATE discoveries SET ok = false",
    )


def _old_words(shown: str, language: Language) -> list[str]:
    """The wordings of before that a screen still says; those of one common word are held to the sources above."""
    old = {word.said(language) for word in WORDS} | {word.meaning(language) for word in WORDS}
    flat = " ".join(shown.split()).replace(SENTENCE, "").casefold()  # the press's own words are nobody's wording
    return [
        said for said in sorted(old - _COMMON - KEYS) if re.search(rf"(?<!\w){re.escape(said.casefold())}(?!\w)", flat)
    ]


Screen = Callable[[Settings, Language], object]


def _status(settings: Settings, language: Language) -> object:
    from flows.status import show_status

    return show_status(settings, as_json=False, language=language)


def _show(settings: Settings, language: Language) -> object:
    from flows.desk.command import show_region

    return [
        show_region(settings, region, None, None, as_json=False, language=language, no_color=True, lines=9)
        for region in ("KZ-55", "KZ-10", "KZ-39", "KZ-71")
    ]


def _explain(settings: Settings, language: Language) -> object:
    from flows.desk.command import explain_chain

    with open_published(settings.published / DATABASE) as published:
        names = [name for (name,) in published.execute("SELECT DISTINCT verdict_id FROM verdict_events").fetchall()]
    return [explain_chain(settings, name, as_json=False, language=language, no_color=True) for name in names]


def _digest(settings: Settings, language: Language) -> object:
    from flows.letter.command import digest

    letter = digest(settings, None, language)
    print(letter.text, re.sub(r"<style>.*?</style>|<[^>]*>", " ", unescape(letter.html)))
    return letter


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    ("screen", "says"),
    [
        (
            _status,
            {"verdict": ("met", "deputy_only", "attended", "delegated", "not_judged"), "alarm": ("never_answered",)},
        ),
        (_show, {"verdict": ("met", "deputy_only", "attended", "delegated"), "how": ("chaired", "delegated")}),
        (_explain, {"verdict": ("met", "deputy_only"), "how": ("chaired", "delegated"), "status": ("held",)}),
        (_digest, {"verdict": ("met", "deputy_only", "attended", "delegated"), "figure": ("belief", "p_seen")}),
    ],
    ids=["status", "show", "explain", "digest"],
)
def test_a_screen_says_the_words_of_the_file_and_no_others(
    data: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    screen: Screen,
    says: dict[str, tuple[str, ...]],
    language: Language,
) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    screen(data, language)
    shown = capsys.readouterr().out
    for kind, names in says.items():
        for name in names:
            assert f"⟦{kind}.{name}⟧" in shown, name
    assert _old_words(shown, language) == []


def test_the_demos_table_is_explained_in_the_words_of_the_file(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    from flows.demo_run import show

    show(data.published / DATABASE)
    shown = capsys.readouterr().out
    for name in ("met", "deputy_only", "not_judged"):
        assert f"  {name:20} ⟪verdict.{name}⟫" in shown
    assert "⟦mark.sample⟧" in shown
    assert _old_words(shown, "en") == []


def test_judging_any_day_says_the_words_of_the_order_and_the_glossary(
    data: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import flows.judge_day as judging

    other = Glossary(_sentinel(word) for word in WORDS)
    monkeypatch.setattr("flows.workshop.Workshop.reader_version", READER)
    monkeypatch.setattr(judging, "glossary_of", lambda _: other)
    monkeypatch.setattr("models.inference.Inference.verdict", _without_reasons(judging))
    assert judging.judge_day(data, "2025-06-22", "2025-06-01", "KZ-55", as_json=False) == 0
    shown = capsys.readouterr().out
    assert shown.count("⟦verdict.") >= 4
    assert {"⟦figure.p_seen⟧", "⟦figure.belief⟧", "⟦capacity.akim⟧", "⟦mark.sample⟧"} <= set(
        re.findall(r"⟦[^⟧]*⟧", shown)
    )
    assert _old_words(shown, "en") == []


def _without_reasons(judging: object) -> Callable[..., object]:
    """Verdicts as they are judged, without their reasons: these are phrases, which have a home of their own."""
    from dataclasses import replace

    from models.inference import Inference

    judged = Inference.verdict
    return lambda self, *given: replace(judged(self, *given), reasons=())


def test_views_say_the_words_of_the_file(data: Settings) -> None:
    with open_published(data.published / DATABASE) as published:
        verdicts = published.execute("SELECT DISTINCT verdict, verdict_ru, verdict_en FROM compliance_today").fetchall()
        alarms = published.execute("SELECT alarm_kind, alarm, alarm_ru FROM source_health").fetchall()
    assert verdicts
    assert alarms
    for word, *said in verdicts:
        assert said == [f"⟦verdict.{word}⟧"] * 2
    for word, *said in alarms:
        assert said == [f"⟦alarm.{word}⟧"] * 2


@pytest.mark.skipif(find_spec("flows.site") is None, reason="there is no site yet")
def test_the_site_says_the_words_of_the_file_and_no_others(data: Settings, tmp_path: Path) -> None:
    import_module("flows.site.command").write_site(data.published / DATABASE, tmp_path / "site")
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.html")}
    assert pages
    # The method is told in prose, and the site's own texts are held to the glossary in its sources (above).
    own = sorted({said.text for said in presented() if said.file.startswith("flows/site/")}, key=len, reverse=True)
    whole = "\n".join(pages.values())
    for name in ("met", "deputy_only", "attended", "delegated", "not_judged"):
        assert f"⟦verdict.{name}⟧" in whole
    shown = " ".join(re.sub(r"<[^>]*>", " ", "\n".join(pages[name] for name in pages if "method" not in name)).split())
    for text in own:
        shown = shown.replace(unescape(" ".join(text.split())), "") if len(text) > 3 else shown
    assert _old_words(shown, "ru") + _old_words(shown, "en") == []
