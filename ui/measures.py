"""The measures page's parts: the hierarchy of sub-measures, one of them closely, the rows behind a figure."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from language import Language
from metrics import MeasureNode, SubMeasureNode, measure_tree, milestones, note_words, variance_words
from metrics.wording import quality_words
from reports.table_file import comparison_table
from ui import data, draw, html, words
from ui.address import change_address
from ui.filters import hold, widget_key
from ui.html import Row
from ui.view import View


def chosen_measures(view: View) -> tuple[MeasureNode, ...]:
    """Return the measures that the selection lets through."""
    wanted = view.selection.measures
    return tuple(node for node in measure_tree(view.reader) if not wanted or node.measure_id in wanted)


def alias_warnings(nodes: tuple[MeasureNode, ...], lang: Language) -> None:
    """Show what the names of the measures warn of, each once."""
    told = [lang.pick(*pair) for node in nodes for pair in node.warnings]
    for text in dict.fromkeys(told):
        st.warning(html.plain(text))


def hierarchy(view: View, nodes: tuple[MeasureNode, ...]) -> None:
    """Draw one table: each measure, under it its sub-measures, at the end what is not placed, and the sum."""
    lang = view.lang
    by_measure = data.compared(view.key, view, ("measure",))
    by_sub = data.compared(view.key, view, ("sub_measure",), True)
    measure_rows = {row["measure"]: row for row in by_measure.rows.to_dict("records")}
    sub_rows = {row["sub_measure"]: row for row in by_sub.rows.to_dict("records")}
    rows: list[Row] = []
    for node in nodes:
        if node.measure_id in measure_rows:
            name = lang.pick(node.name_nb, node.name_en)
            rows.append(_row(f"{node.code} {name}", measure_rows[node.measure_id], view, "group"))
        rows += [
            _row(f"{s.sub_measure_id} {lang.pick(s.name_nb, s.name_en)}", sub_rows[s.sub_measure_id], view, "part",
                 _system_word(s, view), words.status(s.status, lang))
            for s in node.sub_measures
            if s.sub_measure_id in sub_rows
        ]  # fmt: skip
    if None in sub_rows:
        rows.append(_row(lang.text("Ikke plassert"), sub_rows[None], view, "group"))
    rows.append(_row(lang.text("Sum"), by_sub.total, view, "sum"))
    heads = [
        lang.text("Tiltak og deltiltak"), lang.text("System"), lang.text("Status"), lang.text("Planlagt"),
        lang.text("Faktisk"), lang.text("Avvik"), lang.text("Avvik i prosent"), lang.text("Trafikklys"),
    ]  # fmt: skip
    title = lang.text("Planlagt mot faktisk per deltiltak, {unit}", unit=lang.unit_name(view.selection.unit))
    html.table(heads, rows, caption=title, numbers=(3, 4, 5, 6))
    basis = by_sub.basis.words(lang)
    draw.basis_line("", basis, lang)
    draw.downloads(comparison_table(by_sub, lang), title, basis, view, "deltiltak")


def _system_word(node: SubMeasureNode, view: View) -> str:
    return view.label("system", node.system_id)


def _row(name: str, row: dict[Any, Any], view: View, kind: str, system: str = "", status: str = "") -> Row:
    lang, note = view.lang, note_words(row["note_code"], view.lang)

    def amount(field: str, signed: bool = False) -> str:
        value = row[field]
        if value is None or math.isnan(value):
            return note or "–"
        return lang.number(value, _decimals(view), signed=signed)

    pct = row["variance_pct"]
    per_cent = note or "–" if pct is None or math.isnan(pct) else lang.percent(pct, signed=True)
    word = variance_words(row["variance"], lang)
    variance = f"{amount('variance', True)} {word}".strip()
    return Row(
        (name, system, status, amount("planned"), amount("actual"), variance, per_cent,
         words.light(row["light"], lang)), kind,
    )  # fmt: skip


def _decimals(view: View) -> int:
    return {"person_years": 2, "cost_nok": 0, "booked_cost_nok": 0}.get(view.selection.unit, 1)


def choose_sub_measure(view: View, nodes: tuple[MeasureNode, ...]) -> SubMeasureNode | None:
    """Draw the choice of the sub-measure to look at; it is part of the address."""
    subs = {s.sub_measure_id: s for node in nodes for s in node.sub_measures}
    if not subs:
        return None
    asked = view.address.sub_measure if view.address.sub_measure in subs else next(iter(subs))
    key = hold(widget_key("choice_sub_measure", view.lang), asked)
    st.selectbox(
        view.lang.text("Velg deltiltak"), list(subs), key=key, on_change=_take, args=(key,),
        format_func=lambda sub: f"{sub} {view.lang.pick(subs[sub].name_nb, subs[sub].name_en)}",
    )  # fmt: skip
    return subs[asked]


def _take(key: str) -> None:
    change_address(sub_measure=st.session_state[key])


def about(node: SubMeasureNode, view: View) -> None:
    """Say the facts of a sub-measure: status, owner, benefit, system, validity, milestones, warnings."""
    lang = view.lang
    for pair in node.warnings:
        st.warning(html.plain(lang.pick(*pair)))
    html.facts(
        [
            (lang.text("Status"), words.status(node.status, lang)),
            (lang.text("Ansvarlig"), lang.pick(node.owner_nb, node.owner_en) or lang.text("ikke oppgitt")),
            (lang.text("Gevinsttype"), words.benefit(node.benefit_type, lang)),
            (lang.text("System"), view.label("system", node.system_id)),
            (lang.text("Gjelder"), lang.month_range(node.valid_from, node.valid_to)),
        ]
    )
    draw_milestones(milestones(view.reader, sub_measure_id=node.sub_measure_id), lang)


def draw_milestones(found: Any, lang: Language) -> None:
    """Draw milestones as a table: planned, revised and actual are three separate facts."""
    if not found:
        st.caption(lang.text("Ingen milepæler er registrert."))
        return
    heads = [lang.text("Milepæl"), lang.text("Planlagt"), lang.text("Revidert"), lang.text("Faktisk")]
    rows = [
        Row(
            (
                lang.pick(m.name_nb, m.name_en),
                *(date_or_text(getattr(m, f"{f}_date"), getattr(m, f"{f}_text"), lang)
                  for f in ("planned", "revised", "actual")),
            )
        )
        for m in found
    ]  # fmt: skip
    html.table(heads, rows, caption=lang.text("Milepæler"))


def date_or_text(value: Any, text: str | None, lang: Language) -> str:
    """Return a date, or what the source says where it gives no day."""
    if value is not None and not pd.isna(value):
        return lang.date(value)
    return text if isinstance(text, str) and text else lang.text("ikke oppgitt")


def source_table(view: View, limit: int = 200) -> None:
    """Draw the rows of the files that the figures of the view are summed from."""
    lang = view.lang
    with st.expander(lang.text("Vis kilderadene bak tallene"), on_change="rerun") as box:
        if not box.open:
            return
        rows = data.behind(view.key, view, limit)
        shown = pd.DataFrame(
            {
                lang.text("Fil"): rows["file"],
                lang.text("Ark"): rows["sheet"],
                lang.text("Rad"): rows["row"],
                lang.text("Måned"): [lang.month(month) for month in rows["month"]],
                lang.text("Side"): [
                    lang.text("faktisk") if side == "actual" else lang.text("plan") for side in rows["side"]
                ],
                lang.text("Enhet"): [view.label("unit", key) for key in rows["unit"]],
                lang.text("Rollegruppe"): [view.label("role_group", key) for key in rows["role_group"]],
                lang.text("Timer"): rows["hours"],
                lang.text("Kroner (kr)"): rows["nok"],
                lang.text("Kvalitet"): [
                    quality_words(q, lang) if isinstance(q, str) else "" for q in rows["quality"]
                ],
                lang.text("Forutsetning"): rows["assumption"],
            }
        )
        if len(shown) == limit:
            st.caption(lang.text("De {n} første radene vises.", n=lang.number(limit, 0)))
        title = lang.text("Kilderader")
        draw.table(shown, title, data.compared(view.key, view, ()).basis.words(lang), view, "kilderader")


def narrowed(view: View, node: SubMeasureNode) -> View:
    """Return the view of one sub-measure alone."""
    return view.only(sub_measures=(node.sub_measure_id,))
