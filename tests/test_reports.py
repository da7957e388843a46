"""The command line and the files: the same figures, safe to open, with what they rest on."""

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

import language
from metrics import Selection, compare
from reports import __main__ as command
from reports.table import rounded, table_csv, table_rows
from reports.table_file import about, comparison_table, csv_bytes, xlsx_bytes
from tests.metrics_rows import TinyReader, four_versions, warehouse_of, year
from warehouse import create_warehouse, new_version

ROOT = Path(__file__).parent.parent
NB = language.get("nb")
EN = language.get("en")
NBSP = "\N{NO-BREAK SPACE}"
Y2019: dict[str, Any] = {"first": date(2019, 1, 1), "last": date(2019, 12, 1)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real warehouse: the product's reference tables, a plan and two months of hours."""
    place = tmp_path_factory.mktemp("warehouse")
    create_warehouse(place, ROOT / "data" / "reference")
    log = "insert into import_log (import_id, imported_at, file_name, sha256, profile, source, kind, status, "
    log += "is_sample, extracted, released_through, rows_read, rows_loaded, rows_rejected, rows_ignored, sums, report) "
    with new_version(place) as version:
        version.con.execute(
            log
            + "values (1, timestamp '2024-11-02', 'plan.xlsx', 'a', 'own_plan', 'own_plan', 'plan', 'active', "
            "false, null, null, 2, 2, 0, 0, '{}', '{}'), (2, timestamp '2024-11-02', 'timer.xlsx', 'b', 'own_hours', "
            "'own_hours', 'actual_hours', 'active', false, '2019-04-15', '2019-02-01', 3, 3, 0, 0, '{}', '{}')"
        )
        version.con.execute("insert into coverage values (1, 'own_plan', 'p'), (2, 'own_hours', 'h')")
        version.con.execute(
            "insert into planned_effort (import_id, source_row, coverage_key, plan_version_id, sub_measure_id, "
            "unit_id, role_group_id, period, planned_hours) values "
            "(1, 2, 'p', 'PV1', '22.4', 'VM-ADM', 'ADM', '2019-01-01', 100), "
            "(1, 3, 'p', 'PV1', '22.1', 'VM-ADM', 'ADM', '2019-02-01', 40)"
        )
        version.con.execute(
            "insert into actual_effort (import_id, source_row, coverage_key, sub_measure_id, unit_id, role_group_id, "
            "period, actual_hours, quality) values "
            "(2, 2, 'h', '22.4', 'VM-ADM', 'KSJEF', '2019-01-01', 147.2, 'estimated'), "
            "(2, 3, 'h', '22.7', 'VM-ADM', 'ADM', '2019-02-01', 6.1, 'estimated'), "
            "(2, 4, 'h', '22.4', 'VM-ADM', 'ADM', '2019-03-01', 11, 'estimated')"
        )
    return place


@pytest.fixture
def table(folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str) -> tuple[int, str, str]:
        status = command.main(["table", "--warehouse", str(folder), *arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def test_json_of_a_table(table: Any) -> None:
    status, out, _ = table("--by", "sub_measure", "--from", "2019-01", "--to", "2019-03")
    answer = json.loads(out)
    assert status == 0
    by_code = {row["sub_measure"]: row for row in answer["rows"]}
    assert by_code["22.4"] == {
        "sub_measure": "22.4",
        "sub_measure_name": "BEVISST – ta i bruk virksomhetsstyrings- og planverktøy",
        "planned": 100.0,
        "actual": 147.2,
        "variance": 47.2,
        "variance_pct": 47.2,
        "light": "red",
        "note": "",
        "unplanned": 0.0,
        "unplaced": 0.0,
    }
    assert (by_code["22.1"]["variance_pct"], by_code["22.1"]["light"]) == (-100.0, "red")
    assert by_code["22.7"]["variance_pct"] is None
    assert (by_code["22.7"]["note"], by_code["22.7"]["light"]) == ("ikke planlagt", "grey")
    assert (by_code["22.2"]["planned"], by_code["22.2"]["actual"]) == (0.0, 0.0)
    assert answer["total"]["actual"] == 153.3
    assert answer["total"]["variance_pct"] == 9.5
    assert answer["left_out"].replace(NBSP, " ") == (
        "Ikke sammenlignet: mars 2019 (foreløpig). Der er det ført 11,0 t."
    )
    assert answer["basis"].startswith("Plan: Tiltaksplan 2019–2021.")
    assert answer["version"] == 2


def test_csv_of_a_table_by_two_keys(table: Any) -> None:
    status, out, _ = table("--by", "measure,month", "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    assert [
        (row["measure"], row["month"], row["month_name"], row["actual"], row["note"]) for row in rows
    ] == [
        ("T22", "2019-01", "January 2019", "147.2", ""),
        ("T22", "2019-02", "February 2019", "6.1", ""),
    ]


@pytest.mark.parametrize(
    ("arguments", "actual"),
    [
        (("--role-group", "KSJEF"), 147.2),
        (("--system", "SYS-EPH"), 6.1),
        (("--sub-measure", "22.1"), 0.0),
        (("--measure", "T22", "--org-unit", "VM-ADM", "--to", "2019-01"), 147.2),
        (("--plan", "PV1"), 153.3),
        (("--as-of", "2018-01-01"), 153.3),
    ],
    ids=str,
)
def test_filters_of_the_command(table: Any, arguments: tuple[str, ...], actual: float) -> None:
    status, out, _ = table("--by", "system", *arguments)
    assert (status, json.loads(out)["total"]["actual"]) == (0, actual)


def test_months_without_plan_say_so(table: Any) -> None:
    _, out, _ = table("--by", "sub_measure", "--as-of", "2018-01-01")
    row = json.loads(out)["rows"][0]
    assert (row["planned"], row["variance"], row["note"]) == (None, None, "ingen plan dekker månedene")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("--by", "colour"),
            "--by: «colour» finnes ikke. Velg blant: measure, sub_measure, system, process, unit, role_group, month.",
        ),
        (("--by", "system,system"), "--by: «system» står to ganger."),
        (
            ("--by", "system", "--plan", "NO-SUCH"),
            "--plan: «NO-SUCH» finnes ikke. Velg blant: in_force, original, PV1, PV2, PV3, BEV-2024, PV4.",
        ),
        (("--by", "system", "--measure", "T22,T99"), "--measure: «T99» finnes ikke. Velg blant: T22, T4."),
        (("--by", "system", "--role-group", " , "), "--role-group står uten verdi."),
        (
            ("--by", "system", "--from", "2019-13"),
            "--from: «2019-13» er ikke en måned. Skriv den slik: 2019-01.",
        ),
        (
            ("--by", "system", "--from", "2020-01", "--to", "2019-01"),
            "--to: januar 2019 er før måneden i --from.",
        ),
        (
            ("--by", "system", "--as-of", "i fjor"),
            "--as-of: «i fjor» er ikke en dato. Skriv den slik: 2022-04-30.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_status_2(table: Any, arguments: tuple[str, ...], told: str) -> None:
    assert table(*arguments) == (2, "", told + "\n")


def test_wrong_usage_in_english(table: Any) -> None:
    status, out, err = table("--by", "system", "--measure", "T99", "--lang", "en")
    assert (status, out, err) == (2, "", "--measure: “T99” does not exist. Choose from: T22, T4.\n")


def test_ids_may_be_written_with_spaces(table: Any) -> None:
    status, out, _ = table("--by", "system", "--measure", "T22, T4")
    assert (status, json.loads(out)["total"]["actual"]) == (0, 153.3)


# --- what is hidden, and parts of the actual figures ----------------------------------------------------------


def test_a_small_group_is_hidden_in_json_and_csv(table: Any) -> None:
    """No row of the folder says how many people it rests on."""
    asked = ("--by", "unit,role_group", "--from", "2019-01", "--to", "2019-02")
    status, out, _ = table(*asked)
    answer = json.loads(out)
    assert status == 0
    hidden = [row for row in answer["rows"] if row["note"] == "skjult av personvernhensyn"]
    assert {("VM-ADM", "KSJEF"), ("VM-ADM", "ADM")} < {(row["unit"], row["role_group"]) for row in hidden}
    for row in hidden:
        told = {row[name] for name in ("actual", "variance", "variance_pct", "unplanned", "unplaced")}
        assert (told, row["light"]) == ({None}, "grey")
    assert answer["total"]["actual"] == 153.3
    assert answer["hidden"] == f"{len(hidden)} rader er skjult av personvernhensyn."
    _, out, _ = table(*asked, "--format", "csv")
    for row in csv.DictReader(io.StringIO(out)):
        assert (row["actual"], row["variance"], row["variance_pct"]) == ("", "", "")
        assert row["note"] == "skjult av personvernhensyn"


def test_no_filter_leads_round_what_is_hidden(table: Any) -> None:
    status, out, _ = table("--by", "month", "--org-unit", "VM-ADM", "--role-group", "KSJEF")
    answer = json.loads(out)
    assert status == 0
    assert {row["actual"] for row in answer["rows"]} == {answer["total"]["actual"]} == {None}
    assert "147" not in out


def test_files_hide_what_the_screen_hides() -> None:
    rows = four_versions()
    rows.actual("A1", year(2019), 111, unit_id="U2", role_group_id="R2", persons=1)
    compared = compare(warehouse_of(rows), Selection(**Y2019), ("unit", "role_group"))
    frame = comparison_table(compared, NB)
    first_rows = about(compared, NB)
    words = "skjult av personvernhensyn"
    assert first_rows[-1][0] == "Personvern"
    # One person's hours are among them, and the groups hidden with it have none: their sum is that person's.
    assert compared.hidden_actual is None
    assert first_rows[-1][1] == f"{compared.hidden_rows} rader er {words}."
    hidden = frame[frame["Merknad"] == words]
    assert len(hidden) == compared.hidden_rows > 1
    for head in ("Faktisk (timer)", "Avvik (timer)", "Avvik i prosent", "Trafikklys"):
        assert set(hidden[head]) == {words}
    content = xlsx_bytes(frame, title="T", about=first_rows, lang=NB)
    cells = [c.value for row in load_workbook(io.BytesIO(content)).active or () for c in row]
    assert words in cells
    assert 1332 not in cells
    assert "1332" not in csv_bytes(frame, title="T", about=first_rows, lang=NB).decode("utf-8-sig")


def test_a_part_of_the_actual_figures_is_compared_with_no_plan(table: Any) -> None:
    status, out, _ = table("--by", "sub_measure", "--quality", "estimated", "--to", "2019-02")
    answer = json.loads(out)
    total = answer["total"]
    assert (status, total["planned"], total["actual"], total["variance"]) == (0, None, 153.3, None)
    assert total["note"] == "bare en del av de faktiske tallene er valgt"
    assert "bare tall som er anslått, uten plan" in answer["selection"]
    assert answer["basis"].startswith("Bare en del av de faktiske tallene er valgt")
    assert json.loads(table("--by", "sub_measure", "--quality", "measured")[1])["rows"] == []


def test_an_unknown_quality_is_wrong_usage(table: Any) -> None:
    assert table("--by", "unit", "--quality", "målt") == (
        *(2, ""),
        "--quality: «målt» finnes ikke. Velg blant: measured, estimated, allocated.\n",
    )


@pytest.mark.parametrize("arguments", [["table"], ["table", "--by", "unit", "--unit", "fot"], []], ids=str)
def test_wrong_options_are_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command.main(arguments)
    assert caught.value.code == 2


def test_no_warehouse_is_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["table", "--by", "unit", "--warehouse", str(tmp_path / "none")]) == 1
    told = capsys.readouterr()
    assert told.err == "Det er ikke lastet inn noen data ennå. Last inn en fil først.\n"
    assert told.out == ""


def test_the_command_runs_as_a_module(folder: Path) -> None:
    arguments = [
        "-m",
        "reports",
        "table",
        "--by",
        "role_group",
        "--warehouse",
        str(folder),
        "--format",
        "csv",
    ]
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.decode("utf-8").splitlines()[0] == (
        "role_group,role_group_name,planned,actual,variance,variance_pct,light,note,unplanned,unplaced"
    )
    assert "Museumsadministrasjonen" in done.stdout.decode("utf-8")


# --- cells ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (47.25, 1, 47.3),
        (-47.25, 1, -47.3),
        (0.05, 1, 0.1),
        (1.005, 2, 1.01),
        (-0.04, 1, 0.0),
        (None, 1, None),
        (float("nan"), 1, None),
    ],
)
def test_rounding_is_half_away_from_zero(value: float | None, decimals: int, expected: float | None) -> None:
    assert rounded(value, decimals) == expected
    assert str(rounded(value, decimals)) != "-0.0"


