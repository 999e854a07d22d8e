"""What an akim did meanwhile, by participle and gerund: «принимавший участие в сессии», «завершая заседание»."""

from __future__ import annotations

from extractors.akim_mentions import AkimMention
from extractors.akim_sentences import Sentence
from extractors.appearance_clauses import clause_end, is_over
from extractors.appearance_words import Act, Keys, words

_PHRASE = 9  # words behind «завершая», «принимавший» in which the gathering stands
_NOUN = 6  # of them, those in which it need not be a place
_MEANWHILE = 12  # words between «завершая» and the akim


def act_by_participle(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«аким, принимавший участие в сессии», «акима, выступившего на заседании»."""
    keys, lexicon = sentence.keys, words()
    if keys[mention.end : mention.end + 1] != (",",):
        return None
    at = next(
        (n for n in range(mention.end + 1, min(len(keys), mention.end + 5)) if keys[n] in lexicon.participles), -1
    )
    if at < 0 and keys[mention.end + 1 : mention.end + 2] and keys[mention.end + 1] in lexicon.things_said:
        return _said_there(keys, mention.end + 1)
    if at < 0 or keys[at - 1] == "не":
        return None
    occasion = lexicon.occasion_in(keys[at + 1 : clause_end(keys, at, reach=_PHRASE)])
    return Act(at, occasion) if occasion is not None else None


def act_by_gerund(sentence: Sentence, mention: AkimMention) -> Act | None:
    """«Завершая заседание, аким поручил», «аким, выступая на сессии, отметил»."""
    keys, lexicon = sentence.keys, words()
    reach = range(max(0, mention.start - _MEANWHILE), min(len(keys), mention.end + 3))
    at = next((n for n in reach if keys[n] in lexicon.gerunds), None)
    if at is None or not is_over(sentence.keys) or lexicon.subjects & set(keys[at : mention.start]):
        return None
    inside = range(at + 1, min(len(keys), at + 1 + _PHRASE))
    if at < mention.start:
        inside = range(at + 1, mention.start)
    for n in inside:
        held = lexicon.forms["object"].get(keys[n]) or lexicon.forms["of"].get(keys[n])
        noun = lexicon.placed(keys, n) or (held if held is not None and not held.body and n - at <= _NOUN else None)
        if noun is not None:
            return Act(at, noun.kind)
    told = any(keys[n] in lexicon.nouns["other"] and "на" in keys[max(at, n - 3) : n] for n in inside)
    return Act(at, "other") if told else None


def _said_there(keys: Keys, at: int) -> Act | None:
    """«По поручению акима, данному на совещании»."""
    lexicon = words()
    if any(word in lexicon.chairs or word in lexicon.remote or word in lexicon.earlier for word in keys):
        return None
    placed = (lexicon.placed(keys, n) for n in range(at + 1, clause_end(keys, at, reach=_PHRASE)))
    noun = next((noun for noun in placed if noun is not None), None)
    return Act(at, noun.kind) if noun is not None else None
