"""The figures of systems: go-live, milestones, effort from month 0, series of their own, and the matrix."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

import charts
import metrics
from charts import Chart, MatrixTable, Other
from metrics import Beside, Matrix, note_words, short_name
from metrics.aligned import ZEROS
from reports.figures_ground import Ground, Kind

SHAPES = ("sums", "months")
MOST = 3
"""Systems that are held together until somebody chooses: more lines than that are hard to tell apart."""
SERIES = (("SYS-EPH", "backlog"), ("SYS-BIL", "instrument_hours"))
"""The systems with a series of their own."""
ROWS = ("measure", "sub_measure")


def go_live_series(ground: Ground) -> metrics.GoLiveSeries:
    """Return the months of the one system of the selection, with its milestones."""
    (system_id,) = ground.selection.systems
    found: metrics.GoLiveSeries = ground.answer(metrics.go_live_series, system_id)
    return found


def _go_live(ground: Ground) -> Chart:
    series = go_live_series(ground)
    return charts.go_live_effort(
        series.frame, series.milestones, unit=ground.selection.unit, basis=ground.basis, **ground.look
    )


def _go_live_heading(ground: Ground) -> str:
    lang = ground.lang
    if len(ground.selection.systems) != 1:
        return lang.text("Innsats rundt i drift-dato")
    system = ground.label("system", ground.selection.systems[0])
    if go_live_series(ground).go_live is not None:
        return lang.text("{system}: innsats rundt i drift-dato", system=system)
    return lang.text("{system}: innsats per måned", system=system)


def _listed(ground: Ground) -> tuple[str, ...]:
    """The selection's systems in display order, also those without effort."""
    return tuple(str(key) for key in ground.answer(metrics.system_overview)["system"])


def _milestones(ground: Ground) -> Chart:
    """The milestones of systems on one line of time; they follow the filter of systems alone."""
    lang = ground.lang
    listed, until = _timed(ground)
    rows = [
        {
            "label": f"{ground.label('system', system_id)}: {lang.pick(one.name_nb, one.name_en)}",
            **{f"{fact}_{part}": getattr(one, f"{fact}_{part}")
               for fact in ("planned", "revised", "actual") for part in ("date", "text")},
            "closing": one == closing,
        }
        for system_id in listed
        for own, closing in [_own_milestones(ground, system_id)]
        for one in own
    ]  # fmt: skip
    columns = ["label", "planned_date", "revised_date", "actual_date"]
    basis = lang.text(
        "Milepæler i referansetabellen, uavhengig av måneder og plan i utvalget. Datavarehusets versjon {version}.",
        version=ground.reader.version,
    )
    return charts.milestone_timeline(
        pd.DataFrame(rows, columns=None if rows else columns, dtype="object"),
        basis=basis, until=None if until is None else last_day(until), **ground.look,
    )  # fmt: skip


def _timed(ground: Ground) -> tuple[tuple[str, ...], date | None]:
    """The systems whose milestones are drawn, and the last released month."""
    return _listed(ground), ground.compared().months.released_through


def _own_milestones(
    ground: Ground, system_id: str
) -> tuple[tuple[metrics.Milestone, ...], metrics.Milestone | None]:
    """A system's milestones, and the one that closed it."""
    own = metrics.milestones(ground.reader, system_id=system_id)
    return own, metrics.stop_of(own) if metrics.is_closed(ground.reader, system_id) else None


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def _without_milestones(ground: Ground) -> str:
    found = any(metrics.milestones(ground.reader, system_id=one) for one in _listed(ground))
    return "" if found else "no_milestones"


def largest(ground: Ground) -> tuple[str, ...]:
    """Return the systems with effort that took most, in display order."""
    rows = ground.answer(metrics.system_overview)
    rows = rows[rows["has_effort"]]
    most = set(rows.sort_values("actual", ascending=False, kind="stable")["system"][:MOST])
    return tuple(str(key) for key in rows["system"] if key in most)


def _held_together(ground: Ground) -> Any:
    return ground.selection if ground.selection.systems else ground.selection.only(systems=largest(ground))


def _aligned(ground: Ground) -> Chart:
    """Systems on one line of months from month 0: running sums together, or months panel by panel."""
    zero, shape = ground.options["zero"], ground.options["shape"]
    found = ground.answer(metrics.aligned, ground.selection.systems, zero)
    draw = charts.aligned_months if shape == "months" else charts.aligned_sums
    named = zip(found.frame["system_nb"], found.frame["system_en"], strict=True)
    return draw(
        found.frame.assign(key=found.frame["system"], label=[ground.lang.pick(*pair) for pair in named]),
        unit=ground.selection.unit,
        basis=ground.basis,
        **ground.look,
    )


def _aligned_heading(ground: Ground) -> str:
    if ground.options["shape"] == "sums":
        return ground.lang.text("Innsats hittil, fra måned 0")
    return ground.lang.text("Innsats per måned, fra måned 0")


def _without_effort(ground: Ground) -> str:
    return "" if largest(ground) else "no_effort"


