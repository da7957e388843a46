"""One import closely: what it was, how it was read, which rows were left out, what it replaced and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

import etl
from etl.history import rejected_rows, replaced_by
from etl.mapping_wording import field_name
from etl.reconcile import reconciliation
from etl.wording import reason
from language import Language
from reports.table_file import XLSX_TYPE, xlsx_bytes
from ui import html, words
from ui.changes import against_previous, change_table
from ui.imports import moment, status
from ui.reconcile import stated_words
from ui.upload_report import sums_words
from ui.view import View
from ui.wizard_words import NAMED_FIELDS, named


def about(record: etl.ImportRecord, view: View) -> None:
    """Draw what an import was: the file, who and when, the period and the sums."""
    lang = view.lang
    first, last = record.period_first, record.period_last
    by = f", {record.imported_by}" if record.imported_by else ""
    again = lang.text("fra samme fil som import {id}, med nyere oppsett", id=record.reapplies)
    html.facts(
        [
            (lang.text("Status"), status(record, lang)),
            (lang.text("Lastet inn"), f"{moment(record.imported_at, lang)}{by}"),
            (lang.text("Lest på nytt"), again if record.reapplies else ""),
            (lang.text("Fil"), record.file_name),
            (lang.text("Filtype"), words.profile(record.profile, lang)),
            (lang.text("Innhold"), words.kind(record.kind, lang)),
            (lang.text("Ark"), record.sheet or ""),
            (lang.text("Periode"), lang.month_range(first, last) if first and last else ""),
            (lang.text("Tatt ut"), lang.date(record.extracted) if record.extracted else ""),
            (
                lang.text("Frigitt til og med"),
                lang.month(record.released_through) if record.released_through else "",
            ),
            (lang.text("Summer"), sums_words(record.sums, lang)),
            (lang.text("Kontrollsum"), stated_words(record.file_total, record.control_difference, lang)),
            (lang.text("Fingeravtrykk (sha256)"), record.sha256),
        ]
    )


def rows(record: etl.ImportRecord, view: View) -> None:
    """Draw how many rows became what, why rows were left out, and the list of them as Excel."""
    lang, counted = view.lang, record.rows
    st.subheader(lang.text("Radene"), anchor=False)
    st.write(
        lang.text(
            "{read} lest = {loaded} lastet inn + {rejected} avviste + {ignored} ikke med",
            read=lang.number(counted.read, 0), loaded=lang.number(counted.loaded, 0),
            rejected=lang.number(counted.rejected, 0), ignored=lang.number(counted.ignored, 0),
        )
    )  # fmt: skip
    left_out = reconciliation(view.reader, record.import_id).left_out
    if not left_out:
        st.write(lang.text("Ingen rader ble utelatt."))
        return
    html.table(
        [lang.text("Hvorfor"), lang.text("Hva"), lang.text("Rader")],
        [
            html.Row((_reason(one.reason, lang), left_out_word(one.status, lang), lang.number(one.rows, 0)))
            for one in left_out
        ],
        caption=lang.text("Rader som ikke ble lastet inn"), numbers=(2,),
    )  # fmt: skip
    st.download_button(
        lang.text("Last ned radene som Excel"), partial(_rows_file, record, view),
        f"handlingsrom-import-{record.import_id}-utelatt.xlsx", XLSX_TYPE, key="import_left_out", on_click="ignore",
    )  # fmt: skip


def left_out_word(code: str, lang: Language) -> str:
    """Return what became of a row that was not loaded."""
    return {"rejected": lang.text("avvist"), "ignored": lang.text("ikke med")}.get(code, code)


def _reason(code: str | None, lang: Language) -> str:
    return reason(code, lang) if code else lang.text("ikke oppgitt")


def _rows_file(record: etl.ImportRecord, view: View) -> bytes:
    lang = view.lang
    title = lang.text("Rader som ikke ble lastet inn")
    frame = pd.DataFrame(
        [
            (row.sheet or "", row.row, left_out_word(row.status, lang), _reason(row.reason, lang), row.column or "",
             row.value or "")
            for row in rejected_rows(view.folder, record.import_id)
        ],
        columns=[lang.text("Ark"), lang.text("Rad"), lang.text("Hva"), lang.text("Hvorfor"), lang.text("Kolonne"),
                 lang.text("Verdi")],
    )  # fmt: skip
    about_file = [(lang.text("Fil"), record.file_name), (lang.text("Import"), str(record.import_id))]
    return xlsx_bytes(frame, title=title, about=about_file, lang=lang)


def read_how(record: etl.ImportRecord, view: View) -> None:
    """Draw which column became what, and what texts were taken to stand for."""
    lang = view.lang
    st.subheader(lang.text("Slik ble filen lest"), anchor=False)
    pairs = _columns(record)
    if pairs:
        html.table(
            [lang.text("Kolonne i filen"), lang.text("Lest som")],
            [html.Row((column, field_name(field, lang))) for column, field in pairs],
            caption=lang.text("Kolonner"),
        )
    else:
        st.write(lang.text("Kolonnene er ikke tatt vare på for denne importen."))
    if record.choices:
        html.table(
            [lang.text("Tekst i filen"), lang.text("Felt"), lang.text("Står for")],
            [html.Row(_choice(key, target, view)) for key, target in record.choices.items()],
            caption=lang.text("Valg som ble gjort"),
        )


def _columns(record: etl.ImportRecord) -> list[tuple[str, str]]:
    if record.mapping is not None:
        return [(use.key, use.field) for use in record.mapping.columns if use.field != "ignore"]
    found: Mapping[str, str] = record.report.get("columns") or {}
    return [(header, field) for field, header in found.items()]


def _choice(key: str, target: str, view: View) -> tuple[str, str, str]:
    field, _, text = key.partition("|")
    return text, field_name(field, view.lang), named(field, target, view) if field in NAMED_FIELDS else target


def replaced(record: etl.ImportRecord, view: View) -> None:
    """Draw which earlier imports an import took the place of, and how much stood there."""
    lang = view.lang
    st.subheader(lang.text("Hva importen erstattet"), anchor=False)
    found = replaced_by(view.reader, record.import_id)
    if not found:
        st.write(lang.text("Ingenting: ingen tidligere import fra kilden dekket det samme."))
        return
    html.table(
        [lang.text("Tidligere import"), lang.text("Timer"), lang.text("Kalkulatorisk lønn, kr"),
         lang.text("Bokførte kroner")],
        [html.Row((f"{one.import_id}: {one.file_name}", lang.number(one.hours), lang.number(one.payroll_nok, 0),
                   lang.number(one.nok, 0))) for one in found],
        caption=lang.text("Tall som sto der før"), numbers=(1, 2, 3),
    )  # fmt: skip


def changed(record: etl.ImportRecord, view: View) -> None:
    """Draw what an import changed against what its source said before."""
    lang = view.lang
    st.subheader(lang.text("Hva som ble endret"), anchor=False)
    change_table(
        against_previous(str(view.folder), view.reader.version, record.import_id), view,
        lang.text("Mot det samme kilde sa før om de samme månedene og kodene"),
    )  # fmt: skip
