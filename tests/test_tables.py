"""Where a file's tables are: each trap a small sheet written out."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.sheet import Mark, Sheet
from etl.tables import RawTable, find_tables, table_at

HEAD: list[Any] = ["Måned", "Enhet", "Deltiltak", "Timer"]
ROWS: list[list[Any]] = [
    ["jan", "VM-ADM", "22.4", 7.5],
    ["jan", "VM-INH", "22.5", 4.0],
    ["feb", "VM-ADM", "22.4", 3.25],
]
KEYS = ["måned", "enhet", "deltiltak", "timer"]


def sheet(rows: list[list[Any]], name: str | None = "Ark1", **more: Any) -> Sheet:
    width = max(map(len, rows), default=0)
    return Sheet(name, [[*row, *[""] * (width - len(row))] for row in rows], **more)


def only(rows: list[list[Any]], **more: Any) -> RawTable:
    [table] = find_tables([sheet(rows, **more)])
    return table


def keys(table: RawTable) -> list[str]:
    return [header.key for header in table.headers]


def aside(table: RawTable) -> list[tuple[int, str]]:
    return [(each.at, each.reason) for each in table.aside]


def all_told(table: RawTable) -> list[int]:
    """Every row that the table accounts for."""
    return sorted([*table.body, *(each.at for each in table.aside)])


TITLES: dict[str, list[list[Any]]] = {
    "none": [],
    "one_text": [["Timer per tiltak"]],
    "extract": [["Uttrekk 01.02.2022"], []],
    "label_and_value": [["Prosjekt: X"], ["Klient:", "XX", "", "Utskrevet:", datetime(2024, 2, 12, 10, 31)]],
    "parameters": [["Periode", "202201"], ["Enhet", "VM-ADM"], ["Bruker", "TEST"], []],
    "parameter_numbers": [["Fra", 202201.0], ["Til", 202212.0], []],
    "parameters_close": [["Rapport", "D20"], ["Uttrekk pr.", date(2021, 12, 31)]],
    "far_down": [["Rapport"], *[[]] * 48],
    "wide_texts": [["Klient", "Utvalg", "Variant", "Laget av"], ["XX", "alle", "/STD", "OTTO"], []],
}


@pytest.mark.parametrize("above", TITLES.values(), ids=TITLES)
def test_the_header_is_found_below_titles_and_parameters(above):
    table = only([*above, HEAD, *ROWS])
    assert (table.header_first, table.header_last) == (len(above), len(above))
    assert keys(table) == KEYS
    assert [len(above) + 1 + number for number in range(3)] == list(table.body)


def test_the_header_is_not_looked_for_below_the_first_fifty_rows():
    assert find_tables([sheet([["Rapport"], *[[]] * 49, HEAD, *ROWS])]) == []


def test_text_files_have_headers_too():
    texts = [[str(cell).replace(".", ",") for cell in row] for row in ROWS]
    assert keys(only([["Rapport", "", "", ""], HEAD, *texts])) == KEYS


@pytest.mark.parametrize(
    "rows",
    [
        [["jan", "VM-ADM", "22.4", ""], *ROWS],
        [["jan", "VM-ADM", "22.4", "?"], *ROWS],
        [["jan", "VM-ADM", "22.4", "ukjent"], *ROWS],
        [["jan", "VM-FOR", "BEVISST", "kommer senere"], *ROWS],
    ],
    ids=["blank_amount", "question_mark", "word", "words_and_new_keys"],
)
def test_the_first_data_row_is_no_header(rows):
    table = only([HEAD, *rows])
    assert (table.header_last, list(table.body)) == (0, [1, 2, 3, 4])


def test_unknown_headings_are_headings_all_the_same():
    table = only([["Greie", "Sted", "Mengde X"], ["a", "b", 1.0], ["c", "d", 2.0]])
    assert (keys(table), list(table.body)) == (["greie", "sted", "mengde x"], [1, 2])


def test_a_list_of_texts_has_its_first_row_as_header():
    table = only([["Ord", "Forklaring"], ["alfa", "første"], ["beta", "andre"], ["gamma", "tredje"]])
    assert (keys(table), list(table.body)) == (["ord", "forklaring"], [1, 2, 3])


def test_a_header_without_rows_is_a_table_of_none():
    table = only([["Rapport"], HEAD])
    assert (table.header_last, list(table.body)) == (1, [])


@pytest.mark.parametrize(
    "rows", [[], [["Bare tekst"], ["uten tabell"]], [["Bruker:", "X"], ["Dato:", date(2022, 1, 1)]]]
)
def test_no_table(rows):
    assert find_tables([sheet(rows)]) == []


MONTHS = ["", "", "jan", "feb", "mars"]
WIDE: list[list[Any]] = [["VM-ADM", "22.4", 1.0, 2.0, 3.0], ["VM-INH", "22.5", 4.0, 5.5, 6.0]]


@pytest.mark.parametrize(
    ("head", "merged", "expected"),
    [
        (
            [["", "", "2022", "", "2023"], ["Enhet", "Deltiltak", "nov", "des", "jan"]],
            (),
            ["enhet", "deltiltak", "2022 / nov", "2022 / des", "2023 / jan"],
        ),
        (
            [["", "", 2022.0, "", 2023.0], ["Enhet", "Deltiltak", "nov", "des", "jan"]],
            (((0, 2), (0, 3)),),
            ["enhet", "deltiltak", "2022 / nov", "2022 / des", "2023 / jan"],
        ),
        (
            [["Enhet", "Deltiltak", "Plan", "", "Faktisk"], ["", "", "Timer", "Kr", "Timer"]],
            (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3))),
            ["enhet", "deltiltak", "plan / timer", "plan / kr", "faktisk / timer"],
        ),
        (
            [["", "", "Plan", "Plan", "Faktisk"], ["Enhet", "Tiltak", "2021", "2022", "2022"]],
            (),
            ["enhet", "tiltak", "plan / 2021", "plan / 2022", "faktisk / 2022"],
        ),
        (
            [
                ["", "", "2022", "2022", "2022"],
                ["Enhet", "Deltiltak", "jan", "feb", "mars"],
                ["", "", "t", "t", "t"],
            ],
            (),
            ["enhet", "deltiltak", "2022 / jan / t", "2022 / feb / t", "2022 / mars / t"],
        ),
        (
            [["Enhet", "Deltiltak", date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1)]],
            (),
            ["enhet", "deltiltak", "2022-01-01", "2022-02-01", "2022-03-01"],
        ),
        ([["Enhet", "Tiltak", 2020.0, 2021.0, 2022.0]], (), ["enhet", "tiltak", "2020", "2021", "2022"]),
        ([["Enhet", "Tiltak", 202201.0, 202202.0, 202203.0]], (), ["enhet", "tiltak", "202201", "202202", "202203"]),
        ([["Enhet", "Deltiltak", 202201.0, "Sum", "Totalt"]], (), ["enhet", "deltiltak", "202201", "sum", "totalt"]),
        ([["Enhet", "Deltiltak", "01.2022", "Sum", "Totalt"]], (), ["enhet", "deltiltak", "012022", "sum", "totalt"]),
        ([["Enhet", "Uke", 51.0, 52.0, 53.0]], (), ["enhet", "uke", "51", "52", "53"]),
        ([["", "Deltiltak", "jan", "feb", "mars"]], (), ["[A]", "deltiltak", "jan", "feb", "mars"]),
        ([["Enhet", "Kode", "Antall\nt", "Beløp (kr)", "Timer:"]], (), ["enhet", "kode", "antall t", "beløp", "timer"]),
        ([["Enhet", "", "Timer", "Timer", ""]], (), ["enhet", "[B]", "timer [C]", "timer [D]", "[E]"]),
    ],
    ids=[
        "year_above_unmerged", "year_above_merged", "groups_and_tall_cells", "groups_over_years", "three_rows", "dates",
        "years", "periods", "one_period", "one_month", "weeks", "first_without_heading",
        "line_breaks_and_units", "double_and_empty",
    ],
)  # fmt: skip
def test_headings(head, merged, expected):
    table = only([*head, *WIDE], merged=merged)
    assert keys(table) == expected
    assert (table.header_first, table.header_last) == (0, len(head) - 1)
    assert list(table.body) == [len(head), len(head) + 1]


def test_a_heading_keeps_its_cells():
    table = only([["Enhet", "Deltiltak", date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1)], *WIDE])
    assert table.headers[2].cells == (date(2022, 1, 1),)
    assert table.headers[2].texts == ("2022-01-01",)


@pytest.mark.parametrize(
    "title",
    [["Timer 2022"], ["Prosjekt: X"], ["Laget av", "Kari"], ["Budsjett per tiltak – museet"]],
    ids=["year", "colon", "two_cells", "text"],
)
def test_a_title_right_above_is_no_header_row(title):
    table = only([title, ["Enhet", "Deltiltak", "jan", "feb", "mars"], *WIDE])
    assert (table.header_first, table.header_last) == (1, 1)


def test_a_title_merged_over_the_table_is_no_header_row():
    rows: list[list[Any]] = [["Budsjett"], ["Enhet", "Deltiltak", "jan", "feb", "mars"], *WIDE]
    assert only(rows, merged=(((0, 0), (0, 4)),)).header_first == 1


@pytest.mark.parametrize(
    "row", [["VM-FOR", "22.1", 2020.0, 2021.0, 2022.0], ["VM-FOR", "22.1", 1.0, 2.0, 3.0]], ids=["years", "steps"]
)  # fmt: skip
def test_amounts_in_a_row_like_years_or_weeks_are_data(row):
    table = only([["Enhet", "Deltiltak", "jan", "feb", "mars"], row, *WIDE])
    assert list(table.body) == [1, 2, 3]


def test_blank_rows_notes_and_footers_are_set_aside():
    rows: list[list[Any]] = [
        HEAD,
        ROWS[0],
        [],
        ROWS[1],
        ["Merknad: gjelder hele enheten"],
        ROWS[2],
        [],
        ["Rapport slutt"],
        ["* foreløpige tall"],
    ]
    table = only([*rows, [], []])
    assert list(table.body) == [1, 3, 5]
    assert aside(table) == [
        (2, "blank_row"), (4, "note_row"), (6, "blank_row"), (7, "note_row"), (8, "note_row"),
    ]  # fmt: skip


def test_a_signature_below_the_table_is_no_row():
    head: list[Any] = ["Måned", "Enhet", "Rolle", "Deltiltak", "Timer"]
    rows: list[list[Any]] = [["jan", "VM-ADM", "x", "22.4", 7.5], ["feb", "VM-ADM", "y", "22.4", 2.5]]
    table = only([head, *rows, [], ["Godkjent av", "kontorsjefen"]])
    assert aside(table) == [(3, "blank_row"), (4, "note_row")]


def test_total_rows_and_prefilled_rows_stay():
    table = only([HEAD, *ROWS, ["mars", "VM-ADM", "22.4", ""], ["Sum", "", "", 14.75], ["", "", "", 14.75]])
    assert (list(table.body), aside(table)) == ([1, 2, 3, 4, 5, 6], [])


def test_a_prefilled_unit_without_figures_stays():
    table = only([["Enhet", "jan", "feb"], ["VM-ADM", 1.0, 2.0], ["VM-INH", "", ""], ["VM-FOR", 3.0, ""]])
    assert list(table.body) == [1, 2, 3]


def test_a_text_that_stands_for_the_rows_beneath_is_told_from_a_note():
    rows: list[list[Any]] = [
        ["VM-ADM", "", ""],
        ["", "BEVISST", 12.0],
        ["", "BOTT ØL", 40.0],
        ["VM-INH", "", ""],
        ["", "BEVISST", 4.0],
    ]
    table = only([["Enhet", "Aktivitet", "Timer"], *rows])
    assert aside(table) == [(1, "section_row"), (4, "section_row")]
    assert list(table.body) == [2, 3, 5]


@pytest.mark.parametrize(
    "title", [[], [["Timer per tiltak"]], [["Side 2 av 3"]]], ids=["bare", "same_title", "page"]
)
def test_a_repeated_page_header_is_set_aside(title):
    first: list[list[Any]] = [["Timer per tiltak"], HEAD]
    table = only([*first, *ROWS, *title, HEAD, *ROWS])
    again = 5 + len(title)
    assert list(table.body) == [2, 3, 4, again + 1, again + 2, again + 3]
    assert aside(table)[-1] == (again, "repeated_header")
    assert all_told(table) == list(range(2, again + 4))


def test_a_repeated_header_of_two_rows_is_set_aside():
    head: list[Any] = [["", "", "2022", "", ""], ["Enhet", "Deltiltak", "jan", "feb", "mars"]]
    table = only([*head, *WIDE, *head, *WIDE])
    assert aside(table) == [(4, "repeated_header"), (5, "repeated_header")]


def test_a_header_repeated_below_another_title_is_a_table_of_its_own():
    months: list[Any] = ["Enhet", "Deltiltak", "jan", "feb", "mars"]
    first, second = find_tables([sheet([["2022"], months, *WIDE, [], ["2023"], months, *WIDE])])
    assert (first.title_first, first.header_last, list(first.body)) == (0, 1, [2, 3])
    assert (second.title_first, second.header_last, list(second.body)) == (5, 6, [7, 8])


def test_stacked_tables_with_other_columns():
    rows: list[list[Any]] = [
        HEAD,
        *ROWS,
        [],
        ["Kostnader"],
        ["Konto", "Tekst", "Beløp"],
        ["5000", "Lønn", 100.0],
        ["5400", "Avgift", 14.1],
    ]
    first, second = find_tables([sheet(rows)])
    assert (keys(first), list(first.body), aside(first)) == (KEYS, [1, 2, 3], [])
    assert (keys(second), second.title_first, list(second.body)) == (["konto", "tekst", "beløp"], 5, [7, 8])


def test_a_stacked_table_far_below():
    many: list[list[Any]] = [["jan", "VM-ADM", "22.4", float(number)] for number in range(1, 121)]
    first, second = find_tables(
        [sheet([HEAD, *many, [], ["Konto", "Beløp"], ["5000", 100.0], ["5400", 14.1]])]
    )
    assert (len(first.body), list(second.body)) == (120, [123, 124])


def beside(left: list[list[Any]], right: list[list[Any]], gap: int = 1) -> list[list[Any]]:
    width = max(map(len, left))
    rows: list[list[Any]] = []
    for number in range(max(len(left), len(right))):
        own = left[number] if number < len(left) else []
        other = right[number] if number < len(right) else []
        rows.append([*own, *[""] * (width - len(own) + gap), *other])
    return rows


LONG: list[list[Any]] = [HEAD, *ROWS, *ROWS, *ROWS]


@pytest.mark.parametrize(
    "right",
    [
        [["Sats", 650.0], ["Årsverk", 1628.0]],
        [["Nøkkel", "Verdi"], ["Antall ansatte", 41.0], ["Budsjett", 1_200_000.0]],
        [["Kode", "Navn"], ["22.4", "BEVISST"], ["22.5", "BOTT ØL"]],
        [["Enhet", "Sum"], ["VM-ADM", 10.75], ["VM-INH", 4.0]],
    ],
    ids=["parameters", "headed_parameters", "lookup", "sums"],
)
@pytest.mark.parametrize("below", [0, 1, 3])
def test_a_side_table_is_no_part_of_the_rows(right, below):
    tables = find_tables([sheet(beside(LONG, [*[[]] * below, *right]))])
    main = tables[0]
    assert (keys(main), list(main.body), main.aside) == (KEYS, list(range(1, 10)), ())
    assert all(len(other.headers) == 2 for other in tables[1:])


def test_a_side_table_that_is_longer_leaves_rows_aside():
    codes: list[list[Any]] = [
        ["Kode", "Navn"],
        *([f"22.{number}", f"Navn {number}"] for number in range(1, 9)),
    ]
    main = find_tables([sheet(beside([HEAD, *ROWS, [], ["Rapport slutt"]], codes))])[0]
    assert (keys(main), list(main.body)) == (KEYS, [1, 2, 3])
    assert aside(main) == [(4, "side_table"), (5, "note_row")]


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_a_list_of_codes_beside_as_many_rows_is_no_part_of_them(rows):
    main: list[list[Any]] = [
        ["Enhet", "Deltiltak", "2023-03", "Totalt"],
        *[["VM-FOR", 4.7, 32.25, 32.25]] * rows,
    ]
    codes: list[list[Any]] = [["Kode", "Navn"], ["4.1", "BOTT ØL"], ["4.5", "BEVISST"]]
    assert keys(find_tables([sheet(beside(main, codes))])[0]) == ["enhet", "deltiltak", "2023-03", "totalt"]


def test_a_blank_column_between_parts_that_need_each_other_is_a_gap():
    rows: list[list[Any]] = [
        ["Timer", "Enhet", "", "Bilagsnr", "Måned", "Deltiltak"],
        [37.0, "VM-ADM", "", 4100.0, "01.04.2023", "22.4"],
    ]
    assert len(only(rows).headers) == 5


def test_a_side_table_to_the_left():
    tables = find_tables([sheet(beside([["Kode", "Navn"], ["22.4", "BEVISST"]], LONG))])
    assert keys(tables[-1]) == KEYS
    assert [header.at for header in tables[-1].headers] == [3, 4, 5, 6]


def test_two_tables_side_by_side():
    costs: list[list[Any]] = [["Enhet", "Kostnad"], ["VM-ADM", 100.0], ["VM-INH", 50.0], ["VM-FOR", 25.0]]
    first, second = find_tables([sheet(beside([HEAD, *ROWS], costs))])
    assert (keys(first), keys(second)) == (KEYS, ["enhet", "kostnad"])


@pytest.mark.parametrize(
    "rows",
    [
        [["Enhet", "", "jan", "feb"], ["VM-ADM", "", 1.0, 2.0], ["VM-INH", "", 3.0, 4.0]],
        [["Enhet", "jan", "", "Sum"], ["VM-ADM", 1.0, "", 1.0], ["VM-INH", 3.0, "", 3.0]],
        [["Enhet", "jan", "", "Kommentar"], ["VM-ADM", 1.0, "", ""], ["VM-INH", 3.0, "", "ok"]],
    ],
    ids=["keys_and_months", "sum_apart", "comment_apart"],
)
def test_a_blank_column_may_be_a_gap_in_one_table(rows):
    assert len(only(rows).headers) == 3


def test_merged_cells_are_filled_but_amounts_are_not():
    rows: list[list[Any]] = [
        HEAD,
        ["jan", "VM-ADM", "22.4", 10.0],
        ["", "", "22.5", ""],
        ["feb", "VM-ADM", "22.4", 1.0],
    ]
    table = only(rows, merged=(((1, 0), (2, 0)), ((1, 1), (2, 1)), ((1, 3), (2, 3))))
    assert list(table.column(0)) == ["jan", "jan", "feb"]
    assert list(table.column(3, fill=False)) == [10.0, "", 1.0]


def test_rows_with_marks_are_rows():
    marks = (Mark(4, 4, "error_cell", "#REF!"), Mark(6, 4, "formula_without_value", ""))
    table = only([HEAD, ROWS[0], ROWS[1], ["", "", "", ""], [], ["", "", "", ""]], marks=marks)
    assert (list(table.body), aside(table)) == ([1, 2, 3, 5], [(4, "blank_row")])


def test_hidden_rows_and_columns_are_read_like_others():
    table = only([HEAD, *ROWS], hidden_rows=frozenset({2}), hidden_columns=frozenset({3}))
    assert (keys(table), list(table.body)) == (KEYS, [1, 2, 3])


def test_blank_rows_at_the_end_are_no_rows():
    table = only([HEAD, *ROWS, *[["", " ", "", ""]] * 3, *[[]] * 9000])
    assert (list(table.body), table.aside) == ([1, 2, 3], ())


def test_a_body_without_gaps_is_a_range():
    assert isinstance(only([HEAD, *ROWS]).body, range)


def test_the_user_may_say_where_the_header_is():
    found = table_at(sheet([HEAD, *ROWS]), 1)
    assert found is not None
    assert (found.header_last, list(found.body)) == (1, [2, 3])
    assert table_at(sheet([HEAD, *ROWS]), 9) is None
    assert table_at(sheet([HEAD, [], *ROWS]), 1) is None


def test_every_sheet_is_looked_at():
    found = find_tables([sheet([HEAD, *ROWS], "A"), sheet([], "B"), sheet([HEAD, *ROWS], "C")])
    assert [table.sheet.name for table in found] == ["A", "C"]


NOISE = st.sampled_from(["blank", "note", "page", "header"])
DATA = st.tuples(
    st.sampled_from(["jan", "feb", "mars"]),
    st.sampled_from(["VM-ADM", "VM-INH"]),
    st.sampled_from(["22.4", "22.5", "BEVISST"]),
    st.integers(1, 4000).map(lambda number: number / 4),
)


@given(
    st.sampled_from(sorted(TITLES)),
    st.lists(st.one_of(DATA, NOISE), min_size=1, max_size=30),
    st.integers(0, 3),
    st.booleans(),
)
def test_every_row_is_data_or_set_aside(above, content, indent, as_text):
    if not any(isinstance(each, tuple) for each in content):
        content = [*content, ("jan", "VM-ADM", "22.4", 2.5)]
    noise: dict[Any, list[Any]] = {
        "blank": [],
        "note": ["Merknad: se vedlegg"],
        "page": ["Side 2 av 3"],
        "header": HEAD,
    }
    body = [list(each) if isinstance(each, tuple) else noise[each] for each in content]
    first = next(number for number, each in enumerate(content) if isinstance(each, tuple))
    body = body[first:]
    content = content[first:]
    if as_text:
        body = [
            [str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row] for row in body
        ]
    rows: list[list[Any]] = [[*[""] * indent, *row] for row in [*TITLES[above], HEAD, *body]]
    start = len(TITLES[above]) + 1
    [table] = find_tables([sheet(rows)])
    wanted = [start + number for number, each in enumerate(content) if isinstance(each, tuple)]
    assert list(table.body) == wanted
    last = max(start + number for number, each in enumerate(content) if each != "blank")
    assert all_told(table) == list(range(start, last + 1))


def test_a_header_repeated_below_another_year_is_a_table_of_its_own():
    months: list[Any] = ["Enhet", "Deltiltak", "jan", "feb", "mars"]
    blocks = [[row, months, *WIDE] for row in (["", "", "2022", "", ""], ["", "", "2023", "", ""])]
    first, second = find_tables([sheet([*blocks[0], *blocks[1]])])
    assert (keys(first)[2], list(first.body)) == ("2022 / jan", [2, 3])
    assert (keys(second)[2], list(second.body)) == ("2023 / jan", [6, 7])
