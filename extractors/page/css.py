"""CSS selectors of the site files, compiled to XPath for lxml.

A site is described with tags, ids, classes, attributes and the four combinators, in lists divided by commas. No
pseudo-classes: what they would be needed for is better said with another selector, and the listing reader
(BeautifulSoup) then understands the same strings.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

# «div.news > a[href^="/ru/"]» → "div", ".news", ">", "a", '[href^="/ru/"]'
_TOKEN = re.compile(
    r"""(?P<comma>\s*,\s*)
      | (?P<combinator>\s*[>+~]\s*|\s+)
      | (?P<tag>[a-zA-Z][\w-]*|\*)
      | \#(?P<id>[\w-]+)
      | \.(?P<cls>[\w-]+)
      | \[\s*(?P<attr>[\w:-]+)\s*(?:(?P<op>[\^$*~]?=)\s*(?:"(?P<dq>[^"]*)"|'(?P<sq>[^']*)'|(?P<bare>[\w-]+))\s*)?\]
    """,
    re.VERBOSE,
)
_AXES = {" ": "//", ">": "/", "+": "/following-sibling::*[1]/self::", "~": "/following-sibling::"}


def _literal(text: str) -> str:
    if '"' in text and "'" in text:
        raise ValueError(f"both kinds of quotes in {text!r}")
    return f"'{text}'" if '"' in text else f'"{text}"'


def _word_in(attribute: str, word: str) -> str:
    return f"contains(concat(' ', normalize-space(@{attribute}), ' '), {_literal(f' {word} ')})"


def _condition(token: re.Match[str]) -> str:
    """The XPath predicate that one id, class or attribute token stands for."""
    if token["id"]:
        return f"@id={_literal(token['id'])}"
    if token["cls"]:
        return _word_in("class", token["cls"])
    name, op = token["attr"].lower(), token["op"]
    if op is None:
        return f"@{name}"
    value = next(v for v in (token["dq"], token["sq"], token["bare"]) if v is not None)
    if op == "~=":
        return _word_in(name, value)
    if not value and op != "=":
        raise ValueError(f"an empty value never matches {op}")
    quoted = _literal(value)
    if op == "^=":
        return f"starts-with(@{name}, {quoted})"
    if op == "*=":
        return f"contains(@{name}, {quoted})"
    if op == "$=":
        return f"substring(@{name}, string-length(@{name}) - {len(value) - 1}) = {quoted}"
    return f"@{name}={quoted}"


def _tokens(selector: str) -> list[re.Match[str]]:
    found, at = [], 0
    while at < len(selector):
        token = _TOKEN.match(selector, at)
        if token is None:
            raise ValueError(f"cannot read {selector[at:]!r} in the selector {selector!r}")
        found.append(token)
        at = token.end()
    return found


def to_xpath(selector: str) -> str:
    """The XPath expression, relative to the node it is run on, of a CSS selector. ValueError where it is none."""
    paths: list[str] = []
    path, tag, conditions, axis = "", "", list[str](), " "

    def close_compound() -> str:
        if not tag and not conditions:
            raise ValueError(f"an empty step in the selector {selector!r}")
        return path + _AXES[axis] + (tag or "*") + "".join(f"[{c}]" for c in conditions)

    for token in _tokens(selector.strip()):
        if token["comma"]:
            paths.append("." + close_compound())
            path, tag, conditions, axis = "", "", [], " "
        elif token["combinator"]:
            path = close_compound()
            tag, conditions, axis = "", [], token["combinator"].strip() or " "
        elif token["tag"]:
            if tag or conditions:
                raise ValueError(f"the tag {token['tag']!r} must begin its step in the selector {selector!r}")
            tag = token["tag"].lower()
        else:
            conditions.append(_condition(token))
    paths.append("." + close_compound())
    return " | ".join(paths)


@lru_cache(maxsize=4096)  # some 15 selectors for each of fewer than a hundred sites
def compile_css(selector: str) -> etree.XPath:
    """A compiled selector: call it with a node, get the matching nodes below it in document order."""
    return etree.XPath(to_xpath(selector))
