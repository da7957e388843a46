"""Milestones on one line of time: planned, revised and actual are three facts, each with a sign of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, Frame, day, escaped, finished, key_line, nothing, wrapped
from charts.golive import kind_words
from language import Language

TOP, BOTTOM, STEP, MARK = 74, 32, 16, 24
"""Pixels above and under the plot, of a line of words and of a line of marks."""
WIDE = 52
"""Letters that a line of words has room for on a telephone."""
KINDS = ("planned", "revised", "actual")
SIGNS = {"planned": "◇", "revised": "○", "actual": "◆", "closed": "✖"}


@dataclass(frozen=True)
class Milestone:
    """One row. dates, texts: by kind; a text is what the source says where it gives no day, or beside it. closing: the
    actual date is not of a roll-out but of its end.
    """

    label: str
    dates: dict[str, dt.date | None]
    texts: dict[str, str]
    closing: bool

    @property
    def moved(self) -> tuple[dt.date, dt.date] | None:
        """From the planned date to the one that came or is to come instead."""
        planned, later = self.dates["planned"], self.dates["revised"] or self.dates["actual"]
        return (planned, later) if planned and later and planned != later and not self.closing else None


def milestone_timeline(
    rows: pd.DataFrame,
    *,
    title: str,
    basis: str,
    lang: Language,
    dark: bool = False,
    until: dt.date | None = None,
) -> Chart:
    """Draw planned, revised and actual dates of each milestone on one line of time, a postponement as an arrow.

    rows: label, planned_date, revised_date, actual_date (None where there is none); planned_text, revised_text,
    actual_text and closing where they are known. The order is kept. until: the day that the figures go to.
    """
    asked = Frame(title, "hours", basis, lang, dark)
    found = [_read(row) for row in rows.to_dict("records")]
    table = _table(found, lang)
    if not any(date for one in found for date in one.dates.values()):
        return replace(
            nothing(table, asked) if not found else _words_only(table, asked),
            unit_label=lang.text("dato"),
        )
    figure = go.Figure()
    told = [_told(one, lang) for one in found]
    names = [f"<b>{wrapped(one.label, WIDE)}</b>" for one in found]
    tops, marks = _rows(found, names, told)
    _words(figure, names, told, tops, asked)
    _arrows(figure, found, marks, asked)
    _marks(figure, found, marks, asked)
    _until(figure, until, asked)
    _key(figure, found, asked)
    figure.update_layout(
        margin={"t": TOP, "b": BOTTOM, "l": 24, "r": 24},
        xaxis={
            "type": "date",
            "dtick": "M12",
            "tickformat": "%Y",
            "showline": True,
            "range": _span(found, until),
        },
        yaxis={"visible": False, "range": [tops[-1], 0]},
    )
    drawn = finished(figure, _message(found, lang), table, asked, TOP + BOTTOM + tops[-1])
    return replace(drawn, unit_label=lang.text("dato"))


def _read(row: dict[Any, Any]) -> Milestone:
    texts = {kind: row.get(f"{kind}_text") for kind in KINDS}
    return Milestone(
        label=str(row["label"]),
        dates={kind: day(row[f"{kind}_date"]) for kind in KINDS},
        texts={kind: text if isinstance(text, str) else "" for kind, text in texts.items()},
        closing=bool(row.get("closing", False)),
    )


def _words_only(table: pd.DataFrame, frame: Frame) -> Chart:
    """A figure of milestones of which none has a day: there is no line of time, and the table has the words."""
    message = frame.lang.text("Ingen av milepælene har en dato. Tabellen viser det kilden sier.")
    empty = nothing(table, frame)
    empty.figure.layout.annotations[0].text = message
    return replace(empty, message=message, alt=f"{frame.title}. {message}")


def _table(found: list[Milestone], lang: Language) -> pd.DataFrame:
    return pd.DataFrame(
        {
            lang.text("Navn"): [one.label for one in found],
            **{
                kind_words(kind, lang).capitalize(): pd.Series(
                    [one.dates[kind] or one.texts[kind] or None for one in found], dtype="object"
                )
                for kind in KINDS
            },
            lang.text("Flyttet"): [_moved_words(one, lang) for one in found],
            lang.text("Merknad"): [_note(one, lang) for one in found],
        }
    )


def _note(one: Milestone, lang: Language) -> str:
    said = [one.texts[kind] for kind in KINDS if one.dates[kind] and one.texts[kind]]
    told = [f"«{text}»" for text in said]
    return ", ".join([*([lang.text("avsluttet uten innføring")] if one.closing else []), *told])


def months_moved(one: Milestone) -> int:
    """Calendar months from the planned date to what came instead; negative where it came earlier."""
    if one.moved is None:
        return 0
    before, after = one.moved
    return (after.year - before.year) * 12 + after.month - before.month


def _moved_words(one: Milestone, lang: Language) -> str:
    """«12 måneder senere»; a move inside a month is told in words, too."""
    if one.moved is None:
        return ""
    months, later = months_moved(one), one.moved[1] > one.moved[0]
    if not months:
        return lang.text("senere i samme måned") if later else lang.text("tidligere i samme måned")
    count = lang.plural("{n} måned", "{n} måneder", abs(months))
    return lang.text("{count} senere", count=count) if later else lang.text("{count} tidligere", count=count)


def _told(one: Milestone, lang: Language) -> list[str]:
    """Each fact on a line with its sign: the day, and what the source says in its own words."""
    lines = []
    for kind in KINDS:
        date, text = one.dates[kind], one.texts[kind]
        if not date and not text:
            continue
        sign = SIGNS["closed"] if kind == "actual" and one.closing else SIGNS[kind]
        word = (
            lang.text("avsluttet uten innføring")
            if kind == "actual" and one.closing
            else kind_words(kind, lang)
        )
        parts = [lang.date(date)] if date else []
        parts += [f"«{text}»"] if text else []
        if one.moved is not None and date == one.moved[1] and kind == _later_kind(one):
            parts.append(f"({_moved_words(one, lang)})")
        lines.append(f"{sign} {wrapped(' '.join([word, *parts]), WIDE)}")
    return lines or [lang.text("ingen dato")]


def _later_kind(one: Milestone) -> str:
    return "revised" if one.dates["revised"] else "actual"


def _rows(found: list[Milestone], names: list[str], told: list[list[str]]) -> tuple[list[int], list[int]]:
    """Where each row begins, and the end of the last; and where its marks lie. A row without a day has no line of
    marks.
    """
    tops, marks = [0], []
    for one, name, lines in zip(found, names, told, strict=True):
        under = tops[-1] + STEP * (name.count("<br>") + 1)
        dated = any(one.dates.values())
        marks.append(under + MARK // 2 + 2)
        tops.append(
            under + (MARK if dated else 0) + STEP * sum(line.count("<br>") + 1 for line in lines) + 12
        )
    return tops, marks


def _words(figure: go.Figure, names: list[str], told: list[list[str]], tops: list[int], frame: Frame) -> None:
    words = []
    for place, (name, lines) in enumerate(zip(names, told, strict=True)):
        height = STEP * sum(line.count("<br>") + 1 for line in lines)
        for text, y in ((name, tops[place]), ("<br>".join(lines), tops[place + 1] - 12 - height)):
            words.append(
                {"text": text, "x": 0, "y": y, "xref": "paper", "yref": "y", "xanchor": "left",
                 "yanchor": "top", "align": "left", "xshift": -16, "showarrow": False, "borderpad": 0,
                 "bgcolor": frame.colours.background}
            )  # fmt: skip
    figure.layout.annotations = words


def _arrows(figure: go.Figure, found: list[Milestone], marks: list[int], frame: Frame) -> None:
    """From the planned date to what came instead; where several dates lie apart without one, a line."""
    arrows = []
    for one, y in zip(found, marks, strict=True):
        if one.moved is not None:
            before, after = one.moved
            arrows.append(
                {"x": after, "y": y, "ax": before, "ay": y, "xref": "x", "yref": "y",
                 "axref": "x", "ayref": "y", "text": "", "showarrow": True, "arrowhead": 2, "arrowsize": 1.2,
                 "arrowwidth": 1.6, "arrowcolor": frame.colours.ink, "standoff": 8, "startstandoff": 8,
                 "name": "moved"}
            )  # fmt: skip
    figure.layout.annotations = [*figure.layout.annotations, *arrows]


def _marks(figure: go.Figure, found: list[Milestone], marks: list[int], frame: Frame) -> None:
    looks = (
        ("planned", "diamond", False, False), ("revised", "circle", False, False),
        ("actual", "diamond", True, False), ("actual", "x", True, True),
    )  # fmt: skip
    for kind, symbol, filled, closing in looks:
        known = [
            (y, one.label, date)
            for one, y in zip(found, marks, strict=True)
            if (date := one.dates[kind]) and (kind != "actual" or one.closing is closing)
        ]
        if closing and not known:
            continue
        word = frame.lang.text("avsluttet uten innføring") if closing else kind_words(kind, frame.lang)
        figure.add_scatter(
            x=[date for _y, _label, date in known],
            y=[y for y, _label, _date in known],
            mode="markers",
            name=word,
            # A circle is wider than what may lie upon it: a date that was both revised to and kept shows both.
            marker={
                "symbol": symbol, "size": 17 if kind == "revised" else 12 if filled else 13,
                "color": frame.colours.ink if filled else frame.colours.background,
                "line": {"width": 2, "color": frame.colours.ink},
            },
            customdata=[f"{escaped(label)}<br>{word} {frame.lang.date(date)}" for _y, label, date in known],
            hovertemplate="%{customdata}<extra></extra>",
        )  # fmt: skip


def _until(figure: go.Figure, until: dt.date | None, frame: Frame) -> None:
    """How far the figures go: what lies to the right of it had not come when they were taken out."""
    if until is None:
        return
    figure.add_shape(
        type="line", xref="x", yref="paper", x0=until, x1=until, y0=0, y1=1, layer="below",
        line={"color": frame.colours.muted, "width": 1.4, "dash": "dot"},
    )  # fmt: skip
    figure.add_annotation(
        text=frame.lang.text("tallene går til {date}", date=frame.lang.date(until)), x=until, y=1, xref="x",
        yref="paper", xanchor="right", yanchor="bottom", yshift=2, showarrow=False,
        font={"color": frame.colours.muted},
    )  # fmt: skip


def _key(figure: go.Figure, found: list[Milestone], frame: Frame) -> None:
    ink, text = frame.colours.ink, frame.lang.text
    key_line(figure, [(SIGNS[kind], ink, kind_words(kind, frame.lang)) for kind in KINDS], 40)
    marks = [("→", ink, text("flyttet"))] if any(one.moved for one in found) else []
    marks += (
        [(SIGNS["closed"], ink, text("avsluttet uten innføring"))]
        if any(one.closing for one in found)
        else []
    )
    if marks:
        key_line(figure, marks, 22)


def _span(found: list[Milestone], until: dt.date | None) -> list[dt.date]:
    """From the first date to the last, with a little room for the marks at the ends."""
    known = [date for one in found for date in one.dates.values() if date] + ([until] if until else [])
    room = max(dt.timedelta(days=45), (max(known) - min(known)) / 30)
    return [min(known) - room, max(known) + room]


def _message(found: list[Milestone], lang: Language) -> str:
    """How many came, or are to come, later than planned; the longest postponement; what was closed."""
    compared = [
        one for one in found if one.dates["planned"] and (one.dates["actual"] or one.dates["revised"])
    ]
    late = [one for one in compared if one.moved is not None and one.moved[1] > one.moved[0]]
    told = lang.plural(
        "{late} av {n} milepæl med både planlagt og senere kjent dato kom etter planen.",
        "{late} av {n} milepæler med både planlagt og senere kjent dato kom etter planen.",
        len(compared),
        late=len(late),
    )
    if late:
        most = max(
            late,
            key=lambda one: (one.moved or (dt.date.min, dt.date.min))[1] - (one.moved or (dt.date.min,))[0],
        )
        told += " " + lang.text("Lengst: {label}, {moved}.", label=most.label, moved=_moved_words(most, lang))
    for one in found:
        if one.closing and (stopped := one.dates["actual"]):
            told += " " + lang.text("Avsluttet: {label}, {date}.", label=one.label, date=lang.date(stopped))
    return told
