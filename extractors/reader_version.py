"""What readings are kept by: the version of the rules, and the table of heads of regions that they were made with."""

from __future__ import annotations

from extractors.russian.version import VERSION
from models.registry import Registry


def reader_version(registry: Registry) -> str:
    """`4+3f9a01c2`: another table of heads is another reader, as other rules are, so articles are read again by it.

    The digest is always part of it: a release may bring a newer built-in table without any new rule.
    """
    return f"{VERSION}+{registry.heads_digest}"
