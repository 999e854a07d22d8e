"""The trace of a reading in the words of the article as it was given."""

from __future__ import annotations

from spacy.tokens import Doc

from extractors import gate
from extractors.russian.cleaning import CleanText
from extractors.russian.explained_marks import marks_of, unread_of
from extractors.russian.explained_quotes import Quoter
from extractors.russian.meetings.attendance import Entry
from extractors.russian.meetings.deeds import Deed, first_token, last_token
from extractors.russian.meetings.gathering import Dropped
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.trace import Refused, Told, Trace
from extractors.russian.meetings.why import Why, stretch
from models.explained import (
    EntryReasons,
    Explained,
    ExplainedMeeting,
    NamingReasons,
    NotListed,
    PersonWord,
    Quote,
    Reason,
)
from models.records import Article, Meeting, Reading


def explained(
    article: Article, reading: Reading, doc: Doc | None, cleaned: CleanText | None, *, page_only: bool
) -> Explained:
    """The reading with what decided it; `doc` and `cleaned` are None for an article that no model read."""
    topic = gate.topic_words(article.title, article.text) if reading.outcome in {"read", "gated"} else ()
    subject = tuple(_topic_quote(article, word) for word in topic if word.counted)
    if doc is None or cleaned is None:
        strangers = tuple(_topic_quote(article, word) for word in topic if not word.counted)
        why = _why_not_read(reading, subject, strangers, page_only=page_only)
        return Explained(article=article, reading=reading, whole=why, marks=marks_of(None, None, subject, ()))
    quoter = Quoter(article=article, doc=doc, cleaned=cleaned)
    teller = _Teller(quoter)
    trace: Trace = doc._.trace
    meetings = tuple(teller.meeting(told, meeting) for told, meeting in zip(trace.told, reading.meetings, strict=True))
    not_listed = teller.not_listed(trace)
    whole = teller.reason(trace.whole)
    if whole is None and not meetings and not not_listed:
        whole = Reason(rule="refused.no_gathering_named", quotes=subject)
    return Explained(
        article=article,
        reading=reading,
        meetings=meetings,
        not_listed=not_listed,
        whole=whole,
        marks=marks_of(doc, quoter, subject, (*trace.told, *trace.refused)),
        unread=unread_of(article.text, cleaned),
    )


def _topic_quote(article: Article, word: gate.TopicWord) -> Quote:
    source = (article.title or "") if word.in_title else article.text
    return Quote(text=source[word.start : word.end], start=word.start, end=word.end, in_title=word.in_title)


def _why_not_read(
    reading: Reading, subject: tuple[Quote, ...], strangers: tuple[Quote, ...], *, page_only: bool
) -> Reason:
    if reading.outcome == "other_language":
        return Reason(rule="gate.language_lead" if reading.unread_lead else "gate.language", about=reading.reason or "")
    if reading.outcome == "unreadable":
        return Reason(rule="gate.unreadable", about=reading.reason or "")
    if page_only:
        return Reason(rule="gate.page_words", quotes=subject)
    return Reason(rule="gate.strangers", quotes=strangers) if strangers else Reason(rule="gate.no_word")


class _Teller:
    """Puts the records of one document's trace into words of the given text."""

    def __init__(self, quoter: Quoter) -> None:
        self._quoter = quoter

    def meeting(self, told: Told, meeting: Meeting) -> ExplainedMeeting:
        shown = zip(told.meeting.evidence, told.shows, strict=True)
        return ExplainedMeeting(
            meeting=meeting,
            namings=tuple(self._naming(mention) for mention in told.mentions),
            fields={field: tuple(map(self._quoter.reason, reasons)) for field, reasons in told.why.items()},
            entries=tuple(self._entry(entry) for entry in told.entries),
            passed_over=tuple(self._word(deed) for deed in told.passed_over),
            pieces=told.pieces,
            shows=tuple(what for each, what in shown if self._quoter.is_in_text(each.char_start, each.char_end)),
            apart=self.reason(told.apart),
        )

    def not_listed(self, trace: Trace) -> tuple[NotListed, ...]:
        """What was refused and what founded nothing, in the order of the text."""
        found = [(min(m.token for m in each.mentions), self._refused(each)) for each in trace.refused]
        found += [(each.mention.token, self._dropped(each)) for each in trace.dropped]
        return tuple(entry for _, entry in sorted(found, key=lambda pair: pair[0]))

    def _refused(self, refused: Refused) -> NotListed:
        return NotListed(
            namings=tuple(self._naming(mention) for mention in refused.mentions),
            weighed=True,
            kind=refused.kind,
            sentence=self._quoter.sentence(refused.mentions[0].token),
            reason=self._quoter.reason(refused.why),
        )

    def _dropped(self, dropped: Dropped) -> NotListed:
        return NotListed(
            namings=(self._naming(dropped.mention),),
            weighed=False,
            kind=dropped.mention.kind,
            sentence=self._quoter.sentence(dropped.mention.token),
            reason=self._quoter.reason(dropped.why),
        )

    def _naming(self, mention: Mention) -> NamingReasons:
        return NamingReasons(
            name=self._quoter.tokens(mention.start, mention.end),
            kind=mention.kind,
            standing=mention.standing,
            outlook=mention.outlook,
            standing_reason=self._quoter.reason(mention.standing_why),
            outlook_reason=self._quoter.reason(mention.outlook_why),
        )

    def _entry(self, entry: Entry) -> EntryReasons:
        named = entry.named_by
        return EntryReasons(
            attendance=entry.attendance,
            counted=tuple(self._word(deed) for deed in entry.deeds),
            outweighed=tuple(self._word(deed) for deed in entry.outweighed),
            turned=entry.turned,
            since=entry.tenure.since if entry.tenure is not None else None,
            until=entry.tenure.until if entry.tenure is not None else None,
            named_by=self._quoter.tokens(named.start, named.end) if named is not None else None,
        )

    def _word(self, deed: Deed) -> PersonWord:
        person = deed.person
        rule, *about = deed.rule.split(":")  # «chairs:собрать:part»: the verb, and the form that it stands in
        at = stretch(self._quoter.doc, first_token(person), last_token(person))
        return PersonWord(
            who=self._quoter.quote(at),
            office=person.office,
            acting=person.acting,
            name=person.name,
            region=person.official.region if person.official is not None else person.region,
            part=deed.part,
            strength=deed.strength,
            reason=self._quoter.reason(Why(rule=f"deed.{rule}", at=deed.at, about="".join(about[:1]))),
        )

    def reason(self, why: Why | None) -> Reason | None:
        return self._quoter.reason(why) if why is not None else None
