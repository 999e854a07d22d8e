"""Where the text names a gathering, and how: as told, to come, called off, or only in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from extractors.russian.letters import key
from extractors.russian.meetings.modality import Outlook, outlook, predicate_of
from extractors.russian.meetings.patterns import Found
from extractors.russian.meetings.scene import Scene, Sentence, is_finite
from extractors.russian.meetings.words import Noun, modal_words, nouns, subjects, verbs
from models.records import Kind

Standing = Literal["asserts", "located", "outside"]
"""`asserts`: the clause tells of the gathering itself («прошло заседание»); `located`: something happened there («на
встрече аким сказал»); `outside`: it only serves to say something else («после сессии», «итоги заседания»)."""

LONGEST_PHRASE = 16
"""Words after the noun that may belong to its name; the longest in real headlines of sessions has 14."""

# «после XXXIV сессии», «в преддверии сессии», «к заседанию», «об итогах встречи»
_OUTSIDE_PREPOSITIONS = frozenset(
    {
        "после",
        "до",
        "перед",
        "накануне",
        "к",
        "ко",
        "преддверии",
        "между",
        "от",
        "для",
        "о",
        "об",
        "про",
        "из",
        "помимо",
        "кроме",
        "вместо",
    }
)
_AT_PREPOSITIONS = frozenset({"на", "в", "во", "ходе", "рамках", "время", "при", "у", "за", "с"})
_HEADS_OUTSIDE = frozenset(
    [
        "решение",
        "поручение",
        "график",
        "протокол",
        "подготовка",
        "рекомендация",
        "план",
        "задача",
        "стенограмма",
        "проведение",
        "приглашение",
        "участие",
        "дата",
        "отчет",
        "количество",
        "число",
        "серия",
        "цикл",
        "ряд",
        "половина",
        "формат",
        "тема",
        "итог",
        "анонс",
        "архив",
        "необходимость",
        "организация",
        "идея",
        "тысяча",
    ]
)
_PEOPLE_THERE = frozenset(
    [
        "участник",
        "модератор",
        "делегат",
        "тема",
        "повестка",
        "работа",
        "гость",
        "спикер",
        "организатор",
        "ход",
        "итог",
        "начало",
        "конец",
    ]
)
_OTHER_BODIES = re.compile(
    r"маслихат|парламент|сенат|мажилис|правительств|оон\b|шос\b|штаб|комисси|оргкомитет|комитет|директоров|безопасност|коллеги|аппарат"
    r"|акимат\w* |суд\b|кабинет министров|инвестор|кенеш|общественн\w+ совет|совет\w* по (?!межэтн)|правлени|бюро|партии|экзамен"
)
_HOUSES = frozenset({"дом", "центр", "музей", "памятник", "мемориал", "этнопарк", "парк", "аллея", "кабинет", "школа"})
_FEASTS = frozenset({"день", "праздник", "юбилей", "летие", "наурыз", "годовщина", "масленица", "сабантуй"})
_PASSED = frozenset(
    {"состояться", "пройти", "проходить", "длиться", "случиться", "произойти", "завершиться", "начаться"}
)
_ROMAN = re.compile(r"[IVXХІ]{1,7}")  # «XXVIII», also typed with Cyrillic Х and І
_ASSEMBLY = re.compile(r"ассамбле|\b[а-я]?анк\b|\bкха\b")
_ELDERS = re.compile(
    r"совет\w* (?:\w+ )?(?:аксакал|старейшин|матер|биев|директор|общественн|ветеран|молодеж)|общественн\w+ совет"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One naming of a gathering. `start`-`end`: the words of its name; `verb`: what is said of it."""

    token: int
    start: int
    end: int
    sentence: int
    kind: Kind | None  # None: takes the kind of what it is merged with
    standing: Standing
    outlook: Outlook
    verb: int | None
    several: bool  # «совещания», «проведёт их»: more than one gathering
    named_fully: bool  # the name itself says whose: «Совета Ассамблеи», «сессия АНК»
    other_body: bool  # «заседание штаба», «сессия маслихата»
    weak: bool
    recalled: bool
    quoted: bool