@pytest.fixture(scope="module")
def hostile() -> TinyReader:
    """Names that a spreadsheet would run, and one with a character that a workbook cannot hold."""
    reader = warehouse_of(four_versions())
    reader.con.execute("update system set name_nb = '=1+1', name_en = '@cmd' where system_id = 'SYS-X'")
    reader.con.execute("update sub_measure set name_nb = '-2' || chr(7) where sub_measure_id = 'A1'")
    return reader


def test_csv_of_the_command_is_formula_safe(hostile: TinyReader) -> None:
    compared = compare(hostile, Selection(**Y2019), ("system",))
    lines = table_csv(table_rows(compared, NB), compared.by).splitlines()
    assert lines[1].startswith("SYS-X,'=1+1,200.0,151.0,-49.0,-24.5,yellow,,4.0,0.0")


def test_workbook_keeps_text_as_text_and_numbers_as_numbers(hostile: TinyReader) -> None:
    compared = compare(hostile, Selection(**Y2019), ("system", "sub_measure"))
    content = xlsx_bytes(comparison_table(compared, NB), title="=Tittel", about=about(compared, NB), lang=NB)
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=Tittel", "s")
    assert [sheet["A2"].value, sheet["A3"].value] == ["Utvalg", "Datagrunnlag"]
    assert sheet["B2"].value.startswith("januar–desember 2019 · sammenlignet med gjeldende plan")
    assert "Plan P1" in sheet["B3"].value
    assert sheet.freeze_panes == "A6"
    heads = [cell.value for cell in sheet[5]]
    assert heads[:5] == ["System", "System, kode", "Deltiltak", "Deltiltak, kode", "Planlagt (timer)"]
    first = [cell.value for cell in sheet[6]]
    assert first == ["=1+1", "SYS-X", "-2", "A1", 200, 147, -53, -26.5, "rødt", None]
    assert [cell.data_type for cell in sheet[6]][:6] == ["s", "s", "s", "s", "n", "n"]
    unplanned = next(row for row in sheet.iter_rows(min_row=6, values_only=True) if row[3] == "A3")
    assert unplanned[4:] == (0, 4, 4, "ikke planlagt", "ikke planlagt", "ikke planlagt")
    assert [cell.value for cell in sheet[sheet.max_row]][:6] == ["Sum", None, None, None, 220, 194]


