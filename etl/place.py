"""Names and codes → sub-measure, unit, role group, process, plan version. Nothing is guessed: an unknown name is a
problem with a suggestion, an unknown code of an export stays visible as not placed."""

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Dict
from datetime import date
from decimal import Decimal
from typing import Any

from etl.errors import Unreadable, refuse
from etl.mapping import Question
from etl.names import Names
from etl.problems import Problem, warning
from etl.reference import Reference
from etl.table import Table


def place(table: Table, plan_option: str | None, choices: Dict[str, str]) -> None:
    """Fill sub_measure_id, unit_id, role_group_id, process_id, plan_version_id, source_code and code_kind.

    `choices` are the user's own («field|text» → id), asked before any name is looked up.
    """
    names = Names(table.reference)
    chosen = _still_known(choices, table.reference)
    for field, text in chosen:
        table.by_choice[field] = table.by_choice.get(field, frozenset()) | {text}
    _place_sub_measures(table, names, chosen)
    _place_codes(table, chosen)
    lenient = not table.profile.names_must_be_known
    for name, kind, rows in (
        ("unit", "unit", table.reference.units),
        ("role_group", "role_group", table.reference.role_groups),
        ("process", "process", table.reference.processes),
    ):
        if name in table.values:
            resolve = names.simple(kind, rows, f"unknown_{name}")
            _place_names(table, name, _with_choices(resolve, name, chosen), lenient)
    if table.profile.kind in ("plan", "budget"):
        _place_plan(table, names, plan_option, chosen)


Chosen = Dict[tuple[str, ...], str]


def _still_known(choices: Dict[str, str], reference: Reference) -> Chosen:
    """The choices by field and text; one for something that has left the code tables since counts no more."""
    rows: Dict[str, Iterable[Any]] = {
        "sub_measure": reference.sub_measures,
        "code": reference.sub_measures,
        "unit": reference.units,
        "role_group": reference.role_groups,
        "process": reference.processes,
        "plan_version": reference.plan_versions,
    }
    known = {field: {row.id for row in own} for field, own in rows.items()}
    pairs = ((tuple(key.split("|", 1)), target) for key, target in choices.items())
    return {key: target for key, target in pairs if not target or target in known.get(key[0], ())}


def _with_choices(resolve: Callable[[str], str], name: str, chosen: Chosen) -> Callable[[str], str | None]:
    """Look a name up among the user's choices first; a choice of nothing leaves the detail out."""

    def find(text: str) -> str | None:
        choice = chosen.get((name, text))
        return resolve(text) if choice is None else choice or None

    return find


def _place_sub_measures(table: Table, names: Names, chosen: Chosen) -> None:
    if "sub_measure" not in table.values:
        return
    memo: dict[tuple[Any, Any], Any] = {}
    keys = list(zip(table.values["sub_measure"], table.months, strict=True))
    unplaced: set[str] = set()
    for text, month in set(keys):
        choice = chosen.get(("sub_measure", text)) if text is not None else None
        if choice == "":
            unplaced.add(text)
            memo[text, month] = None
            continue
        try:
            memo[text, month] = (
                None if text is None or month is None else choice or names.sub_measure(text, month)
            )
            _warn_alias(table, names, text, month)
        except Unreadable as reason:
            memo[text, month] = reason
    _settle(table, "sub_measure", [memo[key] for key in keys])
    if unplaced:
        codes = [text if text in unplaced else None for text in table.values["sub_measure"]]
        table.values["source_code"] = codes
        _warn_unplaced(table, "sub_measure", codes)


def _warn_unplaced(table: Table, name: str, codes: list[str | None]) -> None:
    """One warning for each text that the user left «ikke plassert»."""
    for text in sorted({code for code in codes if code}):
        at = codes.index(text)
        table.problems.append(
            warning(
                "left_unplaced", sheet=table.sheet(at), row=table.rows[at], column=table.header(name, at),
                value=text, rows=codes.count(text),
            )
        )  # fmt: skip


def _warn_alias(table: Table, names: Names, text: str | None, month: date | None) -> None:
    row = names.alias_row("sub_measure", text, month) if text and month else None
    if row and row.warning_nb:
        place = {"sheet": table.parts[0].sheet, "column": table.header("sub_measure"), "value": text}
        table.problems.append(
            warning(
                "alias_warning", **place, text_nb=row.warning_nb, text_en=row.warning_en or row.warning_nb
            )
        )


def _settle(table: Table, name: str, found: list[Any]) -> None:
    for at, value in enumerate(found) if Unreadable in set(map(type, found)) else ():
        if isinstance(value, Unreadable):
            table.fail(at, value.code, name, **value.facts)
            found[at] = None
    table.values[f"{name}_id"] = found


def _place_names(table: Table, name: str, resolve: Callable[[str], str | None], lenient: bool) -> None:
    column = table.values[name]
    memo: dict[Any, Any] = {None: None}
    for text in {cell for cell in column if cell is not None}:
        try:
            memo[text] = resolve(text)
        except Unreadable as reason:
            memo[text] = None if lenient else reason
            if lenient:
                table.problems.append(_unplaced(table, name, text, column, reason))
    _settle(table, name, [memo[text] for text in column])


