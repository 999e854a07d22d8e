"""Strict reading of a TOML table: every key is taken once with its type, and what is left over is a fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NoReturn, overload
from urllib.parse import urlsplit

from extractors.page.css import compile_css
from models.errors import SourceError

_REQUIRED: Final = object()
# «?token=…», «&api_key=…»: every look at a list is kept with its address, and published.
_SECRETS = re.compile(r"(?:^|[&;])((?:access_|auth_?)?token|api_?key|secret|passw(?:or)?d|pwd|sig(?:nature)?)=", re.I)


class Fields:
    """The keys of one table of a site file; `where` names file and table in every message."""

    def __init__(self, raw: Mapping[str, object], where: str) -> None:
        self._left = dict(raw)
        self._where = where

    def fault(self, key: str, reason: str) -> SourceError:
        return SourceError(f"{self._where}: {key}: {reason}")

    def take(self, key: str, *kinds: type, default: object = _REQUIRED) -> Any:
        """The value of `key`, of one of the types given. A bool is no int, a datetime no date."""
        if key not in self._left:
            if default is _REQUIRED:
                raise self.fault(key, "is missing")
            return default
        value = self._left.pop(key)
        if type(value) not in kinds:
            expected = " or ".join(kind.__name__ for kind in kinds)
            raise self.fault(key, f"must be {expected}, not {type(value).__name__}")
        return value

    @overload
    def text(self, key: str) -> str: ...
    @overload
    def text(self, key: str, default: str) -> str: ...
    @overload
    def text(self, key: str, default: None) -> str | None: ...
    def text(self, key: str, default: object = _REQUIRED) -> str | None:
        value: str | None = self.take(key, str, default=default)
        if value is not None and value != default and not value.strip():
            raise self.fault(key, "is empty")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of non-empty strings; absent means none."""
        values = self.take(key, list, default=[])
        if not all(isinstance(v, str) and v.strip() for v in values):
            raise self.fault(key, "must be a list of texts")
        return tuple(values)

    def choice(self, key: str, allowed: tuple[Any, ...]) -> Any:
        value = self.text(key)
        if value not in allowed:
            raise self.fault(key, f"{value!r} is none of {', '.join(allowed)}")
        return value

    def number(self, key: str, kind: type, least: float, most: float, default: object = _REQUIRED) -> Any:
        value = self.take(key, int, float, default=default) if kind is float else self.take(key, int, default=default)
        if not least <= value <= most:
            raise self.fault(key, f"must lie between {least:g} and {most:g}, not {value:g}")
        return kind(value)

    def address(self, key: str) -> str:
        """An http or https address; `{page}` and `{slug}` are the only blanks that discovery fills."""
        value = self.text(key)
        try:
            parts = urlsplit(value)
        except ValueError as error:
            raise self.fault(key, f"{value!r} is no address ({error})") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise self.fault(key, f"{value!r} must be an address with http or https")
        if parts.username is not None or parts.password is not None:
            raise self.fault(key, "holds a name or password; it would stand in the archive and in what is published")
        if secret := _SECRETS.search(parts.query):
            told = f"holds {secret[1]}=…, a secret by its name; it would stand in the archive and in what is published"
            raise self.fault(key, told)
        unknown = set(re.findall(r"\{[^}]*\}", value)) - {"{page}", "{slug}"}
        if unknown:
            raise self.fault(key, f"unknown blank {', '.join(sorted(unknown))}; {{page}} and {{slug}} are filled in")
        return value

    def regex(self, key: str) -> str:
        value = self.text(key)
        try:
            re.compile(value)
        except re.error as error:
            raise self.fault(key, f"is no regular expression: {error}") from error
        return value

    def css(self, key: str, default: None = None) -> str | None:
        value = self.text(key, default=None)
        if value is not None:
            self._check_css(key, value)
        return value

    def css_list(self, key: str) -> tuple[str, ...]:
        values = self.texts(key)
        for value in values:
            self._check_css(key, value)
        return values

    def _check_css(self, key: str, value: str) -> None:
        try:
            compile_css(value)
        except ValueError as error:
            raise self.fault(key, f"is no CSS selector that we know: {error}") from error

    def table(self, key: str) -> Fields:
        return Fields(self.take(key, dict), f"{self._where}: {key}")

    def tables(self, key: str) -> list[Fields]:
        values = self.take(key, list)
        if not values or not all(isinstance(v, dict) for v in values):
            raise self.fault(key, f"must be at least one [[{key}]] table")
        return [Fields(v, f"{self._where}: {key} {n}") for n, v in enumerate(values, start=1)]

    def done(self) -> None:
        """Every key has been taken, or the first unknown one is named."""
        if self._left:
            self._unknown(next(iter(self._left)))

    def _unknown(self, key: str) -> NoReturn:
        raise self.fault(key, "unknown key")