def test_csv_file_in_norwegian_and_in_english(hostile: TinyReader) -> None:
    compared = compare(hostile, Selection(**Y2019), ("system",))
    frame = comparison_table(compared, NB)
    norwegian = csv_bytes(frame, title="Tittel", about=about(compared, NB), lang=NB)
    assert norwegian.startswith(b"\xef\xbb\xbfTittel\r\nUtvalg;")
    assert "'=1+1;SYS-X;200;151;-49;-24,5;gult;" in norwegian.decode("utf-8-sig")
    english = csv_bytes(comparison_table(compared, EN), title="Title", about=about(compared, EN), lang=EN)
    assert "'@cmd,SYS-X,200,151,-49,-24.5," in english.decode("utf-8")


def test_any_table_can_become_a_file() -> None:
    frame = pd.DataFrame(
        {
            "Dato": pd.Series([date(2024, 3, 31), None], dtype="object"),
            "Tall": [1.5, float("nan")],
            "Antall": [3, 4],
            "Ja": [True, False],
        }
    )
    assert csv_bytes(frame, title="T", about=(), lang=NB).decode("utf-8-sig").splitlines()[3:] == [
        "2024-03-31;1,5;3;True",
        ";;4;False",
    ]
    sheet = load_workbook(io.BytesIO(xlsx_bytes(frame, title="T", about=(), lang=NB))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[5]] == [None, None, 4, False]
    assert sheet["A4"].number_format == "dd.mm.yyyy"
    empty = xlsx_bytes(frame.head(0), title="T", about=(("Utvalg", "ingen"),), lang=NB)
    assert load_workbook(io.BytesIO(empty)).active is not None
