"""A file from bytes to checked rows: every trap in the small, with figures that add up in the head."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import language
from etl.answers import answered
from etl.mapping import ColumnUse
from etl.reference import Reference
from etl.report import Control, FileReport, Options, Understanding
from etl.understand import months_before, read_in_child, understand
from etl.wording import message
from tests.etl_files import LEDGER_HEADER, OWN_HEADER, reference, with_sheet_xml, workbook

PLAN_HEADER = ["Planversjon", "Måned", "Enhet", "Rollegruppe", "Deltiltak", "Planlagte timer", "Planlagt lønn kr",
               "Planlagte direkte kostnader kr"]  # fmt: skip
OWN_ROW: list[Any] = ["2022-03", "VM-ADM", "Museumsadministrasjonen", "22.5", 10.0]


def own(tmp_path: Path, *rows: Sequence[Any], header: list | None = None, **options: Any) -> Understanding:
    path = workbook(tmp_path / "egen.xlsx", [header or OWN_HEADER, *map(list, rows)])
    return understand(path, path.name, reference(), Options(**options))


def text(
    tmp_path: Path, content: str, name: str = "f.csv", encoding: str = "utf-8", **options: Any
) -> Understanding:
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return understand(path, name, reference(), Options(**options))


def codes(found: Understanding, severity: str = "error") -> list[str]:
    return [problem.code for problem in found.report.problems if problem.severity == severity]


def test_reference_and_report_survive_the_pipe(tmp_path):
    assert Reference.from_json(reference().to_json()) == reference()
    report = own(tmp_path, OWN_ROW).report
    assert FileReport.from_json(report.to_json(with_sight=True)) == report
    assert FileReport.from_json(report.to_json()) == replace(report, sight=None)


def test_the_child_gives_what_the_function_gives(tmp_path):
    here = own(tmp_path, OWN_ROW)
    there = read_in_child(tmp_path / "egen.xlsx", "egen.xlsx", reference(), Options())
    assert there.report == here.report
    assert there.facts["actual_effort"].equals(here.facts["actual_effort"])
    assert there.coverage_keys == here.coverage_keys
    assert "2022-03-01|22.5|VM-ADM" in here.coverage_keys


def test_notional_payroll_comes_from_the_rate(tmp_path):
    [row] = own(tmp_path, OWN_ROW).facts["actual_effort"].to_pylist()
    rate = next(r.hourly_rate_nok for r in reference().rates if (r.role_group_id, r.year) == ("ADM", 2022))
    assert row["actual_payroll_nok"] == 10 * rate


def test_own_payroll_wins_over_the_rate(tmp_path):
    found = own(tmp_path, [*OWN_ROW, 1234.5], header=[*OWN_HEADER, "Lønnskostnad kr"])
    assert found.facts["actual_effort"]["actual_payroll_nok"].to_pylist() == [Decimal("1234.50")]


def test_direct_cost_goes_to_its_own_table(tmp_path):
    rows: list[list] = [[*OWN_ROW, 500.0], ["2022-04", "VM-ADM", None, "22.5", None, 300.0]]
    found = own(tmp_path, *rows, header=[*OWN_HEADER, "Direkte kostnad kr"])
    assert found.report.rows.loaded == 2
    assert found.facts["actual_effort"].num_rows == 1
    assert found.facts["actual_cost"]["actual_nok"].to_pylist() == [500, 300]


def test_plan_gives_hours_and_kroner(tmp_path):
    row = ["PV1", "2019-01", "VM-ADM", "Museumsadministrasjonen", "22.5", 12.5, 5000.0, 700.0]
    found = own(tmp_path, row, header=PLAN_HEADER)
    assert found.facts["planned_effort"]["planned_hours"].to_pylist() == [Decimal("12.5")]
    assert found.facts["planned_budget"]["planned_nok"].to_pylist() == [700]
    assert found.coverage_keys == ("PV1|22.5",)
    assert found.report.released_through is None


def test_a_plan_row_outside_its_version(tmp_path):
    row = ["PV1", "2022-01", "VM-ADM", "Museumsadministrasjonen", "22.5", 12.5, None, None]
    assert codes(own(tmp_path, row, header=PLAN_HEADER)) == ["outside_plan_version"]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (["2022-03", "VM-ADM", None, "20", 8.0], "measure_not_sub_measure", "Deltiltak"),
        (["2022-03", "VM-ADM", None, 22.0, 8.0], "measure_not_sub_measure", "Deltiltak"),
        (["2022-03", "VM-ADM", None, "Bevist", 8.0], "unknown_sub_measure", "Deltiltak"),
        (["2024-03", "VM-ADM", None, "22.5", 8.0], "sub_measure_not_valid", "Deltiltak"),
        (["2022-03", "VM-XXX", None, "22.5", 8.0], "unknown_unit", "Enhet"),
        (["2022-03", "VM-ADM", "Alle", "22.5", 8.0], "unknown_role_group", "Rollegruppe"),
        (["2022-03", "VM-ADM", None, "22.5", "mange"], "not_hours", "Timer"),
        (["2022-03", "VM-ADM", None, None, 8.0], "missing_value", "Deltiltak"),
    ],
)
def test_each_faulty_row_says_what_and_where(tmp_path, row, code, column):
    found = own(tmp_path, OWN_ROW, row)
    [problem] = [one for one in found.report.problems if one.severity == "error"]
    assert (problem.code, problem.row, problem.column, found.report.status) == (code, 3, column, "refused")
    assert (found.report.rows.loaded, found.report.rows.rejected) == (1, 1)
    for code_of_language in ("nb", "en"):
        said = message(problem, language.get(code_of_language))
        assert "{" not in said
        assert column in said


def test_a_number_that_can_be_read_in_two_ways_is_asked_about(tmp_path):
    found = own(tmp_path, ["2022-03", "VM-ADM", None, "22.5", "1.234"])
    assert found.report.status == "question"
    assert found.report.sight is not None
    [question] = found.report.sight.questions
    assert (question.code, question.key, question.choices) == ("decimal_mark", "timer", ("comma", "point"))
    assert found.facts == {}
    use = ColumnUse("timer", "hours", decimal="comma")
    assert found.report.sight.mapping is not None
    answered = found.report.sight.mapping.with_column(use)
    again = own(tmp_path, ["2022-03", "VM-ADM", None, "22.5", "1.234"], mapping=answered)
    assert (again.report.status, again.report.sums["hours"]) == ("inspected", Decimal(1234))


def test_a_row_without_figures_is_counted_and_no_error(tmp_path):
    found = own(tmp_path, OWN_ROW, ["2022-04", "VM-ADM", None, "22.5", None])
    assert (found.report.status, found.report.rows.loaded, found.report.rows.ignored) == ("inspected", 1, 1)
    assert found.rejected["reason"].to_pylist() == ["no_figures"]


def test_hours_of_a_tertial_are_spread_over_its_months(tmp_path):
    # Working days of January to April 2022: 21, 20, 23, 18.
    found = own(tmp_path, ["T1 2022", "VM-ADM", None, "22.5", 82.0], OWN_ROW)
    rows = found.facts["actual_effort"].to_pylist()
    assert [(row["period"].month, row["actual_hours"], row["quality"]) for row in rows] == [
        (1, 21, "allocated"), (2, 20, "allocated"), (3, 23, "allocated"), (4, 18, "allocated"), (3, 10, "estimated"),
    ]  # fmt: skip
    assert (found.report.rows.read, found.report.rows.loaded) == (2, 2)
    assert rows[0]["assumption"].startswith("fordelt etter arbeidsdager")


def test_an_error_in_one_month_of_a_tertial_rejects_its_row_once(tmp_path):
    # Sub-measure 22.5 ends with 2022, so the tertial of 2023 is not its own.
    found = own(tmp_path, ["T1 2023", "VM-ADM", None, "22.5", 82.0], OWN_ROW, accept_rejected=True)
    assert (found.report.rows.loaded, found.report.rows.rejected) == (1, 1)
    assert found.rejected.num_rows == 1


def test_all_problems_are_listed_at_once(tmp_path):
    bad: list[list] = [["x", "y", "z", "20", "mange"], ["2022-03", "VM-ADM", None, "20", 8.0]]
    found = own(tmp_path, *bad)
    assert codes(found).count("measure_not_sub_measure") == 1
    assert {problem.row for problem in found.report.problems} == {2, 3}
    assert len(codes(found)) == 5


def test_a_near_miss_is_suggested_and_never_decided(tmp_path):
    [problem] = own(tmp_path, ["2022-03", "VM-ADM", None, "Bevist", 8.0]).report.problems
    assert problem.facts["suggestion"].lower() == "bevisst"


def test_nothing_sound_is_nothing_to_load(tmp_path):
    found = own(tmp_path, ["2022-03", "VM-ADM", None, "20", 8.0], accept_rejected=True)
    assert found.report.status == "refused"
    assert codes(found) == ["measure_not_sub_measure", "nothing_to_load"]


def test_hours_in_two_ways(tmp_path):
    found = own(tmp_path, [*OWN_ROW, "20 %"], header=[*OWN_HEADER, "Prosent av stilling"])
    assert codes(found) == ["several_amounts"]


@pytest.mark.parametrize(("cell", "hours"), [(0.2, "34.5"), ("20 %", "34.5"), (20.0, "34.5")])
def test_per_cent_of_a_position(tmp_path, cell, hours):
    header = ["Måned", "Enhet", "Deltiltak", "Prosent av stilling"]
    found = own(tmp_path, ["2022-03", "VM-ADM", "22.5", cell], header=header)
    assert found.facts["actual_effort"]["actual_hours"].to_pylist() == [Decimal(hours)]


def test_an_alias_follows_the_month(tmp_path):
    rows = [[month, "VM-ADM", None, "BEVISST", 1.0] for month in ("2022-12", "2023-01")]
    assert own(tmp_path, *rows).facts["actual_effort"]["sub_measure_id"].to_pylist() == ["22.4", "4.5"]


def test_double_rows_are_counted_and_pointed_out(tmp_path):
    found = own(tmp_path, OWN_ROW, OWN_ROW)
    assert found.report.sums["hours"] == 20
    assert codes(found, "warning") == ["double_row"]


def test_many_double_rows_are_said_at_once(tmp_path):
    rows = [[f"2022-{month:02}", *OWN_ROW[1:]] for month in range(1, 13)]
    found = own(tmp_path, *rows, *rows)
    (double,) = [one for one in found.report.problems if one.code == "double_row"]
    assert double.facts == {"rows": "24", "groups": "12", "first": "2, 3, 4, 5, 6, 7, 8, 9, 10, 11"}
    assert "12 kombinasjoner" in message(double, language.get("nb"))


def test_the_files_own_total_is_compared(tmp_path):
    total = ["Sum", None, None, None, 25.0]
    found = own(tmp_path, OWN_ROW, [*OWN_ROW[:3], "22.4", 5.0], total)
    assert found.report.control == Control(Decimal(25), Decimal(10))
    assert codes(found, "warning") == ["control_difference"]
    assert found.report.rows.ignored == 1


def test_error_cells_and_formulas_without_a_value(tmp_path):
    path = workbook(tmp_path / "feil.xlsx", [OWN_HEADER, OWN_ROW, [*OWN_ROW[:3], "22.4", 5.0]])
    with_sheet_xml(
        path,
        {
            b'<c r="E2"><v>10</v></c>': b'<c r="E2" t="e"><f>A1/0</f><v>#DIV/0!</v></c>',
            b'<c r="E3"><v>5</v></c>': b'<c r="E3"><f>SUM(A1:A9)</f></c>',
        },
    )
    report = understand(path, path.name, reference(), Options()).report
    problems = [(one.code, one.row, one.column) for one in report.problems if one.severity == "error"]
    assert problems == [("error_cell", 2, "Timer"), ("formula_without_value", 3, "Timer")]
    assert "#DIV/0!" in message(report.problems[0], language.get("nb"))


def test_a_formula_with_its_value_is_a_value(tmp_path):
    path = workbook(tmp_path / "formel.xlsx", [OWN_HEADER, OWN_ROW])
    with_sheet_xml(path, {b'<c r="E2"><v>10</v></c>': b'<c r="E2"><f>5+5</f><v>10</v></c>'})
    assert understand(path, path.name, reference(), Options()).report.sums["hours"] == 10


def test_a_header_without_rows(tmp_path):
    assert codes(own(tmp_path)) == ["no_rows"]


def test_html_with_the_name_of_a_workbook(tmp_path):
    header = "".join(f"<th>{name}" for name in OWN_HEADER)
    cells = "".join(f"<td>{cell}" for cell in ("2022-03", "VM-ADM", "Museumsadministrasjonen", "22.5", "7,5"))
    page = f"<html><table><tr>{header}<tr>{cells}</table></html>"
    assert text(tmp_path, page, "timer.xls").report.sums["hours"] == Decimal("7.5")


def test_text_in_cp1252(tmp_path):
    content = "Art;K-sted;Prosjekt;Analyse;Måned;Beløp\r\n5011;993101;0;V22BEV;okt. 2021;1\u00a0000,50\r\n"
    found = text(tmp_path, content, encoding="cp1252")
    assert found.report.sums["cost_nok"] == Decimal("1000.5")


def test_an_unknown_code_stays_visible(tmp_path):
    content = (
        "Periode;Konto;Koststed;Delprosjekt;Beløp\n202301;5000;99310100;123456789;10,5\n202301;5000;77;;2,5\n"
    )
    found = text(tmp_path, content)
    cost = found.facts["actual_cost"].to_pylist()
    assert [(row["source_code"], row["unit_id"]) for row in cost] == [("123456789", "VM-ADM"), (None, None)]
    assert sorted(codes(found, "warning")) == ["code_not_placed", "row_without_code", "unknown_unit"]
    assert found.report.status == "inspected"


@pytest.mark.parametrize(
    ("title", "options", "released"),
    [
        ("Uttrekk: 01.11.2024", {}, date(2024, 8, 1)),
        ("Uttrekk: 03.05.2023", {}, date(2023, 2, 1)),
        ("Frigitt t.o.m.: 2023-06", {}, date(2023, 6, 1)),
        ("Uttrekk: 01.11.2024", {"released_through": date(2024, 3, 1)}, date(2024, 3, 1)),
        ("Rapport", {}, date(2023, 1, 1)),
    ],
)
def test_released_month(tmp_path, title, options, released):
    content = f"{title}\nPeriode;Konto;Koststed;Delprosjekt;Beløp\n202301;5000;99310100;990123001;10\n"
    assert text(tmp_path, content, **options).report.released_through == released


def test_months_before_crosses_the_year():
    assert months_before(date(2024, 2, 12), 3) == date(2023, 11, 1)


def test_a_budget_needs_its_plan_version(tmp_path):
    content = "Enhet;Aktivitet;jan. 2024;feb. 2024\nVM-ADM;BEVISST;10;20\n"
    asked = text(tmp_path, content, "budsjett.csv").report
    assert asked.sight is not None
    assert (asked.status, [each.code for each in asked.sight.questions]) == ("question", ["plan_version"])
    found = text(tmp_path, content, "budsjett.csv", plan_version="BEV-2024")
    assert found.report.sums["cost_nok"] == 30
    assert codes(text(tmp_path, content, "budsjett.csv", plan_version="PV99")) == ["unknown_plan_version"]


def test_a_backlog_needs_its_date(tmp_path):
    content = "Saksnr;Adm.enhet;Avskrevet\n2022/1;VM-ADM;\n2022/2;VM-ADM;BU\n"
    assert codes(text(tmp_path, content)) == ["snapshot_date_missing"]
    found = text(tmp_path, content, "restanser_20220930.csv")
    assert found.report.sums["items"] == 1
    assert found.rejected["reason"].to_pylist() == ["already_closed"]


def test_persons_are_counted_and_their_numbers_dropped(tmp_path):
    content = (
        "Pers.nr.;Navn;Dato;Fremmøtetype;K5;K7;Timer;Status;Rollegruppe\n"
        "00900001;A A;02.01.2023;Prosjekttimer;99310100;990123001;7,50;30;Kontorsjefene\n"
        "00900002;B B;03.01.2023;Prosjekttimer;99310100;990123001;1,00-;30;Kontorsjefene\n"
    )
    found = text(tmp_path, content)
    rows = found.facts["actual_effort"].to_pylist()
    assert [row["persons"] for row in rows] == [2, 2]
    assert {row["role_group_id"] for row in rows} == {"KSJEF"}
    assert found.report.sums["hours"] == Decimal("6.5")
    assert "0090000" not in str(found)


def test_a_repeated_header_is_no_row(tmp_path):
    found = own(tmp_path, OWN_ROW, OWN_HEADER, [*OWN_ROW[:3], "22.4", 5.0])
    assert found.rejected["reason"].to_pylist() == ["repeated_header"]
    assert found.report.sums["hours"] == 15


def test_a_comment_with_the_word_sum_makes_no_total(tmp_path):
    rows = [[*OWN_ROW, "Sum av to uker"]]
    found = own(tmp_path, *rows, header=[*OWN_HEADER, "Kommentar"])
    assert found.report.rows.loaded == 1


def test_a_large_ledger_is_read_in_bulk(tmp_path):
    rows = [
        [202301.0, "5000", 99310100.0, 990123001.0, f"t{number}", number + 0.25] for number in range(30_000)
    ]
    path = workbook(tmp_path / "stor.xlsx", [LEDGER_HEADER, *rows])
    found = read_in_child(path, path.name, reference(), Options())
    assert found.report.rows.loaded == 30_000
    assert found.report.sums["cost_nok"] == sum(range(30_000)) + 7500


LEDGER_TEXT = ";".join(LEDGER_HEADER) + "\n"


def test_a_mark_of_inches_swallows_no_rows(tmp_path):
    path = tmp_path / "hovedbok.csv"
    row = "202301;6540;99310100;990123001;{};100,00\n"
    path.write_text(LEDGER_TEXT + "".join(map(row.format, ('"Skjerm 24', "Stol", '"Skjerm 27', "Bord"))))
    report = understand(path, path.name, reference(), Options()).report
    assert (report.rows.loaded, report.sums["cost_nok"]) == (4, Decimal(400))


def test_quotes_that_cannot_be_read_in_one_way_refuse_the_file(tmp_path):
    path = tmp_path / "hovedbok.csv"
    row = "202301;6540;99310100;990123001;{};100,00\n"
    path.write_text(LEDGER_TEXT + "".join(map(row.format, ('"Skjerm 24', '"bord; stol"'))))
    assert codes(understand(path, path.name, reference(), Options())) == ["file_damaged"]


def choices(found: Understanding) -> list[str]:
    """What the one question of a file, which table, offers."""
    assert found.report.status == "question"
    assert found.report.sight is not None
    [question] = found.report.sight.questions
    assert question.code == "which_sheet"
    return list(question.choices)


def test_two_tables_on_one_sheet_are_asked_about(tmp_path):
    first: list[Any] = ["Måned", "Enhet", "Deltiltak", "Timer"]
    rows: list[list[Any]] = [
        first,
        ["2022-03", "VM-ADM", "22.4", 7],
        OWN_HEADER,
        ["2022-03", "VM-ADM", "ADM", "22.4", 5],
    ]
    path = workbook(tmp_path / "timer.xlsx", rows)
    asked = understand(path, path.name, reference(), Options())
    assert choices(asked) == ["Ark1!A3", "Ark1!A1"]
    assert asked.report.sight is not None
    assert asked.report.sight.mapping is not None
    mapping = answered(asked.report.sight.mapping, asked.report.sight.questions[0], "Ark1!A1")
    assert understand(path, path.name, reference(), Options(mapping=mapping)).report.sums["hours"] == 7


def test_a_second_sheet_with_rows_is_never_passed_over(tmp_path):
    first: list[Any] = [["Måned", "Enhet", "Deltiltak", "Timer"], ["2022-03", "VM-ADM", "22.4", 7]]
    second: list[Any] = [OWN_HEADER, ["2022-03", "VM-ADM", "ADM", "22.4", 5]]
    path = workbook(tmp_path / "timer.xlsx", first, B=second)
    assert choices(understand(path, path.name, reference(), Options())) == ["B", "Ark1"]
    path = workbook(tmp_path / "timer.xlsx", second, Notater=[["Husk mars"]])
    found = understand(path, path.name, reference(), Options()).report
    assert [(problem.severity, problem.code) for problem in found.problems] == [("info", "unused_sheets")]


def test_a_backlog_item_without_a_unit_is_an_error_and_no_note(tmp_path):
    path = tmp_path / "restanser_20220930.csv"
    path.write_text("Saksnr;Adm.enhet;Journaldato\n22/1;VM-ADM;01.02.2022\n22/2;;01.02.2022\n")
    assert codes(understand(path, path.name, reference(), Options())) == ["missing_value"]


def test_a_budget_row_without_figures_is_counted(tmp_path):
    rows: list[list[Any]] = [
        ["Versjon: BEV-2024"],
        ["Enhet", "Aktivitet", "jan 2024"],
        ["VM-ADM", "4.1", 5],
        ["VM-ADM", "4.2"],
    ]
    path = workbook(tmp_path / "budsjett.xlsx", rows)
    found = understand(path, path.name, reference(), Options())
    assert (found.report.rows.read, found.report.rows.ignored) == (2, 1)
    assert found.rejected.to_pylist()[0]["reason"] == "no_figures"


def test_a_last_row_of_formulas_without_values_is_seen(tmp_path):
    rows: list[list[Any]] = [
        ["Måned", "Enhet", "Deltiltak", "Timer"],
        ["2022-03", "VM-ADM", "22.4", 5],
        ["=A2"] * 4,
    ]
    path = with_sheet_xml(workbook(tmp_path / "timer.xlsx", rows), {b"</f><v>0</v>": b"</f>"})
    found = understand(path, path.name, reference(), Options()).report
    assert (found.status, found.rows.rejected) == ("refused", 1)


def test_payroll_without_hours_is_kept(tmp_path):
    header: list[Any] = [*OWN_HEADER, "Lønnskostnad kr", "Direkte kostnad kr"]
    path = workbook(tmp_path / "timer.xlsx", [header, ["2022-03", "VM-ADM", "ADM", "22.4", None, 900, 50]])
    assert understand(path, path.name, reference(), Options()).report.sums == {
        "hours": 0,
        "payroll_nok": 900,
        "cost_nok": 50,
    }


@pytest.mark.parametrize(
    ("month", "hours", "code"),
    [(2022.1, 5, "lost_zero"), ("2022-03", 9.9e12, "number_too_large"), ("2022-03", -3, "negative_hours")],
)
def test_figures_that_cannot_be_meant(tmp_path, month, hours, code):
    path = workbook(tmp_path / "timer.xlsx", [OWN_HEADER, [month, "VM-ADM", "ADM", "22.4", hours]])
    found = understand(path, path.name, reference(), Options()).report
    assert [problem.code for problem in found.problems] == [code]


def test_a_head_count_out_of_range(tmp_path):
    rows: list[list[Any]] = [[*OWN_HEADER, "Antall personer"], ["2022-03", "VM-ADM", "ADM", "22.4", 5, 3e9]]
    path = workbook(tmp_path / "timer.xlsx", rows)
    assert codes(understand(path, path.name, reference(), Options())) == ["not_a_count"]


def test_a_month_in_the_future_is_pointed_out_and_never_released(tmp_path):
    header: list[Any] = ["Dato", "Fremmøtetype", "K7", "Timer", "Status"]
    rows: list[list[Any]] = [header, ["01.02.2098", "Prosjekttimer", "990123001", 5, "30"]]
    path = workbook(tmp_path / "timer.xlsx", rows)
    report = understand(path, path.name, reference(), Options()).report
    assert "after_extraction" in [problem.code for problem in report.problems]
    assert report.released_through is not None
    assert report.released_through < date(2098, 1, 1)


def test_a_day_of_work_in_1905_is_an_error(tmp_path):
    header: list[Any] = ["Dato", "Fremmøtetype", "K7", "Timer", "Status"]
    rows: list[list[Any]] = [header, ["05.01.1955", "Prosjekttimer", "990123001", 5, "30"]]
    path = workbook(tmp_path / "timer.xlsx", rows)
    found = understand(path, path.name, reference(), Options()).report
    assert "year_out_of_range" in [problem.code for problem in found.problems]
