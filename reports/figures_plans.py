"""The figures of plans: which version counts when, what a revision moved, and actual against each version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

import charts
from charts import Chart, PlanLine, PlanNames
from language import Language
from metrics import Comparison, month_words, months, short_name
from metrics.calendar import month_runs
from metrics.plan_versions import PlanVersion, narrowed, plan_versions
from metrics.revisions import MovedRow, Revision, revisions
from metrics.wording import plan_words
from reports.figures_ground import Ground, Kind


def plan_name(plan: str, ground: Ground) -> str:
    """Name a choice of plan for a heading: «Gjeldende plan», «Tiltaksplan 2019–2021»."""
    if plan in ("in_force", "original"):
        words = plan_words(plan, ground.lang, ground.names)
        return words[:1].upper() + words[1:]
    return ground.label("plan_version", plan)


def versions_of(ground: Ground) -> tuple[PlanVersion, ...]:
    """Return the plan versions with the months that they speak for."""
    found: tuple[PlanVersion, ...] = ground.answer(plan_versions)
    return found


def revisions_of(ground: Ground) -> tuple[Revision, ...]:
    """Return what each revision of a plan moved."""
    found: tuple[Revision, ...] = ground.answer(revisions)
    return found


def plan_choices(ground: Ground) -> tuple[str, ...]:
    """Return the plans to place side by side: in force, original, and every version of the unit's kind."""
    own = [one.plan_version_id for one in versions_of(ground) if one.same_kind]
    return ("in_force", "original", *own) if own else ()


# --- the line of time -----------------------------------------------------------------------------


def _timeline(ground: Ground) -> Chart:
    lang, found = ground.lang, [one for one in versions_of(ground) if one.same_kind]
    basis = lang.text(
        "Planversjonene i kodeverket, uavhengig av utvalget. Datavarehusets versjon {version}.",
        version=ground.reader.version,
    )
    return charts.plan_timeline(
        [_line(one, lang) for one in found], message=_counts_message(found, lang), basis=basis, **ground.look
    )


def _line(one: PlanVersion, lang: Language) -> PlanLine:
    return PlanLine(
        label=lang.pick(one.name_nb, one.name_en),
        period=(one.period_first, one.period_last),
        runs=tuple(month_runs(one.in_force)),
        adopted=one.adopted,
        draft=one.status == "draft",
        about=_about(one, lang),
        counts=_counts(one, lang),
        reason=lang.pick(one.reason_nb, one.reason_en),
    )


def _about(one: PlanVersion, lang: Language) -> str:
    """Say what a version is: its kind, its scope and its status."""
    kind = {"baseline": lang.text("ny plan"), "revised": lang.text("revisjon")}.get(one.kind, one.kind)
    scope = lang.text("hele planen")
    if one.scope == "partial":
        scope = lang.text("bare {names}", names=", ".join(one.named) or lang.text("ingen deltiltak ennå"))
    told = [kind, scope]
    if one.status == "draft":
        told.append(lang.text("utkast"))
    if one.status == "closed":
        told.append(lang.text("avsluttet"))
    return ", ".join(told)


def _counts(one: PlanVersion, lang: Language) -> str:
    """Say for which months a version counts."""
    if one.status == "draft":
        return lang.text("Utkast: gjelder ikke før det er vedtatt")
    if not one.in_force:
        return lang.text("Gjelder ingen måneder")
    covered = short_months(one.in_force, lang)
    if one.scope == "partial":
        return lang.text("Gjelder {months}, bare det den nevner", months=covered)
    return lang.text("Gjelder {months}", months=covered)


def _counts_message(found: Sequence[PlanVersion], lang: Language) -> str:
    drafts = sum(one.status == "draft" for one in found)
    told = [
        lang.plural("{n} vedtatt planversjon.", "{n} vedtatte planversjoner.", len(found) - drafts),
        lang.plural("{n} utkast.", "{n} utkast.", drafts) if drafts else "",
    ]
    newest = max((one for one in found if one.in_force), key=lambda one: one.in_force[-1], default=None)
    if newest is not None:
        told.append(
            lang.text(
                "Den siste som gjelder, er {name}, til og med {month}.",
                name=lang.pick(newest.name_nb, newest.name_en), month=lang.month(newest.in_force[-1]),
            )
        )  # fmt: skip
    return " ".join(part for part in told if part)


def short_months(covered: tuple[date, ...], lang: Language) -> str:
    """Months as runs, short enough for the label of a row."""
    return ", ".join(
        lang.month_short(first) if first == last else f"{lang.month_short(first)}–{lang.month_short(last)}"
        for first, last in month_runs(covered)
    )


# --- what a revision moved ------------------------------------------------------------------------


