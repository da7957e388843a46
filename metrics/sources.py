"""The source rows behind a figure: which file, sheet and row each hour and krone came from."""

from collections.abc import Sequence
from datetime import date

import ibis
import pandas as pd
from ibis.expr.types import Table

from metrics.calendar import in_months
from metrics.comparison import check
from metrics.effort import within
from metrics.engine import Reader, Row, Tables, query
from metrics.frames import frame
from metrics.months import months
from metrics.plan import is_chosen
from metrics.privacy import cover
from metrics.reference import Reference, reference
from metrics.selection import Selection

COLUMNS = {
    "side": "text",
    "file": "text",
    "sheet": "text",
    "row": "int",
    "month": "date",
    "sub_measure": "text",
    "source_code": "text",
    "unit": "text",
    "role_group": "text",
    "hours": "float",
    "nok": "float",
    "quality": "text",
    "assumption": "text",
    "plan_version": "text",
    "import_id": "int",
    "note_code": "text",
}
_CELL = ("side", "sub_measure_id", "source_code", "unit_id", "role_group_id", "period", "import_id")
"""Several rows of one file for one cell are entries of single people, such as days of a time sheet."""
_PLACE = ("file_name", "sheet", "measure_id", "system_id")
_TEXTS = (
    "sub_measure_id",
    "source_code",
    "code_kind",
    "unit_id",
    "role_group_id",
    "process_id",
    "quality",
    "assumption",
    "plan_version_id",
)


def counting(tables: Tables, name: str) -> Table:
    """The facts of a table that count: of the newest active import of their source that covers their key."""
    log = tables["import_log"]
    place = log.place.coalesce(log.import_id) if "place" in log.columns else log.import_id
    active = log.filter(log.status == "active").select("import_id", "source", "file_name", place=place)
    facts = tables[name].inner_join(active, "import_id")
    coverage = tables["coverage"].inner_join(active.select("import_id", "place"), "import_id")
    newest = coverage.group_by("source", "coverage_key").agg(
        newest_import=coverage.import_id.argmax(coverage.place)
    )
    counted = facts.inner_join(newest, ["source", "coverage_key"])
    current = counted.filter(counted.newest_import == counted.import_id)
    return current.select(*tables[name].columns, "source", "file_name")


def source_rows(reader: Reader, selection: Selection, limit: int = 200) -> pd.DataFrame:
    """Return the source rows that the selection's figures are summed from, actual rows first, newest month
    first.

    Columns: COLUMNS. side: actual | planned. hours and nok: this row's part, after the code's share; NaN where
    note_code is `hidden`: a row names unit and role group, so it is shown only if it is their whole effort of a
    sub-measure and month, by enough people. For booked_cost_nok the rows are those of the ledger and the
    budgets; otherwise of hours and of the plan.
    """
    check(reader, selection)
    basis = months(reader, selection)
    if not basis.counted:
        return frame([], COLUMNS)
    with query(reader) as tables:
        booked = selection.unit == "booked_cost_nok"
        actual = _actual(tables, "actual_cost" if booked else "actual_effort")
        planned = _planned(
            tables,
            "planned_budget" if booked else "planned_effort",
            selection,
            basis.counted,
            reference(reader),
        )
        both = within(actual.union(planned), selection)
        both = both.filter(in_months(both, basis.counted))
        both = both.mutate(beside=both.count().over(group_by=_CELL))
        both = both.order_by(both.side, ibis.desc(both.period), both.file_name, both.sheet, both.source_row)
        rows = tables.rows(both.limit(limit))
    rows = _without_hidden(reader, selection, rows)
    renamed = {"file": "file_name", "row": "source_row", "month": "period", "sub_measure": "sub_measure_id"}
    renamed |= {"unit": "unit_id", "role_group": "role_group_id", "plan_version": "plan_version_id"}
    return frame([row | {new: row[old] for new, old in renamed.items()} for row in rows], COLUMNS)


def _without_hidden(reader: Reader, selection: Selection, rows: list[Row]) -> list[Row]:
    """Take the amounts out of rows that are a person's, or a small group's."""
    covered = cover(reader, selection, ("unit", "role_group", "sub_measure", "month"), ())
    return [
        row | {"hours": None, "nok": None, "note_code": "hidden"}
        if row["side"] == "actual" and ((row["beside"] > 1 and not covered.booked) or covered.row(row))
        else row | {"note_code": ""}
        for row in rows
    ]


def _actual(tables: Tables, name: str) -> Table:
    facts = counting(tables, name)
    hours = facts.actual_hours if name == "actual_effort" else ibis.null("decimal(18,4)")
    nok = facts.actual_payroll_nok if name == "actual_effort" else facts.actual_nok
    return shaped_facts(tables, facts.mutate(hours=hours, nok=nok), "actual")


def _planned(
    tables: Tables, name: str, selection: Selection, months: Sequence[date], known: Reference
) -> Table:
    """The planned rows of the chosen plan: the facts whose version was chosen for their sub-measure and
    month.
    """
    facts = counting(tables, name)
    hours = facts.planned_hours if name == "planned_effort" else ibis.null("decimal(18,4)")
    nok = facts.planned_payroll_nok if name == "planned_effort" else facts.planned_nok
    shaped = shaped_facts(tables, facts.mutate(hours=hours, nok=nok), "planned")
    return shaped.filter(is_chosen(shaped, selection, months, known))


def shaped_facts(tables: Tables, facts: Table, side: str) -> Table:
    """Give every fact table the same columns, place codes by the code map, add measure and system."""
    texts = {c: facts[c] if c in facts.columns else ibis.null("string") for c in _TEXTS}
    columns = {
        "import_id": facts.import_id,
        "file_name": facts.file_name,
        "sheet": facts.sheet,
        "source_row": facts.source_row,
        "period": facts.period,
        "hours": facts.hours,
        "nok": facts.nok,
    }
    placed = _placed(tables, facts.select(**columns, **texts))
    place = tables["sub_measure"].select("sub_measure_id", "measure_id", "system_id")
    placed = placed.left_join(place, "sub_measure_id")
    return placed.select(
        side=ibis.literal(side),
        **{name: placed[name].cast("string") for name in (*_PLACE, *_TEXTS)},
        import_id=placed.import_id.cast("int64"),
        source_row=placed.source_row.cast("int64"),
        period=placed.period.cast("date"),
        hours=placed.hours.cast("decimal(18,4)"),
        nok=placed.nok.cast("decimal(18,2)"),
    )


def _placed(tables: Tables, facts: Table) -> Table:
    """Look up codes that the file left as codes; a code with shares becomes several rows with its part
    each.
    """
    codes = tables["code_map"].rename(
        mapped_id="sub_measure_id", map_code="source_code", map_kind="code_kind"
    )
    joined = facts.left_join(
        codes,
        [
            facts.sub_measure_id.isnull(),
            facts.source_code == codes.map_code,
            facts.code_kind == codes.map_kind,
            facts.period >= codes.valid_from,
            facts.period <= codes.valid_to,
        ],
    )
    # Both factors in one type: Ibis cannot name the type of a product of two different decimals.
    share = joined.share.cast("decimal(38,8)").fill_null(1)
    return joined.mutate(
        sub_measure_id=joined.sub_measure_id.coalesce(joined.mapped_id),
        hours=(joined.hours.cast("decimal(38,8)") * share).cast("decimal(18,4)"),
        nok=(joined.nok.cast("decimal(38,8)") * share).cast("decimal(18,2)"),
    ).drop("mapped_id", "map_code", "map_kind", "share", "valid_from", "valid_to")
