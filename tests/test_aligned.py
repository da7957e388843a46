"""Systems from their month 0, a closed system's effort, and series of their own beside the effort."""

import math
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

import language
import metrics
from metrics import Selection, SelectionError
from metrics.aligned import ZEROS
from tests import second_route
from tests.metrics_rows import Rows, SourceRow, TinyReader, VersionRow, four_versions, warehouse_of, year

NB = language.get("nb")
EN = language.get("en")
NBSP = "\N{NO-BREAK SPACE}"
STOP = date(2021, 2, 10)


def milestone(reader: TinyReader, key: str, system: str, *, go_live: bool = True, **values: Any) -> None:
    """planned, revised, actual: dates; *_text: what the source says."""
    columns = {name if name.endswith("_text") else f"{name}_date": value for name, value in values.items()}
    named = {
        "milestone_id": key,
        "system_id": system,
        "name_nb": f"Milepæl {key}",
        "name_en": f"Milestone {key}",
    }
    row = named | {"is_go_live": go_live} | columns
    reader.con.execute(
        f"insert into milestone ({', '.join(row)}) values ({', '.join('?' * len(row))})", list(row.values())
    )


def close(reader: TinyReader, system: str) -> None:
    reader.con.execute("update system set status = 'closed_without_rollout' where system_id = ?", [system])


def two_systems() -> Rows:
    """SYS-X: 10 hours planned and 12 spent a month in 2020, and 4 of A3 in March. SYS-Y: 5 planned and 8 spent a month
    from June 2020 to March 2021, the plan goes on to December 2021; April 2021 is provisional.
    """
    rows = Rows(
        versions=[
            VersionRow("P1", "baseline", date(2019, 12, 1), date(2020, 1, 1), date(2021, 12, 1)),
            VersionRow("P2", "revised", date(2021, 3, 15), date(2021, 4, 1), date(2021, 12, 1)),
        ],
        sources=[SourceRow("own_hours", date(2021, 3, 1), date(2021, 5, 1))],
    )
    rows.plan("P1", "A1", year(2020), 10)
    rows.plan("P1", "B1", [*year(2020, 6), *year(2021)], 5)
    rows.plan("P2", "A1", year(2021, 4), 1)
    rows.actual("A1", year(2020), 12, persons=2)
    rows.actual("A3", [date(2020, 3, 1)], 4)
    rows.actual("B1", [*year(2020, 6), *year(2021, 1, 3)], 8, persons=2)
    rows.actual("B1", [date(2021, 4, 1)], 7)
    return rows


@pytest.fixture
def reader() -> TinyReader:
    found = warehouse_of(two_systems())
    milestone(
        found, "X", "SYS-X", planned=date(2020, 3, 10), revised=date(2020, 6, 1), actual=date(2020, 9, 1)
    )
    milestone(
        found, "Y", "SYS-Y", planned=date(2020, 10, 1), revised_text="høsten 2021", actual_text="avbestilt"
    )
    milestone(found, "YSTOP", "SYS-Y", go_live=False, actual=STOP)
    close(found, "SYS-Y")
    return found


BOTH = ("SYS-X", "SYS-Y")


def places(found: metrics.Aligned, system: str) -> list[int]:
    return found.frame[found.frame["system"] == system]["months_to_go_live"].tolist()


# --- month 0 ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zero", "x", "y"),
    [
        ("own", (date(2020, 9, 1), "actual"), (date(2020, 10, 1), "planned")),
        ("actual", (date(2020, 9, 1), "actual"), (None, "")),
        ("revised", (date(2020, 6, 1), "revised"), (None, "")),
        ("planned", (date(2020, 3, 10), "planned"), (date(2020, 10, 1), "planned")),
        ("stop", (date(2020, 9, 1), "actual"), (STOP, "stop")),
        ("start", (date(2020, 1, 1), "start"), (date(2020, 6, 1), "start")),
    ],
)
def test_month_0_is_what_was_asked_for(reader: TinyReader, zero: str, x: Any, y: Any) -> None:
    found = metrics.aligned(reader, Selection(), BOTH, zero)
    assert [(anchor.date, anchor.fact) for anchor in found.anchors] == [x, y]
    assert zero in ZEROS


