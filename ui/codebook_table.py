"""One reference table at a time: chosen, read, edited one row or many at once, and its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from etl.codebook import TableSpec, changes_of
from ui import codebook_words, html
from ui.address import change_address
from ui.codebook import Row, Words, as_text, rows, short_heading, shown_columns, specs
from ui.codebook_draft import Difference, propose, proposed
from ui.codebook_excel import take_workbook
from ui.codebook_form import MEND, add_row, change_row, coded_values, editable, remove_row, stored
from ui.codebook_review import difference_cells, difference_heads, review
from ui.filters import hold, widget_key
from ui.imports import moment
from ui.plan_in_force import TABLE as PLANS
from ui.view import View

_MANY = 12
"""Rows above which a table can be searched."""
_TOLD = 20
"""Changes that the history shows at once."""


def choose_table(view: View) -> TableSpec:
    """Draw the choice of a table, which stands in the address, and say what the table is for."""
    lang, known = view.lang, specs()
    name = view.address.table if view.address.table in known else next(iter(known))
    key = hold(widget_key("codebook_table", lang), name)
    st.selectbox(
        lang.text("Tabell"), list(known), key=key, on_change=_take_table, args=(key,),
        format_func=lambda table: codebook_words.table_name(table, lang),
    )  # fmt: skip
    html.paragraph(codebook_words.table_about(name, lang), "hr-message")
    return known[name]


def _take_table(key: str) -> None:
    change_address(table=st.session_state[key], part="tables")


def show_table(view: View, spec: TableSpec) -> None:
    """Draw the rows of a table as they are stored, the ones that hold what is looked for."""
    lang, called = view.lang, Words(view)
    there = rows(view, spec.name)
    name = codebook_words.table_name(spec.name, lang)
    if not there:
        st.info(lang.text("Tabellen er tom. Legg til den første raden under, eller hent den fra Excel."))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = (
            st.text_input(lang.text("Finn i tabellen"), key=f"find_{spec.name}", max_chars=80)
            if len(there) > _MANY
            else ""
        )
        hidden = len(shown_columns(spec, False, lang)) < len(spec.columns)
        everything = hidden and st.checkbox(lang.text("Vis alle kolonner"), key=f"all_{spec.name}")
    columns = shown_columns(spec, everything, lang)
    cells = [tuple(called.cell(spec.name, column, row) for column in columns) for row in there]
    found = [row for row in cells if wanted.casefold().strip() in " ".join(row).casefold()]
    if not found:
        st.write(lang.text("Ingen rader inneholder «{wanted}».", wanted=html.plain(wanted)))
        return
    counted = lang.plural("{n} rad", "{n} rader", len(there))
    if len(found) < len(there):
        counted = lang.text("{found} av {all}", found=lang.number(len(found), 0), all=counted)
    html.table(
        [short_heading(spec.name, column.name, everything, lang) for column in columns],
        [html.Row(row) for row in found],
        caption=f"{name}, {counted}",
        numbers=[place for place, column in enumerate(columns) if column.type == "number"],
    )


def edit_table(view: View, spec: TableSpec) -> None:
    """Draw the ways to change a table, the one chosen, and the review of what is not saved."""
    lang = view.lang
    ways: dict[str, tuple[str, Callable[[View, TableSpec], None]]] = {
        "change": (lang.text("Endre en rad"), change_row),
        "add": (lang.text("Legg til en rad"), add_row),
        "remove": (lang.text("Fjern en rad"), remove_row),
        "grid": (lang.text("Mange rader i rutenett"), grid),
        "excel": (lang.text("Fra Excel"), lambda view, _: take_workbook(view)),
    }
    if spec.name == PLANS:
        ways.pop("add")
    if not proposed(view, spec.name):
        ways = {way: ways[way] for way in ("add", "grid", "excel") if way in ways}
    key = f"way_{spec.name}_{lang.code}"
    if st.session_state.pop(MEND, False) or st.session_state.get(key) not in ways:
        st.session_state[key] = next(iter(ways))
    chosen: Any = st.segmented_control(
        lang.text("Hva vil du gjøre?"), list(ways), format_func=lambda way: ways[way][0],
        key=key, required=True,
    )  # fmt: skip
    st.caption(lang.text("Ingenting lagres før du har sett over endringene og sagt hvorfor."))
    ways[chosen][1](view, spec)
    review(view)


def grid(view: View, spec: TableSpec) -> None:
    """Draw the whole table as a grid to type in, for many rows at once; rows are added below and removed by marking."""
    lang, existing = view.lang, proposed(view, spec.name)
    st.caption(
        lang.text(
            "Skriv rett i rutene. Nye rader skrives nederst; merk en rad for å fjerne den. Id-er skrives som de er. "
            "Med skjermleser er skjemaet for én rad, eller Excel, lettere."
        )
    )
    frame = pd.DataFrame(
        [[editable(column, row[column.name]) for column in spec.columns] for row in existing],
        columns=[column.name for column in spec.columns], dtype=str,
    )  # fmt: skip
    edited = st.data_editor(
        frame, key=f"grid_{spec.name}_{hash(tuple(frame.itertuples(index=False)))}_{lang.code}", num_rows="dynamic",
        hide_index=True, alt=codebook_words.table_name(spec.name, lang),
        column_config={column.name: _grid_column(view, spec, column.name) for column in spec.columns},
    )  # fmt: skip
    if st.button(lang.text("Ta med endringene fra rutenettet"), type="primary", key=f"grid_take_{spec.name}"):
        propose(view, {spec.name: _from_grid(spec, edited)})
        st.rerun()


def _grid_column(view: View, spec: TableSpec, name: str) -> Any:
    column, heading = spec.column(name), codebook_words.column_name(spec.name, name, view.lang)
    options = ("true", "false") if column.type == "boolean" else coded_values(view, spec, column)
    if not options:
        return st.column_config.TextColumn(heading)
    return st.column_config.SelectboxColumn(
        heading, options=options, required=column.required,
        format_func=lambda value: codebook_words.value_name(spec.name, name, str(value), view.lang),
    )  # fmt: skip


def _from_grid(spec: TableSpec, edited: pd.DataFrame) -> list[Row]:
    """Return the grid's rows as the CSV files have them; a row without anything in it is none."""
    found = []
    for values in edited.itertuples(index=False, name=None):
        texts = ["" if pd.isna(value) else str(value) for value in values]
        if any(text.strip() for text in texts):
            pairs = zip(spec.columns, texts, strict=True)
            found.append({column.name: stored(column, text) for column, text in pairs})
    return found


