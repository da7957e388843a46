"""Last inn: what will happen in one sentence, and the click that makes it happen."""

from __future__ import annotations

import streamlit as st

from ui import html, upload_load, upload_report, wizard_preview, words
from ui.view import View
from ui.wizard_files import Entry


def load(entry: Entry, view: View) -> None:
    """Draw the step."""
    lang, report = view.lang, entry.report
    if entry.verdict == "unchanged":
        st.write(lang.text("Filen er lastet inn før, med de samme svarene. Det er ingenting å laste inn."))
        return
    if entry.verdict == "question":
        st.write(lang.text("Svar på spørsmålene i «Sett opp» først."))
        return
    if not entry.loadable:
        st.write(
            lang.text("Filen har feil. Rett dem i «Rett», eller velg der å laste inn bare de gyldige radene.")
        )
        return
    told = lang.text(
        "{rows} med {kind} lastes inn: {sums}.",
        rows=lang.plural("{n} rad", "{n} rader", report.rows.loaded),
        kind=words.kind(report.kind, lang),
        sums=upload_report.sums_words(report.sums, lang),
    )
    left = (
        lang.plural("{n} rad med feil utelates.", "{n} rader med feil utelates.", report.rows.rejected)
        if report.rows.rejected
        else ""
    )
    remembered = (
        lang.text("Oppsettet huskes for kilden.") if entry.options.remember and entry.options.mapping else ""
    )
    instead = wizard_preview.replaced(entry, view)
    taken = (
        lang.plural(
            "Tall fra {n} tidligere import erstattes.",
            "Tall fra {n} tidligere importer erstattes.",
            len(instead),
        )
        if instead
        else ""
    )
    html.paragraph(" ".join(part for part in (told, left, taken, remembered) if part), "hr-question")
    st.caption(lang.text("Alt kan angres i importloggen."))
    if st.button(lang.text("Last inn denne filen"), type="primary", key="wizard_load"):
        upload_load.load([entry], view)