def test_aligned_months_by_hand(reader: TinyReader) -> None:
    found = metrics.aligned(reader, Selection(), BOTH)
    # SYS-X: January 2020 is eight months before September 2020; SYS-Y begins four months before October 2020.
    assert places(found, "SYS-X")[:2] == [-8, -7]
    assert places(found, "SYS-Y") == list(range(-4, 7))
    rows = {(row["system"], row["months_to_go_live"]): row for row in found.frame.to_dict("records")}
    assert (rows["SYS-X", -6]["planned"], rows["SYS-X", -6]["actual"]) == (10.0, 16.0)
    assert rows["SYS-X", -6]["cum_actual"] == 12 + 12 + 16
    assert (rows["SYS-Y", 0]["planned"], rows["SYS-Y", 0]["actual"], rows["SYS-Y", 0]["cum_actual"]) == (
        5.0,
        8.0,
        40.0,
    )
    # April 2021 lies six months after, is not released, and stands in no running sum.
    april = rows["SYS-Y", 6]
    assert (april["state"], april["actual"], math.isnan(april["cum_actual"])) == ("provisional", 7.0, True)
    # P2 plans nothing of SYS-Y after that; SYS-X has an hour a month planned, and nothing spent is known.
    assert (rows["SYS-X", 8]["planned"], math.isnan(rows["SYS-X", 8]["actual"])) == (1.0, True)


def test_months_before_the_first_effort_are_left_out_and_compared_ones_after_the_last_stay(
    reader: TinyReader,
) -> None:
    found = metrics.aligned(reader, Selection(), BOTH).frame
    of_y = found[found["system"] == "SYS-Y"]
    assert of_y["month"].iloc[0] == date(2020, 6, 1)
    of_x = found[found["system"] == "SYS-X"]
    # Planned by P2 to December 2021; January to March 2021 are compared though nothing was spent.
    assert of_x["month"].iloc[-1] == date(2021, 12, 1)
    assert of_x[of_x["month"] == date(2021, 2, 1)]["actual"].tolist() == [0.0]


@pytest.mark.parametrize("plan", ["in_force", "original", "P1"])
@pytest.mark.parametrize("unit", ["hours", "person_years"])
def test_aligned_is_the_plain_sum_by_system_and_month(plan: str, unit: str) -> None:
    """Second route: plain Python over the same rows."""
    rows, selection = two_systems(), Selection(plan=plan, unit=unit)
    reader = warehouse_of(rows)
    milestone(reader, "X", "SYS-X", actual=date(2020, 9, 1))
    milestone(reader, "Y", "SYS-Y", actual=date(2020, 10, 1))
    divisor = second_route.divisor(rows, unit)
    sums: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for row in second_route.actual_rows(rows, selection):
        zero = 2020 * 12 + (8 if row.system_id == "SYS-X" else 9)
        place = row.period.year * 12 + row.period.month - 1 - zero
        sums[str(row.system_id), place] += row.actual_hours or 0
    frame = metrics.aligned(reader, selection, BOTH).frame
    seen = {
        (row["system"], row["months_to_go_live"]): row["actual"]
        for row in frame.to_dict("records")
        if not math.isnan(row["actual"]) and row["actual"]
    }
    assert seen == pytest.approx({key: float(value / divisor) for key, value in sums.items()})


