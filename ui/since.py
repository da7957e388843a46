"""What changed in the selection's figures: since the last upload, and since the last report that was issued."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from etl.history import versions
from language import Language
from metrics import Selection, SelectionError, short_name
from metrics.changes import changed_since
from metrics.issued import last_issued
from metrics.reference import reference
from metrics.sentences import change_sentences
from ui import data, draw, html
from ui.imports import moment
from ui.terms import help_of
from ui.view import Key, View
from warehouse import WarehouseError


@dataclass(frozen=True)
class Upload:
    """The newest load that a version holds. before: the newest version before it that is kept; None = none is."""

    files: tuple[str, ...]
    import_ids: tuple[int, ...]
    made_at: datetime
    before: int | None


@st.cache_data(max_entries=20, show_spinner=False)
def last_upload(folder: str, version: int) -> Upload | None:
    """Return the newest load up to a version; None where no version says of itself that it was one."""
    known = versions(Path(folder))
    load = next((one for one in known if one.number <= version and one.action == "load"), None)
    if load is None:
        return None
    loaded = [file for file in load.detail.get("files", ()) if file.get("import_id")]
    return Upload(
        files=tuple(file["file"] for file in loaded),
        import_ids=tuple(file["import_id"] for file in loaded),
        made_at=load.created,
        before=next((one.number for one in known if one.number < load.number and one.kept), None),
    )


@st.cache_data(max_entries=100, show_spinner=False)
def changed(key: Key, _view: View, then: int) -> pd.DataFrame:
    return changed_since(data.reader_at(_view.folder, then), _view.reader, key[2])


def since_upload(view: View) -> None:
    """Say what the last upload changed in the selection's released figures."""
    lang = view.lang
    st.subheader(lang.text("Siden før siste opplasting"), anchor=False, help=help_of("changed_since", lang))
    upload = last_upload(str(view.folder), view.reader.version)
    if upload is None:
        st.write(lang.text("Det finnes ingen opplasting å sammenligne med."))
        return
    told = lang.text("Sist lastet opp {moment}: {files}.", moment=moment(upload.made_at, lang),
                     files=files_words(upload.files, lang))  # fmt: skip
    html.paragraph(told, "hr-basis")
    if upload.before is None:
        st.write(lang.text("Tallene fra før den er ikke tatt vare på, så endringen kan ikke vises."))
    else:
        _tell(view, upload.before, "siden-opplasting")


def files_words(files: tuple[str, ...], lang: Language) -> str:
    """Name up to three files, and count the rest."""
    if len(files) <= 3:
        return lang.join(files) or lang.text("ingen filer")
    return lang.plural("{n} fil", "{n} filer", len(files))


def since_report(view: View) -> None:
    """Say what changed since the last report that was issued: whether what was told then still holds."""
    lang = view.lang
    st.subheader(lang.text("Siden siste utstedte rapport"), anchor=False, help=help_of("changed_since", lang))
    issued = last_issued(view.reader)
    if issued is None:
        st.write(
            lang.text(
                "Ingen rapport er utstedt ennå. Når en rapport er utstedt, står det her hvilke frigitte tall som er "
                "endret siden, så du ser om det som ble sagt da, fortsatt holder."
            )
        )
        return
    told = lang.text("Rapporten {report} ble utstedt {moment}.", report=issued.name or issued.issue_id,
                     moment=moment(issued.issued_at, lang))  # fmt: skip
    html.paragraph(told, "hr-basis")
    _tell(view, issued.version, "siden-rapport")


def _tell(view: View, then: int, name: str) -> None:
    """Draw the change since a version in sentences, and all of it as a table; words where it cannot be told."""
    lang = view.lang
    try:
        # Against a version without figures everything is new: nothing needs to be compared to say so.
        empty = not reference(data.reader_at(view.folder, then)).imports
        found = None if empty else changed(view.key, view, then)
    except WarehouseError:
        st.write(lang.text("Tallene fra da er ikke tatt vare på, så endringen kan ikke vises."))
        return
    except SelectionError:
        st.write(lang.text("Planversjonen du har valgt, fantes ikke da. Velg en annen for å se endringen."))
        return
    if found is None:
        st.write(lang.text("Det var ingen tall før den, så alt er nytt."))
        return
    if found.empty:
        st.write(lang.text("Ingen frigitte tall i utvalget er endret."))
        return
    for sentence in change_sentences(found, view.selection.unit, lang):
        html.paragraph(sentence, "hr-message")
    table_of_changes(found, view, (then, view.reader.version), name, view.selection)


def table_of_changes(
    found: pd.DataFrame, view: View, compared: tuple[int, int], name: str, selection: Selection
) -> None:
    """Draw each change once it is asked for. compared: the versions then and now. selection: the one that was
    compared.
    """
    lang = view.lang
    view = replace(view, address=replace(view.address, selection=selection))
    title = lang.text("Endringer i frigitte tall, {unit}", unit=lang.unit_name(selection.unit))
    with st.expander(lang.text("Vis hver endring"), on_change="rerun", key=f"open_{name}") as box:
        if box.open:
            basis = lang.text(
                "Datavarehusets versjon {then} mot versjon {now}.", then=compared[0], now=compared[1]
            )
            draw.table(_shown(found, view), title, basis, view, name)


def _shown(found: pd.DataFrame, view: View) -> pd.DataFrame:
    """The changes under headings in the reader's language; a figure that was not released says so."""
    lang, silent = view.lang, view.lang.text("ikke frigitt")
    sides = {"actual": lang.text("faktisk"), "planned": lang.text("planlagt")}
    names = [
        " ".join(part for part in (key, short_name(lang.pick(nb, en))) if part)
        for key, nb, en in zip(
            found["sub_measure"], found["sub_measure_nb"], found["sub_measure_en"], strict=True
        )
    ]
    return pd.DataFrame(
        {
            lang.text("Deltiltak"): names,
            lang.text("Måned"): [lang.month(month) for month in found["month"]],
            lang.text("Side"): [sides[side] for side in found["side"]],
            lang.text("Før"): found["before"].astype(object).where(found["before"].notna(), silent),
            lang.text("Nå"): found["now"].astype(object).where(found["now"].notna(), silent),
            lang.text("Endring"): found["change"],
            lang.text("Import"): found["imports"].replace("", lang.text("annet, som koder eller planer")),
        }
    )
