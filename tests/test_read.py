"""Any .xlsx → cells and the facts beside them; every trap in a workbook of its own."""

from datetime import date, time, timedelta

import pytest

from etl.errors import FileRefused
from etl.guard import examine
from etl.read import read
from etl.sheet import Mark, Sheet
from etl.values import duration
from tests.spreadsheets import STRICT, TRANSITIONAL, bare_xlsx, edited, parts_of, strict_xlsx, xlsx, zipped

SHEET = "xl/worksheets/sheet1.xml"


def sheets(data: bytes) -> list[Sheet]:
    return read(data, examine(data))


def only(data: bytes) -> Sheet:
    (sheet,) = sheets(data)
    return sheet


def refusal(data: bytes) -> str:
    with pytest.raises(FileRefused) as found:
        sheets(data)
    [problem] = found.value.problems
    return problem.code


def rows(*contents: str) -> str:
    return "<sheetData>" + "".join(contents) + "</sheetData>"


def formatted(**cells: tuple[float, str]) -> bytes:
    """A workbook with each cell under a number format of its own."""

    def fill(book):
        page = book.add_worksheet()
        for place, (value, code) in cells.items():
            page.write_number(place, value, book.add_format({"num_format": code}))

    return xlsx(fill)


def test_values_keep_their_types():
    def fill(book):
        page = book.add_worksheet("Timer")
        page.write_row(0, 0, ["00123", 7.5, True, "=1+1"])
        page.write_datetime(0, 4, date(2022, 3, 1), book.add_format({"num_format": "dd.mm.yyyy"}))

    sheet = only(xlsx(fill, strings_to_formulas=False))
    assert sheet.name == "Timer"
    assert sheet.rows == [["00123", 7.5, True, "=1+1", date(2022, 3, 1)]]
    assert (sheet.marks, dict(sheet.formats), sheet.kind, sheet.hidden) == ((), {}, "table", False)


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', ("error_cell", "#REF!")),
        ("<c r='B2' t='e'><v>#N/A</v></c>", ("error_cell", "#N/A")),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ("error_cell", "#DIV/0!")),
        ('<c r="B2" t="str"><v>#VERDI!</v></c>', ("error_cell", "#VERDI!")),
        ('<c r="B2"><f>A1</f></c>', ("formula_without_value", "")),
        ('<c r="B2"><f>A1</f><v></v></c>', ("formula_without_value", "")),
        ('<c r="B2"><f>A1</f><v/></c>', ("formula_without_value", "")),
        ('<c r="B2"><f t="shared" si="0"/></c>', ("formula_without_value", "")),
        ('<c r="B2">\n <f>A1</f>\n <v>3</v>\n</c>', None),
        ('<c r="B2" t="str"><f>A1</f><v></v></c>', None),
        ('<c r="B2" t="str"><f>A1</f><v>x</v></c>', None),
        ('<c r="B2"><f>A1</f><v>3</v></c>', None),
        ('<c r="B2"><v>3</v><f>A1</f></c>', ("formula_without_value", "")),
        ('<c><v>1</v></c><c t="e"><v>#REF!</v></c>', ("error_cell", "#REF!")),
    ],
)
def test_a_value_that_is_not_there_is_marked(cell, mark):
    data = bare_xlsx(rows('<row><c><v>1</v></c></row><row spans="1:2">', cell, "</row>"))
    assert only(data).marks == ((Mark(2, 2, *mark),) if mark else ())


def test_a_mark_beyond_the_last_cell_is_kept():
    data = bare_xlsx(rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"><f>A1</f></c></row>'))
    sheet = only(data)
    assert sheet.rows == [[1.0, "", ""], ["", "", ""], ["", "", ""]]
    assert sheet.marks == (Mark(3, 3, "formula_without_value", ""),)


def test_marks_are_found_in_every_piece_of_a_large_sheet(monkeypatch):
    monkeypatch.setattr("etl.read_xlsx.PIECE", 64)
    body = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><f>A{n}</f></c></row>' for n in range(1, 41)
    )
    assert [mark.row for mark in only(bare_xlsx(rows(body))).marks] == list(range(1, 41))


def test_rows_without_numbers_are_counted_across_pieces(monkeypatch):
    monkeypatch.setattr("etl.read_xlsx.PIECE", 64)
    body = "<row><c><v>1</v></c></row>" * 30 + '<row hidden="1"><c t="e"><v>#REF!</v></c></row>'
    sheet = only(bare_xlsx(rows(body)))
    assert sheet.marks == (Mark(31, 1, "error_cell", "#REF!"),)
    assert sheet.hidden_rows == {30}


def test_text_that_the_reader_would_drop_is_refused():
    assert (
        refusal(bare_xlsx(rows('<row r="1"><c r="A1" t="str"><v><![CDATA[7]]></v></c></row>')))
        == "file_damaged"
    )


