"""Small groups: what is hidden, by hand-added figures, and an attacker who subtracts whatever is shown."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import language
import metrics
from metrics import Selection, compare
from metrics.comparison import compare_with_sums
from metrics.disagreement import LedgerRest, disagreement_sentence, disagreements
from metrics.earlier_versions import guard
from metrics.engine import _answers
from metrics.small_groups import EVERY, Group, hidden_with
from tests.metrics_rows import Rows, SourceRow, TinyReader, VersionRow, _dec, _row, warehouse_of, year

NB = language.get("nb")
NBSP = "\N{NO-BREAK SPACE}"
JANUARY, FEBRUARY = year(2019, 1, 2)
BOTH = ("unit", "role_group")
Cell = tuple[str, str, Any, int | None]
"""Unit, role group, hours, persons."""


def spent(*cells: Cell, months: Sequence[date] = (JANUARY,), **more: Any) -> Rows:
    """Hours on A1 by unit and role group, all released and planned at 100 a month for U1 × R1."""
    rows = Rows(
        versions=[VersionRow("P", "baseline", date(2018, 1, 1), date(2019, 1, 1), date(2019, 12, 1))],
        sources=[SourceRow("own_hours", date(2019, 12, 1))],
    )
    rows.plan("P", "A1", list(months), 100)
    for unit, role_group, hours, persons in cells:
        rows.actual(
            "A1", list(months), hours, unit_id=unit, role_group_id=role_group, persons=persons, **more
        )
    return rows


def seen(reader: TinyReader, selection: Selection | None = None, by: Sequence[str] = BOTH) -> dict[Any, Any]:
    """Actual figure per key, None where it is hidden."""
    found = compare(reader, selection or Selection(), by)
    return {
        tuple(row[key] for key in by): None if row["note_code"] == "hidden" else row["actual"]
        for row in found.rows.to_dict("records")
    }


# --- which cells are hidden, by hand ----------------------------------------------------------------


def test_a_small_group_is_hidden_with_the_three_that_would_give_it_away() -> None:
    reader = warehouse_of(
        spent(("U1", "R1", 50, 5), ("U1", "R2", 7, 1), ("U2", "R1", 40, 4), ("U2", "R2", 30, 6))
    )
    # U1 less U1 × R1, R2 less U2 × R2, and R1 and U2 less U2 × R1 would each tell the 7 hours.
    assert seen(reader) == {("U1", "R1"): None, ("U1", "R2"): None, ("U2", "R1"): None, ("U2", "R2"): None}


def test_no_more_is_hidden_than_needed() -> None:
    reader = warehouse_of(
        spent(
            *(("U1", "R1", 50, 9), ("U1", "R2", 7, 2), ("U1", "R3", 10, 4)),
            *(("U2", "R1", 40, 9), ("U2", "R2", 30, 4), ("U2", "R3", 20, 4)),
            *(("U3", "R1", 60, 9), ("U3", "R2", 80, 9), ("U3", "R3", 90, 9)),
        )
    )
    shown = {key: value for key, value in seen(reader).items() if value is not None}
    assert shown == {
        ("U1", "R1"): 50.0,
        ("U2", "R1"): 40.0,
        ("U3", "R1"): 60.0,
        ("U3", "R2"): 80.0,
        ("U3", "R3"): 90.0,
    }


def test_two_hidden_of_one_line_rest_on_enough_people_together() -> None:
    """One person and one person are two: what is left of the line's total is theirs."""
    reader = warehouse_of(
        spent(
            *(("U1", "R1", 5, 1), ("U1", "R2", 7, 1), ("U1", "R3", 10, 4), ("U1", "R4", 11, 5)),
            *(("U2", "R1", 40, 1), ("U2", "R2", 30, 1), ("U2", "R3", 20, 4), ("U2", "R4", 12, 5)),
        )
    )
    assert {key for key, value in seen(reader).items() if value is not None} == {("U1", "R4"), ("U2", "R4")}


