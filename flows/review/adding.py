"""`akimwatch review add`: bring in a report that was missed, and what it tells where the reading does not see it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date

from flows.explain.visible import visible
from flows.inert import told_line
from flows.review.bring_in import BroughtIn, bring_in
from flows.review.deciding import Signature, addition, blank_account, take_down
from flows.review.desk import Desk, open_desk
from flows.review.told import lines_of_account
from flows.workshop import Workshop
from models.corrected import same_gathering
from models.errors import BadInput
from models.records import FoundMeeting, Meeting
from models.testimonies import ALIKE
from models.zone import local_day
from warehouse.read_articles import standing_article

# What is taken for granted of a missed report until something else is said: reports of meetings are missed, not plans.
_BLANK = Meeting(
    kind="working_meeting",
    status="held",
    level="region",
    region=None,
    interethnic_topic=False,
    assembly_present=False,
    date_start=None,
    date_end=None,
    date_basis="none",
    confidence=1.0,
    rule="review",
)


def add_report(
    workshop: Workshop,
    what: str,
    said: Mapping[str, str],
    sentence: str | None,
    signature: Signature,
    *,
    url: str | None,
    source: str | None,
    published: date | None,
) -> int:
    """Bring the report in, add the account that is said of it, and print what stands there now."""
    if said and not sentence:
        raise BadInput("give the --sentence that shows it, word for word as the article has it")
    if sentence and not said:
        raise BadInput(
            "say what the sentence tells: --kind, --region, --day, --topic, --assembly, --head KZ-39=chaired"
        )
    brought = bring_in(workshop, what, url=url, source=source, published=published)
    if said:
        _add_account(workshop, brought, said, sentence or "", signature)
    desk = open_desk(workshop)
    here = [one for one in desk.accounts.values() if one.address == brought.address]
    print(f"{told_line(brought.address)}: {'was here already' if brought.known else 'brought in'} ({brought.outcome})")
    for one in here:
        print(*map(visible, lines_of_account(one, desk)), sep="\n")
    if not here:
        advice = "no meeting is read in it; where it tells of one, add it: --sentence … --kind … --region …"
        print(advice, file=sys.stderr)
    return 0


def _add_account(
    workshop: Workshop, brought: BroughtIn, said: Mapping[str, str], sentence: str, signature: Signature
) -> None:
    desk = open_desk(workshop)
    article = blank_account(desk, _article(workshop, brought))
    review = addition(workshop, article, sentence, said, signature)
    same = _same(desk, review.address, review.account)
    if same is not None:
        raise BadInput(f"{same.meeting_id} tells of it already; `akimwatch review confirm` or `amend` that")
    take_down(workshop, [review])


def _same(desk: Desk, address: str, account: Meeting | None) -> FoundMeeting | None:
    """The account that stands and tells what is to be added: of one kind and region, on days that can be the same."""
    if account is None:
        return None
    here = (one for name, one in desk.accounts.items() if one.address == address and _stands(desk, name))
    alike = (one for one in here if ALIKE[one.meeting.kind] == ALIKE[account.kind])
    return next((one for one in alike if same_gathering(one.meeting, account)), None)


def _stands(desk: Desk, name: str) -> bool:
    review = desk.decided.get(name)
    return review is None or review.action != "reject"


def _article(workshop: Workshop, brought: BroughtIn) -> FoundMeeting:
    with workshop.warehouse() as connection:
        found = standing_article(connection, brought.address)
    if found is None:
        raise BadInput(f"{brought.address}: no version of it stands; nothing can be added")
    name, article = found
    return FoundMeeting(
        meeting_id="",
        article_id=name,
        address=brought.address,
        ordinal=0,
        source=article.source,
        url=article.url,
        published_on=local_day(article.published_at) if article.published_at else None,
        agency=article.agency,
        text=article.text,
        meeting=_BLANK,
    )