def _beside(kind: str) -> Callable[[Ground], Chart]:
    def draw(ground: Ground) -> Chart:
        """A series of its own above the effort on its system."""
        lang, (system_id,) = ground.lang, ground.selection.systems
        found = beside(ground, kind)
        other = (
            Other(lang.text("restanser"), stock=True, decimals=0)
            if kind == "backlog"
            else Other(lang.text("instrumenttimer"), stock=False, decimals=1)
        )
        return charts.effort_beside(
            found.frame,
            other,
            message=metrics.beside_sentence(found, lang),
            effort_label=lang.text("ført innsats på {system}", system=ground.label("system", system_id)),
            unit=ground.selection.unit,
            basis=ground.basis,
            **ground.look,
        )

    return draw


def beside(ground: Ground, kind: str) -> Beside:
    """Return a series of its own beside the effort on its system, the one of the selection."""
    found: Beside = ground.answer(metrics.beside, ground.selection.systems[0], kind)
    return found


def _beside_heading(ground: Ground) -> str:
    system_id = ground.selection.systems[0]
    system = ground.label("system", system_id)
    if dict(SERIES)[system_id] == "backlog":
        return ground.lang.text("Restanser og innsats på {system}", system=system)
    return ground.lang.text("Instrumenttimer og innsats på {system}", system=system)


def _of_system(system_id: str) -> Callable[[Ground], Any]:
    return lambda ground: ground.selection.only(systems=(system_id,))


def _without_series(kind: str) -> Callable[[Ground], str]:
    def lacking(ground: Ground) -> str:
        found = beside(ground, kind)
        return "" if found.imports and found.reason_code != "no_series" else "no_series"

    return lacking


def matrix_table(ground: Ground) -> MatrixTable:
    """Lay out measure × system, or sub-measure × system, as the option `rows` says."""
    lang, rows = ground.lang, ground.options["rows"]
    found: Matrix = ground.answer(metrics.matrix, (rows,))
    codes = {*found.cells["note_code"], *found.measures["note_code"], *found.systems["note_code"]}
    codes.add(found.total["note_code"])
    return charts.matrix_table(
        found.cells.assign(
            row=full_labels(found.cells, rows, ground), column=full_labels(found.cells, "system", ground)
        ),
        found.measures.assign(label=full_labels(found.measures, rows, ground)),
        found.systems.assign(label=full_labels(found.systems, "system", ground)),
        found.total,
        title=ground.title,
        corner=lang.text("Tiltak") if rows == "measure" else lang.text("Deltiltak"),
        unit=ground.selection.unit,
        notes={code: note_words(code, lang) for code in codes},
        lang=lang,
    )


def full_labels(rows: pd.DataFrame, key: str, ground: Ground) -> list[str]:
    """What each row of a key is called; sub-measures begin with their code, since two may share a short name."""
    named = zip(rows[key], rows[f"{key}_nb"], rows[f"{key}_en"], strict=True)
    return [
        f"{one} {short_name(ground.lang.pick(nb, en))}"
        if key == "sub_measure" and one
        else ground.lang.pick(nb, en)
        for one, nb, en in named
    ]


def _matrix(ground: Ground) -> Chart:
    return charts.matrix_chart(
        matrix_table(ground), unit=ground.selection.unit, basis=ground.basis, **ground.look
    )


def _matrix_heading(ground: Ground) -> str:
    lang, unit = ground.lang, ground.lang.unit_name(ground.selection.unit)
    if ground.options["rows"] == "measure":
        return lang.text("Tiltak × system: faktisk / planlagt, {unit}", unit=unit)
    return lang.text("Deltiltak × system: faktisk / planlagt, {unit}", unit=unit)


SYSTEMS: dict[str, Kind] = {
    "matrix": Kind(
        lambda lang: lang.text("Tiltak × system"), _matrix, "none", heading=_matrix_heading,
        choices=lambda _ground: {"rows": ROWS},
    ),
    "milestones": Kind(
        lambda lang: lang.text("Milepæler: planlagt, revidert og faktisk"), _milestones, "none",
        lacking=_without_milestones, follows=_timed,
    ),
    "aligned": Kind(
        lambda lang: lang.text("Innsats fra måned 0, system mot system"), _aligned, "none", heading=_aligned_heading,
        choices=lambda _ground: {"zero": ZEROS, "shape": SHAPES}, lacking=_without_effort, narrowed=_held_together,
    ),
    "go_live": Kind(
        lambda lang: lang.text("Innsats rundt i drift-dato"), _go_live, "columns", "system", heading=_go_live_heading
    ),
    **{
        kind: Kind(
            (lambda lang: lang.text("Restanser og innsats")) if kind == "backlog"
            else (lambda lang: lang.text("Instrumenttimer og innsats")),
            _beside(kind), "none", heading=_beside_heading, lacking=_without_series(kind),
            narrowed=_of_system(system_id),
        )
        for system_id, kind in SERIES
    },
}  # fmt: skip
