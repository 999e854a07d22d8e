"""What a broken exchange is called, said plainly, and whether trying again can help."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace

import httpx

from extractors.web.address import RefusedAddress
from extractors.web.bounded import DamagedError, TooLargeError
from extractors.web.lookup import LookUpTimeout
from models.records import Outcome

# Everything that a site, a name server or a network can do to an exchange.
FAILURES = (httpx.HTTPError, httpx.InvalidURL, RefusedAddress, DamagedError, TooLargeError, UnicodeError)

_UNTIMELY = frozenset({9, 10})  # OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    outcome: Outcome
    reason: str
    again: bool = False
    connected: bool = True
    untimely: bool = False  # by our clock the certificate is out of date or not valid yet: one of the two is wrong


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _name(error: Exception) -> str:
    return str(error) or type(error).__name__


def _no_connection(error: Exception) -> str:
    return next((str(cause) for cause in _chain(error) if isinstance(cause, LookUpTimeout)), "no connection in time")


def _unconnected(reason: str, *, again: bool = False) -> Failure:
    return Failure(outcome="network_error", reason=reason, again=again, connected=False)


def _of_network(error: Exception) -> Failure:
    for cause in _chain(error):
        match cause:
            case socket.gaierror(errno=socket.EAI_AGAIN):
                return _unconnected("the name cannot be looked up (no network?)", again=True)
            case socket.gaierror():
                return _unconnected("no such host name")
            case ssl.SSLCertVerificationError():
                refused = _unconnected(f"TLS certificate refused: {cause.verify_message}")
                return replace(refused, untimely=cause.verify_code in _UNTIMELY)
            case ssl.SSLError():
                return _unconnected(f"TLS failed: {cause.reason or cause}")
            case ConnectionRefusedError():
                return _unconnected("connection refused", again=True)
            case ConnectionError():
                return Failure(outcome="network_error", reason="connection broken off", again=True)
    if isinstance(error, httpx.ConnectError):
        return _unconnected(f"no connection: {error}", again=True)
    return Failure(outcome="network_error", reason=f"no whole answer: {_name(error)}", again=True)


def describe(error: Exception) -> Failure:
    """The failure that one of FAILURES stands for."""
    match error:
        case RefusedAddress():
            return Failure(outcome="refused_address", reason=str(error), connected=False)
        case TooLargeError():
            return Failure(outcome="too_large", reason=str(error))
        case DamagedError(cut=True):
            return Failure(outcome="network_error", reason=str(error), again=True)
        case DamagedError():
            return Failure(outcome="undecodable", reason=str(error))
        case httpx.ConnectTimeout():
            return Failure(outcome="timeout", reason=_no_connection(error), again=True, connected=False)
        case httpx.TimeoutException():
            return Failure(outcome="timeout", reason=f"no whole answer in time ({_name(error)})", again=True)
        case httpx.NetworkError() | httpx.RemoteProtocolError():
            return _of_network(error)
        case httpx.HTTPError():  # LocalProtocolError, UnsupportedProtocol: the request cannot be made at all
            return Failure(outcome="refused_address", reason=f"cannot be asked for: {error}", connected=False)
        case _:  # InvalidURL, UnicodeError (a host that is no international name)
            return Failure(outcome="refused_address", reason=f"not an address: {error}", connected=False)
