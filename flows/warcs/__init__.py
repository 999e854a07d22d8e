"""WARC files as a way in: our own archive's, and other people's crawls, wherever they lie."""
