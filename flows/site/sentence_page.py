"""What a sentence's page shows: the verdicts it stands for, the way to its bytes, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.explain.visible import visible
from flows.site import corrections
from flows.site.evidence import Account, Correction, Sentence, Shown
from flows.site.judged import Region
from flows.site.marks import Look, look_of
from flows.site.record import Record
from flows.site.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVerdict:
    region: Region
    name: str
    look: Look
    shown: Shown


def shown(record: Record, say: Speech, account: Account, sentence: Sentence) -> dict[str, object]:
    told = [one for one in record.regions if account.tells_of(one.region)]
    decided = corrections.that_stands_for(record, account.meeting_id)
    return {
        "account": account,
        "sentence": sentence,
        "hidden": visible(sentence.sentence) != sentence.sentence,
        "regions": [(region, say.region(region)) for region in told] if len(told) == 1 else [],
        "standing": _standing(account, decided),
        "made": decided is not None and decided.standing_meeting == account.meeting_id,
        "successor": _successor(record, sentence, decided),
        "corrections": list(corrections.of_account(record, say, account.meeting_id)),
        "verdicts": list(_verdicts(record, say, account)),
        "citation": _citation(record, say, account, sentence),
    }


def _standing(account: Account, decided: Correction | None) -> str:
    """Why an account that is in no event does not count, by the name of the text that says so."""
    if decided is None or decided.standing_meeting == account.meeting_id:
        return "fallen"
    return "rejected" if decided.action == "reject" else "decided_on"


def _successor(record: Record, sentence: Sentence, decided: Correction | None) -> Sentence | None:
    """The same sentence, or else the first, in the account that stands in this one's place."""
    if decided is None or decided.standing_meeting in (None, sentence.meeting_id):
        return None
    stand = record.sentences.get(decided.standing_meeting or "", ())
    return next((one for one in stand if one.char_start == sentence.char_start), stand[0] if stand else None)


def _verdicts(record: Record, say: Speech, account: Account) -> Iterator[ShownVerdict]:
    clauses = {clause.clause: clause for clause in record.clauses}
    regions = {region.region: region for region in record.regions}
    for one in record.shown.get(account.meeting_id, ()):
        if one.clause in clauses and one.region in regions:
            region = regions[one.region]
            look = look_of(clauses[one.clause], one.verdict)
            yield ShownVerdict(region=region, name=say.region(region), look=look, shown=one)


def _citation(record: Record, say: Speech, account: Account, sentence: Sentence) -> str:
    t = say.texts["sentence"]
    given = {
        "source": account.source_name or account.source or "—",
        "title": account.title or say.texts["evidence"]["no_title"],
        "day": say.day(account.published_on),
        "url": account.url or "",
        "start": sentence.char_start,
        "end": sentence.char_end,
        "name": sentence.name,
        "publication": record.publication.publication_id or "—",
    }
    if account.archive_file is None:
        return str(t["citation_bare"].format(sha=account.text_sha256, **given))
    file, offset, sha = account.archive_file, account.archive_offset, account.archive_sha256
    return str(t["citation"].format(file=file, offset=offset, sha=sha, **given))
