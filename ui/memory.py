"""Husket oppsett: how the files of each source are read, and what their texts stand for; seen, changed, forgotten."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import streamlit as st

from etl import memory
from etl.mapping import SHEET_KEY, ColumnUse
from etl.mapping_wording import across_name, field_name, unit_name
from etl.memory import SavedChoice, SavedMapping
from language import Language
from ui import acting, html, words
from ui.filters import widget_key
from ui.imports import moment
from ui.view import View
from ui.wizard_words import NAMED_FIELDS, named

_ROUND = "memory_import_round"


def remembered(view: View) -> None:
    """Draw what is remembered of one source, and everything as a file."""
    lang = view.lang
    st.write(
        lang.text(
            "Når en fil lastes inn, huskes oppsettet av kolonnene og hva tekstene i den står for. Neste fil fra samme "
            "kilde leses likt, uten spørsmål. Her kan det ses, endres og slettes. Tall som er lastet inn, endres ikke."
        )
    )
    mappings, choices = memory.saved_mappings(view.folder), memory.saved_choices(view.folder)
    sources = sorted({one.mapping.source for one in mappings} | {one.source for one in choices})
    if not sources:
        st.info(
            lang.text(
                "Ingenting er husket ennå. Det huskes når du laster inn en fil på «Last opp» og krysser av for «Husk "
                "dette for kilden»."
            )
        )
    else:
        source = st.selectbox(
            lang.text("Kilde"), sources, format_func=lambda one: words.source(one, lang),
            key=widget_key("memory_source", lang),
        )  # fmt: skip
        _mapping(view, next((one for one in mappings if one.mapping.source == source), None))
        _choices(view, [one for one in choices if one.source == source])
    _as_file(view, bool(sources))


def _mapping(view: View, saved: SavedMapping | None) -> None:
    lang = view.lang
    st.header(lang.text("Oppsettet"), anchor=False)
    if saved is None:
        st.write(lang.text("Ingen kolonner er husket for kilden, bare hva tekstene står for."))
        return
    found = saved.mapping
    html.facts(
        [
            (lang.text("Laget av"), saved.name),
            (lang.text("Lagret"), _saved(saved.saved_at, saved.saved_by, lang)),
            (lang.text("Innhold"), words.kind(found.kind, lang)),
            (lang.text("Ark"), lang.join(found.sheets) if found.sheets else lang.text("finnes i hver fil")),
            (
                lang.text("Overskriftsrad"),
                str(found.header_row) if found.header_row else lang.text("finnes i hver fil"),
            ),
            (lang.text("Fortegn"), lang.text("snus") if found.sign < 0 else ""),
            (lang.text("År"), str(found.year) if found.year else ""),
            (
                lang.text("Kolonner ved siden av hverandre"),
                across_name(found.across.kind, lang) if found.across else "",
            ),
        ]
    )
    heads = [lang.text("Kolonne i filen"), lang.text("Leses som"), lang.text("Enhet"), lang.text("Mer")]
    html.table(
        heads,
        [html.Row((_column(use, lang), field_name(use.field, lang), _unit(use, lang), _more(use, lang)))
         for use in found.columns],
        caption=lang.text("Kolonnene, slik de leses"),
    )  # fmt: skip
    by = acting.signed_in() or None
    acting.ask_first(
        "memory_forget", lang.text("Glem oppsettet"), lang.text("Ja, glem det"),
        lang.text("Neste fil fra kilden leses som om den var ny. Det som er lastet inn, blir stående. Fortsette?"),
        lang, lambda: acting.attempt(
            lang, lang.text("Sletter …"), lambda: memory.forget_mapping(view.folder, found.source, by)
        ),
        lang.text("Oppsettet er glemt."),
    )  # fmt: skip


def _column(use: ColumnUse, lang: Language) -> str:
    return lang.text("(navnet på arket)") if use.key == SHEET_KEY else use.key


def _unit(use: ColumnUse, lang: Language) -> str:
    return unit_name(use.unit, lang) if use.unit else ""


def _more(use: ColumnUse, lang: Language) -> str:
    told = []
    if use.decimal:
        told.append(lang.text("desimalkomma") if use.decimal == "comma" else lang.text("desimalpunktum"))
    if use.day_order:
        told.append(lang.text("dag først") if use.day_order == "dmy" else lang.text("måned først"))
    if use.keep:
        told.append(lang.text("bare rader med {values}", values=lang.join(use.keep)))
    return ", ".join(told)


def _saved(at: Any, by: str | None, lang: Language) -> str:
    return f"{moment(at, lang)}, {by}" if by else moment(at, lang)


def _choices(view: View, choices: Sequence[SavedChoice]) -> None:
    lang = view.lang
    st.header(lang.text("Hva tekstene står for"), anchor=False)
    if not choices:
        st.write(lang.text("Ingen valg er husket for kilden."))
        return
    heads = [lang.text("Tekst i filen"), lang.text("Felt"), lang.text("Står for"), lang.text("Lagret")]
    html.table(
        heads,
        [html.Row((one.text, field_name(one.field, lang), _target(one, view), _saved(one.saved_at, one.saved_by, lang)))
         for one in choices],
        caption=lang.text("Valgene som er husket"),
    )  # fmt: skip
    _change_choice(view, choices)


def _target(one: SavedChoice, view: View) -> str:
    return named(one.field, one.target_id, view) if one.field in NAMED_FIELDS else one.target_id


def _change_choice(view: View, choices: Sequence[SavedChoice]) -> None:
    lang = view.lang
    names = [f"«{one.text}» ({field_name(one.field, lang)})" for one in choices]
    at: int = st.selectbox(
        lang.text("Valget som skal endres eller slettes"), range(len(choices)), format_func=names.__getitem__,
        key=widget_key(f"memory_choice_{choices[0].source}_{view.reader.version}", lang),
    )  # fmt: skip
    one = choices[at if at < len(choices) else 0]
    kind = NAMED_FIELDS.get(one.field, "sub_measure")
    options = ["", *view.names.ids(kind)]
    target: str = st.selectbox(
        lang.text("Står for"), options, index=options.index(one.target_id) if one.target_id in options else 0,
        format_func=lambda key: named(one.field, key, view), key=f"memory_target_{one.source}_{one.field}_{one.text}",
    )  # fmt: skip
    who, _ = acting.who_and_why(view, "memory", why=False)
    with st.container(horizontal=True):
        save = st.button(
            lang.text("Lagre valget"), type="primary", key="memory_save", disabled=target == one.target_id
        )
        drop = st.button(lang.text("Slett valget"), key="memory_drop")
    done = None
    if save:
        done = acting.attempt(
            lang, lang.text("Lagrer …"),
            lambda: memory.save_choice(view.folder, one.source, one.field, one.text, target, who or None),
        )  # fmt: skip
    if drop:
        done = acting.attempt(
            lang, lang.text("Sletter …"),
            lambda: memory.forget_choice(view.folder, one.source, one.field, one.text, who or None),
        )  # fmt: skip
    if done is not None:
        acting.done(lang.text("Valget er lagret.") if save else lang.text("Valget er slettet."))


def _as_file(view: View, anything: bool) -> None:
    lang = view.lang
    st.header(lang.text("Ta med oppsettet til en annen maskin"), anchor=False)
    if anything:
        st.download_button(
            lang.text("Last ned alt som er husket (JSON)"),
            lambda: json.dumps(memory.export_memory(view.folder), ensure_ascii=False, indent=1).encode(),
            "handlingsrom-oppsett.json", "application/json", key="memory_export", on_click="ignore",
        )  # fmt: skip
    file: Any = st.file_uploader(
        lang.text("Slipp et oppsett som er lastet ned et annet sted"), type=["json"], max_upload_size=5,
        key=f"memory_import_{st.session_state.get(_ROUND, 0)}",
        help=lang.text("Det som alt er husket av samme kilde og tekst, erstattes."),
    )  # fmt: skip
    if file is None or not st.button(lang.text("Ta inn oppsettet"), type="primary", key="memory_take"):
        return
    data = _json(file.getvalue())
    if data is None:
        st.error(lang.text("Filen er ikke JSON. Velg en fil som er lastet ned her."))
        return
    who = acting.signed_in() or None
    if (
        acting.attempt(lang, lang.text("Lagrer …"), lambda: memory.import_memory(view.folder, data, who))
        is not None
    ):
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        acting.done(lang.text("Oppsettet er tatt inn."))


def _json(content: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
