"""Tiltak in Streamlit's test harness: the hierarchy, one measure or sub-measure closely, and every empty state."""

import contextlib
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import language
import metrics
from data.sample_source.make_sample import FOLDER, MANIFEST
from etl.__main__ import main as etl_command
from etl.codebook import edit, read_table
from metrics import Selection, compare, source_rows
from metrics.curves import plan_curves
from tests.test_pages import opened, said
from tests.ui_warehouse import ACTUAL, PLANNED, small_warehouse
from tests.warehouses import empty_warehouse
from ui import figures
from ui.address import Address
from ui.measures import _ways
from ui.measures_facts import rows_as_shown
from ui.view import View
from warehouse import new_version, open_reader

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

NB = language.get("nb")
QUARTER = {"first": "2019-01", "last": "2019-03"}
TOTALS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "kontrollsummer.json").read_text(encoding="utf-8")
)


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    return warehouse_in_use


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with every sample file."""
    made = tmp_path_factory.mktemp("sample") / "warehouse"
    names = json.loads(MANIFEST.read_text(encoding="utf-8"))["files"]
    with contextlib.redirect_stdout(io.StringIO()):
        assert etl_command(["load", *(str(FOLDER / name) for name in names), "--warehouse", str(made)]) == 0
    return made


@contextlib.contextmanager
def view_of(folder: Path, **filters: Any) -> Iterator[View]:
    """A view outside a page."""
    address = Address(selection=Selection(**filters))
    with open_reader(folder) as reader:
        yield View(address, NB, folder, reader, metrics.names(reader), False)


# --- the hierarchy --------------------------------------------------------------------------------


def by_hand() -> dict[str, tuple[float, float]]:
    """Planned and actual per sub-measure, added up from the rows that were put in."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for place, rows in enumerate((PLANNED, ACTUAL)):
        for sub, _unit, _group, _month, hours in rows:
            sums[sub][place] += hours
    return {sub: (planned, actual) for sub, (planned, actual) in sums.items()}


def test_every_number_of_the_figure_is_the_rows_added_up(folder: Path) -> None:
    small_warehouse(folder)
    with view_of(folder, first=date(2019, 1, 1), last=date(2019, 3, 1)) as view:
        rows = figures.hierarchy_rows(view.key, view, True)
    known = by_hand()
    parts = rows[rows["kind"] == "part"]
    assert {
        row.sub_measure: (row.planned, row.actual) for row in parts.itertuples() if row.sub_measure in known
    } == known
    others = parts[~parts["sub_measure"].isin(list(known))]
    assert set(others["sub_measure"]) == {"22.2", "22.3", "22.6"}
    assert others["actual"].sum() == others["planned"].sum() == 0


def test_groups_and_the_sum_are_the_sum_of_their_lines(sample: Path) -> None:
    with view_of(sample) as view:
        rows = figures.hierarchy_rows(view.key, view, True)
    parts, total = rows[rows["kind"].isin(["part", "other"])], rows.iloc[-1]
    assert list(rows["kind"])[:2] == ["group", "part"]
    assert total["kind"] == "sum"
    for column in ("planned", "actual", "variance"):
        assert total[column] == pytest.approx(sum(parts[column]))
        for group in rows[rows["kind"] == "group"].itertuples():
            own = parts[parts["measure"] == group.measure]
            assert getattr(group, column) == pytest.approx(sum(own[column]))


def test_the_figure_and_its_twin_show_what_the_metric_says(sample: Path) -> None:
    with view_of(sample, first=date(2019, 1, 1), last=date(2021, 12, 1)) as view:
        chart = figures.chart(view.key, view, "hierarchy", "Tiltak")
        compared = compare(view.reader, view.selection, ("sub_measure",)).rows
    twin = {
        label.split()[0]: row
        for label, row in zip(chart.table.iloc[:, 0], chart.table.to_dict("records"), strict=True)
    }
    for row in compared.to_dict("records"):
        shown = twin[row["sub_measure"]]
        assert (shown["Planlagt (timer)"], shown["Faktisk (timer)"]) == (row["planned"], row["actual"])
        assert shown["Avvik i %"] == pytest.approx(row["variance_pct"], nan_ok=True)
    assert [twin["22.4"][name] for name in ("Planlagt (timer)", "Faktisk (timer)")] == TOTALS[
        "22.4 2019-2021"
    ][:2]
    assert round(twin["22.4"]["Avvik i %"], 1) == TOTALS["22.4 2019-2021"][2]


