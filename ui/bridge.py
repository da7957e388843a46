"""Kodebro: figures on old sub-measures and accounts carried over to the new ones, with the totals side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from etl.bridge import Bridge, BridgeRow, Kind, Measure, bridge
from language import Language
from ui import codebook_table, html
from ui.codebook import Words, specs
from ui.filters import widget_key
from ui.view import View

_TABLES: dict[Kind, str] = {"sub_measure": "successor", "account": "account_bridge"}
_UNPLACED = "-"


@st.cache_data(max_entries=40, show_spinner=False)
def _bridged(folder: str, version: int, _view: View, kind: Kind, measure: Measure) -> Bridge:  # noqa: ARG001 - cache key
    return bridge(_view.reader, kind, measure)


def code_bridge(view: View) -> None:
    """Draw the bridge: what is carried over, the totals before and after, what is not bridged, and the rows behind."""
    lang = view.lang
    st.write(
        lang.text(
            "Kodebroen fører tall fra den gamle planen og den gamle kontoplanen over til de nye kodene, så årene kan "
            "sammenlignes. Tallene selv endres ikke, og summen er den samme før og etter."
        )
    )
    kind, measure = _choose(lang)
    carried = _bridged(str(view.folder), view.reader.version, view, kind, measure)
    if not carried.rows:
        st.info(
            lang.text("Det finnes ingen slike tall å føre over ennå. Last opp timer eller kostnader først.")
        )
    else:
        _totals(carried, lang)
        _carried_over(carried, view)
        _unbridged(carried, view)
    spec = specs()[_TABLES[kind]]
    st.header(lang.text("Endre broen"), anchor=False)
    codebook_table.show_table(view, spec)
    codebook_table.edit_table(view, spec)
    st.header(lang.text("Endringer i broen"), anchor=False)
    codebook_table.table_history(view, spec)


def _choose(lang: Language) -> tuple[Kind, Measure]:
    kinds: dict[Kind, str] = {
        "sub_measure": lang.text("Deltiltak: gammel plan til ny"),
        "account": lang.text("Kontoer: før 2023 til etter"),
    }
    kind: Any = st.segmented_control(
        lang.text("Bro for"), list(kinds), format_func=lambda one: kinds[one], default="sub_measure", required=True,
        key=widget_key("bridge_kind", lang),
    )  # fmt: skip
    if kind == "account":
        return kind, "nok"
    measures: dict[Measure, str] = {
        "hours": lang.text("Timer"),
        "payroll_nok": lang.text("Kalkulatorisk lønn, kroner"),
        "nok": lang.text("Bokførte kroner"),
    }
    measure: Any = st.segmented_control(
        lang.text("Vis tall for"), list(measures), format_func=lambda one: measures[one], default="hours",
        required=True, key=widget_key("bridge_measure", lang),
    )  # fmt: skip
    return kind, measure


def _amount(value: Decimal, carried: Bridge, lang: Language) -> str:
    """Return an amount to the øre, or the hundredth of an hour: that nothing is lost must be seen."""
    return lang.hours(value, 2) if carried.measure == "hours" else lang.nok(value, 2)


def _totals(carried: Bridge, lang: Language) -> None:
    """Draw the totals before and after, and the difference."""
    unbridged = sum((row.after for row in carried.unbridged), Decimal(0))
    difference = carried.total_after - carried.total_before
    html.cards(
        [
            html.Card(lang.text("Før broen"), _amount(carried.total_before, carried, lang)),
            html.Card(lang.text("Etter broen"), _amount(carried.total_after, carried, lang)),
            html.Card(
                lang.text("Forskjell"), _amount(difference, carried, lang),
                lang.text("ingenting er kommet til eller blitt borte") if not difference else lang.text("stemmer ikke"),
            ),
            html.Card(
                lang.text("Ikke ført over"), _amount(unbridged, carried, lang),
                lang.text("alt er ført over") if not unbridged else lang.text("står på de gamle kodene"),
            ),
        ]
    )  # fmt: skip


def _carried_over(carried: Bridge, view: View) -> None:
    lang = view.lang
    heads = [
        lang.text("Fra"), lang.text("Til"), lang.text("Andel"), lang.text("Før broen"), lang.text("Etter broen"),
    ]  # fmt: skip
    rows = [row for row in carried.rows if row.new is not None]
    drawn, seen = [], set[str]()
    for row in rows:
        # A code with several new ones has its whole amount once, so that the column can be added up.
        before = "" if row.old in seen else _amount(row.before, carried, lang)
        seen.add(row.old)
        drawn.append(html.Row((*_leads(row, carried, view), before, _amount(row.after, carried, lang))))
    before_all = sum((amount for amount in {row.old: row.before for row in rows}.values()), Decimal(0))
    after_all = sum((row.after for row in rows), Decimal(0))
    sums = (lang.text("Sum"), "", "", _amount(before_all, carried, lang), _amount(after_all, carried, lang))
    html.table(
        heads,
        [*drawn, html.Row(sums, "sum")],
        caption=lang.text("Hva som føres over til hva"),
        numbers=(2, 3, 4),
    )


def _leads(row: BridgeRow, carried: Bridge, view: View) -> tuple[str, str, str]:
    lang = view.lang
    old, new = (_code(code, carried, view) for code in (row.old, row.new or ""))
    if row.old == row.new:
        return old, lang.text("(er alt en ny kode)"), ""
    share = lang.text("varierer") if row.share is None else Words(view).number("share", f"{row.share:f}")
    return old, new, share


def _code(code: str, carried: Bridge, view: View) -> str:
    if code == _UNPLACED:
        return view.lang.text("ikke plassert")
    return Words(view).id("sub_measure", code) if carried.kind == "sub_measure" else code


def _unbridged(carried: Bridge, view: View) -> None:
    lang = view.lang
    rows: Sequence[BridgeRow] = carried.unbridged
    if not rows:
        st.success(lang.text("Alt er ført over: hver gammel kode har en ny."))
        return
    drawn = [html.Row((_code(row.old, carried, view), _amount(row.after, carried, lang))) for row in rows]
    total = sum((row.after for row in rows), Decimal(0))
    drawn.append(html.Row((lang.text("Sum"), _amount(total, carried, lang)), "sum"))
    html.table(
        [lang.text("Gammel kode"), lang.text("Står igjen")],
        drawn,
        caption=lang.text("Koder uten bro"),
        numbers=(1,),
    )
    st.caption(
        lang.text(
            "Legg til en rad i broen under for å føre en kode over, eller la den stå hvis den er avsluttet."
        )
    )
