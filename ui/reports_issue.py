"""The files of a report: made as a draft to look at, or issued under a name with who reviewed it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

import etl
from language import Language
from reports import issued_files
from reports.draft_mark import as_draft
from reports.put_together import File, content_of, put_together, screen_language
from reports.recipe import Recipe
from reports.status_form import TemplateDamaged
from reports.usage import report_words
from ui import acting, html, reports_draft
from ui.address import change_address
from ui.filters import hold, widget_key
from ui.reports_draft import draft
from ui.reports_figures import left_out
from ui.reports_forms import texts_of
from ui.terms import help_of
from ui.view import View

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NAME = "report_issue_name"
_REVIEWER = "report_issue_reviewer"
_REVIEWED = "report_issue_reviewed"
_ISSUE = "report_issue_asked"


def asked_to_issue() -> bool:
    """Return whether «Utsted rapporten» was clicked just now. It is asked before anything is drawn: a click holds for
    this run alone, also where the run does not come as far as the button.
    """
    return bool(st.session_state.pop(_ISSUE, False))


def files_part(view: View, asked: bool) -> None:
    """Draw the two ways to files; both say first what is missing. asked: to issue now, from `asked_to_issue`."""
    lang = view.lang
    st.header(lang.text("Utkast"), anchor=False)
    if lacking := _lacking(view):
        st.info(lacking)
        return
    if missing := left_out(view):
        told = lang.text(
            "Utvalget kan ikke gi disse figurene, så de blir ikke med: {figures}.", figures=lang.join(missing)
        )
        st.warning(html.plain(told))
    _draft(view)
    st.header(lang.text("Utsted"), anchor=False, help=help_of("issued_report", lang))
    _issue(view, asked)


def _lacking(view: View) -> str:
    lang, forms = view.lang, draft().forms
    if not forms:
        return lang.text("Velg minst én slags fil over.")
    if forms == ("status",) and not reports_draft.measures(view):
        return lang.text("Velg minst ett tiltak som får statusskjema.")
    if "status" not in forms and draft().items == ():
        return lang.text("Velg minst én figur.")
    return ""


def _draft(view: View) -> None:
    lang = view.lang
    st.write(lang.text("Et utkast er merket «UTKAST» og står ikke i listen over utstedte rapporter."))
    if st.button(lang.text("Lag utkast"), key="report_draft_make"):
        chosen = _chosen(view)
        reports_draft.keep_files(chosen, view.reader.version, _made(view, chosen, marked=True))
    if files := reports_draft.files_made(view, lambda: _chosen(view)):
        st.success(lang.plural("{n} fil er laget.", "{n} filer er laget.", len(files)))
        downloads([(one.name, partial(bytes, one.data)) for one in files], lang.text("utkast"), lang, "draft")


def _chosen(view: View) -> Recipe:
    return reports_draft.recipe(view, texts_of(view))


def _made(view: View, chosen: Recipe, *, marked: bool) -> tuple[File, ...]:
    """Make the files, with a bar that shows how far it has come; nothing where it is refused."""
    lang, own = view.lang, screen_language(chosen)
    bar = st.progress(0.0, lang.text("Lager filene …"))

    def move(done: int, total: int, what: str) -> None:
        told = lang.text(
            "Lager {file} ({number} av {total}) …", file=what, number=min(done + 1, total), total=total
        )
        bar.progress(min(done / max(total, 1), 1.0), told)

    title = own.text("UTKAST: {title}", title=chosen.title) if marked else chosen.title
    try:
        files = put_together(
            view.reader, view.folder, replace(chosen, title=title), on=date.today(), progress=move
        )
    except TemplateDamaged as error:
        st.error(report_words(error, lang))
        return ()
    finally:
        bar.empty()
    return tuple(_marked(one, own) for one in files) if marked else files


def _marked(file: File, lang: Language) -> File:
    name, data = as_draft(file.name, file.data, lang)
    return replace(file, name=name, data=data)


def downloads(
    files: Sequence[tuple[str, Callable[[], bytes]]], called: str, lang: Language, key: str
) -> None:
    """Draw a button for all of the files, and one for each. files: (name, what gives it); none is read before it is
    asked for.
    """
    with st.container(horizontal=True, key=f"downloads_{key}"):
        if len(files) > 1:
            st.download_button(
                lang.text("Last ned alt (zip)"), lambda: _zipped(files), f"{called}.zip", "application/zip",
                key=f"{key}_zip", on_click="ignore", type="primary",
            )  # fmt: skip
        for name, read in files:
            st.download_button(
                lang.text("Last ned {file}", file=html.label(name)), read, name,
                TYPES.get(name.rpartition(".")[2], "application/octet-stream"), key=f"{key}_{name}", on_click="ignore",
            )  # fmt: skip


def _zipped(files: Sequence[tuple[str, Callable[[], bytes]]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, read in files:
            package.writestr(name, read())
    return stream.getvalue()


def _issue(view: View, asked: bool) -> None:
    lang = view.lang
    st.write(
        lang.text(
            "En utstedt rapport står i listen med filene slik de var, og tallene den hviler på, blir tatt vare på. "
            "Den kan trekkes tilbake, men ikke endres."
        )
    )
    name, reviewer, reviewed = _fields(view)
    who, _ = acting.who_and_why(view, "issue", why=False)
    st.button(lang.text("Utsted rapporten"), type="primary", key="report_issue", on_click=_ask)
    if asked:
        if not name or not reviewer:
            st.error(lang.text("Skriv navnet på rapporten og hvem som har gjennomgått den."))
        else:
            _issue_now(view, name, reviewer, reviewed, who)


def _ask() -> None:
    # Noted before the page is drawn: a run that is cut off before it reaches the button would lose the click.
    st.session_state[_ISSUE] = True


def _fields(view: View) -> tuple[str, str, date | None]:
    lang = view.lang
    key = hold(widget_key(_NAME, lang), draft().name)
    st.text_input(
        lang.text("Navn på rapporten"), key=key, max_chars=120, on_change=_take, args=(key, "name"),
        placeholder=draft().title or lang.text("Status for tiltakene, 1. tertial"),
    )  # fmt: skip
    left, right = st.columns(2)
    with left:
        key = hold(widget_key(_REVIEWER, lang), draft().reviewer)
        st.text_input(
            lang.text("Gjennomgått av"), key=key, max_chars=80, on_change=_take, args=(key, "reviewer"),
            help=help_of("reviewed", lang),
        )  # fmt: skip
    with right:
        reviewed: Any = st.date_input(
            lang.text("Gjennomgått dato"), value="today", max_value=date.today(), format="DD.MM.YYYY",
            key=widget_key(_REVIEWED, lang),
        )  # fmt: skip
    return draft().name, draft().reviewer, reviewed


def _take(key: str, field: str) -> None:
    setattr(draft(), field, " ".join((st.session_state[key] or "").split()))


def _issue_now(view: View, name: str, reviewer: str, reviewed: date | None, who: str) -> None:
    lang, chosen = view.lang, _chosen(view)
    files = _made(view, chosen, marked=False)
    if not files:
        return

    def issue() -> tuple[str, bool]:
        # Nothing is drawn between the two: a click meanwhile would end the run with a report that has no files.
        issue_id = etl.issue_report(
            view.folder, name=name, lang=chosen.lang, version=view.reader.version,
            selection=chosen.selection.to_query(), content=content_of(chosen, files), by=who or None,
            reviewed_by=reviewer, reviewed_on=reviewed,
        )  # fmt: skip
        draft().name = ""
        change_address(part="issued", issue=issue_id)
        return issue_id, _kept(view, issue_id, files)

    issued = acting.attempt(lang, lang.text("Utsteder …"), issue)
    if issued is None:
        return
    issue_id, kept = issued
    told = lang.text("«{name}» er utstedt som {id}.", name=name, id=issue_id)
    if not kept:
        told += " " + lang.text("Filene kunne ikke tas vare på: disken er full eller mappen skrivebeskyttet.")
    acting.done(told)


def _kept(view: View, issue_id: str, files: Sequence[File]) -> bool:
    try:
        issued_files.keep(view.folder, issue_id, files)
    except OSError:
        return False
    return True
