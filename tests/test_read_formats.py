"""The same facts from every other format: xls, xlsb, ods, text, HTML and the old XML spreadsheet."""

from datetime import date, datetime, time, timedelta

import pytest
import xlwt

from etl.errors import FileRefused
from etl.guard import examine
from etl.read import read
from etl.sheet import Formats, Mark, Runs, Sheet, is_error_text
from etl.values import duration
from tests.spreadsheets import edited, ods, ods_row, xls, xls_style, xlsb, xlsx, xml2003


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


def text(content: str, encoding: str = "utf-8") -> Sheet:
    return only(content.encode(encoding))


def html(body: str) -> list[Sheet]:
    return sheets(f"<html><body>{body}</body></html>".encode())


# .xls


def test_xls_values_formats_and_marks():
    def fill(book):
        page = book.add_sheet("Timer")
        for at, (value, code) in enumerate([(123, "00000"), (0.2, "0%"), (1.25, "hh:mm"), (57.25 / 24, "[h]:mm"),
                                            (44562, "dd.mm.yyyy"), (7.5, '0.0" t"')]):  # fmt: skip
            page.write(0, at, value, xls_style(code))
        page.row(1).set_cell_error(0, "#REF!")
        page.write(1, 1, "#N/A")
        page.write(1, 2, True)
        page.write_merge(2, 3, 0, 1, "sammen")
        page.row(1).hidden = True
        page.col(2).hidden = True
        book.add_sheet("Skjult").visibility = 1
        book.get_sheet(1).write(0, 0, 1)

    sheet, hidden = sheets(xls(fill))
    first = ["00123", 0.2, timedelta(hours=30), timedelta(hours=57, minutes=15), date(2022, 1, 1), 7.5]
    assert sheet.rows[0] == first
    assert sheet.rows[1] == ["", "#N/A", True, "", "", ""]
    assert sheet.marks == (Mark(2, 1, "error_cell", "#REF!"), Mark(2, 2, "error_cell", "#N/A"))
    assert sheet.formats == {(0, 1): "0%", (0, 2): "hh:mm", (0, 3): "[h]:mm", (0, 5): '0.0" t"'}
    assert (sheet.merged, set(sheet.hidden_rows), set(sheet.hidden_columns)) == (
        (((2, 0), (2, 1)),),
        {1},
        {2},
    )
    assert (hidden.name, hidden.hidden, hidden.rows) == ("Skjult", True, [[1]])


def test_xls_1904():
    def fill(book):
        page = book.add_sheet("A")
        page.write(0, 0, 44562 - 1462, xls_style("dd.mm.yyyy"))
        page.write(0, 1, 1.25, xls_style("hh:mm"))

    assert only(xls(fill, date_1904=True)).rows == [[date(2022, 1, 1), timedelta(hours=30)]]


def test_xls_formulas_that_no_program_calculated():
    def fill(book):
        page = book.add_sheet("A")
        page.write(0, 0, 5)
        page.write(1, 0, xlwt.Formula("A1*2"))

    assert only(xls(fill)).marks == (Mark(2, 1, "formula_without_value", ""),)


def test_xls_that_is_cut_or_protected():
    data = xls(lambda book: book.add_sheet("A").write(0, 0, 5))
    assert refusal(data[:1500]) == "file_damaged"
    second = (
        data.index(b"\x09\x08\x10\0") + 20
    )  # the record after the first, which says that there is a password
    assert refusal(data[:second] + b"\x2f\0" + data[second + 2 :]) == "file_protected"


# .xlsb


def test_xlsb_values_formats_and_marks():
    cells: list[list] = [
        ["Kode", "Timer", None],
        [(123.0, 1), 7.5, b"\x17"],
        [True, (1.25, 2), (0.2, 3)],
        [b"\x2a"],
    ]
    formats = ("00000", "hh:mm", "0 %")
    sheet = only(xlsb(cells, formats, hidden_row=2, hidden_column=1, state=1, merged=(0, 3, 0, 1)))
    assert sheet.rows == [
        ["Kode", "Timer", ""], ["00123", 7.5, ""], [True, timedelta(hours=30), 0.2], ["", "", ""],
    ]  # fmt: skip
    assert sheet.marks == (Mark(2, 3, "error_cell", "#REF!"), Mark(4, 1, "error_cell", "#N/A"))
    assert sheet.formats == {(2, 1): "hh:mm", (2, 2): "0 %"}
    assert (sheet.hidden, set(sheet.hidden_rows), set(sheet.hidden_columns)) == (True, {2}, {1})
    assert sheet.merged == (((0, 0), (3, 1)),)


