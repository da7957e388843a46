"""Answers to questions: what the engine is given, and that no answer silences a question that is still open."""

from dataclasses import replace

import pytest

import etl
from etl.mapping import AcrossUse, ColumnUse, FoundColumn, Kind, Mapping, Question, Sight
from ui import wizard_answers as answers

COLUMNS = (ColumnUse("måned", "period"), ColumnUse("hva", "sub_measure"), ColumnUse("antall", "hours"))
GUESSED = Mapping("egen", "actual_hours", COLUMNS)
KIND = Question("which_kind", choices=("actual_hours", "plan"))
YEAR = Question("year", "month")
UNIT = Question("unit", "antall", choices=("hours", "thousand_nok"))
MARK = Question("decimal_mark", "antall", choices=("comma", "point"))
WHICH = Question("which_column", "sub_measure", choices=("hva", "tiltak", ""))
PLAN = Question("plan_version", choices=("PV1", "PV2"))
TEXT = Question("sub_measure", "Timeføring", choices=("22.1", "22.4"))


def seen(*questions: Question, mapping: Mapping = GUESSED, why: str = "header_known") -> Sight:
    """What the wizard shows of a file with these questions."""
    columns = tuple(FoundColumn(use.key, "A", use.key, use, 0.9, why) for use in mapping.columns)
    return Sight(columns=columns, mapping=mapping, questions=questions)


def drafted(*given: tuple[Question, str]) -> dict[str, tuple[Question, str]]:
    """Answers that wait."""
    return {answers.asked_as(asked): (asked, choice) for asked, choice in given}


def settled(sight: Sight, *given: tuple[Question, str], options: etl.Options | None = None) -> Mapping | None:
    """The mapping that these answers give; None where they wait."""
    found, _ = answers.settled(options or etl.Options(), sight, drafted(*given))
    return found.mapping


def test_an_answer_waits_for_the_other_questions_of_its_stage() -> None:
    assert settled(seen(MARK, WHICH), (MARK, "comma")) is None
    assert settled(seen(KIND, YEAR), (YEAR, "2022")) is None


def test_answers_about_the_file_let_the_columns_be_found_anew() -> None:
    mapping = settled(seen(KIND, YEAR, MARK), (KIND, "plan"), (YEAR, "2022"))
    assert mapping == Mapping("", "plan", year=2022)
    assert not answers.is_full(mapping)


def test_one_year_answers_every_column_that_asks_for_it() -> None:
    other = Question("year", "måned")
    assert answers.each_once((YEAR, MARK, other)) == [YEAR, MARK]
    mapping = settled(seen(YEAR, other), (YEAR, "2022"))
    assert mapping is not None
    assert mapping.year == 2022


def test_a_sheet_chosen_before_is_kept_when_the_columns_are_settled() -> None:
    given = etl.Options(mapping=Mapping("", "plan", sheets=("Timer",), header_row=4, sign=-1))
    mapping = settled(seen(MARK), (MARK, "comma"), options=given)
    assert mapping is not None
    assert (mapping.sheets, mapping.header_row, mapping.sign) == (("Timer",), 4, -1)
    assert answers.is_full(mapping)


def test_an_answer_about_a_column_is_kept_until_those_about_the_file_are_used() -> None:
    options, left = answers.settled(etl.Options(), seen(KIND, UNIT), drafted((KIND, "plan"), (UNIT, "hours")))
    assert options.mapping == Mapping("", "plan")
    assert left == drafted((UNIT, "hours"))


def test_an_answer_whose_question_is_no_longer_asked_is_used_all_the_same() -> None:
    found = seen(mapping=replace(GUESSED, kind="plan"))
    mapping = settled(found, (UNIT, "thousand_nok"))
    assert mapping is not None
    assert (mapping.kind, mapping.use("antall")) == (
        "budget",
        ColumnUse("antall", "amount_nok", "thousand_nok"),
    )


def test_another_sheet_makes_answers_about_columns_void() -> None:
    sheet = Question("which_sheet", choices=("Timer", "Uttrekk, Flere"))
    given = drafted((sheet, "Uttrekk, Flere"), (MARK, "comma"))
    options, left = answers.settled(etl.Options(), seen(sheet, MARK), given)
    assert (options.mapping, left) == (Mapping(sheets=("Uttrekk, Flere",)), {})


