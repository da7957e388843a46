"""What the columns of a table mean: known exports, remembered mappings, and layouts nobody has seen."""

from datetime import date
from typing import Any

import pytest

import language
from etl import mapping_wording, profiles
from etl.answers import answered
from etl.errors import FileRefused
from etl.mapping import SHEET_KEY, ColumnUse, Mapping, Question
from etl.meaning import Meaning, fingerprint, matches
from etl.profiles import normal_header
from etl.title import read_title
from tests.etl_files import LEDGER_HEADER, OWN_HEADER
from tests.meaning_tables import a_table, asked, fields, understood, why

OWN_ROW = ["2022-03", "VM-ADM", "ADM", "22.4", 5.0]
LEDGER_ROW = ["202301", "5000", "99310100", "990123001", "x", 5.0]


def problems(meaning: Meaning, severity: str = "error") -> list[str]:
    return [problem.code for problem in meaning.problems if problem.severity == severity]


# --- known exports ---


def test_every_known_export_has_its_profile():
    assert sorted(profiles.profiles()) == [
        "account_analysis", "bevisst_budget", "bookitlab_use", "dfo_time",
        "ephorte_backlog", "ephorte_counts", "own_hours", "own_plan", "unit4_ledger",
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(profiles.profiles()))
def test_no_header_leads_to_two_fields_of_a_profile(name):
    headers = [header for field in profiles.profiles()[name].fields for header in field.headers]
    assert sorted(headers) == sorted(set(headers))


def test_every_profile_drops_free_text_and_people():
    for profile in profiles.profiles().values():
        kept = {header for field in profile.fields if field.type != "dropped" for header in field.headers}
        assert kept.isdisjoint(
            {"navn", "tittel", "saksbehandler", "tekst", "kommentar", "user", "beskrivelse"}
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pers.nr.", "persnr"),
        ("Beløp (kr)", "beløp"),
        ("Konto (T)", "konto (t)"),
        ("Delprosjekt\u00a0", "delprosjekt"),
        ("Måned:", "måned"),
        ("Antall\ntimer", "antall timer"),
    ],
)
def test_headers_are_compared_without_decoration(text, expected):
    assert normal_header(text) == expected


def test_a_known_export_is_read_in_any_order_of_columns():
    found = understood(a_table(LEDGER_HEADER[::-1], LEDGER_ROW[::-1]))
    assert found.profile.name == "unit4_ledger"
    assert fields(found) == {"amount_nok": "A", "code": "C", "unit": "D", "account": "E", "period": "F"}
    assert (why(found)["A"], why(found)["B"]) == ("profile", "known_unused")


def test_the_asked_for_profile_names_what_is_missing():
    found = understood(a_table(OWN_HEADER, OWN_ROW), profile="dfo_time")
    assert (found.score, set(problems(found))) == (0.0, {"missing_column"})
    wanted = [problem.facts["wanted"] for problem in found.problems]
    assert "fremmøtetype / frammøtetype / attendance type" in wanted


def test_an_unknown_profile_is_refused():
    with pytest.raises(FileRefused) as found:
        understood(a_table(OWN_HEADER, OWN_ROW), profile="finnes_ikke")
    assert [problem.code for problem in found.value.problems] == ["unknown_profile"]


def test_two_columns_for_one_field_of_a_known_export_are_a_question():
    found = understood(a_table([*OWN_HEADER, "Timer"], [*OWN_ROW, 6.0]))
    assert asked(found) == [("which_column", "hours")]
    assert found.questions[0].choices == ("timer [E]", "timer [F]")


def test_an_hours_sheet_that_calls_itself_a_plan_is_a_question():
    assert asked(understood(a_table(OWN_HEADER, OWN_ROW, name="Plan 2023"))) == [("which_kind", None)]