def find_mentions(scene: Scene, found: Found) -> tuple[Mention, ...]:
    """Every naming of a gathering in the document, in order, one a token."""
    mentions: dict[int, Mention] = {}
    for mention in (*_council_mentions(scene, found), *_noun_mentions(scene, found), *_verb_mentions(scene)):
        if not any(other.start <= mention.token < other.end for other in mentions.values()):
            mentions.setdefault(mention.token, mention)
    return tuple(mentions[token] for token in sorted(mentions))


def _noun_mentions(scene: Scene, found: Found) -> Iterator[Mention]:
    lexicon = nouns()
    tables = {end - 1: start for start, end in found.of("round_table")}
    for token in scene.doc:
        noun = lexicon.get(token.lemma_) or lexicon.get(_last_part(token.lemma_))
        if noun is None or token.pos_ not in {"NOUN", "PROPN", "X"}:
            continue
        if (token.lemma_ in {"стол", "площадка"} and token.i not in tables) or _is_no_gathering(token):
            continue
        yield _mention(scene, token, noun, first=tables.get(token.i, token.i))


def _last_part(lemma: str) -> str:
    return lemma.rsplit("-", 1)[-1]


def _is_no_gathering(token: Token) -> bool:
    """«зал заседаний», «председатель собрания», «актив Ассамблеи» as people, «открытие» of what is no house."""
    before = token.nbor(-1).lemma_ if token.i else ""
    if token.lemma_ in {"заседание", "собрание", "совещание"} and before in {"зал", "комната"}:
        return True
    if token.lemma_ == "актив":
        return True
    if token.lemma_ == "собрание" and "законодательн" in before:
        return True
    if token.lemma_ == "стол" and "Plur" in token.morph.get("Number"):
        return False
    return token.lemma_ in {"вручение", "открытие", "выставка", "конкурс", "презентация", "программа"} and (
        token.dep_ in {"conj"}
        or ("Nom" not in token.morph.get("Case") and token.dep_ not in {"nsubj", "nmod", "obl", "ROOT"})
    )


def _council_mentions(scene: Scene, found: Found) -> Iterator[Mention]:
    """«заседание Совета Ассамблеи», «собрался Совет АНК», «Совет рассмотрел», «на Совете»."""
    noun = Noun(kind="assembly_council", weak=False)
    for start, end in found.of("council_sitting"):
        token = scene.doc[start]
        phrase = _phrase_end(token)
        text = key(scene.doc[start:phrase].text)
        if _ELDERS.search(text):
            continue
        if _ASSEMBLY.search(text) or (scene.doc[end - 1].text[:1] == "С" and _speaks_of_assembly(scene)):
            if token.lemma_ == "работа" and token.head.lemma_ not in {"участие", "участвовать"}:
                continue
            yield _mention(scene, token, noun, first=start)
    for start, _ in (*found.of("council_body"), *found.of("council_alone")):
        token = scene.doc[start]
        text = key(scene.doc[start : _phrase_end(token)].text)
        if _ELDERS.search(text) or token.text[:1] != "С" or not (_ASSEMBLY.search(text) or _speaks_of_assembly(scene)):
            continue
        if _council_itself_acts(token):
            yield _mention(scene, token, noun, first=start)


def _council_itself_acts(token: Token) -> bool:
    lexicon = verbs()
    verb = predicate_of(token)
    if _preposition(token) in {"на", "перед"}:
        return "Loc" in token.morph.get("Case") or token.text.endswith("е")
    if verb is None:
        return False
    if token.dep_ in {"nsubj", "nsubj:pass"}:
        return verb.lemma_ in lexicon.council_acts | {"состояться", "пройти"}
    return token.dep_ == "obj" and verb.lemma_ in {"собрать", "созвать", "провести"}


def _speaks_of_assembly(scene: Scene) -> bool:
    return bool(_ASSEMBLY.search(scene.folded))


def _verb_mentions(scene: Scene) -> Iterator[Mention]:
    """«встретился с этноцентрами», «собрал председателей», «торжественно открыт Дом дружбы», «отпраздновали День…»."""
    for token in scene.doc:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        kind = _verb_kind(scene, token)
        if kind is not None:
            yield _mention(scene, token, Noun(kind=kind, weak=False), first=token.i)
        elif token.lemma_ in verbs().chair | _PASSED and (pronoun := _taken_up(token)) is not None:
            yield _mention(
                scene, token, Noun(kind=None, weak=True), first=token.i, several="Plur" in pronoun.morph.get("Number")
            )