def test_an_answer_about_the_file_keeps_what_a_known_layout_or_the_user_said_of_the_columns() -> None:
    assert settled(seen(YEAR, why="profile"), (YEAR, "2022")) == replace(GUESSED, year=2022)
    chosen = replace(GUESSED, source="min")
    given = etl.Options(mapping=chosen)
    assert settled(seen(YEAR), (YEAR, "2022"), options=given) == replace(chosen, year=2022)


def test_all_columns_are_settled_as_they_are_shown_once_the_last_question_is_answered() -> None:
    mapping = settled(seen(MARK, WHICH), (MARK, "point"), (WHICH, "tiltak"))
    assert mapping is not None
    assert {use.key: (use.field, use.decimal) for use in mapping.columns} == {
        "måned": ("period", None), "antall": ("hours", "point"), "tiltak": ("sub_measure", None),
    }  # fmt: skip


def test_none_of_the_columns_is_an_answer() -> None:
    mapping = settled(seen(WHICH), (WHICH, ""))
    assert mapping is not None
    assert [use.key for use in mapping.of("sub_measure")] == []


@pytest.mark.parametrize(
    ("kind", "unit", "expected"),
    [
        ("actual_hours", "person_days", ("actual_hours", "hours", "person_days")),
        ("actual_hours", "nok", ("actual_cost", "amount_nok", "nok")),
        ("plan", "million_nok", ("budget", "amount_nok", "million_nok")),
    ],
)
def test_a_unit_says_whether_a_column_is_hours_or_kroner(
    kind: Kind, unit: str, expected: tuple[str, ...]
) -> None:
    mapping = settled(seen(UNIT, mapping=replace(GUESSED, kind=kind)), (UNIT, unit))
    assert mapping is not None
    use = mapping.use("antall")
    assert use is not None
    assert (mapping.kind, use.field, use.unit) == expected


def test_a_unit_of_columns_side_by_side_stands_with_them() -> None:
    beside = Mapping("egen", "actual_cost", COLUMNS[1:2], AcrossUse("month", "amount_nok"))
    asked = Question("unit", "across", choices=("hours", "nok"))
    mapping = settled(seen(asked, mapping=beside), (asked, "hours"))
    assert mapping is not None
    assert mapping.across == AcrossUse("month", "hours", "hours")
    assert mapping.kind == "actual_hours"


def test_columns_that_are_no_persons_are_not_read() -> None:
    beside = Mapping("egen", "actual_hours", COLUMNS[:2], AcrossUse("person"))
    asked = Question("across", choices=("person", "ignore"))
    assert settled(seen(asked, mapping=beside), (asked, "person")) == beside
    assert settled(seen(asked, mapping=beside), (asked, "ignore")) == replace(beside, across=None)


def test_a_month_or_a_sub_measure_for_every_row_is_an_answer_about_the_file() -> None:
    month, whole = Question("period"), Question("sub_measure", "", choices=("22.1",))
    mapping = settled(seen(month, whole), (month, "2022-03"), (whole, "22.1"))
    assert mapping is not None
    assert mapping.constants == {"period": "2022-03", "sub_measure": "22.1"}


def test_what_stands_beside_the_mapping_waits_for_nothing() -> None:
    assert all(answers.given_alone(asked) for asked in (PLAN, TEXT))
    assert answers.alone(etl.Options(), PLAN, "PV2").plan_version == "PV2"
    assert answers.alone(etl.Options(), TEXT, "22.4").choices == {"sub_measure|Timeføring": "22.4"}
    assert settled(seen(PLAN, TEXT, MARK), (MARK, "comma")) is not None


def test_another_header_row_means_other_columns() -> None:
    given = etl.Options(mapping=replace(GUESSED, sign=-1, sheets=("Timer",)))
    assert answers.changed_table(given, header_row=7).mapping == Mapping(sheets=("Timer",), header_row=7)


def test_a_column_changed_by_hand_keeps_the_others_as_they_are_shown() -> None:
    sight = seen()
    mapping = answers.changed_column(
        etl.Options(), sight, sight.columns[2], ColumnUse("antall", "persons")
    ).mapping
    assert mapping is not None
    assert {use.key: use.field for use in mapping.columns} == {
        "måned": "period", "hva": "sub_measure", "antall": "persons",
    }  # fmt: skip