def test_too_many_formulas_without_a_value():
    cells = "".join(f'<row r="{n}"><c r="A{n}"><f>B{n}</f></c></row>' for n in range(1, 100_002))
    assert refusal(bare_xlsx(rows(cells))) == "too_many_marks"


def test_strict_files_read_as_others():
    def fill(book):
        page = book.add_worksheet()
        page.write_row(0, 0, ["Timer", 7.5])
        page.write_formula(1, 0, "=1/0", None, "#DIV/0!")

    usual, strict = (only(data) for data in (xlsx(fill), strict_xlsx(xlsx(fill))))
    assert usual == strict
    assert strict.marks == (Mark(2, 1, "error_cell", "#DIV/0!"),)
    assert only(bare_xlsx(rows('<row r="1"><c r="A1"><v>1</v></c></row>'), namespace=STRICT)).rows == [[1.0]]


def test_prefixed_markup():
    cells = '<x:row r="1" hidden="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1" t="e"><x:v>#N/A</x:v></x:c></x:row>'
    page = f'<x:worksheet xmlns:x="{TRANSITIONAL}"><x:sheetData>{cells}</x:sheetData></x:worksheet>'
    sheet = only(bare_xlsx(page))
    assert (sheet.marks, set(sheet.hidden_rows)) == ((Mark(1, 2, "error_cell", "#N/A"),), {0})


def test_macros_are_not_run_and_do_no_harm():
    data = xlsx(lambda book: book.add_worksheet().write(0, 0, 5))
    assert only(zipped({**parts_of(data), "xl/vbaProject.bin": b"\0macro"})).rows == [[5.0]]


def test_charts_have_no_cells_and_a_workbook_of_charts_is_refused():
    def chart(book):
        line = book.add_chart({"type": "line"})
        line.add_series({"values": "=Tall!$A$1:$A$1"})
        book.add_chartsheet("Figur").set_chart(line)

    def both(book):
        book.add_worksheet("Tall").write(0, 0, 5)
        chart(book)

    assert [(sheet.name, sheet.kind, sheet.rows) for sheet in sheets(xlsx(both))] == [
        ("Tall", "table", [[5.0]]),
        ("Figur", "chart", []),
    ]
    relations = {b'relationships/worksheet"': b'relationships/dialogsheet"'}
    only_dialog = edited(xlsx(lambda book: book.add_worksheet()), "xl/_rels/workbook.xml.rels", relations)
    assert refusal(only_dialog) == "only_charts_or_macros"


def test_a_workbook_without_cells(tmp_path):
    assert refusal(xlsx(lambda book: book.add_worksheet())) == "file_empty"

    def picture(book):
        book.add_worksheet().insert_textbox(1, 1, "Timer: 7,5")

    assert refusal(xlsx(picture)) == "only_pictures"


def test_what_is_hidden_is_read_and_flagged():
    def fill(book):
        page = book.add_worksheet("Synlig")
        for at in range(4):
            page.write_row(at, 0, [1, 2, 3])
        page.set_row(1, None, None, {"hidden": True})
        page.set_row(2, None, None, {"hidden": True})
        page.set_column(2, 2, None, None, {"hidden": True})
        other = book.add_worksheet("Skjult")
        other.write(0, 0, 9)
        other.hide()

    shown, hidden = sheets(xlsx(fill))
    assert (shown.hidden, set(shown.hidden_rows), set(shown.hidden_columns)) == (False, {1, 2}, {2})
    assert shown.rows == [[1.0, 2.0, 3.0]] * 4
    assert (hidden.hidden, hidden.rows) == (True, [[9.0]])


def test_merged_cells_end_where_the_cells_end():
    def fill(book):
        page = book.add_worksheet()
        page.merge_range(0, 0, 5, 3, "Timer")
        page.write(1, 4, 1)

    assert only(xlsx(fill)).merged == (((0, 0), (1, 3)),)


def test_formats_that_mean_something():
    sheet = only(
        formatted(
            A1=(5, '0.0" t"'),
            B1=(0.2, "0 %"),
            C1=(5, "#,##0.00 [$kr-414]"),
            D1=(5, '#,##0," tkr"'),
            E1=(5, "#,##0.00"),
            F1=(5, "General"),
            G1=(5, "[Red]-0;0"),
            H1=(44562, 'd. mmmm yyyy "kl."'),
        )
    )
    assert sheet.formats == {
        (0, 0): '0.0" t"', (0, 1): "0 %", (0, 2): "#,##0.00 [$kr-414]", (0, 3): '#,##0," tkr"',
    }  # fmt: skip
    assert sheet.rows == [[5.0, 0.2, 5.0, 5.0, 5.0, 5.0, 5.0, date(2022, 1, 1)]]