def test_xlsb_without_formats_is_walked_past_its_plain_cells(monkeypatch):
    monkeypatch.setattr("etl.read_xlsb.SCAN_LIMIT", 0)
    cells: list[list] = [[float(n), "tekst", True] for n in range(200)]
    cells[150][1] = b"\x07"
    assert only(xlsb(cells)).marks == (Mark(151, 2, "error_cell", "#DIV/0!"),)


def test_xlsb_1904():
    data = xlsb([[(44562.0 - 1462, 1), (1.25, 2)]], ("dd.mm.yyyy", "hh:mm"), date_1904=True)
    assert only(data).rows == [[date(2022, 1, 1), timedelta(hours=30)]]


def test_cells_far_out_of_reach():
    far: list[list] = [[None] * 1200 + [1.0]] + [[]] * 20 + [[1.0]]
    assert refusal(xlsb(far)) == "sheet_too_large"
    old = xls(lambda book: book.add_sheet("A").write(0, 5, 1.5))
    number = bytes.fromhex("7e020a00 0000 0500")  # an RK record: row 0, column 5
    assert number in old
    assert refusal(old.replace(number, number[:6] + b"\xff\x7f")) == "file_damaged"


# .ods

DURATION = (
    '<table:table-cell office:value-type="time" office:time-value="{}"><text:p>x</text:p></table:table-cell>'
)


LINES = (
    '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p><text:p>c</text:p>'
    "</table:table-cell>"
)


def test_ods_values():
    cells = (
        "Timer",
        7.5,
        DURATION.format("PT57H20M00S"),
        '<table:table-cell office:value-type="date" office:date-value="2022-03-01"/>',
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        '<table:table-cell office:value-type="percentage" office:value="0.2"><text:p>20 %</text:p></table:table-cell>',
        '<table:table-cell office:value-type="currency" office:currency="NOK" office:value="5"/>',
        LINES,
    )
    for indented in (False, True):
        sheet = only(ods(f'<table:table table:name="A">{ods_row(*cells)}</table:table>', indented=indented))
        assert sheet.rows == [
            ["Timer", 7.5, timedelta(hours=57, minutes=20), date(2022, 3, 1), True, 0.2, 5.0, "a  b\nc"]
        ]
        assert float(duration(sheet.rows[0][2])) == pytest.approx(57.3333)
        assert sheet.formats == {(0, 2): "[h]:mm:ss", (0, 5): "0%", (0, 6): '0 "NOK"'}


@pytest.mark.parametrize(
    ("attributes", "shown", "mark"),
    [
        ('office:value-type="string" calcext:value-type="error"', "#DIV/0!", ("error_cell", "#DIV/0!")),
        ('office:value-type="float" office:value="0"', "Err:502", ("error_cell", "Err:502")),
        ('office:value-type="string"', "#REF!", ("error_cell", "#REF!")),
        ("", "", ("formula_without_value", "")),
        ('office:value-type="float" office:value="3"', "3", None),
        ('office:value-type="string"', "", None),
    ],
)
def test_ods_marks(attributes, shown, mark):
    cell = (
        f'<table:table-cell table:formula="of:=A1" {attributes}><text:p>{shown}</text:p></table:table-cell>'
    )
    sheet = only(ods(f'<table:table table:name="A">{ods_row("x", cell)}</table:table>'))
    assert sheet.marks == ((Mark(1, 2, *mark),) if mark else ())