@pytest.mark.parametrize(
    ("name", "profile"),
    [("Budsjett 2024", "bevisst_budget"), ("Timer 2024", "timer"), ("Ark1", "enhet_aktivitet")],
)
def test_months_side_by_side_are_a_bevisst_budget_only_where_a_word_says_budget(name, profile):
    found = understood(
        a_table(["Enhet", "Aktivitet", "jan.", "feb."], ["VM-ADM", "BEVISST", 1.0, 2.0], name=name)
    )
    assert found.profile.name == profile


def test_columns_that_nobody_needs_are_said():
    found = understood(a_table([*OWN_HEADER, "Farge"], [*OWN_ROW, "rød"]))
    [said] = [problem for problem in found.problems if problem.code == "unused_columns"]
    assert said.facts == {"columns": "Farge"}


# --- layouts nobody has seen ---


@pytest.mark.parametrize(
    ("heads", "row", "expected"),
    [
        (["Mnd", "Avd.", "System", "Ant. t"], ["jan 22", "VM-ADM", "BEVISST", 5.0],
         {"period": "A", "unit": "B", "sub_measure": "C", "hours": "D"}),
        (["Month", "Activity", "Hours"], ["2022-01", "BEVISST", 5.0],
         {"period": "A", "sub_measure": "B", "hours": "C"}),
        (["Monat", "Projekt", "Stunden"], ["März 2022", "BEVISST", 5.0],
         {"period": "A", "sub_measure": "B", "hours": "C"}),
        (["Mois", "Activité", "Heures"], ["août 2022", "BEVISST", 5.0],
         {"period": "A", "sub_measure": "B", "hours": "C"}),
        (["Dato", "Medarbeider", "Tiltak", "Forbrukt tid"], [date(2022, 1, 3), "Kari Nordmann", "22.4", "7t 30m"],
         {"date": "A", "person": "B", "sub_measure": "C", "hours": "D"}),
        (["Måned", "WBS", "Timeforbruk"], ["202301", "990123001", 5.0], {"period": "A", "code": "B", "hours": "C"}),
        (["År", "Måned", "Deltiltak", "Timer"], [2022.0, 3.0, "22.4", 5.0],
         {"year": "A", "month": "B", "sub_measure": "C", "hours": "D"}),
        (["Uke", "År", "Deltiltak", "Timer"], [12.0, 2022.0, "22.4", 5.0],
         {"week": "A", "year": "B", "sub_measure": "C", "hours": "D"}),
        (["Periode", "Stilling", "Deltitak", "Timar"], ["T1 2022", "Kontorsjef", "22.4", 5.0],
         {"period": "A", "role_group": "B", "sub_measure": "C", "hours": "D"}),
        (["Måned", "Deltiltak", "Medgåtte timer", "Lønn"], ["2022-01", "22.4", 5.0, 4000.0],
         {"period": "A", "sub_measure": "B", "hours": "C", "payroll_nok": "D"}),
    ],
)  # fmt: skip
def test_headings_and_cells_say_what_columns_are(heads, row, expected):
    found = understood(a_table(heads, row, row))
    assert (fields(found), asked(found)) == (expected, [])
    assert found.mapping.kind == "actual_hours"
    assert found.score == len(expected)


def test_cells_beat_a_misleading_heading():
    rows = [["2022-01", "Rydding", "22.4", 5.0], ["2022-02", "Kurs", "22.5", 6.0]]
    found = understood(a_table(["Måned", "Deltiltak", "Notat", "Timer"], *rows))
    assert (fields(found)["sub_measure"], why(found)["C"]) == ("C", "content_codes")


def test_columns_without_headings_are_known_by_their_cells():
    found = understood(
        a_table(["A", "B", "C"], ["BEVISST", "2022-03", "7t 30m"], ["ePhorte", "2022-04", "2 t"])
    )
    assert fields(found) == {"sub_measure": "A", "period": "B", "hours": "C"}
    assert why(found) == {"A": "content_codes", "B": "content_dates", "C": "content_numbers"}


