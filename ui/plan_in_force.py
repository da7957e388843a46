"""The plan in force, month by month, and what an adoption makes of it: by the same rule that the figures follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

import streamlit as st

from metrics import Selection
from metrics.plan import stack
from metrics.reference import Reference, Version, reference
from ui import html
from ui.view import View

TABLE = "plan_version"
Ids = tuple[str, ...]
"""The plan versions that speak for a month, the one that counts first."""


def in_force(view: View) -> None:
    """Draw which plan is in force for which months."""
    lang, known = view.lang, reference(view.reader)
    drawn = [
        html.Row((lang.month_range(months[0], months[-1]), _plans(ids, view)))
        for ids, group in groupby(_months(known), lambda month: _speaking(month, known))
        if (months := list(group))
    ]
    if not drawn:
        st.info(lang.text("Det finnes ingen planversjoner ennå. Lag et utkast under «Ny plan»."))
        return
    html.table(
        [lang.text("Måneder"), lang.text("Gjeldende plan")], drawn,
        caption=lang.text("Gjeldende plan, måned for måned"),
    )  # fmt: skip


def consequence(view: View, plan_id: str, day: date) -> None:
    """Draw for which months another plan will be in force once a draft is adopted on a day."""
    lang, known = view.lang, reference(view.reader)

    def adopted(version: Version) -> Version:
        return replace(version, draft=False, adopted=day) if version.plan_version_id == plan_id else version

    after = replace(known, versions=tuple(adopted(version) for version in known.versions))
    drawn = [
        html.Row((lang.month_range(months[0], months[-1]), _plans(now, view), _plans(then, view)))
        for (now, then), group in groupby(
            _months(known), lambda month: (_speaking(month, known), _speaking(month, after))
        )
        if now != then and (months := list(group))
    ]
    if not drawn:
        st.info(
            lang.text(
                "Gjeldende plan endres ikke: utkastet har ingen planlagte timer i måneder etter vedtaket. Last opp "
                "planen til utkastet på «Last opp» først."
            )
        )
        return
    html.table(
        [lang.text("Måneder"), lang.text("Gjeldende plan nå"), lang.text("Etter vedtaket")], drawn,
        caption=lang.text("Hva som skjer med gjeldende plan"),
    )  # fmt: skip


def _speaking(month: date, known: Reference) -> Ids:
    return tuple(version.plan_version_id for version in stack(month, Selection(), known))


def _months(known: Reference) -> Iterator[date]:
    """Every month from the first that a plan covers to the last."""
    if not known.versions:
        return
    month = min(version.period_first for version in known.versions)
    last = max(version.period_last for version in known.versions)
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _plans(ids: Ids, view: View) -> str:
    if not ids:
        return view.lang.text("ingen plan")
    first, *rest = (view.label(TABLE, one) for one in ids)
    if not rest:
        return first
    return view.lang.text(
        "{first} for deltiltakene den nevner, ellers {rest}", first=first, rest=", ".join(rest)
    )
