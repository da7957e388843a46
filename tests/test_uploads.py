"""Many files at once: folders, zip files, and what nobody means to load."""

import io
import zipfile
from pathlib import Path

import etl
from etl.uploads import collect
from tests.layouts.grid import Grid
from tests.layouts.rows import fact_rows
from tests.layouts.workbooks import xlsx

BOOK = xlsx([Grid([["Måned", "Enhet", "Rollegruppe", "Deltiltak", "Timer"], *fact_rows()])])


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def collected(folder: Path, *paths: Path) -> tuple[list[str], tuple[str, ...]]:
    workspace = folder / "workspace"
    workspace.mkdir(exist_ok=True)
    found = collect(paths, workspace)
    assert all(each.path.is_file() for each in found.uploads)
    return [each.name for each in found.uploads], found.passed_over


def test_a_folder_stands_for_every_file_in_it_and_below_it(tmp_path: Path) -> None:
    folder = tmp_path / "eksporter"
    (folder / "2024" / "jan").mkdir(parents=True)
    for name in ("a.xlsx", "2024/b.csv", "2024/jan/c.ods", "2024/~$b.csv", "Thumbs.db", ".skjult"):
        (folder / name).write_bytes(b"x")
    names, passed = collected(tmp_path, folder)
    assert sorted(names) == ["a.xlsx", "b.csv", "c.ods"]
    assert sorted(passed) == [".skjult", "2024/~$b.csv", "Thumbs.db"]


def test_what_lies_in_a_hidden_folder_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "eksporter"
    (folder / ".git").mkdir(parents=True)
    (folder / "__MACOSX").mkdir()
    for name in ("a.xlsx", ".git/config", "__MACOSX/a.xlsx"):
        (folder / name).write_bytes(b"x")
    names, passed = collected(tmp_path, folder)
    assert (names, len(passed)) == (["a.xlsx"], 2)


def test_a_zip_beside_files_gives_its_files_in_the_order_given(tmp_path: Path) -> None:
    archive, single = tmp_path / "alt.zip", tmp_path / "z.xlsx"
    archive.write_bytes(zipped(("mappe/a.xlsx", BOOK), ("mappe/~$a.xlsx", b"x"), ("b.csv", b"1;2")))
    single.write_bytes(BOOK)
    names, passed = collected(tmp_path, archive, single)
    assert names == ["mappe/a.xlsx", "b.csv", "z.xlsx"]
    assert passed == ("mappe/~$a.xlsx",)


def test_a_name_in_a_zip_never_becomes_a_path(tmp_path: Path) -> None:
    archive = tmp_path / "alt.zip"
    archive.write_bytes(zipped(("../../out.csv", b"1;2"), ("/abs.csv", b"1;2")))
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    found = collect([archive], workspace)
    assert {each.path.parent for each in found.uploads} == {workspace}
    assert not (tmp_path.parent / "out.csv").exists()


def test_each_file_of_a_zip_is_judged_by_itself(tmp_path: Path, warehouse_folder: Path) -> None:
    archive = tmp_path / "alt.zip"
    inner = zipped(("dyp.xlsx", BOOK))
    archive.write_bytes(
        zipped(("a.xlsx", BOOK), ("b.pdf", b"%PDF-1.7"), ("c.zip", inner), ("d.xlsx", b"PK cut"))
    )
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    reports = etl.inspect(collect([archive], workspace).uploads, warehouse_folder)
    assert [(each.file, each.status) for each in reports] == [
        ("a.xlsx", "inspected"), ("b.pdf", "refused"), ("c.zip", "refused"), ("d.xlsx", "refused"),
    ]  # fmt: skip
    codes = [each.problems[0].code for each in reports[1:]]
    assert codes == ["not_a_spreadsheet", "file_is_archive", "file_damaged"]
