"""The weekly letter: what the published file says of one week, as a mail; presentation only, it judges nothing."""
