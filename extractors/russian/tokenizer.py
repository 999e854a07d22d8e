"""razdel's tokens as a spaCy tokenizer: slovnet was trained on them, so nothing needs aligning."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from razdel import tokenize
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

# Half of a pair of UTF-16 units, as broken JSON escapes leave it: no encoding can hold it, so spaCy cannot either.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class RazdelTokenizer:
    """Cuts a text into razdel's tokens and keeps every code point.

    `doc.text == text`, so a token's `idx` is a code-point offset into the text as given. The one exception is a lone
    surrogate, which is shown as U+FFFD: the text differs there, the offsets do not.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        text = _LONE_SURROGATE.sub("\ufffd", text)
        words: list[str] = []
        spaces: list[bool] = []
        position = 0
        for token in tokenize(text):
            _keep_gap(text[position : token.start], words, spaces)
            words.append(token.text)
            spaces.append(False)
            position = token.stop
        _keep_gap(text[position:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    # spaCy asks every tokenizer for these; there is nothing to store.
    def to_disk(self, path: Any, **_: Any) -> None:
        return None

    def from_disk(self, path: Any, **_: Any) -> RazdelTokenizer:
        return self

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **_: Any) -> RazdelTokenizer:
        return self


def _keep_gap(gap: str, words: list[str], spaces: list[bool]) -> None:
    """One plain space belongs to the word before it; any other white space becomes a token of its own."""
    if gap[:1] == " " and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


@registry.tokenizers("akimwatch.razdel.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], RazdelTokenizer]:
    """The tokenizer for `config={"nlp": {"tokenizer": {"@tokenizers": "akimwatch.razdel.v1"}}}`."""
    return lambda nlp: RazdelTokenizer(nlp.vocab)
