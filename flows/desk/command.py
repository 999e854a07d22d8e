"""`akimwatch show` and `akimwatch explain`: one question of an analyst at the keyboard, answered on stdout."""

from __future__ import annotations

from flows.desk.dossier import day_given, read_dossier
from flows.desk.dossier_told import tell_dossier
from flows.desk.screen import screen
from flows.desk.words import Words
from flows.settings import Settings
from models.glossary import Language
from warehouse.publish import DATABASE
from warehouse.published import open_published


def show_region(
    settings: Settings, given: str, since: str | None, *, as_json: bool, language: Language, no_color: bool, lines: int
) -> int:
    """Print the dossier of the region that `given` names: each list at most `lines` long, or as JSON all of it.

    `since`: nothing from before that day. BadInput for a region or a day that there is none of.
    """
    from_day = day_given(since)
    with open_published(settings.published / DATABASE) as published:
        dossier = read_dossier(published, given, from_day)
    if as_json:
        print(dossier.as_json())
    else:
        tell_dossier(screen(no_color=no_color), dossier, Words(dossier.glossary, language), lines)
    return 0