def test_nothing_is_hidden_where_every_group_is_large_enough() -> None:
    cells = [("U1", "R1", 50, 3), ("U1", "R2", 7, 3), ("U2", "R1", 40, 4)]
    reader = warehouse_of(spent(*cells))
    assert seen(reader) == {("U1", "R1"): 50.0, ("U1", "R2"): 7.0, ("U2", "R1"): 40.0}


def test_unknown_numbers_of_people_count_as_few() -> None:
    reader = warehouse_of(spent(("U1", "R1", 50, None), ("U2", "R2", 7, 9)))
    assert seen(reader)["U1", "R1"] is None


def test_a_group_without_effort_is_hidden_where_nothing_else_can_be() -> None:
    """U1 has one role group: its total is that group's. Who sees U1 × R2 hidden cannot tell which of them it is."""
    reader = warehouse_of(spent(("U1", "R1", 5, 1), ("U2", "R1", 6, 1), ("U2", "R2", 7, 1)))
    asked = Selection(first=JANUARY, last=JANUARY, units=("U1",), role_groups=("R2",))
    assert seen(reader) == {("U1", "R1"): None, ("U1", "R2"): None, ("U2", "R1"): None, ("U2", "R2"): None}
    assert compare(reader, asked, ()).total["note_code"] == "hidden"


def test_a_hidden_row_has_its_plan_alone() -> None:
    reader = warehouse_of(spent(("U1", "R1", 150, 1), ("U2", "R2", 7, 9)))
    found = compare(reader, Selection(), BOTH)
    row = found.rows.to_dict("records")[0]
    assert (row["unit"], row["role_group"], row["planned"]) == ("U1", "R1", 100.0)
    assert [name for name, value in row.items() if isinstance(value, float) and math.isnan(value)] == [
        "actual",
        "variance",
        "variance_pct",
        "unplanned",
        "unplaced",
    ]
    assert (row["light"], row["note_code"]) == ("grey", "hidden")
    assert found.total["actual"] == 157.0
    assert metrics.note_words("hidden", NB) == "skjult av personvernhensyn"


def test_totals_stay_and_are_the_shown_and_the_hidden() -> None:
    cells = [
        ("U1", "R1", 5, 2),
        ("U1", "R2", 7, 2),
        ("U2", "R1", 40, 2),
        ("U2", "R2", 30, 2),
        ("U3", "R3", 8, 4),
    ]
    found, by_unit, by_role_group = compare_with_sums(
        warehouse_of(spent(*cells)), Selection(), BOTH, ("unit",), ("role_group",)
    )
    assert by_unit.rows["actual"].tolist() == [12.0, 70.0, 8.0]
    assert by_role_group.rows["actual"].tolist() == [45.0, 37.0, 8.0]
    assert (found.total["actual"], found.hidden_rows, found.hidden_actual) == (90.0, 4, 82.0)
    assert found.rows["actual"].sum() + (found.hidden_actual or 0) == found.total["actual"]


def test_the_hidden_sum_is_not_told_where_it_is_a_small_group_too() -> None:
    found = compare(warehouse_of(spent(("U1", "R1", 5, 1), ("U2", "R2", 6, 1))), Selection(), BOTH)
    assert found.hidden_rows == 4
    assert found.hidden_actual is None


# --- filters and keys are no way round --------------------------------------------------------------

NINE: list[Cell] = [
    *(("U1", "R1", 50, 9), ("U1", "R2", 7, 2), ("U1", "R3", 10, 4)),
    *(("U2", "R1", 40, 9), ("U2", "R2", 30, 4), ("U2", "R3", 20, 4)),
    *(("U3", "R1", 60, 9), ("U3", "R2", 80, 9), ("U3", "R3", 90, 9)),
]


