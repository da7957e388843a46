"""Plan versions as actions: draft a new plan, revise one, adopt or delete a draft, close one, and what each does to the
plan in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from etl import plan_versions
from etl.codebook import ColumnSpec
from language import Language
from ui import acting
from ui.codebook import Row, rows, specs
from ui.codebook_form import editable, stored
from ui.codebook_review import problem_table
from ui.plan_in_force import TABLE, consequence
from ui.view import View
from warehouse import ReferenceInvalid


def actions(view: View) -> None:
    """Draw what can be done with plan versions, and the one chosen."""
    lang = view.lang
    ways: dict[str, tuple[str, Callable[[View], None]]] = {
        "create": (lang.text("Ny plan"), _create),
        "revise": (lang.text("Revider en plan"), _revise),
        "adopt": (lang.text("Vedta et utkast"), _adopt),
        "close": (lang.text("Avslutt en plan"), _close),
        "discard": (lang.text("Slett et utkast"), _discard),
    }
    chosen: Any = st.segmented_control(
        lang.text("Hva vil du gjøre med planene?"), list(ways), format_func=lambda way: ways[way][0],
        key=f"plan_way_{lang.code}", default="create", required=True,
    )  # fmt: skip
    ways[chosen][1](view)


def _create(view: View) -> None:
    lang = view.lang
    st.write(
        lang.text(
            "Du lager et utkast. Det endrer ikke gjeldende plan. Last opp planen til utkastet på «Last opp», se over "
            "tallene, og vedta utkastet etterpå."
        )
    )
    with st.form("plan_create"):
        name, plan_id = _name_and_id(view, "create")
        first, last = _period(view, "create", "", "")
        partial = _scope(view, "create")
        who, why = acting.who_and_why(view, "plan_create")
        sent = st.form_submit_button(lang.text("Lag utkastet"), type="primary")
    if sent and _months_given(first, last, lang):
        _do(
            view, lang.text("Utkastet «{name}» er laget.", name=name),
            lambda: plan_versions.create(
                view.folder, plan_id, name, date.fromisoformat(first), date.fromisoformat(last), who or None, why,
                scope=partial,
            ),
        )  # fmt: skip


def _revise(view: View) -> None:
    lang = view.lang
    plans = [row for row in rows(view, TABLE) if row["status"] != "draft"]
    if not plans:
        st.write(lang.text("Det finnes ingen vedtatt plan å revidere. Vedta et utkast først."))
        return
    old = _choose(view, plans, lang.text("Planen som skal revideres"), "revise")
    st.write(
        lang.text(
            "Planen blir stående som den er, og kan alltid sammenlignes med. Du får et utkast ved siden av den. "
            "Gjeldende plan endres ikke før utkastet er vedtatt."
        )
    )
    key = f"revise_{old['plan_version_id']}"
    with st.form(f"plan_{key}"):
        name, plan_id = _name_and_id(view, key)
        first, last = _period(view, key, old["period_first"], old["period_last"])
        scope = _scope(view, key)
        copied = st.checkbox(
            lang.text("Start med tallene fra planen som revideres"), value=True, key="plan_revise_copy",
            help=lang.text("Tallene blir en egen import, som kan angres. En planfil for utkastet erstatter dem."),
        )  # fmt: skip
        who, why = acting.who_and_why(view, "plan_revise")
        sent = st.form_submit_button(lang.text("Lag utkastet"), type="primary")
    if sent and _months_given(first, last, lang):
        _do(
            view, lang.text("Utkastet «{name}» er laget.", name=name),
            lambda: plan_versions.revise(
                view.folder, old["plan_version_id"], plan_id, name, who or None, why, date.fromisoformat(first),
                date.fromisoformat(last), scope=scope, copy_rows=copied,
            ),
        )  # fmt: skip


def _adopt(view: View) -> None:
    lang = view.lang
    drafts = [row for row in rows(view, TABLE) if row["status"] == "draft"]
    if not drafts:
        st.write(lang.text("Det finnes ingen utkast. Lag et under «Ny plan» eller «Revider en plan»."))
        return
    chosen = _choose(view, drafts, lang.text("Utkastet som vedtas"), "adopt")
    typed = st.text_input(
        lang.text("Vedtatt dato"), f"{date.today():%d.%m.%Y}", key="plan_adopted",
        help=lang.text("Planen gjelder fra den første måneden som begynner etter vedtaket."),
    )  # fmt: skip
    day = _day(stored(_column("adopted"), typed))
    if day is None:
        st.error(lang.text("Skriv datoen slik: 31.12.2024."))
        return
    consequence(view, chosen["plan_version_id"], day)
    who, why = acting.who_and_why(view, "plan_adopt")
    if st.button(lang.text("Vedta «{name}»", name=_name(chosen, lang)), type="primary", key="plan_adopt"):
        _do(
            view, lang.text("«{name}» er vedtatt.", name=_name(chosen, lang)),
            lambda: plan_versions.adopt(view.folder, chosen["plan_version_id"], day, who or None, why),
        )  # fmt: skip


def _close(view: View) -> None:
    lang = view.lang
    plans = [row for row in rows(view, TABLE) if row["status"] == "adopted"]
    if not plans:
        st.write(lang.text("Det finnes ingen vedtatte planer å avslutte."))
        return
    chosen = _choose(view, plans, lang.text("Planen som avsluttes"), "close")
    st.write(
        lang.text(
            "En avsluttet plan gjelder for månedene sine som før, og alle tall blir stående. Den tar ikke imot flere "
            "planfiler."
        )
    )
    who, why = acting.who_and_why(view, "plan_close")
    if st.button(lang.text("Avslutt «{name}»", name=_name(chosen, lang)), type="primary", key="plan_close"):
        _do(
            view, lang.text("«{name}» er avsluttet.", name=_name(chosen, lang)),
            lambda: plan_versions.close(view.folder, chosen["plan_version_id"], who or None, why),
        )  # fmt: skip


def _discard(view: View) -> None:
    lang = view.lang
    drafts = [row for row in rows(view, TABLE) if row["status"] == "draft"]
    if not drafts:
        st.write(lang.text("Det finnes ingen utkast."))
        return
    chosen = _choose(view, drafts, lang.text("Utkastet som slettes"), "discard")
    st.write(
        lang.text(
            "Utkastet og de planlagte tallene i det blir borte. Tidligere versjoner av datavarehuset har det fortsatt."
        )
    )
    who, why = acting.who_and_why(view, "plan_discard")
    if st.button(lang.text("Slett «{name}»", name=_name(chosen, lang)), type="primary", key="plan_discard"):
        _do(
            view, lang.text("Utkastet «{name}» er slettet.", name=_name(chosen, lang)),
            lambda: plan_versions.discard(view.folder, chosen["plan_version_id"], who or None, why),
        )  # fmt: skip


# --- fields ---


def _column(name: str) -> ColumnSpec:
    return specs()[TABLE].column(name)


def _name(row: Row, lang: Language) -> str:
    return lang.pick(row["name_nb"], row["name_en"])


def _choose(view: View, plans: list[Row], label: str, key: str) -> Row:
    names = [f"{row['plan_version_id']} {_name(row, view.lang)}" for row in plans]
    at: int = st.selectbox(label, range(len(plans)), format_func=names.__getitem__, key=f"plan_{key}_which")
    return plans[at]


def _name_and_id(view: View, key: str) -> tuple[str, str]:
    left, right = st.columns([3, 1])
    with left:
        name = st.text_input(view.lang.text("Navn på planen"), key=f"plan_{key}_name", max_chars=120)
    with right:
        plan_id = st.text_input(
            view.lang.text("Kort id"), key=f"plan_{key}_id", max_chars=20, placeholder="PV5",
            help=view.lang.text("Id-en står i filer og adresser, og kan ikke endres etterpå."),
        )  # fmt: skip
    return name.strip(), plan_id.strip()


def _period(view: View, key: str, first: str, last: str) -> tuple[str, str]:
    """Draw the first and the last month; return them as the CSV files have them."""
    typed = []
    hint = view.lang.text("måned, slik: 03.2024")
    for place, name, value, label in zip(
        st.columns(2), ("period_first", "period_last"), (first, last),
        (view.lang.text("Første måned"), view.lang.text("Siste måned")), strict=True,
    ):  # fmt: skip
        with place:
            text = st.text_input(
                label, editable(_column(name), value), key=f"plan_{key}_{name}", placeholder=hint
            )
        typed.append(stored(_column(name), text))
    return typed[0], typed[1]


def _scope(view: View, key: str) -> str:
    lang = view.lang
    called = {
        "complete": lang.text("Hele planen: det som ikke er med, er planlagt til 0"),
        "partial": lang.text("En del: bare deltiltakene i planen byttes ut"),
    }
    chosen: str = st.radio(
        lang.text("Omfang"), list(called), format_func=called.__getitem__, key=f"plan_{key}_scope"
    )
    return chosen


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _months_given(first: str, last: str, lang: Language) -> bool:
    if _day(first) and _day(last):
        return True
    st.error(lang.text("Skriv første og siste måned slik: 03.2024. Ingenting er lagret."))
    return False


def _do(view: View, told: str, action: Callable[[], int]) -> None:
    try:
        version = acting.attempt(view.lang, view.lang.text("Lagrer …"), action)
    except ReferenceInvalid as error:
        problem_table(error.problems, view)
        return
    if version is not None:
        acting.done(told)
