"""Lag rapport: what goes into the report: its files, measures and language."""

from __future__ import annotations

import streamlit as st

from language import WRITTEN, Language
from metrics import measure_tree
from reports.recipe import FORMS
from ui import data, reports_draft, reports_drafts, reports_figures, reports_forms, reports_issue, states
from ui.filters import hold, widget_key
from ui.html import paragraph
from ui.reports_draft import draft
from ui.terms import help_of
from ui.view import View


def make(view: View) -> None:
    """Draw the way from a selection to files: choose, look through, make a draft, issue."""
    lang, asked = view.lang, reports_issue.asked_to_issue()
    if view.earlier:
        st.info(lang.text("Du ser en tidligere versjon. Gå til den nyeste for å lage en rapport."))
        return
    if states.nothing_selected(data.compared(view.key, view, ()).months, lang):
        return
    paragraph(
        lang.text(
            "Utvalget til venstre bestemmer måneder, plan og enhet. Resten er foreslått: du kan lage et utkast med én "
            "gang, eller velge selv først."
        ),
        "hr-lead",
    )
    st.header(lang.text("Innhold"), anchor=False, help=help_of("issued_report", lang))
    _contents(view)
    reports_drafts.keep_and_fetch(view)
    reports_figures.figures_part(view)
    reports_forms.forms_part(view)
    reports_forms.warn_of_stale(view)
    reports_issue.files_part(view, asked)


def _contents(view: View) -> None:
    lang, kept = view.lang, draft()
    left, right = st.columns([2, 1])
    with left:
        key = hold(widget_key("report_title", lang), kept.title)
        st.text_input(
            lang.text("Tittel på rapporten"), key=key, max_chars=120, placeholder=reports_draft.default_title(view),
            on_change=_take_title, args=(key,),
        )  # fmt: skip
    with right:
        key = hold(widget_key("report_lang", lang), reports_draft.lang_of(view))
        st.selectbox(
            lang.text("Språk i rapporten"), WRITTEN, key=key, format_func=lambda code: language_words(code, lang),
            on_change=_take_lang, args=(key,),
            help=lang.text("På nynorsk er setningene på nynorsk og resten på bokmål."),
        )  # fmt: skip
    key = hold(widget_key("report_forms", lang), list(kept.forms))
    st.pills(
        lang.text("Filer"), FORMS, selection_mode="multi", key=key, format_func=lambda form: form_words(form, lang),
        on_change=_take_forms, args=(key,),
    )  # fmt: skip
    if "status" in kept.forms:
        _measures(view)


def _measures(view: View) -> None:
    lang = view.lang
    offered = reports_draft.offered_measures(view)
    key = hold(widget_key("report_measures", lang), list(reports_draft.measures(view)))
    st.multiselect(
        lang.text("Tiltak som får statusskjema"), offered, key=key, on_change=_take_measures, args=(key,),
        format_func=lambda one: measure_words(view, one), placeholder=lang.text("Ingen"),
    )  # fmt: skip


def language_words(code: str, lang: Language) -> str:
    """Return the name of a report's language."""
    return {"nb": lang.text("bokmål"), "nn": lang.text("nynorsk"), "en": lang.text("engelsk")}[code]


def form_words(form: str, lang: Language) -> str:
    """Return what a file of a report is called."""
    return {
        "status": lang.text("Statusskjema (Word)"),
        "deck": lang.text("Lysbilder (PowerPoint)"),
        "workbook": lang.text("Arbeidsbok (Excel)"),
    }[form]


def measure_words(view: View, measure_id: str) -> str:
    """Return a measure with its code, «22 Bedre ressursutnyttelse»."""
    node = next(node for node in measure_tree(view.reader) if node.measure_id == measure_id)
    return f"{node.code} {view.lang.pick(node.name_nb, node.name_en)}"


def _take_title(key: str) -> None:
    draft().title = " ".join((st.session_state[key] or "").split())


def _take_lang(key: str) -> None:
    draft().lang = st.session_state[key]


def _take_forms(key: str) -> None:
    draft().forms = tuple(st.session_state[key] or ())


def _take_measures(key: str) -> None:
    draft().measures = tuple(st.session_state[key])
