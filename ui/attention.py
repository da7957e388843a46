"""What needs attention first, as a ranked list; each item leads to its sub-measure on Tiltak."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from language import Language
from metrics import Attention, attention_sentence
from ui import data, html, words
from ui.address import Address
from ui.html import plain
from ui.navigation import link
from ui.terms import help_of
from ui.view import View


def attention_list(view: View, limit: int = 5) -> None:
    """Draw the ranked sentences, the largest variance first."""
    lang = view.lang
    st.header(lang.text("Hva krever oppmerksomhet?"), anchor=False, help=help_of("attention", lang))
    items, hidden = (
        data.ranked(view.key, view, limit),
        data.compared(view.key, view, ("sub_measure",)).hidden_rows,
    )
    if hidden:
        told = lang.plural(
            "{n} deltiltak er skjult av personvernhensyn og er ikke vurdert her.",
            "{n} deltiltak er skjult av personvernhensyn og er ikke vurdert her.",
            hidden,
        )
        html.paragraph(told, "hr-basis")
    if not items:
        none = lang.text("● Ingen deltiltak i utvalget avviker så mye at det krever oppmerksomhet.")
        html.paragraph("" if hidden else none, "hr-message")
        return
    with st.container(gap="xsmall", key="attention"):
        for item in items:
            page, address = _where(item, view)
            link(page, plain(item_words(item, lang)), address)


def item_words(item: Attention, lang: Language) -> str:
    """Return one item as it stands in the list: its light as shape and word, its sentence, and its benefit type."""
    told = f"{item.key} {attention_sentence(item, lang)}" if item.key else attention_sentence(item, lang)
    light = words.light(item.light, lang)
    if item.benefit_type is None:
        return f"{light}: {told}."
    gain = lang.text("Gevinst: {benefit}.", benefit=words.benefit(item.benefit_type, lang))
    return f"{light}: {told}. {gain}"


def _where(item: Attention, view: View) -> tuple[str, Address]:
    """What is not placed is looked into where codes are placed; everything else on Tiltak."""
    if item.key is None:
        return "codebook", replace(view.address, part="unplaced")
    return "measures", replace(view.address, measure=None, sub_measure=item.key)