def test_a_system_without_rows_says_why(reader: TinyReader) -> None:
    found = metrics.aligned(reader, Selection(), (*BOTH, "SYS-Z"), "revised")
    told = {anchor.system_id: metrics.anchor_words(anchor, NB) for anchor in found.anchors}
    assert told == {
        "SYS-X": "revidert 01.06.2020",
        "SYS-Y": "ingen dato er oppgitt, kilden sier «høsten 2021»",
        "SYS-Z": "verken planlagt eller ført timer i utvalget",
    }
    assert [anchor.system_id for anchor in found.placed] == ["SYS-X"]
    assert set(found.frame["system"]) == {"SYS-X"}


def test_a_planned_date_of_a_closed_system_never_came(reader: TinyReader) -> None:
    closed = metrics.aligned(reader, Selection(), ("SYS-Y",)).anchors[0]
    assert metrics.anchor_words(closed, NB) == "planlagt 01.10.2020, som aldri kom: avsluttet uten innføring"
    stopped = metrics.aligned(reader, Selection(), ("SYS-Y",), "stop").anchors[0]
    assert metrics.anchor_words(stopped, NB) == "stoppet 10.02.2021"


def test_a_system_without_a_milestone_can_be_counted_from_its_first_effort() -> None:
    reader = warehouse_of(two_systems())
    assert metrics.aligned(reader, Selection(), ("SYS-X",)).anchors[0].reason_code == "no_milestone"
    from_start = metrics.aligned(reader, Selection(), ("SYS-X",), "start")
    assert places(from_start, "SYS-X")[0] == 0


def test_no_system_gives_no_row_and_an_unknown_one_is_refused(reader: TinyReader) -> None:
    assert metrics.aligned(reader, Selection(), ()).frame.empty
    for bad in ({"systems": ("SYS-NO",)}, {"systems": BOTH, "zero": "yesterday"}):
        with pytest.raises(SelectionError):
            metrics.aligned(reader, Selection(), **bad)


def test_every_choice_of_month_0_has_its_words() -> None:
    assert len({metrics.zero_words(zero, NB) for zero in ZEROS}) == len(ZEROS)
    assert len({metrics.zero_sentence(zero, NB) for zero in ZEROS}) == len(ZEROS)


# --- closed without roll-out --------------------------------------------------------------------


def test_effort_before_the_stop_by_hand(reader: TinyReader) -> None:
    """June–December 2020 is 7 × 8 = 56 hours, January and February 2021 16 more, March and April 8 + 7 after it. The
    plan of that day had 5 hours in each of March–December 2021; the later P2, which leaves it out, is not in it.
    """
    found = metrics.closed_system(reader, Selection(), "SYS-Y")
    assert found is not None
    assert (found.stopped, found.before, found.after) == (STOP, 72.0, 15.0)
    by_year = [
        (row["sub_measure"], row["year"], row["planned"], row["actual"])
        for row in found.rows.to_dict("records")
    ]
    assert by_year == [("B1", 2020, 35.0, 56.0), ("B1", 2021, 10.0, 16.0)]
    assert (found.remaining, found.remaining_first, found.remaining_last) == (
        50.0,
        date(2021, 3, 1),
        date(2021, 12, 1),
    )
    assert metrics.closed_sentence(found, "Y", NB).replace(NBSP, " ") == (
        "Y ble avsluttet uten innføring 10.02.2021. Fram til og med februar 2021 er det ført 72,0 t. Etter det er det "
        "ført 15,0 t. Planen som gjaldt da, hadde 50,0 t igjen for mars–desember 2021."
    )


def test_before_and_after_the_stop_are_all_the_effort(reader: TinyReader) -> None:
    found = metrics.closed_system(reader, Selection(), "SYS-Y")
    assert found is not None
    everything = sum(row.actual_hours or 0 for row in two_systems().mart if row.system_id == "SYS-Y")
    assert (found.before or 0) + (found.after or 0) == float(everything)
    assert found.rows["actual"].sum() == found.before


def test_only_a_closed_system_with_a_day_has_a_stop(reader: TinyReader) -> None:
    assert metrics.closed_system(reader, Selection(), "SYS-X") is None
    close(without_day := warehouse_of(two_systems()), "SYS-Y")
    assert metrics.closed_system(without_day, Selection(), "SYS-Y") is None


