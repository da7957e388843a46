"""A system that was closed without roll-out: all that was spent on it, year by year, and what was left of its plan."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from metrics import Closed, closed_sentence, is_closed, note_words
from metrics.frames import records
from ui import data, draw
from ui import systems_figures as figures
from ui.view import View


def closed_systems(view: View) -> list[str]:
    """Return the selection's systems that were closed without roll-out."""
    return [str(key) for key in data.systems(view.key, view)["system"] if is_closed(view.reader, str(key))]


def closed_section(view: View, system_id: str) -> None:
    """Draw what was spent per sub-measure and year; in words where the day of the stop is not known."""
    lang = view.lang
    found = figures.closed(view.key, view, system_id)
    if found is None:
        st.warning(
            lang.text("Avsluttet uten innføring. Datoen er ikke registrert som milepæl, så innsatsen før den kan ikke "
                      "skilles ut.")
        )  # fmt: skip
        return
    st.warning(closed_sentence(found, view.label("system", system_id), lang))
    if found.rows.empty:
        return
    title = lang.text(
        "{system}: ført innsats til og med {month}, {unit}", system=view.label("system", system_id),
        month=lang.month(found.stopped), unit=lang.unit_name(view.selection.unit),
    )  # fmt: skip
    shown, kinds = _by_year(found, view)
    narrowed = view.only(systems=(system_id,))
    basis = data.compared(narrowed.key, narrowed, ()).basis.words(lang)
    draw.frame_table(shown, caption=title, lang=lang, kinds=kinds)
    draw.basis_line("", basis, lang)
    draw.downloads(shown, title, basis, view, f"avsluttet-{system_id.lower()}")


def _by_year(found: Closed, view: View) -> tuple[pd.DataFrame, list[str]]:
    """One row per sub-measure and a sum; actual effort per year and in all, and what was planned of the same months."""
    lang, rows = view.lang, records(found.rows)
    years = sorted({row["year"] for row in rows})
    table = []
    for sub in dict.fromkeys(row["sub_measure"] for row in rows):
        own = [row for row in rows if row["sub_measure"] == sub]
        name = f"{sub} {lang.pick(own[0]['sub_measure_nb'], own[0]['sub_measure_en'])}"
        table.append([name, *_sums(own, years, view)])
    table.append([lang.text("Sum"), *_sums(rows, years, view)])
    words = [*(str(year) for year in years), lang.text("Ført i alt"), lang.text("Planlagt i alt")]
    heads = [lang.text("Deltiltak"), *(_with_unit(word, view) for word in words)]
    return pd.DataFrame(table, columns=heads, dtype="object"), [""] * (len(table) - 1) + ["sum"]


def _with_unit(word: str, view: View) -> str:
    """A heading with its unit; hours are the unit that the title names."""
    lang = view.lang
    unit = {"hours": "", "person_years": lang.text("årsverk"), "person_days": lang.text("dagsverk")}.get(
        view.selection.unit, lang.pick("kr", "NOK")
    )
    return f"{word} ({unit})" if unit else word


def _sums(rows: list[dict[str, Any]], years: list[int], view: View) -> list[Any]:
    """Actual per year and in all, and planned in all; a sum with an amount that may not be shown is its note."""

    def planned(own: list[dict[str, Any]]) -> Any:
        known = [row["planned"] for row in own if not pd.isna(row["planned"])]
        return float(sum(known)) if known else view.lang.text("ikke planlagt")

    def actual(own: list[dict[str, Any]]) -> Any:
        hidden = any(row["note_code"] for row in own)
        return note_words("hidden", view.lang) if hidden else float(sum(row["actual"] for row in own))

    of_year = [actual([row for row in rows if row["year"] == year]) for year in years]
    return [*of_year, actual(rows), planned(rows)]
