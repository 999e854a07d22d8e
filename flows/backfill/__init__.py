"""The past, month by month: every source's archive walked once, its pages fetched politely, each month loaded whole."""