def test_a_period_before_the_stop_has_no_remaining_plan(reader: TinyReader) -> None:
    found = metrics.closed_system(reader, Selection(last=date(2020, 12, 1)), "SYS-Y")
    assert found is not None
    assert (found.before, found.after, found.remaining) == (56.0, 0.0, None)
    assert "hadde ingenting igjen" in metrics.closed_sentence(found, "Y", NB)


# --- beside a series of its own -------------------------------------------------------------------


def with_counts(*counts: tuple[date, str | None, int]) -> TinyReader:
    rows = two_systems()
    rows.sources.append(SourceRow("ephorte", None, date(2021, 5, 2), kind="backlog"))
    reader = warehouse_of(rows)
    for place, (day, unit, items) in enumerate(counts):
        reader.con.execute(
            "insert into backlog by name select 2 as import_id, 'Ark1' as sheet, ? as source_row, ? as coverage_key,"
            " 'SYS-Y' as system_id, ? as unit_id, ?::date as snapshot_date, ?::int as items",
            [place, str(day), unit, day, items],
        )
    reader.con.execute("insert into coverage select distinct 2, 'ephorte', coverage_key from backlog")
    return reader


def test_backlog_beside_the_effort_by_hand() -> None:
    """Counts at the end of June and of December 2020 and of March 2021: 100, of two units together, then 60 and 40. Of
    the nine months between, the first four and the last four are the halves; all have 8 hours.
    """
    reader = with_counts(
        (date(2020, 6, 30), "U1", 70), (date(2020, 6, 30), "U2", 30), (date(2020, 12, 31), None, 60),
        (date(2021, 3, 31), None, 40),
    )  # fmt: skip
    found = metrics.beside(reader, Selection(), "SYS-Y", "backlog")
    assert (found.other_first, found.other_last) == ((date(2020, 6, 30), 100.0), (date(2021, 3, 31), 40.0))
    assert found.shared == (*year(2020, 7), *year(2021, 1, 3))
    assert (found.early, found.late, found.effort) == (8.0, 8.0, 72.0)
    assert metrics.beside_sentence(found, NB).replace(NBSP, " ") == (
        "Restansene falt fra 100 (30.06.2020) til 40 (31.03.2021). I månedene mellom er det ført 72,0 t. Innsatsen var "
        "den samme, 8,0 t i måneden, i begge halvdeler. Tallene står side om side og sier ikke hva som er årsaken."
    )
    assert metrics.imports_words(found, NB) == "Filer: ephorte.xlsx (uttrekk 02.05.2021)."


def test_a_stock_is_never_added_to_the_effort() -> None:
    counts = [(date(2020, 6, 30), None, 1000), (date(2021, 3, 31), None, 2000)]
    found = metrics.beside(with_counts(*counts), Selection(), "SYS-Y", "backlog")
    plain = metrics.monthly(with_counts(*counts), Selection(systems=("SYS-Y",)))
    assert found.frame["actual"].sum() == plain["actual"].sum()
    assert "økte fra" in metrics.beside_sentence(found, NB)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([], "no_series"),
        ([(date(2020, 6, 30), None, 5)], "one_figure"),
        ([(date(2020, 6, 30), None, 5), (date(2020, 8, 31), None, 4)], "too_few_months"),
    ],
)
def test_what_cannot_be_held_together_says_why(counts: Any, reason: str) -> None:
    found = metrics.beside(with_counts(*counts), Selection(), "SYS-Y", "backlog")
    assert found.reason_code == reason
    assert metrics.beside_sentence(found, NB).endswith(".")


def test_a_series_follows_the_period_and_no_other_filter() -> None:
    reader = with_counts((date(2020, 6, 30), None, 100), (date(2021, 3, 31), None, 40))
    narrow = Selection(first=date(2021, 1, 1), units=("U2",))
    found = metrics.beside(reader, narrow, "SYS-Y", "backlog")
    assert found.other_first == (date(2021, 3, 31), 40.0)


