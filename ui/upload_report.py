"""What was understood of one dropped file, and what is wrong with it, with its place and what to do."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

import etl
from etl.wording import message
from language import Language
from reports.table_file import XLSX_TYPE, xlsx_bytes
from ui import draw, html, words
from ui.view import View


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
    elif found.refused and only_rows_are_wrong(found):
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


def only_rows_are_wrong(found: etl.FileReport) -> bool:
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
        f"{words.sum_name(name, lang)} {amount(name, value, lang)}" for name, value in sums.items()
    )


def amount(name: str, value: Any, lang: Language) -> str:
    """Return one sum: hours with two decimals where one would hide something, the rest whole."""
    if "hours" not in name:
        return lang.number(value, 0)
    return lang.number(value, 1 if round(float(value) * 10, 6).is_integer() else 2)


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
    about = [(lang.text("Fil"), found.file)]
    st.download_button(
        lang.text("Last ned listen som Excel"), lambda: xlsx_bytes(frame, title=title, about=about, lang=lang),
        f"handlingsrom-feil-{number + 1}.xlsx", XLSX_TYPE, key=f"problems_{number}", on_click="ignore",
    )  # fmt: skip