def test_ods_formats_of_cells_rows_and_columns():
    styles = (
        '<number:number-style style:name="N1"><number:number number:min-integer-digits="5"/></number:number-style>'
        '<number:number-style style:name="N2"><number:number number:decimal-places="1"/><number:text> t</number:text>'
        "</number:number-style>"
        '<number:time-style style:name="N3" number:truncate-on-overflow="true"><number:hours/>'
        "<number:text>:</number:text><number:minutes/></number:time-style>"
        '<style:style style:name="code" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="hours" style:family="table-cell" style:data-style-name="N2"/>'
        '<style:style style:name="child" style:family="table-cell" style:parent-style-name="hours"/>'
        '<style:style style:name="clock" style:family="table-cell" style:data-style-name="N3"/>'
        '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    early = '<table:table-cell table:style-name="clock" office:value-type="date" office:date-value="{}"/>'
    early = early.format("1899-12-31T06:00:00")
    body = (
        '<table:table table:name="A" table:style-name="gone"><table:table-column table:default-cell-style-name="code"/>'
        '<table:table-column table:visibility="collapse"/>'
        + ods_row(123, 7.5, early, attributes='table:number-rows-repeated="2"')
        + ods_row(7, 5, attributes='table:default-cell-style-name="child" table:visibility="filter"')
        + "</table:table>"
    )
    sheet = only(ods(body, styles))
    assert sheet.rows == [["00123", 7.5, timedelta(hours=30)]] * 2 + [[7.0, 5.0, ""]]
    assert sheet.formats[2, 0] == sheet.formats[2, 1] == '0.0" t"'
    assert (sheet.hidden, set(sheet.hidden_rows), set(sheet.hidden_columns)) == (True, {2}, {1})


def test_ods_repeats_merges_and_notes():
    merged = (
        '<table:table-cell office:value-type="float" office:value="3" table:number-columns-spanned="2" '
        'table:number-rows-spanned="2"><office:annotation><dc:creator>Ola</dc:creator><text:p>i tusen</text:p>'
        "</office:annotation><text:p>3</text:p></table:table-cell><table:covered-table-cell/>"
    )
    body = (
        '<table:table table:name="A">'
        + ods_row(
            1,
            '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="2"/>',
        )
        + ods_row(None, attributes='table:number-rows-repeated="2"')
        + ods_row(merged)
        + '<table:table-row table:number-rows-repeated="1048571"><table:table-cell table:style-name="x" '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    sheet = only(ods(body))
    assert sheet.rows == [[1.0, 2.0, 2.0], ["", "", ""], ["", "", ""], [3.0, "", ""]]
    assert (sheet.merged, sheet.notes) == ((((3, 0), (3, 1)),), {(3, 0): "i tusen"})


def test_ods_that_reaches_too_far_or_keeps_another_file():
    wide = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    )
    assert refusal(ods(f'<table:table table:name="A">{ods_row(wide)}</table:table>')) == "sheet_too_large"
    deep = ods_row(1, attributes='table:number-rows-repeated="999999999"')
    assert refusal(ods(f'<table:table table:name="A">{deep}</table:table>')) == "sheet_too_large"
    kept = f'<table:table table:name="x"><table:table-source/>{ods_row(1)}</table:table>'
    assert only(ods(f'<table:table table:name="A">{ods_row(5)}</table:table>{kept}')).rows == [[5.0]]


def test_ods_pivot():
    body = f'<table:table table:name="Pivot">{ods_row(5)}</table:table>'
    pivot = '<table:data-pilot-table table:target-range-address="Pivot.A1:Pivot.B2"/>'
    assert only(ods(body + pivot)).kind == "pivot"


# text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t", ",", "|"])
def test_text_of_every_kind(encoding, separator):
    lines = [["Måned", "Enhet", "Timer"], ["mars", '"a\nb"', "7.5"], ["april", "VM-INH"]]
    found = text("\r\n".join(separator.join(line) for line in lines), encoding)
    assert found.rows == [["Måned", "Enhet", "Timer"], ["mars", "a\nb", "7.5"], ["april", "VM-INH", ""]]


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_the_stated_separator_is_taken_and_its_line_left_out(first):
    assert text(first + "a,b;c,d\n1,5;2,5\n").rows == [["a,b", "c,d"], ["1,5", "2,5"]]


def test_errors_in_text_are_marked():
    assert text("a;b\n#REF!;1\n####;#1\n").marks == (
        Mark(2, 1, "error_cell", "#REF!"),
        Mark(3, 1, "error_cell", "####"),
    )


@pytest.mark.parametrize("cell", ["#DIV/0!", "#I/T", "#BEZUG!", "Err:502", " #n/a ", "########"])
def test_what_is_an_error(cell):
    assert is_error_text(cell)


@pytest.mark.parametrize("cell", ["", "#", "#1", "# merknad", "Feil: mangler", "Error", 5.0, None])
def test_what_is_no_error(cell):
    assert not is_error_text(cell)


def test_text_with_too_many_cells():
    assert refusal(b"a" + b";" * 2000) == "sheet_too_large"
    assert refusal(b"a;b" + b";\n" * 13_000_000) == "sheet_too_large"


# HTML


def test_html_tables_are_sheets():
    first, second = html(
        "<p>Uttrekk</p><table><caption>Timer</caption><tr><th>M&aring;ned<th>Timer<tr><td>mars<td> 7,5&nbsp;</table>"
        "<table><tr><td></td></tr></table>"
        "<table><tr><td>a<br>b</td><td>1 < 2</td><td><b>fet</b> skrift</td></tr></table>"
    )
    assert (first.name, first.rows) == ("Timer", [["Måned", "Timer"], ["mars", "7,5"]])
    assert (second.name, second.rows) == ("2", [["a\nb", "1 < 2", "fet skrift"]])


def test_html_spans_are_merged_cells():
    (sheet,) = html(
        "<table><tr><td rowspan=2>a</td><td colspan='2'>b</td></tr><tr><td>c</td><td>d</td></tr>"
        "<tr style='display:none'><td>e</td></tr></table>"
    )
    assert sheet.rows == [["a", "b", ""], ["", "c", "d"], ["e", "", ""]]
    assert sheet.merged == (((0, 0), (1, 0)), ((0, 1), (0, 2)))
    assert sheet.hidden_rows == {2}


def test_html_of_excel_keeps_the_number_beside_the_text():
    (sheet,) = html(
        "<!-- <table><tr><td>no</td></tr></table> --><style>td {x: '<td>'}</style><table>"
        "<![if !supportMisalignedColumns]><tr><td x:num='1234.5'>1 234,50</td>"
        "<td x:num=\"0.2\" style='mso-number-format:0%'>20 %</td>"
        "<td x:num style='mso-number-format:\"00000\"'>123</td><td x:str>0012</td></tr><![endif]></table>"
    )
    assert sheet.rows == [[1234.5, 0.2, "00123", "0012"]]
    assert sheet.formats == {(0, 1): "0%"}


def test_html_inside_a_cell_is_a_table_of_its_own():
    inner, outer = html("<table><tr><td>ytre<table><tr><td>indre</td></tr></table></td></tr></table>")
    assert (inner.rows, outer.rows) == ([["indre"]], [["ytre"]])


def test_html_without_a_table_and_with_too_wide_ones():
    assert refusal(b"<html><body>Logg inn</body></html>") == "no_tables"
    assert refusal(b"<table><tr>" + b"<td colspan=900>x" * 3 + b"</table>") == "sheet_too_large"


def test_web_archive():
    archive = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--x"\r\n\r\n----x\r\nContent-Type: text/html; '
        "charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<table><tr><td>M=C3=A5ned"
        "</td></tr></table>\r\n----x--\r\n"
    )
    assert text(archive).rows == [["Måned"]]