def _moved(ground: Ground) -> tuple[str, ...]:
    """The revisions that have something to be held against, the newest first."""
    return tuple(one.plan_version_id for one in reversed(revisions_of(ground)) if one.common)


def _revision(ground: Ground) -> Chart:
    lang, plan = ground.lang, ground.options["plan"]
    one = next(one for one in revisions_of(ground) if one.plan_version_id == plan)
    rows = [{"label": moved_name(row, ground), "before": row.before, "after": row.after} for row in one.rows]
    return charts.plan_changes(
        pd.DataFrame(rows, columns=["label", "before", "after"]),
        PlanNames(lang.text("før"), lang.text("etter")),
        unit=one.unit,
        basis=lang.text(
            "{before} og {after}, {months}. Datavarehusets versjon {version}.",
            before=lang.join(plan_name(key, ground) for key in one.against), after=plan_name(plan, ground),
            months=month_words(one.common, lang), version=ground.reader.version,
        ),
        message=_moved_message(one, ground),
        **ground.look,
    )  # fmt: skip


def _revision_heading(ground: Ground) -> str:
    plan = ground.options.get("plan")
    if plan is None:
        return ground.lang.text("Hva en revisjon flyttet")
    return ground.lang.text("Hva {name} flyttet", name=plan_name(plan, ground))


def _moved_message(one: Revision, ground: Ground) -> str:
    """Say the sum before and after, and the sub-measure that moved most."""
    lang = ground.lang
    sums = {
        "before": lang.headline(one.before, one.unit),
        "after": lang.headline(one.after, one.unit),
        "change": lang.headline(one.change, one.unit, signed=True),
    }
    told = [lang.text("Planen gikk fra {before} til {after} ({change}).", **sums)]
    moved = [row for row in one.rows if row.what != "same"]
    if not moved:
        return lang.text("Revisjonen endret ingen timer i månedene som begge dekker.")
    most = max(moved, key=lambda row: abs(row.change))
    if most.change:
        told.append(
            lang.text(
                "Mest endret: {name}, {change}.",
                name=moved_name(most, ground), change=lang.headline(most.change, one.unit, signed=True),
            )
        )  # fmt: skip
    return " ".join(told)


def moved_name(row: MovedRow, ground: Ground) -> str:
    """Name a sub-measure in a revision."""
    placed = row.sub_measure is not None
    name = ground.names.label("sub_measure", row.sub_measure, ground.lang, placed=placed)
    return f"{row.sub_measure or ''} {short_name(name)}".strip()


# --- actual against each --------------------------------------------------------------------------


def _against(ground: Ground, plan: str) -> Comparison | None:
    """Return actual against one plan over the months that can be compared with it; None where it names nothing."""
    chosen = narrowed(ground.reader, ground.selection, plan)
    return None if chosen is None else replace(ground, selection=chosen).compared()


def months_against(ground: Ground, plan: str) -> tuple[date, ...]:
    """Return the months that actual is compared with a plan over."""
    chosen = narrowed(ground.reader, ground.selection, plan)
    return () if chosen is None else months(ground.reader, chosen).comparable


def _actual_against(ground: Ground) -> Chart:
    lang, rows = ground.lang, []
    for plan in plan_choices(ground):
        found = _against(ground, plan)
        if found is None or not found.months.comparable:
            continue
        label = f"{plan_name(plan, ground)}: {short_months(found.months.comparable, lang)}"
        if found.selection.sub_measures != ground.selection.sub_measures:
            label = lang.text(
                "{label}, bare {names}", label=label, names=", ".join(found.selection.sub_measures)
            )
        rows.append({"label": label, **found.total})
    columns = ["label", "planned", "actual", "variance", "variance_pct", "note_code"]
    return charts.variance_bars(
        pd.DataFrame(rows, columns=columns), unit=ground.selection.unit, basis=ground.basis, **ground.look
    )


def _without_plan(ground: Ground) -> str:
    return "" if plan_choices(ground) else "no_plan"


PLANS: dict[str, Kind] = {
    "plan_versions": Kind(
        lambda lang: lang.text("Hvilken plan gjelder når?"), _timeline, "none", lacking=_without_plan
    ),
    "revision": Kind(
        lambda lang: lang.text("Hva en revisjon flyttet"), _revision, heading=_revision_heading,
        choices=lambda ground: {"plan": _moved(ground)}, pins=("plan",),
        lacking=lambda ground: "" if _moved(ground) else "no_revision",
    ),
    "actual_against_plans": Kind(
        lambda lang: lang.text("Faktisk mot hver planversjon"), _actual_against, lacking=_without_plan
    ),
}  # fmt: skip
