"""From the web to what an article says; everything after `web/` is pure: bytes in, records out."""
