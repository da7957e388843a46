"""Systems held together from their month 0: which systems, what month 0 is, running sums or months."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from metrics import Aligned, anchor_words, zero_sentence, zero_words
from metrics.aligned import ZEROS
from reports.figures_systems import SHAPES, largest
from ui import data, draw, html
from ui import systems_figures as figures
from ui.address import change_address
from ui.drill import Way
from ui.figures import ground_of
from ui.filters import hold, widget_key
from ui.view import View


def aligned_section(view: View) -> None:
    """Draw the choice of systems and of month 0, each system's month 0 in words, and the figure."""
    lang = view.lang
    options = with_effort(view)
    if not options:
        st.write(lang.text("Ingen systemer har innsats i utvalget."))
        return
    chosen, zero, shape = _chosen(view, options)
    _choices(view, options, chosen, zero, shape)
    if not chosen:
        st.write(lang.text("Velg minst ett system."))
        return
    own = view.only(systems=chosen)
    found = figures.aligned(own.key, own, zero)
    _months_zero(found, view)
    draw.figure("aligned", own, "innrettet", ways(found, view), zero=zero, shape=shape)


def with_effort(view: View) -> list[str]:
    """Return the systems with planned or actual effort in the selection, in display order."""
    rows = data.systems(view.key, view)
    return [str(key) for key in rows["system"][rows["has_effort"]]]


def _chosen(view: View, options: list[str]) -> tuple[tuple[str, ...], str, str]:
    """What the address asks for; without it the systems that took most."""
    address = view.address
    asked = [key for key in (address.aligned or "").split(",") if key in options]
    if not asked:
        asked = list(largest(ground_of(view)))
    systems = tuple(key for key in options if key in asked)
    zero = address.zero if address.zero in ZEROS else "own"
    return systems, zero, address.shape if address.shape in SHAPES else "sums"


def _choices(view: View, options: list[str], chosen: tuple[str, ...], zero: str, shape: str) -> None:
    lang = view.lang
    called = {"sums": lang.text("Hittil"), "months": lang.text("Per måned")}
    left, middle, right = st.columns([7, 4, 3])
    key = hold(widget_key("aligned_systems", lang), list(chosen))
    left.multiselect(
        lang.text("Systemer side om side"), options, key=key, on_change=_take_systems, args=(key,), select_all=False,
        format_func=lambda option: view.label("system", option),
    )  # fmt: skip
    key = hold(widget_key("aligned_zero", lang), zero)
    middle.selectbox(
        lang.text("Måned 0 er"), ZEROS, key=key, on_change=_take, args=(key, "zero"),
        format_func=lambda option: zero_words(option, lang),
    )  # fmt: skip
    key = hold(widget_key("aligned_shape", lang), shape)
    right.segmented_control(
        lang.text("Vis"), SHAPES, key=key, on_change=_take, args=(key, "shape"), required=True,
        format_func=called.__getitem__,
    )  # fmt: skip


def _take_systems(key: str) -> None:
    change_address(aligned=",".join(st.session_state[key]) or None)


def _take(key: str, field: str) -> None:
    change_address(**{field: st.session_state[key]})


def _months_zero(found: Aligned, view: View) -> None:
    """Say each system's month 0, and why a system that was asked for is not in the figure."""
    lang = view.lang
    html.paragraph(zero_sentence(found.zero, lang), "hr-basis")
    html.facts([
        (lang.pick(anchor.system_nb, anchor.system_en),
         anchor_words(anchor, lang) if not anchor.reason_code
         else lang.text("ikke med: {reason}", reason=anchor_words(anchor, lang)))
        for anchor in found.anchors
    ])  # fmt: skip
    if any(anchor.reason_code in ("no_date", "no_milestone") for anchor in found.anchors):
        st.caption(
            lang.text(
                "Velg «{zero}» for å holde sammen også systemer uten dato.", zero=zero_words("start", lang)
            )
        )


def ways(found: Aligned, view: View) -> list[Way]:
    """From each line to its system."""
    return [
        (view.lang.pick(anchor.system_nb, anchor.system_en), "systems",
         replace(view.address, system=anchor.system_id))
        for anchor in found.placed
    ]  # fmt: skip
