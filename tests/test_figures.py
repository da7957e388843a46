"""Every figure by name: it draws what the page draws, its code opens it again, and what it cannot draw it says."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import language
from charts.standalone import MARGIN, standalone
from metrics import METHODS, Selection, names
from reports.checking import recheck
from reports.codes import code_of, opened, stamp
from reports.figure_words import unavailable_words
from reports.figures import FIGURES, FigureUnavailable, choices, figure, on_offer
from reports.native import native
from tests.plan_warehouse import plan_warehouse
from tests.ui_warehouse import cover
from ui import figures as of_pages
from ui.address import Address
from ui.view import View
from warehouse import Reader, new_version, open_reader

NB = language.get("nb")
DAY = date(2026, 11, 25)
ONE_SYSTEM = Selection(systems=("SYS-BEV",))
WITHOUT = {"go_live": "not_one_system"}
"""What all of the warehouse cannot give, and why."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six released months and three that are planned, a revision, a process and instrument hours: all that is drawn."""
    found = plan_warehouse(tmp_path_factory.mktemp("figures") / "warehouse")
    with new_version(found) as version:
        con = version.con
        for month in (4, 5, 6):
            con.execute(
                "insert into actual_effort select * replace (date '2019-01-01' + to_months(?) as period, source_row + ?"
                " as source_row, '2019-0' || ? || '|' || sub_measure_id as coverage_key) from actual_effort"
                " where period = date '2019-03-01'",
                [month - 1, 100 * month, month],
            )
        con.execute("update import_log set released_through = date '2019-06-01' where kind = 'actual_hours'")
        con.execute("update actual_effort set process_id = 'P1' where sub_measure_id = '22.5'")
        con.execute(
            "insert into planned_effort select * replace (period + to_months(3) as period, source_row + 300 as"
            " source_row) from planned_effort where period >= date '2019-04-01'"
        )
        con.execute(
            "insert into plan_version values ('PVR', 'Revisjon', 'Revision', 'revised', '2019-03-10', '2019-04-01',"
            " '2019-06-01', 'complete', null, null, 'adopted', null)"
        )
        con.execute(
            "insert into planned_effort select * replace ('PVR' as plan_version_id, planned_hours + 5 as planned_hours,"
            " source_row + 500 as source_row, 'PVR|' || sub_measure_id as coverage_key)"
            " from planned_effort where period between date '2019-04-01' and date '2019-06-01'"
        )
        con.execute(
            "insert into import_log select * replace (4 as import_id, 'instrument_hours' as kind, 'i' as sha256)"
            " from import_log where kind = 'backlog'"
        )
        con.execute(
            "insert into instrument_hours by name select 4 as import_id, 'Ark1' as sheet, 7 as source_row, 'i' as"
            " coverage_key, 'SYS-BIL' as system_id, date '2019-02-01' as period, 3.5 as used_hours"
        )
        con.execute("delete from coverage")
        cover(con)
        con.execute("insert into coverage select 4, source, 'i' from import_log where import_id = 4")
    return found


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[Reader]:
    with open_reader(folder) as opened_version:
        yield opened_version


def selection_of(name: str) -> Selection:
    return ONE_SYSTEM if name == "go_live" else Selection()


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_pages_and_its_code_opens_it(name: str, folder: Path, reader: Reader) -> None:
    chosen = selection_of(name)
    drawn = figure(reader, name, chosen, NB, on=DAY)
    assert len(drawn.chart.table)
    code = stamp(folder, drawn, "nb", DAY)
    assert stamp(folder, figure(reader, name, chosen, NB, on=DAY), "nb", DAY) == code
    record = opened(folder, code)
    assert record.options == drawn.options
    assert record.title == drawn.chart.title
    assert recheck(reader, record).changes == ()
    view = View(Address(selection=drawn.selection), NB, folder, reader, names(reader), dark=False)
    page = of_pages.chart(view.key, view, name, "", tuple(drawn.options.items()))
    assert_frame_equal(page.table, drawn.chart.table)
    assert (page.title, page.message) == (drawn.chart.title, drawn.chart.message)
    assert (native(drawn) is None) == (FIGURES[name].native == "none")


