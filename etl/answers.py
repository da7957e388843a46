"""The user's answer to a question about a table, as a change of its mapping."""

from dataclasses import replace

from etl.effort_units import ANSWERS
from etl.mapping import HOUR_UNITS, MONEY_UNITS, ColumnUse, Kind, Mapping, Question

_OTHER_MEASURE: dict[Kind, Kind] = {
    "actual_hours": "actual_cost",
    "plan": "budget",
    "actual_cost": "actual_hours",
    "budget": "plan",
}


def answered(mapping: Mapping, question: Question, answer: str) -> Mapping:
    """The mapping that an answer makes of the one understood: give it as `wanted` and the question is settled.
    An answer to which_kind may leave a mapping that answers the kind alone: what other questions asked is then asked
    anew, so answer one question at a time.

    Answers: which_kind a kind · which_sheet a sheet · which_column a column's key, or «» for none · unit one of
    `HOUR_UNITS`, `MONEY_UNITS` or `etl.effort_units.ANSWERS` · decimal_mark comma | point · day_order dmy | mdy · year
    «2022» · period «2022-03» · across person | ignore · fill_down above | none · plan_version and sub_measure (of the
    whole table) an id. Questions about single cells are answered in `Options.choices` and change nothing here.
    :raises ValueError: the answer is none of these.
    """
    if question.code == "which_kind":
        if answer not in question.choices:
            raise ValueError(answer)
        return _of_kind(mapping, answer)  # type: ignore[arg-type]
    if question.code == "which_column":
        return _at_column(mapping, question, answer)
    if question.code in ("unit", "decimal_mark", "day_order"):
        return _column_answer(mapping, question, answer)
    if question.code == "fill_down":
        use = mapping.use(question.key or "")
        if use is None or answer not in question.choices:
            raise ValueError(answer)
        return mapping.with_column(replace(use, fill=answer))  # type: ignore[arg-type]  # one of the choices
    if question.code == "which_sheet":
        # Another table has other columns: they are understood anew.
        return Mapping(sheets=(answer,))
    if question.code == "year":
        return replace(mapping, year=int(answer))
    if question.code == "across":
        return replace(mapping, across=None) if answer == "ignore" else mapping
    if question.code in ("period", "plan_version") or (question.code == "sub_measure" and not question.key):
        return replace(mapping, constants={**mapping.constants, question.code: answer})
    return mapping


def _of_kind(mapping: Mapping, kind: Kind) -> Mapping:
    """The same mapping, or one without columns where another kind asks for other columns."""
    if kind == mapping.kind:
        return mapping
    return Mapping(
        "", kind, year=mapping.year, sign=mapping.sign, constants=mapping.constants, sheets=mapping.sheets
    )


def _at_column(mapping: Mapping, question: Question, key: str) -> Mapping:
    if key not in question.choices:
        raise ValueError(key)
    name = question.key or ""
    before = next(iter(mapping.of(name)), None)
    others = tuple(use for use in mapping.columns if use.field != name and use.key != key)
    mapping = replace(mapping, columns=others)
    if not key:
        return mapping
    return mapping.with_column(replace(before, key=key) if before else ColumnUse(key, name))


def _column_answer(mapping: Mapping, question: Question, answer: str) -> Mapping:
    across = mapping.across
    use = mapping.use(question.key or "")
    if across is not None and use is None:
        field, changes = _changes(question.code, answer, across.field)
        return replace(_measured(mapping, field), across=replace(across, field=field, **changes))  # type: ignore[arg-type]
    if use is None:
        raise ValueError(question.key)
    field, changes = _changes(question.code, answer, use.field)
    return _measured(mapping, field).with_column(replace(use, field=field, **changes))  # type: ignore[arg-type]


def _changes(code: str, answer: str, field: str) -> tuple[str, dict[str, str]]:
    """The field that a column holds after an answer, and what else changes of it."""
    if code == "unit":
        if answer not in (*HOUR_UNITS, *ANSWERS, *MONEY_UNITS):
            raise ValueError(answer)
        money = answer in MONEY_UNITS
        same = field in ("amount_nok", "payroll_nok", "direct_nok") if money else field == "hours"
        return field if same else ("amount_nok" if money else "hours"), {"unit": answer}
    allowed = ("comma", "point") if code == "decimal_mark" else ("dmy", "mdy")
    if answer not in allowed:
        raise ValueError(answer)
    return field, {"decimal" if code == "decimal_mark" else "day_order": answer}


def _measured(mapping: Mapping, field: str) -> Mapping:
    """The kind that goes with hours or with kroner."""
    hours = mapping.kind in ("actual_hours", "plan")
    switch = (field == "amount_nok" and hours) or (field == "hours" and not hours)
    return (
        replace(mapping, kind=_OTHER_MEASURE.get(mapping.kind, mapping.kind) if mapping.kind else None)
        if switch
        else mapping
    )