def test_instrument_hours_share_the_months_that_both_have() -> None:
    rows = two_systems()
    rows.sources.append(SourceRow("bookitlab", None, kind="instrument_hours"))
    reader = warehouse_of(rows)
    for place, month in enumerate([*year(2020, 9), *year(2021, 1, 5)]):
        reader.con.execute(
            "insert into instrument_hours by name select 2 as import_id, 'Ark1' as sheet, ? as source_row, '1' as"
            " coverage_key, 'SYS-Y' as system_id, ?::date as period, 2.5 as used_hours",
            [place, month],
        )
    reader.con.execute("insert into coverage values (2, 'bookitlab', '1')")
    found = metrics.beside(reader, Selection(), "SYS-Y", "instrument_hours")
    # April 2021 is provisional and May has no effort: seven months are shared.
    assert found.shared == (*year(2020, 9), *year(2021, 1, 3))
    assert (
        metrics.beside_sentence(found, NB)
        .replace(NBSP, " ")
        .startswith("September 2020 – mars 2021: 17,5 instrumenttimer, og 56,0 t ført innsats på systemet.")
    )


# --- hidden for privacy -----------------------------------------------------------------------------


def test_a_small_groups_effort_is_in_no_sum_and_no_line(reader: TinyReader) -> None:
    """Two people stand behind unit U1 × role group R1, so its effort is hidden."""
    group = Selection(units=("U1",), role_groups=("R1",))
    found = metrics.aligned(reader, group, BOTH, "start")
    assert [anchor.reason_code for anchor in found.anchors] == ["hidden", "hidden"]
    assert metrics.anchor_words(found.anchors[0], NB) == "skjult av personvernhensyn"
    assert found.frame.empty
    closed = metrics.closed_system(reader, group, "SYS-Y")
    assert closed is not None
    assert (closed.before, closed.after, set(closed.rows["note_code"])) == (None, None, {"hidden"})
    assert closed.rows["actual"].isna().all()
    assert closed.rows["planned"].sum() == 45.0
    assert closed.provisional is None
    told = metrics.closed_sentence(replace(closed, provisional=7.0), "Y", NB)
    assert "Det som er ført, er skjult av personvernhensyn." in told
    assert "foreløpig" not in told
    counted = with_counts((date(2020, 6, 30), None, 100), (date(2021, 3, 31), None, 40))
    beside = metrics.beside(counted, group, "SYS-Y", "backlog")
    assert (beside.reason_code, beside.early) == ("hidden", None)
    assert (
        metrics.beside_sentence(beside, NB)
        == "Innsatsen er skjult av personvernhensyn, så serien står alene."
    )


# --- the matrix -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rows_of", ["measure", "sub_measure"])
@pytest.mark.parametrize("unit", metrics.UNITS)
def test_the_matrix_has_the_total_of_the_page(rows_of: str, unit: str) -> None:
    reader = warehouse_of(four_versions())
    selection = Selection(unit=unit)
    found = metrics.matrix(reader, selection, (rows_of,))
    total = metrics.compare(reader, selection, ()).total
    for name in ("planned", "actual", "unplanned", "unplaced"):
        assert found.total[name] == pytest.approx(total[name])
        for frame in (found.cells, found.measures, found.systems):
            if total[name] is not None and not frame.empty:
                assert frame[name].sum() == pytest.approx(total[name])


def test_english_says_the_same(reader: TinyReader) -> None:
    found = metrics.aligned(reader, Selection(), BOTH)
    assert pd.unique(found.frame["system_en"]).tolist() == ["System SYS-X en", "System SYS-Y en"]
    assert EN.date(STOP) in metrics.anchor_words(
        metrics.aligned(reader, Selection(), ("SYS-Y",), "stop").anchors[0], EN
    )
