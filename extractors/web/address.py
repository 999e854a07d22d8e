"""Which machines may be asked: public ones. Checked on every connection, after the name has been looked up.

`ipaddress.is_global` alone will not do: it passes multicast, 6to4, Teredo and NAT64 addresses, behind which a private
machine can stand.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from extractors.bounds import CONNECT_SECONDS, PORTS
from extractors.web.lookup import look_up

# 127.1, 2130706433, 0x7f.0.0.1: forms that resolvers read as IPv4 addresses and no news site uses
_NUMERIC_HOST = re.compile(r"(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+))*\.?", re.I)
_DOTTED_QUAD = re.compile(r"(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}")
_NOT_PUBLIC_4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "100.64.0.0/10",  # carriers' shared space
        "192.0.0.0/24",  # IETF protocols
        "192.31.196.0/24",  # AS112: answers for private names
        "192.52.193.0/24",  # multicast tunnels (AMT)
        "192.88.99.0/24",  # 6to4 relays (RFC 7526: no longer global)
        "192.175.48.0/24",  # AS112
        "224.0.0.0/3",  # multicast and reserved
    )
)
_UNICAST_6 = ipaddress.IPv6Network("2000::/3")  # all that IANA has given out; mapped and NAT64 forms lie outside
_NOT_PUBLIC_6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # IETF protocols, Teredo among them: an IPv4 address hides inside
        "2001:db8::/32",  # documentation
        "2620:4f:8000::/48",  # AS112
        "2002::/16",  # 6to4: an IPv4 address hides inside
        "3fff::/20",  # documentation
    )
)


class RefusedAddress(Exception):
    """An address that must not be asked; the message says why."""


def why_refused(address: str) -> str | None:
    """Why no connection may be made to this IP address; None for a public unicast one."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip.scope_id is not None:
        return f"{address} is an address of one link"
    if isinstance(ip, ipaddress.IPv4Address):
        public = ip.is_global and not any(ip in network for network in _NOT_PUBLIC_4)
    else:
        public = ip.is_global and ip in _UNICAST_6 and not any(ip in network for network in _NOT_PUBLIC_6)
    return None if public else f"{address} is not a public address"


def check_url(url: str, *, any_port: bool = False) -> None:
    """RefusedAddress unless `url` is http(s) with a plain host and a web server's port: no user name, no disguised
    number. `any_port`: that of the sample web is a free one."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise RefusedAddress(f"not an address: {error}") from error
    if parts.scheme not in ("http", "https"):
        raise RefusedAddress(f"not an http(s) address: {parts.scheme or 'no scheme'}")
    if not host:
        raise RefusedAddress("an address without a host")
    if parts.username is not None or parts.password is not None:
        raise RefusedAddress("an address with a user name in it")
    if not any_port and port is not None and port not in PORTS:
        raise RefusedAddress(f"port {port} is no web server's")
    if _NUMERIC_HOST.fullmatch(host) and not _DOTTED_QUAD.fullmatch(host):
        raise RefusedAddress(f"{host} is an IP address in disguise")


def resolve(host: str, port: int, *, allow_private: bool, seconds: float = CONNECT_SECONDS) -> tuple[str, ...]:
    """The IP addresses of a host, in the resolver's order, every one of them checked.

    `allow_private`: this machine's loopback passes too, for the sample web; its networks do not, nor what a cloud keeps
    its keys at (169.254.169.254): a redirect of the sample's, or of a page tried with it, must not lead there.
    One address that is not public condemns the name: an honest news site has none. Raises RefusedAddress,
    socket.gaierror where there is no such name, or LookUpTimeout where none answers within `seconds`.
    """
    addresses = look_up(host, port, seconds)
    for address in addresses:
        if allow_private and ipaddress.ip_address(address).is_loopback:
            continue
        reason = why_refused(address)
        if reason is not None:
            raise RefusedAddress(reason if address == host else f"{host}: {reason}")
    return addresses
