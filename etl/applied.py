"""A mapping laid on a table: which columns are read, what stays open, what is left out and said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etl import headers, kinds
from etl.across import NAMES_ACROSS, AcrossColumn, Stand, Standing, label_of, may_be_name
from etl.content import Content, Known
from etl.mapping import AMOUNTS, SHEET_KEY, ColumnUse, FoundColumn, Question
from etl.mapping import Mapping as ColumnMapping
from etl.problems import Problem, error, info, warning
from etl.profiles import Profile
from etl.sides import sides_down
from etl.table import letter
from etl.tables import Header, RawTable
from etl.title import Title

AMOUNT_FIELDS = (*AMOUNTS, "percent", "days")
_TIMES = {"period", "date", "year", "month", "week", "tertial", "snapshot_date", "case"}


@dataclass(frozen=True)
class Meaning:
    """How one table is read. `uses` gives the columns that are read, by their place (−1 is the sheet's name);
    `across` the side-by-side columns; `subtotal_columns` those that only repeat others, with their headings. `score`
    is what is understood of the table: 0 where it has no amounts. `year` stands for months without one and `constants`
    gives fields one value for every row: the user's answers, else what the words around this table say."""

    mapping: ColumnMapping
    columns: tuple[FoundColumn, ...]
    uses: Mapping[int, ColumnUse]
    across: tuple[AcrossColumn, ...]
    subtotal_columns: Mapping[int, str]
    questions: tuple[Question, ...]
    profile: Profile
    remembered: bool = False
    score: float = 0.0
    problems: tuple[Problem, ...] = ()
    year: int | None = None
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Surroundings:
    """A table with what is needed to judge it."""

    table: RawTable
    title: Title
    known: Known
    contents: Mapping[int, Content]
    standing: Standing | None
    year: int | None


@dataclass
class Applied:
    """A mapping laid on a table."""

    mapping: ColumnMapping
    uses: dict[int, ColumnUse] = field(default_factory=dict)
    across: list[AcrossColumn] = field(default_factory=list)
    subtotals: dict[int, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    constants: dict[str, str] = field(default_factory=dict)


def lay(sight: Surroundings, mapping: ColumnMapping) -> Applied:
    applied = Applied(mapping)
    fields = {use.key: use for use in mapping.columns if use.field != "ignore"}
    for header in sight.table.headers:
        if header.key in fields:
            applied.uses[header.at] = fields[header.key]
    if SHEET_KEY in fields:
        applied.uses[-1] = fields[SHEET_KEY]
    if mapping.across:
        _lay_across(sight, applied)
    settle(sight, applied)
    return applied


def _lay_across(sight: Surroundings, applied: Applied) -> None:
    mapping = applied.mapping
    assert mapping.across is not None
    if mapping.across.kind in ("person", *NAMES_ACROSS):
        for header in _unmapped_figures(sight, mapping):
            if headers.says(f"{headers.TOTALS}|{headers.RUNNING}|{headers.DERIVED}", label_of(header)):
                applied.subtotals[header.at] = label_of(header)
            else:
                applied.across.append(AcrossColumn(header.at, label_of(header), header.texts[-1]))
        return
    if sight.standing is None:
        applied.problems.append(
            error("no_time_columns", sheet=sight.table.sheet.name, row=sight.table.header_last + 1)
        )
        return
    side = "plan" if kinds.is_plan(mapping.kind) else "actual"
    chosen = sight.standing.chosen(side, "money" if mapping.across.field != "hours" else "hours")
    mapped = {use.key for use in mapping.columns}
    year = mapping.year or sight.year
    applied.subtotals.update(sight.standing.subtotals)
    keys = {header.at: header.key for header in sight.table.headers}
    applied.across += [_column(stand, year) for stand in chosen if keys[stand.at] not in mapped]


def _column(stand: Stand, year: int | None) -> AcrossColumn:
    return AcrossColumn(stand.at, stand.label, stand.heading.span(year))


def _unmapped_figures(sight: Surroundings, mapping: ColumnMapping) -> list[Header]:
    mapped = {use.key for use in mapping.columns}
    return [
        header
        for header in sight.table.headers
        if header.key not in mapped and may_be_name(header) and sight.contents[header.at].numeric
    ]


def settle(sight: Surroundings, applied: Applied) -> None:
    """What holds for every row of the table, from the words around it; questions where they do not say it."""
    applied.constants.update(applied.mapping.constants)
    fields = {use.field for use in applied.uses.values()} | applied.constants.keys()
    across = applied.mapping.across.kind if applied.mapping.across else None
    if not fields & {"sub_measure", "code"} and across != "sub_measure":
        named = kinds.sub_measure_around(sight.title, sight.known)
        applied.constants.update({"sub_measure": named} if named else {})
    if across is None or across in ("person", *NAMES_ACROSS):
        _settle_time(sight, applied, fields)
    elif "year" not in fields and any(column.value is None for column in applied.across):
        labels = tuple(column.label for column in applied.across[:5])
        _ask(sight, applied, "year", across, labels)


def _settle_time(sight: Surroundings, applied: Applied, fields: set[str]) -> None:
    year = applied.mapping.year or sight.year
    part = next((name for name in ("month", "week", "tertial") if name in fields), None)
    by_sheet = -1 in applied.uses and applied.uses[-1].field == "period"
    if by_sheet and not kinds.period_around([(sight.table.sheet.name or "",)], year):
        _ask(sight, applied, "year", SHEET_KEY)
    elif part and "year" not in fields and year is None:
        _ask(sight, applied, "year", part)
    elif not fields & _TIMES:
        period = kinds.period_around(kinds.around(sight.table, sight.title), year)
        applied.constants.update({"period": period} if period else {})
        if not period:
            _ask(sight, applied, "period", None)


def _ask(
    sight: Surroundings, applied: Applied, code: str, key: str | None, examples: tuple[str, ...] = ()
) -> None:
    rows = len(sight.table.body)
    applied.questions.append(Question(code, key, sight.table.sheet.name, (), examples, rows))


def finished(
    sight: Surroundings,
    applied: Applied,
    profile: Profile,
    confidence: float,
    why: str,
    left: Mapping[int, str] | None = None,
    reasons: Mapping[int, tuple[float, str]] | None = None,
) -> Meaning:
    """The finished meaning. `left` says why a column is not read, `reasons` how sure each used one is."""
    columns = tuple(
        _found_column(sight, applied, header, (confidence, why), left or {}, reasons or {})
        for header in sight.table.headers
    )
    return Meaning(
        applied.mapping,
        columns,
        applied.uses,
        tuple(applied.across),
        applied.subtotals,
        tuple(applied.questions),
        profile,
        why == "remembered",
        _score(applied, why),
        (*applied.problems, *_said(sight, columns)),
        applied.mapping.year or sight.year,
        applied.constants,
    )


def is_amount(use: ColumnUse | None) -> bool:
    """Whether a column holds hours, kroner or persons."""
    return use is not None and use.field in AMOUNT_FIELDS


def _score(applied: Applied, why: str) -> float:
    fields = {use.field for use in applied.uses.values()}
    across = applied.mapping.across
    amounts = applied.across or fields & set(AMOUNT_FIELDS) or why == "profile"
    if not amounts:
        return 0.0
    beside = 2 if across and across.kind != "person" else 1
    return len(fields) + (beside if applied.across else 0) + (0.5 if why != "not_used" else 0.0)


def _found_column(
    sight: Surroundings,
    applied: Applied,
    header: Header,
    found: tuple[float, str],
    left: Mapping[int, str],
    reasons: Mapping[int, tuple[float, str]],
) -> FoundColumn:
    at = header.at
    across = applied.mapping.across
    read = {column.at for column in applied.across}
    if at in applied.uses:
        use, (confidence, why) = applied.uses[at], reasons.get(at, found)
    elif at in read and across:
        use, confidence, why = ColumnUse(header.key, across.field, across.unit), found[0] or 0.8, "across"
    elif at in applied.subtotals:
        use, confidence, why = ColumnUse(header.key, "ignore"), 0.9, "subtotal"
    else:
        chosen = found[1] == "chosen" and applied.mapping.use(header.key) is not None
        why = "chosen" if chosen else left.get(at, "not_used")
        use, confidence = ColumnUse(header.key, "ignore"), 1.0 if chosen else 0.9 if at in left else 0.3
    content = sight.contents[at]
    hidden = at in sight.table.sheet.hidden_columns
    return FoundColumn(
        header.key, letter(at), label_of(header), use, confidence, why, content.samples, hidden
    )


def _said(sight: Surroundings, columns: Sequence[FoundColumn]) -> list[Problem]:
    """What is left out is said, and that hidden columns are read."""
    place = {"sheet": sight.table.sheet.name, "row": sight.table.header_last + 1}
    unused = [
        one.header or one.letter
        for one in columns
        if one.use.field == "ignore"
        and one.why not in ("known_unused", "subtotal")
        and (one.header or one.samples)
    ]
    sums = [one.header for one in columns if one.why == "subtotal"]
    hidden = [one.header or one.letter for one in columns if one.hidden and one.use.field != "ignore"]
    said = (("unused_columns", unused), ("subtotal_columns", sums), ("hidden_columns_read", hidden))
    notes = [info(code, **place, columns=", ".join(found)) for code, found in said if found]
    return [*notes, *_sorted_rows(sight, columns)]


def _sorted_rows(sight: Surroundings, columns: Sequence[FoundColumn]) -> Iterator[Problem]:
    """Rows of plan among rows of actual are said wherever they would be added."""
    for header, one in zip(sight.table.headers, columns, strict=True):
        if one.use.field not in ("ignore", "filter"):
            continue
        sides = sides_down(sight.table.column(header.at), sight.contents[header.at])
        together = [text for labels in (sides or {}).values() for text in labels]
        together = [text for text in together if not one.use.keep or text in one.use.keep]
        if len(together) > 1:
            place = {"sheet": sight.table.sheet.name, "row": sight.table.header_last + 1}
            yield warning("kinds_added", **place, column=one.header or one.letter, kinds=", ".join(together))
