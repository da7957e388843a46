"""From dropped files to loaded facts: understood, judged, confirmed, done.

File names and values are the user's own text: they are shown escaped, never as Markdown, and never become paths.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

import etl
from etl.profiles import profiles
from etl.wording import message
from language import Language
from ui import draw, html, states, words
from ui.filters import widget_key
from ui.start import show_progress
from ui.view import View
from warehouse import WarehouseError

_MEGABYTES = 50
_DONE = "upload_done"
_SEEN = "upload_seen"


def drop_zone(lang: Language) -> list[Any]:
    """Draw the place to drop files and return what lies there."""
    return st.file_uploader(
        lang.text("Slipp regneark her, eller velg dem fra maskinen"),
        accept_multiple_files=True, max_upload_size=_MEGABYTES,
        key=f"upload_{st.session_state.get('upload_round', 0)}",
        help=lang.text("Excel (xlsx, xls, xlsb), ods eller csv. Høyst 50 MB per fil."),
    )  # fmt: skip


@contextmanager
def on_disk(files: Sequence[Any]) -> Iterator[list[etl.Upload]]:
    """Lay the bytes in a folder of their own while they are read; the names on disk are ours."""
    with tempfile.TemporaryDirectory(prefix="handlingsrom-") as folder:
        uploads = []
        for number, file in enumerate(files):
            path = Path(folder) / f"upload-{number}"
            path.write_bytes(file.getvalue())
            uploads.append(etl.Upload(file.name, path))
        yield uploads


def choose_options(view: View) -> etl.Options:
    """Draw what a user may have to tell that the file does not say."""
    lang = view.lang
    with st.expander(lang.text("Si mer om filene (bare når noe under ber om det)")):
        profile = st.selectbox(
            lang.text("Filtype"), [None, *profiles()], key=widget_key("upload_profile", lang),
            format_func=lambda name: lang.text("Kjenn igjen selv") if name is None else words.profile(name, lang),
        )  # fmt: skip
        plan = st.selectbox(
            lang.text("Planversjon"), [None, *view.names.ids("plan_version")], key=widget_key("upload_plan", lang),
            format_func=lambda key: lang.text("Som filen sier") if key is None else view.label("plan_version", key),
        )  # fmt: skip
        released = st.text_input(
            lang.text("Frigitt til og med (åååå-mm)"),
            key="upload_released",
            max_chars=7,
            placeholder="2024-08",
        )
        month = _month(released, lang)
    return etl.Options(profile=profile, plan_version=plan, released_through=month)


def _month(text: str, lang: Language) -> Any:
    from metrics.selection import SelectionError, month_of

    if not text.strip():
        return None
    try:
        return month_of("released", text.strip())
    except SelectionError:
        st.error(lang.text("Skriv måneden som åååå-mm, for eksempel 2024-08."))
        return None


def understand(files: Sequence[Any], options: etl.Options, view: View) -> list[etl.FileReport]:
    """Read the files without loading them; the same files are not read twice."""
    seen = (tuple(file.file_id for file in files), options, view.reader.version)
    kept = st.session_state.get(_SEEN)
    if kept is not None and kept[0] == seen:
        reports: list[etl.FileReport] = kept[1]
        return reports
    bar = st.progress(0.0, view.lang.text("Leser …"))
    with on_disk(files) as uploads:
        reports = list(etl.inspect(uploads, view.folder, options, show_progress(bar, view.lang)))
    bar.empty()
    st.session_state[_SEEN] = (seen, reports)
    return reports


def report(found: etl.FileReport, view: View, number: int) -> None:
    """Draw what was understood of one file, and what is wrong with it."""
    lang = view.lang
    with st.container(border=True):
        st.subheader(html.plain(found.file), anchor=False)
        verdict(found, lang)
        html.facts(understood(found, lang))
        if found.columns:
            with st.expander(lang.text("Kolonnene som ble funnet")):
                html.table(
                    [lang.text("Kolonne i filen"), lang.text("Felt hos oss")],
                    [html.Row((header, field)) for field, header in found.columns.items()],
                    caption=lang.text("Kolonner"),
                )
        problems(found, view, number)


def verdict(found: etl.FileReport, lang: Language) -> None:
    """Say in one line whether the file can be loaded."""
    errors = sum(problem.severity == "error" for problem in found.problems)
    warnings = sum(problem.severity == "warning" for problem in found.problems)
    told = lang.plural("{n} feil", "{n} feil", errors)
    if found.status == "unchanged":
        st.info(lang.text("Uendret: nøyaktig denne filen er lastet inn før, og tallene er de samme."))
    elif found.refused and _row_errors(found):
        st.error(
            lang.text(
                "Avvist slik den er: {errors}. Rett filen, eller last inn bare de gyldige radene.",
                errors=told,
            )
        )
    elif found.refused:
        st.error(lang.text("Avvist: {errors}. Ingenting fra filen kan lastes inn.", errors=told))
    elif warnings:
        noted = lang.plural("{n} advarsel", "{n} advarsler", warnings)
        st.warning(lang.text("Kan lastes inn, med {warnings}. Les dem først.", warnings=noted))
    else:
        st.success(lang.text("Kan lastes inn."))


def _row_errors(found: etl.FileReport) -> bool:
    """Say whether only rows are wrong, so that the others could be loaded."""
    wrong = [problem for problem in found.problems if problem.severity == "error"]
    return found.profile is not None and bool(wrong) and all(problem.row is not None for problem in wrong)


def understood(found: etl.FileReport, lang: Language) -> list[tuple[str, str]]:
    """Return what was understood, as pairs of label and value."""
    rows = found.rows
    counts = lang.text(
        "{read} lest = {loaded} gyldige + {rejected} avviste + {ignored} ikke med",
        read=lang.number(rows.read, 0), loaded=lang.number(rows.loaded, 0),
        rejected=lang.number(rows.rejected, 0), ignored=lang.number(rows.ignored, 0),
    )  # fmt: skip
    pairs = [
        (lang.text("Filtype"), words.profile(found.profile, lang)),
        (lang.text("Innhold"), words.kind(found.kind, lang)),
        (lang.text("Ark"), found.sheet or ""),
        (lang.text("Overskriftsrad"), "" if found.header_row is None else str(found.header_row)),
        (lang.text("Periode"), lang.month_range(*found.period) if found.period else ""),
        (lang.text("Rader"), counts if rows.read else ""),
        (lang.text("Summer"), sums_words(found.sums, lang)),
        (lang.text("Kontrollsum"), control_words(found, lang)),
        (lang.text("Tatt ut"), lang.date(found.extracted) if found.extracted else ""),
        (
            lang.text("Frigitt til og med"),
            lang.month(found.released_through) if found.released_through else "",
        ),
    ]
    return [pair for pair in pairs if pair[1]]


def sums_words(sums: Any, lang: Language) -> str:
    """Return «timer 1 234,5 · kroner 12 345»."""
    return " · ".join(
        f"{words.sum_name(name, lang)} {lang.number(value, 1 if 'hours' in name else 0)}"
        for name, value in sums.items()
    )


def control_words(found: Any, lang: Language) -> str:
    """Return the file's own total beside what was read."""
    if found.control is None:
        return lang.text("filen har ingen egen sum")
    total = lang.number(found.control.file_total, 2)
    if found.control.difference == 0:
        return lang.text("{total} i filen, stemmer", total=total)
    difference = lang.number(found.control.difference, 2, signed=True)
    return lang.text("{total} i filen, avvik {difference}", total=total, difference=difference)


