"""The weekly letter: what the published file says of one week, as a mail; presentation only, no judgement of its own."""
