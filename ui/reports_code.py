"""Slå opp tallpass: a figure by its code, as it was and as it is now, and what differs."""

from __future__ import annotations

from datetime import date

import streamlit as st

import language
from charts import Chart
from language import Language
from metrics import SelectionError
from reports.checking import Verdict, recheck
from reports.codes import Record, UnknownCode, codes_in, opened
from reports.figures import FigureUnavailable, UnknownFigure, figure
from ui import data, draw, html
from ui.address import change_address
from ui.data import kept
from ui.filters import hold, widget_key
from ui.navigation import link
from ui.reports_words import (
    address_of,
    changes_table,
    holds_words,
    made_words,
    newest,
    page_of,
    verdict_words,
)
from ui.terms import help_of
from ui.versions import beside_newest
from ui.view import View
from ui.words import page_title
from warehouse import Reader, WarehouseError


def look_up(view: View) -> None:
    """Draw the field for a code, and the figure that it stands for."""
    lang = view.lang
    st.header(lang.text("Slå opp tallpass"), anchor=False, help=help_of("figure_code", lang))
    key = hold(widget_key("report_code", lang), view.address.code or "")
    st.text_input(
        lang.text("Tallpass"), key=key, max_chars=200, placeholder="TP-7K3M9-Q2X4CV", on_change=_take, args=(key,),
        help=lang.text("Store eller små bokstaver, med eller uten bindestreker."),
    )  # fmt: skip
    if not view.address.code:
        st.info(
            lang.text(
                "Skriv eller lim inn koden som står under en figur, på et lysbilde eller i et ark. Du ser tallene "
                "slik de var, slik de er nå, og hva som er endret."
            )
        )
        return
    record = _record(view, view.address.code)
    if record is not None:
        _show(view, record)


def _take(key: str) -> None:
    change_address(code=st.session_state[key].strip() or None, part="code")


def _record(view: View, typed: str) -> Record | None:
    """The record of a code; where there is none, what may be wrong."""
    lang = view.lang
    try:
        return opened(view.folder, next(iter(codes_in(typed.upper())), typed))
    except UnknownCode as error:
        if error.mistyped:
            st.error(
                lang.text(
                    "Koden er skrevet feil. Et tallpass er TP og elleve tegn, slik: TP-7K3M9-Q2X4CV. Se etter tegn "
                    "som er byttet om eller mangler."
                )
            )
        else:
            st.error(
                lang.text(
                    "Koden {code} er skrevet riktig, men er ukjent her. Den kan være laget i en annen installasjon, "
                    "eller med en mappe som ikke er tatt vare på.",
                    code=html.plain(error.code),
                )
            )
    return None


def _show(view: View, record: Record) -> None:
    lang, now = view.lang, newest(view)
    verdict = _rechecked((str(view.folder), now.version, record.code), now, record)
    st.subheader(html.plain(record.title), anchor=False)
    html.paragraph(
        f"{verdict_words(verdict.reason or 'valid', lang)}. {holds_words(verdict, lang)}", "hr-lead"
    )
    html.facts(
        [
            (lang.text("Tallpass"), record.code),
            (lang.text("Laget"), made_words(record, lang)),
            (lang.text("Utvalg"), record.selection.describe(lang, view.names)),
            (lang.text("Datagrunnlag"), record.basis),
            (lang.text("Datavarehusets versjon"), _versions(record, now, lang)),
        ]
    )
    _links(view, record)
    if verdict.changes:
        st.header(lang.text("Hva som er endret"), anchor=False)
        changes_table(verdict.changes, lang.text("Hver celle som er endret"), lang)
    _then(view, record, verdict)
    if not verdict.holds:
        _now(view, record, now)


@st.cache_data(max_entries=50, show_spinner=False)
def _rechecked(key: tuple[str, int, str], _now: Reader, _record: Record) -> Verdict:  # noqa: ARG001 - cache key
    return recheck(_now, _record)


def _versions(record: Record, now: Reader, lang: Language) -> str:
    return lang.text("{then} da, {now} nå", then=record.version, now=now.version)


def _links(view: View, record: Record) -> None:
    lang, page = view.lang, page_of(record.figure)
    with st.container(horizontal=True, gap="small", key="code_links"):
        link(page, lang.text("Se utvalget på {page}", page=page_title(page, lang)), address_of(record, view))
        if record.version in data.kept_versions(str(view.folder), newest(view).version):
            then = address_of(record, view, as_it_was=True)
            link(page, lang.text("Se {page} slik den var", page=page_title(page, lang)), then)


def _then(view: View, record: Record, verdict: Verdict) -> None:
    """The figure as it was: its chart where its version is kept, and always its table."""
    lang = view.lang
    st.header(
        lang.text("Slik den var, og slik den er nå") if verdict.holds else lang.text("Slik den var"),
        anchor=False,
    )
    if record.lang != lang.code:
        st.caption(lang.text("Figuren vises på det språket den ble laget på."))
    try:
        chart = _drawn(
            (record.code, record.version, view.dark), beside_newest(view.folder, record.version), record
        )
    except WarehouseError:
        chart = None
    if chart is None:
        st.write(
            lang.text(
                "Versjonen som figuren ble laget av, er ikke tatt vare på, så diagrammet kan ikke tegnes. Tabellen "
                "er den som stod der da."
            )
        )
    else:
        _chart(chart, "code_then")
    draw.frame_table(verdict.table, caption=record.title, lang=lang)


def _now(view: View, record: Record, now: Reader) -> None:
    lang = view.lang
    st.header(lang.text("Slik den er nå"), anchor=False)
    chart = _drawn((record.code, now.version, view.dark), now, record)
    if chart is None:
        st.write(lang.text("Figuren kan ikke vises mer: utvalget eller figuren finnes ikke i tallene nå."))
        return
    _chart(chart, "code_now")
    draw.frame_table(chart.table, caption=chart.title, lang=lang)


@kept
def _drawn(key: tuple[str, int, bool], _reader: Reader, _record: Record) -> Chart | None:
    """The record's figure in its own language, drawn from a version; None where that version cannot show it."""
    lang, on = language.get(_record.lang), date.fromisoformat(_record.made)
    try:
        return figure(
            _reader, _record.figure, _record.selection, lang, on=on, dark=key[2], options=_record.options
        ).chart
    except (SelectionError, UnknownFigure, FigureUnavailable):
        return None


def _chart(chart: Chart, key: str) -> None:
    html.paragraph(chart.message, "hr-message")
    st.plotly_chart(chart.figure, alt=chart.alt, theme=None, config={"displayModeBar": False}, key=key)
