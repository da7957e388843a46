"""Capacity: hand-added figures, and again by plain Python over the same rows."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

import language
from metrics import Selection, SelectionError
from metrics.capacity import capacity, in_hours
from metrics.capacity_answer import capacity_answer, capacity_total
from metrics.capacity_systems import tied_up
from metrics.capacity_words import capacity_answer_words, capacity_basis_words, ceiling_words, load_words
from metrics.frames import records
from tests import second_route
from tests.metrics_rows import FOREVER, Rows, SourceRow, TinyReader, VersionRow, warehouse_of, year
from tests.test_working_time import counted, days_off
from warehouse import create_warehouse, open_reader

NB, EN = language.get("nb"), language.get("en")
MAY, JUNE = date(2024, 5, 1), date(2024, 6, 1)
Staff = tuple[str | None, str | None, str, str, date, date]
"""Unit, role group, persons, position share, validity."""


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def staffed(rows: Rows, staff: list[Staff], **constants: int) -> TinyReader:
    reader = warehouse_of(rows)
    for row in staff:
        reader.con.execute("insert into capacity values (?, ?, ?, ?, ?, ?, 'Telt opp i mai')", list(row))
    for name, value in constants.items():
        reader.con.execute("insert into constant values (?, ?, ?, ?, null)", [name, value, *FOREVER])
    return reader


def may_and_june() -> Rows:
    """May 2024 (19 working days) is released, June (20 days) has its plan alone.

    U1 × R1: 100 planned in each month, 171 worked in May. U2 × R2: 30 planned in each, 60 worked in May.
    """
    rows = Rows(
        versions=[VersionRow("P1", "baseline", date(2024, 4, 1), MAY, JUNE)],
        sources=[SourceRow("own_hours", MAY)],
    )
    rows.plan("P1", "A1", [MAY, JUNE], 100)
    rows.plan("P1", "A2", [MAY, JUNE], 30, unit_id="U2", role_group_id="R2")
    rows.actual("A1", [MAY], 171, persons=5)
    rows.actual("A2", [MAY], 60, unit_id="U2", role_group_id="R2", persons=4)
    return rows


STAFF: list[Staff] = [
    # Two persons in half positions: 19 days × 7.5 hours = 142.5 in May, 20 × 7.5 = 150 in June.
    ("U1", "R1", "2", "0.5", *FOREVER),
    # One person from 16 May on: 10 of May's working days = 75 hours; all of June = 150.
    ("U2", "R2", "1", "1", date(2024, 5, 16), date(2024, 6, 30)),
]


def by_key(
    reader: TinyReader, selection: Selection, by: tuple[str, ...]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {
        (*(row[key] for key in by), row["month"]): row for row in records(capacity(reader, selection, by))
    }


# --- by hand -------------------------------------------------------------------------------------


def test_capacity_of_two_groups_and_two_months_by_hand() -> None:
    found = by_key(staffed(may_and_june(), STAFF), Selection(), ("unit", "role_group"))
    assert len(found) == 4
    first = found["U1", "R1", MAY]
    assert (first["persons"], first["available_hours"], first["available"]) == (2, 142.5, 142.5)
    assert (first["planned"], first["actual"], first["effort"]) == (100, 171, 171)
    assert first["forecast"] != first["forecast"]
    assert (first["load_pct"], first["room"], first["over_full"]) == (pytest.approx(120), -28.5, True)
    second = found["U2", "R2", MAY]
    assert second["persons"] == pytest.approx(10 / 19)
    assert (second["available_hours"], second["load_pct"], second["over_full"]) == (
        75,
        pytest.approx(80),
        False,
    )
    june = found["U1", "R1", JUNE]
    assert (june["available"], june["planned"], june["forecast"], june["effort"]) == (150, 100, 100, 100)
    assert june["actual"] != june["actual"]
    assert (june["load_pct"], june["room"]) == (pytest.approx(200 / 3), 50)


def test_the_total_is_the_sum_of_the_groups() -> None:
    reader = staffed(may_and_june(), STAFF)
    total = by_key(reader, Selection(), ())
    assert [total[month,]["available"] for month in (MAY, JUNE)] == [217.5, 300]
    assert [total[month,]["effort"] for month in (MAY, JUNE)] == [231, 130]
    told = capacity_total(reader, Selection())
    assert (told.released.months, told.released.available, told.released.effort) == ((MAY,), 217.5, 231)
    assert told.released.load_pct == pytest.approx(231 / 217.5 * 100)
    assert (told.ahead.available, told.ahead.effort, told.ahead.room) == (300, 130, 170)
    assert (told.over_full, told.without, told.note_code) == ((MAY,), (), "")
    assert "Telt opp i mai" in capacity_basis_words(told, NB)


def test_a_lower_ceiling_fills_months_sooner() -> None:
    found = by_key(staffed(may_and_june(), STAFF, capacity_ceiling_pct=50), Selection(), ("unit",))
    # 150 × 50 % = 75, and 100 are planned.
    june = found["U1", JUNE]
    assert (june["load_pct"], june["room"], june["over_full"]) == (pytest.approx(200 / 3), -25, True)
    assert found["U2", JUNE]["over_full"] is False


def test_a_ceiling_that_changes_is_said_of_the_months_it_was_used_for() -> None:
    """50 % from June on; what was before had all of it."""
    reader = staffed(may_and_june(), STAFF)
    change = "insert into constant values ('capacity_ceiling_pct', ?, ?, ?, null)"
    reader.con.execute(change, [100, FOREVER[0], MAY])
    reader.con.execute(change, [50, JUNE, FOREVER[1]])
    total, answer = capacity_total(reader, Selection()), capacity_answer(reader, Selection())
    assert [(one.pct, one.months) for one in total.ceilings] == [(100.0, (MAY,)), (50.0, (JUNE,))]
    assert plain(ceiling_words(total.ceilings, NB)) == (
        "Så mye av kapasiteten kan tiltakene ta: 100 % i mai 2024; 50 % i juni 2024."
    )
    assert plain(capacity_answer_words(answer, NB)[-1]) == "Tiltakene kan ta 50 % av kapasiteten."


def test_exactly_full_is_not_over_full() -> None:
    rows = may_and_june()
    rows.plan("P1", "A3", [JUNE], 50)
    june = by_key(staffed(rows, STAFF), Selection(), ("unit",))["U1", JUNE]
    assert (june["load_pct"], june["room"], june["over_full"]) == (100, 0, False)


@pytest.mark.parametrize(
    ("unit", "available"),
    [("person_years", 150 / 1600), ("person_days", 20), ("cost_nok", 150), ("booked_cost_nok", 150)],
)
def test_units_of_display_and_kroner_in_hours(unit: str, available: float) -> None:
    reader = staffed(may_and_june(), STAFF)
    june = by_key(reader, Selection(unit=unit), ("unit",))["U1", JUNE]
    assert (june["available"], june["available_hours"]) == (pytest.approx(available), 150)
    assert june["load_pct"] == pytest.approx(200 / 3)
    assert capacity_total(reader, Selection(unit=unit)).unit == ("hours" if unit.endswith("nok") else unit)


def test_filters_narrow_people_by_group_and_effort_by_anything() -> None:
    reader = staffed(may_and_june(), STAFF)
    assert set(by_key(reader, Selection(units=("U2",)), ("unit",))) == {("U2", MAY), ("U2", JUNE)}
    of_a1 = by_key(reader, Selection(sub_measures=("A1",)), ())
    assert (of_a1[MAY,]["available"], of_a1[MAY,]["effort"]) == (217.5, 171)
    assert in_hours(Selection(qualities=("measured",), unit="cost_nok")) == Selection()


def test_a_part_of_what_people_did_does_not_fill_their_time_less() -> None:
    reader = staffed(may_and_june(), STAFF)
    measured = by_key(reader, Selection(qualities=("measured",)), ())
    assert (measured[MAY,]["effort"], measured[JUNE,]["effort"]) == (231, 130)


def test_only_units_and_role_groups_have_capacity() -> None:
    with pytest.raises(SelectionError):
        capacity(staffed(may_and_june(), STAFF), Selection(), ("system",))


# --- undefined, and said so ----------------------------------------------------------------------


def test_without_capacity_there_is_no_load_and_the_reason_is_told() -> None:
    reader = staffed(may_and_june(), [])
    row = by_key(reader, Selection(), ())[MAY,]
    assert (row["note_code"], row["effort"], row["over_full"]) == ("no_capacity", 231, False)
    assert all(row[name] != row[name] for name in ("available", "load_pct", "room", "persons"))
    told = capacity_total(reader, Selection())
    assert (told.note_code, told.released.months, told.without) == ("no_capacity", (), (MAY, JUNE))
    assert capacity_answer_words(capacity_answer(reader, Selection()), NB) == [
        "Kapasitet er ikke registrert for månedene som gjenstår, så det kan ikke sies om det er satt av nok."
    ]


def test_an_earlier_release_has_no_capacity() -> None:
    reader = staffed(may_and_june(), [])
    reader.con.execute("drop table capacity")
    reader.con.execute("create table capacity (unit_id varchar, period date, persons integer)")
    assert capacity_total(reader, Selection()).note_code == "no_capacity"
    reader = staffed(may_and_june(), [])
    reader.con.execute("drop table capacity")
    assert capacity_total(reader, Selection()).note_code == "no_capacity"


def test_nothing_loaded_has_no_months() -> None:
    reader = staffed(Rows(), STAFF)
    assert len(capacity(reader, Selection())) == 0
    assert capacity_answer_words(capacity_answer(reader, Selection()), NB) == [
        "Utvalget har ingen måneder igjen av planen."
    ]
    assert len(tied_up(reader, Selection()).rows) == 0


def test_a_month_ahead_without_plan_has_no_forecast() -> None:
    july = by_key(staffed(may_and_june(), STAFF), Selection(last=date(2024, 7, 1)), ())[date(2024, 7, 1),]
    assert (july["note_code"], july["over_full"]) == ("not_covered", False)
    assert july["effort"] != july["effort"]
    only_july = Selection(first=date(2024, 7, 1), last=date(2024, 7, 1))
    assert capacity_total(staffed(may_and_june(), STAFF), only_july).note_code == "not_covered"


def test_capacity_of_a_small_group_is_shown_and_its_hours_are_not() -> None:
    rows = may_and_june()
    rows.actual("A3", [MAY], 20, unit_id="U1", role_group_id="R2", persons=1)
    staff = [*STAFF, ("U1", "R2", "1", "1", *FOREVER)]
    found = by_key(staffed(rows, staff), Selection(), ("unit", "role_group"))
    small = found["U1", "R2", MAY]
    assert (small["note_code"], small["available"], small["planned"]) == ("hidden", 142.5, 0)
    assert all(small[name] != small[name] for name in ("actual", "effort", "load_pct", "room"))
    assert not small["over_full"]
    # What is left of the plan says nothing of what anybody did.
    assert found["U1", "R2", JUNE]["load_pct"] == 0
    assert by_key(staffed(rows, staff), Selection(), ())[MAY,]["effort"] == 251
    alone = capacity_total(staffed(rows, staff), Selection(units=("U1",), role_groups=("R2",)))
    assert (alone.released.months, alone.released_note, alone.note_code) == ((), "hidden", "hidden")


# --- the answer ----------------------------------------------------------------------------------


def test_enough_is_said_with_what_is_left_and_the_constant() -> None:
    answer = capacity_answer(staffed(may_and_june(), STAFF), Selection())
    assert answer.enough
    # 300 − 130 = 170 hours = 0.10625 person-years of 1 600 hours.
    assert [answer.ahead.room, answer.room_person_years] == [170, pytest.approx(0.10625)]
    assert [plain(one) for one in capacity_answer_words(answer, NB)] == [
        (
            "Ja. Det er satt av nok til det som gjenstår av planen, juni 2024. Planen trenger 130 t av 300 t "
            "tilgjengelige (43,3 %), og hver gruppe har nok i hver måned."
        ),
        "I månedene til sammen er 0,11 årsverk à 1 600 timer igjen. De skal også dekke daglig drift, ferie og fravær.",
    ]


def test_who_lacks_how_much_in_which_month() -> None:
    rows = may_and_june()
    rows.plan("P1", "A3", [JUNE], 66)
    answer = capacity_answer(staffed(rows, STAFF), Selection())
    [shortage] = answer.shortages
    # 150 available, 100 + 66 planned: 16 hours = 0.01 person-years of 1 600 hours.
    assert shortage.month == JUNE
    assert [shortage.hours, shortage.person_years] == [16, pytest.approx(0.01)]
    assert not answer.enough
    told = [plain(one) for one in capacity_answer_words(answer, NB)]
    assert told[0].startswith("Nei. Det er ikke satt av nok for alle i alle måneder")
    assert told[1] == "Rolle R1 (Enhet U1) mangler 16 t i juni 2024 (0,01 årsverk à 1 600 timer)."


def test_the_ceiling_is_said_where_it_is_not_all() -> None:
    answer = capacity_answer(staffed(may_and_june(), STAFF, capacity_ceiling_pct=50), Selection())
    assert [(one.month, one.hours) for one in answer.shortages] == [(JUNE, 25)]
    told = [plain(one) for one in capacity_answer_words(answer, NB)]
    # 150 − 130 = 20 hours of 1 600.
    assert told[-2:] == [
        "Av det tiltakene kan ta, er 0,01 årsverk à 1 600 timer igjen i månedene til sammen.",
        "Tiltakene kan ta 50 % av kapasiteten.",
    ]


@pytest.mark.parametrize(
    ("share", "told"),
    [
        # July–December 2024 have 130 working days: 975 hours of one person, 682.5 of 70 %.
        ("1", "Går resten i samme takt som hittil, trengs 720 t (73,8 %). Det er nok til sammen."),
        ("0.7", "Går resten i samme takt som hittil, trengs 720 t (105,5 %). Da mangler 38 t til sammen."),
    ],
)
def test_the_pace_until_now_is_held_against_the_capacity(share: str, told: str) -> None:
    rows = Rows(
        versions=[VersionRow("P1", "baseline", date(2023, 12, 1), date(2024, 1, 1), date(2024, 12, 1))],
        sources=[SourceRow("own_hours", date(2024, 6, 1))],
    )
    rows.plan("P1", "A1", year(2024), 100)
    rows.actual("A1", year(2024, 1, 6), 120, persons=5)
    answer = capacity_answer(staffed(rows, [("U1", "R1", "1", share, *FOREVER)]), Selection())
    # 600 left × 720 / 600.
    assert (answer.pace, answer.enough) == (720, True)
    assert plain(capacity_answer_words(answer, NB)[1]) == told


def test_a_group_without_capacity_keeps_the_answer_open() -> None:
    answer = capacity_answer(staffed(may_and_june(), STAFF[:1]), Selection())
    assert [(one.role_group[0], one.hours) for one in answer.unrecorded] == [("Rolle R2", 30)]
    assert not answer.enough
    told = [plain(one) for one in capacity_answer_words(answer, NB)]
    assert told[0].startswith("Det kan ikke sies om det er satt av nok, juni 2024")
    assert told[1] == "Kapasiteten til Rolle R2 (Enhet U2) er ikke registrert. Planen trenger 30 t der."


def test_a_group_without_capacity_makes_no_shortage_of_the_total() -> None:
    rows = may_and_june()
    rows.plan("P1", "A3", [JUNE], 200, unit_id="U2", role_group_id="R2")
    reader = staffed(rows, STAFF[:1])
    assert capacity_answer(reader, Selection()).shortages == ()
    told = capacity_total(reader, Selection())
    assert [names[1][0] for names in told.unrecorded] == ["Rolle R2"]
    assert "Noen måneder mangler kapasiteten til Rolle R2 (Enhet U2)." in capacity_basis_words(told, NB)


def test_loads_are_marked_by_more_than_colour() -> None:
    assert plain(load_words(120, True, NB)) == "▲ 120,0 %, overfull"
    assert plain(load_words(99.9, False, NB)) == "99,9 %"


# --- systems -------------------------------------------------------------------------------------


def test_person_years_per_system_and_year() -> None:
    reader = staffed(may_and_june(), STAFF)
    found = tied_up(reader, Selection(unit="cost_nok"))
    rows = {row["system_nb"]: row for row in records(found.rows)}
    # A1 belongs to SYS-X: 171 worked and 100 to come; A2 to none: 60 and 30. A person-year has 1 600 hours.
    assert set(rows) == {"System SYS-X", "uten system"}
    first = rows["System SYS-X"]
    assert (first["actual"], first["forecast"]) == (pytest.approx(171 / 1600), pytest.approx(100 / 1600))
    assert rows["uten system"]["person_years"] == pytest.approx(90 / 1600)
    [total] = records(found.years)
    assert (total["year"], total["available"]) == (2024, pytest.approx(517.5 / 1600))
    assert total["person_years"] == pytest.approx(361 / 1600)
    assert total["load_pct"] == pytest.approx(361 / 517.5 * 100)


def test_a_year_with_a_month_without_capacity_has_no_load() -> None:
    staff = [(*row[:4], JUNE, date(2024, 6, 30)) for row in STAFF]
    [total] = records(tied_up(staffed(may_and_june(), staff), Selection()).years)
    assert (total["note_code"], total["person_years"]) == ("no_capacity", pytest.approx(361 / 1600))
    assert total["load_pct"] != total["load_pct"]


# --- the second route ----------------------------------------------------------------------------


def random_case(random: Random) -> tuple[Rows, list[Staff]]:
    rows = Rows(
        versions=[
            VersionRow("P1", "baseline", date(2022, 12, 1), date(2023, 1, 1), date(2024, 12, 1)),
            VersionRow("P2", "revised", date(2023, 9, 15), date(2023, 10, 1), date(2024, 10, 1), "partial"),
        ],
        sources=[SourceRow("own_hours", date(2024, random.randint(1, 6), 1))],
    )
    for version, months in (("P1", year(2023) + year(2024)), ("P2", year(2024, 1, 10))):
        for sub in ("A1", "A2", "B1"):
            place: dict[str, Any] = {
                "unit_id": random.choice(("U1", "U2")),
                "role_group_id": random.choice(("R1", "R2")),
            }
            rows.plan(version, sub, random.sample(months, 9), random.randint(1, 400) / 2, **place)
    for placed in ("A1", "A3", None):
        place = {"unit_id": random.choice(("U1", "U2", None)), "role_group_id": random.choice(("R1", "R2"))}
        rows.actual(
            placed,
            random.sample(year(2023) + year(2024, 1, 6), 8),
            random.randint(1, 400) / 4,
            persons=9,
            **place,
        )
    staff: list[Staff] = []
    for unit in ("U1", "U2"):
        for group in ("R1", "R2"):
            first = date(2023, random.randint(1, 12), random.randint(1, 28))
            for valid in (
                (first, date(2024, 3, random.randint(1, 31))),
                (date(2024, 4, 9), date(2024, 11, 20)),
            ):
                share = str(random.randint(1, 100) / 100)
                staff.append((unit, group, str(random.randint(1, 12)), share, *valid))
    return rows, staff


def second_capacity(
    rows: Rows, staff: list[Staff], selection: Selection, by: tuple[str, ...]
) -> dict[Any, Any]:
    """Hours, planned and effort per key and month, day by day and row by row."""
    hours: dict[Any, Decimal] = defaultdict(Decimal)
    states = second_route.states(rows, selection)
    for unit, group, persons, share, first, last in staff:
        if (selection.units and unit not in selection.units) or (
            selection.role_groups and group not in selection.role_groups
        ):
            continue
        for month in states:
            whole = counted(month.year, month.month)
            days = [
                day for day in range(1, 32)
                if day <= _last(month) and first <= month.replace(day=day) <= last
                and _works(month.replace(day=day))
            ]  # fmt: skip
            assert len(days) <= whole
            if days or (first <= month.replace(day=_last(month)) and month <= last):
                key = (*({"unit": unit, "role_group": group}[name] for name in by), month)
                hours[key] += len(days) * Decimal("7.5") * Decimal(persons) * Decimal(share)
    effort: dict[Any, Decimal] = defaultdict(Decimal)
    for row, amount in second_route.planned_in(rows, selection, list(states)):
        if states[row.period] in ("provisional", "future"):
            effort[(*(getattr(row, f"{name}_id") for name in by), row.period)] += amount
    for row in second_route.actual_rows(rows, selection):
        if states.get(row.period) in ("comparable", "uncovered") and row.actual_hours is not None:
            effort[(*(getattr(row, f"{name}_id") for name in by), row.period)] += row.actual_hours
    return {"hours": hours, "effort": effort}


def _last(month: date) -> int:
    return (date(month.year + month.month // 12, month.month % 12 + 1, 1) - month).days


def _works(day: date) -> bool:
    return day.isoweekday() <= 5 and day not in days_off(day.year)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("by", [(), ("unit",), ("role_group",), ("unit", "role_group")], ids="-".join)
def test_capacity_and_load_by_a_second_route(seed: int, by: tuple[str, ...]) -> None:
    random = Random(seed)
    rows, staff = random_case(random)
    units = random.choice(((), (), ("U1",)))
    selection = Selection(units=units, measures=random.choice(((), ("MA",))))
    expected = second_capacity(rows, staff, selection, by)
    found = by_key(staffed(rows, staff), selection, by)
    assert {key for key, row in found.items() if row["available_hours"] == row["available_hours"]} >= {
        key for key, hours in expected["hours"].items() if hours
    }
    for key, row in found.items():
        hours, effort = float(expected["hours"].get(key, 0)), float(expected["effort"].get(key, 0))
        if row["note_code"] == "not_covered":
            continue
        assert row["effort"] == pytest.approx(effort), key
        if hours:
            assert row["available"] == pytest.approx(hours), key
            assert row["load_pct"] == pytest.approx(effort * 100 / hours), key
            assert row["over_full"] == (effort > hours + 1e-6), key
        else:
            assert row["note_code"] == "no_capacity", key


# --- the sample ----------------------------------------------------------------------------------


def test_the_sample_s_capacity_is_its_sixteen_invented_persons(tmp_path: Path) -> None:
    create_warehouse(tmp_path, Path(__file__).parent.parent / "data" / "reference")
    with open_reader(tmp_path) as reader:
        rows = reader.rows("select role_group_id, sum(persons) as n from capacity group by all order by all")
        bases = {row["basis"] for row in reader.rows("select basis from capacity")}
    assert [(row["role_group_id"], row["n"]) for row in rows] == [("ADM", 10), ("KSJEF", 3), ("OVRIG", 3)]
    assert all(basis.startswith("Oppdiktet") for basis in bases)
