"""Terms of plan versions beside each other, and of scenarios."""

from __future__ import annotations

from language import mark
from ui.term import Term

SCENARIO = (
    Term(
        "plan_versions",
        mark("Hvilken plan gjelder når"),
        mark(
            "For hver planversjon: månedene den gjelder for. Et utkast gjelder ingen måneder før det er vedtatt. "
            "Budsjetter i kroner og planer i timer er versjoner hver for seg."
        ),
        unit=mark("måneder"),
    ),
    Term(
        "side_by_side",
        mark("Planene side om side"),
        mark(
            "Hva hver plan planlegger, over månedene den selv dekker. Planer som dekker ulike måneder, kan ikke "
            "trekkes fra hverandre."
        ),
        unit=mark("visningsenheten"),
    ),
    Term(
        "revisions",
        mark("Hva en revisjon flyttet"),
        mark(
            "Summen før og etter revisjonen, bare over månedene som begge planene dekker. Måneder som ikke lå i noen "
            "tidligere plan, sies ved siden av."
        ),
        mark("planlagt etter − planlagt før"),
        mark("visningsenheten"),
    ),
    Term(
        "scenario",
        mark("Scenario"),
        mark(
            "En prøve på hva som skjer om planen endres: en innføring flyttes, et deltiltak får mer eller mindre, tas "
            "ut eller kommer til. Frigitte måneder endres aldri, og ingenting lagres før du lagrer et utkast."
        ),
    ),
    Term(
        "first_open",
        mark("Første måned som kan endres"),
        mark("Måneden etter den siste som alle kildene har frigitt."),
        unit=mark("måned"),
    ),
    Term(
        "remaining",
        mark("Gjenstående plan"),
        mark(
            "Det som er planlagt etter den siste måneden som kildene i utvalget har frigitt, til planens slutt."
        ),
        unit=mark("visningsenheten"),
    ),
    Term(
        "tail",
        mark("Etter planens slutt"),
        mark(
            "Den delen av scenarioet som havner etter den siste måneden planen dekker. Den er tatt med, og vises for "
            "seg."
        ),
        unit=mark("visningsenheten"),
    ),
    Term(
        "forecast_after",
        mark("Sluttprognose med scenarioet"),
        mark("Hvor mye det ender på om resten går som i scenarioet."),
        mark("faktisk hittil + det som gjenstår i scenarioet"),
        mark("visningsenheten"),
    ),
    Term(
        "capacity_effect",
        mark("Overfulle måneder i scenarioet"),
        mark(
            "Hvor mange måneder, talt per enhet og rollegruppe, som har mer innsats enn kapasiteten tåler, med planen "
            "og med scenarioet. Alle tiltak er med, siden menneskene er de samme."
        ),
        unit=mark("måneder"),
    ),
)
