"""Letters that were read in the wrong encoding: how they look, and how much of a text they are.

Pages are decoded right by `encoding.decode`; but a site may have lost an encoding long before (a base copied in the
wrong charset, «РђРєРёРј», «Àêèì»), and then its bytes are valid and its words are nobody's. Such text is refused, not
mended: what a reader of the page would see is the same, and no sentence of ours stands on a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log

# Letters of Russian prose in per cent (rounded, as in any frequency table); Kazakh ones as in mixed texts.
_PER_CENT = {
    **{"о": 11.0, "е": 8.5, "а": 8.0, "и": 7.4, "н": 6.7, "т": 6.3, "с": 5.5, "р": 4.7, "в": 4.5, "л": 4.4, "к": 3.5},
    **{"м": 3.2, "д": 3.0, "п": 2.8, "у": 2.6, "я": 2.0, "ы": 1.9, "ь": 1.7, "г": 1.7, "з": 1.7, "б": 1.6, "ч": 1.4},
    **{"й": 1.2, "х": 1.0, "ж": 0.9, "ш": 0.7, "ю": 0.6, "ц": 0.5, "щ": 0.4, "э": 0.3, "ф": 0.3, "ъ": 0.1, "ё": 1.0},
    **dict.fromkeys("әғқңөұүһі", 1.0),
}
_WEIGHTS = {letter: log(share) for letter, share in _PER_CENT.items()}
_STRANGE = -6.0  # Serbian letters, box drawing, C1 controls, the replacement character: rarer than any letter
_CASE_SWAP = 4.0  # the cost of a capital after a small letter: one undoes two frequent letters
_CAPITAL = 0.1  # the cost of a capital: all else equal, prose is in small letters
_BEYOND = [chr(code) for code in range(0x80, 0x500)]
_SWAP = re.compile(f"[{''.join(filter(str.islower, _BEYOND))}][{''.join(filter(str.isupper, _BEYOND))}]")  # «рТЕМЕП»
_MIXED = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")  # «Bьrgermeister»: Latin read as Cyrillic
_MIXED_COST = 3.0  # more than the most frequent letter earns
_PUNCTUATION = frozenset("«»—–−…“”„’‘№•·©°§\u00a0\u00ad\u200b\u2060\ufeff₸€")
_OUTSIDE_ASCII = re.compile(r"[^\x00-\x7f]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]+")
SAMPLE = 4_000
"""Characters outside ASCII that decide: two printed pages settle any letter count."""
_MIXED_SAMPLE = 20_000  # characters, markup and all

_LOST = "\ufffd"
_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair, as "\\ud83d" in JSON leaves it: no file can hold it
# What bytes 0x80-0xBF, the second halves of Cyrillic letters in UTF-8, look like in windows-1252 and windows-1251.
_HALVES = bytes(range(0x80, 0xC0))
_LATIN_HALVES = "".join(map(chr, _HALVES)) + _HALVES.decode("windows-1252", "ignore")
_CYRILLIC_HALVES = _HALVES.decode("windows-1251", "ignore") + _HALVES.decode("kz1048", "ignore") + "\x98"
_UTF8_AS_LATIN = re.compile(f"(?:[ÂÃÐÑÒÓâ][{re.escape(_LATIN_HALVES)}]){{2,}}")  # «Ð°ÐºÐ¸Ð¼»
_UTF8_AS_CYRILLIC = re.compile(f"(?:[РСТУ][{re.escape(_CYRILLIC_HALVES)}]){{2,}}")  # «Р°РєРёРј», but also «ТІРІ»
_CYRILLIC_AS_LATIN = re.compile("[À-ÖØ-öø-ÿ¸¨]{4,}")  # «Àêèì»; no language of Latin letters has four of them in a row
_BOXED = re.compile("[\u2500-\u259f][\u0400-\u04ff]|[\u0400-\u04ff][\u2500-\u259f]")  # «п░п╨п╦п╪», «╨Р╨║╨╕╨╝»
_BOX = re.compile("[\u2500-\u259f]")
_SEVERAL = 3  # kinds of box drawing in one word: «╤╬┬┼╥»; a line drawn of them has one or two
_C1 = re.compile("[\x80-\x84\x86-\x9f]")  # in no text, but where cp866 was read as Latin; U+0085 is a line end
# No word is garbled without one of these; the look for them costs less than all that follows.
_SUSPICIOUS = re.compile(f"[\x80-\x84\x86-\x9f°µ¸±¶·¦¤¬À-ÖØ-öø-ÿЂЃѓЉЊЌЋЏђљњќћџЎўЈЇЄЅєѕјїҐґ\u2500-\u259f{_LOST}]")
_TOKEN = re.compile(r"\S+")
_FEW = 400  # letters: a paragraph, and a paragraph was written in one charset
_FEWEST_LETTERS = 12  # Cyrillic ones: fewer do not show in what charset they were read
_PROSE = 0.7  # cyrillic_score: Russian and Kazakh texts and headlines have at least this much, most twice
_BETTER = 0.8  # by how much another reading of the same bytes must be likelier
_SURELY = 1.0  # and what it must have itself: Serbian in a charset of its own comes near 0.9 in another
_READ_AS = ("windows-1251", "kz1048", "koi8-r", "cp866", "iso-8859-5")
_MOST_KEPT = 0.95  # of the letters must be in the charset in which they were read
_GARBLED = 0.3  # of a line's signs: a headline or paragraph that cannot be understood
_MOST_LEFT_OUT = 0.2  # of a text's signs: with a fifth gone, too much of what it says may be missing
_MOST_LOST = 0.02  # of a text's signs: with one letter in fifty gone, a sentence can still be read


def _score(text: str, mixed: int = 0) -> float:
    """The mean worth of a text's characters; counted in C, for every page is judged."""
    total = 0.0
    counted = Counter(text)
    size = len(text) - counted.pop(" ", 0)
    for char, times in counted.items():
        small = char.lower()
        total += times * (0.0 if char in _PUNCTUATION else _WEIGHTS.get(small, _STRANGE))
        total -= times * _CAPITAL if small != char else 0.0
    return (total - _CASE_SWAP * len(_SWAP.findall(text)) - _MIXED_COST * mixed) / size


