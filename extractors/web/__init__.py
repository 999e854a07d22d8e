"""From the web to archived bytes: a polite, bounded and safe client, robots.txt, discovery, and the WARC archive."""
