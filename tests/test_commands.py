"""The commands for memory, code tables, bridge, reconciliation and log: what they print, and their exit status."""

import json
from pathlib import Path
from typing import Any

import pytest

from etl.__main__ import main
from tests.test_warehouse import add, hours
from warehouse import new_version


@pytest.fixture
def folder(warehouse_folder: Path) -> Path:
    """10 hours on the unplaced code V22X and 4 hours on 22.4, in March 2021."""
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "a", "10", code="V22X")
        add(build.con, 2, "b", "4")
    return warehouse_folder


def run(folder: Path, *arguments: str) -> int:
    return main([*arguments, "--warehouse", str(folder)])


def answer(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(folder, *arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_codes_are_listed_placed_and_their_history_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [found] = answer(folder, capsys, "codes", "unplaced")["unplaced"]
    assert (found["code_kind"], found["source_code"], found["hours"]) == ("analysis", "V22X", 10)
    placing = ["codes", "place", "V22X", "--kind", "analysis", "--to", "22.1=0.5,22.2=0.5"]
    assert run(folder, *placing, "--from", "2021-01", "--through", "2021-12", "--reason", "avklart") == 0
    assert capsys.readouterr().out == "Versjon 3 gjelder.\n"
    assert hours(folder) == {"22.1": 5, "22.2": 5, "22.4": 4}
    rows = answer(folder, capsys, "codes", "list", "code_map")["rows"]
    assert rows[-1] == {
        "code_kind": "analysis",
        "source_code": "V22X",
        "sub_measure_id": "22.2",
        "share": 0.5,
        "valid_from": "2021-01-01",
        "valid_to": "2021-12-31",
    }
    assert run(folder, "codes", "history", "code_map") == 0
    assert "code_map analysis|V22X|22.1|2021-01-01  lagt til  avklart" in capsys.readouterr().out
    assert run(folder, "codes", "unplaced") == 0
    assert capsys.readouterr().out == "Alt er plassert.\n"


def test_shares_that_are_not_the_whole_are_refused_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(folder, "codes", "place", "V22X", "--kind", "analysis", "--to", "22.1=0.5", "--reason", "x") == 1
    )
    assert "ventet andeler for V22X som til sammen er 1" in capsys.readouterr().err


def test_code_tables_go_out_and_come_in(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "kodeverk.xlsx"
    assert run(folder, "codes", "export", "-o", str(book)) == 0
    assert answer(folder, capsys, "codes", "import", str(book), "--reason", "uendret") == {"version": 2}
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "role_group.csv").write_text(
        "role_group_id,name_nb,name_en,sort_order\nADM,Adm,Adm,1\nKSJEF,K,K,2\nOVRIG,O,O,3\n", "utf-8"
    )
    assert answer(folder, capsys, "codes", "import", str(tmp_path / "csv"), "--reason", "navn") == {
        "version": 3
    }
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run(folder, "codes", "import", str(empty), "--reason", "navn") == 1
    assert "Fant ingen tabeller å lese" in capsys.readouterr().err


def test_the_bridge_adds_up(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(folder, capsys, "bridge")["bridge"]
    assert (found["total_before"], found["total_after"]) == (14, 14)
    assert run(folder, "bridge", "--from", "2021-01", "--through", "2021-12") == 0
    out = capsys.readouterr().out.splitlines()
    assert [line.split() for line in out[1:]] == [
        ["22.4", "4.5", "1", "4.0000", "4.0000"],
        ["-", "ikke", "ført", "over", "1", "10.0000", "10.0000"],
        ["Sum", "14.0000", "14.0000"],
    ]


def test_totals_from_the_ledger_leave_a_residual(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    enter = ["total", "enter", "own", "14,5", "--from", "2021-03", "--measure", "hours"]
    assert answer(folder, capsys, *enter) == {"version": 3}
    assert run(folder, "reconcile") == 1
    assert capsys.readouterr().out.splitlines()[-1].split()[-3:] == ["14.5000", "14.0000", "0.5000"]
    assert run(folder, "reconcile", "1") == 0
    assert capsys.readouterr().out.startswith("1 rader lest = 1 gyldige + 0 avviste + 0 utelatte")
    assert run(folder, *enter, "--unit", "Ingensteds") == 1
    assert "Ingen enhet heter «Ingensteds»" in capsys.readouterr().err
    assert answer(folder, capsys, "total", "remove", "1") == {"version": 4}
    assert run(folder, "reconcile") == 0


def test_versions_and_their_differences(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "diff", "1", "2") == 0
    assert capsys.readouterr().out.splitlines()[0] == "22.4: 0,00 → 4,00 t, 0,00 → 0,00 kr"
    changes = answer(folder, capsys, "diff", "1", "2", "--by-month")["changes"]
    assert {change["month"] for change in changes} == {"2021-03-01"}
    assert run(folder, "diff", "2", "2") == 0
    assert capsys.readouterr().out == "Ingen tall er endret.\n"
    assert [one["number"] for one in answer(folder, capsys, "versions")["versions"]] == [2, 1]
    assert run(folder, "diff", "1", "9") == 1


def test_an_undone_import_counts_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "redo", "1") == 1
    assert capsys.readouterr().err == "Import 1 gjelder. Den er ikke angret.\n"
    assert run(folder, "undo", "1") == 0
    capsys.readouterr()
    assert answer(folder, capsys, "redo", "1") == {"version": 4, "redone": 1}
    assert run(folder, "reapply", "1", __file__) == 1
    assert "er ikke filen som ble lastet inn som import 1 («f»)" in capsys.readouterr().err


def test_memory_is_exported_and_taken_in(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "minne.json"
    assert run(folder, "mapping", "list") == 0
    assert capsys.readouterr().out == "Ingenting er husket ennå.\n"
    memory = {
        "format": "handlingsrom-memory-1",
        "mappings": [{"name": "a.xlsx", "mapping": {"source": "timeark", "kind": "plan"}}],
        "choices": [["timeark", "code", "X", "4.1"], ["timeark", "code", "Y", ""]],
    }
    saved.write_text(json.dumps(memory), "utf-8")
    assert answer(folder, capsys, "mapping", "import", str(saved)) == {"version": 3}
    assert run(folder, "mapping", "list") == 0
    assert "ikke plassert" in capsys.readouterr().out
    shown = answer(folder, capsys, "mapping", "show", "timeark")
    assert (shown["mapping"]["kind"], shown["choices"]) == ("plan", {"code|X": "4.1", "code|Y": ""})
    out = tmp_path / "ut.json"
    assert run(folder, "mapping", "export", "-o", str(out)) == 0
    assert json.loads(out.read_text("utf-8"))["choices"] == memory["choices"]
    assert run(folder, "mapping", "delete", "timeark") == 0
    assert run(folder, "mapping", "delete", "timeark") == 1
    saved.write_text("{", "utf-8")
    assert run(folder, "mapping", "import", str(saved)) == 1
    assert "feil i «JSON»" in capsys.readouterr().err