def _sampled(pattern: re.Pattern[str], text: str, most: int) -> str:
    """What the pattern finds, up to so many characters."""
    found, seen = [], 0
    for match in pattern.finditer(text):
        found.append(match[0][: most - seen])
        seen += len(found[-1])
        if seen >= most:
            break
    return " ".join(found)  # apart: a small letter before a blank and a capital behind it are no change of case


def cyrillic_score(text: str) -> tuple[float, int]:
    """How much the characters outside ASCII look like Russian or Kazakh, and how many of them were looked at.

    About 1.4 for prose, negative for most mojibake, 0 where there are none.
    """
    sample = _sampled(_OUTSIDE_ASCII, text, SAMPLE)
    mixed = len(_MIXED.findall(text[:_MIXED_SAMPLE]))
    return (_score(sample, mixed), len(sample)) if sample else (0.0, 0)


def _in_a_wrong_charset(text: str) -> bool:
    """Whether the Cyrillic letters make more sense as bytes of another Cyrillic charset («юЙХЛ», «бЛЙН»)."""
    letters = _sampled(_CYRILLIC, text, _FEW)
    if len(letters) < _FEWEST_LETTERS or (own := _score(letters)) >= _PROSE:
        return False
    for wrong in _READ_AS:
        payload = letters.encode(wrong, "ignore")
        if len(payload) < _MOST_KEPT * len(letters):
            continue
        for right in _READ_AS:
            if right != wrong and cyrillic_score(payload.decode(right, "replace"))[0] > max(own + _BETTER, _SURELY):
                return True
    return False


def _is_garbled_word(word: str) -> bool:
    if any(pattern.search(word) for pattern in (_UTF8_AS_LATIN, _CYRILLIC_AS_LATIN, _BOXED, _C1)):
        return True
    if len(set(_BOX.findall(word))) >= _SEVERAL:
        return True
    # «ТІРІСІ» is a word in capitals; in what was UTF-8, small letters and signs stand between the capitals
    pairs = _UTF8_AS_CYRILLIC.search(word)
    return pairs is not None and not pairs[0].isupper()


def garbled_share(text: str) -> float:
    """The share (0-1) of a text's signs, blanks aside, that are lost (U+FFFD) or belong to words nobody can read."""
    suspicious = _SUSPICIOUS.search(text)
    if (suspicious or _SWAP.search(text)) and _in_a_wrong_charset(text):
        return 1.0
    if not suspicious:
        return 0.0
    signs = garbled = 0
    for match in _TOKEN.finditer(text):
        word = match[0]
        signs += len(word)
        if not word.isascii():
            garbled += len(word) if _is_garbled_word(word) else word.count(_LOST)
    return garbled / signs if signs else 0.0


def is_garbled(line: str) -> bool:
    """Whether nobody can understand a headline or a paragraph."""
    return not line.isascii() and garbled_share(line) > _GARBLED


def legible(line: str | None) -> str | None:
    """The line, with U+FFFD for what is no character; None for one that nobody can understand.

    Unknown is a value, «Àêèì» is not.
    """
    line = _HALF.sub(_LOST, line or "")
    return None if not line or is_garbled(line) else line


def why_illegible(paragraphs: Sequence[str]) -> str | None:
    """Why a text cannot be taken as it stands, in words; None for one that can.

    No paragraph of it is garbled, and of all its signs at most one in fifty is.
    """
    shares = [(len(line), 0.0 if line.isascii() else garbled_share(line)) for line in paragraphs]
    garbled = sum(size * share for size, share in shares)
    whole = sum(size for size, _ in shares)
    if garbled > _MOST_LOST * whole or any(share > _GARBLED for _, share in shares):
        return f"{garbled / whole:.0%} of the text is garbled: its encoding was lost before it came here"
    return None


def legible_part(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without those that are garbled, where these are few: a widget, a quotation from elsewhere.

    What is no character is U+FFFD in them.
    """
    paragraphs = [_HALF.sub(_LOST, line) for line in paragraphs]
    kept = [line for line in paragraphs if not is_garbled(line)]
    few = sum(map(len, kept)) >= (1 - _MOST_LEFT_OUT) * sum(map(len, paragraphs))
    return kept if few else paragraphs
