"""How much of the web is taken and read: every bound on what strangers send, each with its reason.

What lies beyond a bound is never dropped in silence: an address has the outcome named here, a list says in its reason
what was left out. `benchmarks/bench_hostile.py` shows what happens at each.
"""

from __future__ import annotations

MIB = 1024 * 1024

# An answer: `too_large`, `timeout`, `redirect_loop`, or `network_error` where it is no HTTP any more.
PAGE_BYTES = 8 * MIB
"""Decoded. The largest article page seen (inlined pictures) has 3 MB."""
ROBOTS_BYTES = 512 * 1024
"""RFC 9309, 2.5: at least 500 KiB must be read."""
SITEMAP_BYTES = 50 * MIB
"""The protocol's own bound for one file, unpacked."""
DECODED_AT_ONCE = 64 * 1024
"""Bytes that one step of unpacking may yield: small beside any bound, large enough to cost nothing."""
UNFOLDING = 200
"""Times the bytes sent that more than PAGE_BYTES may be: sitemaps are packed to a tenth or a fiftieth, zeros to a
thousandth. So a bomb at a sitemap's address holds no more memory than one at a page's."""
ENCODINGS = 2
"""Content encodings one over another: «gzip, gzip» occurs behind careless proxies; more is an attack (`undecodable`).
Headers as a whole end at 100 KiB, their number with them: h11's own bound, and browsers' order of size."""
REDIRECTS = 5
"""Users see 1-2 (http to https, slash); RFC 9309 asks for 5."""
ADDRESS_CHARACTERS = 2_048
"""Of one address in a list or redirect: what the sitemap protocol allows; letters in Cyrillic take six each."""
PORTS = frozenset({80, 443, 8080, 8443})
"""Where web sites stand. At others stand mail, shells and databases, which take an HTTP request for commands
(`refused_address`); the sample web's own port is allowed with its loopback address."""
PAGE_SECONDS = 60.0
"""All attempts and hops of one address together; slow regional hosts take 10-20 s."""
CONNECT_SECONDS = 10.0
"""A host that does not accept in 10 s is down or far beyond its limits. The look-up of its name has as long: the
system's resolver alone would try for 10-40 s."""
READ_SECONDS = 20.0
"""Silence between two pieces."""
HOST_PATIENCE = 20.0
"""Seconds of one request; what goes beyond counts as waiting for the host."""
HOST_WAITING = 900.0
"""Seconds of waiting that one host may cost a run: fifteen of its pages at PAGE_SECONDS. Then it is left alone for an
hour (`timeout`): a source that answers at the last moment each time would keep a run of 2,000 pages for a day."""
LOOKUPS = 32
"""Names that may be looked up at once. A look-up cannot be broken off: those of a dead name server must not pile up."""

# A list: its Discovery says what is left out, or why it is none.
LISTING_LINKS = 2_000
"""On one page; a sitemap for readers («карта сайта») has some hundreds."""
LISTING_TAGS = 30_000
"""The fullest front page seen has 6,000; a tree of so many takes a second and 30 MB to build."""
LISTING_DEPTH = 400
"""Real pages have some 30; selectors cost the square of the depth."""
FEED_ITEMS = 2_000
"""Feeds have 10-200, and name the newest first; reading takes half a millisecond each."""
FEED_TAGS = 100_000
"""Twenty-five elements for each item; feeds have 5-12."""
JSON_ITEMS = 5_000
"""Of one answer; interfaces here give 10-100."""
SITEMAP_ENTRIES = 50_000
"""The protocol's own bound for one file."""
SITEMAP_TAGS = 2_500_000
"""Fifty for each entry, closing ones included: pictures and videos make up to twenty."""
SITEMAP_DEPTH = 2
"""An index of indexes occurs (one a language); deeper ones are circles."""
SITEMAP_FILES = 50
"""Of one look: at 3 s each 2.5 minutes; a news site's last two months lie in 1-5."""

# A page: `too_large`, and the day that named it stays open.
PAGE_TAGS = 50_000
"""The fullest article page seen has 2,500, closing ones included; pages of comments some 20,000."""
PAGE_DEPTH = 2_000
"""Real pages have some 30, those with tags that nobody closes a few hundred. The parser cuts a tree off at 2,048, and
the text with it, silently."""
TITLE_CHARACTERS = 1_000
"""Headlines have 150; what is longer is none, and is not looked for a site's name in."""
ARTICLE_CHARACTERS = 1_000_000
"""The real corpora hold a programme of 156,000, published as an article. Gates and cleaning take some five seconds a
million; what is longer is no article."""

# Reading anything of the above, in the child process of `confined`; a page is `too_large` then, a list is none.
PAGE_COMPUTING = 10.0
"""Seconds of computing. A page takes 0.002-0.1, the first one that needs trafilatura or dateparser two for loading
them, on a small machine thrice as many."""
SLOW_PAGES = 3
"""Of one visit; then each of its others has PAGE_COMPUTING_LATER: a source made to be slow must not keep the rest of a
run waiting for longer than its own pace does."""
PAGE_COMPUTING_LATER = 3.0
"""Seconds of computing: what a new child needs for loading its libraries, and ten times a slow honest page."""
LIST_COMPUTING = 30.0
"""A sitemap of 50,000 entries takes 3, on a small machine 9."""
READING_PATIENCE = 12.0
"""Times as many seconds of the clock before a child is given up that neither computes nor answers (swapped out)."""
READING_MEMORY = 768 * MIB
"""Address space of the child: libraries 150 MB, a sitemap of 50 MB twice and its tree, the tree of any page above."""
