"""An unknown layout → a mapping, as far as headings, cells and the words around the table say it; the rest are
questions."""

from collections.abc import Mapping

from etl import headers, kinds
from etl.across import NAMES_ACROSS, Standing, label_of
from etl.columns import AMOUNT_FIELDS, TIMES, Candidate, agree, assign, candidates, rivals
from etl.content import Content, Known
from etl.figures import Guess, find_amounts
from etl.mapping import SHEET_KEY, ColumnUse, Kind
from etl.mapping import Mapping as ColumnMapping
from etl.sides import kept, sides_down
from etl.tables import Header, RawTable
from etl.title import Title


def guess(
    table: RawTable, title: Title, contents: Mapping[int, Content], known: Known, standing: Standing | None,
    kind: Kind | None, year: int | None,
) -> tuple[Guess, ColumnMapping]:  # fmt: skip
    """What an unknown table's columns mean. `kind` and `year` are answers, None where none was given."""
    work = Guess(
        table, title, contents, known, standing, kind, year or kinds.year_around(kinds.around(table, title))
    )
    standing_at = {s.at for s in standing.columns} | set(standing.subtotals) if standing else set()
    for header in table.headers:
        if header.at not in standing_at and not _set_aside(work, header):
            work.found[header.at] = candidates(header, contents[header.at])
    if standing:
        work.subtotals.update(standing.subtotals)
    chosen = assign(work.found)
    _sort_rows(work, chosen)
    _keys(work, chosen)
    find_amounts(work, chosen)
    for at, sides in work.sides.items():
        keep = kept(sides, kinds.is_plan(work.kind))
        work.uses[at] = ColumnUse(work.header(at).key, "filter", keep=keep)
        work.reasons[at] = (0.9, "rows_of_kind")
    _what(work, chosen)
    _when(work)
    _who(work)
    for at, one in chosen.items():
        if one.field == "ignore" and at not in work.uses:
            work.left[at] = one.why if one.why == "free_text" else "not_used"
    return work, _mapping(work, year)


def _set_aside(work: Guess, header: Header) -> bool:
    """Deviations, forecasts and running sums are figures of other figures: left out and said."""
    label = label_of(header)
    derived = headers.says(f"{headers.DERIVED}|{headers.RUNNING}", label)
    if derived and work.contents[header.at].numeric:
        work.subtotals[header.at] = label
        return True
    return False


def _sort_rows(work: Guess, chosen: dict[int, Candidate]) -> None:
    """Columns that tell rows of plan from rows of actual are filters, and nothing else."""
    for header in work.table.headers:
        sides = sides_down(work.table.column(header.at), work.contents[header.at])
        if sides and len(sides) > 1 and header.at in work.found:
            work.sides[header.at] = sides
            chosen.pop(header.at, None)
            del work.found[header.at]


def _keys(work: Guess, chosen: Mapping[int, Candidate]) -> None:
    """The columns that say what an amount belongs to."""
    for at, one in chosen.items():
        if one.field in AMOUNT_FIELDS or one.field == "ignore":
            continue
        others = [] if one.field == "person" else rivals(at, one.field, work.found, chosen)
        same = [other for other in others if agree(work.table, one.field, at, other, work.known)]
        work.left.update(dict.fromkeys(same, "said_by_other"))
        others = [other for other in others if other not in same]
        if others and one.field not in TIMES:
            both = [at, *others]
            work.ask("which_column", one.field, [work.header(each).key for each in both], both)
        work.use(one)
    codes = [at for at, use in work.uses.items() if use.field == "code"]
    named = [at for at, use in work.uses.items() if use.field == "sub_measure"]
    if codes and named:
        by_code = work.contents[codes[0]].share("code:subproject", "code:analysis")
        weaker = codes[0] if work.contents[named[0]].share("sub_measure") >= by_code else named[0]
        del work.uses[weaker]
        work.left[weaker] = "said_by_other"


def _what(work: Guess, chosen: Mapping[int, Candidate]) -> None:
    """The column, the sheet name or the title that says which sub-measure it is; else a question."""
    if (
        work.problems
        or work.has("sub_measure", "code")
        or (work.across and work.across.kind == "sub_measure")
    ):
        return
    name = work.table.sheet.name or ""
    if work.known.find("sub_measure", name):
        work.uses[-1] = ColumnUse(SHEET_KEY, "sub_measure")
        return
    if kinds.sub_measure_around(work.title, work.known):
        return
    taken = (
        set(chosen)
        | set(work.uses)
        | set(work.subtotals)
        | {s.at for s in work.stands}
        | {header.at for header in work.named}
    )
    open_ones = [
        at for at in work.found if at not in taken and at not in work.left and _may_name(work.contents[at])
    ]
    if open_ones:
        keys = [work.header(at).key for at in open_ones]
        work.ask("which_column", "sub_measure", (*keys, ""), open_ones)
    else:
        work.ask("sub_measure", "", [row.id for row in work.known.reference.sub_measures])


def _may_name(content: Content) -> bool:
    return content.filled > 0 and content.share("date", "fraction", "long") < 0.5


def _when(work: Guess) -> None:
    """The sheet's name says the time where no column does; a year only where no month is named farther off."""
    if (
        work.problems
        or work.has(*TIMES)
        or (work.across and work.across.kind not in ("person", *NAMES_ACROSS))
    ):
        return
    sheet, *others = work.around()
    here = kinds.period_around([sheet], work.year or headers.ANY_YEAR)
    there = kinds.period_around(others, work.year)
    only_year = here is not None and here.isdecimal() and there is not None and not there.isdecimal()
    if here and -1 not in work.uses and not only_year:
        work.uses[-1] = ColumnUse(SHEET_KEY, "period")


def _who(work: Guess) -> None:
    """The sheet's name says the unit or the role group where no column does."""
    name = work.table.sheet.name or ""
    for field in ("unit", "role_group"):
        across = work.across is not None and work.across.kind == field
        if -1 not in work.uses and not work.has(field) and not across and work.known.find(field, name):
            work.uses[-1] = ColumnUse(SHEET_KEY, field)


def _mapping(work: Guess, year: int | None) -> ColumnMapping:
    kind = work.kind or "actual_hours"
    codes = next((work.contents[at].code_kind for at, use in work.uses.items() if use.field == "code"), None)
    by_header = any(headers.says("analyse|analyseverdi|analysis", use.key) for use in work.uses.values())
    columns = tuple(work.uses[at] for at in sorted(work.uses))
    return ColumnMapping(
        kinds.source_name(work.table, work.title, kind),
        kind,
        columns,
        work.across,
        year=year,
        code_kind=codes or ("analysis" if by_header else "subproject"),
    )