def _unplaced(table: Table, name: str, text: str, column: list[Any], reason: Unreadable) -> Problem:
    """One warning for all rows with the same unknown name in an export."""
    at = column.index(text)
    return warning(
        reason.code,
        sheet=table.sheet(at),
        row=table.rows[at],
        column=table.header(name, at),
        value=text[:80],
        field=name,
        rows=str(column.count(text)),
        suggestion=reason.facts.get("suggestion", ""),
    )


def _place_codes(table: Table, chosen: Chosen) -> None:
    """Codes are kept as the file has them; the mart looks them up. Here the unknown ones get a warning."""
    if "code" not in table.values:
        return
    kind = code_kind(table)
    rows = [row for row in table.reference.codes if row.code_kind == kind]
    known = {row.source_code for row in rows}
    memo = {text: None if text is None else _tidy_code(text, known) for text in set(table.values["code"])}
    codes = table.values["stated_code"] = [memo[text] for text in table.values["code"]]
    placed = [chosen.get(("code", text)) or None if text else None for text in table.values["code"]]
    if any(placed):
        table.values["sub_measure_id"] = placed
        codes = [None if own else code for own, code in zip(placed, codes, strict=True)]
    table.values["source_code"] = codes
    if table.profile.kind == "instrument_hours":
        return  # any project may use an instrument
    for code, month in sorted(set(zip(codes, table.months, strict=True)), key=str):
        valid = any(
            row.source_code == code and row.valid_from <= month <= row.valid_to for row in rows if month
        )
        if not month or valid:
            continue
        at = next(
            (i for i, pair in enumerate(zip(codes, table.months, strict=True))
             if pair == (code, month) and not placed[i]),
            None,
        )  # fmt: skip
        if at is not None:
            table.problems.append(
                warning(
                    "code_not_placed" if code else "row_without_code",
                    sheet=table.sheet(at),
                    row=table.rows[at],
                    column=table.header("code", at),
                    value=code,
                    field="code",
                    month=f"{month:%Y-%m}",
                )
            )


def code_kind(table: Table) -> str:
    """The code table that the file's codes lead through; texts that are no codes have one of their source's name."""
    if "code" not in table.values:
        return table.profile.source
    return table.mapping.code_kind or table.profile.code_kind or table.profile.source


def _tidy_code(text: str, known: set[str]) -> str:
    code = text.replace(" ", "").strip("'’")
    # A number of a code that went through a program as a decimal number.
    code = re.sub(r"^(\d{4,})\.0+$", r"\1", code)
    if code in known:
        return code
    if code.lstrip("0") in known:
        return code.lstrip("0")
    # A number cell has lost the zeros that only its format showed.
    padded = [one for one in known if one.lstrip("0") == code.lstrip("0")]
    return padded[0] if len(padded) == 1 and code else code


def _place_plan(table: Table, names: Names, plan_option: str | None, chosen: Chosen) -> None:
    """The plan version: the user's answer, else the column, else the title rows."""
    version = plan_option or (None if "plan_version" in table.values else table.title.plan_version)
    version = version or table.mapping.constants.get("plan_version")
    if version is None and "plan_version" not in table.values:
        known = tuple(row.id for row in names.reference.plan_versions)
        table.questions.append(Question("plan_version", choices=known))
        table.values["plan_version_id"] = [None] * len(table.rows)
        return
    if version is None:
        resolve = _with_choices(names.plan_version, "plan_version", chosen)
        _place_names(table, "plan_version", resolve, lenient=False)
        return
    try:
        found = chosen.get(("plan_version", version)) or names.plan_version(version)
    except Unreadable as reason:
        raise refuse(reason.code, sheet=table.parts[0].sheet, value=version, **reason.facts) from None
    if any(row.id == found and row.status == "closed" for row in names.reference.plan_versions):
        raise refuse("plan_version_closed", sheet=table.parts[0].sheet, value=found)
    table.values["plan_version_id"] = [found] * len(table.rows)


def payroll(hours: list[Decimal | None], role_groups: list[str | None], months: list[date | None],
            reference: Reference) -> list[Decimal | None]:  # fmt: skip
    """Notional payroll: hours × the hourly cost of the role group in that year; None where no rate is given."""
    rates = {(row.role_group_id, row.year): row.hourly_rate_nok for row in reference.rates}
    cent = Decimal("0.01")
    known: dict[tuple[int, Any, Any], Decimal | None] = {}
    found: list[Decimal | None] = []
    for amount, group, month in zip(hours, role_groups, months, strict=True):
        key = (id(amount), group, month)
        if key not in known:
            rate = rates.get((group, month.year)) if group and month else None
            known[key] = None if rate is None or amount is None else (amount * rate).quantize(cent)
        found.append(known[key])
    return found