def test_a_column_called_tiltak_without_known_cells_is_a_question():
    rows = [["Rydding i arkiv", "2022-01", 3.0], ["Annet arbeid", "2022-02", 2.0]]
    found = understood(a_table(["Tiltak", "Måned", "Timer"], *rows))
    assert "sub_measure" not in fields(found)
    [question] = found.questions
    assert (question.code, question.key, question.choices) == ("which_column", "sub_measure", ("tiltak", ""))
    assert question.examples == ("Rydding i arkiv", "Annet arbeid")


def test_figures_that_happen_to_be_ids_are_still_hours():
    rows = [["2022-01", "BEVISST", 4.1], ["2022-02", "BEVISST", 22.5]]
    assert fields(understood(a_table(["Måned", "System", "Timer"], *rows)))["hours"] == "C"


def test_a_column_of_units_names_what_the_figures_count():
    rows = [["2022-01", "timer", 5.0, "22.4"], ["2022-02", "dager", 2.0, "22.4"]]
    found = understood(a_table(["Måned", "Enhet", "Antall", "Deltiltak"], *rows, name="Forbruk"))
    assert fields(found) == {"period": "A", "quantity_unit": "B", "hours": "C", "sub_measure": "D"}
    assert (found.mapping.of("hours")[0].unit, asked(found)) == ("mixed", [])


def test_a_sum_that_may_be_hours_or_kroner_is_asked():
    found = understood(a_table(["Måned", "Deltiltak", "Sum"], ["2022-01", "22.4", 5.0]))
    assert ("unit", "sum") in asked(found)


@pytest.mark.parametrize(("cell", "field"), [("7t 30m", "hours"), ("kr 5 000", "amount_nok")])
def test_a_sum_is_what_its_cells_say(cell, field):
    found = understood(
        a_table(["Måned", "Deltiltak", "Sum"], ["2022-01", "22.4", cell], ["2022-02", "22.4", cell])
    )
    assert (field in fields(found), ("unit", "sum") in asked(found)) == (True, False)


def test_a_cost_centre_and_its_name_are_one_thing():
    rows = [["2022-01", "993101", "VM-ADM", "22.4", 5.0], ["2022-01", "993102", "VM-INH", "22.4", 5.0]]
    found = understood(a_table(["Mnd", "K-sted", "Avdeling", "System", "Ant. t"], *rows))
    assert (fields(found)["unit"], why(found)["C"], asked(found)) == ("B", "said_by_other", [])


def test_two_units_that_differ_are_a_question():
    rows = [["2022-01", "VM-ADM", "VM-INH", "22.4", 5.0]]
    found = understood(a_table(["Mnd", "Avdeling", "Seksjon", "System", "Ant. t"], *rows))
    assert asked(found) == [("which_column", "unit")]
    assert found.questions[0].choices == ("avdeling", "seksjon")


def test_free_text_and_names_are_not_stored():
    text = "Et langt notat om hva som ble gjort denne måneden."
    found = understood(
        a_table(["Måned", "Deltiltak", "Utdypning", "Timer"], *[["2022-01", "22.4", text, 5.0]] * 2)
    )
    assert why(found)["C"] == "free_text"


# --- plan or actual ---