@pytest.mark.parametrize(
    ("filters", "actual"),
    [
        ({"units": ("U1",), "role_groups": ("R2",)}, None),
        ({"units": ("U2",), "role_groups": ("R2",)}, None),
        ({"units": ("U3",), "role_groups": ("R2",)}, 80.0),
        ({"units": ("U1", "U3"), "role_groups": ("R2",)}, None),
        ({"units": ("U2", "U3"), "role_groups": ("R2",)}, None),
        ({"units": ("U1", "U2", "U3"), "role_groups": ("R1",)}, 150.0),
        ({"units": ("U1", "U2", "U3"), "role_groups": ("R2",)}, 117.0),
        ({"units": ("U1",), "role_groups": ("R1", "R3")}, None),
        ({"units": ("U1",), "role_groups": ("R1", "R2", "R3")}, 67.0),
        ({"units": ("U1",)}, 67.0),
        ({"role_groups": ("R2",)}, 117.0),
        ({"units": ("U3",), "role_groups": ("R1", "R2")}, 140.0),
    ],
    ids=str,
)
def test_the_total_under_filters(filters: dict[str, Any], actual: float | None) -> None:
    total = compare(warehouse_of(spent(*NINE)), Selection(**filters), ()).total
    assert (total["actual"], total["note_code"] == "hidden") == (actual, actual is None)


def test_key_and_filter_fix_a_cell_as_two_keys_do() -> None:
    reader = warehouse_of(spent(*NINE))
    assert seen(reader, Selection(role_groups=("R2",)), ("unit",)) == {
        ("U1",): None,
        ("U2",): None,
        ("U3",): 80.0,
    }
    assert seen(reader, Selection(units=("U1",)), ("role_group",)) == {
        ("R1",): 50.0,
        ("R2",): None,
        ("R3",): None,
    }
    assert compare(reader, Selection(units=("U1",)), ("role_group",)).total["actual"] == 67.0


def test_months_cannot_be_subtracted_from_each_other() -> None:
    """January rests on five, February on one: January and February together is hidden, January is not."""
    rows = spent(("U1", "R1", 50, 5), ("U2", "R2", 30, 5), ("U2", "R1", 20, 5), ("U1", "R2", 10, 5))
    rows.actual("A1", [FEBRUARY], 4, unit_id="U1", role_group_id="R1", persons=1)
    reader = warehouse_of(rows)
    one: dict[str, Any] = {"units": ("U1",), "role_groups": ("R1",)}
    assert compare(reader, Selection(**one, first=JANUARY, last=JANUARY), ()).total["actual"] == 50.0
    assert compare(reader, Selection(**one), ()).total["actual"] is None
    assert seen(reader, Selection(**one), ("month",)) == {(JANUARY,): 50.0, (FEBRUARY,): None}
    series = metrics.monthly(reader, Selection(**one))
    assert series["note_code"].tolist() == ["", "hidden"]
    assert series["cum_actual"].dropna().tolist() == [50.0]


def test_a_group_shows_its_sum_and_no_parts_where_one_part_is_small() -> None:
    rows = spent(("U1", "R1", 50, 5), ("U2", "R2", 30, 5), ("U2", "R1", 20, 5), ("U1", "R2", 10, 5))
    rows.actual("B1", [JANUARY], 4, unit_id="U1", role_group_id="R1", persons=2)
    reader = warehouse_of(rows)
    assert seen(reader)["U1", "R1"] == 54.0
    assert seen(reader, by=(*BOTH, "sub_measure"))["U1", "R1", "A1"] is None
    one: dict[str, Any] = {"units": ("U1",), "role_groups": ("R1",)}
    parts: list[dict[str, Any]] = [
        *({"sub_measures": ("A1",)}, {"systems": ("SYS-X",)}, {"qualities": ("estimated",)})
    ]
    for filters in parts:
        assert compare(reader, Selection(**one, **filters), ()).total["note_code"] == "hidden"
    for key in ("measure", "system", "process"):
        assert set(compare(reader, Selection(**one), (key,)).rows["note_code"]) == {"hidden"}
    assert compare(reader, Selection(**one), ()).total["actual"] == 54.0


