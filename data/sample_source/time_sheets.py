"""The payroll system's time export: monthly figures laid out on persons and days."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import holidays

from data.sample_source.files import Export, Row
from data.sample_source.own import INVENTED, TAKEN_OUT, Table

Units = dict[str, dict[str, str]]
Person = tuple[str, str, str]
"""Resource number, unit, role group."""

DAY_HOURS = Decimal("7.5")


def subproject(sub_measure: str) -> str:
    """The accounting code from 2023: 4.1 → 990123001."""
    return f"990123{int(sub_measure.removeprefix('4.')):03}"


@dataclass(frozen=True)
class Entry:
    """Approved hours of one person on one code and one day."""

    person: Person
    day: date
    code: str
    hours: Decimal


def time_export(year: int, effort: Table, units: Units) -> Export:
    """Approved project hours, and rows that must not count: presence, and not yet approved."""
    entries = sorted(_entries(year, effort), key=lambda e: (e.person, e.day, e.code))
    rows = [
        _time_row(e.person, e.day, "Prosjekttimer", units[e.person[1]], e.code, e.hours, 30) for e in entries
    ]
    rows += _rows_that_do_not_count(year, sorted({entry.person for entry in entries}), units)
    total = sum((row[7] for row in rows if isinstance(row[7], Decimal)), Decimal())
    as_text = year == 2023
    return Export(
        name=f"dfo_timer_{year}.{'xls' if as_text else 'xlsx'}",
        sheet="Tidsdata",
        titles=(("CATS_DA Tidsdata",), INVENTED, TAKEN_OUT, ()),
        header=(
            "Pers.nr.",
            "Navn",
            "Rollegruppe",
            "Dato",
            "Fremmøtetype",
            "K5",
            "K7",
            "Timer",
            "Status",
            "Kortt.",
        ),
        rows=(*rows, ("", "* Sum", None, None, None, None, None, total)),
        delimiter="\t",
        encoding="utf-16",
    )


def _time_row(
    person: Person, day: date, kind: str, unit: dict[str, str], code: str, hours: Decimal, status: int
) -> Row:
    number, _unit, role_group = person
    cost_centre = unit["koststed_fra_2023"]
    return (
        number,
        f"Ressurs {number[-2:]}",
        role_group,
        day,
        kind,
        cost_centre,
        code,
        hours,
        str(status),
        None,
    )


def _rows_that_do_not_count(year: int, persons: list[Person], units: Units) -> Iterator[Row]:
    for person in persons:
        unit = units[person[1]]
        first, *_rest, last = working_days(year, 1)
        yield _time_row(person, first, "Til stede", unit, "", Decimal("7.75"), 30)
        yield _time_row(person, last, "Prosjekttimer", unit, subproject("4.1"), Decimal("1.00"), 20)


def _entries(year: int, effort: Table) -> Iterator[Entry]:
    by_person: dict[tuple[Person, int], list[tuple[str, Decimal]]] = defaultdict(list)
    for row in effort:
        if not row["periode"].startswith(str(year)):
            continue
        month = int(row["periode"][4:])
        people = _people(row)
        for person, hours in zip(people, _divided(Decimal(row["timer"]), len(people), month), strict=True):
            by_person[person, month].append((subproject(row["deltiltak_id"]), hours))
    for (person, month), work in by_person.items():
        yield from _on_days(person, working_days(year, month), work)


def _people(row: dict[str, str]) -> list[Person]:
    """The invented persons behind a figure: ten in the administration, else one per unit."""
    places = [
        ("VM-ADM", "Museumsadministrasjonen"),
        ("VM-INH", "Kontorsjefene"),
        ("VM-IAK", "Kontorsjefene"),
        ("VM-FOR", "Kontorsjefene"),
        ("VM-INH", "Øvrig administrativt ansatte"),
        ("VM-IAK", "Øvrig administrativt ansatte"),
        ("VM-NLD", "Øvrig administrativt ansatte"),
    ]
    place = (row["enhet_id"], row["rollegruppe"])
    first = 1 if place[0] == "VM-ADM" else 10 + places.index(place)
    return [(f"{900000 + first + n:08}", *place) for n in range(int(row["antall_personer"]))]


def _divided(hours: Decimal, persons: int, month: int) -> list[Decimal]:
    """Divide hours over persons, unevenly and exactly, each with something."""
    step = Decimal("0.25") if hours >= persons * Decimal("0.25") else Decimal("0.1")
    steps = int(hours / step)
    weights = [1 + (n * 3 + month) % 5 for n in range(persons)]
    spare = steps - persons
    shares = [1 + spare * weight // sum(weights) for weight in weights]
    shares[month % persons] += steps - sum(shares)
    return [share * step for share in shares]


def _on_days(person: Person, days: list[date], work: list[tuple[str, Decimal]]) -> Iterator[Entry]:
    """Lay a month's work on working days, at most 7.5 hours on each."""
    coming = iter(days)
    day, free = next(coming), DAY_HOURS
    for code, hours in work:
        left = hours
        while left > 0:
            if free == 0:
                day, free = next(coming), DAY_HOURS
            spent = min(left, free)
            yield Entry(person, day, code, spent)
            left, free = left - spent, free - spent


def working_days(year: int, month: int) -> list[date]:
    closed = holidays.country_holidays("NO", years=year)
    days = (date(year, month, 1) + timedelta(days=n) for n in range(31))
    return [day for day in days if day.month == month and day.weekday() < 5 and day not in closed]
