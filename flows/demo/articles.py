"""The sample articles: invented news of seven invented sites, kept as TOML, one file a site."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Final, Literal

from models.errors import BadInput

Fault = Literal["pictures_only", "gone", "cut", "server_error", "moved"]

_EPOCH: Final = datetime(2025, 1, 1, tzinfo=UTC)
# The portals of the country number their news in one ascending sequence; these begin where nothing real is mistaken.
_FIRST_NUMBER: Final = 400_000
_SLUG_LENGTH: Final = 60  # real slugs are cut near there

_LATIN: Final = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфхцыэё", "abvgdeziyklmnoprstufhcyee", strict=True)),
        **dict(zip("әғқңөұүһі", "agknouuhi", strict=True)),
        **{"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""},
    }
)
_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")  # «"Раз в два месяца". Год назад» → raz-v-dva-mesyaca-god-nazad


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article of the sample web: what it says, and what is wrong with its page (`fault`), if anything is."""

    id: str
    at: datetime
    title: str
    text: str
    section: str = "kazakhstan_news"
    lang: str = "ru"
    byline: str | None = None
    photo: str | None = None
    fault: Fault | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(self.text.strip().split("\n\n"))

    @property
    def number(self) -> int:
        """A number that rises with time and is the same in every run."""
        return _FIRST_NUMBER + int((self.at - _EPOCH).total_seconds() // 60)

    @property
    def slug(self) -> str:
        return _NO_SLUG.sub("-", self.title.lower().translate(_LATIN)).strip("-")[:_SLUG_LENGTH].strip("-")


def load_pieces(site: str) -> tuple[Piece, ...]:
    """The articles of one sample site, newest first. BadInput names the file that is not what it should be."""
    name = f"{site}.toml"
    try:
        raw = tomllib.loads(files("flows.demo").joinpath("articles", name).read_text(encoding="utf-8"))
        pieces = [Piece(**entry) for entry in raw["article"]]
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"flows/demo/articles/{name}: not a list of articles ({error})") from error
    return tuple(sorted(pieces, key=lambda piece: piece.at, reverse=True))
