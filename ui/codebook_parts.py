"""The parts of Kodeverk, one shown at a time; which one stands in the address."""

from __future__ import annotations

import streamlit as st

from ui import placing
from ui.address import change_address
from ui.filters import hold, widget_key
from ui.view import View

PARTS = ("unplaced", "tables", "bridge", "memory")


def choose_part(view: View) -> str:
    """Draw the choice of part and return it: what is not placed comes first while there is any."""
    lang, waiting = view.lang, len({(one.code_kind, one.source_code) for one in placing.found(view)})
    named = {
        "unplaced": lang.text("Ikke plassert ({n})", n=lang.number(waiting, 0)),
        "tables": lang.text("Tabeller"),
        "bridge": lang.text("Kodebro"),
        "memory": lang.text("Husket oppsett"),
    }
    asked = view.address.part or ("tables" if view.address.table else None)
    part = asked if asked in PARTS else "unplaced" if waiting else "tables"
    key = hold(widget_key("codebook_part", lang), part)
    st.segmented_control(
        lang.text("Vis"),
        PARTS,
        format_func=named.__getitem__,
        key=key,
        required=True,
        on_change=_take,
        args=(key,),
    )
    return part


def _take(key: str) -> None:
    change_address(part=st.session_state[key])
