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


def act_without_a_verb(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«7 апреля – аппаратное совещание у акима», «Вчера аким во время встречи с ветеранами»: with its own past day.

    Without one where what he said there follows: «Аким на аппаратном совещании: «Ямы закрыть».
    """
    keys, lexicon = sentence.keys, words()
    if any(told_tense(word) is not None or word in lexicon.chairs or word in lexicon.remote for word in keys):
        return None
    noun, quoted = None, any(keys[n : n + 2] == (":", "«") for n in range(mention.end, mention.end + _REACH))
    if mention.case == "Nom":
        behind = range(mention.end, min(len(keys), mention.end + _REACH))
        noun = next((noun for n in behind if (noun := lexicon.placed(keys, n)) is not None), None)
    elif mention.case == "Gen" and mention.start > 1:
        whose = mention.start - 1 - (keys[mention.start - 1] == "у")
        noun = lexicon.forms["subject"].get(keys[whose])
    return Act(mention.start, noun.kind, needs_day=not quoted) if noun is not None and not noun.body else None
