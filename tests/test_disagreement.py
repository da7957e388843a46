"""Where sources disagree: by hand-added literals, and beside what Avstemming counts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import language
from etl.reconcile import enter_total, residuals
from metrics import Selection
from metrics.disagreement import (
    FileTotal,
    HeldBack,
    LedgerRest,
    TwoSources,
    UnclearName,
    disagreement_sentence,
    disagreements,
)
from tests.metrics_rows import Rows, SourceRow, TinyReader, VersionRow, warehouse_of, year
from tests.ui_warehouse import MONTHS, small_warehouse
from warehouse import open_reader

NB = language.get("nb")
JAN, FEB, MAR, APR = year(2020, 1, 4)


def rows(*sources: SourceRow) -> Rows:
    found = Rows(
        versions=[VersionRow("P1", "baseline", date(2019, 12, 1), date(2020, 1, 1), date(2020, 12, 1))],
        sources=list(sources) or [SourceRow("own_hours", FEB)],
    )
    found.plan("P1", "A1", year(2020), 10)
    found.actual("A1", year(2020, 1, 3), 8)
    return found


def of_kind(reader: TinyReader, kind: type, selection: Selection | None = None) -> list[object]:
    return [one for one in disagreements(reader, selection or Selection()) if isinstance(one, kind)]


def said(reader: TinyReader, selection: Selection | None = None) -> list[str]:
    found = disagreements(reader, selection or Selection())
    return [disagreement_sentence(one, NB, str).replace("\N{NO-BREAK SPACE}", " ") for one in found]


def test_one_source_that_agrees_with_itself_is_no_warning() -> None:
    assert disagreements(warehouse_of(rows()), Selection()) == ()
    assert disagreements(warehouse_of(Rows()), Selection()) == ()


# --- two sources ----------------------------------------------------------------------------------


def test_two_sources_in_the_same_months_are_told_with_what_each_has_there() -> None:
    found = rows(SourceRow("own_hours", MAR), SourceRow("dfo_time", MAR))
    found.actual("A1", [FEB, MAR], "2.25", source="dfo_time")
    found.actual("A2", [JAN], 4, source="dfo_time")
    [two] = of_kind(warehouse_of(found), TwoSources)
    assert isinstance(two, TwoSources)
    assert (two.sub_measure, two.months) == ("A1", (FEB, MAR))
    assert two.amounts == (("dfo_time", Decimal("4.5")), ("own_hours", Decimal(16)))
    assert said(warehouse_of(found)) == [
        (
            "A1 Del A1 – lang: 2 kilder har ført på de samme månedene (februar–mars 2020): dfo_time har 4,50 t og "
            "own_hours har 16,00 t. Alt er talt med. Sjekk at det ikke er de samme timene."
        )
    ]


def test_what_each_source_has_of_a_small_group_is_hidden() -> None:
    found = rows(SourceRow("own_hours", MAR), SourceRow("dfo_time", MAR))
    small = {"unit_id": "U1", "role_group_id": "R1", "persons": 1}
    found.actual("A2", [FEB], 7, **small)
    found.actual("A2", [FEB], 5, source="dfo_time", **small)
    reader = warehouse_of(found)
    one_group = Selection(units=("U1",), role_groups=("R1",), sub_measures=("A2",))
    [two] = of_kind(reader, TwoSources, one_group)
    assert isinstance(two, TwoSources)
    assert two.amounts == (("dfo_time", None), ("own_hours", None))
    assert said(reader, one_group) == [
        (
            "A2 Del A2 – lang: 2 kilder har ført på de samme månedene (februar 2020): skjult av personvernhensyn. "
            "Alt er talt med. Sjekk at det ikke er de samme timene."
        )
    ]
    [whole] = of_kind(reader, TwoSources, Selection(sub_measures=("A2",)))
    assert isinstance(whole, TwoSources)
    assert whole.amounts == (("dfo_time", Decimal(5)), ("own_hours", Decimal(7)))


def test_two_sources_outside_the_selection_are_not_told() -> None:
    found = rows(SourceRow("own_hours", MAR), SourceRow("dfo_time", MAR))
    found.actual("A1", [FEB], 2, source="dfo_time")
    reader = warehouse_of(found)
    assert of_kind(reader, TwoSources, Selection(last=JAN)) == []
    assert of_kind(reader, TwoSources, Selection(sub_measures=("A2",))) == []
    assert len(of_kind(reader, TwoSources, Selection(first=FEB))) == 1


# --- sources that are behind ----------------------------------------------------------------------


def test_a_source_that_is_behind_the_others_is_named_with_the_months_that_wait() -> None:
    found = rows(SourceRow("own_hours", MAR), SourceRow("dfo_time", JAN))
    found.actual("B1", [JAN], 1, source="dfo_time")
    [held] = of_kind(warehouse_of(found), HeldBack)
    assert held == HeldBack("dfo_time", JAN, MAR, (FEB, MAR))
    assert said(warehouse_of(found)) == [
        (
            "dfo_time er komplett bare til og med januar 2020, og andre kilder til og med mars 2020. Disse "
            "månedene venter: februar–mars 2020. Har kilden sluttet å levere, må det sies."
        )
    ]


def test_a_source_that_never_said_how_far_it_is_complete_holds_everything_back() -> None:
    found = rows(SourceRow("own_hours", MAR), SourceRow("dfo_time", None))
    found.actual("B1", [FEB], 1, source="dfo_time")
    [held] = of_kind(warehouse_of(found), HeldBack)
    assert isinstance(held, HeldBack)
    assert (held.source, held.released) == ("dfo_time", None)
    assert "ikke sagt" in said(warehouse_of(found))[0]


# --- totals ---------------------------------------------------------------------------------------


def test_a_file_whose_own_total_differs_is_told_until_it_is_undone() -> None:
    reader = warehouse_of(rows())
    reader.con.execute("update import_log set file_total = 26.5, control_difference = 2.5")
    assert of_kind(reader, FileTotal) == [FileTotal(1, "own_hours.xlsx", Decimal("26.5"), Decimal("2.5"))]
    assert said(reader) == [
        "Filen own_hours.xlsx oppgir en sum på 26,50, men radene gir 24,00. Radene teller."
    ]
    reader.con.execute("update import_log set status = 'undone'")
    assert of_kind(reader, FileTotal) == []


def test_a_file_whose_own_total_agrees_is_no_warning() -> None:
    reader = warehouse_of(rows())
    reader.con.execute("update import_log set file_total = 24, control_difference = 0")
    assert disagreements(reader, Selection()) == ()


def test_a_ledger_total_that_differs_is_told_and_one_that_agrees_is_not() -> None:
    reader = warehouse_of(rows())
    for number, (unit, amount) in enumerate([(None, "16.5"), ("U1", "16"), ("U2", "1")], start=1):
        reader.con.execute(
            "insert into ledger_total values (?, 'own_hours', ?, ?, ?, 'hours', ?, 'kari', now()::timestamp, null)",
            [number, JAN, FEB, unit, Decimal(amount)],
        )
    found = of_kind(reader, LedgerRest)
    assert [(one.unit, one.rest) for one in found if isinstance(one, LedgerRest)] == [
        (None, Decimal("0.5")),
        ("U2", Decimal(1)),
    ]
    assert said(reader)[0] == (
        "own_hours, januar–februar 2020, alle koststeder: hovedboken har 0,50 t mer enn det som er lastet inn."
    )
    assert of_kind(reader, LedgerRest, Selection(sub_measures=("A1",))) == found


@pytest.mark.parametrize("amount", ["666", "660.5", "700"])
def test_the_ledgers_rest_is_the_one_that_avstemming_shows(tmp_path: Path, amount: str) -> None:
    folder = small_warehouse(tmp_path / "warehouse")
    enter_total(folder, "own_hours", MONTHS[0], MONTHS[-1], Decimal(amount), "hours", "kari")
    enter_total(
        folder, "own_hours", MONTHS[0], MONTHS[-1], Decimal(100), "hours", "kari", cost_centre="VM-INH"
    )
    with open_reader(folder) as reader:
        shown = {(one.unit_id, one.residual) for one in residuals(reader) if one.total_id and one.residual}
        found = disagreements(reader, Selection())
    assert {(one.unit, one.rest) for one in found if isinstance(one, LedgerRest)} == shown


# --- names ----------------------------------------------------------------------------------------


def test_a_name_that_may_mean_something_else_is_told_once() -> None:
    reader = warehouse_of(rows())
    for alias in ("20", "22"):
        reader.con.execute(
            "insert into alias values ('measure', ?, 'MA', '1900-01-01', '9999-12-31', 'Uklart nummer.', null)",
            [alias],
        )
    assert of_kind(reader, UnclearName) == [UnclearName("MA", "Uklart nummer.", "Uklart nummer.")]
    assert said(reader) == ["Uklart nummer."]
    assert of_kind(reader, UnclearName, Selection(measures=("MB",))) == []


def test_a_version_of_an_earlier_release_without_ledger_totals_is_read_all_the_same() -> None:
    reader = warehouse_of(rows())
    reader.con.execute("drop table ledger_total")
    assert disagreements(reader, Selection()) == ()
