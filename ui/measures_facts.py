"""What is known of a measure or sub-measure beside its figures: status and its history, owners, benefit, milestones,
what came before and after, and the rows of the files.
"""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from language import Language
from metrics import milestones, note_words
from metrics.status_history import Change, status_history
from metrics.successors import (
    Period,
    Succession,
    measure_succession,
    sub_measure_links,
    sub_measure_succession,
)
from metrics.wording import quality_words, variance_words
from ui import data, draw, html, imports, words
from ui.html import Row
from ui.measures import draw_milestones
from ui.measures_rows import Closely
from ui.view import View


def about(chosen: Closely, view: View) -> None:
    """Say the facts: status, owner, benefit, system, validity, other names, notes, and the milestones."""
    lang, measure, sub = view.lang, chosen.measure, chosen.sub_measure
    if sub is None:
        html.facts(
            [
                (
                    lang.text("Ansvarlig"),
                    lang.pick(measure.owner_nb, measure.owner_en) or lang.text("ikke oppgitt"),
                ),
                (lang.text("Gjelder"), lang.month_range(measure.period_first, measure.period_last)),
                (lang.text("Status"), _statuses(chosen, lang)),
                (lang.text("Andre navn"), ", ".join(measure.aliases)),
                (lang.text("Merknad"), lang.pick(measure.note_nb, measure.note_en)),
            ]
        )
        return
    html.facts(
        [
            (lang.text("Status"), words.status(sub.status, lang)),
            (lang.text("Ansvarlig"), lang.pick(sub.owner_nb, sub.owner_en) or lang.text("ikke oppgitt")),
            (lang.text("Gevinsttype"), words.benefit(sub.benefit_type, lang)),
            (lang.text("System"), view.label("system", sub.system_id)),
            (lang.text("Gjelder"), lang.month_range(sub.valid_from, sub.valid_to)),
            (lang.text("Merknad til tiltaket"), lang.pick(measure.note_nb, measure.note_en)),
        ]
    )
    draw_milestones(milestones(view.reader, sub_measure_id=sub.sub_measure_id), lang)


def _statuses(chosen: Closely, lang: Language) -> str:
    """Count the sub-measures of a measure by status."""
    counts: dict[str, int] = {}
    for sub in chosen.measure.sub_measures:
        counts[sub.status] = counts.get(sub.status, 0) + 1
    return ", ".join(f"{count} {words.status(status, lang)}" for status, count in counts.items())


def history(chosen: Closely, view: View) -> None:
    """Draw what was changed, by whom and why; for a measure, the changes of all its sub-measures."""
    lang, subs = view.lang, chosen.measure.sub_measures
    keys = [chosen.sub_measure.sub_measure_id] if chosen.sub_measure else [sub.sub_measure_id for sub in subs]
    changes = [(key, one) for key in keys for one in status_history(view.reader, key)]
    if not changes:
        st.caption(
            lang.text("Status, ansvar og gevinsttype er ikke endret siden referansetabellene ble lastet inn.")
        )
        return
    changes.sort(key=lambda pair: pair[1].changed_at, reverse=True)
    heads = [lang.text("Tidspunkt"), lang.text("Deltiltak"), lang.text("Hva"), lang.text("Fra"), lang.text("Til"),
             lang.text("Hvem"), lang.text("Hvorfor")]  # fmt: skip
    rows = [
        Row(
            (
                imports.moment(one.changed_at, lang), key, _field(one.field, lang), _value(one, one.before, view),
                _value(one, one.after, view), one.changed_by or lang.text("ikke oppgitt"), one.reason,
            )
        )
        for key, one in changes
    ]  # fmt: skip
    html.table(heads, rows, caption=lang.text("Endringer i status, ansvar og gevinsttype, nyeste først"))


def _field(field: str, lang: Language) -> str:
    return {
        "status": lang.text("Status"),
        "benefit_type": lang.text("Gevinsttype"),
        "owner_nb": lang.text("Ansvarlig"),
        "system_id": lang.text("System"),
        "valid_from": lang.text("Gjelder fra"),
        "valid_to": lang.text("Gjelder til"),
        "measure_id": lang.text("Tiltak"),
        "added": lang.text("Lagt til"),
        "removed": lang.text("Fjernet"),
    }[field]


def _value(change: Change, value: str | None, view: View) -> str:
    if value is None:
        return "–"
    if change.field in ("status", "added", "removed"):
        return words.status(value, view.lang)
    if change.field == "benefit_type":
        return words.benefit(value, view.lang)
    if change.field in ("system_id", "measure_id"):
        return view.label(change.field.removesuffix("_id"), value)
    return value


def succession(chosen: Closely, view: View) -> None:
    """Offer effort before and after in the neighbouring plan periods, where the reference tables link them."""
    lang = view.lang
    if not _has_links(chosen, view):
        return
    with st.expander(
        lang.text("Før og etter: forløper og etterfølger"), on_change="rerun", key="succession"
    ) as box:
        if box.open:
            _succession_table(_succession(chosen, view), view)


