"""A broken reference table is refused with every broken cell named, and nothing changes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from language import get
from tests.conftest import REFERENCE
from warehouse import ReferenceInvalid, create_warehouse, current_version
from warehouse.wording import message


@pytest.fixture
def broken(tmp_path: Path) -> Callable[..., ReferenceInvalid]:
    """Replace texts in copies of reference tables, try to create a warehouse, return what it says."""

    def attempt(*changes: tuple[str, str, str]) -> ReferenceInvalid:
        folder = tmp_path / "reference"
        shutil.copytree(REFERENCE, folder)
        for table, old, new in changes:
            path = folder / f"{table}.csv"
            assert old in path.read_text("utf-8")
            path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        with pytest.raises(ReferenceInvalid) as caught:
            create_warehouse(tmp_path / "warehouse", folder)
        assert current_version(tmp_path / "warehouse") is None
        return caught.value

    return attempt


@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param(
            ("plan_version", "2018-12-10", "10.12.18"),
            ("plan_version.csv", 2, "adopted", "10.12.18", "date", None),
            id="date",
        ),
        pytest.param(
            ("rate", "ADM,2019,454", "ADM,2019,mye"),
            ("rate.csv", 2, "hourly_rate_nok", "mye", "number", None),
            id="number",
        ),
        pytest.param(
            ("sub_measure", "SYS-BOL", "SYS-B0L"),
            ("sub_measure.csv", 6, "system_id", "SYS-B0L", "known_id", "system.csv"),
            id="unknown system",
        ),
        pytest.param(
            ("code_map", "V22IK,22.1,1,", "V22IK,22.1,0.6,"),
            ("code_map.csv", 2, "share", "0.6", "share_sum", "V22IK"),
            id="shares",
        ),
        pytest.param(
            ("unit", "VM-INH", "VM-ADM"),
            ("unit.csv", 3, "unit_id", "VM-ADM", "unique", None),
            id="repeated id",
        ),
        pytest.param(
            ("plan_version", ",baseline,", ",original,"),
            ("plan_version.csv", 2, "kind", "original", "one_of", "baseline, revised"),
            id="word",
        ),
        pytest.param(
            ("role_group", "KSJEF,Kontorsjefene", "KSJEF,"),
            ("role_group.csv", 3, "name_nb", "", "value", None),
            id="empty",
        ),
        pytest.param(
            ("role_group", "KSJEF,", "KSJEF,Sjefer,"),
            ("role_group.csv", 3, None, "5", "columns", "4"),
            id="too many columns",
        ),
    ],
)
def test_a_broken_cell_is_named(
    broken: Callable[..., ReferenceInvalid], change: tuple[str, str, str], place: tuple[object, ...]
) -> None:
    problems = [
        (found.file, found.row, found.column, found.value, found.expected, found.detail)
        for found in broken(change).problems
    ]
    assert place in problems


def test_all_problems_are_listed_at_once_and_said_in_words(broken: Callable[..., ReferenceInvalid]) -> None:
    error = broken(("plan_version", "2018-12-10", "10.12.18"), ("rate", "ADM,2019,454", "ADM,2019,mye"))
    assert len(error.problems) == 2
    assert message(error, get("nb")).splitlines()[1:] == [
        "rate.csv, rad 2, kolonne «hourly_rate_nok»: verdi «mye», ventet et tall med desimalpunktum",
        "plan_version.csv, rad 2, kolonne «adopted»: verdi «10.12.18», ventet en dato (ÅÅÅÅ-MM-DD)",
    ]


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE, folder)
    (folder / "unit.csv").unlink()
    with pytest.raises(ReferenceInvalid) as caught:
        create_warehouse(tmp_path / "warehouse", folder)
    assert ("unit.csv", "file") in [(found.file, found.expected) for found in caught.value.problems]
