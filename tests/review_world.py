"""A folder filled by a real run from articles of our own, to take decisions in."""

from __future__ import annotations

import json
from pathlib import Path

from flows.monitor import run_once
from flows.settings import load_settings
from flows.workshop import Intake

PAVLODAR = (
    "Сегодня, 16 мая 2025 года, в Доме дружбы города Павлодара аким Павлодарской области Асаин Байханов провел "
    "заседание Совета областной Ассамблеи народа Казахстана.\n\n"
    "Обсудили меры по укреплению межэтнического согласия. Выступили руководители этнокультурных объединений."
)
KOSTANAY = (
    "В Костанае 20 мая 2025 года аким Костанайской области Кумар Аксакалов провёл совещание по межэтнической "
    "ситуации с представителями Ассамблеи народа Казахстана.\n\n"
    "=1+1 руководителей этноцентров рассказали о своей работе."
)
KAZAKH = "Облыс әкімі Қостанай облысы Қазақстан халқы Ассамблеясының отырысын өткізді, деп хабарлайды баспасөз қызметі."
ARTICLES = (
    ("https://paper.example/pavlodar", "2025-05-16T18:00:00+05:00", "Совет прошёл в Павлодаре", PAVLODAR),
    ("https://other.example/kostanay", "2025-05-20T18:00:00+05:00", "Совещание в Костанае", KOSTANAY),
    ("https://paper.example/kk", "2025-05-21T18:00:00+05:00", "Отырыс", KAZAKH),
)


def fill(folder: Path) -> Path:
    """The data folder of a run over ARTICLES."""
    lines = folder / "articles.jsonl"
    keys = ("url", "published_at", "title", "text")
    lines.write_text(
        "".join(json.dumps(dict(zip(keys, one, strict=True)), ensure_ascii=False) + "\n" for one in ARTICLES),
        encoding="utf-8",
    )
    report = run_once(load_settings(data=folder / "data"), Intake(articles=(lines,)), direct=True)
    assert report.published is not None
    return folder / "data"