def test_every_line_of_the_matrix_is_hidden_of_a_small_group() -> None:
    reader = warehouse_of(spent(*NINE))
    found = metrics.matrix(reader, Selection(units=("U1",), role_groups=("R2",)))
    for part in (found.cells, found.measures, found.systems):
        assert set(part["note_code"]) == {"hidden"}
    assert found.total["actual"] is None


def test_booked_kroner_are_nobodys_hours() -> None:
    rows = spent(("U1", "R1", 50, 1))
    rows.booked("A1", [JANUARY], 1000)
    rows.sources.append(SourceRow("unit4_ledger", date(2019, 12, 1), kind="actual_cost"))
    found = compare(warehouse_of(rows), Selection(unit="booked_cost_nok"), BOTH)
    assert found.rows["actual"].tolist() == [1000.0]


# --- the limits are constants -----------------------------------------------------------------------


def test_how_large_a_group_must_be_is_a_constant() -> None:
    rows = spent(*NINE)
    rows.constants["min_group_size"] = Decimal(2)
    assert None not in seen(warehouse_of(rows)).values()
    rows.constants["min_group_size"] = Decimal(10)
    assert set(seen(warehouse_of(rows)).values()) == {None}


def test_the_wider_scope_hides_a_unit_and_a_role_group_too() -> None:
    rows = spent(("U1", "R1", 50, 9), ("U2", "R1", 6, 1), ("U3", "R1", 40, 9), ("U3", "R2", 30, 9))
    rows.constants["small_group_scope"] = Decimal(2)
    reader = warehouse_of(rows)
    # U2 has one person; U1 goes with it, for the museum's total is shown.
    assert seen(reader, by=("unit",)) == {("U1",): None, ("U2",): None, ("U3",): 70.0}
    assert seen(reader, by=("role_group",)) == {("R1",): 96.0, ("R2",): 30.0}
    assert compare(reader, Selection(), ()).total["actual"] == 126.0
    assert compare(reader, Selection(units=("U2",)), ()).total["actual"] is None


def booking_units(scope: int = 2) -> TinyReader:
    """U2 has one person; U4 books and has no hours; both plan nothing in kroner."""
    rows = spent(("U1", "R1", 50, 9), ("U2", "R1", 6, 1), ("U3", "R1", 40, 9), ("U3", "R2", 30, 9))
    rows.constants["small_group_scope"] = Decimal(scope)
    for unit, nok in (("U1", 5000), ("U2", 600), ("U3", 7000), ("U4", 80)):
        rows.mart.append(
            _row(
                "A1", JANUARY, source="unit4_ledger", actual_booked_nok=_dec(nok), no_role=True, unit_id=unit
            )
        )
    rows.sources.append(SourceRow("unit4_ledger", date(2019, 12, 1), kind="actual_cost"))
    return warehouse_of(rows)


def test_the_wider_scope_hides_what_a_small_unit_books_too() -> None:
    reader, booked = booking_units(), Selection(unit="booked_cost_nok")
    # U1 is hidden with U2's hours; of U4 nobody knows how few it is.
    hidden = {("U1",): None, ("U2",): None, ("U3",): 7000.0, ("U4",): None}
    assert seen(reader, booked, ("unit",)) == hidden
    assert seen(reader, booked, BOTH) == {(*unit, None): nok for unit, nok in hidden.items()}
    assert compare(reader, booked, ()).total["actual"] == 12680.0
    assert compare(reader, replace(booked, units=("U2",)), ("sub_measure",)).total["actual"] is None
    assert metrics.monthly(reader, replace(booked, units=("U4",)))["note_code"].tolist() == ["hidden"]
    split = metrics.cost_split(reader, Selection(units=("U2",)))
    assert (split.total["note_code"], split.total["direct"], split.payroll_booked) == ("hidden", None, 0.0)
    assert seen(booking_units(scope=1), booked, ("unit",))["U2",] == 600.0


