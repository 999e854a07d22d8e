"""An akim who is shown just now, in a caption or in a short line from the spot: «На фото: аким на встрече с …»."""

from __future__ import annotations

from extractors.akim_mentions import AkimMention
from extractors.akim_sentences import Sentence
from extractors.appearance_clauses import clause_end, told_tense
from extractors.appearance_words import Act, words

_REACH = 8  # words between the akim and the place or the verb


def act_just_now(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«На снимке аким беседует с ветеранами», «Сейчас аким проводит совещание»; not «проводит по вторникам»."""
    keys, lexicon = sentence.keys, words()
    shown, now = lexicon.pictured & set(keys), lexicon.now & set(keys)
    if not (shown or now) or mention.case != "Nom":
        return None
    if any(told_tense(word) == "future" or word in lexicon.habit or word in lexicon.chairs for word in keys):
        return None
    for at in range(mention.end, min(clause_end(keys, mention.end - 1, reach=_REACH), mention.end + _REACH)):
        if shown and (noun := lexicon.placed(keys, at)) is not None:
            return Act(at, noun.kind)
        if (kind := lexicon.present.get(keys[at])) is not None:
            return Act(at, kind)
        if keys[at] in lexicon.present_held:
            held = lexicon.held("провел", keys[at + 1 : at + 1 + _REACH])
            return Act(at, held.kind) if held is not None else None
    return None
