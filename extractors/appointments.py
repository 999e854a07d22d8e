"""«Указом Главы государства Иван Иванов назначен акимом Костанайской области»: who is appointed head of a region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from extractors.akim_mentions import AkimFinder, Case, is_name_word, name_end
from extractors.akim_sentences import Sentence
from extractors.head_names import HeadName, head_name
from extractors.russian.office_phrase import OfficePhrase
from extractors.russian.wordlist import WordList, read_lexicon

_FARTHEST = 14  # words between the verb and the office or the name: decree, date and post may stand there
_LONGEST_NAME = 6  # words and dots of a name: surname, given name, patronymic, or initials with their dots


def appointed_in(sentence: Sentence, finder: AkimFinder) -> Iterator[tuple[OfficePhrase, HeadName]]:
    """Each office of an akim with the full name of the person whom the sentence says to be appointed to it.

    Between verb, name and office stand only words of the decree («указом Главы государства от 3 марта»); nothing in the
    sentence says that it is not done yet.
    """
    words = _words()
    verbs = [at for at, key in enumerate(sentence.keys) if key in words["verbs"] or key in words["became"]]
    if not verbs or any(key in words["not_yet"] for key in sentence.keys):
        return
    posts = [key in words["posts"] for key in sentence.keys]
    keys = tuple("" if post else key for key, post in zip(sentence.keys, posts, strict=True))
    offices, taken = finder.offices_in(sentence, keys)
    for office in offices:
        of_post = any(posts[max(0, office.start - 1) : office.start])
        for verb in verbs:
            if _goes_with(sentence, verb, office, of_post=of_post):
                name = _name_beside(sentence, verb, office, taken)
                if name is not None:
                    yield office, name


def _goes_with(sentence: Sentence, verb: int, office: OfficePhrase, *, of_post: bool) -> bool:
    """«назначен акимом», «на должность акима назначен»; «стал» only of a new one."""
    if verb and sentence.keys[verb - 1] == "не":
        return False
    if sentence.keys[verb] in _words()["became"]:
        return sentence.keys[office.start].startswith("нов") and sentence.keys[office.head].endswith("ом")
    return of_post or sentence.keys[office.head].endswith(("ом", "ой", "ем"))


def _name_beside(sentence: Sentence, verb: int, office: OfficePhrase, taken: set[int]) -> HeadName | None:
    """The name before the verb, behind it, or behind the office, where nothing but words of the decree is between."""
    if office.start > verb:  # «Иванов назначен акимом», «назначил Иванова акимом»
        between = verb + 1, office.start
        ends = [*_names_within(sentence, *between, taken), *_name_before(sentence, verb, taken)]
        ends += _name_at(sentence, office.end, taken)
    else:  # «акимом назначен Иванов»
        between = office.end, verb
        ends = _name_at(sentence, verb + 1, taken)
    if between[1] - between[0] > _FARTHEST:
        return None
    for start, end in ends:
        rest = [at for at in range(*between) if not start <= at < end]
        if all(_is_between(sentence.keys[at]) for at in rest):
            name = _in_its_case(sentence, start, end)
            if name is not None:
                return name
    return None


def _is_between(key: str) -> bool:
    return key in _words()["between"] or key.isdigit() or key == ""


def _in_its_case(sentence: Sentence, start: int, end: int) -> HeadName | None:
    """«назначен Иванов», «назначил Иванова», «о назначении Иванова»."""
    cases: tuple[Case, ...] = ("Nom", "Gen")
    return next((name for case in cases if (name := head_name(sentence, start, end, case)) is not None), None)


def _name_at(sentence: Sentence, at: int, taken: set[int]) -> list[tuple[int, int]]:
    while at < len(sentence.keys) and sentence.keys[at] in _words()["between"]:
        at += 1
    end = name_end(sentence, at, taken)
    return [(at, end)] if end > at else []


def _name_before(sentence: Sentence, verb: int, taken: set[int]) -> list[tuple[int, int]]:
    """The name that ends where the verb, or the words of the decree before it, begin."""
    end = verb
    while end and _is_between(sentence.keys[end - 1]) and not sentence.words[end - 1][:1].isupper():
        end -= 1
    start = end
    while start and end - start < _LONGEST_NAME and _is_of_a_name(sentence, start - 1, taken):
        start -= 1
    if start == 1 and sentence.words[0][:1].isupper() and 0 not in taken and end - start < 3:
        start = 0  # a surname may begin the sentence: `head_name` settles whether it is one
    # «указом Главы государства Токаева Марат Сулеев назначен»: the longest that is one name
    return [(begin, end) for begin in range(start, end - 1)]


def _is_of_a_name(sentence: Sentence, at: int, taken: set[int]) -> bool:
    """«Марат», «М» and the dot behind it."""
    word = sentence.words[at - (sentence.words[at] == "." and at > 0)]
    if sentence.keys[at] in _words()["between"]:
        return False  # «указом Президента Сулеев Марат назначен»
    return is_name_word(sentence, at, taken) or (len(word) == 1 and word.isupper())


def _names_within(sentence: Sentence, start: int, stop: int, taken: set[int]) -> list[tuple[int, int]]:
    at = start
    while at < stop and _is_between(sentence.keys[at]):
        at += 1
    end = min(name_end(sentence, at, taken), stop)
    return [(at, end)] if end > at else []


@cache
def _words() -> Mapping[str, WordList]:
    return {kind: WordList(words) for kind, words in read_lexicon("other_heads.toml")["appointment"].items()}