def test_a_total_of_the_ledger_tells_nothing_of_a_hidden_unit() -> None:
    for scope, told in ((1, Decimal(4)), (2, None)):
        reader = booking_units(scope)
        reader.con.execute(
            "insert into ledger_total values (1, 'own_hours', '2019-01-01', '2019-01-01', 'U2', 'hours', 10, 'kari', "
            "now()::timestamp, null)"
        )
        [found] = [one for one in disagreements(reader, Selection()) if isinstance(one, LedgerRest)]
        assert found.rest == told
        sentence = disagreement_sentence(found, NB, str)
        assert ("skjult av personvernhensyn" in sentence, "4,00" in sentence) == (
            told is None,
            told is not None,
        )


def test_two_small_units_are_hidden_with_a_large_one() -> None:
    """Together they are two people, and the museum's total less the others is theirs."""
    units: dict[Group, int] = {("U1", EVERY): 1, ("U2", EVERY): 1, ("U3", EVERY): 4, ("U4", EVERY): 9}
    assert hidden_with({("U1", EVERY), ("U2", EVERY)}, units, {}, 3) == units.keys() - {("U4", EVERY)}


def test_hiding_alone_in_its_line_is_as_good_as_it_gets() -> None:
    alone: Group = ("U1", "R1")
    assert hidden_with({alone}, {alone: 1}, {}, 3) == {alone}


def test_a_large_group_is_not_lost_where_groups_without_effort_close_the_circle() -> None:
    persons: dict[Group, int] = {("U1", "R1"): 10, ("U2", "R2"): 1}
    idle: dict[Group, int] = {
        group: 2 for group in product(("U1", "U2", "U3"), ("R1", "R2", "R3")) if group not in persons
    }
    assert ("U1", "R1") not in hidden_with({("U2", "R2")}, persons, idle, 3)


# --- what stands around the figures -----------------------------------------------------------------


def test_nothing_beside_the_figure_tells_of_a_hidden_group() -> None:
    rows = spent(*NINE, months=(JANUARY, FEBRUARY))
    rows.sources = [SourceRow("own_hours", JANUARY)]
    reader = warehouse_of(rows)
    hidden = Selection(units=("U1",), role_groups=("R2",))
    assert metrics.data_basis(reader, hidden).quality == {}
    assert metrics.months(reader, hidden).left_out_actual == 0.0
    assert "ført" not in metrics.months(reader, hidden).words(NB)
    shown = Selection(units=("U3",), role_groups=("R2",))
    assert metrics.data_basis(reader, shown).quality == {"estimated": 1.0}
    assert metrics.months(reader, shown).left_out_actual == 80.0


def test_attention_names_no_role_group_where_one_is_hidden() -> None:
    reader = warehouse_of(spent(*NINE))
    assert [pull.role_group for pull in metrics.attention(reader, Selection())[0].groups] == ["R3", "R2"]
    assert metrics.attention(reader, Selection(units=("U1",), plan="P"))[0].groups == ()
    assert metrics.attention(reader, Selection(units=("U1",), role_groups=("R2",))) == []


def test_nothing_is_asked_of_the_warehouse_where_no_cell_is_a_groups() -> None:
    reader = warehouse_of(spent(*NINE))
    metrics.monthly(reader, Selection(), ("unit",))
    metrics.attention(reader, Selection())
    compare(reader, Selection(units=("U1",)), ("sub_measure", "month"))
    compare(reader, Selection(), ("role_group", "sub_measure"))
    assert "small_groups" not in _answers[reader]
    compare(reader, Selection(), BOTH)
    assert "small_groups" in _answers[reader]