def test_each_row_leads_to_its_own_measure_or_sub_measure(sample: Path) -> None:
    with view_of(sample) as view:
        rows = figures.hierarchy_rows(view.key, view, True)
        ways = _ways(rows, view)
    assert len(ways) == len(rows) - 1
    assert [(page, to.measure, to.sub_measure) for _label, page, to in ways[:2]] == [
        ("measures", "T22", None),
        ("measures", "T22", "22.1"),
    ]
    assert ways[4][0] == "22.4 BEVISST"


def test_a_measure_shows_its_own_sub_measures_and_their_sum(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("measures", tiltak="T22", **QUARTER))
    assert "22 Bedre ressursutnyttelse: deltiltak for deltiltak" in told
    assert "22.4 BEVISST" in told
    assert "4.1 BOTT ØL" not in told


def test_effort_that_is_not_placed_is_a_line_that_leads_to_the_codes(folder: Path) -> None:
    small_warehouse(folder)
    with new_version(folder) as version:
        version.con.execute(
            "insert into actual_effort by name select 2 as import_id, 99 as source_row, 'X' as coverage_key,"
            " 'X99' as source_code, 'analysis' as code_kind, date '2019-02-01' as period, 7 as actual_hours,"
            " 'measured' as quality, 3 as persons"
        )
        version.con.execute("insert into coverage values (2, 'own_hours', 'X')")
    with view_of(folder, first=date(2019, 1, 1), last=date(2019, 3, 1)) as view:
        rows = figures.hierarchy_rows(view.key, view, True)
        ways = _ways(rows, view)
    assert list(rows["kind"])[-2:] == ["other", "sum"]
    assert (rows.iloc[-2]["label"], rows.iloc[-2]["actual"], rows.iloc[-1]["actual"]) == (
        "Ikke plassert",
        7.0,
        673.0,
    )
    assert ways[-1][1] == "codebook"


# --- one closely ----------------------------------------------------------------------------------


