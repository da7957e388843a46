"""The figures of the pages: those of `reports.figures`, kept per warehouse version, selection, language and theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

import reports.figures
from charts import Chart
from reports.figures import kind_of
from reports.figures_ground import Ground
from reports.figures_hierarchy import hierarchy_rows as rows_of
from ui import data
from ui.data import kept
from ui.view import Key, View

Options = tuple[tuple[str, str], ...]


def ground_of(view: View, options: Mapping[str, str] | None = None, title: str = "") -> Ground:
    """Return what figures of the view are drawn from; answers come from the pages' memory."""
    return Ground(
        view.reader,
        view.selection,
        view.lang,
        view.dark,
        title,
        options or {},
        ask=data.asking(str(view.folder)),
    )


def settled(name: str, view: View, options: Mapping[str, str] | None = None, title: str = "") -> Ground:
    """Return the ground of one figure, with its own selection, options and title."""
    return kind_of(name).settled(name, ground_of(view, options, title))


def chart(
    key: Key, view: View, name: str, title: str = "", options: Options = (), narrow: bool = False
) -> Chart:
    """Draw a figure of FIGURES. title: where it shall have another than its own. narrow: for a telephone."""
    follows = kind_of(name).follows
    held = key if follows is None else (*key[:2], follows(ground_of(view)), *key[3:])
    return _chart(held, view, name, title, options, narrow)


@kept
def _chart(
    key: tuple[Any, ...],  # noqa: ARG001 - key of the cache
    _view: View,
    name: str,
    title: str,
    options: Options,
    narrow: bool,
) -> Chart:
    ground = settled(name, _view, dict(options), title)
    return kind_of(name).draw(replace(ground, narrow=narrow))


def labels(rows: pd.DataFrame, key: str, view: View) -> list[str]:
    """Return what each row is called (see `reports.figures.labels`)."""
    return reports.figures.labels(view.reader, rows, key, view.lang)


def basis_words(view: View) -> str:
    """Return the data basis of the view's selection, as it stands under each of its figures."""
    return ground_of(view).basis


@st.cache_data(max_entries=100, show_spinner=False)
def hierarchy_rows(key: Key, _view: View, grouped: bool) -> pd.DataFrame:  # noqa: ARG001 - key of the cache
    """Return the rows of the hierarchy; grouped: with the measures above their sub-measures."""
    return rows_of(ground_of(_view, {"grouped": "yes" if grouped else "no"}))
