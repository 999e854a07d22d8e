"""Is belief worth what it says? The real inference on simulated worlds, scored against what truly happened there.

`calibration.py [--worlds N] [--manner NAME]… [--processes N] [--draw FILE.png] [--json FILE]`. For each manner of
`worlds.py`: Brier score and expected calibration error of P(at least one meeting) over regions and two-month windows,
beside the oracle (the posterior of one who knows how much each group catches, and the true priors), the naive rules and
the constant base rate; how often the 90 % intervals hold the truth (q of a window, number of meetings, share of days);
in which direction q and belief err (`scoring.py`); how much of what was found mixes two sittings, or splits one
(`matches.py`); and, where every region complies, how what a fully compliant region would show stands to what is found.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

from judging import judge_world
from manners import MANNERS
from scoring import Curve, Score, lines, reliability_of, score

FEWEST_DRAWN = 0.005  # share of windows: 26 of 5,200; the truth of fewer jumps about


def draw(curves: dict[str, Curve], path: Path) -> None:
    """The reliability curve of every manner, as a PNG: above the diagonal belief accuses, below it excuses."""
    import altair as alt

    rows = [
        {"manner": manner, "stated": stated, "true": true, "share": share}
        for manner, points in curves.items()
        for share, stated, true in points
        if share >= FEWEST_DRAWN
    ]
    ends = alt.Data(values=[{"stated": 0, "true": 0}, {"stated": 1, "true": 1}])
    scale = alt.Scale(domain=[0, 1])
    perfect = alt.Chart(ends).mark_line(color="#999", strokeDash=[4, 4]).encode(x="stated:Q", y="true:Q")
    base = alt.Chart().encode(
        x=alt.X("stated:Q", scale=scale, title="belief that it met"),
        y=alt.Y("true:Q", scale=scale, title="share that truly met"),
    )
    size = alt.Size("share:Q", title="share of windows", scale=alt.Scale(domain=[0, 0.5], range=[15, 350]))
    points = base.mark_circle(color="#1b6ca8", opacity=0.8).encode(size=size)
    layers = alt.layer(perfect, base.mark_line(color="#1b6ca8"), points, data=alt.Data(values=rows))
    header = alt.Header(labelFontSize=14, labelFontWeight="bold")
    chart = layers.properties(width=190, height=190).facet(
        alt.Facet("manner:N", title=None, sort=list(curves), header=header), columns=4, spacing=25
    )
    title = alt.Title(
        "Is belief worth what it says? Reliability on simulated worlds, manner by manner",
        subtitle="Above the dashed line more had met than was believed (belief accuses), below it fewer (it excuses).",
        fontSize=16, subtitleFontSize=13, offset=15, anchor="start",
    )  # fmt: skip
    chart = chart.resolve_axis(x="independent", y="independent").properties(title=title)
    chart.configure_legend(orient="bottom", titleLimit=0, titleFontSize=12, labelFontSize=12).configure_axis(
        titleFontSize=12, labelFontSize=11, values=[0, 0.2, 0.4, 0.6, 0.8, 1]
    ).save(str(path), scale_factor=2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", type=int, default=20, help="worlds a manner (default 20)")
    parser.add_argument("--manner", action="append", choices=[m.name for m in MANNERS], help="only this manner")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="worlds judged at once (default: cores)")
    parser.add_argument("--draw", type=Path, help="where to write the reliability curves (PNG)")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    given = parser.parse_args()
    scores: list[Score] = []
    curves: dict[str, Curve] = {}
    with ProcessPoolExecutor(given.processes) as pool:
        for manner in (m for m in MANNERS if given.manner is None or m.name in given.manner):
            done = list(pool.map(judge_world, [manner] * given.worlds, range(given.worlds)))
            scores.append(score(manner, done))
            curves[manner.name] = reliability_of(done)
            print(lines(manner, scores[-1]), flush=True)
    if given.draw:
        draw(curves, given.draw)
        print(f"drawn: {given.draw}")
    if given.json:
        told = [asdict(one) | {"reliability": curves[one.manner]} for one in scores]
        given.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