def problems(found: etl.FileReport, view: View, number: int) -> None:
    """Draw every problem with its place and what to do, and offer the list as Excel."""
    lang = view.lang
    if not found.problems:
        return
    named = {
        "error": lang.text("feil"),
        "warning": lang.text("advarsel"),
        "info": lang.text("til orientering"),
    }
    frame = pd.DataFrame(
        [
            {
                lang.text("Hva"): named[problem.severity],
                lang.text("Ark"): problem.sheet or "",
                lang.text("Rad"): "" if problem.row is None else str(problem.row),
                lang.text("Kolonne"): problem.column or "",
                lang.text("Verdi"): problem.value or "",
                lang.text("Forklaring"): message(problem, lang),
            }
            for problem in sorted(
                found.problems, key=lambda p: ("error", "warning", "info").index(p.severity)
            )
        ]
    )
    title = lang.text("Feil og advarsler")
    shown = frame.head(100)
    draw.frame_table(shown, caption=title, lang=lang)
    if len(frame) > len(shown):
        st.caption(lang.text("De {n} første vises. Excel-filen har alle.", n=lang.number(len(shown), 0)))
    from reports.table_file import XLSX_TYPE, xlsx_bytes

    about = [(lang.text("Fil"), found.file)]
    st.download_button(
        lang.text("Last ned listen som Excel"), lambda: xlsx_bytes(frame, title=title, about=about, lang=lang),
        f"handlingsrom-feil-{number + 1}.xlsx", XLSX_TYPE, key=f"problems_{number}", on_click="ignore",
    )  # fmt: skip


