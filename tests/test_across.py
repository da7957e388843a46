"""Months, days, weeks, years, tertials, persons and names as columns side by side."""

from datetime import date, datetime
from typing import Any

import pytest

from etl.mapping import AcrossUse
from etl.meaning import Meaning
from tests.meaning_tables import a_table, asked, fields, understood, why

ROW: list[Any] = ["22.4", 1.0, 2.0, 3.0]


def values(meaning: Meaning) -> list[Any]:
    return [column.value[0] if isinstance(column.value, tuple) else column.value for column in meaning.across]


@pytest.mark.parametrize(
    ("heads", "kind", "firsts"),
    [
        (["jan 22", "feb 22"], "month", [date(2022, 1, 1), date(2022, 2, 1)]),
        (["januar 2022", "februar 2022"], "month", [date(2022, 1, 1), date(2022, 2, 1)]),
        (["März 2022", "April 2022"], "month", [date(2022, 3, 1), date(2022, 4, 1)]),
        (["202201", "202202"], "month", [date(2022, 1, 1), date(2022, 2, 1)]),
        ([202201.0, 202202.0], "month", [date(2022, 1, 1), date(2022, 2, 1)]),
        ([date(2022, 1, 1), date(2022, 2, 1)], "month", [date(2022, 1, 1), date(2022, 2, 1)]),
        ([datetime(2022, 1, 31), datetime(2022, 2, 28)], "month", [date(2022, 1, 1), date(2022, 2, 1)]),
        ([date(2022, 1, 3), date(2022, 1, 4)], "date", [date(2022, 1, 3), date(2022, 1, 4)]),
        (["uke 1 2022", "uke 2 2022"], "week", [date(2022, 1, 3), date(2022, 1, 10)]),
        (["2022W01", "2022W02"], "week", [date(2022, 1, 3), date(2022, 1, 10)]),
        (["2022", "2023"], "year", [date(2022, 1, 1), date(2023, 1, 1)]),
        (["Timer 2022", "Timer 2023"], "year", [date(2022, 1, 1), date(2023, 1, 1)]),
        (["T1 2022", "T2 2022"], "tertial", [date(2022, 1, 1), date(2022, 5, 1)]),
        (["1. tertial 2022", "2. tertial 2022"], "tertial", [date(2022, 1, 1), date(2022, 5, 1)]),
        (["Q1 2022", "Q2 2022"], "quarter", [date(2022, 1, 1), date(2022, 4, 1)]),
    ],
)
def test_times_side_by_side(heads, kind, firsts):
    found = understood(a_table(["Deltiltak", *heads], ROW[:3], ["22.5", 3.0, 4.0], name="Timer"))
    assert found.mapping.across == AcrossUse(kind, "hours")
    assert (values(found), fields(found), asked(found)) == (firsts, {"sub_measure": "A"}, [])


def test_a_year_in_a_row_above_reaches_to_the_next_one():
    rows: list[list[Any]] = [
        ["", "2022", "", "2023", ""],
        ["Deltiltak", "nov", "des", "jan", "feb"],
        ["22.4", 1.0, 2.0, 3.0, 4.0],
    ]
    assert values(understood(a_table(*rows, name="Timer"))) == [
        date(2022, 11, 1), date(2022, 12, 1), date(2023, 1, 1), date(2023, 2, 1),
    ]  # fmt: skip


def test_a_merged_year_covers_its_columns_alone():
    rows: list[list[Any]] = [
        ["", "2022", "", "Totalt"],
        ["Deltiltak", "nov", "des", "i alt"],
        ["22.4", 1.0, 2.0, 3.0],
    ]
    found = understood(a_table(*rows, name="Timer", merged=(((0, 1), (0, 2)),)))
    assert values(found) == [date(2022, 11, 1), date(2022, 12, 1)]
    assert list(found.subtotal_columns) == [3]


@pytest.mark.parametrize(
    ("name", "file"), [("Timer 2022", "fil.xlsx"), ("Timer", "timer_2022.xlsx"), ("2022", "timer.xlsx")]
)
def test_the_year_may_stand_around_the_table(name, file):
    found = understood(a_table(["Deltiltak", "jan", "feb"], ROW[:3], name=name), file)
    assert (values(found), asked(found)) == ([date(2022, 1, 1), date(2022, 2, 1)], [])


def test_a_year_that_is_nowhere_is_asked_for():
    found = understood(a_table(["Deltiltak", "jan", "feb"], ROW[:3], name="Timer"))
    assert asked(found) == [("year", "month")]
    assert [column.value for column in found.across] == [None, None]


def test_several_years_around_the_table_are_no_year():
    assert asked(understood(a_table(["Deltiltak", "jan", "feb"], ROW[:3], name="Timer 2022-2023"))) == [
        ("year", "month")
    ]


