"""Addresses of people, as a mail server takes them: ASCII, one line, checked before anything is begun."""

from __future__ import annotations

import re

# What stands before the @, without quotes: «aigerim.s+letters»; dots only between other characters.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_LOCAL_LONGEST = 64  # octets, RFC 5321 section 4.5.3.1.1
_LONGEST = 254  # of a whole address: a path of 256 (section 4.5.3.1.3) holds its angle brackets too


def mail_address(given: str) -> str:
    """The address with its domain in lower case, one in other letters («почта.қаз») as IDNA writes it.

    ValueError says in a few words why it is none. Other letters before the @ are refused: few servers take them (RFC
    6531), and nobody could be told which.
    """
    if not given.isprintable():  # every line break and control character
        raise ValueError("holds a line break or control character")
    if given.count("@") != 1:
        raise ValueError("an address has one @")
    local, _, domain = given.partition("@")
    if not local.isascii():
        raise ValueError("only Latin letters can stand before the @")
    if len(local) > _LOCAL_LONGEST or not _LOCAL.fullmatch(local):
        raise ValueError("what stands before the @ is no mailbox's name")
    address = f"{local}@{_host(domain)}"
    if len(address) > _LONGEST:
        raise ValueError(f"longer than {_LONGEST} characters")
    return address


def _host(domain: str) -> str:
    try:
        host = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise ValueError("what stands behind the @ is no name of a host") from None
    labels = host.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError("what stands behind the @ is no name of a host")
    if len(labels) == 1 and host != "localhost":
        raise ValueError("the host's name has no dot in it")
    return host
