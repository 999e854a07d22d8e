"""Taking a decision: what a person says of an account, checked and signed, made a review."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from models.errors import BadInput
from models.records import Evidence, FoundMeeting
from models.registry import Registry
from models.reviews import Action, Review, review_id
from models.said import told

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # categories of Unicode: they act, or nobody sees them


def decide(
    found: FoundMeeting,
    action: Action,
    said: Mapping[str, str],
    *,
    reviewer: str,
    reason: str,
    at: datetime,
    registry: Registry,
) -> Review:
    """The review that a person's decision on an account makes. `said`: words by field, for an amendment alone.

    BadInput where the decision is unsigned or gives no reason, where a field cannot be so, or where an amendment
    changes nothing.
    """
    if action == "add":
        raise ValueError("what was missed has no account yet: give it to `add`")
    if action != "amend" and said:
        raise BadInput(f"to {action} changes no field, but {', '.join(sorted(said))} is given; say amend")
    account = None if action == "reject" else told(found.meeting, said, found.published_on, registry)
    if action == "amend" and account == found.meeting:
        raise BadInput("nothing differs from what was read; say confirm, or what is right")
    evidence, (who, why) = found.meeting.evidence, _signed(reviewer, reason)
    return Review(
        review_id=review_id(at, who, found.address, found.meeting_id, action, evidence),
        action=action,
        reviewer=who,
        reason=why,
        at=at,
        address=found.address,
        article_id=found.article_id,
        ordinal=found.ordinal,
        evidence=evidence,
        meeting_id=found.meeting_id,
        follows=found.review,
        read=found.meeting,
        account=account,
    )


def add(
    blank: FoundMeeting,
    sentence: str,
    said: Mapping[str, str],
    *,
    reviewer: str,
    reason: str,
    at: datetime,
    registry: Registry,
) -> Review:
    """The review that adds an account which the reading missed. `blank`: its article, with an account of no content.

    BadInput where the article does not say the sentence, word for word, and as in `decide`.
    """
    start = blank.text.find(sentence) if sentence.strip() else -1
    if start < 0:
        raise BadInput(
            "the article does not say that sentence; copy it from the text as it was archived, word for word"
        )
    needed = ("kind",) if said.get("level") == "national" else ("kind", "region")
    missing = [name for name in needed if not said.get(name)]
    if missing:
        raise BadInput(f"say of what was missed at least its {' and '.join(missing)}")
    evidence = (Evidence(sentence=sentence, char_start=start, char_end=start + len(sentence)),)
    who, why = _signed(reviewer, reason)
    return Review(
        review_id=review_id(at, who, blank.address, None, "add", evidence),
        action="add",
        reviewer=who,
        reason=why,
        at=at,
        address=blank.address,
        article_id=blank.article_id,
        ordinal=blank.ordinal,
        evidence=evidence,
        account=replace(told(blank.meeting, said, blank.published_on, registry), evidence=evidence),
    )


def _signed(reviewer: str, reason: str) -> tuple[str, str]:
    who, why = " ".join(reviewer.split()), " ".join(reason.split())
    if not who or not why:
        raise BadInput("a decision needs a name and a reason: --by NAME --reason WHY")
    if any(unicodedata.category(char) in _HIDDEN for char in who + why):
        raise BadInput(
            "the name or the reason holds a hidden sign (of control or direction); write it in plain letters"
        )
    return who, why
