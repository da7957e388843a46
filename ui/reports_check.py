"""Sjekk en rapport: every figure code in dropped files, and whether its figure still holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from language import Language
from reports.check_file import LARGEST_BYTES, Checked, UnreadableReport, check_report
from reports.table_file import XLSX_TYPE, xlsx_bytes
from ui import draw, html
from ui.filters import widget_key
from ui.navigation import link
from ui.reports_words import (
    before_and_now,
    changes_table,
    made_words,
    newest,
    verdict_code,
    verdict_words,
)
from ui.terms import help_of
from ui.view import View
from warehouse import Reader

TYPES = ("docx", "pptx", "xlsx", "png", "svg", "pdf", "csv")


@dataclass(frozen=True)
class FileChecked:
    """A dropped file and its figures. refused: too_large | damaged, where it could not be searched."""

    name: str
    figures: tuple[Checked, ...]
    refused: str = ""


def check_files(view: View) -> None:
    """Draw the drop zone, and for each file what its codes say."""
    lang = view.lang
    st.header(lang.text("Sjekk en rapport"), anchor=False, help=help_of("figure_code", lang))
    uploads: Any = st.file_uploader(
        lang.text("Slipp rapporter her: Word, PowerPoint, Excel, PDF, bilder eller CSV"), type=list(TYPES),
        accept_multiple_files=True, max_upload_size=LARGEST_BYTES // 2**20, key=widget_key("report_check", lang),
    )  # fmt: skip
    if not uploads:
        st.info(
            lang.text(
                "Hver figur i rapportene har et tallpass. Slipp en rapport her, så ser du hvilke tall som fortsatt "
                "gjelder, og hvilke som er endret. Filen leses, men lagres ikke."
            )
        )
        return
    checked_files(view, [(one.name, one.getvalue()) for one in uploads])


def checked_files(view: View, files: Sequence[tuple[str, bytes]]) -> None:
    """Draw what the codes of files say: in one sentence, in a table, and cell by cell."""
    lang, reader = view.lang, newest(view)
    with st.spinner(lang.text("Sjekker tallene …")):
        found = [_checked(str(view.folder), reader.version, data, reader, name) for name, data in files]
    for one in found:
        _refused(one, lang)
        if not one.figures and not one.refused and len(found) > 1:
            st.write(lang.text("Ingen tallpass i {file}.", file=html.plain(one.name)))
    tell(view, [(one.name, figure) for one in found for figure in one.figures])


def tell(view: View, every: Sequence[tuple[str, Checked]]) -> None:
    """Say of figures whether they still hold: first in a sentence, then one by one, each once whatever files it is in.

    every: (file, figure).
    """
    every = _once(every)
    html.paragraph(summary_words([figure for _name, figure in every], view.lang), "hr-lead")
    if every:
        _list(view, every)
        _closely(view, [figure for _name, figure in every])


def _once(every: Sequence[tuple[str, Checked]]) -> list[tuple[str, Checked]]:
    """Each figure with all of the files that it is in."""
    files: dict[str, list[str]] = {}
    for name, one in every:
        files.setdefault(one.code, []).append(name)
    figures = {one.code: one for _name, one in every}
    return [(", ".join(dict.fromkeys(files[code])), one) for code, one in figures.items()]


@st.cache_data(max_entries=20, show_spinner=False)
def _checked(folder: str, version: int, data: bytes, _reader: Reader, name: str) -> FileChecked:  # noqa: ARG001
    try:
        return FileChecked(name, check_report(_reader, Path(folder), data))
    except UnreadableReport as error:
        return FileChecked(name, (), error.reason)


def _refused(one: FileChecked, lang: Language) -> None:
    if one.refused == "too_large":
        st.error(
            lang.text(
                "{file} er for stor til å bli sjekket. Del den opp, eller slipp filene den ble laget av.",
                file=html.plain(one.name),
            )
        )
    elif one.refused:
        st.error(
            lang.text(
                "{file} kan ikke leses. Åpne den i programmet den hører til, lagre den på nytt, og slipp den igjen.",
                file=html.plain(one.name),
            )
        )


def summary_words(figures: Sequence[Checked], lang: Language) -> str:
    """Say in one or two sentences how many figures still hold, and what became of the others."""
    counted = Counter(verdict_code(one) for one in figures)
    total = len(figures)
    if not total:
        return lang.text("Ingen tallpass i filen, så det er ingenting å sjekke.")
    if counted["valid"] == total:
        return lang.plural(
            "Tallene i figuren gjelder fortsatt.", "Tallene i alle {n} figurer gjelder fortsatt.", total
        )
    told = [
        lang.plural("{n} figur er endret", "{n} figurer er endret", counted["changed"])
        if counted["changed"]
        else "",
        lang.plural("{n} kan ikke vises mer", "{n} kan ikke vises mer", counted["gone"])
        if counted["gone"]
        else "",
        lang.plural("{n} er ukjent her", "{n} er ukjente her", counted["unknown"])
        if counted["unknown"]
        else "",
        lang.plural("{n} gjelder fortsatt", "{n} gjelder fortsatt", counted["valid"])
        if counted["valid"]
        else "",
    ]
    return lang.text("Av {total}: {told}.", total=lang.plural("{n} figur", "{n} figurer", total),
                     told=lang.join(part for part in told if part))  # fmt: skip


def _list(view: View, every: Sequence[tuple[str, Checked]]) -> None:
    lang, several = view.lang, len({name for name, _figure in every}) > 1
    frame = pd.DataFrame([_row(name, one, lang) for name, one in every], dtype="object")
    shown = frame if several else frame.drop(columns=lang.text("Fil"))
    caption = lang.text("Figurene i rapporten, sjekket mot tallene nå")
    draw.frame_table(shown, caption=caption, lang=lang)
    against = lang.text("Datavarehusets versjon {version}.", version=newest(view).version)
    about = [
        (lang.text("Fil"), "; ".join(dict.fromkeys(name for name, _figure in every))),
        (lang.text("Sjekket mot"), against),
    ]
    st.download_button(
        lang.text("Last ned listen som Excel"),
        lambda: xlsx_bytes(_every_change(every, lang), title=caption, about=about, lang=lang),
        "handlingsrom-sjekk.xlsx", XLSX_TYPE, key="check_xlsx", on_click="ignore",
    )  # fmt: skip


def _row(name: str, one: Checked, lang: Language) -> dict[str, Any]:
    record = one.verdict.record if one.verdict else None
    return {
        lang.text("Tallpass"): one.code,
        lang.text("Dom"): verdict_words(verdict_code(one), lang),
        lang.text("Figur"): record.title if record else lang.text("ikke laget her"),
        lang.text("Laget"): made_words(record, lang) if record else "",
        lang.text("Endrede celler"): len(one.verdict.changes) if one.verdict else 0,
        lang.text("Fil"): name,
    }


def _every_change(every: Sequence[tuple[str, Checked]], lang: Language) -> pd.DataFrame:
    """A row per figure, and for one that changed a row per cell."""
    rows = []
    for name, one in every:
        row = _row(name, one, lang)
        row.pop(lang.text("Endrede celler"))
        changes = one.verdict.changes if one.verdict else ()
        cells: list[tuple[str, str, str, str]] = [
            (change.row, change.column, *before_and_now(change, lang)) for change in changes
        ] or [("", "", "", "")]
        heads = (lang.text("Rad"), lang.text("Kolonne"), lang.text("Da"), lang.text("Nå"))
        rows += [row | dict(zip(heads, cell, strict=True)) for cell in cells]
    return pd.DataFrame(rows, dtype="object")


def _closely(view: View, figures: Sequence[Checked]) -> None:
    """Each figure that changed, cell by cell, with the way to it."""
    lang = view.lang
    changed = {one.code: one for one in figures if one.verdict and one.verdict.changes}
    if changed:
        st.header(lang.text("Hva som er endret"), anchor=False)
    for code, one in changed.items():
        if one.verdict is None:
            continue
        record = one.verdict.record
        with st.expander(f"{code}: {html.label(record.title)}", expanded=len(changed) == 1):
            changes_table(one.verdict.changes, lang.text("Hver celle som er endret"), lang)
            link(
                "reporting",
                lang.text("Åpne {code}", code=code),
                replace(view.address, part="code", code=code),
            )
