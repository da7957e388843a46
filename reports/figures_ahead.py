"""Where a selection ends, and where its cost variance comes from."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

import charts
import metrics
from charts import Chart
from language import Language
from metrics import METHODS, CostSplit, Estimate
from reports.figures_ground import Ground, Kind


def is_over(ground: Ground) -> bool:
    """Tell whether every month of the selection is released, so that it has ended and there is nothing to forecast: a
    forecast would be of other months than the figures beside it.
    """
    last = ground.selection.last
    released = ground.compared().months.released_through
    return last is not None and released is not None and last <= released


def _without_forecast(ground: Ground) -> str:
    return "over" if is_over(ground) else str(metrics.forecast(ground.reader, ground.selection).reason_code)


def _forecast(ground: Ground) -> Chart:
    """Plan, actual and forecast, through the last month that the forecast reaches."""
    lang, reader, asked, method = ground.lang, ground.reader, ground.selection, ground.options["method"]
    told = metrics.forecast(reader, asked)
    wide = replace(ground, selection=replace(asked, last=told.through))
    paths = [
        metrics.forecast_months(reader, asked, code).assign(label=metrics.method_words(code, lang))
        for code in METHODS
    ]
    estimate = told.of(method)
    return charts.forecast_lines(
        wide.monthly(), unit=asked.unit, basis=wide.basis, forecasts=pd.concat(paths),
        chosen=metrics.method_words(method, lang), past="" if estimate is None else past_sentence(estimate, lang),
        **ground.look,
    )  # fmt: skip


def past_sentence(estimate: Estimate, lang: Language) -> str:
    """Say how far a method has missed, as a sentence of its own, and where its band lies beside its estimate."""
    told = metrics.error_words(estimate, lang)
    return f"{told[:1].upper()}{told[1:]}. {metrics.band_words(estimate, lang)}".strip()


def _split(ground: Ground) -> CostSplit:
    found: CostSplit = ground.answer(metrics.cost_split, ())
    return found


def _cost_split(ground: Ground) -> Chart:
    """The steps from the plan to what was spent, in kroner whatever the unit of the selection."""
    found = _split(ground)
    rows = [(label, kind, found.total[name]) for name, kind, label in cost_steps(ground.lang)]
    frame = pd.DataFrame(rows, columns=["label", "kind", "amount"])
    return charts.waterfall(frame, unit="cost_nok", basis=found.words(ground.lang), **ground.look)


def cost_steps(lang: Language) -> tuple[tuple[str, str, str], ...]:
    """Return the steps: field of the split, kind of step, name."""
    return (
        ("planned", "plan", lang.text("Planlagt")),
        ("quantity", "step", lang.text("Antall timer")),
        ("rate", "step", lang.text("Timesats")),
        ("unplanned", "step", lang.text("Ikke planlagt")),
        ("direct", "step", lang.text("Direkte kostnader")),
        ("actual", "actual", lang.text("Faktisk")),
    )


AHEAD: dict[str, Kind] = {
    "forecast": Kind(
        lambda lang: lang.text("Planlagt, faktisk og prognose, lagt sammen"), _forecast, "none",
        choices=lambda _ground: {"method": METHODS}, lacking=_without_forecast,
    ),
    "cost_split": Kind(
        lambda lang: lang.text("Fra planlagt til faktisk kostnad"), _cost_split, "none",
        lacking=lambda ground: str(_split(ground).total["note_code"]),
    ),
}  # fmt: skip
