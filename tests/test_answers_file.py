"""The wizard's answers as a file: read whole, refused whole with every mistake, and used by file name."""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from etl.__main__ import main
from etl.answers_file import AnswersInvalid, read_answers
from etl.mapping import ColumnUse, Mapping
from etl.report import Options
from etl.uploads import collect
from tests.etl_files import FIXTURES, workbook

HEADER: list[Any] = ["Mnd", "Avdeling", "Hva", "Mengde"]
ROWS: list[list[Any]] = [
    HEADER,
    ["2024-01", "VM-ADM", "BOTT ØL", 7.5],
    ["2024-02", "VM-ADM", "Noe annet", 2.5],
]
MAPPING = Mapping(
    "liste",
    "actual_hours",
    (
        ColumnUse("mnd", "period"),
        ColumnUse("avdeling", "unit"),
        ColumnUse("hva", "sub_measure"),
        ColumnUse("mengde", "hours", unit="hours"),
    ),
)


def written(folder: Path, content: object) -> Path:
    path = folder / "svar.json"
    path.write_text(json.dumps(content), "utf-8")
    return path


def test_one_set_of_answers_holds_for_every_file(tmp_path: Path) -> None:
    answers = read_answers(written(tmp_path, {"plan_version": "PV3", "choices": {"code|x": "4.1"}}))
    assert answers.of("a.xlsx", Options()) == Options(plan_version="PV3", choices={"code|x": "4.1"})
    assert answers.of("a.xlsx", Options(plan_version="PV4")).plan_version == "PV4"


def test_the_first_pattern_that_fits_a_name_gives_the_answers(tmp_path: Path) -> None:
    sets = {"files": {"timer_*": {"plan_version": "PV1"}, "*": {"plan_version": "PV2"}}}
    answers = read_answers(written(tmp_path, sets))
    assert [answers.of(name, Options()).plan_version for name in ("timer_1.csv", "x.csv")] == ["PV1", "PV2"]
    only = read_answers(written(tmp_path, {"files": {"timer_*": {"plan_version": "PV1"}}}))
    assert only.of("x.csv", Options(accept_rejected=True)) == Options(accept_rejected=True)


@pytest.mark.parametrize(
    ("content", "paths"),
    [
        ([], ["svar.json"]),
        ({"plan_versjon": "PV1", "cells": {"A!B1": 5}}, ["*.plan_versjon", "*.cells"]),
        ({"files": {"a": 5, "b": {"choices": []}}}, ["a", "b.choices"]),
        ({"released_through": "mars"}, ["*"]),
        (
            {"mapping": {**MAPPING.to_json(), "sign": 2, "columns": [{"key": "a", "field": "hours", "unit": "uker"}]}},
            ["*.mapping.columns[a].unit", "*.mapping.sign"],
        ),
    ],
    ids=["no object", "unknown key and no text", "no sets", "no month", "no unit and no sign"],
)  # fmt: skip
def test_every_mistake_is_named(tmp_path: Path, content: object, paths: list[str]) -> None:
    with pytest.raises(AnswersInvalid) as found:
        read_answers(written(tmp_path, content))
    assert [path for path, _, _ in found.value.problems] == paths


def test_an_unknown_layout_is_asked_about_and_loaded_with_its_answers(tmp_path: Path, capsys: Any) -> None:
    file = workbook(tmp_path / "liste.xlsx", ROWS)
    folder = ["--warehouse", str(tmp_path / "warehouse")]
    assert main(["load", str(file), *folder]) == 1
    said = capsys.readouterr().out
    assert "venter på svar" in said
    assert "--answers" in said
    answers = written(tmp_path, {"mapping": MAPPING.to_json(), "choices": {"sub_measure|Noe annet": ""}})
    assert main(["load", str(file), "--answers", str(answers), "--json", *folder]) == 0
    [loaded] = json.loads(capsys.readouterr().out)["files"]
    assert (loaded["status"], loaded["sums"]["hours"]) == ("loaded", 10)
    assert [problem["code"] for problem in loaded["problems"]] == ["left_unplaced"]
    # Both the mapping and the choice are remembered: next month's file needs no answers.
    later = [HEADER, ["2024-03", "VM-ADM", "Noe annet", 4.0]]
    assert main(["load", str(workbook(tmp_path / "liste2.xlsx", later)), *folder]) == 0