def test_codes_keep_the_zeros_of_their_format():
    sheet = only(
        formatted(A1=(123, "00000000"), B1=(7, "0000"), C1=(12345, "0000"), D1=(7, "0"), E1=(7.5, "00"))
    )
    assert sheet.rows == [["00000123", "0007", "12345", 7.0, 7.5]]
    assert sheet.formats == {}


def test_durations_and_times():
    cells = {
        "A1": (57.25 / 24, "[h]:mm"),
        "B1": (0.3125, "hh:mm"),
        "C1": (1.25, "hh:mm"),
        "D1": (-0.5, "[h]:mm"),
    }
    data = formatted(**cells, E1=(0.3125, '[h]:mm" t"'), F1=(44562.5, "hh:mm"))
    found = only(data)
    assert [float(duration(cell)) for cell in found.rows[0][:5]] == [57.25, 7.5, 30, -12, 7.5]
    assert found.rows[0][1] == time(7, 30)
    assert found.rows[0][5] == only(formatted(A1=(44562.5, "dd.mm.yyyy hh:mm"))).rows[0][0]
    assert found.formats[0, 0] == "[h]:mm"


def test_1904_workbooks():
    def fill(book):
        page = book.add_worksheet()
        page.write_datetime(0, 0, date(2022, 3, 1), book.add_format({"num_format": "dd.mm.yyyy"}))
        page.write_number(0, 1, 1.25, book.add_format({"num_format": "hh:mm"}))
        page.write_number(0, 2, 2.5, book.add_format({"num_format": "[h]:mm"}))

    cells = only(xlsx(fill, date_1904=True)).rows[0]
    assert cells == [date(2022, 3, 1), timedelta(hours=30), timedelta(hours=60)]


def test_notes_without_their_author():
    def fill(book):
        page = book.add_worksheet()
        page.write(0, 0, "Timer")
        page.write_comment(0, 0, "Ola Nordmann:\nTall i hele tusen", {"author": "Ola Nordmann"})

    assert only(xlsx(fill)).notes == {(0, 0): "Tall i hele tusen"}


def test_threaded_notes_take_the_place_of_their_copy():
    def fill(book):
        page = book.add_worksheet()
        page.write(0, 0, "Timer")
        page.write_comment(0, 0, "[Trådet kommentar] Din versjon av Excel …")

    thread = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="A1" id="1"><text>Er dette timer?</text></threadedComment>'
        b'<threadedComment ref="A1" id="2" parentId="1"><text>Ja.</text></threadedComment></ThreadedComments>'
    )
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        b'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    data = edited(xlsx(fill), "xl/worksheets/_rels/sheet1.xml.rels", {b"</Relationships>": relation})
    with_thread = zipped({**parts_of(data), "xl/threadedComments/threadedComment1.xml": thread})
    assert only(with_thread).notes == {(0, 0): "Er dette timer?\nJa."}


def test_a_pivot_table_is_said():
    data = xlsx(lambda book: book.add_worksheet().write(0, 0, "Sum"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{kind}" Target="../pivotTables/pivotTable1.xml"/></Relationships>'
    )
    parts = {**parts_of(data), "xl/worksheets/_rels/sheet1.xml.rels": relations.encode()}
    assert only(zipped(parts)).kind == "pivot"


def test_a_sheet_declared_far_larger_than_its_data():
    styled = "".join(
        f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="0"/></row>' for n in range(4, 100_000)
    )
    data = bare_xlsx(
        '<dimension ref="A1:XFD1048576"/>'
        + rows('<row r="2"><c r="B2"><v>1</v></c><c r="C2" t="str"><v> </v></c></row>', styled)
    )
    assert only(data).rows == [["", ""], ["", 1.0]]


def test_part_names_in_other_capitals_are_followed():
    parts = parts_of(bare_xlsx(rows('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')))
    parts["xl/Worksheets/Sheet1.xml"] = parts.pop(SHEET)
    assert only(zipped(parts)).marks == (Mark(1, 1, "error_cell", "#REF!"),)


def test_a_large_file_is_scanned_beside_the_reader(monkeypatch):
    monkeypatch.setattr("etl.beside.LARGE_FILE", 0)

    def fill(book):
        page = book.add_worksheet()
        page.write_formula(0, 0, "=1/0", None, "#DIV/0!")
        page.write_number(1, 0, 7, book.add_format({"num_format": '0" t"'}))
        page.write_comment(1, 0, "Anslag", {"author": "X"})

    sheet = only(xlsx(fill))
    assert sheet.marks == (Mark(1, 1, "error_cell", "#DIV/0!"),)
    assert (sheet.formats, sheet.notes) == ({(1, 0): '0" t"'}, {(1, 0): "Anslag"})


def test_what_the_scan_refuses_beside_the_reader_is_refused(monkeypatch):
    monkeypatch.setattr("etl.beside.LARGE_FILE", 0)
    assert refusal(bare_xlsx(rows('<row r="1"><c r="A1"><v><![CDATA[7]]></v></c></row>'))) == "file_damaged"