@pytest.mark.parametrize(
    ("head", "sheet", "title", "file", "kind"),
    [
        ("Timer", "Ark1", "", "fil.xlsx", "actual_hours"),
        ("Medgått tid", "Ark1", "", "fil.xlsx", "actual_hours"),
        ("Planlagte timer", "Ark1", "", "fil.xlsx", "plan"),
        ("Timer", "Plan", "", "fil.xlsx", "plan"),
        ("Timer", "Ark1", "Forventet innsats", "fil.xlsx", "plan"),
        ("Timer", "Ark1", "", "timeplan_plan_2023.xlsx", "plan"),
        ("Dagsverk", "Ark1", "Forbruk per måned", "plan.xlsx", "actual_hours"),
        ("Regnskap", "Ark1", "", "fil.xlsx", "actual_cost"),
        ("Beløp", "Budsjett", "", "fil.xlsx", "budget"),
        ("Budsjett", "Ark1", "", "fil.xlsx", "budget"),
    ],
)
def test_words_say_plan_or_actual(head, sheet, title, file, kind):
    found = understood(
        a_table([title], ["Måned", "Deltiltak", head], ["2022-01", "22.4", 5.0], name=sheet), file
    )
    assert found.mapping.kind == kind
    assert ("which_kind", None) not in asked(found)


@pytest.mark.parametrize(
    ("head", "sheet"), [("Dagsverk", "Ark1"), ("Beløp", "Ark1"), ("Dagsverk", "Plan og forbruk")]
)
def test_no_word_or_both_is_a_question(head, sheet):
    found = understood(a_table(["Måned", "Deltiltak", head], ["2022-01", "22.4", 5.0], name=sheet))
    assert ("which_kind", None) in asked(found)


def test_plan_and_actual_columns_are_a_question_and_the_answer_chooses():
    table = a_table(
        ["Måned", "Tiltak", "Plan timer", "Faktiske timer", "Avvik"], ["2022-01", "22.4", 5.0, 6.0, 1.0]
    )
    found = understood(table)
    [question] = found.questions
    assert (question.code, question.choices) == ("which_kind", ("actual_hours", "plan"))
    assert (fields(found)["hours"], why(found)["C"], why(found)["E"]) == ("D", "other_kind", "subtotal")
    actual = understood(table, wanted=answered(found.mapping, question, "actual_hours"))
    plan = understood(table, wanted=answered(found.mapping, question, "plan"), plan_version="PV2")
    assert (fields(actual)["hours"], fields(plan)["hours"]) == ("D", "C")
    assert (asked(actual), asked(plan), plan.mapping.kind) == ([], [], "plan")


def test_a_ledger_with_hours_leaves_its_amount_unused_and_says_so():
    heads = ["Periode", "Konto", "Delprosjekt", "Timer", "Beløp"]
    found = understood(
        a_table(heads, ["202301", "5000", "990123001", 5.0, 2000.0]), wanted=Mapping("", "actual_hours")
    )
    assert (fields(found)["hours"], why(found)["E"]) == ("D", "other_amount")
    assert "unused_columns" in problems(found, "info")


@pytest.mark.parametrize("title", ["", "Versjon: Vedtatt 2024"])
def test_a_plan_without_its_version_is_asked(title):
    found = understood(a_table([title], ["Måned", "Deltiltak", "Planlagte timer"], ["2024-01", "4.5", 5.0]))
    assert asked(found) == ([] if title else [("plan_version", None)])


# --- what the words around say of every row ---


def test_a_sheet_named_by_its_sub_measure():
    found = understood(a_table(["Måned", "Timer"], ["2022-01", 5.0], name="ePhorte"))
    assert found.uses[-1] == ColumnUse(SHEET_KEY, "sub_measure")
    assert asked(found) == []


def test_a_sheet_named_by_its_month():
    found = understood(a_table(["Deltiltak", "Timer"], ["22.4", 5.0], name="Mars"), "timer_2022.xlsx")
    assert (found.uses[-1], found.year) == (ColumnUse(SHEET_KEY, "period"), 2022)
    assert asked(found) == []


def test_a_sheet_named_by_a_month_without_a_year_asks_for_it():
    assert asked(understood(a_table(["Deltiltak", "Timer"], ["22.4", 5.0], name="Mars"))) == [
        ("year", SHEET_KEY)
    ]


