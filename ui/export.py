"""Take a figure away: as a picture, as a table, or by the clipboard, always with what it is and what it rests on."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import streamlit as st

from charts import Chart
from language import Language
from metrics import Selection, SelectionError
from reports.chrome import PicturesUnavailable, browser_path
from reports.codes import stamp
from reports.figures import Figure, FigureUnavailable, UnknownFigure, figure
from reports.pictures import FORMATS, picture, small_print
from reports.table_file import CSV_TYPE, XLSX_TYPE, About, csv_bytes, parquet_bytes, tabbed_text, xlsx_bytes
from ui import html, states
from ui.navigation import link
from ui.view import View

_log = logging.getLogger(__name__)
_PICTURE_TYPES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}
_FAILED = "export_failed"
_PARQUET_TYPE = "application/vnd.apache.parquet"


@dataclass(frozen=True)
class Named:
    """A figure of `reports.figures.FIGURES` that a chart of a page is. selection: where it is not the view's."""

    name: str
    options: Mapping[str, str] = field(default_factory=dict)
    selection: Selection | None = None


@st.fragment
def export_button(drawn: Callable[[], Chart], view: View, name: str, named: Named | None = None) -> None:
    """Draw the button that opens what a chart can be taken away as; nothing is made before it is asked for, and the
    page is not drawn anew.

    drawn: gives the chart. name: what the files are called. named: the figure that the chart is; without it the files
    have no code.
    """
    lang = view.lang
    if st.button(lang.text("Last ned eller kopier"), key=f"export_{name}"):
        st.dialog(lang.text("Last ned eller kopier"), width="medium")(_panel)(drawn, view, name, named)


def _panel(drawn: Callable[[], Chart], view: View, name: str, named: Named | None) -> None:
    """What a chart can be taken away as. The page's own guard does not reach here: the panel is drawn by itself."""
    lang = view.lang
    try:
        _formats(drawn, view, name, named)
    except OSError as error:
        st.error(
            lang.text(
                "Tallpasset kunne ikke lagres: disken er full eller mappen skrivebeskyttet. Ingenting er lastet ned."
            )
        )
        _log.warning("%s", type(error).__name__, exc_info=error)
    except Exception as error:
        states.failed(error, lang)


def _formats(drawn: Callable[[], Chart], view: View, name: str, named: Named | None) -> None:
    lang = view.lang
    taken, code = _taken(drawn(), view, named)
    html.small_heading(taken.chart.title)
    _pictures(taken, code, name, lang)
    _files(taken, code, name, lang)
    _clipboard(taken, code, lang)
    _about_code(code, view)


def _taken(drawn: Chart, view: View, named: Named | None) -> tuple[Figure, str]:
    """The figure as it is taken away, in light colours, and its code; a chart that is no figure has none."""
    chosen, today = view.selection, date.today()
    if named is not None:
        try:
            found = figure(
                view.reader, named.name, named.selection or chosen, view.lang, on=today, options=named.options,
                title=drawn.title,
            )  # fmt: skip
        except (UnknownFigure, FigureUnavailable, SelectionError):
            pass
        else:
            return found, stamp(view.folder, found, view.lang.code, today)
    return Figure("", drawn, chosen, chosen.describe(view.lang, view.names), view.reader.version), ""


def _pictures(taken: Figure, code: str, name: str, lang: Language) -> None:
    html.lines([(lang.text("Bilde med tittel, enhet og datagrunnlag"), "hr-told")])
    browser = browser_path()
    if browser is None or not os.access(browser, os.X_OK):
        st.info(
            lang.text(
                "Bilder kan ikke lages her, fordi serveren verken har Chrome eller Chromium. Tabellen og teksten kan "
                "du ta med deg som vanlig."
            )
        )
        return
    failed: list[str] = st.session_state.setdefault(_FAILED, [])
    if failed:
        failed.clear()
        st.error(
            lang.text(
                "Nettleseren som tegner bildene på serveren, svarte ikke sist. Prøv igjen, eller ta med deg tabellen."
            )
        )
    with st.container(horizontal=True):
        for form in FORMATS:
            _download(
                form.upper(),
                lambda form=form: _picture(taken, code, form, lang, failed),  # type: ignore[misc]
                f"handlingsrom-{name}.{form}", _PICTURE_TYPES[form],
            )  # fmt: skip


