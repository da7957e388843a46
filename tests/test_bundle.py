"""A zip file of exports: what is taken out of it, and what is left to the guard."""

import io
import zipfile

import pytest

from etl.bundle import Bundle, bundle, is_system_file, read_member
from etl.errors import FileRefused
from etl.guard import examine
from tests.etl_files import FIXTURES


def packed(**files: bytes) -> bytes:
    """A zip file; __ in a keyword stands for a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/") + ".csv", data)
    return stream.getvalue()


def test_every_file_of_an_archive_is_named_and_read() -> None:
    data = packed(a=b"1;2", mappe__b=b"3;4")
    assert bundle(data) == Bundle(("a.csv", "mappe/b.csv"), ())
    assert read_member(data, "mappe/b.csv") == b"3;4"


def test_locks_and_marks_of_the_system_are_passed_over_and_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in ("timer.xlsx", "~$timer.xlsx", "__MACOSX/._timer.xlsx", "mappe/.DS_Store"):
            archive.writestr(name, b"x")
    found = bundle(stream.getvalue())
    assert found == Bundle(("timer.xlsx",), ("~$timer.xlsx", "__MACOSX/._timer.xlsx", "mappe/.DS_Store"))


@pytest.mark.parametrize(
    "name",
    ["egen_maanedsmal_2022.xlsx", "sap_cats_2023.xls", "bookitlab_bruk_2024.csv", "kryptert_etikett.xlsx"],
)
def test_a_spreadsheet_is_no_archive_of_files(name: str) -> None:
    assert bundle((FIXTURES / name).read_bytes()) is None


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\3\4 cut off", packed()], ids=["empty", "two", "cut", "no files"]
)
def test_what_is_no_sound_archive_is_left_to_the_guard(data: bytes) -> None:
    assert bundle(data) is None


def test_a_locked_archive_is_left_to_the_guard() -> None:
    data = bytearray(packed(a=b"1"))
    directory = data.index(b"PK\1\2")
    data[directory + 8] |= 1
    assert bundle(bytes(data)) is None


def test_an_archive_larger_than_the_limit_is_left_to_the_guard() -> None:
    data = bytearray(packed(a=b"1"))
    directory = data.index(b"PK\1\2")
    data[directory + 24 : directory + 28] = (600 << 20).to_bytes(4, "little")
    assert bundle(bytes(data)) is None


def test_a_damaged_file_in_an_archive_is_called_damaged() -> None:
    data = packed(a=b"one two three", b=b"4")
    stream = data.index(b"a.csv") + len(b"a.csv")
    broken = data[:stream] + b"\xff\xff\xff" + data[stream + 3 :]
    with pytest.raises(FileRefused) as refused:
        examine(read_member(broken, "a.csv"))
    assert refused.value.problems[0].code == "file_damaged"


@pytest.mark.parametrize(("name", "expected"), [("~$a.xlsx", True), ("a/.b", True), ("a~$.xlsx", False)])
def test_a_system_file_is_told_by_its_name(name: str, expected: bool) -> None:
    assert is_system_file(name) is expected
