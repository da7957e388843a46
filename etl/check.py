"""The checks that look at more than one cell. Each adds its problems; none of them stops at the first."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

from etl.interpret import GRAND, Table
from etl.problems import warning
from etl.recognise import Layout
from etl.reference import Reference
from etl.report import Control

MOST_PROBLEMS = 5_000


def check_one_of(table: Table) -> None:
    """Own templates: at most one way of giving the hours, and at least one amount in the row."""
    names = [name for name in table.layout.profile.one_of if name in table.values]
    if not names:
        return
    hours = [name for name in names if name in ("hours", "percent", "days")]
    given = zip(*(table.values[name] for name in names), strict=True)
    for at, cells in enumerate(given):
        if at in table.bad:
            continue
        filled = [name for name, cell in zip(names, cells, strict=True) if cell is not None]
        if not filled:
            table.fail(at, "no_amount", names[0])
        elif len(set(filled) & set(hours)) > 1:
            table.fail(
                at, "several_amounts", names[0], columns=", ".join(map(str, map(table.header, filled)))
            )


def check_marks(table: Table) -> None:
    """Error cells and formulas without a value in the cells that are used."""
    layout = table.layout
    if not layout.sheet.marks:
        return
    at_row: dict[int, list[int]] = {}
    for at, row in enumerate(table.rows):
        at_row.setdefault(row, []).append(at)
    names = {place + 1: name for name, place in layout.columns.items()}
    for mark in layout.sheet.marks:
        for at in at_row.get(mark.row, ()):
            across = table.places is not None and table.places[at] + 1 == mark.column
            name = "amount_nok" if across else names.get(mark.column)
            if name:
                _replace_missing(table, at, name)
                table.fail(at, mark.code, name, found=mark.text)
                table.bad[at] = table.problems[-1]


def _replace_missing(table: Table, at: int, name: str) -> None:
    """The reader saw a blank cell: that it holds an error is the better thing to say."""
    place = (table.rows[at], table.header(name, at))
    blank_codes = ("missing_value", "no_amount")
    table.problems[:] = [
        problem
        for problem in table.problems
        if not (problem.code in blank_codes and (problem.row, problem.column) == place)
    ]


def check_periods(table: Table, months: list[date | None], layout: Layout) -> None:
    """Year-end and opening periods, negative hours in our own templates, and months after the day on which the
    file was taken out, or after today."""
    flags = [None if cell is None else cell.flag for cell in table.values.get("period", ())]
    for flag in sorted({flag for flag in flags if flag}):
        first = flags.index(flag)
        table.problems.append(
            warning(
                f"period_{flag}",
                sheet=layout.sheet.name,
                row=table.rows[first],
                column=table.header("period"),
                value=str(table.raw["period"][first]).removesuffix(".0"),
                rows=flags.count(flag),
            )
        )
    negative = [at for at, cell in enumerate(table.values.get("hours", ())) if cell is not None and cell < 0]
    if negative and layout.profile.names_must_be_known:
        table.problems.append(
            warning(
                "negative_hours",
                sheet=layout.sheet.name,
                row=table.rows[negative[0]],
                column=table.header("hours"),
                rows=len(negative),
            )
        )
    taken = layout.title.extracted or datetime.now(UTC).date()
    late = [at for at, month in enumerate(months) if month and month > taken]
    if late and layout.profile.kind.startswith("actual"):
        table.problems.append(
            warning(
                "after_extraction",
                sheet=layout.sheet.name,
                row=table.rows[late[0]],
                rows=len(late),
                taken=taken,
            )
        )


def check_plan_months(table: Table, months: list[date | None], reference: Reference) -> None:
    """A plan row outside its version's months would never count."""
    span = {row.id: (row.period_first, row.period_last) for row in reference.plan_versions}
    for at, (version, month) in enumerate(zip(table.values.get("plan_version_id", ()), months, strict=False)):
        if version and month and not span[version][0] <= month <= span[version][1]:
            first, last = (f"{day:%Y-%m}" for day in span[version])
            table.fail(at, "outside_plan_version", "period", version=version, first=first, last=last)


def check_doubles(table: Table, months: list[date | None]) -> None:
    """Two rows of an own template that say the same thing of the same month."""
    if table.layout.profile.source not in ("own_hours", "own_plan"):
        return
    names = ("plan_version_id", "sub_measure_id", "unit_id", "role_group_id", "process_id")
    columns = [table.values[name] for name in names if name in table.values]
    keys = list(zip(months, *columns, strict=True))
    seen = Counter(keys)
    for key, number in seen.items():
        if number > 1 and None not in key[:2]:
            row = table.rows[keys.index(key)]
            table.problems.append(warning("double_row", sheet=table.layout.sheet.name, row=row, rows=number))


def control(table: Table) -> Control | None:
    """The file's own total against the sum of its rows; a difference is a warning."""
    if table.control_sum is None:
        return None
    found = table.control_sum
    grand = [total for total in table.totals if GRAND.match(total.label)] or [table.totals[-1]]
    words = [total for total in grand if "tot" in total.label.lower()] or grand
    amount = words[-1].amount
    if amount != found and sum((total.amount for total in words), Decimal(0)) == found:
        amount = found  # one «Sum» per group and none for the whole
    if abs(amount - found) >= Decimal("0.005"):
        table.problems.append(
            warning(
                "control_difference",
                sheet=table.layout.sheet.name,
                row=words[-1].row,
                total=amount,
                found=found,
                difference=amount - found,
            )
        )
    return Control(amount, amount - found)