def test_the_walk_of_the_leader_ends_in_a_sentence_about_the_heads_of_office(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDLINGSROM_WAREHOUSE", str(sample))
    assert TOTALS["2019-2021 Kontorsjefene"] == [431.0, 1613.5]
    asked = {"tiltak": "T22", "first": "2019-01", "last": "2021-12"}
    told = said(opened("measures", **asked))
    assert "Kontorsjefene: 1 613,5 timer mot 431 planlagt, merforbruk 1 182,5 timer (+274,4 %)." in told
    assert (
        "Museumsadministrasjonen: 3 914 timer mot 3 444,5 planlagt, merforbruk 469,5 timer (+13,6 %)." in told
    )
    english = said(opened("measures", lang="en", **asked))
    for number in ("1,613.5", "1,182.5", "+274.4%"):
        assert number in english


def test_the_role_groups_of_the_figure_are_the_control_sums(sample: Path) -> None:
    with view_of(sample, measures=("T22",), first=date(2019, 1, 1), last=date(2021, 12, 1)) as view:
        twin = figures.chart(view.key, view, "role_groups", "Rollegrupper").table
    shown = {
        row["Navn"]: [row["Planlagt (timer)"], row["Faktisk (timer)"]] for row in twin.to_dict("records")
    }
    assert shown == {
        name.removeprefix("2019-2021 "): sums
        for name, sums in TOTALS.items()
        if name.startswith("2019-2021 ")
    }


def test_the_head_sentence_says_planned_actual_variance_period_and_group(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDLINGSROM_WAREHOUSE", str(sample))
    told = said(opened("measures", sub_measure="22.4", first="2019-01", last="2021-12"))
    assert (
        "22.4 BEVISST (januar 2019 – desember 2021): 1 820 timer mot 550 planlagt, merforbruk 1 270 timer (+230,9 %), "
        "mest hos Museumsadministrasjonen." in told
    )


def test_the_curve_has_the_numbers_of_the_metric(sample: Path) -> None:
    with view_of(sample, sub_measures=("4.2",)) as view:
        chart = figures.chart(view.key, view, "running_sums", "NTNU Sak hittil", (("versions", "yes"),))
        lines = plan_curves(view.reader, view.selection)
    first = lines[lines["plan_version"] == "PV3"]
    shown = chart.table["Tiltaksplan 2023–2025 (timer)"].dropna()
    assert list(shown) == pytest.approx(list(first["cum_planned"]))
    assert len(shown) == 36
    assert "Tiltaksplan 2023–2025" in chart.message


def test_facts_notes_and_warnings_are_said(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("measures", tiltak="T22", **QUARTER))
    assert "4 pågår, 2 ferdig, 1 utsatt" in told
    assert "Hvilket nummer som er riktig, er ikke avklart" in told
    assert "«Tiltak 20», teksten «tiltak 22»" in told
    assert "100,0 % anslått" in told
    assert "er ikke endret siden referansetabellene ble lastet inn" in told


def test_a_changed_status_is_in_the_history_with_who_and_why(folder: Path) -> None:
    small_warehouse(folder)
    rows = read_table(folder, "sub_measure")
    next(row for row in rows if row["sub_measure_id"] == "22.5")["status"] = "delayed"
    edit(folder, {"sub_measure": rows}, by="kari", reason="rektors vedtak")
    told = said(opened("measures", sub_measure="22.5", **QUARTER))
    assert "22.5 Status utsatt forsinket kari rektors vedtak" in told
    assert "22.5 Status utsatt forsinket kari rektors vedtak" in said(
        opened("measures", tiltak="T22", **QUARTER)
    )
    assert "rektors vedtak" not in said(opened("measures", sub_measure="22.4", **QUARTER))


# --- states ---------------------------------------------------------------------------------------


def test_what_the_selection_leaves_out_is_said(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("measures", sub_measure="22.4", measures="T4", first="2019-01", last="2019-03"))
    assert "er utenfor utvalget, så alle tiltak i utvalget vises" in told


def test_a_sub_measure_that_nobody_planned_says_so(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("measures", sub_measure="22.7", **QUARTER))
    assert "22.7 ePhorte (januar–mars 2019): 36 timer, ikke planlagt" in told
    assert "nan" not in told.lower()


def test_a_sub_measure_without_released_figures_keeps_its_facts(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("measures", sub_measure="4.2"))
    assert "4.2 NTNU Sak: ingen måneder er frigitt." in told
    assert "Utvalget har ingen frigitte tall" in told
    assert "avsluttet uten innføring" in told


def test_months_without_a_plan_are_said_beside_the_figure(folder: Path) -> None:
    small_warehouse(folder)
    told = said(opened("measures", sub_measure="22.4", plan="PV3", **QUARTER))
    assert "210 timer, ingen plan dekker månedene" in told
    assert "Ikke sammenlignet: januar–mars 2019 (ingen plan dekker)" in told


def test_a_small_group_is_hidden_in_every_part_of_the_page(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One head of office in one department: the plan is known, what one person did is not."""
    monkeypatch.setenv("HANDLINGSROM_WAREHOUSE", str(sample))
    told = said(opened("measures", sub_measure="22.4", units="VM-INH", role_groups="KSJEF"))
    assert "22.4 BEVISST (januar 2019 – desember 2022): skjult av personvernhensyn." in told
    assert "Kontorsjefene: skjult av personvernhensyn." in told
    assert "Ingen avvik å vise: skjult av personvernhensyn." in told
    assert "nan" not in re.sub(r"\w{3}nan|nan\w", "", told.lower())
    chosen = {"sub_measures": ("22.4",), "units": ("VM-INH",), "role_groups": ("KSJEF",)}
    with view_of(sample, **chosen) as view:
        sums = figures.chart(view.key, view, "running_sums", "BEVISST hittil", (("versions", "yes"),))
        rows = figures.hierarchy_rows(view.key, view, True)
    assert sums.message == "Faktisk er skjult av personvernhensyn."
    assert sums.table["Faktisk hittil (timer)"].isna().all()
    assert rows["actual"].isna().all()


def test_a_source_row_of_one_person_says_that_it_is_hidden(sample: Path) -> None:
    with view_of(sample, sub_measures=("4.5",)) as view:
        shown = rows_as_shown(source_rows(view.reader, view.selection), view)
    actual = shown[shown["Side"] == "faktisk"]
    assert set(actual["Timer"]) == {"skjult av personvernhensyn"}
    assert list(actual["Rad"][:2]) == [64, 126]


def test_a_part_of_the_actual_figures_is_compared_with_nothing(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDLINGSROM_WAREHOUSE", str(sample))
    told = said(opened("measures", tiltak="T4", qualities="measured"))
    assert "5 700 timer, bare en del av de faktiske tallene er valgt." in told
    assert "Ingen avvik å vise: bare en del av de faktiske tallene er valgt." in told


def test_a_warehouse_without_facts_asks_for_a_file(folder: Path) -> None:
    empty_warehouse(folder)
    assert "Datavarehuset er tomt" in said(opened("measures", tiltak="T22"))


def test_no_row_has_a_blank_or_nan(folder: Path) -> None:
    small_warehouse(folder)
    with view_of(folder, plan="PV3", first=date(2019, 1, 1), last=date(2019, 3, 1)) as view:
        rows = figures.hierarchy_rows(view.key, view, True)
        told = figures.chart(view.key, view, "hierarchy", "Tiltak").figure.layout.annotations
    assert pd.isna(rows["variance"]).all()
    words = " ".join(str(one.text) for one in told)
    assert "nan" not in words.lower()
    assert "ingen plan dekker<br>månedene" in words or "ingen plan dekker månedene" in words
