"""The first start: a warehouse is made, and the invented sample is loaded through the same door as any file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import etl
from language import Language
from warehouse import current_version


@st.cache_resource(show_spinner=False)
def _turn(folder: Path) -> threading.Lock:  # noqa: ARG001 - one lock per folder, the same for all sessions
    return threading.Lock()


def ensure_warehouse(folder: Path, lang: Language) -> None:
    """Make the warehouse and load the sample where there is none; a second reader waits for the first.

    :raises WarehouseError: when the warehouse cannot be made or the reference tables are broken.
    """
    if current_version(folder) is not None:
        return
    place = st.empty()
    with place.container():
        st.title(lang.text("Klargjør Handlingsrom"))
        st.write(lang.text("Dette er første start. Eksempeldata med oppdiktede tall lastes inn."))
        bar = st.progress(0.0, lang.text("Venter på tur …"))
        with _turn(folder):
            if current_version(folder) is None:
                load_sample(folder, show_progress(bar, lang))
    place.empty()


def load_sample(folder: Path, progress: Callable[[etl.Progress], None] | None = None) -> etl.LoadResult:
    """Load the sample's files as if a user had dropped them."""
    return etl.load(etl.sample_uploads(), folder, progress=progress)


def show_progress(bar: DeltaGenerator, lang: Language) -> Callable[[etl.Progress], None]:
    """Return what moves a progress bar through the steps of a load."""

    def move(step: etl.Progress) -> None:
        words = {
            "read": lang.text("Leser fil {number} av {count} …", number=step.done + 1, count=step.total - 1),
            "publish": lang.text("Lagrer tallene …"),
            "create": lang.text("Lager datavarehuset …"),
        }.get(step.step, lang.text("Ferdig."))
        bar.progress(min(max(step.done / step.total if step.total else 0.0, 0.0), 1.0), words)

    return move
