"""The last step of every change to the reference tables: see before and after, mend what is wrong, say who and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import streamlit as st

from etl.codebook import edit
from language import Language
from ui import acting, codebook_words, html
from ui.codebook import SHARES, Row, Words, specs
from ui.codebook_draft import Difference, discard, draft, note_refused, problem_row, table_of, unsaved, wrong
from ui.view import View
from warehouse import ReferenceInvalid, ReferenceProblem


def review(view: View) -> None:
    """Draw what is not saved yet, with its problems, and save or forget it; nothing where there is nothing."""
    found = unsaved(view)
    if not found:
        return
    lang = view.lang
    with st.container(border=True, key="codebook_review"):
        st.header(lang.text("Se over og lagre"), anchor=False)
        count = lang.plural(
            "{n} endring er ikke lagret ennå.", "{n} endringer er ikke lagret ennå.", len(found)
        )
        st.write(count)
        difference_table(found, view, lang.text("Endringer som ikke er lagret"))
        problems = wrong(view)
        problem_table(problems, view)
        who, why = ("", "") if problems else acting.who_and_why(view, "codebook")
        with st.container(horizontal=True):
            save = not problems and st.button(
                lang.text("Lagre endringene"), type="primary", key="codebook_save"
            )
            forget = st.button(lang.text("Forkast endringene"), key="codebook_discard")
        if forget:
            discard()
            st.rerun()
        if save:
            _save(view, found, who, why)


def _save(view: View, found: Sequence[Difference], who: str, why: str) -> None:
    lang, kept = view.lang, draft(view)
    try:
        version = acting.attempt(
            lang,
            lang.text("Lagrer …"),
            lambda: edit(view.folder, kept.tables, who or None, why, based_on=kept.based_on),
        )
    except ReferenceInvalid as error:
        note_refused(view, error.problems)
        st.rerun()
    if version is None:
        return
    discard()
    acting.done(
        lang.plural(
            "{n} endring er lagret, som versjon {version} av datavarehuset.",
            "{n} endringer er lagret, som versjon {version} av datavarehuset.",
            len(found), version=version,
        )
    )  # fmt: skip


def difference_table(found: Sequence[Difference], view: View, caption: str) -> None:
    """Draw rows that are added, changed or removed, each column that differs with before and after."""
    lang = view.lang
    heads = [lang.text("Tabell"), lang.text("Rad"), *difference_heads(lang)]
    drawn = [
        html.Row((codebook_words.table_name(each.table, lang), *cells))
        for each in found
        for cells in difference_cells(each, view)
    ]
    html.table(heads, drawn, caption=caption)


def difference_heads(lang: Language) -> tuple[str, ...]:
    """Return the headings of what `difference_cells` gives after the row's name."""
    return lang.text("Hva"), lang.text("Kolonne"), lang.text("Før"), lang.text("Etter")


def difference_cells(each: Difference, view: View) -> list[tuple[str, ...]]:
    """Return what became of one row: its name, what, column, before and after. A changed row has a line per column; a
    row that is new or gone is one line with all that stands in it."""
    lang, called, spec = view.lang, Words(view), specs()[each.table]
    before, after = each.before or {}, each.after or {}
    lead = (called.row(each.table, after or before), kind_words(each.kind, lang))
    there = {column.name for column in spec.columns}
    told = {
        name: (spec.column(name), called.heading(each.table, name))
        for name in each.columns()
        if name in there
    }

    def cell(name: str, row: Row) -> str:
        return called.cell(each.table, told[name][0], row)

    if each.kind == "changed":
        return [
            (*lead, heading, cell(name, before), cell(name, after)) for name, (_, heading) in told.items()
        ]
    whole = [
        "; ".join(f"{heading}: {cell(name, row)}" for name, (_, heading) in told.items()) if row else ""
        for row in (before, after)
    ]
    return [(*lead, lang.text("hele raden"), *whole)]


def kind_words(kind: str, lang: Language) -> str:
    """Return what becomes of a row, in a word."""
    return {"added": lang.text("ny"), "changed": lang.text("endret"), "removed": lang.text("fjernes")}[kind]


def problem_table(problems: Sequence[ReferenceProblem], view: View) -> None:
    """Draw every problem with its table, row, column and value, and what was expected there."""
    if not problems:
        return
    lang, called = view.lang, Words(view)
    st.error(
        lang.plural(
            "{n} feil. Ingenting er lagret. Rett den over, så kan du lagre.",
            "{n} feil. Ingenting er lagret. Rett dem over, så kan du lagre.",
            len(problems),
        )
    )
    drawn = []
    for problem in problems:
        table, row = table_of(problem), problem_row(view, problem)
        name = called.row(table, row) if row else "" if problem.row is None else str(problem.row)
        column = codebook_words.column_name(table, problem.column, lang) if problem.column else ""
        value = problem.value or ""
        cells = (codebook_words.table_name(table, lang), name, column, value, expected(problem, lang))
        drawn.append(html.Row(cells))
    heads = [
        lang.text("Tabell"),
        lang.text("Rad"),
        lang.text("Kolonne"),
        lang.text("Verdi"),
        lang.text("Ventet"),
    ]
    html.table(heads, drawn, caption=lang.text("Feil som må rettes"))


def expected(problem: ReferenceProblem, lang: Language) -> str:
    """Return what a cell should have held, in the words of the page rather than of the CSV files."""
    table, column, detail = table_of(problem), problem.column or "", problem.detail or ""
    if problem.expected == "one_of":
        choices = [codebook_words.value_name(table, column, each, lang) for each in detail.split(", ")]
        return lang.text("ett av: {choices}", choices=", ".join(choices))
    if problem.expected == "known_id":
        name = codebook_words.table_name(detail.removesuffix(".csv"), lang)
        return lang.text("noe som finnes i «{table}»", table=name)
    return {
        "date": lang.text("en dato, slik: 31.12.2024"),
        "whole_number": lang.text("et helt tall"),
        "boolean": lang.text("ja eller nei"),
        "number": lang.text("prosent, slik: 60 eller 33,3") if column in SHARES else lang.text("et tall"),
        "decimals": lang.text("et tall med høyst {count} desimaler", count=detail),
        "value": lang.text("noe her: feltet kan ikke stå tomt"),
        "unique": lang.text("noe som ikke finnes i tabellen fra før"),
        "share": lang.text("en andel over 0 og høyst 100 prosent"),
        "part": lang.text("en andel fra 0 til og med 100 prosent"),
        "not_negative": lang.text("et tall som ikke er under 0"),
        "share_sum": lang.text("andeler for {code} som til sammen er 100 prosent", code=detail),
        "not_before": lang.text("en dag som ikke er før {first}", first=_days(detail, lang)),
        "overlap": lang.text("en gyldighet som ikke overlapper {span}", span=_days(detail, lang)),
        "circle": lang.text("etterfølgere som ikke fører tilbake til deltiltaket selv"),
        "in_use": lang.text("at raden ble stående: {count} rader med tall bruker den", count=detail),
        "columns": lang.text("andre kolonner: {columns}", columns=detail),
        "header": lang.text("overskriftene {columns}", columns=detail),
        "no_national_id": lang.text("tekst uten fødselsnummer"),
    }.get(problem.expected, detail or problem.expected)


def _days(text: str, lang: Language) -> str:
    """Return days written as in the CSV files as the reader writes them."""
    return re.sub(r"\d{4}-\d\d-\d\d", lambda found: lang.date(date.fromisoformat(found[0])), text)
