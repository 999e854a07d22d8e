"""One tree of exceptions: each message names the thing that failed and what to do next."""

from __future__ import annotations


class AkimwatchError(Exception):
    """A failure that ends in one clear line for the person at the keyboard."""


class BadInput(AkimwatchError):
    """A file, line, address or name given by the user cannot be used."""


class SourceError(AkimwatchError):
    """A source's description, or what its site sent, is not what it should be."""


class WarehouseError(AkimwatchError):
    """The database is locked, damaged, or of another version."""


class LockHeld(WarehouseError):
    """Another process holds a lock for longer than was to be waited; the message is its signature alone."""


class MailError(AkimwatchError):
    """The mail server takes nothing from us until somebody mends the settings; no letter is lost by that."""


class MailUnreachable(MailError):
    """The mail server is not there, or not now: the same may work in a while."""
