"""Names that outlive a run: the same thing read again gets the same identifier, on any machine, in any order.

An identifier is a prefix that says what it names and 20 hexadecimal digits (80 bits: among ten million articles the
chance of one collision is about 4 in 10^11) of a SHA-256 over the parts that make the thing what it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from models.records import Article, Reading

_DIGITS = 20
_SEPARATOR = "\x1f"  # cannot occur in an address or a date, so two lists of parts never run together


def digest(prefix: str, parts: Iterable[object]) -> str:
    """The identifier of the thing that `parts` describe; None and the empty string are told apart.

    Half a surrogate pair, as JSON may smuggle in, is one more part of a name and no fault.
    """
    joined = _SEPARATOR.join("\x00" if part is None else str(part) for part in parts)
    return f"{prefix}{text_sha256(joined)[:_DIGITS]}"


def text_sha256(text: str) -> str:
    """SHA-256 (hexadecimal) of the text in UTF-8; evidence offsets point into the text of that name."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def address_of(article: Article) -> str:
    """What makes two texts versions of one article: the url without its fragment.

    An article without a url is nobody's next version: two JSONL files may both number theirs from 1, so its given id
    is not used, and its own text names it.
    """
    if article.url:
        return article.url.partition("#")[0]
    return f"sha256:{text_sha256(article.text)}"


def article_id(article: Article) -> str:
    """One version of one article: another text, title, time, language or credit is a new one, another fetch is not."""
    published = article.published_at.isoformat() if article.published_at else None
    return digest(
        "a-",
        (
            address_of(article),
            published,
            article.title,
            article.language,
            article.agency,
            text_sha256(article.text),
        ),
    )


def reading_version(reading: Reading, reader: str) -> str:
    """The version by which a reading of the reader `4+3f9a01c2` (rules + table of heads of regions) is kept.

    A reading that never asked for a head is the same under any table, and kept by the rules alone: `4+`. Three articles
    of four are such, so another table leaves them read (`queries/unread_articles.sql` knows both names).
    """
    rules, plus, _ = reader.partition("+")
    return reader if reading.heads_asked else f"{rules}{plus}"


def meeting_id(article: str, reader_version: str, ordinal: int) -> str:
    """The `ordinal`-th (from 0) meeting that one version of the reader found in one article version."""
    return digest("m-", (article, reader_version, ordinal))
