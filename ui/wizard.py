"""The wizard for one file: Sett opp → Forhåndsvis → Rett → Last inn, back and forth without losing an answer."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from language import Language
from ui import html, wizard_problems, wizard_settings, wizard_state
from ui.view import View
from ui.wizard_configure import configure
from ui.wizard_files import STEPS, Entry, Step
from ui.wizard_fix import fix
from ui.wizard_load import load
from ui.wizard_preview import preview
from ui.wizard_words import asked, step_name, step_state

_DRAW: dict[Step, Callable[[Entry, View], None]] = {
    "configure": configure,
    "preview": preview,
    "fix": fix,
    "load": load,
}


def wizard(entry: Entry, view: View) -> None:
    """Draw the open file: its verdict, the steps, and the step at which it stands."""
    lang = view.lang
    with st.container(border=True, key="wizard"):
        st.header(html.plain(entry.file.name), anchor=False)
        _verdict(entry, lang)
        sight = entry.report.sight
        if sight is None or sight.mapping is None:
            wizard_problems.listed(entry, view)
            if sight is not None and sight.sheets:
                wizard_settings.find_table(entry, sight, lang)
            _take_away(entry, lang)
            return
        at = wizard_state.step(entry)
        _stepper(at, entry, lang)
        st.subheader(
            lang.text("Trinn {number} av 4: {step}", number=STEPS.index(at) + 1, step=step_name(at, lang)),
            anchor=False,
        )
        _DRAW[at](entry, view)
        _onward(at, entry, lang)
        _take_away(entry, lang)
    if (turn := wizard_state.just_moved()) is not None:
        html.show_beginning("wizard", "h3", turn)


def _verdict(entry: Entry, lang: Language) -> None:
    """Say in one line whether the file can be loaded, and what is in the way."""
    report = entry.report
    errors = sum(problem.severity == "error" for problem in report.problems)
    warnings = sum(problem.severity == "warning" for problem in report.problems)
    told = lang.plural("{n} feil", "{n} feil", errors)
    if entry.verdict == "unchanged":
        st.info(lang.text("Uendret: nøyaktig denne filen er lastet inn før, og tallene er de samme."))
    elif entry.verdict == "question":
        st.warning(
            lang.plural(
                "Ett spørsmål må besvares før filen kan lastes inn.",
                "{n} spørsmål må besvares før filen kan lastes inn.",
                asked(report),
            )
        )
    elif entry.verdict == "errors":
        st.error(
            lang.text(
                "Avvist slik den er: {errors}. Rett filen, eller last inn bare de gyldige radene.",
                errors=told,
            )
        )
    elif entry.verdict == "refused":
        st.error(lang.text("Avvist: {errors}. Ingenting fra filen kan lastes inn.", errors=told))
    elif report.rows.rejected:
        st.warning(
            lang.plural(
                "Kan lastes inn uten {n} rad med feil. Raden blir stående i importloggen som avvist.",
                "Kan lastes inn uten {n} rader med feil. Radene blir stående i importloggen som avvist.",
                report.rows.rejected,
            )
        )
    elif warnings:
        noted = lang.plural("{n} advarsel", "{n} advarsler", warnings)
        st.warning(lang.text("Kan lastes inn, med {warnings}. Les dem først.", warnings=noted))
    else:
        st.success(lang.text("Kan lastes inn."))


def _stepper(at: Step, entry: Entry, lang: Language) -> None:
    """Four buttons; each says how far its step is, and the one of the step shown is marked with an arrow, too."""
    with st.container(horizontal=True, key="wizard_steps"):
        for number, name in enumerate(STEPS, start=1):
            state = step_state(name, entry, lang)
            mark = "▶\ufe0e " if name == at else ""
            st.button(
                f"{mark}**{number}. {step_name(name, lang)}**: {state}", key=f"step_{name}",
                type="primary" if name == at else "secondary", width="stretch",
                on_click=wizard_state.go, args=(entry.file.id, name),
            )  # fmt: skip


def _onward(at: Step, entry: Entry, lang: Language) -> None:
    place = STEPS.index(at)
    with st.container(horizontal=True, key="wizard_onward"):
        if place > 0:
            before = STEPS[place - 1]
            st.button(
                lang.text("Tilbake til {step}", step=step_name(before, lang)), key="wizard_back",
                on_click=wizard_state.go, args=(entry.file.id, before),
            )  # fmt: skip
        if place < len(STEPS) - 1:
            after = STEPS[place + 1]
            st.button(
                lang.text("Videre til {step}", step=step_name(after, lang)), key="wizard_next",
                on_click=wizard_state.go, args=(entry.file.id, after),
            )  # fmt: skip


def _take_away(entry: Entry, lang: Language) -> None:
    with st.container(horizontal=True, key="wizard_away"):
        st.button(
            lang.text("Ta bort filen"), key="wizard_remove", type="tertiary",
            on_click=wizard_state.take_away, args=([entry.file.id],),
        )  # fmt: skip
        if entry.options != wizard_state.NO_ANSWERS:
            st.button(
                lang.text("Glem svarene mine og begynn på nytt"), key="wizard_restart", type="tertiary",
                on_click=wizard_state.start_over, args=(entry.file.id,),
            )  # fmt: skip
