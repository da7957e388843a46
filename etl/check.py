"""The checks that look at more than one cell. Each adds its problems; none of them stops at the first."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from etl.cells import objects
from etl.headers import RUNNING, says
from etl.problems import warning
from etl.report import Control
from etl.rows import marked_cells
from etl.table import Table

MOST_PROBLEMS = 5_000
MOST_DOUBLES = 10
"""More double rows than these are said at once: such a file is a list of postings rather than one row each."""
OWN = ("own_hours", "own_plan")
AMOUNTS = ("hours", "amount_nok", "payroll_nok", "direct_nok")
WHOLE_YEAR = r"års(?:budsjett|plan|verdi|beløp|timer|forbruk|kostnad)\w*|helår\w*|annual|yearly|jahres\w+"
LEAST_DAYS_OF_A_YEAR = 360
_TIMES = ("period", "date", "month", "week", "tertial", "year")


def check_marks(table: Table) -> None:
    """Error cells and formulas without a value in the cells that are used."""
    if not any(marked_cells(table)):
        return
    at_row: dict[tuple[int, int], list[int]] = {}
    for at, row in enumerate(table.rows):
        at_row.setdefault((table.part_of[at], row), []).append(at)
    names = [name for name in table.raw if name != "across"]
    for number, part in enumerate(table.parts):
        for mark in part.table.sheet.marks:
            for at in at_row.get((number, mark.row), ()):
                name = next((name for name in names if table.column(name, at) == mark.column - 1), None)
                if name:
                    _replace_missing(table, at, name)
                    table.fail(at, mark.code, name, found=mark.text)
                    table.bad[at] = table.problems[-1]


def _replace_missing(table: Table, at: int, name: str) -> None:
    """The reader saw a blank cell: that it holds an error is the better thing to say."""
    place = (table.sheet(at), table.rows[at], table.header(name, at))
    table.problems[:] = [
        problem
        for problem in table.problems
        if not (problem.code == "missing_value" and (problem.sheet, problem.row, problem.column) == place)
    ]


def check_periods(table: Table) -> None:
    """Year-end and opening periods, negative hours in our own templates, and months after the day on which the
    file was taken out, or after today."""
    spans = table.values.get("spans", ())
    said = {flag for span in objects(spans) if (flag := getattr(span, "flag", None))}
    flags = [getattr(span, "flag", None) for span in spans] if said else []
    name = next((name for name in _TIMES if name in table.raw), "period")
    for flag in sorted(said):
        first = flags.index(flag)
        table.problems.append(
            warning(
                f"period_{flag}",
                sheet=table.sheet(first),
                row=table.rows[first],
                column=table.header(name, first),
                value=str(table.raw[name][first]).removesuffix(".0"),
                rows=flags.count(flag),
            )
        )
    negative = [at for at, cell in enumerate(table.values.get("hours", ())) if cell is not None and cell < 0]
    if negative and table.profile.source in OWN:
        table.problems.append(
            warning(
                "negative_hours",
                sheet=table.sheet(negative[0]),
                row=table.rows[negative[0]],
                column=table.header("hours", negative[0]),
                rows=len(negative),
            )
        )
    taken = table.title.extracted or datetime.now(UTC).date()
    after = {month for month in set(table.months) if month and month > taken}
    late = [at for at, month in enumerate(table.months) if month in after] if after else []
    if late and table.profile.kind.startswith("actual"):
        table.problems.append(
            warning(
                "after_extraction",
                sheet=table.sheet(late[0]),
                row=table.rows[late[0]],
                rows=len(late),
                taken=taken,
            )
        )


def check_grain(table: Table) -> None:
    """Figures of a whole year, or running ones, that stand at a single month, and person-years in part of a year."""
    name = next((name for name in AMOUNTS if table.values.get(name)), None)
    spans = [span for span in objects(table.values.get("spans", ())) if span is not None]
    if name is None or not spans or all(_is_long(span) for span in spans):
        return
    place = {"sheet": table.parts[0].sheet, "row": table.parts[0].table.header_last + 1}
    heading = table.header(name) or ""
    around = (*table.title.texts, table.parts[0].sheet or "")
    if says(WHOLE_YEAR, heading):
        table.problems.append(warning("year_in_month", **place, column=heading))
    elif "date" not in table.raw and any(says(RUNNING, text) for text in around):
        table.problems.append(warning("running_title", **place))
    words = table.values.get("assumption") or ()
    if any(word and "årsverk" in word for word in set(words)):
        table.problems.append(warning("person_years_in_months", **place, column=heading or None))


def check_order_across(table: Table) -> None:
    """Months that stand side by side from one year into the next, with only one year told: «nov, des, jan, feb»."""
    for part in table.parts:
        spans = [column.value for column in part.meaning.across if isinstance(column.value, tuple)]
        if len({span[0].year for span in spans}) != 1 or spans in (
            sorted(spans),
            sorted(spans, reverse=True),
        ):
            continue
        labels = ", ".join(column.label for column in part.meaning.across)
        row = part.table.header_last + 1
        table.problems.append(
            warning("months_turn", sheet=part.sheet, row=row, months=labels, year=spans[0][0].year)
        )


def _is_long(span: Any) -> bool:
    return bool((span.last - span.first).days >= LEAST_DAYS_OF_A_YEAR)


def check_plan_months(table: Table) -> None:
    """A plan row outside its version's months would never count."""
    span = {row.id: (row.period_first, row.period_last) for row in table.reference.plan_versions}
    closed = {row.id for row in table.reference.plan_versions if row.status == "closed"}
    pairs = zip(table.values.get("plan_version_id", ()), table.months, strict=False)
    for at, (version, month) in enumerate(pairs):
        if version in closed:
            table.fail(at, "plan_version_closed", "plan_version")
        elif version and month and not span[version][0] <= month <= span[version][1]:
            first, last = (f"{day:%Y-%m}" for day in span[version])
            table.fail(at, "outside_plan_version", "period", version=version, first=first, last=last)


