"""What a chart of a page is taken away as: the same figures, with a code that opens them, in every format."""

import csv
import io
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

import language
from charts import Chart
from metrics import names
from reports.chrome import PicturesUnavailable
from reports.codes import code_of, opened
from reports.figures import Figure, figure
from reports.pictures import small_print
from reports.table_file import csv_bytes, parquet_bytes, tabbed_text, xlsx_bytes
from tests import test_pages
from tests.test_page_progress import with_eight_months
from tests.ui_warehouse import small_warehouse
from ui import draw, export, systems_matrix
from ui.address import Address
from ui.export import Named, about, sentence
from ui.view import View
from warehouse import open_reader

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

NB, EN = language.get("nb"), language.get("en")
DAY = date(2026, 11, 25)
YEAR = {"first": "2019-01", "last": "2019-12"}
PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("overview", YEAR),
    ("measures", YEAR),
    ("measures", {**YEAR, "sub_measure": "22.4"}),
    ("systems", YEAR),
    ("systems", {**YEAR, "system": "SYS-BEV"}),
    ("plans", YEAR),
)
Taken = tuple[Callable[[], Chart], View, str, Named | None]


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    small_warehouse(warehouse_in_use)
    with_eight_months(warehouse_in_use)
    return warehouse_in_use


def test_every_chart_of_a_page_is_taken_away_with_its_own_figures_and_a_code_that_opens_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Taken] = []
    for module in (draw, systems_matrix):
        monkeypatch.setattr(module, "export_button", lambda *given: seen.append(given))
    for page, query in PAGES:
        assert not test_pages.opened(page, **query).exception
    named = {one.name for _chart, _view, _name, one in seen if one is not None}
    assert named >= {
        "measures", "systems", "forecast", "hierarchy", "role_groups", "months", "running_sums", "sub_measures",
        "go_live", "milestones", "aligned", "plan_versions", "actual_against_plans", "matrix",
    }  # fmt: skip
    for drawn, view, name, one in seen:
        assert (one is None) == name.startswith("scenario"), name
        taken, code = export._taken(drawn(), view, one)
        pd.testing.assert_frame_equal(taken.chart.table, drawn().table)
        assert taken.chart.title == drawn().title
        if one is not None:
            assert opened(folder, code).figure == one.name


def of_kind(app: AppTest, kind: str) -> list[Any]:
    """Every element of a kind, in the panel too."""
    return list(app.get(kind))


def test_the_dialog_offers_every_format_and_stamps_the_code_when_it_is_opened(folder: Path) -> None:
    app = test_pages.opened("overview", **YEAR)
    assert not of_kind(app, "download_button")
    assert not (folder / "codes").exists()
    app.button(key="export_tiltak").click().run()
    assert not app.exception
    labels = [one.label for one in of_kind(app, "download_button")]
    assert labels[-4:] == ["Excel", "CSV for norsk Excel", "CSV med komma og punktum", "Parquet"]
    (record,) = (folder / "codes").iterdir()
    assert record.stem in " ".join(one.value for one in of_kind(app, "html"))


def test_without_a_browser_the_dialog_says_so_and_the_rest_works(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "browser_path", lambda: None)
    app = test_pages.opened("overview", **YEAR)
    app.button(key="export_tiltak").click().run()
    assert not app.exception
    assert next(one.label for one in of_kind(app, "download_button")) == "Excel"
    assert any("Bilder kan ikke lages her" in one.value for one in app.info)
    assert folder.exists()


def test_the_panel_says_in_words_that_a_code_cannot_be_kept_and_that_no_picture_came(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: Any) -> str:
        raise OSError(28, "full")

    app = test_pages.opened("overview", **YEAR)
    app.session_state["export_failed"] = ["failed"]
    monkeypatch.setattr(export, "browser_path", lambda: sys.executable)
    app.button(key="export_tiltak").click().run()
    assert any("svarte ikke sist" in one.value for one in app.error)
    assert app.session_state["export_failed"] == []
    monkeypatch.setattr(export, "stamp", full)
    app.button(key="export_tiltak").click().run()
    assert not app.exception
    assert any("Tallpasset kunne ikke lagres" in one.value for one in app.error)
    assert not of_kind(app, "download_button")


