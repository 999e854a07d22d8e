"""Who did it, told in a clause of its own: relative, participle, gerund; and what is only told beside it."""

from __future__ import annotations

import pytest
from meeting_reader import read
from russian_reading import pipeline

from extractors.russian.meetings.clauses import clauses_of

TOPIC = (
    " Говорили о межэтническом согласии. Пришли председатели этнокультурных объединений Ассамблеи народа Казахстана."
)
AKIM = "Аксакалов Кумар"


def parts(text: str) -> list[tuple[str, str]]:
    return [(a.akim or "", a.how) for m in read(text).meetings for a in m.attendance]


@pytest.mark.parametrize(
    ("text", "doers", "things"),
    [
        ("Заседание, которое вёл аким, затянулось.", "аким", "Заседание"),
        ("Аким, собравший старейшин, молчал.", "Аким", "старейшин"),
        ("Закрывая встречу, аким поблагодарил всех.", "аким", "встречу"),
        ("Ее открыл и вел заместитель акима области, врач Иван Петров.", "заместитель", "Ее"),
        ("Люди, которых позвал аким, пришли рано.", "аким", "Люди"),
    ],
)
def test_a_clause_knows_who_does_what(text: str, doers: str, things: str) -> None:
    doc = pipeline()(pipeline().make_doc(text))
    found = [
        ({doc[i].text for i in clause.doers}, {thing.text for thing in clause.things})
        for sentence in doc.sents
        for clause in clauses_of(sentence)
    ]
    assert any(doers in who and things in what for who, what in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "10 июня в Костанае прошло совещание, которое вёл аким области Кумар Аксакалов.",
        "Совещание, которое 10 июня провёл в Костанае глава региона Кумар Аксакалов, длилось три часа.",
        "10 июня в Костанае Кумар Аксакалов, аким области, проводивший совещание, выслушал каждого.",
        "Руководитель области Кумар Аксакалов, собравший 10 июня совещание в Костанае, просил говорить прямо.",
        "10 июня в Костанае аким области Кумар Аксакалов начал после обеда большое совещание.",
        "Созвал и провёл 10 июня в Костанае совещание аким области Кумар Аксакалов.",
        "10 июня в Костанае состоялось совещание. Аким области Кумар Аксакалов приехал и сам вёл его.",
    ],
)
def test_whoever_leads_in_a_clause_of_its_own_chaired(sentence: str) -> None:
    assert parts(sentence + TOPIC) == [(AKIM, "chaired")]


@pytest.mark.parametrize(
    "sentence",
    [
        "10 июня в Костанае прошло совещание, вёл его ректор. Аким области Кумар Аксакалов, слушавший его, выступил.",
        "10 июня в Костанае прошло совещание, на котором выступил аким области Кумар Аксакалов. Вёл его модератор.",
        "10 июня в Костанае на совещание приехал аким области Кумар Аксакалов, открывший утром школу.",
    ],
)
def test_whoever_only_speaks_or_comes_attended(sentence: str) -> None:
    assert parts(sentence + TOPIC) == [(AKIM, "attended")]


@pytest.mark.parametrize(
    "sentence",
    [
        "10 июня в Костанае прошло совещание. Аким области был в командировке и обратился к залу по видеосвязи.",
        "10 июня в Костанае прошло совещание, вёл его заместитель акима. Глава области подключился онлайн.",
        "10 июня в Костанае прошло совещание. С экрана к собравшимся обратился аким области Кумар Аксакалов.",
    ],
)
def test_by_video_link_is_in_person(sentence: str) -> None:
    assert parts(sentence + TOPIC) == [(AKIM, "attended")]


@pytest.mark.parametrize(
    "sentence",
    [
        "10 июня в Костанае прошло совещание. Аким области поручил провести его заместителю Ивану Петрову.",
        "10 июня в Костанае прошло совещание. Письмо участникам подписал аким области Кумар Аксакалов, прочёл его"
        " заместитель акима области Иван Петров.",
    ],
)
def test_whoever_hands_over_or_writes_was_not_there(sentence: str) -> None:
    assert parts(sentence + TOPIC) == [(AKIM, "delegated")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Поручения, данные Президентом на сессии Ассамблеи народа Казахстана, исполняются, сообщил акимат.",
        "Задачи, которые Президент поставил в апреле на сессии Ассамблеи народа Казахстана, вошли в план области.",
        "В план вошли предложения, озвученные весной на форуме Ассамблеи народа Казахстана.",
    ],
)
def test_where_something_was_said_is_no_gathering_of_the_article(sentence: str) -> None:
    assert read(sentence).meetings == ()


@pytest.mark.parametrize(
    "text",
    [
        "Этноцентры Шымкента были на форуме о межэтническом согласии, который прошёл в Ташкенте 10 июня.",
        "В Омске 10 июня состоялся круглый стол о межнациональном согласии, приехали и гости из Петропавловска.",
        "Отделение Ассамблеи деловых женщин провело 10 июня заседание, его вёл аким Шымкента Габит Сыздыкбеков.",
        "В субботу в театре Павлодара показали пьесу «Ассамблея». Встреча с режиссёром прошла тут же.",
    ],
)
def test_abroad_and_other_assemblies_are_not_ours(text: str) -> None:
    assert read(text).meetings == ()


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("10 июня в Лисаковске прошёл круглый стол о межэтническом согласии с местными этноцентрами.", "local"),
        ("10 июня в Рудном городской акимат собрал за круглым столом этноцентры города.", "local"),
        ("10 июня в Костанае прошёл круглый стол о межэтническом согласии с этноцентрами.", "region"),
        ("10 июня в Рудном аким Костанайской области Кумар Аксакалов провёл встречу с этноцентрами.", "region"),
        ("10 июня в Рудном прошло выездное заседание Совета областной Ассамблеи народа Казахстана.", "region"),
    ],
)
def test_a_towns_own_gathering_is_local(text: str, level: str) -> None:
    assert [meeting.level for meeting in read(text).meetings] == [level]
