"""Om tallene: the rules that every figure follows, privacy, what the product does not do, and accessibility."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from language import Language
from metrics.forecast import METHODS
from metrics.forecast_words import method_formula, method_words
from metrics.reference import reference
from ui import html
from ui.about_figures import limits_words
from ui.navigation import link
from ui.view import View

PRESETS = ("1628", "1687.5", "1695", "1720", "1850", "1950")
"""Hours per person-year that are in use in the sector."""


def rules(view: View) -> None:
    """Draw the rules that all figures follow, with the limits as they are set now and where to change them."""
    lang = view.lang
    st.header(lang.text("Reglene bak tallene"), anchor=False)
    html.facts([*_what_is_compared(lang), *_how_it_is_judged(view), *_units(view)])
    link("codebook", lang.text("Endre grensene og de faste tallene i Kodeverk"),
         replace(view.address, part="tables", table="constant"))  # fmt: skip


def _what_is_compared(lang: Language) -> list[tuple[str, str]]:
    return [
        (
            lang.text("Periodevakt"),
            lang.text(
                "Planlagt og faktisk summeres alltid over de samme månedene: de som er frigitt, og som planen dekker. "
                "Det som er holdt utenfor, står ved tallet. Foreløpige måneder tegnes lysere og er aldri med i et "
                "avvik."
            ),
        ),
        (
            lang.text("Gjeldende plan"),
            lang.text(
                "For hver måned gjelder planen som ble vedtatt sist før måneden begynte. En ny plan endrer aldri "
                "måneder som er gått. Du kan også sammenligne med den opprinnelige planen eller én bestemt plan."
            ),
        ),
        (
            lang.text("Frigitt"),
            lang.text(
                "Den som laster opp, sier hvilken måned kilden er komplett til. En måned er frigitt når alle kildene i "
                "utvalget er komplette."
            ),
        ),
    ]


def _how_it_is_judged(view: View) -> list[tuple[str, str]]:
    lang, known = view.lang, reference(view.reader)
    small = lang.text(
        "Tall for en enhets rollegruppe vises bare der minst {n} personer står bak. Noen ganger skjules et tall til, "
        "så summen ikke røper det første. De samme tallene er skjult i alle tabeller, figurer og filer.",
        n=lang.number(known.constant("min_group_size"), 0),
    )
    methods = " ".join(
        lang.text(
            "{method}: {formula}.",
            method=method_words(code, lang).capitalize(),
            formula=method_formula(code, lang),
        )
        for code in METHODS
    )
    return [
        (lang.text("Trafikklys, timer"), _sentence(limits_words("hours", view))),
        (lang.text("Trafikklys, kroner"), _sentence(limits_words("cost_nok", view))),
        (
            lang.text("Retning"),
            lang.text(
                "Mer enn planlagt heter merforbruk, mindre heter mindreforbruk. Lyset bryr seg ikke om retningen. "
                "Merforbruk er ikke i seg selv galt: se gevinsttypen."
            ),
        ),
        (lang.text("Små grupper"), small),
        (lang.text("Prognosemetoder"), methods),
    ]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _units(view: View) -> list[tuple[str, str]]:
    lang = view.lang
    hours = reference(view.reader).constant("hours_per_person_year")
    values = [lang.number(float(one), 0 if float(one).is_integer() else 1) for one in PRESETS]
    person_year = lang.text(
        "Ett årsverk er {hours} timer her, og det står ved hvert tall i årsverk. I sektoren brukes {presets}; valget "
        "kan flytte et tall i årsverk med en femtedel.",
        hours=lang.number(hours, 0 if hours == hours.to_integral_value() else 1), presets=lang.join(values),
    )  # fmt: skip
    return [
        (lang.text("Årsverk"), person_year),
        (
            lang.text("To slags kroner"),
            lang.text(
                "Kalkulatorisk lønnskostnad er timer ganget med en timekost. Bokførte kostnader er det regnskapet har. "
                "De legges aldri sammen, og timer gjøres aldri om til kroner uten en sats."
            ),
        ),
        (
            lang.text("Egne rekker"),
            lang.text("Restanser og instrumenttimer vises ved siden av innsatsen og legges aldri til den."),
        ),
        (
            lang.text("Summer"),
            lang.text(
                "En sum er alltid summen av delene som vises. Det som ikke er planlagt eller ikke plassert, har egne "
                "linjer. En prosent av en sum regnes av summene."
            ),
        ),
    ]


def privacy(lang: Language) -> None:
    """Say what is stored of persons."""
    st.header(lang.text("Personvern"), anchor=False)
    _points(
        [
            lang.text(
                "Navn på personer i radene lagres aldri. Av ansattnumre blir det bare et antall personer."
            ),
            lang.text("En fil med fødselsnumre avvises."),
            lang.text("Fritekst fra radene lagres ikke, med mindre kolonnen er noe tallene trenger."),
            lang.text("Filnavnet lagres, så gi filene navn uten personopplysninger."),
            lang.text("Ingen tall sendes ut av maskinen som løsningen kjører på."),
        ]
    )


def limits_of_the_product(lang: Language) -> None:
    """Say what the figures are not for."""
    st.header(lang.text("Hva løsningen ikke gjør"), anchor=False)
    _points(
        [
            lang.text(
                "Den måler ikke enkeltpersoner, og sier ingenting om hvem som arbeider godt eller dårlig."
            ),
            lang.text(
                "Den erstatter verken regnskapet eller timeføringen. Den leser det som kommer fra dem."
            ),
            lang.text("Den gjetter ikke fremdrift av tiden som er gått. Fremdrift må noen ha ført."),
            lang.text("Den sier ikke når noe blir ferdig, bare hvor mye innsats det ser ut til å ta."),
            lang.text(
                "Den retter ikke tall den ikke forstår. Den spør, eller lar dem stå som «ikke plassert»."
            ),
        ]
    )


def accessibility(lang: Language) -> None:
    """The accessibility statement: what is tested, what is known not to work, and where to say so."""
    st.header(lang.text("Tilgjengelighet"), anchor=False)
    st.write(
        lang.text(
            "Løsningen skal følge WCAG 2.1 på nivå A og AA, som forskriften om universell utforming krever av "
            "nettsteder og intranett i offentlig sektor. Hver side prøves automatisk med axe-core i nettleseren, på "
            "norsk og engelsk, lys og mørk, ved 400 % forstørrelse, på en smal skjerm og på utskrift."
        )
    )
    _points(
        [
            lang.text(
                "Alt kan nås med tastaturet. Hver figur du kan klikke i, har de samme veiene som lenker under."
            ),
            lang.text("Hver figur har en tekst som sier hva den viser, og de samme tallene som tabell."),
            lang.text("Ingenting sies med farge alene: lys har form og ord, avvik har fortegn og ord."),
            lang.text("Siden sier hvilket språk den er på, så en skjermleser leser riktig."),
            lang.text(
                "Kjent mangel: noen av knappene og tekstene til rammeverket Streamlit er på engelsk også på norske "
                "sider."
            ),
            lang.text(
                "Kjent mangel: pek-tekstene i figurene nås bare med mus. Det samme står i tabellen under hver figur."
            ),
        ]
    )
    st.write(
        lang.text(
            "Finner du noe som ikke virker for deg, si fra til den som drifter løsningen. Den som tar løsningen i "
            "bruk, må selv publisere tilgjengelighetserklæringen sin hos Uutilsynet."
        )
    )


def _points(texts: list[str]) -> None:
    st.markdown("\n".join(f"- {text}" for text in texts))