def check_doubles(table: Table) -> None:
    """Two rows that say something of the same month, unit, role group and sub-measure, where a file has one each."""
    if table.profile.source not in OWN:
        return
    names = ("plan_version_id", "sub_measure_id", "unit_id", "role_group_id", "process_id")
    columns = [table.values[name] for name in names if name in table.values]
    keys = list(zip(table.months, *columns, strict=True))
    doubled = {key: n for key, n in Counter(keys).items() if n > 1 and None not in key[:2]}
    first: dict[Any, int] = {}
    for at, key in enumerate(keys) if doubled else ():
        if key in doubled:
            first.setdefault(key, at)
    if len(doubled) > MOST_DOUBLES:
        rows = [table.rows[at] for at in first.values()]
        table.problems.append(
            warning(
                "double_row", sheet=table.sheet(next(iter(first.values()))), row=rows[0],
                rows=sum(doubled.values()), groups=len(doubled), first=", ".join(map(str, rows[:MOST_DOUBLES])),
            )
        )  # fmt: skip
        return
    for key, at in first.items():
        table.problems.append(
            warning("double_row", sheet=table.sheet(at), row=table.rows[at], rows=doubled[key])
        )


def control(table: Table) -> Control | None:
    """The file's own total against the sum of its rows. Every total row that differs from its rows is a warning with
    both figures: neither is chosen."""
    if not table.totals or table.control_sum is None:
        return None
    cent = Decimal("0.005")
    for total in table.totals:
        if abs(total.stated - total.found) >= cent:
            table.problems.append(
                warning(
                    "control_difference",
                    sheet=total.sheet,
                    row=total.row,
                    total=total.stated,
                    found=total.found,
                    difference=total.stated - total.found,
                )
            )
    stated = _file_total(table)
    return None if stated is None else Control(stated, stated - table.control_sum)


def _file_total(table: Table) -> Decimal | None:
    """The total that the file gives for all its rows: one row per table that covers it whole, added up; None where
    only parts are totalled."""
    whole: dict[str | None, Decimal] = {}
    for total in table.totals:
        if total.whole:
            whole[total.sheet] = total.stated
    sheets = {part.sheet for part in table.parts}
    return sum(whole.values(), Decimal(0)) if set(whole) == sheets else None
