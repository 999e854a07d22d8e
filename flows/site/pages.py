"""The pages: each a path below the site's folder, and its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from flows.site import overview_page, region_page, sentence_page, sources_page
from flows.site.charts import dressed, heat_chart, region_chart
from flows.site.marks import look_of, verdicts_of
from flows.site.record import Record
from flows.site.rows import Clause, Region
from flows.site.speech import LANGUAGES, Speech
from flows.site.templating import environment


def render(record: Record) -> Iterator[tuple[str, str]]:
    """Every page of the site in both languages, its path first."""
    speeches = tuple(Speech(language, record.glossary) for language in LANGUAGES)
    yield (
        "index.html",
        environment().get_template("root.html").render(publication=record.publication, speeches=speeches),
    )
    charts = _Charts(record)
    for say in speeches:
        for path, text in _pages(record, say, charts):
            yield f"{say.language}/{path}", text


def _pages(record: Record, say: Speech, charts: _Charts) -> Iterator[tuple[str, str]]:
    house = _House(record=record, say=say)
    t = say.texts
    first, method, sources = (t[name]["title"] for name in ("overview", "method", "sources"))
    yield house.page("index.html", "overview.html", first, overview_page.shown(record, say, charts.heats(say)))
    yield house.page("method.html", "method.html", method, _method(record))
    yield house.page("sources.html", "sources.html", sources, sources_page.shown(record, say))
    for region in record.regions:
        shown = region_page.shown(record, say, region, charts.of(region, say))
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

    def page(self, path: str, template: str, title: str, shown: Mapping[str, object]) -> tuple[str, str]:
        home = "../" * path.count("/")
        text = environment().get_template(template).render(
            shown, say=self.say, t=self.say.texts, publication=self.record.publication,
            title=title, path=path, home=home, up=f"{home}../",
        )  # fmt: skip
        return path, text


def _method(record: Record) -> dict[str, object]:
    looks = [(clause, [(name, look_of(clause, name)) for name in verdicts_of(clause)]) for clause in record.clauses]
    figures = {word.word: word for word in record.glossary.words if word.kind == "figure"}
    return {"clauses": looks, "figures": list(figures.values())}


class _Charts:
    """Every chart, drawn once and dressed in the words of each language."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._drawn: dict[str, str] = {}

    def of(self, region: Region, say: Speech) -> Markup | None:
        record, months = self._record, self._record.months.get(region.region, ())
        as_of = max((month.month_end for month in months), default=None)
        if as_of is None or not record.clauses:
            return None
        if region.region not in self._drawn:
            self._drawn[region.region] = region_chart(
                record.clauses,
                (min(clause.force_from for clause in record.clauses), as_of),
                events=record.events.get(region.region, ()),
                sittings=record.sittings.get(region.region, ()),
                gaps=record.gaps.get(region.region, ()),
                months=months,
            )
        return Markup(dressed(self._drawn[region.region], _chart_words(record, say)))

    def heats(self, say: Speech) -> Mapping[int, Markup]:
        if not self._record.months:
            return {}
        words = {region.region: say.short(region) for region in self._record.regions}
        return {clause.clause: Markup(dressed(svg, words)) for clause, svg in self._heats}

    @cached_property
    def _heats(self) -> list[tuple[Clause, str]]:
        record = self._record
        return [(clause, heat_chart(clause, record.regions, record.months)) for clause in record.clauses]


def _chart_words(record: Record, say: Speech) -> Mapping[str, str]:
    t: Mapping[str, Any] = say.texts
    words = {f"level_{level}": say.word("level", level) for level in ("region", "local", "national")}
    words |= {f"chart_{name}": t["region"][f"chart_{name}"] for name in ("events", "sittings", "seen")}
    for clause in record.clauses:
        what = t["region"]["chart_share" if clause.judged_by == "ladder" else "chart_person"]
        words[f"chart_clause{clause.clause}"] = f"{t['site']['clause']} {clause.clause}: {what}"
    return words
