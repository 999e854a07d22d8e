"""The letter in a browser: on a narrow screen, in the dark, with pictures off, with its styles ignored."""

from __future__ import annotations

import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from letter_world import QUIET, WEEK, letters_data, published, settings_for
from test_site_looks import _CONTRASTS, _QUIET

from flows.letter.compose import compose, picture_cid
from flows.letter.letter import Letter

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed (apt-get install chromium)"),
]
NARROW = {"width": 360, "height": 800}
WIDE = {"width": 800, "height": 900}


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Letter]:
    world = letters_data(tmp_path_factory)
    given = settings_for(world.data, site_url="https://akimwatch.example/a/rather/long/folder")
    with published(world) as connection:
        made = {language: compose(connection, WEEK, language, given) for language in ("ru", "en")}
        return {**made, "quiet": compose(connection, QUIET, "ru", given)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        yield opened
        opened.close()


def shown(browser: Any, letter: Letter, *, pictures: bool = True, styles: bool = True, **given: Any) -> Any:
    """A page with the letter as a mail program shows it."""
    page = letter.html
    if pictures and letter.picture:
        data = f"data:image/png;base64,{b64encode(letter.picture).decode()}"
        page = page.replace(f"cid:{picture_cid(letter.picture)}", data)
    if not styles:
        page = re.sub("<style>.*?</style>", "", page, flags=re.DOTALL)
    opened = browser.new_context(java_script_enabled=True, **given).new_page()
    opened.set_content(page)
    return opened


def _sideways(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("name", ["ru", "en", "quiet"])
@pytest.mark.parametrize("styles", [True, False], ids=["styles", "styles ignored"])
def test_it_needs_no_sideways_scroll_at_360_pixels(
    letters: dict[str, Letter], browser: Any, name: str, styles: bool, tmp_path: Path
) -> None:
    page = shown(browser, letters[name], styles=styles, viewport=NARROW)
    page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
    assert _sideways(page) == 0
    page.context.close()


@pytest.mark.parametrize("name", ["ru", "quiet"])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("styles", [True, False], ids=["styles", "styles ignored"])
def test_every_word_stands_out_from_its_ground(
    letters: dict[str, Letter], browser: Any, name: str, mode: str, styles: bool
) -> None:
    page = shown(browser, letters[name], styles=styles, viewport=WIDE, color_scheme=mode)
    assert page.evaluate(_CONTRASTS) == []
    page.context.close()


def test_in_the_dark_the_page_is_dark_and_where_styles_are_ignored_it_stays_light(
    letters: dict[str, Letter], browser: Any
) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = shown(browser, letters["ru"], viewport=WIDE, color_scheme="dark")
    assert dark.evaluate(ground) == "rgb(18, 22, 27)"
    light = shown(browser, letters["ru"], styles=False, viewport=WIDE, color_scheme="dark")
    assert light.evaluate(ground) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
def test_with_pictures_off_the_map_is_read_in_words(
    letters: dict[str, Letter], browser: Any, viewport: dict[str, int]
) -> None:
    page = shown(browser, letters["ru"], pictures=False, viewport=viewport)
    image = page.locator("img")
    box = image.bounding_box()
    assert box["height"] > 30
    assert "Павлодар" in image.get_attribute("alt")
    assert page.locator("h2", has_text="Карта").is_visible()
    page.context.close()


def test_the_picture_is_as_wide_as_the_screen_and_no_wider(letters: dict[str, Letter], browser: Any) -> None:
    for viewport, most in ((NARROW, 360), (WIDE, 640)):
        page = shown(browser, letters["ru"], viewport=viewport)
        box = page.locator("img").bounding_box()
        assert 300 < box["width"] <= most
        assert 0.4 < box["height"] / box["width"] < 0.7
        page.context.close()


def test_on_a_narrow_screen_each_cell_says_what_it_holds(letters: dict[str, Letter], browser: Any) -> None:
    label = "getComputedStyle(document.querySelector('tbody td:nth-child({at})'), '::before').content"
    narrow = shown(browser, letters["ru"], viewport=NARROW)
    assert "была бы замечена" in narrow.evaluate(label.format(at=4))
    assert "Пункт 1" in narrow.evaluate(label.format(at=2))
    wide = shown(browser, letters["ru"], viewport=WIDE)
    assert wide.evaluate(label.format(at=4)) == "none"
    assert wide.locator("thead th").count() == 4


def test_nothing_is_fetched_from_anywhere(letters: dict[str, Letter], browser: Any) -> None:
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda one: asked.append(one.url))
    page.set_content(letters["ru"].html.replace("cid:", "data:,"))
    page.wait_for_load_state()
    assert [url for url in asked if not url.startswith("data:")] == []
