"""A picture and a table for a slide: in which months meetings were found, region by region.

`month_heat_map.py --published data/published --out months.png [--language en]` writes months.png, months.svg and
months.csv. Read is the Parquet set beside the published file, nothing else. Colour is the share of a month's days on
which a meeting of the highest rung was found; grey and hatched are months of which nothing can be said.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any

import altair as alt
import duckdb

from flows.sql_shown import as_csv

# One hue, darker is more: in order for every kind of colour vision and in grey print. It does not begin at white,
# which would look like a month without a cell.
BLUES = ("#e3eef9", "#6baed6", "#08306b")
GREY, HATCH, INK, MARK = "#dedede", "#a8a8a8", "#222222", "#b5402a"
DARK = 0.6  # above this share the cell is too dark for dark letters
CELL_WIDTH, CELL_HEIGHT = 54, 27
LINE = 110  # letters of a line under the title: as wide as a year of months
MONTHS = {
    "ru": ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
# What the glossary has no word for: the picture's own headings.
SAID = {
    "ru": {
        "title": "В какие месяцы найдены встречи акимов с Ассамблеей",
        "cell": "В клетке сверху: {share} за месяц; под ней, от и до, в процентах: {believed} (интервал 90 %).",
        "as_of": "Пункт 1 поручения от 25 апреля 2024 года, по состоянию на {day}.",
    },
    "en": {
        "title": "In which months meetings of akims with the Assembly were found",
        "cell": "In a cell, above: {share} in the month; below, from and to, per cent: {believed} (90 % interval).",
        "as_of": "Clause 1 of the order of 25 April 2024, as of {day}.",
    },
}
ROWS = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
WORDS = "SELECT kind || ' ' || word, ru, en, means_ru, means_en FROM read_parquet($folder || '/glossary.parquet')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """What the picture shows, and the words that it shows it in."""

    names: list[str]
    rows: list[tuple[Any, ...]]
    words: dict[str, str]
    means: dict[str, str]
    language: str

    def records(self) -> list[dict[str, Any]]:
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]


def read_months(published: Path, language: str) -> Months:
    """The months of the newest Parquet set; SystemExit with one line where there is none, or nothing was judged."""
    folder = {"folder": str((published / "parquet").resolve())}
    with duckdb.connect() as connection:
        try:
            answer = connection.execute(ROWS, {**folder, "language": language})
            names, rows = [column[0] for column in answer.description], answer.fetchall()
            words = connection.execute(WORDS, folder).fetchall()
        except duckdb.Error as error:
            told = str(error).splitlines()[0]
            sys.exit(
                f"{published}: no Parquet set of akimwatch ({told}); `akimwatch run` or `akimwatch demo` makes one"
            )
    if not rows:
        sys.exit(f"{published}: nothing was judged yet; there is no month to draw")
    russian = language == "ru"
    return Months(
        names=names,
        rows=rows,
        words={word: ru if russian else en for word, ru, en, _, _ in words},
        means={word: ru if russian else en for word, _, _, ru, en in words},
        language=language,
    )


def draw(months: Months) -> alt.LayerChart:
    """The map of regions and months, with what its colours and its silence mean."""
    cells = [_cell(record, months.language) for record in months.records()]
    rows, columns = (list(dict.fromkeys(cell[key] for cell in cells)) for key in ("row", "month"))
    base = alt.Chart(alt.Data(values=cells)).encode(
        x=alt.X(
            "month:O",
            sort=columns,
            title=None,
            axis=_axis(orient="top", labelAngle=0, labelExpr=TWO_LINES, labelPadding=20),
        ),
        y=alt.Y("row:O", sort=rows, title=None, axis=_axis()),
    )
    layers = [
        *_silent(base.transform_filter("!datum.judged"), months),
        *_found(base.transform_filter("datum.judged"), months),
    ]
    if cells[0]["sample"]:
        layers.append(_across(columns, rows))
    return (
        alt.layer(*layers)
        .resolve_scale(color="independent")
        .properties(width=CELL_WIDTH * len(columns), height=CELL_HEIGHT * len(rows), title=_title(months))
        .configure_view(stroke=None)
        .configure(font="DejaVu Sans, Arial, sans-serif", background="white", padding=16)
    )


TWO_LINES = "split(datum.label, ' ')"  # the month, and its year under it


def _axis(**more: Any) -> alt.Axis:
    return alt.Axis(ticks=False, domain=False, labelFontSize=11, labelLimit=220, **more)


def _cell(record: dict[str, Any], language: str) -> dict[str, Any]:
    """A month as the picture needs it: its label, and its figures in words."""
    low, high = (round(100 * record[key]) for key in ("believed_low", "believed_high"))
    start = record["month_start"]
    return {
        **{key: record[key] for key in ("row", "judged", "met_share", "sample")},
        "month": f"{MONTHS[language][start.month - 1]} {start.year}",
        "share": f"{100 * record['met_share']:.0f} %",
        "band": f"{low}–{high}",
    }


def _found(cells: alt.Chart, months: Months) -> list[alt.Chart]:
    share = alt.Color(
        "met_share:Q",
        scale=alt.Scale(range=list(BLUES), domain=[0, 0.5, 1]),
        legend=alt.Legend(
            title=months.words["figure met_share"], format=".0%", orient="bottom", gradientLength=240, titleLimit=500
        ),
    )
    letters = alt.condition(f"datum.met_share > {DARK}", alt.value("white"), alt.value(INK))
    return [
        cells.mark_rect(stroke="white").encode(color=share),
        cells.mark_text(dy=-5, fontSize=11, fontWeight="bold").encode(text="share:N", color=letters),
        cells.mark_text(dy=7, fontSize=9).encode(text="band:N", color=letters),
    ]


def _silent(cells: alt.Chart, months: Months) -> list[alt.Chart]:
    said = months.words["verdict not_judged"]
    grey = alt.Color(
        "said:N",
        scale=alt.Scale(domain=[said], range=[GREY]),
        legend=alt.Legend(title=None, orient="bottom", labelLimit=500, symbolType="square", symbolSize=300),
    )
    return [
        cells.transform_calculate(said=f"'{said}'").mark_rect(stroke="white").encode(color=grey),
        cells.mark_text(text="╱ ╱ ╱", fontSize=12, color=HATCH),
    ]


def _title(months: Months) -> alt.Title:
    said, words, first = SAID[months.language], months.words, months.records()[0]
    lower = {
        record["verdict_said"]: None for record in months.records() if record["judged"] and not record["met_share"]
    }
    silent = months.means["verdict not_judged"]
    lines = [
        said["as_of"].format(day=f"{first['as_of']:%d.%m.%Y}"),
        said["cell"].format(share=words["figure met_share"], believed=words["figure believed"]),
        *([f"0 %: {', '.join(lower)}."] if lower else []),
        *wrap(f"{words['verdict not_judged'].capitalize()}: {silent[0].lower()}{silent[1:]}", LINE),
        f"{words['mark careful']}   * {words['mark not_bound']}.",
    ]
    if first["sample"]:
        lines.insert(0, words["mark sample"])
    return alt.Title(said["title"], subtitle=lines, anchor="start", fontSize=18, subtitleLineHeight=15, offset=14)


def _across(columns: list[str], rows: list[str]) -> alt.Chart:
    """SAMPLE DATA over the whole picture, so that a cut-out says it too."""
    middle = [{"month": columns[len(columns) // 2], "row": rows[len(rows) // 2]}]
    return (
        alt.Chart(alt.Data(values=middle))
        .mark_text(text="SAMPLE DATA", fontSize=92, fontWeight="bold", color=MARK, opacity=0.15, angle=340)
        .encode(x=alt.X("month:O", sort=columns), y=alt.Y("row:O", sort=rows))
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--published", type=Path, default=Path("data/published"), help="folder of the published file")
    parser.add_argument("--out", type=Path, required=True, help="the picture; .png, .svg and .csv are written")
    parser.add_argument("--language", choices=sorted(SAID), default="ru")
    given = parser.parse_args()
    months = read_months(given.published, given.language)
    chart = draw(months)
    for suffix in (".svg", ".png"):
        chart.save(given.out.with_suffix(suffix), scale_factor=2)
    given.out.with_suffix(".csv").write_text(as_csv(months.names, months.rows), encoding="utf-8-sig", newline="")
    print(*(given.out.with_suffix(suffix) for suffix in (".png", ".svg", ".csv")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