def table_history(view: View, spec: TableSpec) -> None:
    """Draw who changed what in a table, when and why, with before and after."""
    lang = view.lang
    made = changes_of(view.folder, spec.name)
    if not made:
        st.write(lang.text("Ingen har endret tabellen siden den ble lest inn første gang."))
        return
    key = f"history_{spec.name}"
    shown = made[: st.session_state.get(key, _TOLD)]
    heads = [
        lang.text("Rad"), *difference_heads(lang), lang.text("Når"), lang.text("Hvem"), lang.text("Hvorfor"),
    ]  # fmt: skip
    drawn = [
        html.Row((*cells, moment(change.changed_at, lang), change.changed_by or "", change.reason))
        for change in shown
        for cells in difference_cells(Difference(spec.name, _row(change.before), _row(change.after)), view)
    ]
    caption = lang.text("Endringer i tabellen, nyeste først. Hver endring er en ny versjon av datavarehuset.")
    html.table(heads, drawn, caption=caption)
    if len(made) > len(shown) and st.button(lang.text("Vis flere"), key=f"{key}_more"):
        st.session_state[key] = len(shown) + _TOLD
        st.rerun()


def _row(stored_row: Mapping[str, Any] | None) -> Row | None:
    return None if stored_row is None else {name: as_text(value) for name, value in stored_row.items()}
