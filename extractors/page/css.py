"""CSS selectors of the site files, compiled once to XPath for lxml (cssselect does the work)."""

from __future__ import annotations

from functools import lru_cache

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

_TRANSLATOR = HTMLTranslator()


@lru_cache(maxsize=4096)  # some 15 selectors for each of fewer than a hundred sites
def compile_css(selector: str) -> etree.XPath:
    """A compiled selector: call it with a node, get the matching nodes below it. ValueError where it is none."""
    try:
        return etree.XPath(_TRANSLATOR.css_to_xpath(selector))
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"cannot read the selector {selector!r}: {error}") from error
