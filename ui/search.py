"""The search box of the sidebar: from a name, a number or a source code to the page that shows it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from language import Language
from metrics.search import Hit, search
from ui import html
from ui.address import Address, kept_address
from ui.filters import widget_key
from ui.navigation import link
from ui.view import View

_TYPED_AT = "search_typed_at"
_LIMIT = 8


@st.fragment
def search_box(page: str, view: View) -> None:
    """Draw the box and what it finds. page: the one in sight, where a unit or a role group is looked at."""
    lang = view.lang
    key = widget_key("search", lang)
    if st.session_state.get(_TYPED_AT) != view.address:
        # A hit was followed, or the view was changed: the answer would only be in the way.
        st.session_state[key] = ""
    text = st.text_input(
        lang.text("Søk"), key=key, on_change=_note, max_chars=100,
        placeholder=lang.text("Tiltak, system, kode …"),
    )  # fmt: skip
    if not text.strip():
        return
    hits = search(view.reader, text, _LIMIT)
    if not hits:
        html.paragraph(
            lang.text("Ingen tiltak, systemer, enheter eller koder ligner på «{text}».", text=text),
            "hr-drill",
        )
        return
    with st.container(gap="xsmall", key="search_hits"):
        for hit in hits:
            to, address = target(hit, page, view.address)
            link(to, html.plain(_told(hit, view)), address)


def _note() -> None:
    st.session_state[_TYPED_AT] = kept_address()


def target(hit: Hit, page: str, address: Address) -> tuple[str, Address]:
    """Return the page and the address that show a hit: with the same months, units and plan, and without the filters
    that could hide it.
    """
    selection = address.selection
    wide = replace(address, measure=None, sub_measure=None, system=None)
    if hit.kind in ("unit", "role_group"):
        field = {"unit": "units", "role_group": "role_groups"}[hit.kind]
        return page, replace(address, selection=selection.only(**{field: (hit.key,)}))
    wide = replace(wide, selection=selection.only(measures=(), sub_measures=(), systems=()))
    if hit.kind == "unplaced":
        return "codebook", replace(address, part="unplaced")
    if hit.kind == "system":
        return "systems", replace(wide, system=hit.key)
    return "measures", replace(wide, **{hit.kind: hit.key})  # type: ignore[arg-type]


def _told(hit: Hit, view: View) -> str:
    """«Deltiltak 22.4 BEVISST (V22BEV)»: the text that fitted is told where the name does not show it."""
    name = _kind_words(hit, view)
    same = hit.matched.casefold() in name.casefold()
    return name if same else f"{name} ({hit.matched})"


def _kind_words(hit: Hit, view: View) -> str:
    lang: Language = view.lang
    short, name = view.short_label(hit.kind, hit.key), view.label(hit.kind, hit.key)
    return {
        "measure": lang.text("{code}: {name}", code=short, name=name),
        "sub_measure": lang.text("Deltiltak {name}", name=short),
        "system": lang.text("System {name}", name=name),
        "unit": lang.text("Enhet {name}", name=name),
        "role_group": lang.text("Rollegruppe {name}", name=name),
        "unplaced": lang.text("Kode {name}, ikke plassert", name=hit.key),
    }[hit.kind]