def test_source_rows_show_no_hours_of_a_person() -> None:
    rows = spent(("U1", "R1", 50, 9), ("U2", "R2", 7, 9), ("U2", "R1", 8, 1), ("U1", "R2", 9, 9))
    reader = warehouse_of(rows)
    reader.con.execute("insert into coverage values (1, 'own_hours', 'a')")
    reader.con.execute(
        "insert into actual_effort (import_id, sheet, source_row, coverage_key, sub_measure_id, unit_id, "
        "role_group_id, period, actual_hours, quality, persons) values "
        "(1, 'Timer', 2, 'a', 'A1', 'U1', 'R3', '2019-01-01', 5, 'estimated', 9), "
        "(1, 'Timer', 3, 'a', 'A1', 'U2', 'R1', '2019-01-01', 8, 'estimated', 1), "
        "(1, 'Timer', 4, 'a', 'A1', 'U3', 'R3', '2019-01-01', 6, 'measured', 9), "
        "(1, 'Timer', 5, 'a', 'A1', 'U3', 'R3', '2019-01-01', 7, 'measured', 9)"
    )
    found = metrics.source_rows(reader, Selection())
    told = [
        (r["row"], None if math.isnan(r["hours"]) else r["hours"], r["note_code"])
        for r in found.to_dict("records")
        if r["side"] == "actual"
    ]
    # Rows 4 and 5 are entries of single people of a large group.
    assert told == [(2, 5.0, ""), (3, None, "hidden"), (4, None, "hidden"), (5, None, "hidden")]


# --- the attacker -----------------------------------------------------------------------------------

UNITS, ROLE_GROUPS, SUBS = ("U1", "U2", "U3"), ("R1", "R2", "R3"), ("A1", "B1")
MONTHS = (JANUARY, FEBRUARY)
Atom = tuple[str, str, str, date]
ATOMS: list[Atom] = list(product(UNITS, ROLE_GROUPS, SUBS, MONTHS))
PLACE = {"unit": 0, "role_group": 1, "sub_measure": 2, "month": 3}


