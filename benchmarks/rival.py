"""One library over a folder of pages, in its own interpreter: `rival.py LIBRARY FOLDER`, JSON on standard output.

The folder holds `pages.jsonl` (`file`, `url`, `site`: a TOML description or null) and the pages. Three pages are read
first, so that nothing is loaded within the measured pass. Each library gets the page as it takes it: ours the bytes,
the others the text decoded; none may fetch pictures. `seconds`: processor time of the pass; `texts`: null is a failure.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from time import process_time

Reader = Callable[[bytes, str, "str | None"], "str | None"]
warnings.filterwarnings("ignore")


def akimwatch(described: bool) -> Reader:
    from extractors.article import Rejected, read_page
    from extractors.sources.site import Site, parse_site

    known: dict[str, Site] = {}

    def read(page: bytes, url: str, description: str | None) -> str | None:
        site = None
        if described and description is not None:
            if description not in known:
                known[description] = parse_site(description, "bench")
            site = known[description]
        found = read_page(page, url=url, content_type="text/html; charset=utf-8", site=site)
        return None if isinstance(found, Rejected) else found.text

    return read


def trafilatura(metadata: bool) -> Reader:
    from trafilatura import bare_extraction, extract

    def text_alone(page: bytes, url: str, _: str | None) -> str | None:
        return extract(page.decode(), url=url)

    def article(page: bytes, url: str, _: str | None) -> str | None:
        found = bare_extraction(page.decode(), url=url, with_metadata=True)
        return found.text if found is not None else None

    return article if metadata else text_alone


def newspaper4k() -> Reader:
    from newspaper import Article

    def read(page: bytes, url: str, _: str | None) -> str | None:
        article = Article(url, language="ru", fetch_images=False)
        article.download(input_html=page.decode())
        article.parse()
        return article.text or None

    return read


def news_please() -> Reader:
    from newsplease import NewsPlease

    def read(page: bytes, url: str, _: str | None) -> str | None:
        return NewsPlease.from_html(page.decode(), url=url, fetch_images=False).maintext

    return read


LIBRARIES: dict[str, Callable[[], Reader]] = {
    "akimwatch": lambda: akimwatch(described=True),
    "akimwatch, site not described": lambda: akimwatch(described=False),
    "trafilatura, text": lambda: trafilatura(metadata=False),
    "trafilatura, metadata": lambda: trafilatura(metadata=True),
    "newspaper4k": newspaper4k,
    "news-please": news_please,
}


def main(library: str, folder: Path) -> None:
    read = LIBRARIES[library]()
    given = [json.loads(line) for line in (folder / "pages.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = [((folder / one["file"]).read_bytes(), one["url"], one["site"]) for one in given]
    for page in pages[:3]:
        read(*page)
    texts: list[str | None] = []
    begun = process_time()
    for page in pages:
        try:
            texts.append(read(*page))
        except Exception as error:  # noqa: BLE001 - a library's failure on a page is a figure of the table
            print(f"{library}: {type(error).__name__}: {error}", file=sys.stderr)
            texts.append(None)
    json.dump({"seconds": process_time() - begun, "texts": texts}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
