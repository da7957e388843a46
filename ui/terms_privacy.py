"""Terms of privacy: which figures are hidden because too few people stand behind them."""

from __future__ import annotations

from language import mark
from ui.term import Term

PRIVACY = (
    Term(
        "hidden",
        mark("Skjult av personvernhensyn"),
        mark(
            "Et tall som for få personer står bak, vises ikke, verken i tabeller, figurer eller filer. Planen vises, "
            "for den er ikke noens timer. Noen ganger skjules også et nabotall, for ellers kunne summen røpe det "
            "første."
        ),
    ),
    Term(
        "min_group_size",
        mark("Minste gruppe som vises"),
        mark("Så mange personer må stå bak et tall for en enhets rollegruppe. Antallet settes i Kodeverk."),
        unit=mark("personer"),
    ),
    Term(
        "small_group_scope",
        mark("Hva som er en liten gruppe"),
        mark(
            "1: bare der både enhet og rollegruppe er gitt, i en tabell eller i et filter. 2: også en enhet eller en "
            "rollegruppe alene."
        ),
    ),
    Term(
        "persons",
        mark("Personer"),
        mark(
            "Hvor mange som står bak timene til en enhets rollegruppe en måned. Filene sier hvor mange, aldri hvem. Er "
            "det ikke kjent, regnes det som ingen, og tallet skjules."
        ),
        mark("det største antallet som en av radene oppgir"),
        mark("personer"),
    ),
    Term(
        "hidden_actual",
        mark("Skjult til sammen"),
        mark("Summen minus det som vises, der den rommer nok rader og nok personer til å kunne sies."),
        mark("sum − radene som vises"),
        mark("visningsenheten"),
    ),
)
