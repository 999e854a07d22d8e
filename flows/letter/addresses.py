"""Mail addresses as settings and commands give them: one each, of letters that every mail server takes."""

from __future__ import annotations

from email.headerregistry import Address
from email.utils import getaddresses

from flows.settings_given import LINE_BREAKS
from models.errors import BadInput


def mailbox(given: str, what: str) -> Address:
    """The one address in «Name <address>» or a bare one; `what` names it in an error.

    BadInput for none, for several, for line breaks and other control characters, and for an address that is not plain
    ASCII (an internationalised domain is written in its xn-- form).
    """
    if LINE_BREAKS.search(given) or not given.isprintable():
        raise BadInput(f"{what}: holds a line break or a control character")
    parsed = getaddresses([given])
    name, address = parsed[0] if len(parsed) == 1 else ("", "")
    local, at, domain = address.rpartition("@")
    if not (at and local and domain) or domain.startswith((".", "-")) or domain.endswith((".", "-")):
        raise BadInput(f"{what}: {given!r} is not one mail address")
    if not address.isascii() or any(sign in ' \t"<>(),:;[]\\' for sign in address):
        raise BadInput(f"{what}: {address!r} is not an address that every mail server takes")
    try:
        return Address(display_name=name, addr_spec=address)
    except (ValueError, IndexError) as error:
        raise BadInput(f"{what}: {given!r} is not one mail address") from error


def corrections_address(corrections_to: str, sender: str) -> str | None:
    """Where readers write to: the address for corrections, else the sender's; None where neither is set."""
    for given, what in ((corrections_to, "corrections_to"), (sender, "sender")):
        if given:
            return mailbox(given, f"setting AKIMWATCH_{what.upper()}").addr_spec
    return None
