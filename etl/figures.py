"""Which columns of an unknown layout hold its amounts: hours or kroner, plan or actual, one column or many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from etl import headers, kinds
from etl.across import Stand, Standing, label_of, may_be_name, measure_of, names_across, side_of
from etl.columns import AMOUNT_FIELDS, CLOSE, Candidate
from etl.content import Content, Known
from etl.headers import is_credit, is_debit
from etl.mapping import AcrossUse, ColumnUse, Kind, Question
from etl.problems import Problem, error
from etl.tables import Header, RawTable
from etl.title import Title
from etl.values import blank

Measure = Literal["hours", "money"]
MEASURE_CHOICES = (
    "hours", "person_days", "person_months", "person_years", "nok", "thousand_nok", "million_nok",
)  # fmt: skip
_MONEY_FIELDS = ("amount_nok", "payroll_nok", "direct_nok")
_UNIT_FIELDS = {"percent": "percent", "person_days": "days"}


@dataclass
class Guess:
    """A mapping under construction. `reasons` gives the confidence and `why` of each used column, `left` the reason of
    a known column that is not used."""

    table: RawTable
    title: Title
    contents: Mapping[int, Content]
    known: Known
    standing: Standing | None
    kind: Kind | None = None
    year: int | None = None
    uses: dict[int, ColumnUse] = field(default_factory=dict)
    reasons: dict[int, tuple[float, str]] = field(default_factory=dict)
    left: dict[int, str] = field(default_factory=dict)
    subtotals: dict[int, str] = field(default_factory=dict)
    across: AcrossUse | None = None
    stands: tuple[Stand, ...] = ()
    named: tuple[Header, ...] = ()
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    found: dict[int, list[Candidate]] = field(default_factory=dict)
    sides: dict[int, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """The columns that say of each row whether it is plan or actual: `etl.sides.sides_down`."""

    def header(self, at: int) -> Header:
        return next(header for header in self.table.headers if header.at == at)

    def ask(self, code: str, key: str | None, choices: Sequence[str] = (), at: Sequence[int] = ()) -> None:
        """Leave a question, with cells of the columns it is about."""
        examples = tuple(dict.fromkeys(text for one in at for text in self.contents[one].samples))[:5]
        self.questions.append(
            Question(code, key, self.table.sheet.name, tuple(choices), examples, len(self.table.body))
        )

    def use(self, one: Candidate, name: str | None = None, unit: str | None = None) -> None:
        self.uses[one.at] = ColumnUse(self.header(one.at).key, name or one.field, unit)
        self.reasons[one.at] = (round(min(one.score, 0.99), 2), one.why)

    def has(self, *names: str) -> bool:
        return any(use.field in names for use in self.uses.values())

    def around(self) -> list[tuple[str, ...]]:
        return kinds.around(self.table, self.title)


def find_amounts(work: Guess, chosen: Mapping[int, Candidate]) -> None:
    """Hours or kroner, plan or actual: from side-by-side columns, else from the columns of figures."""
    found = [one for one in chosen.values() if one.field in AMOUNT_FIELDS and one.field != "persons"]
    if work.standing:
        _side_by_side(work, work.standing)
        for one in found:
            work.left[one.at] = "other_amount"
    elif not _names_side_by_side(work, chosen, found):
        _columns_of_figures(work, found or _nameless(work, chosen))
    for one in chosen.values():
        if one.field == "persons":
            work.use(one)


def _nameless(work: Guess, chosen: Mapping[int, Candidate]) -> list[Candidate]:
    """Columns of figures whose headings say nothing: they may be the amounts where no other column is."""
    return [
        Candidate(at, "amount", 0.4, "content_numbers")
        for at, content in work.contents.items()
        if at in work.found and at not in chosen and content.numeric and content.share("year", "period") < 0.5
    ]


def _sides(work: Guess, sides: set[str | None], texts: Sequence[str], measure: Measure | None) -> str | None:
    """Settle the kind; the side to read where the headings tell plan from actual."""
    down = {side for column in work.sides.values() for side in column}
    mixed = ("plan" in sides and len(sides) > 1) or "plan" in down
    if mixed and work.kind is None:
        plan, actual = _kinds(measure)
        work.ask("which_kind", None, (actual, plan))
        work.kind = actual
        return "actual"
    if work.kind is None:
        version = work.has("plan_version") or work.title.plan_version is not None
        work.kind = kinds.kind_of(texts, measure, work.around(), work.has("account"), version)
    if work.kind is None:
        plan, actual = _kinds(measure)
        work.ask("which_kind", None, (actual, plan))
        work.kind = actual
    return "plan" if kinds.is_plan(work.kind) else "actual"


def _kinds(measure: Measure | None) -> tuple[Kind, Kind]:
    return ("budget", "actual_cost") if measure == "money" else ("plan", "actual_hours")


def _side_by_side(work: Guess, standing: Standing) -> None:
    measures = {s.measure for s in standing.columns}
    texts = [s.label for s in standing.columns]
    content = [work.contents[s.at] for s in standing.columns]
    measure = _measure(measures, content, work)
    side = _sides(work, {s.side for s in standing.columns}, texts, measure)
    work.stands = standing.chosen(side, measure)
    for stand in standing.columns:
        if stand not in work.stands:
            work.left[stand.at] = "other_kind" if stand.side != work.stands[0].side else "other_amount"
    if measure is None:
        work.ask("unit", "across", MEASURE_CHOICES, [s.at for s in work.stands])
    unit = next((unit for s in work.stands if (unit := _amount_unit(s.label, measure))), None)
    work.across = AcrossUse(standing.kind, "amount_nok" if measure == "money" else "hours", unit)


def _measure(said: set[str | None], contents: Sequence[Content], work: Guess) -> Measure | None:
    """Hours or money, from the headings, the cells, or the texts around the table."""
    if "hours" in said or (work.kind in ("actual_hours", "plan") and "money" not in said):
        return "hours"
    if "money" in said or work.kind in ("actual_cost", "budget"):
        return "money"
    if any(content.share("effort") >= 0.3 for content in contents):
        return "hours"
    if any(content.share("money") >= 0.3 for content in contents) or work.has("account"):
        return "money"
    for texts in work.around():
        found = measure_of(" ".join(texts))
        if found or headers.says(headers.BUDGET, " ".join(texts)):
            return "hours" if found == "hours" else "money"
    return "money" if work.title.scale > 1 else None


def _names_side_by_side(work: Guess, chosen: Mapping[int, Candidate], found: Sequence[Candidate]) -> bool:
    """Columns headed by persons, sub-measures or units with figures beneath."""
    free = [
        header
        for header in work.table.headers
        if header.at in work.found
        and header.at not in chosen
        and not headers.says(headers.TOTALS, label_of(header))
    ]
    named = names_across(free, work.contents, work.known, " ".join(text for t in work.around() for text in t))
    if named is None or (found and not (named[1] and named[0] != "person")):
        return False
    kind, certain = named
    if kind == "person" and work.has("person"):
        return False
    work.named = tuple(one for one in free if may_be_name(one) and work.contents[one.at].numeric)
    at = [header.at for header in work.named]
    measure = _measure(
        {measure_of(label_of(header)) for header in work.named}, [work.contents[a] for a in at], work
    )
    _sides(work, {None}, [label_of(header) for header in work.named], measure)
    work.across = AcrossUse(kind, "amount_nok" if measure == "money" else "hours")
    if measure is None:
        work.ask("unit", "across", MEASURE_CHOICES, at)
    if not certain:
        work.ask("across", None, ("person", "ignore"), at)
    for header in work.table.headers:
        if (
            header.at in work.found
            and header.at not in {*at, *chosen}
            and headers.says(headers.TOTALS, label_of(header))
        ):
            work.subtotals[header.at] = label_of(header)
    return True


def _columns_of_figures(work: Guess, found: Sequence[Candidate]) -> None:
    if not found:
        work.problems.append(
            error("no_amount_column", sheet=work.table.sheet.name, row=work.table.header_last + 1)
        )
        # The user may point the amounts out: what they are is asked all the same.
        _sides(work, {None}, (), None)
        return
    labels = {one.at: label_of(work.header(one.at)) for one in found}
    strong = [one for one in found if one.field != "amount"] or list(found)
    measures = {one.at: _field_measure(one, labels[one.at], work) for one in found}
    measure: Measure | None = "hours" if "hours" in measures.values() else None
    measure = measure or ("money" if "money" in measures.values() else None)
    kept = [one for one in found if one in strong or (measures[one.at] and side_of(labels[one.at]))]
    sides = {one.at: side_of(labels[one.at]) for one in kept}
    own = {sides[one.at] for one in kept if one.field not in ("payroll_nok", "direct_nok")} or set(
        sides.values()
    )
    side = _sides(work, own, [labels[one.at] for one in kept], measure)
    if len(own) > 1:
        wanted = side if side in own else None
        for one in [one for one in kept if sides[one.at] != wanted]:
            work.left[one.at] = "other_kind"
        kept = [one for one in kept if sides[one.at] == wanted]
    for one in found:
        if one not in kept:
            work.left.setdefault(one.at, "other_amount")
    _choose(work, kept, measures, labels)


def _field_measure(one: Candidate, label: str, work: Guess) -> Measure | None:
    if one.field in _MONEY_FIELDS:
        return "money"
    if one.field == "hours":
        return "hours"
    if work.has("quantity_unit"):
        return "hours"
    said = {measure_of(label)}
    unit = headers.unit_of(label)
    if unit:
        return "money" if unit.endswith("nok") else "hours"
    return _measure(said, [work.contents[one.at]], work)


def _choose(
    work: Guess, kept: Sequence[Candidate], measures: Mapping[int, Measure | None], labels: Mapping[int, str]
) -> None:
    """One column of hours, or one of kroner; payroll and direct cost stand beside hours."""
    hours = [one for one in kept if measures[one.at] == "hours"]
    money = [
        one for one in kept if measures[one.at] == "money" and one.field not in ("payroll_nok", "direct_nok")
    ]
    beside = [one for one in kept if one.field in ("payroll_nok", "direct_nok")]
    open_ones = [one for one in kept if measures[one.at] is None]
    if hours:
        _use_hours(work, hours, labels)
        for one in beside:
            work.use(one, unit=_amount_unit(labels[one.at], "money"))
        for one in (*money, *open_ones):
            work.left[one.at] = "other_amount"
    elif len(money) == 2 and _debit_and_credit([labels[one.at] for one in money]):
        for one in money:
            work.use(one, "amount_nok", _amount_unit(labels[one.at], "money"))
    elif money or beside:
        _use_one(work, money or beside, "amount_nok", labels)
        for one in beside if money else ():
            work.left[one.at] = "other_amount"
    else:
        _use_one(work, open_ones, "hours", labels)
        work.ask("unit", work.header(open_ones[0].at).key, MEASURE_CHOICES, [one.at for one in open_ones])


def _debit_and_credit(labels: Sequence[str]) -> bool:
    return any(map(is_debit, labels)) and any(map(is_credit, labels))


def _use_hours(work: Guess, hours: Sequence[Candidate], labels: Mapping[int, str]) -> None:
    units = [headers.unit_of(labels[one.at]) for one in hours]
    if len(hours) > 1 and len(set(units)) == len(hours) and _one_per_row(work, hours):
        for one, unit in zip(hours, units, strict=True):
            work.use(one, _UNIT_FIELDS.get(unit or "", "hours"), unit)
        return
    _use_one(work, hours, "hours", labels)


def _one_per_row(work: Guess, some: Sequence[Candidate]) -> bool:
    columns = [work.table.column(one.at)[:2000] for one in some]
    return all(sum(not blank(cell) for cell in cells) <= 1 for cells in zip(*columns, strict=True))


def _use_one(work: Guess, some: Sequence[Candidate], name: str, labels: Mapping[int, str]) -> None:
    """The best of the columns; a question where others are as good."""
    ranked = sorted(some, key=lambda one: (-one.score, one.at))
    close = [one for one in ranked if one.score >= ranked[0].score - CLOSE]
    if len(close) > 1:
        at = [one.at for one in close]
        work.ask("which_column", name, [work.header(each).key for each in at], at)
    measure: Measure = "hours" if name == "hours" else "money"
    by_row = "mixed" if name == "hours" and work.has("quantity_unit") else None
    work.use(ranked[0], name, by_row or _amount_unit(labels[ranked[0].at], measure))
    for one in ranked[1:]:
        work.left[one.at] = "other_amount"


def _amount_unit(label: str, measure: str | None) -> str | None:
    unit = headers.unit_of(label)
    return unit if unit and unit.endswith("nok") == (measure == "money") else None