def _has_links(chosen: Closely, view: View) -> bool:
    if chosen.sub_measure is None:
        return True
    key = chosen.sub_measure.sub_measure_id
    return any(key in (row["sub_measure_id"], row["successor_id"]) for row in sub_measure_links(view.reader))


def _succession(chosen: Closely, view: View) -> Succession:
    if chosen.sub_measure is None:
        return measure_succession(view.reader, view.selection, chosen.measure.measure_id)
    return sub_measure_succession(view.reader, view.selection, chosen.sub_measure.sub_measure_id)


def _succession_table(chain: Succession, view: View) -> None:
    lang = view.lang
    if not chain.before and not chain.after:
        st.write(lang.text("Ingen forløper eller etterfølger er registrert i Kodeverk."))
        return
    heads = [lang.text("Tiltak og deltiltak"), lang.text("Måneder"), lang.text("Planlagt"), lang.text("Faktisk"),
             lang.text("Avvik"), lang.text("Avvik i prosent"), lang.text("Faktisk per måned")]  # fmt: skip
    rows = [_period_row(one, lang.text("før"), view) for one in chain.before]
    rows.append(_period_row(chain.own, lang.text("dette"), view, "group"))
    rows += [_period_row(one, lang.text("etter"), view) for one in chain.after]
    title = lang.text("Før og etter, {unit}", unit=lang.unit_name(view.selection.unit))
    html.table(heads, rows, caption=title, numbers=(2, 3, 4, 5, 6))
    html.paragraph(
        lang.text(
            "Hver linje er summert over sine egne frigitte måneder med plan, uavhengig av perioden i utvalget. "
            "Månedene er ulike, så linjene regnes ikke mot hverandre; tallet per måned kan sammenlignes."
        ),
        "hr-basis",
    )


def _period_row(one: Period, place: str, view: View, kind: str = "") -> Row:
    lang, note, unit = view.lang, note_words(one.note_code, view.lang), view.selection.unit

    def amount(value: float | None, signed: bool = False) -> str:
        if value is None or math.isnan(value):
            return note or "–"
        return lang.quantity(value, unit, signed=signed)

    name = lang.pick(one.name_nb, one.name_en)
    if one.share is not None:
        name += ", " + lang.text("{share} videre", share=lang.percent(one.share * 100, decimals=0))
    span = lang.month_range(one.months[0], one.months[-1]) if one.months else "–"
    variance = f"{amount(one.variance, True)} {variance_words(one.variance, lang)}".strip()
    per_cent = note or "–" if one.variance_pct is None else lang.percent(one.variance_pct, signed=True)
    cells = (f"{place}: {name}", span, amount(one.planned), amount(one.actual), variance, per_cent)
    return Row((*cells, amount(one.actual_per_month)), kind)


def source_rows(view: View, limit: int = 200) -> None:
    """Offer the rows of the files that the figures of the view are summed from, and the imports with rejected rows."""
    lang = view.lang
    with st.expander(lang.text("Vis kilderadene bak tallene"), on_change="rerun", key="source_rows") as box:
        if not box.open:
            return
        rows = data.behind(view.key, view, limit)
        if len(rows) == limit:
            st.caption(lang.text("De {n} første radene vises.", n=lang.number(limit, 0)))
        basis = data.compared(view.key, view, ()).basis
        draw.table(rows_as_shown(rows, view), lang.text("Kilderader"), basis.words(lang), view, "kilderader")
        _rejected({used.import_id for used in basis.imports}, view)


def rows_as_shown(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the source rows under the reader's headings."""
    lang = view.lang
    return pd.DataFrame(
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
            lang.text("Timer"): _amounts(rows, "hours", lang),
            lang.text("Kroner (kr)"): _amounts(rows, "nok", lang),
            lang.text("Kvalitet"): [
                quality_words(q, lang) if isinstance(q, str) else "" for q in rows["quality"]
            ],
            lang.text("Forutsetning"): rows["assumption"],
        }
    )


def _amounts(rows: pd.DataFrame, name: str, lang: Language) -> list[float | str]:
    """The amounts of a column, or why one is not shown."""
    notes = zip(rows[name], rows["note_code"], strict=True)
    return [note_words(code, lang) if pd.isna(amount) and code else amount for amount, code in notes]


def _rejected(used: set[int], view: View) -> None:
    """Link to the imports of these figures that had rejected rows."""
    lang = view.lang
    with_rejected = [one for one in imports.records(view) if one.import_id in used and one.rows.rejected]
    if not with_rejected:
        st.caption(lang.text("Ingen rader i filene bak disse tallene er avvist."))
    for one in with_rejected:
        told = lang.plural("{n} avvist rad i {file}", "{n} avviste rader i {file}", one.rows.rejected,
                           file=html.plain(one.file_name))  # fmt: skip
        imports.link_to(view, one.import_id, told)
