"""The sound files that the fuzzer damages: one or more of every format, each with errors, formats and hidden parts."""

from datetime import date
from functools import cache
from typing import Any

from tests.etl_files import FIXTURES
from tests.spreadsheets import ods, ods_row, strict_xlsx, xls, xls_style, xlsb, xlsx, xml2003

_ROWS: list[list[Any]] = [
    ["Måned", "Enhet", "Deltiltak", "Timer"],
    *([f"2022-{n:02}", "VM-ADM", "22.5", n * 7.5] for n in range(1, 13)),
]


@cache
def seeds() -> dict[str, bytes]:
    """Name → content; the name ends with the format."""
    usual = xlsx(_workbook)
    lines = [";".join(map(str, row)) for row in [*_ROWS, ["sum", "", "", "#REF!"]]]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _ROWS)
    return {
        "usual.xlsx": usual,
        "strict.xlsx": strict_xlsx(usual),
        "1904.xlsx": xlsx(_workbook, date_1904=True),
        "old.xls": xls(_old_workbook),
        "binary.xlsb": _binary(),
        "open.ods": _open(),
        "xml2003.xls": _xml(),
        "utf8.csv": "\n".join(lines).encode("utf-8-sig"),
        "utf16.txt": "\n".join(lines).replace(";", "\t").encode("utf-16"),
        "cp1252.csv": '\r\n'.join(['"sep=;"', *lines]).encode("cp1252"),
        "page.xls": f"<html><body><table>{table}<tr><td colspan=3>#N/A<td x:num='5'>5</table></body></html>".encode(),
        **{path.name: path.read_bytes() for path in sorted(FIXTURES.glob("[!k]*")) if path.suffix in (".xlsx", ".xls")},
    }  # fmt: skip


def _workbook(book: Any) -> None:
    hours = book.add_format({"num_format": '0.0" t"'})
    clock, code = book.add_format({"num_format": "[h]:mm"}), book.add_format({"num_format": "00000"})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    page = book.add_worksheet("Timer")
    page.merge_range(0, 0, 0, 3, "Timer per måned")
    for at, row in enumerate(_ROWS, 1):
        page.write_row(at, 0, row)
        page.write_number(at, 4, at, code)
        page.write_number(at, 5, at / 24, clock)
        page.write_number(at, 6, at, hours)
        page.write_datetime(at, 7, date(2022, 1, at), day)
    page.write_formula(14, 3, "=SUM(D3:D14)", None, 585)
    page.write_formula(14, 4, "=1/0", None, "#DIV/0!")
    page.write_formula(14, 5, "=VLOOKUP(1,A1:B2,2)", None, "#N/A")
    page.write_comment(1, 3, "Ola:\nTall i timer", {"author": "Ola"})
    page.set_row(3, None, None, {"hidden": True})
    page.set_column(2, 2, None, None, {"hidden": True})
    page.add_table(1, 0, 13, 3, {"header_row": False})
    other = book.add_worksheet("Parametre & annet")
    other.write_row(0, 0, ["<tekst>", True, 1e300, -0.001, "linje\nskift", "æøå 💡"])
    other.hide()
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Timer!$D$3:$D$14"})
    book.add_chartsheet("Figur").set_chart(chart)


def _old_workbook(book: Any) -> None:
    page = book.add_sheet("Timer")
    for at, row in enumerate(_ROWS):
        for column, value in enumerate(row):
            page.write(at, column, value)
        page.write(at, 4, at, xls_style("00000"))
        page.write(at, 5, at / 24, xls_style("[h]:mm"))
    page.row(13).set_cell_error(3, "#REF!")
    page.row(14).set_cell_error(3, 0x2A)
    page.write_merge(15, 16, 0, 1, "sammen")
    page.row(4).hidden = True
    book.add_sheet("Skjult").visibility = 1


def _binary() -> bytes:
    rows: list[list[Any]] = [*_ROWS, ["sum", None, None, b"\x17"], [(5.0, 1), (1.25, 2), (0.2, 3), b"\x2a"]]
    return xlsb(rows, ("00000", "hh:mm", "0 %"), hidden_row=2, hidden_column=1, merged=(0, 0, 0, 1))


def _open() -> bytes:
    failed = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"
    )
    clock = (
        '<table:table-cell table:style-name="clock" office:value-type="time" office:time-value="PT57H20M00S"/>'
        '<table:table-cell table:number-columns-repeated="3"/>'
    )
    styles = (
        '<number:time-style style:name="N1" number:truncate-on-overflow="false"><number:hours/><number:minutes/>'
        '</number:time-style><style:style style:name="clock" style:family="table-cell" style:data-style-name="N1"/>'
    )
    body = "".join(ods_row(*row) for row in _ROWS) + ods_row("sum", failed, clock)
    blank = ods_row(None, attributes='table:number-rows-repeated="1000"')
    return ods(f'<table:table table:name="Timer">{body}{blank}</table:table>', styles)


def _xml() -> bytes:
    def cell(value: Any) -> str:
        kind = "String" if isinstance(value, str) else "Number"
        return f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>'

    body = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in _ROWS)
    failed = '<Row ss:Index="20"><Cell ss:MergeAcross="2"><Data ss:Type="Error">#REF!</Data></Cell></Row>'
    return xml2003(f'<Worksheet ss:Name="Timer"><Table>{body}{failed}</Table></Worksheet>')
