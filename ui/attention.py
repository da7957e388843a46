"""What needs attention first, as a ranked list; each item leads to its sub-measure on Tiltak."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from metrics import attention_sentence
from ui import data, words
from ui.html import plain
from ui.navigation import link
from ui.view import View


def attention_list(view: View, limit: int = 5) -> None:
    """Draw the ranked sentences, the largest variance first."""
    lang = view.lang
    items = data.ranked(view.key, view, limit)
    if not items:
        st.write(lang.text("Ingen deltiltak i utvalget avviker så mye at det krever oppmerksomhet."))
        return
    st.caption(lang.text("Deltiltak utenfor grensene, størst avvik først. Velg et for å se hvorfor."))
    with st.container(gap="xsmall", key="attention"):
        for item in items:
            sentence = attention_sentence(item, lang)
            label = f"{words.SHAPES[item.light]} {item.key or ''} {plain(sentence)}"
            link("measures", label, replace(view.address, sub_measure=item.key))