def test_questions_are_answered_by_the_keys_that_inspect_prints(tmp_path: Path, capsys: Any) -> None:
    file = workbook(tmp_path / "liste.xlsx", [HEADER, ROWS[1]])
    folder = ["--warehouse", str(tmp_path / "warehouse")]
    assert main(["inspect", str(file), *folder]) == 1
    said = capsys.readouterr().out
    assert "(--answers: which_kind)" in said
    assert "(--answers: unit:mengde)" in said
    given = {"answers": {"which_kind": "actual_hours", "unit": "hours"}}
    assert main(["load", str(file), "--answers", str(written(tmp_path, given)), "--json", *folder]) == 0
    [loaded] = json.loads(capsys.readouterr().out)["files"]
    assert (loaded["status"], loaded["sums"]["hours"]) == ("loaded", 7.5)
    assert main(["mapping", "list", *folder]) == 0
    assert "liste" in capsys.readouterr().out
    wrong = {"answers": {"which_kind": "noe"}}
    assert (
        main(
            [
                "inspect",
                str(
                    workbook(
                        tmp_path / "annen.xlsx", [["Måned", "Deltiltak", "Innsats"], ["2024-01", "4.1", 1.0]]
                    )
                ),
                "--answers",
                str(written(tmp_path, wrong)),
                *folder,
            ]
        )
        == 1
    )
    assert "Svaret «noe» på which_kind passer ikke." in capsys.readouterr().out


def test_wrong_answers_are_refused_in_words(tmp_path: Path, capsys: Any) -> None:
    file = workbook(tmp_path / "liste.xlsx", ROWS)
    answers = written(tmp_path, {"plan_versjon": "PV1"})
    assert main(["load", str(file), "--answers", str(answers), "--warehouse", str(tmp_path / "w")]) == 1
    assert "Svarfila: *.plan_versjon er «plan_versjon»." in capsys.readouterr().err


def test_folders_and_zips_are_taken_apart_and_locks_passed_over(tmp_path: Path) -> None:
    inner = tmp_path / "in" / "2023"
    inner.mkdir(parents=True)
    shutil.copy(FIXTURES / "of_analyse_2021.csv", inner / "a.csv")
    (inner / "~$a.xlsx").write_bytes(b"lock")
    with zipfile.ZipFile(tmp_path / "in" / "b.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("x/../b.csv"), (FIXTURES / "of_analyse_2021.csv").read_bytes())
        archive.writestr("__MACOSX/b.csv", b"")
    found = collect([tmp_path / "in"], tmp_path)
    assert [upload.name for upload in found.uploads] == ["a.csv", "x/../b.csv"]
    assert found.passed_over == ("2023/~$a.xlsx", "__MACOSX/b.csv")
    assert found.uploads[1].path.parent == tmp_path


def test_many_files_end_in_one_summary(tmp_path: Path, capsys: Any) -> None:
    with zipfile.ZipFile(tmp_path / "alt.zip", "w") as archive:
        for name in ("of_analyse_2021.csv", "kryptert_etikett.xlsx"):
            archive.write(FIXTURES / name, name)
        archive.write(workbook(tmp_path / "liste.xlsx", ROWS), "liste.xlsx")
    assert main(["load", str(tmp_path / "alt.zip"), "--warehouse", str(tmp_path / "w")]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "3 filer: 1 i orden, 0 uendret, 1 venter på svar, 1 avvist."


def test_a_folder_without_files_is_wrong_usage(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "tom").mkdir()
    assert main(["load", str(tmp_path / "tom"), "--warehouse", str(tmp_path / "w")]) == 2
    assert capsys.readouterr().err == "Mappene og zip-filene har ingen filer å lese.\n"
