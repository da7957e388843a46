"""What is remembered of a file's source: said when it was used, kept when it should be, forgotten on request."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

import etl.memory
from ui import html, wizard_state
from ui.filters import hold
from ui.navigation import link
from ui.view import View
from ui.wizard_files import Entry


def told(entry: Entry, view: View) -> None:
    """Say that the set-up of the source was remembered from an earlier file, and let it be forgotten."""
    sight, lang = entry.report.sight, view.lang
    if sight is None or sight.mapping is None or not sight.remembered:
        return
    source = sight.mapping.source
    saved = next(
        (one for one in etl.memory.saved_mappings(view.folder) if one.mapping.source == source), None
    )
    with st.container(border=True, key="wizard_remembered"):
        html.paragraph(
            lang.text(
                "Oppsettet for kilden «{source}» er husket fra {name}, {date}, og er brukt her.",
                source=source, name=saved.name, date=lang.date(saved.saved_at.date()),
            )
            if saved
            else lang.text("Oppsettet for kilden «{source}» er husket fra før, og er brukt her.", source=source),
            "hr-question",
        )  # fmt: skip
        link("codebook", lang.text("Se, endre eller glem oppsettet"), replace(view.address, part="memory"))


def remember(entry: Entry, view: View) -> None:
    """Offer to keep the set-up and the chosen codes for the next file of the same source."""
    lang = view.lang
    key = hold(f"memory_{entry.file.id}", entry.options.remember)
    st.checkbox(
        lang.text("Husk dette for kilden"), key=key,
        help=lang.text("Oppsettet og kodene du har valgt, foreslås neste gang en fil kommer fra samme kilde."),
        on_change=_take, args=(key, entry.file.id),
    )  # fmt: skip


def _take(key: str, file_id: str) -> None:
    wizard_state.change(file_id, remember=bool(st.session_state[key]))