@pytest.mark.parametrize(
    "piece", ['<td "', "<!--", "<td '\"", "<script>", "<![if", "<table><tr><td rowspan=65534>"]
)
def test_html_that_never_closes_takes_no_time(piece):
    with pytest.raises(FileRefused):
        sheets(b"<html>" + piece.encode() * 50_000)


# the old XML spreadsheet

STYLES = (
    '<Style ss:ID="z"><NumberFormat ss:Format="0000"/></Style>'
    '<Style ss:ID="t"><NumberFormat ss:Format="[h]:mm"/></Style>'
    '<Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>'
    '<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>'
)


def cell(kind: str, data: str, attributes: str = "") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{data}</Data></Cell>'


def test_xml_spreadsheet():
    body = (
        '<Worksheet ss:Name="Timer"><Table><Column ss:Index="2" ss:Hidden="1"/>'
        "<Row>"
        + cell("String", "Kode")
        + cell("String", "x", 'ss:MergeAcross="1"')
        + cell("String", "y")
        + "</Row>"
        '<Row ss:Index="3" ss:Hidden="1">'
        + cell("Number", "12", 'ss:StyleID="z"')
        + cell("DateTime", "1899-12-31T07:30:00.000", 'ss:Index="3" ss:StyleID="t"')
        + cell("DateTime", "1900-01-01T06:00:00.000", 'ss:StyleID="t"')
        + "</Row><Row>"
        + cell("Number", "0.2", 'ss:StyleID="p"')
        + cell("Boolean", "1")
        + cell("DateTime", "2022-03-01T00:00:00.000", 'ss:StyleID="d"')
        + '<Cell ss:Formula="=R1C1"/></Row><Row>'
        + cell("Error", "#REF!")
        + '<Cell><Data ss:Type="String">a</Data><Comment ss:Author="Ola"><Data>i tusen</Data></Comment></Cell>'
        '</Row></Table></Worksheet><Worksheet ss:Name="Skjult"><Table><Row>'
        + cell("Number", "1")
        + "</Row></Table>"
        '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>'
        "</WorksheetOptions></Worksheet>"
    )
    sheet, hidden = sheets(xml2003(body, STYLES))
    assert sheet.rows == [
        ["Kode", "x", "", "y"], ["", "", "", ""], ["0012", "", time(7, 30), timedelta(hours=30)],
        [0.2, True, date(2022, 3, 1), ""], ["", "a", "", ""],
    ]  # fmt: skip
    assert sheet.marks == (Mark(4, 4, "formula_without_value", ""), Mark(5, 1, "error_cell", "#REF!"))
    assert sheet.formats == {(2, 2): "[h]:mm", (2, 3): "[h]:mm", (3, 0): "0.00%"}
    assert (sheet.merged, sheet.notes) == ((((0, 1), (0, 2)),), {(4, 1): "i tusen"})
    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({2}, {1})
    assert (hidden.name, hidden.hidden) == ("Skjult", True)


