"""The analyst's desk in a terminal: `status`, `show` and `explain`. Presentation of the published file and the archive."""
