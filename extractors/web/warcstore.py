"""A file behind http or S3, read forwards through fsspec: patient with a server that fails passingly, not with others.

Credentials come from the environment or from AWS's own files, as for every program of Amazon's; `FSSPEC_S3_ANON=true`
asks without any, `AWS_ENDPOINT_URL` names another server than Amazon's.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import aiohttp
import fsspec
import stamina
from fsspec.exceptions import FSTimeoutError

from extractors.web.warcsource import shown_address
from models.errors import BadInput

Answer = TypeVar("Answer")
_QUERY = re.compile(r"\?[^\s'\")]+")  # ?X-Amz-Signature=…

_BLOCK = 4 * 1024 * 1024  # bytes of one request: a gigabyte is 250 of them, and memory holds two
_PATIENCE = 300.0
"""Seconds without a single byte before a server is given up: an overloaded bucket sheds load for a minute or two."""
_FIRST_PATIENCE = 30.0  # before anything was read: an address may be mistyped
_WAIT_FIRST, _WAIT_MOST = 0.2, 15.0  # seconds between tries
_CONNECT_S, _SILENT_S = 20, 60  # of one request
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class Changed(OSError):
    """The file is another one than it was when its reading began."""


def facts(address: str) -> tuple[int | None, str]:
    """Size and identity. BadInput where there is no such file, it may not be read, or its server does not answer."""
    try:
        return _steadily(lambda: _facts(_system(address), address), min(_PATIENCE, _FIRST_PATIENCE))
    except Exception as error:  # noqa: BLE001 - fsspec's file systems raise what their libraries do
        raise BadInput(f"{shown_address(address)}: {_why(error)}") from None  # the cause quotes the address whole


def _facts(system: Any, address: str) -> tuple[int | None, str]:
    system.invalidate_cache()
    info = system.info(address)
    size = info.get("size")
    named = (info.get(field) for field in ("ETag", "LastModified", "Last-Modified"))
    return size, "-".join(str(one).strip('"') for one in (*named, size) if one is not None)


@contextmanager
def stored(address: str, identity: str, offset: int) -> Iterator[io.RawIOBase]:
    """The file from byte `offset` on. Reading raises OSError where it gives out for good; Changed: it is another."""
    stream = _Stored(address, identity, offset)
    try:
        yield stream
    finally:
        stream.close()


class _Stored(io.RawIOBase):
    """A stream that asks again where it stood, as long as the server's failing is of the passing kind.

    A file of ranges stays open meanwhile: each opening would be two questions more that may fail. One that streams is
    opened anew, and what lies before its place is read and thrown away.
    """

    def __init__(self, address: str, identity: str, offset: int) -> None:
        self._address, self._identity, self._at = address, identity, offset
        self._system = _system(address)
        self._file: Any = None
        self._in_ranges = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = _steadily(lambda: self._read(min(len(buffer), _BLOCK)), _PATIENCE)
        except Changed:
            raise
        except Exception as error:  # noqa: BLE001 - fsspec's file systems raise what their libraries do
            raise OSError(f"at byte {self._at:,}: {_why(error)}") from None
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _read(self, number: int) -> bytes:
        try:
            if self._file is None:
                self._file = self._opened()
            if self._in_ranges:
                self._file.seek(self._at)
            data = bytes(self._file.read(number))
        except Exception as error:
            if not self._in_ranges:
                self._let_go()
            if type(error).__name__ == "FileExpired":  # s3fs: the object is another one by now
                raise self._changed() from None
            if isinstance(error, ValueError) and self._in_ranges:  # fsspec: the server gave no range after all
                self._in_ranges = False
                self._let_go()
                return self._read(number)
            raise
        if not data:
            self._end()
        return data

    def _opened(self) -> Any:
        size, identity = _facts(self._system, self._address)
        if identity != self._identity:
            raise self._changed()
        self._in_ranges = self._in_ranges and size is not None
        if self._in_ranges:
            return self._system.open(self._address, "rb", block_size=_BLOCK, cache_type="readahead", size=size)
        file, left = self._system.open(self._address, "rb", block_size=0), self._at
        while left:
            piece = file.read(min(left, _BLOCK))
            if not piece:
                raise self._changed()
            left -= len(piece)
        return file

    def _end(self) -> None:
        """Nothing more comes: is that the end, and of the same file? A connection may end early, and in peace."""
        size, identity = _facts(self._system, self._address)
        if identity != self._identity:
            raise self._changed()
        if size is not None and self._at < size:
            self._let_go()
            raise ConnectionResetError(f"the answer ended at byte {self._at:,} of {size:,}")

    def _changed(self) -> Changed:
        return Changed("it has become another file while it was read; run again")

    def _let_go(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with suppress(Exception):  # it is broken, which is why it is let go
                file.close()

    def close(self) -> None:
        self._let_go()
        super().close()


def _system(address: str) -> Any:
    """A file system that leaves all trying again to `_steadily`: theirs inside it would multiply the waits."""
    if address.partition("://")[0].lower() == "s3":
        limits = {"connect_timeout": _CONNECT_S, "read_timeout": _SILENT_S, "retries": {"max_attempts": 0}}
        system = fsspec.filesystem("s3", config_kwargs=limits, use_listings_cache=False, skip_instance_cache=True)
        system.retries = 1
        return system
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_S, sock_read=_SILENT_S)
    return fsspec.filesystem("http", client_kwargs={"timeout": timeout}, skip_instance_cache=True)


def _steadily(ask: Callable[[], Answer], patience: float) -> Answer:
    for attempt in stamina.retry_context(
        on=_may_pass, attempts=None, timeout=patience, wait_initial=_WAIT_FIRST, wait_max=_WAIT_MOST
    ):
        with attempt:
            try:
                return ask()
            except FileNotFoundError as error:
                # fsspec calls every failure of a look a missing file, a 503 too
                if isinstance(error.__cause__, aiohttp.ClientError):
                    raise error.__cause__ from None
                raise
    raise AssertionError("stamina gives an answer or raises")


def _may_pass(error: Exception) -> bool:
    """Whether the same question may be answered in a while."""
    status = getattr(error, "status", None)
    if isinstance(status, int) and status:
        return status in _PASSING
    if isinstance(error, FileNotFoundError | PermissionError | Changed):
        return False
    return isinstance(error, OSError | FSTimeoutError | aiohttp.ClientError) or _from_boto(error)


def _from_boto(error: Exception) -> bool:
    """Botocore's own failures of a connection are no OSErrors; that it has no credentials is none that passes."""
    return type(error).__module__.startswith(("botocore", "aiobotocore")) and "Credentials" not in type(error).__name__


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
    # The words of a library may quote the address, and with it a signature.
    told = f"status {status}" if status else _QUERY.sub("?…", " ".join(str(error).split()))[:200]
    return f"it cannot be read now ({told or type(error).__name__}); run again later"
