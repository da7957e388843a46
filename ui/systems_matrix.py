"""Measure × system as one table with one grand total: the figure in every cell, a shade by its size, and ways on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from charts import MatrixTable
from metrics import NO_VALUE, UNPLACED
from reports.figures_systems import ROWS, full_labels
from ui import drill, html, trust
from ui import figures as charts_of
from ui import systems_figures as figures
from ui.address import change_address
from ui.drill import Way
from ui.export import Named, export_button
from ui.figures import ground_of
from ui.filters import hold, widget_key
from ui.view import View


def matrix_section(view: View) -> None:
    """Draw the choice of rows, what the table says, the table, where each row leads, and the files."""
    lang = view.lang
    rows = view.address.rows if view.address.rows in ROWS else "measure"
    called = {"measure": lang.text("Tiltak"), "sub_measure": lang.text("Deltiltak")}
    key = hold(widget_key("matrix_rows", lang), rows)
    st.segmented_control(
        lang.text("En rad per"), ROWS, key=key, on_change=_take, args=(key,), required=True,
        format_func=called.__getitem__,
    )  # fmt: skip
    found, told = figures.matrix(view.key, view, rows), figures.matrix_of(view.key, view, rows)
    html.paragraph(told.message, "hr-message")
    shaded_table(told)
    st.caption(
        lang.text(
            "Hver time er talt én gang. Radene og kolonnene gir den samme summen. Jo sterkere skyggen er, jo mer er "
            "ført."
        )
    )
    drill.links([*ways(found.measures, rows, view), *ways(found.systems, "system", view)], "matrise", lang)
    basis = found.compared.basis
    trust.basis_button(view, basis, lang.unit_name(view.selection.unit))
    options = (("rows", rows),)
    # The page shows the table: the chart is drawn where it is taken away.
    drawn = partial(charts_of.chart, view.key, view, "matrix", "", options)
    export_button(drawn, view, "matrise", Named("matrix", dict(options)))


def _take(key: str) -> None:
    change_address(rows=st.session_state[key])


def shaded_table(told: MatrixTable) -> None:
    """Draw a matrix as an HTML table whose cells are shaded in steps; every text is escaped."""
    heads = "".join(
        f'<th scope="col"{_css(place)}>{escape(head)}</th>' for place, head in enumerate(told.heads)
    )
    body = ""
    for line in told.lines:
        first, *rest = line.cells
        cells = "".join(
            f'<td class="hr-number hr-shade-{shade}">{escape(text)}</td>'
            for text, shade in zip(rest, line.shades, strict=True)
        )
        kind = f' class="hr-{line.kind}"' if line.kind else ""
        body += f'<tr{kind}><th scope="row">{escape(first)}</th>{cells}</tr>'
    st.html(
        f'<div class="hr-scroll" role="region" tabindex="0" aria-label="{escape(told.title)}">'
        f'<table class="hr-table hr-wrap"><caption>{escape(told.title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _css(place: int) -> str:
    return ' class="hr-number"' if place else ""


def ways(rows: Any, key: str, view: View) -> list[Way]:
    """From each row of a comparison by measure, sub-measure or system to the page that shows it closely; what has no
    key leads to Tiltak, narrowed to it.
    """
    labels = full_labels(rows, key, ground_of(view))
    found = []
    for label, one in zip(labels, rows[key], strict=True):
        if one:
            page = "systems" if key == "system" else "measures"
            found.append((label, page, replace(view.address, **{key: one})))
        else:
            without = label == view.names.label("system", None, view.lang)
            narrowed = view.selection.only(systems=(NO_VALUE if without else UNPLACED,))
            found.append((label, "measures", replace(view.address, selection=narrowed)))
    return found
