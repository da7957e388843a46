"""The difference between any two versions of the warehouse, with what made each of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from etl.history import VersionInfo, versions
from language import Language
from ui import codebook_words, html
from ui.changes import between, change_table
from ui.filters import widget_key
from ui.imports import moment
from ui.view import View


def difference(view: View) -> None:
    """Draw the choice of two versions, and what moved between them."""
    lang = view.lang
    kept = {info.number: info for info in versions(view.folder) if info.kept}
    if len(kept) < 2:
        st.write(
            lang.text(
                "Det finnes bare én versjon ennå. Hver import og hver endring i kodeverket lager en ny."
            )
        )
        return
    numbers = list(kept)
    left, right = st.columns(2)
    with left:
        old = _choose(view, kept, numbers, lang.text("Fra versjon"), "versions_old", 1)
    with right:
        new = _choose(view, kept, numbers, lang.text("Til versjon"), "versions_new", 0)
    by_month = st.checkbox(lang.text("Vis hver måned for seg"), key="versions_by_month")
    if old == new:
        st.info(lang.text("Velg to ulike versjoner."))
        return
    caption = lang.text("Hva som er endret fra versjon {old} til versjon {new}", old=old, new=new)
    change_table(between(str(view.folder), old, new, by_month), view, caption)


def _choose(
    view: View, kept: Mapping[int, VersionInfo], numbers: list[int], label: str, key: str, at: int
) -> int:
    chosen: int = st.selectbox(
        label, numbers, index=at, key=widget_key(f"{key}_{view.reader.version}", view.lang),
        format_func=lambda number: version_words(kept[number], view.lang),
    )  # fmt: skip
    return chosen


def version_table(view: View) -> None:
    """Draw every version: when, who, and what made it."""
    lang = view.lang
    html.table(
        [lang.text("Versjon"), lang.text("Når"), lang.text("Hvem"), lang.text("Hva"), lang.text("Kan åpnes")],
        [
            html.Row((
                str(info.number), moment(info.created, lang), info.by or "", action_words(info, lang),
                lang.text("ja") if info.kept else lang.text("nei, ryddet bort"),
            ))
            for info in versions(view.folder)
        ],
        caption=lang.text("Alle versjoner, nyeste først"),
    )  # fmt: skip


def version_words(info: VersionInfo, lang: Language) -> str:
    """Return a version as one line: its number, when it was made and by what."""
    told = action_words(info, lang)
    line = f"{info.number}: {moment(info.created, lang)}"
    return f"{line}, {told}" if told else line


def action_words(info: VersionInfo, lang: Language) -> str:
    """Return what made a version; empty where that is not known."""
    facts = info.detail
    match info.action:
        case "load":
            names = lang.join(str(one.get("file", "")) for one in facts.get("files", ()))
            return lang.text("lest på nytt: {files}", files=names) if "reapplies" in facts else names
        case "undo":
            return lang.text("import {id} angret", id=facts.get("import_id"))
        case "redo":
            return lang.text("import {id} gjelder igjen", id=facts.get("import_id"))
        case "issue":
            return lang.text("rapporten «{name}» utstedt", name=facts.get("name"))
        case "withdraw":
            told = lang.text("rapporten «{name}» trukket tilbake", name=facts.get("name"))
            return f"{told} ({facts.get('reason')})"
        case "edit" | "revise" | "place":
            return _edited(info.action, facts, lang)
        case _:
            return {
                "create": lang.text("datavarehuset laget"),
                "remove_sample": lang.text("eksempeldata fjernet"),
                "reference": lang.text("kodeverket lest inn fra filer"),
                "memory": lang.text("husket oppsett endret"),
                "ledger_total": lang.text("total fra hovedboken"),
                "progress": lang.text("fremdrift registrert"),
            }.get(info.action or "", "")


def _edited(action: str, facts: Mapping[str, Any], lang: Language) -> str:
    tables = lang.join(codebook_words.table_name(table, lang) for table in facts.get("tables", ()))
    told = (
        lang.text("kode plassert")
        if action == "place"
        else lang.text("kodeverk endret: {tables}", tables=tables)
    )
    reason = facts.get("reason")
    return f"{told} ({reason})" if reason else told