@pytest.mark.parametrize(
    ("title", "file", "period"),
    [
        ("Timer for mars 2022", "fil.xlsx", "2022-03"),
        ("", "timer_202203.xlsx", "2022-03"),
        ("Rapport 1. tertial 2022", "fil.xlsx", "T1 2022"),
        ("Uttrekk: 03.05.2022", "timer 2022-03.xlsx", "2022-03"),
    ],
)
def test_the_month_of_a_whole_table(title, file, period):
    found = understood(a_table([title], ["Deltiltak", "Timer"], ["22.4", 5.0]), file)
    assert (found.constants, asked(found)) == ({"period": period}, [])


def test_a_table_of_no_month_asks_for_it():
    assert asked(understood(a_table(["Deltiltak", "Timer"], ["22.4", 5.0]))) == [("period", None)]


def test_a_table_of_no_sub_measure_asks_for_it():
    found = understood(a_table(["Måned", "Timer"], ["2022-01", 5.0]))
    assert asked(found) == [("sub_measure", "")]
    assert found.questions[0].choices[0] == "22.1"


def test_months_without_a_year_ask_for_it():
    table = a_table(["Måned", "Deltiltak", "Timer"], ["mars", "22.4", 5.0])
    found = understood(table)
    assert asked(found) == [("year", "month")]
    done = understood(table, wanted=answered(found.mapping, found.questions[0], "2022"))
    assert (asked(done), done.year) == ([], 2022)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("Timer naturhistorie mars 2022 v2.xlsx", "timer_naturhistorie"),
        ("timer_naturhistorie_202204.xlsx", "timer_naturhistorie"),
        ("2022-03.xlsx", "timeliste"),
    ],
)
def test_the_source_is_the_same_for_next_months_file(file, source):
    found = understood(
        a_table(["Måned", "System", "Ant. t"], ["2022-01", "BEVISST", 5.0], name="Timeliste"), file
    )
    assert found.mapping.source == found.profile.source == source


def test_a_table_without_figures_is_not_understood():
    found = understood(a_table(["Navn", "Rolle"], ["Kari", "leder"], ["Ola", "sekretær"]))
    assert (found.score, problems(found)) == (0.0, ["no_amount_column"])


# --- mappings ---

REMEMBERED = Mapping(
    "arkiv",
    "actual_hours",
    (ColumnUse("hva", "sub_measure"), ColumnUse("når", "period"), ColumnUse("mengde", "hours")),
)


def test_a_remembered_mapping_is_offered_again_in_any_order():
    table = a_table(["Mengde", "Merknad", "Hva", "Når"], [5.0, "x", "arkivrydding", "2022-03"])
    found = understood(table, remembered=[REMEMBERED])
    assert (found.remembered, fields(found)) == (True, {"hours": "A", "sub_measure": "C", "period": "D"})
    assert why(found)["A"] == "remembered"


def test_a_remembered_mapping_beats_a_known_export():
    own = Mapping(
        "mine", "actual_hours", (ColumnUse("deltiltak", "sub_measure"), ColumnUse("timer", "hours"))
    )
    assert understood(a_table(OWN_HEADER, OWN_ROW), remembered=[own]).mapping.source == "mine"


def test_the_most_specific_remembered_mapping_wins():
    less = Mapping("less", "plan", REMEMBERED.columns[:2])
    table = a_table(["Hva", "Når", "Mengde"], ["arkivrydding", "2022-03", 5.0])
    assert understood(table, remembered=[less, REMEMBERED]).mapping.source == "arkiv"


def test_a_remembered_mapping_whose_column_is_gone_is_not_used():
    assert not matches(REMEMBERED, a_table(["Hva", "Når"], ["arkivrydding", "2022-03"]))


def test_a_remembered_mapping_never_brings_an_old_month_or_year():
    old = Mapping("a", "actual_hours", (ColumnUse("deltiltak", "sub_measure"), ColumnUse("timer", "hours")),
                  constants={"period": "2022-03"})  # fmt: skip
    table = a_table(["Deltiltak", "Timer"], ["22.4", 5.0])
    assert understood(table, "timer_202204.xlsx", remembered=[old]).constants == {"period": "2022-04"}
    assert asked(understood(table, remembered=[old])) == [("period", None)]