def _picture(taken: Figure, code: str, form: str, lang: Language, failed: list[str]) -> bytes:
    """The picture; a browser that does not answer is tried once more, since another is then started. failed: takes the
    reason, for the panel to say in words: a download is made where nothing can be drawn.

    Raises PicturesUnavailable.
    """
    try:
        return picture(taken, code, form, lang)
    except PicturesUnavailable:
        try:
            return picture(taken, code, form, lang)
        except PicturesUnavailable as error:
            failed.append(error.reason)
            raise


def _files(taken: Figure, code: str, name: str, lang: Language) -> None:
    table, title, rows = taken.chart.table, taken.chart.title, about(taken, code, lang)
    html.lines([(lang.text("Tallene som tabell"), "hr-told")])
    with st.container(horizontal=True):
        _download(
            "Excel", lambda: xlsx_bytes(table, title=title, about=rows, lang=lang), f"handlingsrom-{name}.xlsx",
            XLSX_TYPE,
        )  # fmt: skip
        _download(
            lang.text("CSV for norsk Excel"),
            lambda: csv_bytes(table, title=title, about=rows, lang=lang, norwegian=True),
            f"handlingsrom-{name}.csv", CSV_TYPE,
        )  # fmt: skip
        _download(
            lang.text("CSV med komma og punktum"),
            lambda: csv_bytes(table, title=title, about=rows, lang=lang, norwegian=False),
            f"handlingsrom-{name}-komma.csv", CSV_TYPE,
        )  # fmt: skip
        _download(
            "Parquet", lambda: parquet_bytes(table, title=title, about=rows, lang=lang),
            f"handlingsrom-{name}.parquet", _PARQUET_TYPE,
        )  # fmt: skip


def _download(label: str, make: Callable[[], bytes], file: str, kind: str) -> None:
    st.download_button(label, make, file, kind, key=f"take_{file}", on_click="ignore")


def _clipboard(taken: Figure, code: str, lang: Language) -> None:
    html.lines([(lang.text("Til utklippstavlen"), "hr-told")])
    copied = lang.text("Kopiert.")
    with st.container(horizontal=True):
        html.copy_text("copy_table", lang.text("Kopier tabellen"), copied, tabbed_text(
            taken.chart.table, title=taken.chart.title, about=about(taken, code, lang), lang=lang
        ))  # fmt: skip
        html.copy_text("copy_sentence", lang.text("Kopier teksten"), copied, sentence(taken, code, lang))


def sentence(taken: Figure, code: str, lang: Language) -> str:
    """Return what a figure says, as it is pasted into a text: title and message, and what they rest on."""
    return f"{taken.chart.title}: {taken.chart.message}\n{small_print(taken, code, lang)}"


def about(taken: Figure, code: str, lang: Language) -> About:
    """Return the first rows of a figure's table in a file: selection, unit, data basis and code."""
    rows = [
        (lang.text("Utvalg"), taken.told),
        (lang.text("Enhet"), taken.chart.unit_label),
        (lang.text("Datagrunnlag"), taken.chart.basis),
        (lang.text("Tallpass"), code),
    ]
    return [(label, text) for label, text in rows if text]


def _about_code(code: str, view: View) -> None:
    lang = view.lang
    if not code:
        html.paragraph(
            lang.text("Denne figuren har ikke tallpass, så den kan ikke slås opp eller sjekkes senere."),
            "hr-basis",
        )
        return
    told = lang.text(
        "Tallpasset {code} følger med. Med det kan alle slå opp figuren senere og se om tallene fortsatt gjelder.",
        code=code,
    )
    html.paragraph(told, "hr-basis")
    to = replace(view.address, code=code, part="code", version=None)
    link("reporting", lang.text("Slå opp tallpasset på Rapporter"), to)
