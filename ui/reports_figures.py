"""The figures of a report: which, in which order, each with its chart and a sentence that can be edited."""

from __future__ import annotations

from datetime import date

import streamlit as st

from language import Language
from reports.figures import FIGURES, Figure, figure
from reports.put_together import screen_language
from reports.recipe import Item, Recipe
from ui import html, reports_draft
from ui.data import kept
from ui.filters import hold, widget_key
from ui.html import paragraph
from ui.reports_draft import Written, draft, item_key
from ui.view import View

Narrowed = dict[str, tuple[str, ...]]
"""Filters of the selection that are others for one figure."""
_LONGEST = 300


def figures_part(view: View) -> None:
    """Draw the list of figures; each is drawn once it is opened."""
    lang = view.lang
    if not {"deck", "workbook"} & set(draft().forms):
        return
    st.header(lang.text("Figurene"), anchor=False)
    told = lang.text("Velg figurer, rekkefølge og setninger")
    with st.expander(told, on_change="rerun", key=widget_key("report_figures", lang)) as box:
        if not box.open:
            return
        chosen = reports_draft.items(view)
        for place, item in enumerate(chosen):
            _figure(view, item, place, len(chosen))
        if not chosen:
            st.write(lang.text("Ingen figurer er valgt. Legg til en under, eller hent tilbake forslaget."))
        _add(view)


def title_of(view: View, item: Item) -> str:
    """Return what a figure is called in the list, with what it is narrowed to."""
    kind, lang = FIGURES.get(item.figure), view.lang
    name = kind.title(lang) if kind else item.figure
    parts = [
        view.short_label(field.removesuffix("s"), one) for field, ids in item.narrowed.items() for one in ids
    ]
    return f"{name}: {lang.join(parts)}" if parts else name


def _figure(view: View, item: Item, place: int, count: int) -> None:
    lang, title = view.lang, html.label(title_of(view, item))
    with st.container(border=True, key=f"report_item_{place}"):
        st.subheader(f"{place + 1}. {title}", anchor=False)
        with st.container(horizontal=True):
            st.button(
                lang.text("Flytt opp"), key=f"item_up_{place}", disabled=place == 0, on_click=reports_draft.move,
                args=(view, place, place - 1), help=lang.text("Flytt opp: {title}", title=title),
            )  # fmt: skip
            st.button(
                lang.text("Flytt ned"), key=f"item_down_{place}", disabled=place == count - 1,
                on_click=reports_draft.move, args=(view, place, place + 1),
                help=lang.text("Flytt ned: {title}", title=title),
            )  # fmt: skip
            st.button(
                lang.text("Ta ut"), key=f"item_out_{place}", on_click=reports_draft.remove, args=(view, place),
                help=lang.text("Ta ut: {title}", title=title),
            )  # fmt: skip
        label = lang.text("Se figuren og rediger setningen: {title}", title=title)
        with st.expander(label, on_change="rerun", key=f"item_open_{item_key(item, lang.code)}") as box:
            if box.open:
                _preview(view, item, place)


def _preview(view: View, item: Item, place: int) -> None:
    lang, code = view.lang, reports_draft.lang_of(view)
    if not reports_draft.given(view, item):
        st.warning(lang.text("Utvalget kan ikke gi denne figuren, så den blir ikke med."))
        return
    found = _drawn_now(view, item, code)
    computed = found.chart.message
    written = draft().messages.get(item_key(item, code))
    key = hold(f"item_message_{item_key(item, code)}_{lang.code}", written.text if written else computed)
    st.text_area(
        lang.text("Setningen over figuren"), key=key, max_chars=_LONGEST, height="content", on_change=_take_message,
        args=(key, item_key(item, code), computed),
    )  # fmt: skip
    moved(written, computed, lang)
    chart = found.chart
    st.plotly_chart(
        chart.figure, alt=chart.alt, theme=None, config={"displayModeBar": False}, key=f"item_chart_{place}"
    )
    paragraph(chart.basis, "hr-basis")


