"""What the systems page is drawn from: metrics and figures, kept per version, selection, language and theme."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pandas as pd
import streamlit as st

import charts
import metrics
from charts import Chart, MatrixTable, Other
from metrics import Aligned, Beside, Closed, Matrix, note_words, short_name
from ui.data import kept
from ui.view import Key, View


@st.cache_data(max_entries=100, show_spinner=False)
def aligned(key: Key, _view: View, systems: tuple[str, ...], zero: str) -> Aligned:
    return metrics.aligned(_view.reader, key[2], systems, zero)


@kept
def aligned_chart(
    key: Key, _view: View, systems: tuple[str, ...], zero: str, shape: str, title: str
) -> Chart:
    """Draw systems on one line of months from month 0: running sums together, or months panel by panel."""
    found = aligned(key, _view, systems, zero)
    draw = charts.aligned_months if shape == "months" else charts.aligned_sums
    labels = [
        _view.lang.pick(*pair)
        for pair in zip(found.frame["system_nb"], found.frame["system_en"], strict=True)
    ]
    return draw(
        found.frame.assign(key=found.frame["system"], label=labels),
        title=title,
        unit=key[2].unit,
        basis=basis_of(_view.only(systems=systems)),
        lang=_view.lang,
        dark=key[4],
    )


@st.cache_data(max_entries=100, show_spinner=False)
def closed(key: Key, _view: View, system_id: str) -> Closed | None:
    return metrics.closed_system(_view.reader, key[2], system_id)


@st.cache_data(max_entries=100, show_spinner=False)
def beside(key: Key, _view: View, system_id: str, kind: str) -> Beside:
    return metrics.beside(_view.reader, key[2], system_id, kind)


@kept
def beside_chart(key: Key, _view: View, system_id: str, kind: str, title: str) -> Chart:
    """Draw a series of its own above the effort on its system."""
    lang, found = _view.lang, beside(key, _view, system_id, kind)
    other = (
        Other(lang.text("restanser"), stock=True, decimals=0)
        if kind == "backlog"
        else Other(lang.text("instrumenttimer"), stock=False, decimals=1)
    )
    return charts.effort_beside(
        found.frame,
        other,
        message=metrics.beside_sentence(found, lang),
        effort_label=lang.text("ført innsats på {system}", system=_view.label("system", system_id)),
        title=title,
        unit=key[2].unit,
        basis=basis_of(_view.only(systems=(system_id,))),
        lang=lang,
        dark=key[4],
    )


@st.cache_data(max_entries=100, show_spinner=False)
def matrix(key: Key, _view: View, rows: str) -> Matrix:
    return metrics.matrix(_view.reader, key[2], (rows,))


@kept
def matrix_table(key: Key, _view: View, rows: str, title: str) -> MatrixTable:
    """Lay out measure × system, or sub-measure × system."""
    lang, found = _view.lang, matrix(key, _view, rows)
    codes = {*found.cells["note_code"], *found.measures["note_code"], *found.systems["note_code"]}
    codes.add(found.total["note_code"])
    return charts.matrix_table(
        found.cells.assign(
            row=labels_of(found.cells, rows, _view), column=labels_of(found.cells, "system", _view)
        ),
        found.measures.assign(label=labels_of(found.measures, rows, _view)),
        found.systems.assign(label=labels_of(found.systems, "system", _view)),
        found.total,
        title=title,
        corner=lang.text("Tiltak") if rows == "measure" else lang.text("Deltiltak"),
        unit=key[2].unit,
        notes={code: note_words(code, lang) for code in codes},
        lang=lang,
    )


def labels_of(rows: pd.DataFrame, key: str, view: View) -> list[str]:
    """What each row of a key is called; sub-measures begin with their code, since two may share a short name."""
    named = zip(rows[key], rows[f"{key}_nb"], rows[f"{key}_en"], strict=True)
    return [
        f"{one} {short_name(view.lang.pick(nb, en))}"
        if key == "sub_measure" and one
        else view.lang.pick(nb, en)
        for one, nb, en in named
    ]


@kept
def milestones_chart(
    place: tuple[str, int, str, bool], _view: View, systems: tuple[str, ...], until: date | None, title: str, basis: str
) -> Chart:  # fmt: skip
    """Draw the milestones of systems, in the order of the systems, on one line of time.

    place: folder, version, language and theme of the view, since milestones follow no filter. until: the last
    released month.
    """
    lang = _view.lang
    rows = [
        {
            "label": f"{_view.label('system', system_id)}: {lang.pick(one.name_nb, one.name_en)}",
            **{f"{fact}_{part}": getattr(one, f"{fact}_{part}")
               for fact in ("planned", "revised", "actual") for part in ("date", "text")},
            "closing": one == closing,
        }
        for system_id in systems
        for own, closing in [_own_milestones(_view, system_id)]
        for one in own
    ]  # fmt: skip
    columns = ["label", "planned_date", "revised_date", "actual_date"]
    return charts.milestone_timeline(
        pd.DataFrame(rows, columns=None if rows else columns, dtype="object"),
        title=title, basis=basis, lang=lang, dark=place[3], until=None if until is None else last_day(until),
    )  # fmt: skip


def basis_of(view: View) -> str:
    """Return the data basis of a selection without comparing it."""
    return metrics.data_basis(view.reader, view.selection).words(view.lang)


def _own_milestones(
    view: View, system_id: str
) -> tuple[tuple[metrics.Milestone, ...], metrics.Milestone | None]:
    """A system's milestones, and the one that closed it."""
    own = metrics.milestones(view.reader, system_id=system_id)
    return own, metrics.stop_of(own) if metrics.is_closed(view.reader, system_id) else None


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])