class Attacker:
    """Keeps what every shown figure says of the atoms, and solves for any sum of atoms, in exact fractions."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[int, Fraction]] = {}

    def learn(self, atoms: set[Atom]) -> None:
        left = self._reduced(atoms)
        if left:
            first = min(left)
            lead = left[first]
            self.rows[first] = {at: value / lead for at, value in left.items()}

    def knows(self, atoms: set[Atom]) -> bool:
        return not self._reduced(atoms)

    def _reduced(self, atoms: set[Atom]) -> dict[int, Fraction]:
        left = {ATOMS.index(atom): Fraction(1) for atom in atoms}
        done = -1
        while pending := sorted(at for at in left if at > done):
            done = pending[0]
            if row := self.rows.get(done):
                times = left[done]
                for at, value in row.items():
                    left[at] = left.get(at, Fraction(0)) - times * value
                left = {at: value for at, value in left.items() if value}
        return left


def of_cell(selection: Selection, months: Sequence[date], fixed: dict[str, Any]) -> set[Atom]:
    """The atoms that a cell is the sum of."""
    filters = (selection.units, selection.role_groups, selection.sub_measures, months)
    return {
        atom
        for atom in ATOMS
        if all(not chosen or atom[at] in chosen for at, chosen in enumerate(filters))
        and all(atom[PLACE[key]] == value for key, value in fixed.items())
    }


def selections() -> Iterator[Selection]:
    some: tuple[tuple[str, ...], ...] = ((), ("U1",), ("U2", "U3"))
    others: tuple[tuple[str, ...], ...] = ((), ("R2",), ("R1", "R2"))
    for units, role_groups in product(some, others):
        yield Selection(units=units, role_groups=role_groups)
        if units and role_groups:
            yield Selection(units=units, role_groups=role_groups, last=JANUARY)
            yield Selection(units=units, role_groups=role_groups, sub_measures=("B1",))


def answers(reader: TinyReader) -> Iterator[metrics.Comparison]:
    """What is answered to every combination of keys, under filters that hold groups, sets of them, and neither."""
    coarser = [tuple(key for key in keys if key) for keys in product(*((None, key) for key in PLACE))]
    for selection in selections():
        yield from compare_with_sums(reader, selection, tuple(PLACE), *coarser[:-1])


GROUP = st.tuples(st.integers(0, 40), st.sampled_from((None, 1, 2, 3, 5, 9)))


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(
    st.lists(st.one_of(st.none(), GROUP), min_size=len(ATOMS), max_size=len(ATOMS)), st.sampled_from((1, 2))
)
def test_no_hidden_figure_follows_from_the_shown_ones(effort: list[Any], scope: int) -> None:
    reader, sizes = invented(effort, scope)
    attacker, hidden = Attacker(), []
    for found in answers(reader):
        selection, by, months = found.selection, found.by, found.months.counted
        for row in found.rows.to_dict("records"):
            cell = of_cell(selection, months, {key: row[key] for key in by})
            if row["note_code"] == "hidden":
                hidden.append(cell)
            else:
                attacker.learn(cell)
        if found.total["actual"] is not None:
            attacker.learn(of_cell(selection, months, {}))
        if not by:
            learn_months(attacker, selection, metrics.monthly(reader, selection))
    # The sum of some hidden groups may follow: it is what is left of a line, and rests on enough people.
    groups = [cell for cell in hidden if all(len({atom[at] for atom in cell}) in (1, 3) for at in (0, 1))]
    for cell in groups:
        assert not attacker.knows(cell), sorted(cell)
    for unit, role_group, month in product(UNITS, ROLE_GROUPS, MONTHS):
        own = {atom for atom in ATOMS if (atom[0], atom[1], atom[3]) == (unit, role_group, month)}
        known = [sizes[atom] for atom in own if atom in sizes]
        if known and max(known) < 3:
            assert not attacker.knows(own)
        for atom in own:
            assert not (sizes.get(atom, 9) < 3 and attacker.knows({atom}))


def persons_of(few: str) -> Rows:
    """10 hours each; one person in U1 × R1, many in most groups, four in those of a unit and role group beside it."""
    three = {("U1", few), (few.replace("R", "U"), "R1"), (few.replace("R", "U"), few)}
    return spent(
        *(
            (
                unit,
                role_group,
                10,
                1 if (unit, role_group) == ("U1", "R1") else 4 if (unit, role_group) in three else 9,
            )
            for unit, role_group in product(UNITS, ROLE_GROUPS)
        )
    )


@pytest.mark.parametrize("guarded", [False, True])
def test_two_versions_side_by_side_tell_no_hidden_group(guarded: bool) -> None:
    """The versions hide different groups with the small one; without a guard each shows what the other hides."""
    then, now, attacker = warehouse_of(persons_of("R2")), warehouse_of(persons_of("R3")), Attacker()
    now.version = 2
    assert seen(then)["U1", "R3"] is not None
    assert seen(now)["U1", "R2"] is not None
    if guarded:
        guard(then, now)
    hidden = set()
    for reader, by in product((then, now), ((), ("unit",), ("role_group",), BOTH)):
        found = compare(reader, Selection(), by)
        attacker.learn(of_cell(Selection(), (JANUARY,), {}))
        for row in found.rows.to_dict("records"):
            cell = of_cell(Selection(), (JANUARY,), {key: row[key] for key in by})
            if row["note_code"] == "hidden":
                hidden.add((reader.version, *(row[key] for key in by)))
            else:
                attacker.learn(cell)
        if guarded:
            assert found.hidden_actual in (None, 0.0) or reader is now
    own = of_cell(Selection(), (JANUARY,), {"unit": "U1", "role_group": "R1"})
    assert attacker.knows(own) is not guarded
    assert {one[1:] for one in hidden if one[0] == 2} <= {
        one[1:] for one in hidden if one[0] == 1
    } or not guarded


def learn_months(attacker: Attacker, selection: Selection, series: Any) -> None:
    """A month's figure, and the running sum, where they are shown."""
    for row in series.to_dict("records"):
        if not math.isnan(row["actual"]):
            attacker.learn(of_cell(selection, (row["month"],), {}))
        if not math.isnan(row["cum_actual"]):
            attacker.learn(of_cell(selection, [m for m in series["month"] if m <= row["month"]], {}))


