"""The first start: a warehouse is made, and the invented sample is loaded through the same door as any file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import etl
from language import Language
from warehouse import current_version

_LOOKS_EVERY_S = 0.1


@dataclass
class _FirstStart:
    """One first start of one folder, in a thread of its own: a reload or a second reader must not cut it off,
    since the warehouse exists before the sample is in it.
    """

    folder: Path
    step: etl.Progress | None = None
    error: Exception | None = None
    thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._run, name="first start")
        self.thread.start()

    def _run(self) -> None:
        try:
            load_sample(self.folder, self._note)
        except Exception as error:
            self.error = error

    def _note(self, step: etl.Progress) -> None:
        self.step = step


_running: dict[Path, _FirstStart] = {}
_one_at_a_time = threading.Lock()


def _under_way(folder: Path) -> _FirstStart | None:
    """Return the folder's first start, begun here if there is no warehouse yet; None once there is one."""
    with _one_at_a_time:
        if folder not in _running and current_version(folder) is None:
            _running[folder] = _FirstStart(folder)
        return _running.get(folder)


def ensure_warehouse(folder: Path, lang: Language) -> None:
    """Make the warehouse and load the sample where there is none; every reader waits and sees how far it is.

    :raises WarehouseError: when the warehouse cannot be made or the reference tables are broken.
    """
    start = _under_way(folder)
    if start is None:
        return
    place = st.empty()
    with place.container():
        st.title(lang.text("Klargjør Handlingsrom"))
        st.write(lang.text("Dette er første start. Eksempeldata med oppdiktede tall lastes inn."))
        bar = st.progress(0.0, lang.text("Venter på tur …"))
        show = show_progress(bar, lang)
        while start.thread.is_alive():
            if start.step is not None:
                show(start.step)
            start.thread.join(_LOOKS_EVERY_S)
    with _one_at_a_time:
        _running.pop(folder, None)
    place.empty()
    if start.error is not None:
        raise start.error


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
