"""Kodebro: old codes carried over to new ones, equal to the øre and the minute, and nothing carried over unseen."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.bridge import QUANTUM, Bridge, bridge, split
from etl.codebook import edit, read_table
from tests.test_warehouse import add
from warehouse import new_version, open_reader

COST = """
insert into actual_cost by name
select ? as import_id, ? as source_row, 'c' as coverage_key, '22.1' as sub_measure_id, ? as account,
    ?::date as period, ?::decimal(18, 2) as actual_nok
"""
FOREVER = (date(1900, 1, 1), date(9999, 12, 31))
LAST_OLD, FIRST_NEW = date(2022, 12, 31), date(2023, 1, 1)


def successors(folder: Path, *rows: tuple[str, str, str]) -> None:
    names = ("sub_measure_id", "successor_id", "share")
    edit(folder, {"successor": [dict(zip(names, row, strict=True)) for row in rows]}, "kari", "bro")


def accounts(folder: Path, *rows: tuple[str, str, str, date, date]) -> None:
    names = ("old_account", "new_account", "share", "valid_from", "valid_to")
    edit(folder, {"account_bridge": [dict(zip(names, row, strict=True)) for row in rows]}, "kari", "bro")


def carried(folder: Path, *asked: object) -> Bridge:
    with open_reader(folder) as reader:
        return bridge(reader, *asked)  # type: ignore[arg-type]


def book(con: duckdb.DuckDBPyConnection, rows: Sequence[tuple[str | None, str, str]]) -> None:
    """One import of booked kroner: (account, month, kroner)."""
    add(con, 1, "c", "0", source="ledger", sub_measure="22.1")
    for number, (account, month, nok) in enumerate(rows, 2):
        con.execute(COST, [1, number, account, month, nok])


def table(found: Bridge) -> list[Any]:
    return [(row.old, row.new, row.share, row.before, row.after) for row in found.rows]


@pytest.fixture
def worked(warehouse_folder: Path) -> Path:
    """10 hours on 22.1, 4 on 22.4, 1 on 4.5 and 2 that are not placed."""
    with new_version(warehouse_folder) as build:
        add(build.con, 1, "a", "10", sub_measure="22.1")
        add(build.con, 2, "b", "4", sub_measure="22.4")
        add(build.con, 3, "c", "1", sub_measure="4.5")
        add(build.con, 4, "d", "2", code="UKJENT")
    return warehouse_folder


def test_hours_go_to_the_successors_and_what_is_not_bridged_is_a_line_of_its_own(worked: Path) -> None:
    found = carried(worked)
    assert table(found) == [
        ("22.1", None, 1, 10, 10),
        ("22.4", "4.5", 1, 4, 4),
        ("4.5", "4.5", 1, 1, 1),
        ("-", None, 1, 2, 2),
    ]
    assert found.after() == {None: 12, "4.5": 5}
    assert [row.old for row in found.unbridged] == ["22.1", "-"]
    assert found.total_before == found.total_after == 17


def test_shares_go_many_to_many_and_the_last_takes_what_is_left(worked: Path) -> None:
    third, rest = "0.33333333", "0.33333334"
    successors(
        worked,
        ("22.1", "4.1", third), ("22.1", "4.2", third), ("22.1", "4.5", rest),
        ("22.4", "4.2", "0.5"), ("22.4", "4.5", "0.5"),
    )  # fmt: skip
    found = carried(worked)
    assert [row[4] for row in table(found)[:3]] == [
        Decimal("3.3333"),
        Decimal("3.3334"),
        Decimal("3.3333"),
    ]
    assert found.after() == {
        "4.1": Decimal("3.3333"),
        "4.2": Decimal("5.3334"),
        "4.5": Decimal("6.3333"),
        None: 2,
    }
    assert found.total_before == found.total_after == 17


def test_a_chain_of_plans_is_followed_to_its_end(worked: Path) -> None:
    successors(worked, ("22.1", "22.4", "1"), ("22.4", "4.1", "0.5"), ("22.4", "4.2", "0.5"))
    found = carried(worked)
    assert found.after() == {"4.1": 7, "4.2": 7, "4.5": 1, None: 2}
    assert table(found)[:2] == [
        ("22.1", "4.1", Decimal("0.5"), 10, 5),
        ("22.1", "4.2", Decimal("0.5"), 10, 5),
    ]


def test_accounts_are_bridged_for_the_months_that_they_were_in_use(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        book(
            build.con,
            [
                ("6700", "2022-11-01", "100.01"),
                ("6700", "2022-12-01", "0.01"),
                ("6700", "2023-01-01", "7"),
                ("6750", "2023-01-01", "-3"),
                ("5000", "2022-12-01", "50"),
                (None, "2022-12-01", "1"),
            ],
        )
    accounts(
        warehouse_folder,
        ("6700", "6750", "0.5", FOREVER[0], LAST_OLD),
        ("6700", "6790", "0.5", FOREVER[0], LAST_OLD),
    )
    found = carried(warehouse_folder, "account")
    assert table(found) == [
        ("-", None, 1, 1, 1),
        ("5000", None, 1, 50, 50),
        ("6700", None, None, Decimal("107.02"), 7),
        ("6700", "6750", None, Decimal("107.02"), Decimal("50.02")),
        ("6700", "6790", None, Decimal("107.02"), Decimal("50.00")),
        ("6750", "6750", 1, -3, -3),
    ]
    assert found.total_before == found.total_after == Decimal("155.02")
    with open_reader(warehouse_folder) as reader:
        old = bridge(reader, "account", last=date(2022, 12, 1))
        new = bridge(reader, "account", first=date(2023, 1, 1))
    assert [(row.old, row.new, row.share) for row in old.rows if row.old == "6700"] == [
        ("6700", "6750", Decimal("0.5")),
        ("6700", "6790", Decimal("0.5")),
    ]
    assert (old.total_after, new.total_after) == (Decimal("151.02"), Decimal(4))


def test_an_account_that_is_split_may_go_on_under_its_own_number(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        book(build.con, [("6700", "2022-11-01", "10")])
    accounts(warehouse_folder, ("6700", "6700", "0.6", *FOREVER), ("6700", "6790", "0.4", *FOREVER))
    assert table(carried(warehouse_folder, "account")) == [
        ("6700", "6700", Decimal("0.6"), 10, 6),
        ("6700", "6790", Decimal("0.4"), 10, 4),
    ]


def test_accounts_that_lead_in_a_circle_still_add_up(warehouse_folder: Path) -> None:
    with new_version(warehouse_folder) as build:
        book(build.con, [("1", "2022-11-01", "10")])
    accounts(warehouse_folder, ("1", "2", "1", *FOREVER), ("2", "1", "1", *FOREVER))
    found = carried(warehouse_folder, "account")
    assert found.total_before == found.total_after == 10


def test_only_what_counts_is_carried_over(worked: Path) -> None:
    with new_version(worked) as build:
        add(build.con, 9, "b", "3", sub_measure="22.4")
        build.con.execute("update import_log set status = 'undone' where import_id = 1")
    assert carried(worked).after() == {"4.5": 4, None: 2}
    kroner = carried(worked, "sub_measure", "payroll_nok")
    assert kroner.total_before == kroner.total_after == 0


def test_without_any_effort_the_bridge_is_empty(warehouse_folder: Path) -> None:
    found = carried(warehouse_folder)
    assert found.rows == ()
    assert found.total_before == found.total_after == 0
    assert len(read_table(warehouse_folder, "successor")) == 4


AMOUNTS = st.decimals(-(10**9), 10**9, places=2)
WEIGHTS = st.lists(st.integers(1, 10**6), min_size=1, max_size=12)


@given(AMOUNTS, WEIGHTS, st.sampled_from(sorted(QUANTUM)))
def test_parts_add_up_to_the_whole_and_none_is_off_by_more_than_the_smallest_coin(
    amount: Decimal, weights: list[int], measure: str
) -> None:
    quantum = QUANTUM[measure]
    shares = [(Decimal(weight) / sum(weights)).quantize(Decimal("0.00000001")) for weight in weights]
    shares[-1] = Decimal(1) - sum(shares[:-1], Decimal(0))
    parts = split(amount, [(str(at), share) for at, share in enumerate(shares)], quantum)
    assert sum(parts) == amount
    assert all(abs(part - amount * share) <= quantum for part, share in zip(parts, shares, strict=True))
