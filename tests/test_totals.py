"""Sums told from data: by label and by arithmetic, above and below, at every level; and names that only look so."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.total_columns import running_columns, sum_columns
from etl.total_words import is_exact_label, is_total_label
from etl.totals import Totals, split_totals

Line = tuple[Any, ...]


def split(*lines: Line, amounts: int = 1) -> Totals:
    """Lines of key cells followed by `amounts` figures."""
    labels = list(zip(*(line[:-amounts] for line in lines), strict=True))
    figures = list(zip(*(line[-amounts:] for line in lines), strict=True))
    return split_totals(range(len(lines)), labels, [[number(cell) for cell in column] for column in figures])


def number(cell: Any) -> Decimal | None:
    return None if cell is None else Decimal(str(cell))


def covered(found: Totals) -> dict[int, list[int]]:
    return {at: list(row.covers) for at, row in found.total.items()}


@pytest.mark.parametrize(
    "label",
    ["Sum", "* Sum", "SUM:", "Delsum", "Totalt", "Total", "Subtotal", "Grand total", "Totalsum", "I alt", "Hittil",
     "Hittil i år", "Akkumulert", "Summe", "Gesamt", "Total général", "Sum totalt", "Sum 2022", "*", "**", "***", "Σ"],
)  # fmt: skip
def test_labels_of_sums(label):
    assert is_exact_label(label)
    assert is_total_label(label)


@pytest.mark.parametrize(
    "label", ["Sum 4010", "Sum konto 4010", "Totalt VM-ADM", "VM-ADM Totalt", "4.1 Total", "Sum: 22.4"]
)
def test_labels_that_name_what_they_sum(label):
    assert is_total_label(label)
    assert not is_exact_label(label)


@pytest.mark.parametrize(
    "label",
    [
        "Sumrapport",
        "Summen av alt",
        "Totalentreprise",
        "Totalkostnad",
        "Konsum",
        "Akkord",
        "Innsamling",
        "Total-IT",
        "–",
        "-",
        "",
    ],
)
def test_names_that_are_no_labels_of_sums(label):
    assert not is_exact_label(label)


@pytest.mark.parametrize("label", ["Sumrapport", "Summen av alt", "Totalentreprise", "Konsum", "Akkord", "-"])
def test_whole_words_alone_make_a_label(label):
    assert not is_total_label(label)


A, B, C = ("A", "x", 1), ("A", "y", 2), ("B", "x", 4)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([A, B, C, ("Sum", "", 7)], {3: [0, 1, 2]}),
        ([("Sum", "", 7), A, B, C], {0: [1, 2, 3]}),
        ([("Sum", "", 7), A, B, C, ("Totalt", "", 7)], {0: [1, 2, 3], 4: [1, 2, 3]}),
        ([A, B, ("Sum A", "", 3), C, ("Sum B", "", 4)], {2: [0, 1], 4: [3]}),
        ([A, B, ("Sum A", "", 3), C, ("Sum B", "", 4), ("Totalt", "", 7)], {2: [0, 1], 4: [3], 5: [0, 1, 3]}),
        ([("Totalt", "", 7), ("Sum A", "", 3), A, B, ("Sum B", "", 4), C], {0: [2, 3, 5], 1: [2, 3], 4: [5]}),
        ([("Sum A", "", 3), A, B, ("Sum B", "", 4), C, ("Totalt", "", 7)], {0: [1, 2], 3: [4], 5: [1, 2, 4]}),
        ([A, ("A", "Sum x", 1), B, ("A", "Sum y", 2), ("A Totalt", "", 3), C, ("B Totalt", "", 4), ("Totalsum", "", 7)],
         {1: [0], 3: [2], 4: [0, 2], 6: [5], 7: [0, 2, 5]}),
        ([A, B, ("A", "", 3), C, ("B", "", 4), ("", "", 7)], {2: [0, 1], 4: [3], 5: [0, 1, 3]}),
        ([A, B, ("", "*", 3), C, ("", "*", 4), ("", "**", 7)], {2: [0, 1], 4: [3], 5: [0, 1, 3]}),
        ([A, B, C, ("", "", 7)], {3: [0, 1, 2]}),
        ([C, ("", "", 4)], {1: [0]}),
        ([A, B, ("A", "Sum", 3), C, ("B", "Sum", 4)], {2: [0, 1], 4: [3]}),
        ([A, ("Hittil", "", 1), B, ("Hittil", "", 3), C, ("Hittil", "", 7)], {1: [0], 3: [0, 2], 5: [0, 2, 4]}),
        ([("Sum", "Sum", 7), A, B, C], {0: [1, 2, 3]}),
    ],
    ids=[
        "below", "above", "above_and_below", "between", "two_levels", "two_levels_above", "mixed", "three_levels",
        "group_key_alone", "stars", "no_label", "no_label_one_row", "label_beside_group_key", "so_far", "merged_label",
    ],
)  # fmt: skip
def test_total_rows(lines, expected):
    found = split(*lines)
    assert covered(found) == expected
    assert all(row.fits for row in found.total.values())
    assert found.doubtful == {}


@pytest.mark.parametrize(
    "lines",
    [
        [("A", "x", 5), ("A", "y", 5)],
        [("A", "x", 5), ("A", "y", 5), ("B", "x", 10)],
        [("A", "x", 5), ("A", "y", 5), ("", "z", 11), ("B", "", 3)],
        [("A", "x", 5), ("", "y", 5), ("", "z", 10), ("B", "x", 20), ("", "y", 1)],
        [("jan", "Sumrapport", 5), ("jan", "b", 5), ("feb", "Sumrapport", 10)],
        [("jan", "Totalforsvar", 5), ("jan", "b", 5), ("feb", "Summen av alt", 10)],
        [("jan", "Total ledelse", 5), ("jan", "b", 6), ("feb", "Total ledelse", 7), ("feb", "b", 3)],
        [("A", "", 5), ("A", "", 5), ("B", "", 10)],
        [("A", "x", 0), ("A", "", 0)],
        [("A", "x", None), ("", "", None)],
        [("A", "", 5), ("A", "x", 5)],
    ],
    ids=[
        "equal_to_the_row_above", "equal_to_two_rows_above", "keys_missing", "keys_filled_once", "name_of_one_word",
        "names_like_sums", "long_name", "column_never_filled", "zeros", "no_figures", "optional_column",
    ],
)  # fmt: skip
def test_data_rows_that_look_like_totals(lines):
    assert split(*lines).total == {}


def test_rows_that_cancel_out_do_not_hide_a_total():
    found = split(("A", "x", 5), ("A", "y", -5), ("B", "x", 4), ("Sum", "", 4))
    assert {at: row.fits for at, row in found.total.items()} == {3: True}


def test_rows_that_match_by_chance_do_not_hide_a_total():
    lines = [
        ("A", "x", "note", 5),
        ("A", "y", "", 5),
        ("A", "z", "note", 5),
        ("B", "x", "note", 7),
        ("", "", "", 22),
    ]
    assert covered(split(*lines)) == {4: [0, 1, 2, 3]}


def test_a_wrong_total_is_a_total_and_both_figures_are_told():
    found = split(A, B, C, ("Totalt", "", 8))
    [row] = found.total.values()
    assert (row.label, row.stated, row.found, row.fits) == ("Totalt", (Decimal(8),), (Decimal(7),), False)
    assert list(row.covers) == [0, 1, 2]


def test_one_wrong_subtotal_among_right_ones_leaves_the_others_right():
    found = split(A, B, ("Sum A", "", 30), C, ("Sum B", "", 4), ("Totalt", "", 7))
    assert {at: row.fits for at, row in found.total.items()} == {2: False, 4: True, 5: True}
    assert covered(found) == {2: [0, 1], 4: [3], 5: [0, 1, 3]}


def test_every_column_is_summed_and_one_wrong_cell_is_found():
    lines = [
        ("A", "x", 1, 10),
        ("A", "y", 2, 20),
        ("Sum", "", 3, 31),
        ("B", "x", 4, None),
        ("Sum", "", 4, None),
    ]
    found = split(*lines, amounts=2)
    assert found.total[2].found == (Decimal(3), Decimal(30))
    assert (found.total[2].fits, found.total[4].fits) == (False, True)


@pytest.mark.parametrize(
    ("lines", "doubtful"),
    [
        ([("jan", "x", 5), ("jan", "y", 5), ("jan", "Sum", 11), ("feb", "x", 1)], [2]),
        ([("A", "x", 5), ("A", "", 5), ("B", "y", 1)], []),
        ([("", "x", 5), ("", "", 5), ("B", "y", 1), ("B", "y", 1)], [1]),
        ([("A", "x", 5), ("A", "y", 6), ("A", "Total ledelse", 11), ("B", "x", 1)], [2]),
        ([("Total ledelse", 5), ("b", 6), ("c", 3)], [0]),
    ],
    ids=["label_beside_keys", "one_row_equal", "no_key_one_row_equal", "name_that_fits", "only_key"],
)
def test_what_cannot_be_decided_is_kept_as_data_and_told(lines, doubtful):
    found = split(*lines)
    assert found.total == {}
    assert sorted(found.doubtful) == doubtful


def test_rounding_is_half_a_unit_of_the_last_decimal():
    assert split(("A", "1.05"), ("B", "1.05"), ("Sum", "2.10")).total[2].fits
    assert split(("A", "1.004"), ("B", "1.004"), ("Sum", "2.01")).total[2].fits
    assert split(("A", "1.1"), ("B", "1.1"), ("Sum", "2.25")).total[2].fits is False
    assert split(("A", "1.5"), ("B", "1.5"), ("Sum", "3")).total[2].fits
    assert split(("A", 1), ("B", 1), ("Sum", 3)).total[2].fits is False
    assert split(("A", "0.1"), ("B", "0.2"), ("Sum", "0.30000000000000004")).total[2].fits


def test_nothing_to_split():
    assert split_totals([], [], []) == Totals()
    assert split_totals([1], [["Sum"]], []) == Totals()
    assert split_totals([1, 2], [["a", "b"]], [[Decimal(1), Decimal(1)]]) == Totals()


FIGURE = st.integers(-400, 4000).map(lambda quarters: Decimal(quarters) / 4)
GROUPS = st.dictionaries(
    st.sampled_from(["VM-ADM", "VM-INH", "VM-FOR"]),
    st.dictionaries(st.sampled_from(["22.4", "22.5", "4.1"]), st.lists(FIGURE, min_size=1, max_size=4), min_size=1),
    min_size=1,
)  # fmt: skip


def lined_up(
    groups: dict[str, dict[str, list[Decimal]]], levels: int, above: bool, named: bool
) -> list[tuple[Line, bool]]:
    """The rows of a table with sums at the innermost `levels` of three, and whether each is data."""

    def with_sum(inside: list[tuple[Line, bool]], label: Line, wanted: bool) -> list[tuple[Line, bool]]:
        if not wanted:
            return inside
        total = ((*label, sum(line[-1] for line, data in inside if data)), False)
        return [total, *inside] if above else [*inside, total]

    whole: list[tuple[Line, bool]] = []
    for unit, parts in groups.items():
        in_unit: list[tuple[Line, bool]] = []
        for sub, figures in parts.items():
            rows = [((unit, sub, f"møte {number}", own), True) for number, own in enumerate(figures)]
            label = (f"Sum {sub}", "", "") if named else (unit, sub, "Sum")
            in_unit += with_sum(rows, label, levels > 2)
        label = (f"Sum {unit}", "", "") if named else (unit, "Sum", "")
        whole += with_sum(in_unit, label, levels > 1)
    return with_sum(whole, ("Totalt", "", ""), levels > 0)


@given(GROUPS, st.integers(0, 3), st.booleans())
def test_named_sums_at_any_level_leave_exactly_the_data_rows(groups, levels, above):
    lines = lined_up(groups, levels, above, named=True)
    found = split(*(line for line, _data in lines))
    assert [at for at in range(len(lines)) if at not in found.total] == [
        at for at, (_line, data) in enumerate(lines) if data
    ]
    assert all(row.fits for row in found.total.values())


@given(GROUPS, st.integers(1, 2), st.booleans())
def test_sums_beside_the_group_key_leave_exactly_the_data_rows(groups, levels, above):
    lines = lined_up(groups, levels, above, named=False)
    found = split(*(line for line, _data in lines))
    assert set(found.total) == {at for at, (_line, data) in enumerate(lines) if not data}


@given(GROUPS, st.booleans())
def test_a_grand_total_without_a_word_is_found(groups, above):
    lines = [line for line, data in lined_up(groups, 0, above, named=True) if data]
    total = ("", "", "", sum(line[-1] for line in lines))
    rows = [total, *lines] if above else [*lines, total]
    found = split(*rows)
    place = 0 if above else len(lines)
    assert set(found.total) | set(found.doubtful) <= {place}
    if total[-1] and len([line for line in lines if line[-1]]) > 1:
        assert place in found.total or place in found.doubtful


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.integers(0, 6)), max_size=40))
def test_rows_with_all_their_keys_are_data_whatever_their_figures(lines):
    if lines:
        assert split(*lines) == Totals()


def column(*figures: Any) -> list[Decimal | None]:
    return [number(each) for each in figures]


JAN, FEB, MARS = column(1, 4, None), column(2, 1, 5), column(3, 6, 7)


@pytest.mark.parametrize(
    ("columns", "headings", "expected"),
    [
        ([JAN, FEB, column(3, 5, 5)], (), {2: (0, 1)}),
        ([JAN, FEB, column(3, 5, 5), MARS, column(6, 11, 12)], (), {2: (0, 1), 4: (0, 1, 3)}),
        ([column(6, 11, 12), JAN, FEB, MARS], ("Totalt", "jan", "feb", "mars"), {0: (1, 2, 3)}),
        (
            [JAN, column(1, 4, None), FEB, column(3, 5, 5)],
            ("jan", "hittil", "feb", "hittil"),
            {1: (0,), 3: (0, 2)},
        ),
        ([JAN, FEB, MARS], ("jan", "feb", "mars"), {}),
        ([JAN, JAN], (), {}),
        ([column(1), column(2), column(3)], (), {}),
        ([column(1), column(2), column(3)], ("jan", "feb", "sum"), {2: (0, 1)}),
    ],
    ids=["sum", "levels", "before", "so_far", "none", "equal", "one_row", "one_row_named"],
)
def test_sum_columns(columns, headings, expected):
    found = sum_columns(columns, headings)
    assert {at: own.covers for at, own in found.items()} == expected
    assert all(own.differs == () for own in found.values())


def test_a_sum_column_that_differs_is_told_with_its_rows():
    found = sum_columns([JAN, FEB, column(3, 40, 5)], ("jan", "feb", "Totalt"))
    assert (found[2].covers, found[2].differs) == ((0, 1), (1,))


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([column(1, 2, 3, 4), column(1, 3, 6, 10)], {1}),
        ([column(1, 2, 3, 4), column(1, 3, 3, 7)], {1}),
        ([column(1, 2, 3, 4), column(1, 3, 6, 11)], set()),
        ([column(1, 2, 3, 4), column(1, 2, 3, 4)], set()),
    ],
    ids=["running", "anew_each_year", "differs", "copy"],
)
def test_running_columns(columns, expected):
    assert running_columns(columns) == expected