def test_what_is_on_offer_is_what_can_be_drawn(reader: Reader) -> None:
    assert set(on_offer(reader, Selection())) == set(FIGURES) - set(WITHOUT)
    assert "go_live" in on_offer(reader, ONE_SYSTEM)
    for name, reason in WITHOUT.items():
        with pytest.raises(FigureUnavailable) as refused:
            figure(reader, name, Selection(), NB, on=DAY)
        assert refused.value.reason == reason
        assert NB.text("Velg ett system.") in unavailable_words(refused.value, NB)
    nothing = on_offer(reader, Selection(systems=("SYS-UKJENT",)))
    assert not {"forecast", "quality", "processes"} & set(nothing)


def test_what_holds_more_than_planned_and_actual_is_no_native_chart(reader: Reader) -> None:
    sums = [
        figure(reader, "running_sums", Selection(), NB, on=DAY, options={"versions": one})
        for one in ("no", "yes")
    ]
    assert [native(one) is None for one in sums] == [False, True]
    assert native(figure(reader, "forecast", Selection(), NB, on=DAY)) is None
    estimated = figure(reader, "go_live", replace(ONE_SYSTEM, qualities=("estimated",)), NB, on=DAY)
    assert native(estimated) is None
    live = native(figure(reader, "go_live", ONE_SYSTEM, NB, on=DAY))
    assert live is not None
    assert [(one.name, one.planned) for one in live.series] == [
        ("Planlagt (timer)", True),
        ("Faktisk (timer)", False),
    ]


def test_options_are_a_part_of_the_figure_and_of_its_code(folder: Path, reader: Reader) -> None:
    drawn = [figure(reader, "forecast", Selection(), NB, on=DAY, options={"method": one}) for one in METHODS]
    assert len({code_of(one, "nb", DAY) for one in drawn}) == len(METHODS)
    assert drawn[0].options == {}
    for one in drawn[1:]:
        record = opened(folder, stamp(folder, one, "nb", DAY))
        assert record.options == one.options
        assert recheck(reader, record).holds
    for wrong in ({"method": "gjetning"}, {"ukjent": "1"}):
        with pytest.raises(FigureUnavailable) as refused:
            figure(reader, "forecast", Selection(), NB, on=DAY, options=wrong)
        assert refused.value.reason == "option"
    assert choices(reader, "forecast", Selection()) == {"method": METHODS}


def test_a_picture_has_room_for_the_names_at_the_end_of_lines(reader: Reader) -> None:
    chart = figure(reader, "forecast", Selection(), NB, on=DAY).chart
    room = chart.figure.layout.margin.r
    assert room > MARGIN
    assert standalone(chart, "Utvalg.", 1000).layout.margin.r == room


def test_a_record_from_before_there_were_options_opens(folder: Path, reader: Reader) -> None:
    drawn = figure(reader, "months", Selection(), NB, on=DAY)
    code = stamp(folder, drawn, "nb", DAY)
    path = folder / "codes" / f"{code}.json"
    kept = json.loads(path.read_text("utf-8"))
    assert kept.pop("options") == {}
    path.write_text(json.dumps(kept), "utf-8")
    assert opened(folder, code).options == {}
    assert recheck(reader, opened(folder, code)).holds


def test_a_revision_stays_the_one_that_it_was(folder: Path, reader: Reader) -> None:
    drawn = figure(reader, "revision", Selection(), NB, on=DAY)
    assert drawn.options == {"plan": "PVR"}
    rows = {row.iloc[0].split(" ")[0]: list(row.iloc[1:3]) for _place, row in drawn.chart.table.iterrows()}
    # 22.1 50, 22.4 20 + 10, 22.5 100 a month, and 5 more for each row of the revision, over April–June.
    assert {key: rows[key] for key in ("22.1", "22.4", "22.5")} == {
        "22.1": [150.0, 165.0], "22.4": [90.0, 120.0], "22.5": [300.0, 315.0],
    }  # fmt: skip
    record = opened(folder, stamp(folder, drawn, "nb", DAY))
    with new_version(folder) as version:
        version.con.execute(
            "insert into plan_version values ('PVS', 'Ny', 'New', 'revised', '2019-05-10', '2019-06-01', '2019-06-01',"
            " 'complete', null, null, 'adopted', null)"
        )
        version.con.execute(
            "insert into planned_effort select * replace ('PVS' as plan_version_id, source_row + 900 as source_row,"
            " ? as planned_hours) from planned_effort where plan_version_id = 'PVR' and period = date '2019-06-01'",
            [Decimal(1)],
        )
    with open_reader(folder) as newer:
        assert choices(newer, "revision", Selection())["plan"][0] == "PVS"
        assert recheck(newer, record).holds
