"""What moved in the figures, as a table: per sub-measure and side, with a sum per side, and per month where asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import streamlit as st

import etl
from etl.diff import change_against_previous
from language import Language
from ui import html
from ui.view import View

_ZERO = Decimal(0)


@st.cache_data(max_entries=50, show_spinner=False)
def between(folder: str, old: int, new: int, by_month: bool = False) -> list[etl.Change]:
    """Return what moved between two versions; neither ever changes, so it is worked out once."""
    return etl.changes(Path(folder), old, new, by_month=by_month)


@st.cache_data(max_entries=50, show_spinner=False)
def against_previous(folder: str, version: int, import_id: int) -> list[etl.Change]:  # noqa: ARG001 - cache key
    """Return what an import changed against what its source said before, with the codes of a version."""
    return change_against_previous(Path(folder), import_id)


def change_table(changed: Sequence[etl.Change], view: View, caption: str) -> None:
    """Draw what was and what became of each sub-measure that moved; words where nothing did."""
    lang = view.lang
    if not changed:
        st.write(lang.text("Ingen planlagte eller faktiske tall er endret."))
        return
    by_month = any(one.month is not None for one in changed)
    heads = [
        lang.text("Deltiltak"), *([lang.text("Måned")] if by_month else []), lang.text("Side"),
        lang.text("Timer før"), lang.text("Timer nå"), lang.text("Endring, timer"), lang.text("Kroner før"),
        lang.text("Kroner nå"), lang.text("Endring, kroner"),
    ]  # fmt: skip
    rows = [
        html.Row(
            (sub_measure(one, view), *_month(one, by_month, lang), side(one, view), *_figures(one, lang))
        )
        for one in changed
    ]
    first = 3 if by_month else 2
    html.table(
        heads, [*rows, *_totals(changed, by_month, view)], caption=caption, numbers=range(first, first + 6)
    )


def _month(one: etl.Change, by_month: bool, lang: Language) -> tuple[str, ...]:
    return (lang.month_short(one.month) if one.month else "",) if by_month else ()


def _figures(one: etl.Change, lang: Language) -> tuple[str, ...]:
    return (
        lang.number(one.before_hours), lang.number(one.after_hours),
        lang.number(one.after_hours - one.before_hours, signed=True),
        lang.number(one.before_nok, 0), lang.number(one.after_nok, 0),
        lang.number(one.after_nok - one.before_nok, 0, signed=True),
    )  # fmt: skip


def _totals(changed: Sequence[etl.Change], by_month: bool, view: View) -> list[html.Row]:
    """One sum per side: planned and actual figures are never added to each other."""
    sides: dict[str, etl.Change] = {}
    for one in changed:
        name = side(one, view)
        total = sides.get(name) or replace(
            one, before_hours=_ZERO, after_hours=_ZERO, before_nok=_ZERO, after_nok=_ZERO
        )
        sides[name] = replace(
            total,
            before_hours=total.before_hours + one.before_hours, after_hours=total.after_hours + one.after_hours,
            before_nok=total.before_nok + one.before_nok, after_nok=total.after_nok + one.after_nok,
        )  # fmt: skip
    lead = (view.lang.text("Sum av det som er endret"), *([""] if by_month else []))
    return [html.Row((*lead, name, *_figures(total, view.lang)), "sum") for name, total in sides.items()]


def side(one: etl.Change, view: View) -> str:
    """Return whose figures moved: those of a plan version, actual hours, or booked kroner."""
    if one.plan_version_id is not None:
        return view.label("plan_version", one.plan_version_id)
    return view.lang.text("bokført") if one.booked else view.lang.text("faktisk")


def sub_measure(one: etl.Change, view: View) -> str:
    """Return the sub-measure that moved."""
    if one.sub_measure_id is None:
        return view.lang.text("ikke plassert")
    return f"{one.sub_measure_id} {view.lang.pick(one.name_nb, one.name_en)}"
