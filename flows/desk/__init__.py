"""The analyst's desk in a terminal: `status`, `show` and `explain`, from the published file and the archive."""
