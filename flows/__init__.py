"""Prefect, clocks, settings and the command line; no logic of its own."""
