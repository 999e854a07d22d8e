"""From the bytes of one page to its parts: encoding and address aside, everything that reading an article needs."""