def moved(written: Written | None, computed: str, lang: Language) -> None:
    """Say that figures moved under an edited text, and what it would be computed as now."""
    if not is_stale(written, computed):
        return
    now = html.plain(computed)
    if written and written.computed:
        st.warning(lang.text("Tall er endret siden dette ble skrevet. Regnet nå: {computed}", computed=now))
    else:
        st.warning(lang.text("Se om dette fortsatt stemmer. Regnet nå: {computed}", computed=now))


def is_stale(written: Written | None, computed: str) -> bool:
    """Tell whether an edited text was written under other figures, or under figures that are not known."""
    return written is not None and written.computed != computed


def stale_figures(view: View) -> list[str]:
    """Return the figures whose edited sentence is stale, as they are called in the list."""
    code, found = reports_draft.lang_of(view), []
    if not {"deck", "workbook"} & set(draft().forms):
        return []
    for item in reports_draft.items(view):
        written = draft().messages.get(item_key(item, code))
        if (
            written
            and reports_draft.given(view, item)
            and is_stale(written, _drawn_now(view, item, code).chart.message)
        ):
            found.append(title_of(view, item))
    return found


def left_out(view: View) -> list[str]:
    """Return the chosen figures that the selection cannot give, as they are called in the list; those that are proposed
    can all be given.
    """
    if draft().items is None or not {"deck", "workbook"} & set(draft().forms):
        return []
    return [title_of(view, item) for item in reports_draft.items(view) if not reports_draft.given(view, item)]


def _drawn_now(view: View, item: Item, code: str) -> Figure:
    return _drawn((*view.key, date.today(), item_key(item, code)), view, item, code)


def _take_message(key: str, item: str, computed: str) -> None:
    text = st.session_state[key].strip()
    if not text or text == computed:
        draft().messages.pop(item, None)
    else:
        draft().messages[item] = Written(text, computed)


@kept
def _drawn(key: tuple[object, ...], _view: View, _item: Item, code: str) -> Figure:  # noqa: ARG001 - key
    chosen, lang = (
        _view.selection.only(**_item.narrowed),
        screen_language(Recipe("", code, _view.selection, (), (), ())),
    )
    return figure(
        _view.reader, _item.figure, chosen, lang, on=date.today(), dark=_view.dark, options=_item.options
    )


def _add(view: View) -> None:
    """Draw the choice of one more figure, and of what it is narrowed to."""
    lang = view.lang
    st.subheader(lang.text("Legg til en figur"), anchor=False)
    left, right = st.columns(2)
    with left:
        name: str = st.selectbox(
            lang.text("Figur"), list(FIGURES), key=widget_key("report_add_figure", lang),
            format_func=lambda one: FIGURES[one].title(lang),
        )  # fmt: skip
    with right:
        options = _narrowings(view, FIGURES[name].needs)
        place: int = st.selectbox(
            lang.text("Gjelder"), range(len(options)), key=widget_key(f"report_add_for_{FIGURES[name].needs}", lang),
            format_func=lambda at: _narrowing_words(view, options[at]),
        )  # fmt: skip
    item = Item(name, options[place]) if options else None
    fits = item is not None and reports_draft.given(view, item)
    with st.container(horizontal=True):
        st.button(
            lang.text("Legg til"),
            key="report_add",
            disabled=not fits,
            on_click=reports_draft.add,
            args=(view, item),
        )
        st.button(
            lang.text("Hent tilbake forslaget"),
            key="report_propose",
            disabled=draft().items is None,
            on_click=_propose,
        )
    if not fits:
        st.caption(lang.text("Utvalget kan ikke gi denne figuren. Velg en annen, eller et annet utvalg."))


def _propose() -> None:
    draft().items = None


def _narrowings(view: View, needs: str) -> list[Narrowed]:
    """All of the selection, one system, or one measure; a figure that needs a system has systems alone."""
    chosen = view.selection
    systems: list[Narrowed] = [{"systems": (one,)} for one in chosen.systems or view.names.ids("system")]
    if needs == "system":
        return systems
    measures: list[Narrowed] = [{"measures": (one,)} for one in reports_draft.offered_measures(view)]
    return [{}, *measures, *systems]


def _narrowing_words(view: View, narrowed: Narrowed) -> str:
    for field, ids in narrowed.items():
        return view.short_label(field.removesuffix("s"), ids[0])
    return view.lang.text("Hele utvalget")
