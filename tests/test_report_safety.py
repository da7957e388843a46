"""Hostile names and small groups in every format: nothing runs, nothing is read as markup, no text is lost, and what is
hidden on the pages is in no file.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pandas as pd
import pptx
import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

import language
import reports.pictures
from charts import standalone
from metrics import Selection
from reports.cells import storable_text
from reports.codes import code_of, stamp
from reports.deck import deck
from reports.figures import Figure, figure, on_offer
from reports.pictures import picture, small_print
from reports.status_form import Kept, status_form
from reports.table_file import csv_bytes, parquet_bytes, xlsx_bytes
from reports.workbook import sheet_name, workbook
from tests.ui_warehouse import MONTHS, small_warehouse
from warehouse import Reader, new_version, open_reader

NB = language.get("nb")
DAY = date(2026, 11, 25)
PERIOD = Selection(first=MONTHS[0], last=MONTHS[-1])
FORMULA, PLUS, MINUS, AT = (
    '=HYPERLINK("http://x")',
    "+1 <b>fet</b> {{ 7 * 7 }} & \"a\" 'b'",
    "-2+3\tfane",
    "@SUM(1)",
)
SCRIPT = "<script>alert(1)</script> {% for x in y %} ]]> &amp; {# borte #}"
LONG = "Svært lang " * 30 + "slutt"
RTL = "\u202eemit\u202c עברית \x01\x0b"
NAMES = {"22.1": FORMULA, "22.2": SCRIPT, "22.3": RTL, "22.4": PLUS, "22.5": MINUS, "22.6": LONG, "22.7": AT}
SECRET = Decimal("7919.25")
"""The hours of one person, who is alone in a unit and in a role group."""
SECRET_FORMS = re.compile(r"7[\s\u00a0\u202f,.]?919")
TITLE = "=1+1 <b>Status</b> {{ 7 * 7 }} \x02\ud800 [a]:b*c?d/e\\f" + "g" * 300
WRITTEN = "{{ 7 * 7 }} {% raw %} <w:b/> & \"a\" 'b' \x0c\ud800\n=1+1\n" + LONG
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
Coded = list[tuple[Figure, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse whose every name is hostile, and in which one person is a unit and a role group of one."""
    found = small_warehouse(tmp_path_factory.mktemp("hostile") / "warehouse")
    with new_version(found) as version:
        for key, name in NAMES.items():
            version.con.execute(
                "update sub_measure set name_nb = ?, name_en = ? where sub_measure_id = ?", [name, name, key]
            )
        for table, hostile in {"system": PLUS, "unit": SCRIPT, "role_group": FORMULA}.items():
            version.con.execute(
                f"update {table} set name_nb = {table}_id || ' ' || ?, name_en = {table}_id || ' ' || ?",
                [hostile, hostile],
            )
        version.con.execute(
            "update measure set name_nb = ?, owner_nb = ?, note_nb = ?", [SCRIPT, FORMULA, PLUS]
        )
        version.con.execute("update constant set value = 2 where name = 'small_group_scope'")
        for month in MONTHS:
            version.con.execute(
                "insert into actual_effort values (2, 'Ark1', 99, ?, '22.4', null, null, 'VM-FOR', 'OVRIG', null, ?,"
                " null, ?, ?, 'estimated', 1, null)",
                [f"{month}|22.4", month, SECRET / 3, SECRET / 3 * 400],
            )
    return found


