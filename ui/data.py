"""The open warehouse version and the cached figures of the pages.

`st.cache_data` is shared by all readers: every function here takes all that it depends on as arguments. The
key of a view holds version, selection, language and theme; the view itself is not hashed.
"""

from __future__ import annotations

import copyreg
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

import metrics
from etl.history import VersionInfo, versions
from metrics import Attention, Comparison, MonthBasis, Selection
from metrics.reference import reference
from reports.figures_ground import Ask
from ui.view import Key, View
from warehouse import Reader, open_reader

# The data basis holds its shares in a read-only mapping, which pickle does not know of by itself.
copyreg.pickle(MappingProxyType, lambda mapping: (MappingProxyType, (dict(mapping),)))


kept = st.cache_resource(max_entries=400, show_spinner=False)
"""Keeps a chart. One that is drawn is never changed, so all readers share it: copying its figure for each of them, as
`st.cache_data` does, takes longer than all else on a page that was seen before.
"""


@st.cache_resource(max_entries=4, show_spinner=False)
def reader_of(folder: Path, current: int) -> Reader:  # noqa: ARG001 - the number is the cache's key
    """Return the open newest version, or the sound one before it; one per version for all readers."""
    return open_reader(folder)


@st.cache_resource(max_entries=8, show_spinner=False)
def reader_at(folder: Path, version: int) -> Reader:
    """Return an earlier version, open; one per version for all readers.

    :raises WarehouseError: when it is not kept, or cannot be read.
    """
    return open_reader(folder, version)


@st.cache_data(max_entries=20, show_spinner=False)
def kept_versions(folder: str, current: int) -> dict[int, VersionInfo]:  # noqa: ARG001 - the number is the cache's key
    """Return the versions that can be opened, newest first, with what made each."""
    return {info.number: info for info in versions(Path(folder)) if info.kept}


def asking(folder: str) -> Ask:
    """Return a way to ask metrics that keeps each answer per warehouse version and selection."""

    def ask(function: Ask, reader: Any, selection: Selection, *given: Any, **named: Any) -> Any:
        place = (folder, reader.version, f"{function.__module__}.{function.__qualname__}")
        return _answer(place, selection, given, tuple(sorted(named.items())), function, reader)

    return ask


@st.cache_data(max_entries=1500, show_spinner=False)
def _answer(
    place: tuple[str, int, str],  # noqa: ARG001 - key of the cache
    selection: Selection,
    given: tuple[Any, ...],
    named: tuple[tuple[str, Any], ...],
    _function: Ask,
    _reader: Any,
) -> Any:
    return _function(_reader, selection, *given, **dict(named))


def compared(key: Key, view: View, by: tuple[str, ...], with_empty: bool = False) -> Comparison:
    """Return planned against actual, divided by some keys."""
    found: Comparison = asking(key[0])(metrics.compare, view.reader, key[2], by, with_empty=with_empty)
    return found


def by_month(key: Key, view: View, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return planned and actual month by month."""
    found: pd.DataFrame = asking(key[0])(metrics.monthly, view.reader, key[2], by)
    return found


@st.cache_data(max_entries=200, show_spinner=False)
def ranked(key: Key, _view: View, limit: int) -> list[Attention]:
    return metrics.attention(_view.reader, key[2], limit)


def systems(key: Key, view: View) -> pd.DataFrame:
    """Return every system of the selection with its effort."""
    found: pd.DataFrame = asking(key[0])(metrics.system_overview, view.reader, key[2])
    return found


@st.cache_data(max_entries=100, show_spinner=False)
def behind(key: Key, _view: View, limit: int) -> pd.DataFrame:
    return metrics.source_rows(_view.reader, key[2], limit)


@st.cache_data(max_entries=20, show_spinner=False)
def months_with_data(folder: str, version: int, _reader: Reader) -> MonthBasis:  # noqa: ARG001 - cache key
    return metrics.months(_reader, Selection())


@st.cache_data(max_entries=20, show_spinner=False)
def sample_is_loaded(folder: str, version: int, _reader: Reader) -> bool:  # noqa: ARG001 - cache key
    return metrics.sample_is_loaded(_reader)


@st.cache_data(max_entries=20, show_spinner=False)
def has_facts(folder: str, version: int, _reader: Reader) -> bool:  # noqa: ARG001 - cache key
    """Say whether anything has been loaded at all."""
    return bool(reference(_reader).imports)
