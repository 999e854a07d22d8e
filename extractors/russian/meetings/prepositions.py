"""The preposition that a gathering's noun stands behind."""

from __future__ import annotations

from spacy.tokens import Token


def preposition_of(token: Token) -> str | None:
    """The word of `preposition_before`, in small letters."""
    found = preposition_before(token)
    return found.lower_ if found is not None else None


def preposition_before(token: Token) -> Token | None:
    """The preposition in front of the noun and its adjectives: «на расширенном заседании»."""
    node, cases = token, set(token.morph.get("Case", []))
    for _ in range(5):
        if node.i == token.sent.start:
            return None
        node = node.nbor(-1)
        if cases and node.morph.get("Case", []) and not cases & set(node.morph.get("Case", [])):
            return None  # «провела в Астане круглый стол»
        if node.pos_ == "ADP" or node.lower_ in {"ходе", "рамках", "время", "преддверии"}:
            return node
        if (
            node.pos_ not in {"ADJ", "DET", "NUM", "X", "PROPN"}
            and not (node.pos_ == "VERB" and node.dep_ == "amod")
            and node.text not in {"«", '"', "»"}
        ):
            return None
    return None
