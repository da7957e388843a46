"""Utstedte rapporter: all of them, and one closely: its files, what has moved since, whether its figures hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

import etl
from language import Language
from metrics import SelectionError
from metrics.issued import Issued, issued_reports
from reports import issued_files
from reports.check_file import Checked
from reports.checking import recheck
from reports.codes import UnknownCode, opened
from reports.recipe import Recipe
from ui import acting, html, reports_check, reports_draft, reports_since
from ui.address import change_address
from ui.filters import hold, widget_key
from ui.imports import moment
from ui.reports_issue import downloads
from ui.reports_words import newest
from ui.terms import help_of
from ui.view import View
from warehouse import Reader

_CHECK = "report_check_issued"


def issued_part(view: View) -> None:
    """Draw the list of issued reports, and the chosen one."""
    lang = view.lang
    st.header(lang.text("Utstedte rapporter"), anchor=False, help=help_of("issued_report", lang))
    found = issued_reports(newest(view))
    if not found:
        st.info(
            lang.text(
                "Ingen rapport er utstedt ennå. Gå til «Lag rapport», sett den sammen og velg «Utsted rapporten». "
                "Da står den her, med filene og det som er endret siden."
            )
        )
        return
    _list(found, lang)
    chosen = _choose(found, view)
    st.header(html.plain(_name(chosen)), anchor=False)
    _closely(view, chosen)


def _name(one: Issued) -> str:
    return f"{one.issue_id}: {one.name}" if one.name else one.issue_id


def _list(found: Sequence[Issued], lang: Language) -> None:
    heads = [
        lang.text("Rapport"), lang.text("Utstedt"), lang.text("Av"), lang.text("Gjennomgått av"), lang.text("Innhold"),
        lang.text("Versjon"), lang.text("Status"),
    ]  # fmt: skip
    rows = [
        html.Row(
            (
                _name(one),
                moment(one.issued_at, lang),
                one.issued_by or "",
                _reviewed(one, lang),
                _content(one, lang),
                str(one.version),
                lang.text("trukket tilbake") if one.withdrawn_at else lang.text("gjelder"),
            )
        )
        for one in found
    ]
    html.table(heads, rows, caption=lang.text("Alle utstedte rapporter, nyeste først"), numbers=(5,))


def _reviewed(one: Issued, lang: Language) -> str:
    if not one.reviewed_by:
        return ""
    return f"{one.reviewed_by}, {lang.date(one.reviewed_on)}" if one.reviewed_on else one.reviewed_by


def _content(one: Issued, lang: Language) -> str:
    files = one.content.get("files", ())
    codes = {code for file in files for code in file.get("codes", ())}
    if not files:
        return ""
    told = [
        lang.plural("{n} fil", "{n} filer", len(files)),
        lang.plural("{n} figur", "{n} figurer", len(codes)),
    ]
    return ", ".join(told)


def _choose(found: Sequence[Issued], view: View) -> Issued:
    lang, known = view.lang, {one.issue_id: one for one in found}
    chosen = view.address.issue if view.address.issue in known else found[0].issue_id
    key = hold(widget_key(f"report_issued_{len(found)}", lang), chosen)
    st.selectbox(
        lang.text("Se nærmere på"), list(known), key=key, format_func=lambda one: html.label(_name(known[one])),
        on_change=_take, args=(key,),
    )  # fmt: skip
    return known[chosen]


def _take(key: str) -> None:
    change_address(part="issued", issue=st.session_state[key])


def _closely(view: View, one: Issued) -> None:
    lang = view.lang
    if one.withdrawn_at:
        st.warning(
            lang.text(
                "Trukket tilbake {moment} av {who}: {why}", moment=moment(one.withdrawn_at, lang),
                who=html.plain(one.withdrawn_by or lang.text("ukjent")), why=html.plain(one.withdrawn_why or ""),
            )
        )  # fmt: skip
    html.facts(
        [
            (lang.text("Utstedt"), _by(moment(one.issued_at, lang), one.issued_by)),
            (lang.text("Gjennomgått av"), _reviewed(one, lang)),
            (lang.text("Utvalg"), _told(view, one)),
            (lang.text("Datavarehusets versjon"), str(one.version)),
        ]
    )
    _files(view, one)
    _act(view, one)
    st.header(lang.text("Siden sist rapportert"), anchor=False, help=help_of("since_report", lang))
    reports_since.moved_since(view, one)
    st.header(lang.text("Tallene i rapporten nå"), anchor=False, help=help_of("figure_code", lang))
    _check_now(view, one)
    if not one.withdrawn_at:
        st.header(lang.text("Trekk rapporten tilbake"), anchor=False)
        _withdraw(view, one)


def _by(when: str, who: str | None) -> str:
    return f"{when}, {who}" if who else when


def _told(view: View, one: Issued) -> str:
    selection = reports_since.selection_of(one)
    return selection.describe(view.lang, view.names) if selection else ""


def _files(view: View, one: Issued) -> None:
    lang, names = view.lang, {file.get("name") for file in one.content.get("files", ())}
    paths = issued_files.files_of(view.folder, one.issue_id, names)
    if not paths:
        st.write(lang.text("Filene er ikke tatt vare på. Velg «Bruk som mal» for å lage dem på nytt."))
        return
    downloads([(path.name, path.read_bytes) for path in paths], one.issue_id, lang, f"issued_{one.issue_id}")


def _act(view: View, one: Issued) -> None:
    lang = view.lang
    if one.content.get("recipe"):
        st.button(
            lang.text("Bruk som mal"), key="report_template", on_click=_use, args=(one,),
            help=lang.text(
                "Begynn en ny rapport med det samme utvalget og de samme figurene. Setningene i skjemaene regnes på "
                "nytt, og ordene du har skrevet der, hentes fra den siste rapporten som har noen."
            ),
        )  # fmt: skip


def _use(one: Issued) -> None:
    try:
        recipe = Recipe.from_json(one.content["recipe"])
    except (KeyError, TypeError, AttributeError, ValueError, SelectionError):
        return
    # The owner's words come as kept texts, so that the page says where figures have changed under them.
    # Sentences are computed anew: last time's would stand over this time's figures.
    items = tuple(replace(item, message=None) for item in recipe.items)
    reports_draft.take_recipe(replace(recipe, texts={}, sentences={}, items=items))
    change_address(part="make", issue=None, code=None, selection=recipe.selection)


def codes_of(one: Issued) -> tuple[str, ...]:
    """Return the codes of every figure in a report, each once, in order."""
    return tuple(
        dict.fromkeys(code for file in one.content.get("files", ()) for code in file.get("codes", ()))
    )


def _check_now(view: View, one: Issued) -> None:
    lang, codes = view.lang, codes_of(one)
    if not codes:
        st.write(lang.text("Rapporten har ingen tallpass som kan sjekkes."))
        return
    if st.button(lang.text("Sjekk tallene nå"), key="report_check_now"):
        st.session_state[_CHECK] = one.issue_id
    if st.session_state.get(_CHECK) != one.issue_id:
        st.write(
            lang.plural("{n} figur har et tallpass.", "{n} figurer har hvert sitt tallpass.", len(codes))
        )
        return
    with st.spinner(lang.text("Sjekker tallene …")):
        now = newest(view)
        found = _rechecked((str(view.folder), now.version), now, codes)
    reports_check.tell(view, [(_name(one), figure) for figure in found])


@st.cache_data(max_entries=20, show_spinner=False)
def _rechecked(key: tuple[str, int], _now: Reader, codes: tuple[str, ...]) -> list[Checked]:
    return [_rechecked_one(Path(key[0]), _now, code) for code in codes]


def _rechecked_one(folder: Path, now: Reader, code: str) -> Checked:
    try:
        return Checked(code, recheck(now, opened(folder, code)))
    except UnknownCode:
        return Checked(code, None)


def _withdraw(view: View, one: Issued) -> None:
    lang = view.lang
    who, why = acting.who_and_why(view, f"withdraw_{one.issue_id}")
    acting.ask_first(
        f"withdraw_{one.issue_id}", lang.text("Trekk tilbake"), lang.text("Ja, trekk rapporten tilbake"),
        lang.text("Rapporten blir stående i listen, med grunnen. Det kan ikke gjøres om. Fortsette?"),
        lang,
        lambda: acting.attempt(
            lang, lang.text("Trekker tilbake …"),
            lambda: etl.withdraw_report(view.folder, one.issue_id, by=who or None, why=why),
        ),
        lang.text("{id} er trukket tilbake.", id=one.issue_id),
    )  # fmt: skip
