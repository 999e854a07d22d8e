"""The same job done with the libraries alone, as one would without a gate: `naive.py FILE.warc.gz PAGES`.

warcio -> trafilatura with metadata -> names, morphology and syntax of every sentence (slovnet over razdel and navec, as
natasha's pipeline runs them) -> `search_dates` over the text. Prints pages, pages with a text, and the seconds of
processor time that they took once everything was loaded and one page read. There are no meetings in what it finds: that
work would come on top.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

warnings.filterwarnings("ignore")

import dateparser.search
import trafilatura
from navec import Navec
from razdel import sentenize, tokenize
from slovnet import NER, Morph, Syntax
from warcio.archiveiterator import ArchiveIterator


class Naive:
    def __init__(self) -> None:
        found = find_spec("natasha")
        assert found is not None
        assert found.origin is not None
        data = Path(found.origin).parent / "data"
        vectors = Navec.load(str(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))

        def load(kind: Any, name: str) -> Any:  # its own size of batches, as natasha leaves it
            return kind.load(str(data / "model" / f"slovnet_{name}_news_v1.tar")).navec(vectors)

        self.names, self.morphology, self.syntax = load(NER, "ner"), load(Morph, "morph"), load(Syntax, "syntax")

    def read(self, payload: bytes) -> bool:
        document = trafilatura.bare_extraction(payload, with_metadata=True)
        text = document.text if document is not None else None
        if not text:
            return False
        sentences = [[token.text for token in tokenize(one.text)] for one in sentenize(text)]
        self.names(text)
        list(self.morphology.map(sentences))
        list(self.syntax.map(sentences))
        dateparser.search.search_dates(text, languages=["ru"])
        return True


def payloads(path: str) -> Iterator[bytes]:
    with open(path, "rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                yield record.content_stream().read()


def main(path: str, pages: int) -> None:
    naive = Naive()
    naive.read(next(payloads(path)))
    begun = process_time()
    read = [naive.read(payload) for payload in islice(payloads(path), pages)]
    print(len(read), sum(read), process_time() - begun)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
