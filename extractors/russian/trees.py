"""Sound trees out of slovnet's arcs, and spans out of its tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def sound_tree(heads: Sequence[int], relations: Sequence[str]) -> tuple[list[int], list[str]]:
    """One rooted tree from heads that were each chosen alone.

    `heads` are positions in the sentence (below 0 or beyond its end: the root). slovnet may give several roots, or
    none, or loops; spaCy needs exactly one root a sentence: further roots and one word of each loop hang on it.
    """
    count = len(heads)
    fixed, named = list(heads), list(relations)
    roots = [i for i in range(count) if not 0 <= fixed[i] < count or fixed[i] == i]
    root = next((i for i in roots if named[i] == "root"), None)
    if root is None:
        root = roots[0] if roots else next((i for i in range(count) if named[i] == "root"), 0)
    fixed[root], named[root] = root, "root"
    for i in roots:
        fixed[i] = root
    named = [name if name != "root" or i == root else "parataxis" for i, name in enumerate(named)]
    _break_loops(fixed, root)
    return fixed, named


def _break_loops(heads: list[int], root: int) -> None:
    sound = {root}
    for start in range(len(heads)):
        path: list[int] = []
        at = start
        while at not in sound and at not in path:
            path.append(at)
            at = heads[at]
        if at not in sound:
            heads[at] = root
        sound.update(path)


def tagged_spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """`B-PER I-PER O` as (first, one past last, label)."""
    start, label = 0, ""
    for position, tag in enumerate([*tags, "O"]):
        if label and (tag[0] != "I" or tag[2:] != label):
            yield start, position, label
            label = ""
        if tag != "O" and not label:
            start, label = position, tag[2:]