def test_next_months_file_with_other_months_is_read_by_the_same_mapping():
    first = understood(a_table(["Deltiltak", "jan 22", "feb 22"], ["22.4", 1.0, 2.0], name="Timer"))
    later = a_table(["mars 22", "Deltiltak", "Sum"], [3.0, "22.4", 3.0], name="Timer")
    assert matches(first.mapping, later)
    found = understood(later, remembered=[first.mapping])
    assert [column.label for column in found.across] == ["mars 22"]
    assert fingerprint(found.mapping) == fingerprint(first.mapping) == ("deltiltak", "[month]")


def test_the_users_mapping_wins_over_everything():
    mine = Mapping("min", "plan", (ColumnUse("deltiltak", "sub_measure"), ColumnUse("måned", "period"),
                                   ColumnUse("timer", "hours"), ColumnUse("enhet", "ignore")))  # fmt: skip
    found = understood(a_table(OWN_HEADER, OWN_ROW), wanted=mine, remembered=[REMEMBERED], plan_version="PV2")
    assert fields(found) == {"period": "A", "sub_measure": "D", "hours": "E"}
    assert (why(found)["B"], why(found)["C"], found.profile.replaces) == (
        "chosen",
        "not_used",
        ("plan_version", "code"),
    )


def test_a_chosen_column_that_the_file_lacks_is_said():
    found = understood(a_table(["Hva", "Når"], ["22.4", "2022-03"]), wanted=REMEMBERED)
    [problem] = [problem for problem in found.problems if problem.code == "mapped_column_missing"]
    assert problem.facts == {"wanted": "mengde"}


def test_a_mapping_of_a_known_source_keeps_its_filters():
    heads = ["Dato", "Fremmøtetype", "K7", "Arbeidede timer", "Timer", "Status"]
    table = a_table(heads, ["02.01.2023", "Prosjekttimer", "990123001", 7.0, 7.5, "30"])
    known = understood(table)
    changed = answered(
        known.mapping, Question("which_column", "hours", choices=("arbeidede timer",)), "arbeidede timer"
    )
    found = understood(table, wanted=changed)
    assert (fields(found)["hours"], len(found.profile.filters)) == ("D", 2)


@pytest.mark.parametrize(
    ("answer", "field", "unit", "kind"),
    [
        ("hours", "hours", "hours", "actual_hours"),
        ("person_days", "hours", "person_days", "actual_hours"),
        ("nok", "amount_nok", "nok", "actual_cost"),
    ],
)
def test_what_a_column_counts_can_be_answered(answer, field, unit, kind):
    table = a_table(["Måned", "Deltiltak", "Sum"], ["2022-01", "22.4", 5.0])
    found = understood(table)
    question = next(question for question in found.questions if question.code == "unit")
    mapping = answered(found.mapping, question, answer)
    assert (mapping.kind, mapping.use("sum")) == (kind, ColumnUse("sum", field, unit))
    assert asked(understood(table, wanted=mapping)) == []


def test_persons_side_by_side_can_be_confirmed():
    table = a_table(["Måned", "Deltiltak", "KN", "OH"], ["2022-01", "22.4", 1.0, 2.0], name="Timer")
    found = understood(table)
    done = understood(table, wanted=answered(found.mapping, found.questions[0], "person"))
    assert ([column.value for column in done.across], asked(done)) == (["KN", "OH"], [])


def test_an_answer_that_is_no_choice_is_refused():
    found = understood(a_table(["Måned", "Deltiltak", "Dagsverk"], ["2022-01", "22.4", 5.0]))
    with pytest.raises(ValueError, match="ingen"):
        answered(found.mapping, found.questions[0], "ingen")


