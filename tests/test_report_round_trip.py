"""A report issued, a correction of one March row loaded and undone: just the figures that hold the row have changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import etl
import language
from etl import Upload
from metrics import Selection
from metrics.frames import records
from metrics.issued import SinceIssue, issued_reports, since_issue
from reports.check_file import check_report, codes_of_file
from reports.checking import Verdict
from reports.issued_files import files_of, keep
from reports.kept import Kept, kept_texts
from reports.put_together import content_of, put_together
from reports.recipe import Item, Recipe, default_recipe
from tests.warehouses import empty_warehouse
from warehouse import open_reader

NB = language.get("nb")
DAY = date(2026, 11, 25)
PERIOD = Selection(first=date(2022, 11, 1), last=date(2023, 3, 1))
Row = tuple[str, str, str, str, int]
"""Month, unit, role group, sub-measure, hours."""
HOURS: tuple[Row, ...] = tuple(
    (month, unit, group, sub, hours + number)
    for number, month in enumerate(("2022-11", "2022-12", "2023-01", "2023-02", "2023-03"))
    for sub, unit, group, hours in (
        (
            ("22.4", "VM-ADM", "ADM", 30),
            ("22.7", "VM-INH", "KSJEF", 12),
        )
        if month < "2023"
        else (
            ("4.5", "VM-ADM", "ADM", 30),
            ("4.5", "VM-INH", "KSJEF", 40),
            ("4.1", "VM-ADM", "ADM", 25),
        )
    )
)
WRONG: Row = ("2023-03", "VM-INH", "KSJEF", "4.5", 44)
RIGHT: Row = ("2023-03", "VM-INH", "KSJEF", "4.5", 46)
LATER: Row = ("2023-04", "VM-ADM", "ADM", "4.5", 99)
"""Comes after the months of the report, so it moves nothing in it."""
TEXTS = {"T22": {4: "Vi ble forsinket.", 6: "=Må følges opp."}, "T4": {6: "Går som avtalt."}}
NARROWED: tuple[dict[str, tuple[str, ...]], ...] = (
    {"sub_measures": ("4.1",)},
    {"systems": ("SYS-BEV",)},
    {"units": ("VM-ADM",)},
    {"role_groups": ("KSJEF",)},
)
ROW_LIES_IN = {
    "measures": "T4",
    "sub_measures": "4.5",
    "systems": "SYS-BEV",
    "units": "VM-INH",
    "role_groups": "KSJEF",
}
WITHOUT_THE_ROW = {
    "milestones": "dates alone",
    "plan_versions": "planned hours alone",
    "aligned": "systems with a month 0, and the row's system has none",
}
"""Figures of every hour in the selection but for these, and why."""


@dataclass(frozen=True)
class State:
    """What the checks say at one moment. verdicts: by file and code. since: what moved since the report was issued."""

    verdicts: Mapping[str, Sequence[Verdict]]
    kept: Mapping[str, Mapping[int, Kept]]
    since: SinceIssue


@dataclass(frozen=True)
class Trip:
    """The report as issued, and what is said of it: once the row was corrected, once that was undone."""

    folder: Path
    files: Mapping[str, bytes]
    corrected: State
    undone: State


def csv_file(folder: Path, name: str, header: str, rows: Sequence[Sequence[object]]) -> Upload:
    path = folder / name
    lines = [header, *(";".join(str(cell) for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return Upload(name, path)


def load(folder: Path, *files: Upload, by: str) -> None:
    found = etl.load(files, folder, imported_by=by).files
    assert {one.status for one in found} == {"loaded"}, [one.problems for one in found]


def hours_file(folder: Path, name: str, rows: Sequence[Row]) -> Upload:
    return csv_file(folder, name, "Måned;Enhet;Rollegruppe;Deltiltak;Timer", rows)


def plan_file(folder: Path) -> Upload:
    rows = [("PV2" if month < "2023" else "PV3", month, unit, sub, 30) for month, unit, _, sub, _ in HOURS]
    return csv_file(folder, "plan.csv", "Planversjon;Måned;Enhet;Deltiltak;Planlagte timer", rows)


def recipe_of(reader: Any) -> Recipe:
    whole = default_recipe(reader, PERIOD, NB)
    once = [
        item for item in whole.items if item.narrowed.get("systems", ()) in ((), ("SYS-BEV",), ("SYS-BOL",))
    ]
    narrow = [Item("months", narrowed) for narrowed in NARROWED]
    return replace(whole, title="Fem måneder", items=(*once, *narrow), texts=TEXTS)


def issue(folder: Path) -> str:
    with open_reader(folder) as reader:
        recipe = recipe_of(reader)
        files = put_together(reader, folder, recipe, on=DAY)
        version = reader.version
    issue_id = etl.issue_report(
        folder, name="Fem måneder", lang="nb", version=version, selection=PERIOD.to_query(),
        content=content_of(recipe, files), by="Kari", reviewed_by="Ola", reviewed_on=DAY,
    )  # fmt: skip
    keep(folder, issue_id, files)
    return issue_id


def state(folder: Path, files: Mapping[str, bytes]) -> State:
    with open_reader(folder) as reader:
        (issued,) = issued_reports(reader)
        verdicts = {}
        for name, data in files.items():
            checked = check_report(reader, folder, data) if not name.endswith(".pptx") else ()
            verdicts[name] = [one.verdict for one in checked if one.verdict]
            assert len(verdicts[name]) == len(checked)
        kept = {measure: kept_texts(reader, folder, measure) for measure in TEXTS}
        with open_reader(folder, issued.version) as then:
            return State(verdicts, kept, since_issue(then, reader, issued))


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trip]:
    place = tmp_path_factory.mktemp("trip")
    folder = empty_warehouse(place / "warehouse")
    with pytest.MonkeyPatch.context() as patch:
        # A figure without a native chart is then a table in the slides, whose cells can be read here.
        patch.setenv("CHROMIUM", str(place / "finnes-ikke"))
        patch.setattr("reports.chrome._browser", [])
        load(folder, plan_file(place), hours_file(place, "timer.csv", HOURS), by="Kari")
        issue_id = issue(folder)
        files = {path.name: path.read_bytes() for path in files_of(folder, issue_id)}
        march = [RIGHT if row == WRONG else row for row in HOURS if row[0] == WRONG[0]]
        load(folder, hours_file(place, "rettet.csv", [*march, LATER]), by="Per")
        corrected = state(folder, files)
        etl.undo(folder, 3, by="Pål")
        yield Trip(folder, files, corrected, state(folder, files))


def holds_the_row(verdict: Verdict) -> bool:
    """Whether the corrected row is one of those that the figure is made of, by its name and its selection alone."""
    chosen = verdict.record.selection
    inside = all(key in (getattr(chosen, name) or (key,)) for name, key in ROW_LIES_IN.items())
    return inside and verdict.record.figure not in WITHOUT_THE_ROW


def test_every_file_of_the_pack_is_issued_with_its_codes(trip: Trip) -> None:
    assert set(trip.files) == {"status-tiltak-22.docx", "status-tiltak-4.docx", "status.pptx", "status.xlsx"}
    # The slides have the very codes of the workbook, whose figures are checked here.
    assert set(codes_of_file(trip.files["status.pptx"])) == set(codes_of_file(trip.files["status.xlsx"]))


def test_a_corrected_row_is_found_in_just_the_figures_that_hold_it(trip: Trip) -> None:
    verdicts = trip.corrected.verdicts
    for name in trip.files:
        changed = [verdict.record.code for verdict in verdicts[name] if verdict.reason == "changed"]
        assert changed == [verdict.record.code for verdict in verdicts[name] if holds_the_row(verdict)], name
        assert all(verdict.reason in ("", "changed") for verdict in verdicts[name])
    told = {
        name: [verdict.record.figure for verdict in found if not verdict.holds]
        for name, found in verdicts.items()
    }
    assert (told["status-tiltak-22.docx"], told["status-tiltak-4.docx"]) == (
        [],
        ["sub_measures", "role_groups"],
    )
    still = [verdict.record.figure for verdict in verdicts["status.xlsx"] if verdict.holds]
    assert {*WITHOUT_THE_ROW, "months", "go_live"} == set(still)
    assert still.count("months") == 2


def test_old_and_new_values_are_sums_of_the_rows(trip: Trip) -> None:
    march = [row for row in HOURS if row[0] == WRONG[0]]
    chosen = {
        (): march,
        ("systems", "SYS-BEV"): [row for row in march if row[3] == "4.5"],
        ("role_groups", "KSJEF"): [row for row in march if row[2] == "KSJEF"],
    }
    told = {}
    for verdict in trip.corrected.verdicts["status.xlsx"]:
        if verdict.record.figure == "months" and not verdict.holds:
            narrowed = next((pair for pair in verdict.record.query.items() if pair in chosen), ())
            (actual,) = [one for one in verdict.changes if one.column == "Faktisk (timer)"]
            told[narrowed] = (actual.row, actual.before, actual.now)
    sums = {narrowed: sum(row[4] for row in rows) for narrowed, rows in chosen.items()}
    assert told == {
        narrowed: ("mars 2023", before, before + RIGHT[4] - WRONG[4]) for narrowed, before in sums.items()
    }


def test_the_words_under_the_changed_figures_are_marked_and_no_others(trip: Trip) -> None:
    for moment, changed in ((trip.corrected, True), (trip.undone, False)):
        assert {number: one.text for number, one in moment.kept["T22"].items()} == TEXTS["T22"]
        assert not any(one.changed for one in moment.kept["T22"].values())
        assert [(one.text, one.changed, one.issue_name) for one in moment.kept["T4"].values()] == [
            (TEXTS["T4"][6], changed, "Fem måneder")
        ]


def test_what_moved_since_the_report_is_told_with_the_import_that_moved_it(trip: Trip) -> None:
    columns = ("side", "sub_measure", "month", "kind", "before", "now", "imports")
    told = [tuple(row[name] for name in columns) for row in records(trip.corrected.since.rows)]
    assert told == [("actual", "4.5", date(2023, 3, 1), "changed", 78.0, 80.0, "3")]
    assert [(one.import_id, one.file_name, one.action, one.by) for one in trip.corrected.since.movers] == [
        (3, "rettet.csv", "loaded", "Per")
    ]


def test_once_it_is_undone_everything_holds_again(trip: Trip) -> None:
    assert trip.undone.since.rows.empty
    assert trip.undone.since.movers == ()
    for name, verdicts in trip.undone.verdicts.items():
        assert all(verdict.holds for verdict in verdicts), name
