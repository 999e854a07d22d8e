"""The version of the reading; apart from the rules, so that asking for it loads none of them."""

VERSION = "4"
"""Of the rules for meetings as a whole; part of every meeting's `rule`, so that a changed reading can be told apart."""
