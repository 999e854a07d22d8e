"""Changes that leave a page a page: what libFuzzer's flips of bits seldom reach. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_PIECES = re.compile(rb"<[^<>]{0,400}>|[^<>]+|[<>]")  # tags, texts between them, stray brackets
_MOST_TIMES = 200  # copies of one piece: deep enough for every bound of ours but those on hundreds of thousands
_CHARSETS = ("utf-8", "windows-1251", "koi8-r", "cp866", "kz1048", "utf-16-le")
TOKENS = (
    *(b"<article>", b"</article>", b"<div class='news'>", b"<h1>", b"</h1>", b"<time datetime='", b"<meta charset=\""),
    *(b"<script type='application/ld+json'>", b"</script>", b'{"@type":"NewsArticle","headline":', b'"datePublished":'),
    *(b"<item>", b"</item>", b"<link>", b"</link>", b"<pubDate>", b"</pubDate>", b"<title>", b"</title>", b"<entry>"),
    *(b"<![CDATA[", b"]]>", b"<!ENTITY a 'b'>", b"<!--", b"-->", b"&#x202e;", b"&#55357;", b"&#0;", b"&nbsp;", b"\x00"),
    *(b'<?xml version="1.0" encoding="utf-16"?>', b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
    *(b"31.02.2025", b"0000-00-00T25:61:61+99:99", b"9999-12-31T23:59:59Z", b"1e999", b"[[[[[[[[", b"{{title}}"),
    *(b"Thu, 99 Foo 2025 11:12:00 +9999", b"http://[::1", b"//user@:99999/", b"javascript:", b"%zz%d0", b"\\ud83d"),
    *("Сегодня, 09:10".encode(), "РђРєРёРј".encode(), "Аким области".encode(), "22 октября 2025 года".encode()),
)  # fmt: skip


def _repeat(pieces: list[bytes], chance: random.Random) -> None:
    at = chance.randrange(len(pieces))
    pieces[at : at + 1] = [pieces[at]] * chance.randint(2, _MOST_TIMES)


def _remove(pieces: list[bytes], chance: random.Random) -> None:
    start = chance.randrange(len(pieces))
    del pieces[start : start + chance.randint(1, 8)]


def _swap(pieces: list[bytes], chance: random.Random) -> None:
    one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    pieces[one], pieces[other] = pieces[other], pieces[one]


def _insert(pieces: list[bytes], chance: random.Random) -> None:
    pieces.insert(chance.randrange(len(pieces) + 1), chance.choice(TOKENS))


def _recode(pieces: list[bytes], chance: random.Random) -> None:
    """One piece in another encoding: a widget from elsewhere."""
    at = chance.randrange(len(pieces))
    text = pieces[at].decode("utf-8", "replace")
    pieces[at] = text.encode(chance.choice(_CHARSETS), "replace")


def _lose(pieces: list[bytes], chance: random.Random) -> None:
    """One piece whose encoding was lost: UTF-8 read as a single-byte charset and written as UTF-8 again."""
    at = chance.randrange(len(pieces))
    pieces[at] = pieces[at].decode(chance.choice(("windows-1251", "latin-1", "koi8-r")), "replace").encode()


def _cut(pieces: list[bytes], chance: random.Random) -> None:
    del pieces[chance.randrange(len(pieces)) :]


_CHANGES: tuple[Callable[[list[bytes], random.Random], None], ...] = (
    *(_repeat, _remove, _swap, _insert, _insert, _recode, _lose, _cut),
)


def mutated(data: bytes, most: int, seed: int) -> bytes:
    """`data` with one to four such changes; at most `most` bytes. The same seed, the same changes."""
    chance = random.Random(seed)
    head, pieces = data[:1], _PIECES.findall(data[1:]) or [b""]
    for _ in range(chance.randint(1, 4)):
        chance.choice(_CHANGES)(pieces, chance)
        pieces = pieces or [b""]
    return (head + b"".join(pieces))[:most]
