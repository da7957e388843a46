"""The command line: the promised JSON, the promised exit status."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.etl_files import NATIONAL_ID

PROJECT = Path(__file__).parent.parent
FIXTURES = PROJECT / "tests" / "fixtures"


def run(*arguments: object) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "etl", *map(str, arguments)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def run_json(*arguments: object) -> tuple[int, dict[str, Any]]:
    status, out, _ = run(*arguments, "--json")
    return status, json.loads(out)


def test_load_history_undo(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    status, document = run_json("load", FIXTURES / "unit4_hovedbok_2023.xlsx", "--warehouse", folder)
    [file] = document["files"]
    assert (status, document["version"], file["status"], file["profile"]) == (0, 2, "loaded", "unit4_ledger")
    assert (file["sheet"], file["header_row"]) == ("Rapport", 6)
    assert file["columns"]["period"] == "Periode"
    assert file["period"] == {"first": "2023-01-01", "last": "2023-12-01"}
    assert file["rows"]["read"] == sum(file["rows"][part] for part in ("loaded", "rejected", "ignored"))
    assert file["rows"]["loaded"] == 6
    assert file["sums"]["cost_nok"] == 171896.82
    assert file["control"] == {"file_total": 171896.82, "difference": 0}
    assert {"severity", "code", "sheet", "row", "column", "value", "message"} <= set(file["problems"][0])

    status, document = run_json("history", "--warehouse", folder)
    [record] = document["imports"]
    assert (status, document["version"], record["id"], record["status"]) == (0, 2, 1, "active")
    assert record["sha256"] == file["sha256"]

    status, document = run_json("undo", "1", "--warehouse", folder)
    assert (status, document["version"]) == (0, 3)
    assert run_json("history", "--warehouse", folder)[1]["imports"][0]["status"] == "undone"


def test_inspect_loads_nothing(tmp_path: Path) -> None:
    status, document = run_json("inspect", FIXTURES / "of_analyse_2021.csv", "--warehouse", tmp_path)
    assert (status, document["files"][0]["status"]) == (0, "inspected")
    assert run_json("history", "--warehouse", tmp_path)[1]["imports"] == []


def test_refused_input_is_status_1_with_every_problem(tmp_path: Path) -> None:
    status, document = run_json("load", FIXTURES / "egen_maanedsmal_2022.xlsx", "--warehouse", tmp_path)
    [file] = document["files"]
    assert (status, file["status"]) == (1, "refused")
    errors = [problem for problem in file["problems"] if problem["severity"] == "error"]
    assert [
        (problem["sheet"], problem["row"], problem["column"], problem["value"]) for problem in errors
    ] == [("Timer", 7, "Deltiltak", "20")]
    assert "22" in errors[0]["message"]


def test_a_protected_file_is_refused_in_a_plain_sentence(tmp_path: Path) -> None:
    status, out, err = run("load", FIXTURES / "kryptert_etikett.xlsx", "--warehouse", tmp_path)
    assert status == 1
    assert "beskyttet" in out
    assert "Traceback" not in out + err


def test_undo_of_an_unknown_import_is_refused_in_words(tmp_path: Path) -> None:
    run("load", FIXTURES / "of_analyse_2021.csv", "--warehouse", tmp_path)
    status, out, err = run("undo", "7", "--warehouse", tmp_path)
    assert (status, out) == (1, "")
    assert err == "Import 7 finnes ikke. Kan angres: 1.\n"


def test_wrong_usage_is_status_2(tmp_path: Path) -> None:
    assert run("load", "--warehouse", tmp_path)[0] == 2
    assert run("load", tmp_path / "missing.xlsx", "--warehouse", tmp_path)[0] == 2
    assert run("load", FIXTURES / "of_analyse_2021.csv", "--profile", "nonsense")[0] == 2
    (tmp_path / "empty").mkdir()
    assert run("load", tmp_path / "empty")[0] == 2
    assert run("undo", "first")[0] == 2
    assert run()[0] == 2


def test_history_of_nothing_is_empty_and_no_error(tmp_path: Path) -> None:
    assert run_json("history", "--warehouse", tmp_path) == (0, {"version": None, "imports": []})


def test_a_folder_that_cannot_be_used_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/nowhere")):
        status, out, err = run("load", FIXTURES / "of_analyse_2021.csv", "--warehouse", folder)
        assert (status, out) == (1, "")
        assert "Ingenting er endret" in err
        assert "Traceback" not in err


def test_a_number_that_no_import_can_have_is_refused_in_words(tmp_path: Path) -> None:
    run("load", FIXTURES / "of_analyse_2021.csv", "--warehouse", tmp_path)
    status, _, err = run("undo", "9" * 50, "--warehouse", tmp_path)
    assert status == 1
    assert "Kan angres: 1." in err
    assert "Traceback" not in err


def test_a_lost_pointer_does_not_empty_the_warehouse(tmp_path: Path) -> None:
    run("load", FIXTURES / "of_analyse_2021.csv", "--warehouse", tmp_path)
    (tmp_path / "CURRENT").write_text("rubbish")
    assert run_json("history", "--warehouse", tmp_path)[1]["version"] == 2
    (tmp_path / "CURRENT").unlink()
    status, document = run_json("load", FIXTURES / "of_analyse_2021.csv", "--warehouse", tmp_path)
    assert (status, document["version"], document["files"][0]["status"]) == (0, 2, "unchanged")


def test_what_is_no_file_is_wrong_usage(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert run("inspect", tmp_path / "pipe", "--warehouse", tmp_path / "w")[0] == 2


def test_the_name_of_a_file_is_cleaned_before_it_is_shown_or_kept(tmp_path: Path) -> None:
    strange = tmp_path / "a\nb\x1b[31m\udcff.csv"
    shutil.copyfile(FIXTURES / "of_analyse_2021.csv", strange)
    status, document = run_json("load", strange, "--warehouse", tmp_path / "w")
    assert (status, document["files"][0]["file"]) == (0, "a?b?[31m?.csv")
    assert run_json("history", "--warehouse", tmp_path / "w")[1]["imports"][0]["file"] == "a?b?[31m?.csv"


def test_an_identity_number_in_the_name_refuses_the_file_and_is_not_repeated(tmp_path: Path) -> None:
    guilty = tmp_path / f"timer {NATIONAL_ID}.csv"
    shutil.copyfile(FIXTURES / "of_analyse_2021.csv", guilty)
    status, out, err = run("load", guilty, "--warehouse", tmp_path / "w", "--json")
    assert status == 1
    assert NATIONAL_ID not in out + err
    assert json.loads(out)["files"][0]["problems"][0]["code"] == "national_id_in_name"


def test_a_reader_who_leaves_early_sees_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m etl history --json --warehouse {tmp_path} | true"
    assert subprocess.run(command, shell=True, cwd=PROJECT, capture_output=True, check=True).stderr == b""
