"""A chain of evidence on a screen: verdicts, events, accounts, each with what was checked of it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from flows.desk.corrections import tell_correction
from flows.desk.screen import marked, wrapped
from flows.desk.verified import Check, replaced
from flows.desk.words import Words, between
from flows.explain.visible import visible
from flows.marks import mark_of
from warehouse.chain import Account, Chain, JudgedVerdict, KnownEvent

_HOLDS, _FAILS = ("✓", "green"), ("✗", "bold red")


def tell_chain(console: Console, chain: Chain, checks: Sequence[Check], words: Words, *, sample: bool) -> None:
    """Print the whole of it, the verdicts first, the accounts under their events, and in the end whether all holds."""
    if sample:
        wrapped(console, words.say("mark", "sample"), indent=0, style="reverse")
    for verdict in chain.verdicts:
        _tell_verdict(console, verdict, chain, checks, words)
    accounts = {one.meeting_id: one for one in chain.accounts}
    told: set[str] = set()
    for event in chain.events:
        shown = [name for name in _accounts_of(event, chain) if name in accounts]
        _tell_event(console, event, chain, checks, words)
        for name in shown:
            _tell_account(console, accounts[name], chain, checks, words)
        told |= set(shown)
    for account in chain.accounts:
        if account.meeting_id not in told and not replaced(account, chain):
            console.print(f"\n{words.label('in_no_event')}")
            _tell_account(console, account, chain, checks, words)
    _tell_outcome(console, checks, words)


def _accounts_of(event: KnownEvent, chain: Chain) -> list[str]:
    """The accounts to show under an event: all, of a verdict's those that show it, of an account's itself."""
    if chain.asked.startswith("m-"):
        return [chain.asked] if chain.asked in event.meetings else []
    if chain.asked.startswith("e-"):
        return event.meetings
    return sorted({one.meeting_id for one in chain.shown if one.event_state == event.event_state})


def _tell_verdict(console: Console, one: JudgedVerdict, chain: Chain, checks: Sequence[Check], words: Words) -> None:
    said = marked(mark_of(one.verdict, one.rungs), words.say("verdict", one.verdict))
    place = f"{one.region}, {words.label('clause', number=one.clause)}, {words.day(one.as_of)}"
    console.print(Text.assemble("\n", (one.verdict_id, "bold"), f"  {place}: ", said))
    wrapped(console, words.meaning("verdict", one.verdict), indent=2)
    wrapped(console, words.label("stands" if one.stands else "stood"), indent=2)
    belief = between(one.belief, one.belief_low, one.belief_high)
    figures = [
        (words.figure("window"), words.days(one.window_start, one.window_end)),
        (words.figure("belief" if one.in_person is None else "belief_attends"), belief),
        (words.figure("p_seen"), between(one.p_seen, one.p_seen_low, one.p_seen_high)),
        (words.figure("covered_share"), f"{one.covered_share:.0%}"),
    ]
    for name, value in figures:
        if value:
            wrapped(console, f"{name}: {value}", indent=2)
    for reason in words.reasons(one.reasons, one.reasons_ru):
        wrapped(console, f"{words.label('why')}: {reason}", hang=4)
    _tell_grounds(console, one, words)
    _tell_checks(console, [check for check in checks if check.of == one.verdict_id], words, indent=2)
    if not any(shown.verdict_id == one.verdict_id for shown in chain.shown):
        wrapped(console, words.label("nothing_shows"), indent=2)


def _tell_grounds(console: Console, one: JudgedVerdict, words: Words) -> None:
    """Why the figures are what they are: the case, the fit, the priors, the rules, the runs."""
    follow = words.label(
        "figures_follow",
        case=one.case_digest,
        fit=one.fit_id or "—",
        controls="—" if one.controls is None else one.controls,
        effective="—" if one.effective is None else f"{one.effective:.0f}",
        priors="—" if one.priors is None else one.priors,
    )
    wrapped(console, follow, hang=4)
    last = one.judged_by or one.first_judged_by
    judged = words.label("judged", rule=one.rule, first=one.first_judged_by, at=one.first_judged_at, last=last)
    wrapped(console, judged, hang=4)
    if one.versions:
        made = ", ".join(f"{name} {version}" for name, version in json.loads(one.versions).items())
        wrapped(console, words.label("versions", versions=visible(made)), hang=4)


def _tell_event(console: Console, one: KnownEvent, chain: Chain, checks: Sequence[Check], words: Words) -> None:
    kind = f"{words.say('kind', one.kind)} ({words.say('level', one.level)})"
    days = words.days(one.date_start, one.date_end)
    console.print(f"\n  {words.label('event', event=one.event_id)}", style="bold")
    where = f"{one.region}, " if one.region else ""
    wrapped(console, f"{where}{days}: {kind}; {words.figure('reports')}: {one.reports}", indent=4)
    if not one.stands:
        wrapped(console, words.label("stood"), indent=4)
    for conflict in words.reasons(one.conflicts, one.conflicts_ru):
        wrapped(console, f"! {conflict}", indent=4, hang=6)
    shows = dict.fromkeys(link.verdict_id for link in chain.shown if link.event_state == one.event_state)
    if shows:
        wrapped(console, words.label("shows", verdicts=", ".join(shows)), indent=4, hang=6)
    _tell_checks(console, [check for check in checks if check.of == one.event_id], words, indent=4)


def _tell_account(
    console: Console, one: Account, chain: Chain, checks: Sequence[Check], words: Words, *, gone: bool = False
) -> None:
    head = words.label("account_replaced" if gone else "account", account=one.meeting_id)
    console.print(f"\n    {head}", style="" if gone else "bold")
    for told in (one.url, visible(one.title or ""), f"{one.source or '—'}, {words.day(one.published_on)}"):
        if told:
            console.print(f"      {visible(told)}", soft_wrap=True)
    wrapped(console, _said(one, chain, words), indent=6, hang=8)
    for review in chain.corrections:
        if review.meeting_id == one.meeting_id and review.action == "reject" and review.state == "counts":
            # Before anything is vouched for: that every link holds does not make it count.
            wrapped(console, f"! {words.say('review', 'reject')}: {visible(review.reason)}", indent=6, hang=8)
    made = [review for review in chain.corrections if review.review_id == one.reader_version]
    if made:
        wrapped(console, words.label("made_by_review", review=one.reader_version), indent=6)
    else:
        confidence = f"{words.figure('confidence')} {one.confidence:.2f}"
        read = words.label("read_by", reader=one.reader_version, rule=one.rule)
        wrapped(console, f"{confidence}; {read}", indent=6, hang=8)
    for sentence in (quoted for quoted in chain.sentences if quoted.meeting_id == one.meeting_id):
        wrapped(
            console, f"[{sentence.char_start}-{sentence.char_end}] «{visible(sentence.sentence)}»", indent=6, hang=8
        )
    _tell_checks(console, [check for check in checks if check.of == one.meeting_id], words, indent=6)
    if not gone:
        _tell_reviews(console, one, chain, checks, words)


def _said(one: Account, chain: Chain, words: Words) -> str:
    """What the account says of its gathering, in one line."""
    parts = "; ".join(
        f"{words.figure('akim')} {part.region}: {words.say('how', part.how)}"
        + (f" ({visible(part.akim)})" if part.akim else "")
        for part in chain.parts
        if part.meeting_id == one.meeting_id
    )
    flags = {name: words.label("yes" if flag else "no") for name, flag in _flags(one)}
    days = words.days(one.date_start, one.date_end) or "—"
    kind = f"{words.say('kind', one.kind)} ({words.say('level', one.level)})"
    told = [f"{words.say('status', one.status)}: {kind}, {one.region or '—'}, {days}", words.label("topic", **flags)]
    return "; ".join([*told, *([parts] if parts else [])])


def _flags(one: Account) -> tuple[tuple[str, bool], ...]:
    return ("topic", one.interethnic_topic), ("assembly", one.assembly_present)


def _tell_reviews(console: Console, one: Account, chain: Chain, checks: Sequence[Check], words: Words) -> None:
    """What people decided about the account, or by making it; and what it took the place of."""
    accounts = {account.meeting_id: account for account in chain.accounts}
    for review in chain.corrections:
        if one.meeting_id in (review.meeting_id, review.standing_meeting) or review.review_id == one.reader_version:
            tell_correction(console, review, words, indent=6)
            was = accounts.get(review.meeting_id or "")
            if was is not None and was.meeting_id != one.meeting_id:
                _tell_account(console, was, chain, checks, words, gone=True)


def _tell_checks(console: Console, checks: Sequence[Check], words: Words, *, indent: int) -> None:
    for check in checks:
        sign, style = _HOLDS if check.holds else _FAILS
        told = visible(words.label(check.said, **check.values))
        wrapped(console, f"{sign} {told}", indent=indent, hang=indent + 2, style=style)


def _tell_outcome(console: Console, checks: Sequence[Check], words: Words) -> None:
    failed = sum(not check.holds for check in checks)
    if failed:
        said = words.label("some_fail", failed=failed, number=len(checks))
    else:
        said = words.label("all_hold", number=len(checks))
    console.print(f"\n{said}", style=(_FAILS if failed else _HOLDS)[1])
