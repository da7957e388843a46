"""The reference tables out to Excel, and in again: what differs is shown before anything is saved."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from etl.codebook_excel import export_xlsx, read_xlsx
from etl.import_errors import CodebookUnreadable
from reports.table_file import XLSX_TYPE
from ui import acting, codebook_words, html
from ui.codebook import Row, rows, specs
from ui.codebook_draft import differences, propose
from ui.codebook_review import problem_table
from ui.view import View
from warehouse import ReferenceInvalid

_MEGABYTES = 20
_ROUND = "codebook_excel_round"


def offer_workbook(view: View) -> None:
    """Offer every table in one workbook."""
    lang = view.lang

    def words(table: str, column: str | None) -> str:
        if column is None:
            return codebook_words.table_name(table, lang)
        return codebook_words.column_name(table, column, lang)

    st.download_button(
        lang.text("Last ned alle tabellene som Excel"), partial(export_xlsx, view.folder, words, lang),
        "handlingsrom-kodeverk.xlsx", XLSX_TYPE, key="codebook_export", on_click="ignore",
    )  # fmt: skip


def take_workbook(view: View) -> None:
    """Take an edited workbook, say what differs from what is stored, and put it in the draft on request."""
    lang = view.lang
    file: Any = st.file_uploader(
        lang.text("Slipp arbeidsboken når den er redigert"), type=["xlsx"], max_upload_size=_MEGABYTES,
        key=f"codebook_import_{st.session_state.get(_ROUND, 0)}",
        help=lang.text("Arbeidsboken som er lastet ned her. Ark som er slettet, blir stående som de er."),
    )  # fmt: skip
    if file is None:
        return
    try:
        tables = read_xlsx(file.getvalue())
    except CodebookUnreadable as error:
        st.error(acting.refusal(error, lang))
        return
    except ReferenceInvalid as error:
        problem_table(error.problems, view)
        return
    if _differs(view, tables):
        if st.button(
            lang.text("Ta med endringene fra arbeidsboken"), type="primary", key="codebook_import_take"
        ):
            propose(view, tables)
            st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
            st.rerun()
    else:
        st.info(lang.text("Arbeidsboken er lik det som er lagret. Det er ingenting å endre."))


def _differs(view: View, tables: dict[str, list[Row]]) -> bool:
    """Draw how many rows of each table are new, changed and removed; return whether any are."""
    lang, drawn = view.lang, []
    for name, after in tables.items():
        found = differences(specs()[name], rows(view, name), after)
        counts = [sum(each.kind == kind for each in found) for kind in ("added", "changed", "removed")]
        if found:
            drawn.append(
                html.Row(
                    (codebook_words.table_name(name, lang), *(lang.number(count, 0) for count in counts))
                )
            )
    if drawn:
        heads = [lang.text("Tabell"), lang.text("Nye rader"), lang.text("Endrede"), lang.text("Fjernede")]
        html.table(heads, drawn, caption=lang.text("Forskjeller fra det som er lagret"), numbers=(1, 2, 3))
    return bool(drawn)
