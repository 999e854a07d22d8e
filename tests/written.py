"""Russian and Kazakh sentences in the manner of the regional press, put together from parts: what encodings carry."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

fewer = settings(max_examples=max(25, settings().max_examples // 4))
"""For properties that take some 10 ms an example: a quarter of the profile's number (tests/conftest.py)."""

_RUSSIAN = (
    ("Аким области", "Заместитель акима", "Совет ассамблеи", "Руководитель управления", "Пресс-служба акимата"),
    ("провёл", "обсудил", "подготовила", "открыл в Костанае", "сообщает, что завершена", "не поддержал"),
    ("встречу с этнокультурными объединениями", "заседание", "ремонт школы № 5", "подъезд к аулу", "съезд учителей"),
    (
        "на площади.",
        "— об этом говорили весь день.",
        "«за круглым столом».",
        "в Щучинске, у озера.",
        "22 октября 2025 года.",
    ),
)
_KAZAKH = (
    ("Облыс әкімі", "Ассамблея кеңесі", "Ауыл тұрғындары", "Қала басшысы", "Жаңа өңір орталығы"),
    ("этномәдени бірлестіктермен", "ұлтаралық келісім туралы", "мәселелерді", "үш күн бойы", "көпшіліктің қолдауымен"),
    ("кездесу өткізді.", "кеңес құрды.", "талқылады, ғимаратты аралады.", "жиын өтті — «Бірлік» үйінде."),
)  # fmt: skip


def _of(parts: tuple[tuple[str, ...], ...]) -> st.SearchStrategy[str]:
    return st.tuples(*(st.sampled_from(part) for part in parts)).map(" ".join)


russian = _of(_RUSSIAN)
kazakh = _of(_KAZAKH)
cased = st.sampled_from([str, str.upper, str.lower])


def texts(of: st.SearchStrategy[str] = russian | kazakh) -> st.SearchStrategy[str]:
    """One to four sentences of one language, as written or all in capitals, as headlines are."""
    return st.tuples(cased, st.lists(of, min_size=1, max_size=4).map(" ".join)).map(lambda given: given[0](given[1]))
