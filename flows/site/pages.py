"""The pages: each a path below the site's folder, and its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.site import overview_page, region_page, sentence_page, sources_page
from flows.site.marks import look_of, verdicts_of
from flows.site.record import Record
from flows.site.speech import LANGUAGES, Speech
from flows.site.templating import template


def render(record: Record) -> Iterator[tuple[str, str]]:
    """Every page of the site in both languages, its path first."""
    speeches = tuple(Speech(language, record.glossary) for language in LANGUAGES)
    yield "index.html", template("root.html").render(publication=record.publication, speeches=speeches)
    for say in speeches:
        for path, text in _pages(record, say):
            yield f"{say.language}/{path}", text


def _pages(record: Record, say: Speech) -> Iterator[tuple[str, str]]:
    house = _House(record=record, say=say)
    t = say.texts
    first, method, sources = (t[name]["title"] for name in ("overview", "method", "sources"))
    yield house.page("index.html", "overview.html", first, overview_page.shown(record, say))
    yield house.page("method.html", "method.html", method, _method(record))
    yield house.page("sources.html", "sources.html", sources, sources_page.shown(record, say))
    for region in record.regions:
        shown = region_page.shown(record, say, region)
        yield house.page(f"regions/{region.region}.html", "region.html", say.region(region), shown)
    for account in record.accounts:
        for sentence in record.sentences.get(account.meeting_id, ()):
            title = f"{t['sentence']['title']} {sentence.name}"
            shown = sentence_page.shown(record, say, account, sentence)
            yield house.page(f"sentences/{sentence.name}.html", "sentence.html", title, shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class _House:
    """What all pages of one language share."""

    record: Record
    say: Speech

    def page(self, path: str, name: str, title: str, shown: Mapping[str, object]) -> tuple[str, str]:
        home = "../" * path.count("/")
        text = template(name).render(
            shown, say=self.say, t=self.say.texts, publication=self.record.publication,
            title=title, path=path, home=home, up=f"{home}../",
        )  # fmt: skip
        return path, text


def _method(record: Record) -> dict[str, object]:
    looks = [(clause, [(name, look_of(clause, name)) for name in verdicts_of(clause)]) for clause in record.clauses]
    figures = {word.word: word for word in record.glossary.words if word.kind == "figure"}
    return {"clauses": looks, "figures": list(figures.values())}
