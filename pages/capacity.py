"""Kapasitet: whether enough time is set aside, and who and what it goes to, month by month to the end of the plan."""

import streamlit as st

from ui import capacity
from ui.page import show
from ui.view import View


def draw_capacity(view: View) -> None:
    """Draw the page: the answer first."""
    lang = view.lang
    if capacity.nothing_to_show(view):
        return
    capacity.the_answer(view)
    st.header(lang.text("Måned for måned"), anchor=False)
    capacity.by_month(view)
    st.header(lang.text("Rollegrupper og enheter"), anchor=False)
    capacity.by_role_group(view)
    capacity.by_unit_and_group(view)
    st.header(lang.text("Hva systemene binder"), anchor=False)
    capacity.by_system(view)
    capacity.to_codebook(view, lang.text("Endre kapasiteten i Kodeverk"))


show("capacity", draw_capacity)
