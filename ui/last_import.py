"""The last upload, and whether it adds up: its rows, the files' own sums, and the ledger's totals."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

import etl
from etl.reconcile import residuals
from language import Language
from ui import html
from ui.imports import moment, records
from ui.navigation import link
from ui.since import files_words, last_upload
from ui.view import View


@st.cache_data(max_entries=20, show_spinner=False)
def _log(folder: str, version: int, _view: View) -> list[etl.ImportRecord]:  # noqa: ARG001 - cache key
    return records(_view)


@st.cache_data(max_entries=20, show_spinner=False)
def _open_totals(folder: str, version: int, _view: View) -> tuple[int, int]:  # noqa: ARG001 - cache key
    """How many totals of the ledger were typed in, and how many of them differ from what is loaded."""
    lines = [one for one in residuals(_view.reader) if one.total_id is not None]
    return len(lines), sum(1 for one in lines if one.residual)


def last_import(view: View) -> None:
    """Draw when figures were last uploaded, and the result of the reconciliation in words."""
    lang, place = view.lang, (str(view.folder), view.reader.version)
    st.subheader(lang.text("Siste import og avstemming"), anchor=False)
    found = _newest(_log(*place, view), *place)
    if not found:
        st.write(lang.text("Ingen filer er lastet inn ennå. Gå til «Last opp» i menyen."))
        return
    files = files_words(tuple(record.file_name for record in found), lang)
    told = [
        lang.text("Sist lastet opp {moment}: {files}.", moment=moment(found[0].imported_at, lang), files=files),
        rows_words(found, lang), sums_words(found, lang), ledger_words(*_open_totals(*place, view), lang),
    ]  # fmt: skip
    html.lines((text, "hr-message") for text in told)
    with st.container(horizontal=True):
        link("reconciliation", lang.text("Se avstemmingen"), view.address)
        link("import_log", lang.text("Se alle importer"), view.address)


def _newest(found: Sequence[etl.ImportRecord], folder: str, version: int) -> list[etl.ImportRecord]:
    """The imports of the last upload that count; the newest one that counts where no upload is known."""
    active = [record for record in found if record.status == "active"]
    upload = last_upload(folder, version)
    together = [record for record in active if upload and record.import_id in upload.import_ids]
    return together or active[:1]


def rows_words(found: Sequence[etl.ImportRecord], lang: Language) -> str:
    """Say whether every row is accounted for: read = loaded + rejected + left out."""
    read, loaded, rejected, ignored = (
        sum(getattr(record.rows, name) for record in found)
        for name in ("read", "loaded", "rejected", "ignored")
    )
    values = {
        "read": lang.number(read, 0), "loaded": lang.number(loaded, 0), "rejected": lang.number(rejected, 0),
        "ignored": lang.number(ignored, 0), "missing": lang.number(read - loaded - rejected - ignored, 0),
    }  # fmt: skip
    if read == loaded + rejected + ignored:
        return lang.text(
            "● Alle rader er gjort rede for: {read} lest = {loaded} lastet inn + {rejected} avviste + {ignored} "
            "ikke med.",
            **values,
        )
    return lang.text("▲ {missing} av {read} rader er ikke gjort rede for.", **values)


def sums_words(found: Sequence[etl.ImportRecord], lang: Language) -> str:
    """Say whether the files' own sums are the sums of what was loaded."""
    stated = [record for record in found if record.file_total is not None]
    wrong = [record.file_name for record in stated if record.control_difference]
    if not stated:
        return lang.text("○ Ingen av filene oppgir en egen sum.")
    if wrong:
        return lang.text(
            "▲ Filens egen sum er en annen enn det som er lastet inn: {files}.", files=lang.join(wrong)
        )
    return lang.plural(
        "● Filens egen sum stemmer.", "● Filenes egne summer stemmer, {n} av {n}.", len(stated)
    )


def ledger_words(typed_in: int, differing: int, lang: Language) -> str:
    """Say whether the totals typed in from the ledger are what is loaded."""
    if not typed_in:
        return lang.text("○ Ingen total fra hovedboken er skrevet inn å avstemme mot.")
    if differing:
        return lang.plural(
            "▲ {n} total fra hovedboken er ikke avstemt.",
            "▲ {n} totaler fra hovedboken er ikke avstemt.",
            differing,
        )
    return lang.text("● Avstemt mot hovedboken.")