def confirm(files: Sequence[Any], found: Sequence[etl.FileReport], options: etl.Options, view: View) -> None:
    """Draw the last step before loading: which rows, and yes."""
    lang = view.lang
    partial = any(_row_errors(one) for one in found)
    accept = partial and st.checkbox(
        lang.text("Last inn de gyldige radene. Radene med feil blir stående i importloggen som avvist."),
        key="upload_accept",
    )
    ready = [one for one in found if one.status == "inspected" or (accept and _row_errors(one))]
    if not ready:
        st.write(lang.text("Ingen av filene kan lastes inn slik de er."))
        return
    label = lang.plural("Last inn {n} fil", "Last inn {n} filer", len(ready))
    if st.button(label, type="primary", key="upload_confirm"):
        _load(files, replace(options, accept_rejected=accept), view)


def _load(files: Sequence[Any], options: etl.Options, view: View) -> None:
    bar = st.progress(0.0, view.lang.text("Laster inn …"))
    try:
        with on_disk(files) as uploads:
            result = etl.load(uploads, view.folder, options, show_progress(bar, view.lang))
    except (WarehouseError, etl.PublishFailed) as error:
        states.failed(error, view.lang)
        return
    st.session_state[_DONE] = result
    st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
    st.session_state.pop(_SEEN, None)
    st.rerun()


def done(view: View) -> None:
    """Say what the last load did, what changed, and how it is taken back."""
    result = st.session_state.get(_DONE)
    if result is None:
        return
    lang = view.lang
    st.header(lang.text("Lastet inn"), anchor=False)
    named = {
        "loaded": lang.text("lastet inn"), "unchanged": lang.text("uendret, allerede lastet inn"),
        "refused": lang.text("avvist"), "inspected": lang.text("ikke lastet inn"),
    }  # fmt: skip
    html.table(
        [lang.text("Fil"), lang.text("Resultat"), lang.text("Rader"), lang.text("Summer")],
        [
            html.Row((one.file, named[one.status], lang.number(one.rows.loaded, 0), sums_words(one.sums, lang)))
            for one in result.files
        ],
        caption=lang.text("Filene"), numbers=(2,),
    )  # fmt: skip
    _changes(result, view)
    with st.container(horizontal=True, vertical_alignment="center"):
        from ui.navigation import link

        link("import_log", lang.text("Angre i importloggen"), view.address)
        link("overview", lang.text("Se tallene på Oversikt"), view.address)
        if st.button(lang.text("Last inn flere filer"), key="upload_more"):
            st.session_state.pop(_DONE)
            st.rerun()


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
    rows = [
        html.Row((
            _sub_measure(one, view),
            lang.text("faktisk") if one.plan_version_id is None else view.label("plan_version", one.plan_version_id),
            lang.number(one.before_hours), lang.number(one.after_hours),
            lang.number(one.after_hours - one.before_hours, signed=True),
            lang.number(one.before_nok, 0), lang.number(one.after_nok, 0),
            lang.number(one.after_nok - one.before_nok, 0, signed=True),
        ))
        for one in changed
    ]  # fmt: skip
    html.table(heads, rows, caption=lang.text("Hva som er endret"), numbers=range(2, 8))


def _sub_measure(one: etl.Change, view: View) -> str:
    if one.sub_measure_id is None:
        return view.lang.text("ikke plassert")
    return f"{one.sub_measure_id} {view.lang.pick(one.name_nb, one.name_en)}"
