"""A broken reference table is refused with every broken cell named, and nothing changes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from language import get
from tests.test_warehouse import add
from tests.warehouses import REFERENCE
from warehouse import (
    ReferenceInvalid,
    create_warehouse,
    current_version,
    load_reference,
    new_version,
    open_reader,
)
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


def test_tables_and_columns_that_came_later_may_be_left_out_or_filled(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(REFERENCE, tmp_path / "reference"))
    (folder / "account_bridge.csv").write_text(
        "old_account,new_account,share,valid_from,valid_to,note\n6700,6750,1,1900-01-01,2022-12-31,\n",
        "utf-8",
    )
    (folder / "capacity.csv").unlink()
    plans = folder / "plan_version.csv"
    head, *rows = plans.read_text("utf-8").splitlines()
    draft = "PVX,Utkast,Draft,revised,,2026-01-01,2026-12-01,partial,,,draft,PV1"
    plans.write_text(
        "\n".join([f"{head},status,revises_id", *(f"{row},," for row in rows), draft]) + "\n", "utf-8"
    )
    create_warehouse(tmp_path / "warehouse", folder)
    with open_reader(tmp_path / "warehouse") as reader:
        plan = reader.rows(
            "select status, adopted, revises_id from plan_version where plan_version_id = 'PVX'"
        )
        others = reader.rows("select distinct status from plan_version where plan_version_id <> 'PVX'")
        assert reader.rows("select count(*) as n from account_bridge") == [{"n": 1}]
        assert reader.rows("select count(*) as n from capacity") == [{"n": 0}]
    assert plan == [{"status": "draft", "adopted": None, "revises_id": "PV1"}]
    assert others == [{"status": "adopted"}]


def test_an_unreadable_table_is_not_also_blamed_for_what_points_to_it(
    broken: Callable[..., ReferenceInvalid],
) -> None:
    problems = broken(("unit", "unit_id,", "enhet,"), ("rate", "ADM,", "X,"))
    assert [(found.file, found.expected) for found in problems.problems] == [
        ("unit.csv", "header"),
        ("rate.csv", "known_id"),
    ]


def test_an_id_that_figures_use_cannot_vanish_from_the_files(warehouse_folder: Path, tmp_path: Path) -> None:
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "a", "10", sub_measure="22.1")
    folder = Path(shutil.copytree(REFERENCE, tmp_path / "reference"))
    for path in folder.glob("*.csv"):
        kept = [line for line in path.read_text("utf-8").splitlines() if "22.1," not in line]
        path.write_text("\n".join(kept) + "\n", "utf-8")
    with pytest.raises(ReferenceInvalid) as caught, new_version(warehouse_folder) as build:
        load_reference(build.con, folder)
    assert [(found.file, found.value, found.expected) for found in caught.value.problems] == [
        ("sub_measure.csv", "22.1", "in_use")
    ]