@pytest.fixture(scope="module")
def reader(folder: Path) -> Iterator[Reader]:
    with open_reader(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def figures(reader: Reader, folder: Path) -> Coded:
    """Every figure that this warehouse can give, with its code."""
    one_system = PERIOD.only(systems=("SYS-BEV",))
    everywhere = on_offer(reader, PERIOD)
    asked = [(name, PERIOD) for name in everywhere]
    asked += [(name, one_system) for name in on_offer(reader, one_system) if name not in everywhere]
    drawn = [figure(reader, name, chosen, NB, on=DAY) for name, chosen in asked]
    return [(one, stamp(folder, one, "nb", DAY)) for one in drawn]


@pytest.fixture(scope="module")
def files(reader: Reader, folder: Path, figures: Coded) -> dict[str, bytes]:
    """The pack and the tables, made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHROMIUM", "/finnes-ikke")
        patch.setattr("reports.chrome._browser", [])
        kept = {number: Kept(WRITTEN) for number in range(1, 9)}
        made = {
            "form.docx": status_form(reader, folder, "T22", PERIOD, NB, on=DAY, kept=kept).data,
            "deck.pptx": deck(figures, NB, title=TITLE, on=DAY),
            "book.xlsx": workbook(figures, NB, title=TITLE, on=DAY),
        }
    for one, code in figures:
        about = (("Utvalg", one.told), ("Tallpass", code))
        for lang in (NB, language.get("en")):
            made[f"{one.name}.{lang.code}.csv"] = csv_bytes(
                one.chart.table, title=TITLE[:9], about=about, lang=lang
            )
        made[f"{one.name}.xlsx"] = xlsx_bytes(one.chart.table, title=TITLE, about=about, lang=NB)
    return made


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of an Office file, the workbooks inside it opened too."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            found[name] = package.read(name)
            if name.endswith(".xlsx"):
                found |= {f"{name}/{inner}": content for inner, content in parts(found[name]).items()}
    return found


def labels(one: Figure) -> set[str]:
    """Every text of a figure's table, as a file can store it."""
    cells = [cell for row in one.chart.table.itertuples(index=False, name=None) for cell in row]
    return {storable_text(cell) for cell in cells if isinstance(cell, str)}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_every_part_of_an_office_file_is_sound_markup(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.endswith(("docx", "pptx", "xlsx")):
            for part, content in parts(data).items():
                if part.endswith((".xml", ".rels")):
                    ET.fromstring(content)


def test_no_cell_of_any_workbook_is_a_formula_and_none_has_lost_its_text(
    files: dict[str, bytes], figures: Coded
) -> None:
    for name, data in files.items():
        sheets = [data] if name.endswith("xlsx") else []
        if name.endswith("pptx"):
            sheets = [content for part, content in parts(data).items() if part.endswith(".xlsx")]
            assert sheets
        for content in sheets:
            for part, markup in parts(content).items():
                # In a chart «f» names the cells that it draws.
                assert "/charts/" in part or not re.search(rb"<(\w+:)?f[ >/]", markup), (name, part)
            book = openpyxl.load_workbook(io.BytesIO(content))
            assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {
                "s",
                "inlineStr",
                "n",
                "d",
            }
    read = CalamineWorkbook.from_filelike(io.BytesIO(files["book.xlsx"]))
    for sheet_of, (one, _code) in zip(read.sheet_names[1:], figures, strict=True):
        cells = {cell for row in read.get_sheet_by_name(sheet_of).to_python() for cell in row}
        assert labels(one) <= cells


def test_sheet_names_are_those_that_excel_takes(files: dict[str, bytes]) -> None:
    names = openpyxl.load_workbook(io.BytesIO(files["book.xlsx"])).sheetnames
    hostile = [
        sheet_name(f"{number} {text}") for number, text in enumerate([TITLE, LONG, *NAMES.values(), ""])
    ]
    for name in (*names, *hostile):
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\'")
    assert len({name.lower() for name in hostile}) == len(hostile)


def test_the_form_holds_every_text_as_text(files: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(files["form.docx"]))
    texts = [paragraph.text for paragraph in document.paragraphs]
    (parts,) = (text for text in texts if text.startswith("Deltiltak: "))
    told = squeezed(" ".join(text for text in texts if text != parts))
    cells = squeezed(" ".join(cell.text for row in document.tables[0].rows for cell in row.cells))
    for words in (SCRIPT, FORMULA):
        assert squeezed(words) in told
    assert not any(text.startswith(PLUS) for text in texts if text != parts), (
        "a note on the data is no description"
    )
    for line in filter(None, (storable_text(line) for line in WRITTEN.splitlines())):
        assert told.count(squeezed(line)) == 8, line
    for name in NAMES.values():
        assert squeezed(storable_text(name)) in cells
        assert squeezed(storable_text(name)) in squeezed(parts)
    assert " 49" not in told + cells + parts


def test_the_slides_hold_every_text_as_text(files: dict[str, bytes], figures: Coded) -> None:
    slides = pptx.Presentation(io.BytesIO(files["deck.pptx"])).slides
    assert slides[0].shapes.title.text_frame.text.startswith("=1+1 <b>Status</b> {{ 7 * 7 }}")
    for slide, (one, _code) in zip(list(slides)[1:], figures, strict=True):
        for shape in slide.shapes:
            if shape.has_chart:
                wanted = [storable_text(str(name)) for name in one.chart.table.iloc[:, 0]]
                assert list(shape.chart.plots[0].categories) == wanted
                book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
                assert [cell.value for cell in book["Sheet1"]["A"][1:]] == wanted
            elif shape.has_text_frame:
                assert shape.text_frame.text == storable_text(shape.text_frame.text)


@pytest.mark.parametrize(("lang", "mark", "coding"), [("nb", ";", "utf-8-sig"), ("en", ",", "utf-8")])
def test_no_cell_of_a_csv_runs_and_none_has_lost_its_text(
    files: dict[str, bytes], figures: Coded, lang: str, mark: str, coding: str
) -> None:
    number = re.compile(r"-?\d+([.,]\d+)?")
    for one, _code in figures:
        text = files[f"{one.name}.{lang}.csv"].decode(coding)
        cells = {cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) for cell in row}
        assert not [cell for cell in cells if cell.startswith(RUNS) and not number.fullmatch(cell)]
        raw = {
            cell for column in one.chart.table for cell in one.chart.table[column] if isinstance(cell, str)
        }
        assert raw <= {cell.removeprefix("'") for cell in cells}


def test_parquet_holds_every_text(figures: Coded) -> None:
    for one, _code in figures:
        data = parquet_bytes(one.chart.table, title=TITLE[:9], about=(("Utvalg", one.told),), lang=NB)
        back = pd.read_parquet(io.BytesIO(data))
        texts = {
            cell for row in back.itertuples(index=False, name=None) for cell in row if isinstance(cell, str)
        }
        assert labels(one) <= {storable_text(text) for text in texts}


def strings(value: Any, key: str = "") -> Iterator[str]:
    """Every text of a figure that Plotly draws or shows in a tooltip."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            # The places that a figure's rows lead to; no text of a drawing.
            if name != "meta":
                yield from strings(inner, name)
    elif hasattr(value, "tolist") or isinstance(value, list | tuple):
        for inner in value.tolist() if hasattr(value, "tolist") else value:
            yield from strings(inner, key)


def test_no_label_and_no_tooltip_of_a_figure_is_markup(figures: Coded) -> None:
    seen = 0
    for one, code in figures:
        framed = standalone(one.chart, small_print(one, code, NB), 1000)
        for text in strings(framed.to_dict()):
            assert "<script" not in text, (one.name, text)
            assert "<b>fet" not in text, (one.name, text)
            seen += "&lt;script" in text or "&lt;b&gt;fet" in text
    assert seen


def test_pictures_name_their_figure_as_text(figures: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written into the picture's file; what the browser draws is in the test above."""
    drawing = io.BytesIO()
    Image.new("RGB", (2, 2)).save(drawing, "PNG")
    files = {
        "svg": b'<svg width="1"><text>\x01a</text></svg>',
        "png": drawing.getvalue(),
        "pdf": b"%PDF-1.4\n",
    }
    monkeypatch.setattr(reports.pictures, "drawn", lambda _figure, options: files[options["format"]])
    one, code = next(
        (one, code) for one, code in figures if "fet" in one.chart.alt or "alert" in one.chart.alt
    )
    svg = ET.fromstring(picture(one, code, "svg", NB))
    assert [child.tag for child in svg] == ["title", "desc", "text"]
    assert svg[1].text == storable_text(f"{one.chart.alt} {code}")
    png = Image.open(io.BytesIO(picture(one, code, "png", NB)))
    assert png.info["Description"] == storable_text(one.chart.alt)
    assert picture(one, code, "pdf", NB).splitlines()[-1] == f"% Tallpass {code}".encode()
    assert code == code_of(one, "nb", DAY)


def test_a_group_of_one_person_is_in_no_file(files: dict[str, bytes], figures: Coded) -> None:
    hidden = {one.name for one, _code in figures if any("skjult" in text for text in labels(one))}
    assert {"units", "role_groups"} <= hidden
    for name, data in files.items():
        contents = parts(data).values() if data.startswith(b"PK") else [data]
        for content in contents:
            assert not SECRET_FORMS.search(content.decode("utf-8", "replace")), name
    for one, code in figures:
        text = f"{one.chart.message} {one.chart.alt} {small_print(one, code, NB)}"
        assert not SECRET_FORMS.search(text), one.name
        assert not [drawn for drawn in strings(one.chart.figure.to_dict()) if SECRET_FORMS.search(drawn)]
        numbers = {cell for row in one.chart.table.itertuples(index=False, name=None) for cell in row}
        assert float(SECRET) not in numbers
