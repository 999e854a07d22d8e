"""Corrections: what a person decides about what was read, taken down as dated rows."""
