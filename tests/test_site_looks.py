"""The site in a browser: nothing breaks, nothing is fetched, everybody can read it. Debian's Chromium, headless."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from site_world import publish_world

from flows.site.command import write_site

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed (apt-get install chromium)"),
]
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_MODES = ("light", "dark")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("looks")
    return write_site(publish_world(folder, hostile=True), folder / "site").parent


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        yield opened
        opened.close()


class Faults(list[str]):
    """What went wrong on a page: words on its console, errors, requests to anywhere but the site's own folder."""

    def watch(self, page: Any, site: Path) -> Any:
        page.on("console", lambda said: self.append(f"{page.url}: {said.text}"))
        page.on("pageerror", lambda error: self.append(f"{page.url}: {error}"))
        page.on("requestfailed", lambda request: self.append(f"failed: {request.url}"))
        page.on("dialog", lambda dialog: (self.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        own = (site.as_uri(), "data:,")
        page.on("request", lambda one: None if one.url.startswith(own) else self.append(f"asked: {one.url}"))
        return page


def _few(site: Path) -> list[Path]:
    """One page of each kind in each language."""
    found = [site / "index.html"]
    for tongue in ("ru", "en"):
        found += [site / tongue / f"{name}.html" for name in ("index", "method", "sources", "regions/KZ-55")]
        found.append(sorted((site / tongue / "sentences").iterdir())[0])
    return found


def test_every_page_opens_without_a_fault_and_asks_nobody(site: Path, browser: Any) -> None:
    faults = Faults()
    page = faults.watch(browser.new_page(), site)
    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.locator("h1").count() == 1
    assert faults == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("mode", _MODES)
def test_no_page_scrolls_sideways(site: Path, browser: Any, width: int, mode: str, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=mode)
    page = context.new_page()
    for number, path in enumerate(_few(site)):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.screenshot(path=tmp_path / f"{number}.png", full_page=True)
    context.close()


def test_the_table_of_regions_fits_a_desk(browser: Any, tmp_path: Path) -> None:
    site = write_site(publish_world(tmp_path), tmp_path / "site").parent
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    for tongue in ("ru", "en"):
        page.goto((site / tongue / "index.html").as_uri())
        wide, box = page.locator("#verdicts").evaluate("(one) => [one.scrollWidth, one.parentElement.clientWidth]")
        assert wide <= box, tongue
    context.close()


def test_the_table_sorts_and_filters_and_says_so(site: Path, browser: Any) -> None:
    faults = Faults()
    page = faults.watch(browser.new_page(), site)
    page.goto((site / "en" / "index.html").as_uri())
    names = page.locator("#verdicts tbody tr:visible th")
    head = page.locator("#verdicts thead th").first
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    shown = names.all_inner_texts()
    assert [name.rstrip(" *") for name in shown] == sorted(name.rstrip(" *") for name in shown)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert names.all_inner_texts() == shown[::-1]
    page.locator("#verdicts thead tr:nth-child(2) th button").first.click()  # the region found to have met comes first
    assert names.first.inner_text().startswith("Pavlodar")
    page.locator("#find").fill("kosta")
    assert names.all_inner_texts() == ["Kostanay Region"]
    assert page.locator("[role=status]").inner_text() == "Rows shown: 1 of 20"
    page.locator("#find").fill("")
    page.locator("select").first.select_option("deputy_only")
    assert names.all_inner_texts() == ["Kostanay Region"]
    assert faults == []


def test_without_scripts_the_table_is_whole(site: Path, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "ru" / "index.html").as_uri())
    assert page.locator("#verdicts tbody tr:visible").count() == 20
    assert page.locator("#verdicts button").count() == 0
    assert not page.locator(".tools").is_visible()
    context.close()


def test_the_keyboard_reaches_the_skip_link_first_then_filter_and_sort(site: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto((site / "ru" / "index.html").as_uri())
    reached = []
    for _ in range(140):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("(document.activeElement.id || document.activeElement.className || '') + '|'"
                                     " + document.activeElement.tagName"))  # fmt: skip
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", reached[-1]
        if reached[-1] == "|BUTTON":
            break
    assert reached[0] == "skip|A"
    assert "find|INPUT" in reached
    assert reached.index("find|INPUT") < reached.index("|BUTTON")
    page.goto((site / "ru" / "index.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_page_has_its_landmarks_and_names_and_headings_in_order(site: Path, browser: Any) -> None:
    page = browser.new_page()
    for path in _few(site):
        page.goto(path.as_uri())
        assert page.locator("main").count() == 1
        levels = page.locator("h1, h2, h3, h4, h5").evaluate_all("(all) => all.map((one) => Number(one.tagName[1]))")
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)
        unnamed = page.locator("nav:not([aria-label]), [role=img]:not([aria-label]), table:not(:has(caption))")
        assert unnamed.count() == 0, path
        assert page.locator("th:not([scope])").count() == 0, path
        assert page.locator("svg:not([aria-hidden])").count() == 0, path
        for image in page.locator("figure").all():
            assert image.locator("table").count() >= 1, f"{path}: a chart without its table"
        ids = page.locator("[id]").evaluate_all("(all) => all.map((one) => one.id)")
        assert len(ids) == len(set(ids)), path
        assert page.locator("label").evaluate_all("(all) => all.every((one) => document.getElementById(one.htmlFor))")


_CONTRASTS = """() => {
  const channel = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = (c) => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const c = rgb(getComputedStyle(one).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return rgb(getComputedStyle(document.documentElement).backgroundColor);
  };
  const low = [];
  for (const one of document.querySelectorAll("body *")) {
    const own = Array.from(one.childNodes).some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || one.closest("[hidden]")) continue;
    const inSvg = one.closest("svg");
    const ink = rgb(inSvg ? getComputedStyle(one).fill : getComputedStyle(one).color);
    const under = inSvg ? ground(inSvg) : ground(one);
    if (inSvg && getComputedStyle(one).fontSize === "13px" && one.textContent.length < 3) continue;  // signs: see below
    const [a, b] = [light(ink), light(under)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.push([one.tagName, one.className, ratio.toFixed(2), one.textContent.slice(0, 30)].join(" "));
  }
  return low;
}"""


@pytest.mark.parametrize("mode", _MODES)
def test_every_word_stands_out_from_its_ground(site: Path, browser: Any, mode: str) -> None:
    context = browser.new_context(color_scheme=mode)
    page = context.new_page()
    for path in _few(site):
        page.goto(path.as_uri())
        assert page.evaluate(_CONTRASTS) == [], path
    context.close()


def _palettes() -> tuple[dict[str, str], dict[str, str]]:
    style = (Path(__file__).parents[1] / "flows" / "site" / "assets" / "site.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part)) for part in re.findall(r":root \{(.*?)\}", style, re.S)
    )
    return light, dark


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_palette_keeps_its_contrasts_in_both_modes() -> None:
    for palette in _palettes():
        pairs = [(f"v{number}", f"v{number}-ink") for number in range(5)]
        pairs += [
            ("paper", "ink"),
            ("paper", "soft"),
            ("box", "soft"),
            ("box", "ink"),
            ("paper", "link"),
            ("box", "link"),
        ]
        pairs += [("note", "note-ink"), ("sample", "sample-ink")]
        assert {pair for pair in pairs if _contrast(palette[pair[0]], palette[pair[1]]) < 4.5} == set()
        marks = [("paper", name) for name in ("h1", "h2", "h3", "h4", "belief", "seen", "found", "sitting")]
        assert {pair for pair in marks if _contrast(palette[pair[0]], palette[pair[1]]) < 3} == set()  # WCAG: graphics
        assert palette["gap"] != palette["paper"]


def test_a_page_prints(site: Path, browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    for path in _few(site):
        page.goto(path.as_uri())
        printed = page.pdf(path=tmp_path / "page.pdf", format="A4")
        assert printed.startswith(b"%PDF")
        page.emulate_media(media="print")
        assert not page.locator(".tools").first.is_visible() if page.locator(".tools").count() else True
        page.emulate_media(media="screen")


def test_what_is_folded_away_is_printed(site: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto((site / "ru" / "regions" / "KZ-55.html").as_uri())
    cell = page.locator("details td").first
    assert not cell.is_visible()
    page.emulate_media(media="print")
    assert cell.is_visible()
    assert cell.bounding_box()["height"] > 5
    assert not page.locator("summary").first.is_visible()