def invented(effort: list[Any], scope: int) -> tuple[TinyReader, dict[Atom, int]]:
    """A warehouse with these hours and persons per atom, and the persons of each."""
    rows, sizes = invented_rows(effort, scope)
    return warehouse_of(rows), sizes


def invented_rows(effort: list[Any], scope: int) -> tuple[Rows, dict[Atom, int]]:
    """The rows of that warehouse."""
    rows = Rows(
        versions=[VersionRow("P", "baseline", date(2018, 1, 1), JANUARY, FEBRUARY)],
        sources=[SourceRow("own_hours", FEBRUARY)],
    )
    rows.constants["small_group_scope"] = Decimal(scope)
    rows.plan("P", "A1", list(MONTHS), 10)
    sizes: dict[Atom, int] = {}
    for atom, told in zip(ATOMS, effort, strict=True):
        if told is not None:
            unit, role_group, sub, month = atom
            hours, persons = told
            rows.actual(sub, [month], hours, unit_id=unit, role_group_id=role_group, persons=persons)
            sizes[atom] = persons or 0
    return rows, sizes


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(
    st.lists(st.one_of(st.none(), GROUP), min_size=len(ATOMS), max_size=len(ATOMS)),
    st.lists(st.booleans(), min_size=len(ATOMS), max_size=len(ATOMS)),
)
def test_no_hidden_booking_follows_from_the_shown_ones(effort: list[Any], booked: list[bool]) -> None:
    rows, sizes = invented_rows(effort, 2)
    for (unit, role_group, sub, month), is_booked in zip(ATOMS, booked, strict=True):
        if is_booked and role_group == "R1":
            rows.mart.append(
                _row(sub, month, source="unit4_ledger", actual_booked_nok=_dec(7), no_role=True, unit_id=unit)
            )
    rows.sources.append(SourceRow("unit4_ledger", FEBRUARY, kind="actual_cost"))
    reader, attacker = warehouse_of(rows), Attacker()
    hidden: list[set[Atom]] = []
    for units in ((), ("U1",), ("U2", "U3")):
        selection = Selection(units=units, unit="booked_cost_nok")
        for by in [tuple(key for key in keys if key) for keys in product(*((None, key) for key in PLACE))]:
            found = compare(reader, selection, by)
            for row in found.rows.to_dict("records"):
                # Every booking stands in R1's atoms here: the ledger has no role groups.
                fixed = {key: row[key] for key in by if key != "role_group"} | {"role_group": "R1"}
                cell = of_cell(selection, found.months.counted, fixed)
                if row["note_code"] == "hidden":
                    hidden.append(cell)
                else:
                    attacker.learn(cell)
            if found.total["actual"] is not None:
                attacker.learn(of_cell(selection, found.months.counted, {"role_group": "R1"}))
    for cell in hidden:
        if len({atom[0] for atom in cell}) == 1:
            assert not attacker.knows(cell), sorted(cell)
    for unit, month in product(UNITS, MONTHS):
        own = {atom for atom in ATOMS if (atom[0], atom[1], atom[3]) == (unit, "R1", month)}
        groups = [
            max(sizes.get((unit, role_group, sub, month), 0) for sub in SUBS) for role_group in ROLE_GROUPS
        ]
        books = any(
            row.unit_id == unit and row.period == month and row.actual_booked_nok for row in rows.mart
        )
        if books and sum(groups) < 3:
            assert not attacker.knows(own), (unit, month)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(
    st.lists(
        st.one_of(st.none(), st.tuples(st.integers(0, 40), st.sampled_from((3, 4, 9)))),
        min_size=len(ATOMS),
        max_size=len(ATOMS),
    )
)
def test_nothing_is_hidden_of_large_groups(effort: list[Any]) -> None:
    reader, _ = invented(effort, 2)
    for found in answers(reader):
        assert "hidden" not in {*found.rows["note_code"], found.total["note_code"]}
        assert found.hidden_rows == 0