def _taken_up(verb: Token) -> Token | None:
    """The pronoun that takes up a gathering already named: «вёл её», «она прошла 17 сентября», «это случилось вчера»."""
    if verb.lemma_ in _PASSED:
        return next(
            (
                c
                for c in verb.children
                if c.dep_ == "nsubj" and c.lemma_ in {"он", "она", "оно", "они", "это", "который"}
            ),
            None,
        )
    return next(
        (
            c
            for c in verb.children
            if c.pos_ in {"PRON", "DET"} and c.dep_ == "obj" and c.lemma_ in {"он", "она", "оно", "они"}
        ),
        None,
    )


def _verb_kind(scene: Scene, verb: Token) -> Kind | None:
    lexicon = verbs()
    objects = [child for child in verb.children if child.dep_ in {"obj", "nsubj:pass", "nsubj"}]
    if verb.lemma_ in lexicon.meet_with:
        return "working_meeting" if meets_somebody(verb) else None
    if verb.lemma_ in lexicon.gather_people:
        return "working_meeting" if gathers_people(verb) else None
    if verb.lemma_ in {"открыть", "открыться"} and any(o.lemma_ in _HOUSES for o in objects):
        return "public_event" if scene.at(verb.i).number <= scene.first_body_sentence + 1 else None
    if verb.lemma_ in lexicon.feast:
        return "public_event" if any(o.lemma_ in _FEASTS for o in objects) else None
    if verb.lemma_ in {"наградить", "чествовать"}:
        return "public_event" if scene.at(verb.i).number <= scene.first_body_sentence else None
    return None


def meets_somebody(verb: Token) -> bool:
    """«встретился с этноцентрами», «с председателями встретилась заместитель акима»."""
    around = verb.doc[max(verb.sent.start, verb.i - 8) : min(verb.i + 9, verb.sent.end)]
    return any(word.lower_ in {"с", "со"} and "Ins" in _next_cases(word) for word in around)


def _next_cases(preposition: Token) -> set[str]:
    after = preposition.doc[preposition.i + 1 : min(preposition.i + 4, preposition.sent.end)]
    return {case for word in after for case in word.morph.get("Case")}


def gathers_people(verb: Token) -> bool:
    """«принял председателей», «собрал Совет»; not «принял решение», «принято»."""
    if "Pass" in verb.morph.get("Voice"):
        return False
    objects = [child for child in verb.children if child.dep_ == "obj"]
    return any(_several_people(noun) for noun in (*objects, *_bare_nouns_after(verb)))


def _bare_nouns_after(verb: Token) -> list[Token]:
    """People in the accusative a few words on, which the parse hung elsewhere: «принял в Доме дружбы председателей центров»."""
    found = []
    for word in verb.doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)]:
        if is_finite(word) or word.text in ",;:":
            break
        before = word.nbor(-1)
        free = before.pos_ not in {"NOUN", "PROPN", "ADP"} or before.lemma_ == "дружба"  # «в Доме дружбы председателей»
        if free and word.morph.get("Case") in (["Acc"], ["Gen"]) and _preposition(word) is None:
            found.append(word)
    return found


def _several_people(noun: Token) -> bool:
    return "Anim" in noun.morph.get("Animacy") and "Plur" in noun.morph.get("Number")


def _mention(scene: Scene, token: Token, noun: Noun, *, first: int, several: bool = False) -> Mention:
    sentence = scene.at(token.i)
    start = _phrase_start(scene.doc[first], sentence)
    end = token.i + 1 if token.pos_ == "VERB" else min(_phrase_end(token), sentence.end)
    phrase = key(scene.doc[start:end].text)
    verb = token if token.pos_ in {"VERB", "AUX"} else predicate_of(token)
    standing, told = _standing(token, verb, noun)
    return Mention(
        token=token.i,
        start=start,
        end=end,
        sentence=sentence.number,
        kind=noun.kind,
        standing=standing,
        outlook=told,
        verb=verb.i if verb is not None else None,
        several=several or _is_several(token),
        named_fully=bool(_ASSEMBLY.search(phrase)),
        other_body=bool(_OTHER_BODIES.search(phrase))
        and not _ASSEMBLY.search(phrase)
        and not subjects().assembly.search(phrase),
        weak=noun.weak,
        recalled=_recalled(sentence),
        quoted=token.i in sentence.speech,
    )


