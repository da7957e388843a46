"""A report from its recipe: what the files hold, in which language, and the owner's words that are offered again."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pptx
import pytest
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

import language
from metrics import Selection
from reports.check_file import check_report, codes_of_file
from reports.codes import opened
from reports.figures import FIGURES
from reports.issued_files import files_of, keep
from reports.kept import kept_texts
from reports.put_together import File, content_of, drawn_item, form_names, put_together
from reports.recipe import FORMS, Item, Recipe, default_recipe
from reports.sentences import status_sentences
from tests.test_status_form import under
from tests.ui_warehouse import small_warehouse
from warehouse import Reader, new_version, open_reader

NB = language.get("nb")
DAY = date(2026, 11, 25)
PERIOD = Selection(first=date(2019, 1, 1), last=date(2019, 3, 1))
RECIPE = Recipe(
    title="=Tertial 1 <b>",
    lang="nb",
    selection=PERIOD,
    forms=FORMS,
    measures=("T22",),
    items=(
        Item("months", {"systems": ("SYS-BEV",)}),
        Item("running_sums", options={"versions": "yes"}, message="=Vi ligger foran <plan>.", computed="Da."),
        # No figure of one system without a system: it is left out.
        Item("go_live"),
    ),
    sentences={"T22": ("Alt går & som det skal.", "=1+1")},
    texts={"T22": {6: "Nyttig.", 8: "Mer opplæring."}, "T4": {6: "Ikke i denne."}},
    computed={"T22": ("Som regnet da.",)},
)


@pytest.fixture(autouse=True)
def _no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "finnes-ikke"))
    monkeypatch.setattr("reports.chrome._browser", [])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_warehouse(tmp_path_factory.mktemp("put") / "warehouse")


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[Reader]:
    with open_reader(folder) as found:
        yield found


def form_of(files: tuple[File, ...]) -> docx.document.Document:
    """The status form of measure 22."""
    (found,) = (one for one in files if one.measure == "T22")
    return docx.Document(io.BytesIO(found.data))


def test_a_recipe_comes_back_from_its_file() -> None:
    assert Recipe.from_json(json.loads(json.dumps(RECIPE.to_json()))) == RECIPE
    older = {name: kept for name, kept in RECIPE.to_json().items() if name != "computed"}
    assert Recipe.from_json(older) == replace(RECIPE, computed={})


def test_the_default_is_every_measure_and_figure_and_a_go_live_for_each_system(reader: Reader) -> None:
    made = default_recipe(reader, PERIOD, NB)
    assert (made.title, made.lang, made.forms) == ("Status for tiltakene", "nb", FORMS)
    assert made.measures == ("T22", "T4")
    names = [item.figure for item in made.items]
    assert names[:2] == ["measures", "sub_measures"]
    live = [item.narrowed["systems"] for item in made.items if item.figure == "go_live"]
    assert ("SYS-BEV",) in live
    assert len(live) == len(set(live))
    assert all(drawn_item(reader, made, item, on=DAY) for item in made.items)
    assert default_recipe(reader, PERIOD.only(sub_measures=("22.4",)), NB).measures == ("T22",)
    assert default_recipe(reader, PERIOD.only(measures=("T4",)), NB, "Mitt").title == "Mitt"


def test_the_files_hold_what_the_recipe_says(reader: Reader, folder: Path) -> None:
    told: list[tuple[int, int, str]] = []
    files = put_together(reader, folder, RECIPE, on=DAY, progress=lambda *step: told.append(step))
    assert [one.name for one in files] == ["status-tiltak-22.docx", "status.pptx", "status.xlsx"]
    assert [step[0] for step in told] == list(range(told[0][1] + 1))
    # The writer reads figures by their titles, never by the names of the code.
    titles = [FIGURES[item.figure].title(NB) for item in RECIPE.items]
    assert [step[2] for step in told] == [files[0].name, *titles, files[1].name, files[2].name, ""]
    for one in files:
        assert set(codes_of_file(one.data)) == set(one.codes)
        assert all(found.verdict and found.verdict.holds for found in check_report(reader, folder, one.data))
    assert files[1].codes == files[2].codes
    months, sums = (opened(folder, code) for code in files[1].codes)
    assert (months.figure, months.selection.systems) == ("months", ("SYS-BEV",))
    assert (sums.figure, sums.options, sums.selection.systems) == ("running_sums", {"versions": "yes"}, ())
    document = form_of(files)
    assert under(document, 4)[:2] == ["Alt går & som det skal.", "=1+1"]
    assert (under(document, 6), under(document, 8)) == (["Nyttig."], ["Mer opplæring."])
    slides = pptx.Presentation(io.BytesIO(files[1].data)).slides
    assert [slide.shapes.title.text for slide in slides][0::2] == [
        "=Tertial 1 <b>",
        "=Vi ligger foran <plan>.",
    ]
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(files[2].data))
    rows = sheets.get_sheet_by_index(2).to_python()
    assert rows[1][1] == "=Vi ligger foran <plan>."
    assert put_together(reader, folder, RECIPE, on=DAY) == files


def test_what_is_not_asked_for_is_not_made_and_numbers_are_those_of_the_table(
    reader: Reader, folder: Path
) -> None:
    book = replace(RECIPE, forms=("workbook",), items=(Item("systems"),))
    (made,) = put_together(reader, folder, book, on=DAY)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made.data)).get_sheet_by_index(1).to_python()
    assert rows[8][:4] == ["BEVISST", 90.0, 210.0, 120.0]


def test_nynorsk_is_for_the_sentences_and_marked_so(reader: Reader, folder: Path) -> None:
    files = put_together(reader, folder, replace(RECIPE, lang="nn", forms=("status",), sentences={}), on=DAY)
    document = form_of(files)
    told = status_sentences(
        reader, PERIOD.only(measures=("T22",)), language.get("nn"), kind="measure", key="T22"
    )
    assert "vart det brukt" in told[0].replace("\N{NO-BREAK SPACE}", " ")
    marked = {
        paragraph.text
        for paragraph in document.paragraphs
        for mark in paragraph._p.iter(qn("w:lang"))
        if mark.get(qn("w:val")) == "nn-NO"
    }
    assert marked == set(told)
    assert opened(folder, files[0].codes[0]).lang == "nb"
    assert document.paragraphs[0].text == "Status for tiltak 22"


def test_the_owners_words_are_offered_again_and_marked_where_figures_have_changed(tmp_path: Path) -> None:
    folder = small_warehouse(tmp_path / "warehouse")
    both = replace(RECIPE, forms=("status",), measures=("T22", "T4"))
    with open_reader(folder) as reader:
        assert kept_texts(reader, folder, "T22") == {}
        files = put_together(reader, folder, both, on=DAY)
    content = content_of(both, files)
    withdrawn = {**content, "recipe": {**content["recipe"], "texts": {"T22": {"6": "Trukket."}}}}
    silent = {**content, "recipe": {**content["recipe"], "texts": {"T22": {"6": " "}}}}
    with new_version(folder) as version:
        for number, one, gone in ((1, content, None), (2, withdrawn, "2026-02-03"), (3, silent, None)):
            version.con.execute(
                "insert into report_issue by name select ? as issue_id, ?::timestamp as issued_at,"
                " 1 as warehouse_version, '{}' as selection, ? as name, ?::json as content,"
                " ?::timestamp as withdrawn_at",
                [f"R2026-{number}", f"2026-01-0{number}", f"Rapport {number}", json.dumps(one), gone],
            )
    with open_reader(folder) as reader:
        found = kept_texts(reader, folder, "T22")
        assert {heading: (one.text, one.changed) for heading, one in found.items()} == {
            6: ("Nyttig.", False),
            8: ("Mer opplæring.", False),
        }
        assert found[6].issue_name == "Rapport 1"
        assert found[6].issued_on is not None
        assert found[6].issued_on.date() == date(2026, 1, 1)
        # The words stand again under the same figures, also on another day, and under those of other months or a unit.
        mark = "[Tall er endret siden dette ble skrevet.]"
        same = replace(RECIPE, forms=("status",), texts={"T22": {6: "Nyttig.", 8: "Skrevet på nytt."}})
        for chosen, marked in (
            (PERIOD, []),
            (replace(PERIOD, last=date(2019, 2, 1)), [mark]),
            (replace(PERIOD, unit="person_years"), [mark]),
        ):
            other = replace(same, selection=chosen)
            document = form_of(put_together(reader, folder, other, on=date(2027, 3, 1), kept={"T22": found}))
            assert (under(document, 6), under(document, 8)) == ([*marked, "Nyttig."], ["Skrevet på nytt."])
    with new_version(folder) as version:
        version.con.execute("update actual_effort set actual_hours = 41 where sub_measure_id = '22.5'")
    again = replace(RECIPE, forms=("status",), texts={"T22": {6: "Nyttig.", 8: "Skrevet på nytt."}})
    with open_reader(folder) as reader:
        assert {one.changed for one in kept_texts(reader, folder, "T22").values()} == {True}
        assert {one.changed for one in kept_texts(reader, folder, "T4").values()} == {False}
        document = form_of(put_together(reader, folder, again, on=DAY))
    assert under(document, 6) == ["[Tall er endret siden dette ble skrevet.]", "Nyttig."]
    assert under(document, 8) == ["Skrevet på nytt."]


def test_forms_have_names_of_their_own_that_stay_in_their_folder() -> None:
    assert form_names({"T22": "22", "T4": "4"}) == {
        "T22": "status-tiltak-22.docx",
        "T4": "status-tiltak-4.docx",
    }
    found = form_names({"a": "22/1", "b": "22 1", "c": "../x", "d": "", "e": "Å", "f": "å"})
    assert found == {
        "a": "status-tiltak-22-1_a.docx",
        "b": "status-tiltak-22-1_b.docx",
        "c": "status-tiltak-x.docx",
        "d": "status-tiltak-_d.docx",
        "e": "status-tiltak-Å_e.docx",
        "f": "status-tiltak-å_f.docx",
    }


def test_files_are_kept_as_they_were_issued(tmp_path: Path) -> None:
    assert files_of(tmp_path, "R2026-1") == ()
    keep(tmp_path, "R2026-1", [File("b.docx", b"2", ()), File("a.pptx", b"1", ())])
    assert [(path.name, path.read_bytes()) for path in files_of(tmp_path, "R2026-1")] == [
        ("a.pptx", b"1"),
        ("b.docx", b"2"),
    ]
    (tmp_path / "utenfor").mkdir()
    (tmp_path / "utenfor" / "hemmelig.txt").touch()
    assert files_of(tmp_path, "../utenfor") == ()
    with pytest.raises(ValueError, match="utenfor"):
        keep(tmp_path, "../utenfor", [File("a.pptx", b"1", ())])


def test_the_files_of_a_report_are_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    class Lost:
        name = "b.docx"

        @property
        def data(self) -> bytes:
            raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        keep(tmp_path, "R2026-1", [File("a.pptx", b"1", ()), Lost()])
    assert files_of(tmp_path, "R2026-1") == ()
    assert list((tmp_path / "issued").iterdir()) == []
    keep(tmp_path, "R2026-1", [File("gammel.docx", b"0", ()), File("a.pptx", b"0", ())])
    keep(tmp_path, "R2026-1", [File("a.pptx", b"1", ())])
    assert [(path.name, path.read_bytes()) for path in files_of(tmp_path, "R2026-1")] == [("a.pptx", b"1")]
    assert files_of(tmp_path, "R2026-1", {"b.docx"}) == ()
