"""The last step on Last opp: the files go in, and what changed in the figures is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import streamlit as st

import etl
from language import Language
from ui import html, placing, states, wizard_state
from ui.navigation import link
from ui.start import show_progress
from ui.upload_report import sums_words
from ui.view import View
from ui.wizard_state import Entry
from warehouse import WarehouseError

_DONE = "upload_done"


def load(entries: Sequence[Entry], view: View) -> None:
    """Load files with their answers, all in one new version; those that were loaded leave the list."""
    bar = st.progress(0.0, view.lang.text("Laster inn …"))
    try:
        with wizard_state.on_disk([(one.file, one.options) for one in entries]) as uploads:
            result = etl.load(uploads, view.folder, progress=show_progress(bar, view.lang))
    except (WarehouseError, etl.PublishFailed) as error:
        bar.empty()
        states.failed(error, view.lang)
        return
    st.session_state[_DONE] = result
    gone = [
        one.file.id for one, report in zip(entries, result.files, strict=True)
        if report.status in ("loaded", "unchanged")
    ]  # fmt: skip
    wizard_state.take_away(gone)
    wizard_state.clear_drop_zone()
    st.rerun()


def done(view: View) -> bool:
    """Say what the last load did, what changed, and how it is taken back; return whether there was one."""
    result: etl.LoadResult | None = st.session_state.get(_DONE)
    if result is None:
        return False
    lang = view.lang
    st.header(lang.text("Lastet inn"), anchor=False)
    st.success(_summary(result, lang))
    _files(result, lang)
    _changes(result, view)
    placing.notice(view)
    with st.container(horizontal=True, vertical_alignment="center", key="upload_after"):
        link("import_log", lang.text("Angre i importloggen"), view.address)
        link("overview", lang.text("Se tallene på Oversikt"), view.address)
        st.button(lang.text("Last inn flere filer"), key="upload_more", on_click=_forget)
    return True


def _forget() -> None:
    st.session_state.pop(_DONE, None)


def _summary(result: etl.LoadResult, lang: Language) -> str:
    loaded = [one for one in result.files if one.status == "loaded"]
    rows = sum(one.rows.loaded for one in loaded)
    told = lang.plural(
        "{n} fil er lastet inn, med {rows}.", "{n} filer er lastet inn, med {rows}.", len(loaded),
        rows=lang.plural("{n} rad", "{n} rader", rows),
    )  # fmt: skip
    return told if loaded else lang.text("Ingenting er endret: filene var lastet inn før.")


def _files(result: etl.LoadResult, lang: Language) -> None:
    named = {
        "loaded": lang.text("lastet inn"), "unchanged": lang.text("uendret, allerede lastet inn"),
        "refused": lang.text("avvist"), "inspected": lang.text("ikke lastet inn"),
        "question": lang.text("har spørsmål"),
    }  # fmt: skip
    html.table(
        [lang.text("Fil"), lang.text("Resultat"), lang.text("Rader"), lang.text("Summer")],
        [
            html.Row((one.file, named[one.status], lang.number(one.rows.loaded, 0), sums_words(one.sums, lang)))
            for one in result.files
        ],
        caption=lang.text("Filene"), numbers=(2,),
    )  # fmt: skip


def _changes(result: etl.LoadResult, view: View) -> None:
    lang = view.lang
    changed = etl.changes(view.folder, result.version_before, result.version)
    if not changed:
        st.write(lang.text("Ingen planlagte eller faktiske tall er endret."))
        return
    heads = [
        lang.text("Deltiltak"), lang.text("Side"), lang.text("Timer før"), lang.text("Timer nå"),
        lang.text("Endring, timer"), lang.text("Kroner før"), lang.text("Kroner nå"), lang.text("Endring, kroner"),
    ]  # fmt: skip
    rows = [html.Row((_sub_measure(one, view), _side(one, view), *_figures(one, lang))) for one in changed]
    html.table(
        heads, [*rows, *_totals(changed, view)], caption=lang.text("Hva som er endret"), numbers=range(2, 8)
    )


def _figures(one: etl.Change, lang: Language) -> tuple[str, ...]:
    return (
        lang.number(one.before_hours), lang.number(one.after_hours),
        lang.number(one.after_hours - one.before_hours, signed=True),
        lang.number(one.before_nok, 0), lang.number(one.after_nok, 0),
        lang.number(one.after_nok - one.before_nok, 0, signed=True),
    )  # fmt: skip


def _totals(changed: Sequence[etl.Change], view: View) -> list[html.Row]:
    """One sum per side: planned and actual figures are never added to each other."""
    sides: dict[str, etl.Change] = {}
    for one in changed:
        side = _side(one, view)
        total = sides.get(side) or replace(
            one, before_hours=Decimal(0), after_hours=Decimal(0), before_nok=Decimal(0), after_nok=Decimal(0)
        )
        sides[side] = replace(
            total,
            before_hours=total.before_hours + one.before_hours, after_hours=total.after_hours + one.after_hours,
            before_nok=total.before_nok + one.before_nok, after_nok=total.after_nok + one.after_nok,
        )  # fmt: skip
    lang = view.lang
    return [
        html.Row((lang.text("Sum av det som er endret"), side, *_figures(total, lang)), "sum")
        for side, total in sides.items()
    ]


def _side(one: etl.Change, view: View) -> str:
    if one.plan_version_id is not None:
        return view.label("plan_version", one.plan_version_id)
    return view.lang.text("bokført") if one.booked else view.lang.text("faktisk")


def _sub_measure(one: etl.Change, view: View) -> str:
    if one.sub_measure_id is None:
        return view.lang.text("ikke plassert")
    return f"{one.sub_measure_id} {view.lang.pick(one.name_nb, one.name_en)}"
