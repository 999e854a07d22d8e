"""Names and passwords in addresses: they go to the host they are meant for and nowhere else."""

from __future__ import annotations

import re

# Before a host, also where a path took the second slash away: «https:/me:word@host/x.warc».
_LOGIN = re.compile(r"\b([A-Za-z][A-Za-z0-9+.-]*:/{1,3})[^\s/?#'\"<>]*@")


def hidden(text: str) -> str:
    """The text with `***` for the name and password of every address in it."""
    return _LOGIN.sub(r"\1***@", text)


def hidden_address(address: str) -> str:
    """The same of one address, where a password may hold any sign («/» and «#» too, which then is no address)."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://***@{rest.rpartition('@')[2]}" if "@" in rest else address