def test_a_browser_that_does_not_answer_is_tried_once_more(
    taken: tuple[Figure, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[bytes] = []
    failed: list[str] = []

    def picture(*_given: Any) -> bytes:
        if not answers:
            answers.append(b"drawn")
            raise PicturesUnavailable("failed")
        return answers.pop()

    monkeypatch.setattr(export, "picture", picture)
    assert export._picture(*taken, "png", NB, failed) == b"drawn"
    assert failed == []

    def silent(*_given: Any) -> bytes:
        raise PicturesUnavailable("failed")

    monkeypatch.setattr(export, "picture", silent)
    with pytest.raises(PicturesUnavailable):
        export._picture(*taken, "png", NB, failed)
    assert failed == ["failed"]


@pytest.fixture
def taken(folder: Path) -> Iterator[tuple[Figure, str]]:
    with open_reader(folder) as reader:
        view = View(Address(), NB, folder, reader, names(reader), dark=False)
        found = figure(reader, "measures", view.selection, NB, on=DAY)
        yield found, code_of(found, "nb", DAY)


def test_the_files_carry_code_selection_and_basis(taken: tuple[Figure, str]) -> None:
    found, code = taken
    table, rows = found.chart.table, about(found, code, NB)
    given: dict[str, Any] = {"title": found.chart.title, "about": rows, "lang": NB}
    norwegian = csv_bytes(table, norwegian=True, **given).decode("utf-8-sig")
    plain = csv_bytes(table, norwegian=False, **given).decode("utf-8")
    assert csv_bytes(table, norwegian=True, **given).startswith(b"\xef\xbb\xbf")
    sheet = load_workbook(io.BytesIO(xlsx_bytes(table, **given))).active
    facts = {key.decode(): text.decode() for key, text in pq.read_schema(
        io.BytesIO(parquet_bytes(table, **given))).metadata.items()}  # fmt: skip
    of_file = {
        "norwegian": dict(
            line for line in csv.reader(io.StringIO(norwegian), delimiter=";") if len(line) == 2
        ),
        "plain": dict(line for line in csv.reader(io.StringIO(plain)) if len(line) == 2),
        "excel": {row[0]: row[1] for row in sheet.iter_rows(max_row=6, max_col=2, values_only=True)},
        "parquet": facts,
        "copied": dict(
            line.split("\t") for line in tabbed_text(table, **given).splitlines() if line.count("\t") == 1
        ),
    }
    for form, known in of_file.items():
        assert known["Tallpass"] == code, form
        assert known["Utvalg"] == found.told, form
        assert known["Datagrunnlag"] == found.chart.basis, form
    assert code in sentence(found, code, NB)
    assert found.chart.message in sentence(found, code, NB)
    assert "Tallpass" not in small_print(found, "", NB)


def test_numbers_stay_numbers_words_stay_words_and_nothing_runs() -> None:
    table = pd.DataFrame(
        {"Navn": ["=1+1", "Skjult\tgruppe"], "Timer": pd.Series([1234.5, "skjult"], dtype="object")}
    )
    given: dict[str, Any] = {"title": "Tittel", "about": [("Tallpass", "TP")], "lang": NB}
    lines = csv_bytes(table, norwegian=True, **given).decode("utf-8-sig").split("\r\n")
    assert lines[-3:-1] == ["'=1+1;1234,5", "Skjult\tgruppe;skjult"]
    lines = csv_bytes(table, norwegian=False, **given).decode().split("\r\n")
    assert lines[-3:-1] == ["'=1+1,1234.5", "Skjult\tgruppe,skjult"]
    assert tabbed_text(table, **given).split("\n")[2:4] == ["'=1+1\t1234,5", "Skjult gruppe\tskjult"]
    english = tabbed_text(table, **given | {"lang": EN}).split("\n")
    assert english[2] == "'=1+1\t1234.5"
    kept = pd.read_parquet(io.BytesIO(parquet_bytes(table, **given)))
    assert kept["Timer"].tolist()[0] == 1234.5
    assert kept["Timer, merknad"].tolist()[1] == "skjult"
