"""The status form, read by python-docx: the headings in their words, every number, the owner's words, no markup."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document

import language
from metrics import Selection, compare
from metrics.frames import records
from reports.check_file import check_report
from reports.make_templates import TEMPLATE, template
from reports.status_form import Kept, TemplateDamaged, UnknownMeasure, headings, status_form
from reports.usage import report_words
from tests.ui_warehouse import small_warehouse
from warehouse import Reader, open_reader

ROOT = Path(__file__).parent.parent
NB = language.get("nb")
DAY = date(2026, 11, 25)
PERIOD = Selection(first=date(2019, 1, 1), last=date(2019, 3, 1))
WRITTEN = "Stor nytte & glede av <tiltak> {{ 1 + 1 }}.\n=1+1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_warehouse(tmp_path_factory.mktemp("form") / "warehouse")


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[Reader]:
    with open_reader(folder) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # The pictures have tests of their own, in a browser; here the form has to say that they are missing.
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "finnes-ikke"))
    monkeypatch.setattr("reports.chrome._browser", [])


def made(reader: Reader, folder: Path, **kept: Kept) -> Document:
    """The form of measure 22."""
    written = {int(number.removeprefix("heading_")): text for number, text in kept.items()}
    form = status_form(reader, folder, "T22", PERIOD, NB, on=DAY, kept=written)
    return docx.Document(io.BytesIO(form.data))


def texts(document: Document) -> list[str]:
    return [paragraph.text.replace("\N{NO-BREAK SPACE}", " ") for paragraph in document.paragraphs]


def under(document: Document, number: int) -> list[str]:
    """The paragraphs under a heading, 1 to 8."""
    found: list[str] = []
    at = 0
    for paragraph in document.paragraphs:
        if str(getattr(paragraph.style, "name", "")) == "Heading 1":
            at += 1
        elif at == number and paragraph.text.strip():
            found.append(paragraph.text.replace("\N{NO-BREAK SPACE}", " "))
    return found


def test_the_eight_headings_stand_in_their_words_and_order(reader: Reader, folder: Path) -> None:
    document = made(reader, folder)
    found = [
        paragraph.text
        for paragraph in document.paragraphs
        if str(getattr(paragraph.style, "name", "")) == "Heading 1"
    ]
    assert found == list(headings(2018, "2023-2025"))
    source = (ROOT / "tests" / "data" / "status_headings.txt").read_text("utf-8").splitlines()
    assert found == source


def test_the_table_has_every_sub_measure_and_the_sum(reader: Reader, folder: Path) -> None:
    (table,) = made(reader, folder).tables
    rows = [[cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells] for row in table.rows]
    compared = compare(reader, PERIOD.only(measures=("T22",)), ("sub_measure",), with_empty=True)
    assert [row[0].split(" ")[0] for row in rows[1:-1]] == list(compared.rows["sub_measure"])
    for row, wanted in zip(rows[1:-1], records(compared.rows), strict=True):
        assert row[1:4] == [
            NB.number(wanted["planned"]).replace("\N{NO-BREAK SPACE}", " "),
            NB.number(wanted["actual"]).replace("\N{NO-BREAK SPACE}", " "),
            NB.number(wanted["variance"], signed=True).replace("\N{NO-BREAK SPACE}", " "),
        ]
    assert rows[-1] == ["Sum", "540,0", "666,0", "+126,0", "+23,3 %"]
    assert [row[4] for row in rows if row[0].startswith("22.7")] == ["ikke planlagt"]


def test_figures_stand_under_four_five_and_seven_and_no_verdict_under_six_and_eight(
    reader: Reader, folder: Path
) -> None:
    document = made(reader, folder)
    assert under(document, 1)[0].startswith("Tiltak 22: Bedre ressursutnyttelse")
    assert under(document, 1)[1].startswith("Deltiltak: 22.1 Helhetlig internkontroll; 22.2 ")
    assert not any("ikke avklart" in line for line in under(document, 1))
    assert "666 timer på tiltak 22" in under(document, 4)[0]
    assert any("Bildet kan ikke tegnes her" in line for line in under(document, 5))
    assert "Kontorsjefene: 120 timer mot 30 planlagt, merforbruk 90 timer (+300,0 %)." in under(document, 7)
    assert [under(document, number) for number in (3, 6, 8)] == [[], [], []]


def test_what_the_owner_wrote_stays_text_and_says_when_figures_have_changed(
    reader: Reader, folder: Path
) -> None:
    document = made(reader, folder, heading_6=Kept(WRITTEN), heading_7=Kept("Langt mer.", changed=True))
    assert under(document, 6) == WRITTEN.splitlines()
    assert under(document, 7)[-2:] == ["[Tall er endret siden dette ble skrevet.]", "Langt mer."]


def test_its_codes_are_found_again_and_hold_and_its_bytes_are_the_same(reader: Reader, folder: Path) -> None:
    one, other = (status_form(reader, folder, "T22", PERIOD, NB, on=DAY) for _ in range(2))
    assert one == other
    checked = check_report(reader, folder, one.data)
    assert {found.code for found in checked} == set(one.codes)
    assert all(found.verdict and found.verdict.holds for found in checked)


def test_the_document_names_its_language_and_has_a_heading_row(reader: Reader, folder: Path) -> None:
    document = made(reader, folder)
    assert 'w:val="nb-NO"' in document.styles.element.xml
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml


def test_a_measure_that_does_not_exist_is_named_with_those_that_do(reader: Reader, folder: Path) -> None:
    with pytest.raises(UnknownMeasure) as unknown:
        status_form(reader, folder, "T99", PERIOD, NB, on=DAY)
    assert unknown.value.measure_id == "T99"
    assert "T22" in unknown.value.known


def test_a_template_without_the_end_of_a_line_is_refused_in_words(
    reader: Reader, folder: Path, tmp_path: Path
) -> None:
    document = docx.Document(str(TEMPLATE))
    end = next(one for one in document.paragraphs if one.text.startswith("{%p endfor"))
    end._p.getparent().remove(end._p)
    document.save(str(tmp_path / "malen.docx"))
    with pytest.raises(TemplateDamaged) as damaged:
        status_form(reader, folder, "T22", PERIOD, NB, on=DAY, template=tmp_path / "malen.docx")
    assert "endfor" in report_words(damaged.value, NB)


def test_the_template_is_the_one_that_the_script_makes() -> None:
    assert TEMPLATE.read_bytes() == template()
