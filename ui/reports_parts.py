"""The parts of Rapporter, one shown at a time; which one stands in the address."""

from __future__ import annotations

import streamlit as st

from ui.address import change_address
from ui.filters import hold, widget_key
from ui.view import View

PARTS = ("make", "issued", "code", "check")


def choose_part(view: View) -> str:
    """Draw the choice of part and return it; an address with a figure code opens the code."""
    lang = view.lang
    named = {
        "make": lang.text("Lag rapport"),
        "issued": lang.text("Utstedte rapporter"),
        "code": lang.text("Slå opp tallpass"),
        "check": lang.text("Sjekk en rapport"),
    }
    asked = view.address.part or ("code" if view.address.code else "issued" if view.address.issue else None)
    part = asked if asked in PARTS else PARTS[0]
    key = hold(widget_key("reports_part", lang), part)
    st.segmented_control(
        lang.text("Vis"), PARTS, format_func=named.__getitem__, key=key, required=True, on_change=_take, args=(key,)
    )  # fmt: skip
    return part


def _take(key: str) -> None:
    change_address(part=st.session_state[key])
