"""The frozen records that cross the borders between rooms.

Every field is keyword-only and typed; unknown is `None`, never an invented value; datetimes are aware.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Kind = Literal["working_meeting", "assembly_council", "assembly_session", "public_event"]
Status = Literal["held", "planned", "cancelled", "ordered"]
Level = Literal["region", "local", "national"]
DateBasis = Literal["stated", "relative", "none"]
How = Literal["chaired", "attended", "delegated"]
ReadOutcome = Literal["read", "gated", "other_language", "unreadable"]
Language = Literal["ru", "kk", "kk-Latn", "other"]
Outcome = Literal[
    "fetched",  # a body arrived and is archived
    "unchanged",  # 304, or the same bytes as last time
    "robots",  # robots.txt forbids it, or could not be read
    "http_error",  # a status of 4xx or 5xx after all retries
    "too_large",  # more decoded bytes than the bound, or more in them than may be read
    "timeout",  # connection or body took longer than the bound
    "network_error",  # no name, refused, reset, broken TLS
    "redirect_loop",  # more hops than the bound
    "refused_address",  # not http(s), or an address that is not public
    "undecodable",  # bytes that are no text in any declared or likely encoding
    "not_html",  # a picture, a PDF
    "not_article",  # a page that is not a news article (listing, video stub)
    "no_text",  # an article page whose text could not be found
    "duplicate",  # the same address already has its outcome in this run
    "gated",  # a page of somebody else's crawl whose article passes no gate: passed over, its text is not kept
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRef:
    """Where an archived page lies: WARC file (relative to the archive folder), byte offset, SHA-256 of the payload."""

    file: str
    offset: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """What is kept of a page whose article passes no gate: what it is, not what it says.

    `regions`: ISO codes of those named in its title, and in its first paragraph where its text was found at all.
    """

    title: str | None
    published_at: datetime | None
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Which version of the article at an address stands from now on: `article_id`, or None where none does any more."""

    address: str
    article_id: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One address that discovery found, with what the list said of it."""

    url: str
    title: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """One look at a source's list of articles.

    `reached_back_to` is the local publication day of the oldest item seen (`None`: no dates shown, nothing can be
    said of coverage); `complete` says that the list holds everything the source published since that day's start
    (a whole sitemap), so that the oldest day itself counts as reached. `reached_until`: the last local day that the
    look speaks of, where it says nothing of later ones (a month of a back-fill); None: up to the moment of the look.
    """

    source: str
    method: str  # feed | sitemap | listing | json
    address: str
    checked_at: datetime
    ok: bool
    reason: str | None = None
    items: tuple[Listed, ...] = ()
    reached_back_to: date | None = None
    complete: bool = False
    reached_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """The one outcome of one URL in one run."""

    source: str
    url: str
    final_url: str | None = None
    fetched_at: datetime
    outcome: Outcome
    reason: str | None = None
    status: int | None = None
    content_type: str | None = None
    size: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    listed_published_at: datetime | None = None
    page_ref: PageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What one page says, stripped of its chrome. `text` holds paragraphs divided by blank lines, lead first."""

    id: str | None = None  # as given in JSONL; else None (the warehouse keys articles by url or text hash)
    url: str | None = None
    source: str | None = None
    published_at: datetime | None = None
    language: Language = "ru"
    title: str | None = None
    lead: str | None = None
    text: str
    byline: str | None = None
    agency: str | None = None  # news agency or press service that the page credits
    page_ref: PageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence that shows a claim: code-point offsets into `Article.text` as given, and the sentence itself."""

    sentence: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """What an article says of one head of a region at one meeting."""

    region: str
    akim: str | None  # "Surname Given" as in officials.csv; None where nobody held the office or the day is unknown
    named: bool
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One article's account of one gathering, in the fields of the annotation guide.

    `date_start` and `date_end` are both dates or both None. `confidence` is the probability (0-1) that the reading
    is right; `rule` names the pattern and the version of the reader.
    """

    kind: Kind
    status: Status
    level: Level
    region: str | None
    interethnic_topic: bool
    assembly_present: bool
    date_start: date | None
    date_end: date | None
    date_basis: DateBasis
    attendance: tuple[Attendance, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """A head of a region seen somewhere: the controls of the coverage model.

    `akim` is None where the table of officials does not reach the day. `first`-`last` is the interval that the text
    gives (`basis` stated or relative); both are None with basis `none`, and only the publication bounds the day.
    """

    region: str
    akim: str | None
    first: date | None
    last: date | None
    basis: DateBasis
    occasion: str  # sitting | meeting | visit | other
    sitting: bool  # of the same class as the meetings sought: a sitting or a meeting
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """«За год проведено 6 заседаний»: how many gatherings somebody says there were."""

    region: str | None
    period_start: date | None
    period_end: date | None
    number: int
    speaker: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHead:
    """An article calls somebody the head of a region whom the table of officials does not know as such on its day.

    `person_key` is the same for every spelling and word order of one name. `head` is whom the table names on that day
    (None: a stated vacancy); `voice` whose account the article is, as copies are told apart by.
    """

    region: str
    said: Literal["called", "appointed"]
    name: str  # as printed, in whatever case
    person: str  # surname and given name, nominative
    person_key: str
    office: str  # the words of the office, as printed
    head: str | None
    voice: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything read out of one article."""

    outcome: ReadOutcome
    reason: str | None = None
    meetings: tuple[Meeting, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    claims: tuple[Claim, ...] = ()
    other_heads: tuple[OtherHead, ...] = ()
    regions: tuple[str, ...] = ()  # regions named anywhere in the article, by the cheap gazetteer
    unread_lead: bool = False  # Kazakh text that names the Assembly: seen, not read
    notes: tuple[str, ...] = field(default=())
    heads_asked: bool = True  # False: nothing in it can depend on the table of heads of regions


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One site as inference sees it. `region`: the only region it reports on (None: all of them).

    `watches` False: its silence says nothing of any region (a site of one office, an aggregator), so it covers no day.
    """

    key: str
    name: str
    base_url: str
    group: str  # official | national_agency | national_independent | regional | official_regional | aggregator
    language: str
    region: str | None = None
    watches: bool = True
    since: date | None = None
    expected_per_day: tuple[int, int]  # articles, fewest and most
    verified: str = "never"  # the day its description was last tried, or "never"

    def reports_on(self, region: str) -> bool:
        """Whether its days speak of the region."""
        return self.watches and self.region in (None, region)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMeeting:
    """A meeting with the article that told of it: what events are made of.

    `address` is the same for every version of the article; `ordinal` is the meeting's place in it (from 0);
    `published_on` is the local day of publication; `text` is there to tell copies; `review` is the decision of a person
    who stands behind the account (None: as it was read), `redated` that they moved it to other days.
    """

    meeting_id: str
    article_id: str
    address: str
    ordinal: int
    source: str | None
    url: str | None
    published_on: date | None
    agency: str | None
    text: str
    meeting: Meeting
    review: str | None = None
    redated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An appearance with the article that told of it: what occasions are made of.

    `address` is the same for every version of the article; `told` is what it tells of the occasion: title, opening and
    the sentence that shows it. `first`..`last` is the interval that the text gives; both None: only publication
    bounds it.
    """

    sighting_id: str
    article_id: str
    address: str
    ordinal: int
    source: str | None
    agency: str | None
    published_on: date | None
    told: str
    region: str
    akim: str | None
    first: date | None
    last: date | None
    sitting: bool
