"""The periods that are one choice away: plan periods, years, tertials and this year so far, with their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import streamlit as st

from language import Language
from metrics import MonthBasis
from metrics.reference import Version
from ui.address import change_address, kept_address

Span = tuple[date | None, date | None]
EVERYTHING: Span = (None, None)


def plan_periods(versions: Iterable[Version]) -> list[Span]:
    """Return the periods of the adopted baseline versions, the earliest first."""
    found = {(v.period_first, v.period_last) for v in versions if v.kind == "baseline" and not v.draft}
    return sorted(found)


def so_far(available: MonthBasis) -> Span | None:
    """Return this year so far: from January through the last released month; None where nothing is released."""
    last = available.released_through
    return (date(last.year, 1, 1), last) if last else None


def quick_spans(available: MonthBasis, plans: Iterable[Span] = ()) -> list[Span]:
    """Return everything, the plan periods, this year so far, each year with data and its tertials; none twice."""
    found: list[Span] = [EVERYTHING, *plans]
    if (current := so_far(available)) is not None:
        found.append(current)
    for year in sorted({month.year for month in available.all}):
        found.append((date(year, 1, 1), date(year, 12, 1)))
        found += [(date(year, first, 1), date(year, first + 3, 1)) for first in (1, 5, 9)]
    return list(dict.fromkeys(found))


def span_words(span: Span, lang: Language, current: Span | None = None) -> str:
    """Name a span: «2019–2021», «2022», «2. tertial 2022», «Hittil i 2024» (current), or its months."""
    first, last = span
    if first is None or last is None:
        return lang.text("Alle måneder") if first is None and last is None else lang.text("Egen periode")
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if span == current:
        return lang.text("Hittil i {year}", year=last.year)
    if first.year == last.year and first.month in (1, 5, 9) and last.month == first.month + 3:
        return lang.text("{number}. tertial {year}", number=first.month // 4 + 1, year=first.year)
    return lang.text("Egen periode")


def take_span(key: str) -> None:
    """Take the chosen span of a widget into the address; nothing chosen is everything."""
    first, last = st.session_state[key] or EVERYTHING
    change_address(selection=replace(kept_address().selection, first=first, last=last))