def test_sums_among_the_months_are_left_out_and_said():
    heads = ["Deltiltak", "jan 22", "feb 22", "T1 2022", "Hittil", "Sum", "2022"]
    found = understood(a_table(heads, ["22.4", 1.0, 2.0, 3.0, 3.0, 3.0, 3.0], name="Timer"))
    assert len(found.across) == 2
    assert list(found.subtotal_columns.values()) == ["T1 2022", "Hittil", "Sum", "2022"]
    [said] = [problem for problem in found.problems if problem.code == "subtotal_columns"]
    assert said.facts == {"columns": "T1 2022, Hittil, Sum, 2022"}


def test_a_year_beside_the_months_of_another_is_read():
    found = understood(a_table(["Deltiltak", "nov 22", "des 22", "2023"], ROW, name="Timer"))
    assert [column.value for column in found.across][2] == (date(2023, 1, 1), date(2023, 12, 31))
    assert not found.subtotal_columns


def test_plan_and_actual_side_by_side_are_a_question():
    rows: list[list[Any]] = [["", "Plan", "", "Faktisk", ""], ["Deltiltak", "jan 22", "feb 22", "jan 22", "feb 22"],
            ["22.4", 1.0, 2.0, 3.0, 4.0]]  # fmt: skip
    table = a_table(*rows, name="Timer", merged=(((0, 1), (0, 2)), ((0, 3), (0, 4))))
    found = understood(table)
    assert asked(found) == [("which_kind", None)]
    assert [column.at for column in found.across] == [3, 4]
    assert {why(found)[letter] for letter in "BC"} == {"other_kind"}


def test_hours_and_kroner_under_each_month():
    rows: list[list[Any]] = [["", "jan 22", "", "feb 22", ""], ["Deltiltak", "Timer", "Kr", "Timer", "Kr"],
            ["22.4", 1.0, 400.0, 2.0, 500.0]]  # fmt: skip
    found = understood(a_table(*rows, name="Forbruk"))
    assert (found.mapping.across, [column.at for column in found.across]) == (
        AcrossUse("month", "hours"),
        [1, 3],
    )
    assert [column.value for column in found.across] == [
        (date(2022, 1, 1), date(2022, 1, 31)), (date(2022, 2, 1), date(2022, 2, 28)),
    ]  # fmt: skip


def test_what_the_figures_count_is_asked_when_nothing_says_it():
    found = understood(a_table(["Deltiltak", "jan 22", "feb 22"], ROW[:3]))
    assert ("unit", "across") in asked(found)


def test_persons_side_by_side_when_a_text_says_so():
    found = understood(
        a_table(
            ["Timer per person"],
            ["Måned", "Deltiltak", "Kari", "Ola", "Sum"],
            ["2022-01", "22.4", 1.0, 2.0, 3.0],
        )
    )
    assert found.mapping.across == AcrossUse("person", "hours")
    assert (values(found), list(found.subtotal_columns)) == (["Kari", "Ola"], [4])
    assert ("across", None) not in asked(found)


def test_unknown_names_side_by_side_are_a_question():
    found = understood(
        a_table(["Måned", "Deltiltak", "KN", "OH"], ["2022-01", "22.4", 1.0, 2.0], name="Timer")
    )
    assert ("across", None) in asked(found)


def test_sub_measures_side_by_side():
    found = understood(
        a_table(["Måned", "BEVISST", "ePhorte", "Sum"], ["2022-01", 1.0, 2.0, 3.0], name="Timer")
    )
    assert (found.mapping.across, values(found)) == (
        AcrossUse("sub_measure", "hours"),
        ["BEVISST", "ePhorte"],
    )
    assert (list(found.subtotal_columns), asked(found)) == ([3], [])


def test_week_numbers_under_the_word_week():
    rows: list[list[Any]] = [["Timer per uke"], ["Deltiltak", "1", "2", "3"], ROW]
    found = understood(a_table(*rows, name="2022"))
    assert found.mapping.across == AcrossUse("week", "hours")
    assert values(found)[0] == date(2022, 1, 3)


def test_one_month_alone_is_enough_where_no_column_says_the_time():
    assert values(understood(a_table(["Deltiltak", "jan 22"], ["22.4", 1.0], name="Timer"))) == [
        date(2022, 1, 1)
    ]


def test_a_heading_that_is_a_month_over_texts_is_no_column_of_figures():
    found = understood(a_table(["Måned", "Deltiltak", "Mai", "Timer"], ["2022-01", "22.4", "Trondheim", 1.0]))
    assert (found.mapping.across, fields(found)["hours"]) == (None, "D")
