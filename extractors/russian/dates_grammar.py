"""The grammar of date phrases, over the letters of `dates_words` (the legend stands in `lexicon/dates.toml`).

Kinds are tried in the order below, the longer before the shorter that it contains.
"""

from __future__ import annotations

import re

DAY = "(?:D|T?O)"  # «25», «5-го», «двадцать пятого»
YEAR = "(?:,?YG?|,?C|[ABEN]G)"  # «2025 года», «, 2025», «т.г.», «прошлого года»
SHARED = "(?:[ABEN]?G|YG)"  # a year as the whole of which a part is named: «в начале года»
PREPOSITION = "[btkonuajP]"  # с до к по на от после за · (не) позднее

KINDS = {
    "timetable": "i?W-W|bWoW",  # «понедельник – пятница», «с понедельника по пятницу»
    "eve_of": f"Q(?:[vd]|{DAY}M{YEAR}?|8G?)",  # «накануне праздника», «накануне 1 мая»: not yesterday
    # «с 30 апреля по 2 мая», «30 апреля – 2 мая 2025 года», «с 01.03.2025 по 05.03.2025», «12–14.03.2025»
    "span": f"[bin]?(?:{DAY}M{YEAR}?[-oet]{DAY}M{YEAR}?|8G?[-ot]8G?|D-8G?)",
    # «25–26 апреля», «с 25 по 26 апреля», «5, 12 и 19 мая», «с 12 на 13 мая»
    "days": f"[bijn]?(?:{DAY}[-eotn]|{DAY},(?=(?:{DAY},){{0,8}}{DAY}e{DAY}M)){{1,9}}{DAY}M{YEAR}?",
    # «Сегодня, 9 апреля 2025 года», «в среду, 12 марта», «до 1 августа», «12.03.2025 г.», «17 июня, в среду»
    "day": (
        f"(?:(?:R[-,(]?|Q[-,(])?(?:i?[ABN]?W[,(]?)?|{PREPOSITION}{{0,2}}(?:W,?)?)"
        rf"(?:{DAY}M{YEAR}?|8G?|YJD-?V|D-?V(?:YJ?)?)(?:,?iW|,W|\(i?W\))?"
    ),
    "number": "[itkob]?DX(?:[ABN]H)?",  # «20 числа прошлого месяца»
    # «в начале июня», «до конца мая», «с начала года», «в самом конце прошлой недели»
    "part": f"[itkbnoa]?~?p(?:[MLs]{YEAR}?|[ABN]?[Hh]|{SHARED})",
    "close": f"z{SHARED}",  # «под занавес уходящего года»
    # «в первой половине мая», «в последних числах марта», «во второй декаде июня», «в первой половине года»
    "half": f"[itkjboa]?[Ow](?:[xXZ](?:M{YEAR}?|[ABEN]?H)|x{SHARED})",
    "nth": f"[intkboaj]?[Ow][hWd]M{YEAR}?",  # «в первую неделю мая», «в последнюю пятницу марта»
    "quarter": f"(?:[itkjnobua]?[OI]|iD)[qf](?:{YEAR}|G)?|D[qf]{YEAR}",  # «в первом квартале 2025 года»
    "months": f"[ijb]?[ML]{YEAR}?[-eo][ML]{YEAR}?",  # «в марте–апреле 2025 года», «с мая 2024 года по июль»
    "month": f"iL{YEAR}?|[tkjnbuoa]M{YEAR}?|MYG?|(?:YJ)?VK",  # «в мае», «на июнь», «май 2025»
    "ago": "(?:Tc?|c|D|9)?[dhHG]g|(?:Tc?|c|D|9)yg",  # «два дня назад», «пять лет назад»
    "hence": "@(?:Tc?|c|D|9)?[dhHG]|@(?:Tc?|c|D|9)y",  # «через неделю»
    "season": f"[ABN]?S{YEAR}?|[tkbjoa][ABN]?s{YEAR}?",  # «минувшим летом», «к весне»
    "near_month": "[ijntkba]?[ABN]H",  # «в прошлом месяце»
    "weekday_of_week": "iWn[ABN]h|n[ABN]h,?iW",  # «во вторник на прошлой неделе»
    "near_week": "[njtkba]?[ABN]h",  # «на прошлой неделе»
    "weekend": "[in]?[ABN]l|[in]l",  # «в минувшие выходные»
    "weekday": "[intkbaoP][ABN]?W(?!v)|[ABN]?WF|[ABN]W",  # «в пятницу», «до среды», «сейсенбі күні»
    "heading": "^W",  # «ВТОРНИК. Аким собрал…», «Среда: …» at the head of a digest's line
    "years": "[bij]?YG?[-o]YG",  # «с 2017 по 2024 год»
    "year": "[ijntkbua]?(?:(?<!-)YG|[ABEN]G|YJ)|iY",  # «в 2024 году», «в 2007-м»
    "today": "[RQ]",
}
# A run of date words that may hold a phrase: none of the kinds has a gap inside, none is without one of these letters.
# It is tried from the run's first letter only, lest a long run of commas be tried from every comma.
_TELLING = "MLV8WRQgSshHqflzGYX@"
RUN = re.compile(f"(?<![^_.])[^_.{_TELLING}]*[{_TELLING}][^_.]*")
GRAMMAR = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS.items()))