def test_hidden_columns_are_read_and_said():
    table = a_table(["Måned", "System", "Ant. t"], ["2022-01", "BEVISST", 5.0], hidden_columns=frozenset({1}))
    found = understood(table)
    assert [column.hidden for column in found.columns] == [False, True, False]
    assert "hidden_columns_read" in problems(found, "info")


# --- title rows ---


@pytest.mark.parametrize(
    ("rows", "name", "field", "expected"),
    [
        ([["Uttrekk: 01.11.2024"]], "f.csv", "extracted", date(2024, 11, 1)),
        ([["Uttrekk pr.", "31.12.2021"]], "f.csv", "extracted", date(2021, 12, 31)),
        ([[]], "restanser_uttak_20220930.xlsx", "extracted", date(2022, 9, 30)),
        ([[]], "uttak 2022-09-30.csv", "extracted", date(2022, 9, 30)),
        ([[]], "9920220930.csv", "extracted", None),
        ([["Frigitt t.o.m.: 2024-08"]], "f.csv", "released_through", date(2024, 8, 1)),
        ([["Versjon: Vedtatt 2024"]], "f.csv", "plan_version", "Vedtatt 2024"),
        ([["Planversjon:", "PV2"]], "f.csv", "plan_version", "PV2"),
        ([["Tall i hele tusen"]], "f.csv", "scale", 1000),
        ([["Beløp i mill. kr"]], "f.csv", "scale", 1_000_000),
        ([["Tall i kroner"]], "f.csv", "scale", 1),
        ([["Timer", "", 2022.0], ["mars"]], "f.csv", "texts", ("Timer", "2022", "mars")),
    ],
)
def test_title_rows(rows, name, field, expected):
    assert getattr(read_title(rows, name), field) == expected


# --- wording ---


def test_a_question_says_what_is_unclear_and_what_to_choose():
    found = understood(a_table(["Tiltak", "Måned", "Timer"], ["Rydding", "2022-01", 3.0]))
    assert mapping_wording.question(found.questions[0], language.get("nb")) == (
        "Ark Ark1: Det er ikke klart hvilken kolonne som er deltiltak. Velg tiltak eller ingen av dem. "
        "Eksempler: «Rydding»."
    )
    assert mapping_wording.answer_flag(found.questions[0]) == "which_column:sub_measure"
    assert mapping_wording.answer_flag(Question("year")) == "year"


@pytest.mark.parametrize(
    "code",
    "which_kind which_sheet which_column decimal_mark day_order unit year period plan_version sub_measure "
    "unit_of_cell across".split(),
)
def test_every_question_has_its_own_words(code):
    said = mapping_wording.question(Question(code, "antall", choices=("plan", "hours")), language.get("nb"))
    assert code not in said
    assert said.endswith((".", "?"))


@pytest.mark.parametrize(("name", "year"), [("2022", 2022), ("2023", 2023)])
def test_each_sheet_of_a_year_has_its_own_year(name, year):
    first = understood(a_table(["Deltiltak", "jan", "feb"], ["22.4", 1.0, 2.0], name="2022"), "timer.xlsx")
    other = a_table(["Deltiltak", "jan", "feb"], ["22.4", 1.0, 2.0], name=name)
    found = understood(other, "timer.xlsx", wanted=first.mapping)
    assert (found.year, found.across[0].value) == (year, (date(year, 1, 1), date(year, 1, 31)))


@pytest.mark.parametrize("month", ["mars", "april"])
def test_each_table_has_the_month_of_its_own_title(month):
    rows: list[list[Any]] = [["Deltiltak", "Timer"], ["22.4", 5.0]]
    first = understood(a_table(["Timer for mars 2022"], *rows))
    found = understood(a_table([f"Timer for {month} 2022"], *rows), wanted=first.mapping)
    assert found.constants == {"period": {"mars": "2022-03", "april": "2022-04"}[month]}