def _is_several(token: Token) -> bool:
    """«совещания», and «две сессии», where the noun is singular by its form."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    numbers = {word.lower_ for word in token.doc[max(token.sent.start, token.i - 3) : token.i] if word.pos_ == "NUM"}
    return "Plur" in token.morph.get("Number") or bool(numbers - {"один", "одно", "одну", "одна", "1"})


def _standing(token: Token, verb: Token | None, noun: Noun) -> tuple[Standing, Outlook]:
    if token.pos_ in {"VERB", "AUX"}:
        return "asserts", outlook(token)
    told: Outlook = outlook(verb) if verb is not None else "past"
    if _belongs_to_participle(token):
        return "outside", told
    preposition = _preposition(token)
    if preposition in _OUTSIDE_PREPOSITIONS:
        return "outside", told
    head = token.head
    if token.dep_ == "nmod" and preposition is None and head.i != token.i:
        if head.lemma_ in _HEADS_OUTSIDE:
            return ("located", "ordered") if head.lemma_ == "проведение" and told == "ordered" else ("outside", told)
        if head.lemma_ in _PEOPLE_THERE:
            return "located", told
        if head.pos_ in {"NOUN", "PROPN"} and head.lemma_ not in nouns():
            return "outside", told
    if preposition in _AT_PREPOSITIONS:
        departs = verb is not None and verb.lemma_ in verbs().depart
        return "located", "future" if departs else told
    if verb is None:
        return "located", told
    lexicon = verbs()
    concerned = (
        lexicon.happen
        | lexicon.hold
        | lexicon.chair
        | lexicon.attend
        | lexicon.cancel
        | lexicon.postpone
        | lexicon.ahead
    )
    if noun.kind in {"assembly_council", "assembly_session"}:
        concerned |= lexicon.council_acts
    if verb.lemma_ not in concerned:
        return "located", told
    return "asserts", told


def _belongs_to_participle(token: Token) -> bool:
    """«разговор, начатый на заседании Совета»: told of something else, as its past."""
    head = token.head
    return token.dep_ == "obl" and head.dep_ in {"acl", "amod"} and head.pos_ == "VERB" and not is_finite(head)


def _preposition(token: Token) -> str | None:
    """The preposition in front of the noun and its adjectives: «на расширенном заседании»."""
    node, cases = token, set(token.morph.get("Case"))
    for _ in range(5):
        if node.i == token.sent.start:
            return None
        node = node.nbor(-1)
        if cases and node.morph.get("Case") and not cases & set(node.morph.get("Case")):
            return None  # «провела в Астане круглый стол»
        if node.pos_ == "ADP" or node.lower_ in {"ходе", "рамках", "время", "преддверии"}:
            return node.lower_
        if (
            node.pos_ not in {"ADJ", "DET", "NUM", "X", "PROPN"}
            and not (node.pos_ == "VERB" and node.dep_ == "amod")
            and node.text not in {"«", '"', "»"}
        ):
            return None
    return None


def _phrase_start(token: Token, sentence: Sentence) -> int:
    start = token.i
    while start > sentence.start:
        before = token.doc[start - 1]
        described = before.pos_ in {"ADJ", "DET", "NUM", "X"} or (before.pos_ == "VERB" and before.dep_ == "amod")
        if not described and not _ROMAN.fullmatch(before.text):
            break
        start -= 1
    return start


def _phrase_end(token: Token) -> int:
    """The end of the noun's name: genitives, adjectives and names after it, up to a verb, preposition or stop."""
    end = token.i + 1
    last = min(token.sent.end, token.i + LONGEST_PHRASE)
    while end < last:
        word = token.doc[end]
        if word.pos_ not in {"NOUN", "ADJ", "PROPN", "X", "DET"} or (
            "Nom" in word.morph.get("Case") and word.dep_ in {"nsubj", "ROOT"}
        ):
            break
        end += 1
    return end


def _recalled(sentence: Sentence) -> bool:
    words = modal_words().recall
    return any(token.lemma_ in words and token.i not in sentence.speech for token in sentence.span[:6])
