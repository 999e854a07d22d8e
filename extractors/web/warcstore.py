"""A file behind http or S3, read forwards through fsspec: patient with a server that fails passingly, not with others.

Credentials come from the environment or from AWS's own files, as for every program of Amazon's; `FSSPEC_S3_ANON=true`
asks without any, `AWS_ENDPOINT_URL` names another server than Amazon's.
"""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import fsspec
import stamina
from fsspec.exceptions import FSTimeoutError

from extractors.web.warcsource import shown_address
from models.errors import BadInput

_BLOCK = 4 * 1024 * 1024  # bytes of one request: a gigabyte is 250 of them, and memory holds two
_PATIENCE = 300.0
"""Seconds without a single byte before a server is given up: an overloaded bucket sheds load for a minute or two."""
_WAIT_FIRST, _WAIT_MOST = 0.2, 15.0  # seconds between tries
_CONNECT_S, _SILENT_S = 20, 60  # of one request
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class Changed(OSError):
    """The file is another one than it was when its reading began."""


def facts(address: str) -> tuple[int | None, str]:
    """Size and identity. BadInput where there is no such file, it may not be read, or its server does not answer."""
    try:
        for attempt in _patiently():
            with attempt:
                info = _system(address).info(address)
    except Exception as error:
        raise BadInput(f"{shown_address(address)}: {_why(error)}") from error
    size = info.get("size")
    named = (info.get(field) for field in ("ETag", "VersionId", "LastModified", "Last-Modified"))
    identity = "-".join(str(one).strip('"') for one in (*named, size) if one is not None)
    return (int(size) if size is not None else None), identity


@contextmanager
def stored(address: str, identity: str, offset: int) -> Iterator[io.RawIOBase]:
    """The file from byte `offset` on. Reading raises OSError where it gives out for good; Changed: it is another."""
    stream = _Stored(address, identity, offset)
    try:
        yield stream
    finally:
        stream.close()


class _Stored(io.RawIOBase):
    """A stream that opens its file again where it stood, as often as the server's failing is of the passing kind."""

    def __init__(self, address: str, identity: str, offset: int) -> None:
        self._address, self._identity, self._at = address, identity, offset
        self._file: Any = None
        self._whole = False  # the server knows no ranges: it is read from its beginning, which is thrown away

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            for attempt in _patiently():
                with attempt:
                    data = self._read(len(buffer))
        except Changed:
            raise
        except Exception as error:
            raise OSError(f"{shown_address(self._address)}: {_why(error)}") from error
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _read(self, number: int) -> bytes:
        try:
            if self._file is None:
                self._file = self._opened()
            return bytes(self._file.read(number))
        except Exception as error:
            self._let_go()
            if isinstance(error, OSError) and error.errno == errno.EBUSY:  # s3fs: the object is another one by now
                raise self._changed() from error
            if isinstance(error, ValueError) and "range" in str(error).lower() and not self._whole:
                self._whole = True
                return self._read(number)
            raise

    def _opened(self) -> Any:
        system = _system(self._address)
        if self._at and facts(self._address)[1] != self._identity:
            raise self._changed()
        if self._whole:
            return self._skipped(system.open(self._address, "rb", block_size=0))
        file = system.open(self._address, "rb", block_size=_BLOCK, cache_type="readahead")
        if not file.seekable():
            return self._skipped(file)
        file.seek(self._at)
        return file

    def _skipped(self, file: Any) -> Any:
        left = self._at
        while left:
            piece = file.read(min(left, _BLOCK))
            if not piece:
                raise Changed(f"{shown_address(self._address)}: it ends before byte {self._at}")
            left -= len(piece)
        return file

    def _changed(self) -> Changed:
        return Changed(f"{shown_address(self._address)}: it has become another file while it was read; run again")

    def _let_go(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            try:
                file.close()
            except Exception:  # noqa: BLE001 - it is broken, which is why it is let go
                return

    def close(self) -> None:
        self._let_go()
        super().close()


def _system(address: str) -> Any:
    scheme = address.partition("://")[0].lower()
    if scheme == "s3":
        return fsspec.filesystem(
            "s3", config_kwargs={"connect_timeout": _CONNECT_S, "read_timeout": _SILENT_S}, use_listings_cache=False
        )
    import aiohttp

    timeout = aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_S, sock_read=_SILENT_S)
    return fsspec.filesystem(scheme, client_kwargs={"timeout": timeout})


def _patiently() -> Iterator[Any]:
    return iter(
        stamina.retry_context(
            on=_may_pass, attempts=None, timeout=_PATIENCE, wait_initial=_WAIT_FIRST, wait_max=_WAIT_MOST
        )
    )


def _may_pass(error: Exception) -> bool:
    """Whether the same request may be answered in a while."""
    import aiohttp

    if isinstance(error, aiohttp.ClientResponseError):
        return error.status in _PASSING
    if isinstance(error, FileNotFoundError | PermissionError | Changed | BadInput):
        return False
    return isinstance(error, aiohttp.ClientError | FSTimeoutError | TimeoutError | OSError)


def _why(error: BaseException) -> str:
    """What became of it and what to do, in one line."""
    status = getattr(error, "status", None)
    if isinstance(error, FileNotFoundError) or status == 404:
        return "there is no such file"
    if isinstance(error, PermissionError) or status in (401, 403) or "credentials" in str(error).lower():
        return (
            "it may not be read; for S3 give credentials in the environment (AWS_ACCESS_KEY_ID …) or, where none are "
            "needed, FSSPEC_S3_ANON=true"
        )
    told = " ".join(str(error).split())[:200] or type(error).__name__
    return f"it cannot be read now ({told}); run again later"