def test_xml_spreadsheet_in_utf_16_and_with_a_document_type():
    body = f'<Worksheet ss:Name="A"><Table><Row>{cell("String", "Måned")}</Row></Table></Worksheet>'
    assert only(xml2003(body).decode().encode("utf-16")).rows == [["Måned"]]
    bomb = xml2003(body).replace(b"<Workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><Workbook', 1)
    assert refusal(bomb) == "file_damaged"
    assert refusal(xml2003(body)[:-30]) == "file_damaged"


def test_xml_spreadsheet_that_reaches_too_far():
    far = f'<Worksheet ss:Name="A"><Table><Row ss:Index="999999999">{cell("Number", "1")}</Row></Table></Worksheet>'
    assert refusal(xml2003(far)) == "sheet_too_large"


# beside the cells


def test_formats_by_place():
    runs = Runs()
    for row in (0, 1, 2, 5):
        runs.add(row, 1, "0%")
    runs.add(6, 1, '0" t"')
    runs.add(3, 0, "0%", times=2)
    formats = Formats(runs.all())
    assert dict(formats) == {
        (0, 1): "0%", (1, 1): "0%", (2, 1): "0%", (5, 1): "0%", (6, 1): '0" t"', (3, 0): "0%", (4, 0): "0%",
    }  # fmt: skip
    assert len(formats) == 7
    assert (3, 1) not in formats


def test_a_workbook_under_any_name_is_told_by_its_content():
    assert examine(xlsx(lambda book: book.add_worksheet().write(0, 0, 1))).kind == "xlsx"
    assert [examine(data).kind for data in (xlsb([[1.0]]), ods(""), b"a;b\n", b"<table>")] == [
        "xlsb", "ods", "text", "html",
    ]  # fmt: skip


def test_a_sheet_that_the_scan_does_not_find_is_refused():
    data = xlsb([[5.0]])
    assert (
        refusal(edited(data, "xl/_rels/workbook.bin.rels", {b"sheet1.bin": b"sheet9.bin"})) == "file_damaged"
    )


def test_a_moment_stays_a_moment():
    moment = '<table:table-cell office:value-type="date" office:date-value="2022-03-01T12:30:00"/>'
    sheet = only(ods(f'<table:table table:name="A">{ods_row(moment)}</table:table>'))
    assert sheet.rows == [[datetime(2022, 3, 1, 12, 30)]]
