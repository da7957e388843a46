"""Fremdrift: how much of each sub-measure is done, recorded by hand, and the earned value that follows."""

import streamlit as st

from ui import earned_value, progress
from ui.acting import told
from ui.html import paragraph
from ui.page import show
from ui.view import View


def recorded(view: View) -> None:
    """Draw the page."""
    lang = view.lang
    told()
    paragraph(
        lang.text(
            "Timer sier hvor mye som er brukt, ikke hvor mye som er gjort. Registrer fremdriften i prosent, så ser du "
            "om arbeidet ligger foran eller etter planen, og hva det ender på."
        ),
        "hr-lead",
    )
    st.header(lang.text("Registrer fremdrift"), anchor=False)
    chosen = progress.choose(view)
    if chosen is None:
        return
    progress.enter(view, chosen)
    progress.history(view, chosen)
    st.header(lang.text("Opptjent verdi"), anchor=False)
    earned_value.earned_value(view)


show("progress", recorded)
