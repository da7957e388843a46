"""Makes the Word template of the status form anew: python -m reports.make_templates

The museum edits the template in Word; this script makes the one that the product comes with.
"""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from reports.package import stable

TEMPLATE = Path(__file__).parent / "templates" / "statusskjema.docx"
HEADINGS = (
    "Tiltakets navn og beskrivelse (jfr. tiltaksplanen)",
    "Tiltaksansvarlig",
    (
        "Er det laget ytterligere planer for tiltaket ut over det som forelå ved utarbeidelse av tiltaksplanen i "
        "{{ plan_year }}"
    ),
    "Hva er status for gjennomføring av tiltaket",
    "Eventuell ytterligere beskrivelse av status for tiltaket",
    "Tiltaksansvarliges vurdering av resultatoppnåelsen",
    "Tiltaksansvarliges vurdering av ressursbruk",
    (
        "Forslag til forbedringer for neste tiltaksplan ({{ next_period }}) med hensyn til tiltaksutforming og "
        "gjennomføring (dvs. vi ber ikke om synspunkter på faglige prioriteringer)"
    ),
)
"""The headings of the form in their exact words and order; year and period are filled in."""
TABLE = "TABLE"
BODIES: tuple[tuple[str, ...], ...] = (
    ("{{ measure }}", "{%p if description %}", "{{ description }}", "{%p endif %}"),
    ("{{ owner }}",),
    (),
    ("{%p for line in status %}", "{{ line }}", "{%p endfor %}", "{{ table_caption }}", TABLE),
    ("{%p for line in figures %}", "{{ line.picture }}", "{{ line.caption }}", "{%p endfor %}"),
    (),
    ("{%p for line in effort %}", "{{ line }}", "{%p endfor %}"),
    (),
)
"""What is filled in under each heading; the owner's own words follow it. Headings 6 to 8 are the owner's judgement."""
KEPT = "kept_{number}"
_TEXT_WIDTH = Cm(16.6)
_MADE = date(2026, 11, 25)


def main() -> None:
    """Write the template."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(template())


def template() -> bytes:
    """Return the template as a .docx: the eight headings, and under each the places that are filled in."""
    document = docx.Document()
    _look(document)
    _in_norwegian(document.add_heading("Status for tiltak {{ code }}", level=0))
    document.add_paragraph("{{ told }}")
    for number, (heading, bodies) in enumerate(zip(HEADINGS, BODIES, strict=True), start=1):
        _in_norwegian(document.add_heading(heading, level=1))
        for body in bodies:
            if body == TABLE:
                _table(document)
            else:
                _paragraph(document, body)
        _kept(document, KEPT.format(number=number), with_empty_line=not bodies)
    _footer(document)
    document.core_properties.author = "Handlingsrom"
    stream = io.BytesIO()
    document.save(stream)
    return stable(stream.getvalue(), _MADE)


def _paragraph(document: Document, body: str) -> None:
    paragraph = document.add_paragraph(body)
    if "caption" in body:
        paragraph.style = "Caption"
    # A caption stands above its table and below its picture, on the same page.
    paragraph.paragraph_format.keep_with_next = body in ("{{ table_caption }}", "{{ line.picture }}")


def _kept(document: Document, kept: str, *, with_empty_line: bool) -> None:
    """Where the owner's words go; under a heading with nothing else an empty line to write them on."""
    lines = [f"{{%p for line in {kept} %}}", "{{ line }}", "{%p endfor %}"]
    if with_empty_line:
        lines += [f"{{%p if not {kept} %}}", "", "{%p endif %}"]
    for line in lines:
        document.add_paragraph(line)


def _in_norwegian(paragraph: Paragraph) -> None:
    """Mark the form's own words as bokmål, whatever language the document is filled in."""
    for run in paragraph.runs:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "nb-NO")
        run._r.get_or_add_rPr().append(language)


def _table(document: Document) -> None:
    table = document.add_table(rows=4, cols=5)
    table.style, table.autofit = "Light Shading", False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _only_the_first_row_stands_out(table)
    names = ("name", "planned", "actual", "variance", "pct")
    for place, (name, width) in enumerate(zip(names, (7.2, 2.3, 2.3, 2.3, 2.5), strict=True)):
        table.columns[place].width = Cm(width)
        for cell in table.columns[place].cells:
            cell.width = Cm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            if place:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        table.rows[0].cells[place].paragraphs[0].add_run(f"{{{{ heads.{name} }}}}")
        table.rows[2].cells[place].paragraphs[0].add_run(f"{{{{ row.{name} }}}}")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    table.rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"


def _only_the_first_row_stands_out(table: Any) -> None:
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    look = OxmlElement("w:tblLook")
    # The same as the names below, for programs that read the older form.
    look.set(qn("w:val"), "0620")
    for name, value in (("firstRow", 1), ("lastRow", 0), ("firstColumn", 0), ("noHBand", 1), ("noVBand", 1)):
        look.set(qn(f"w:{name}"), str(value))
    properties.append(look)


def _footer(document: Document) -> None:
    """What made the form to the left, page and number of pages to the right."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.text = "{{ footer }}\t"
    paragraph.paragraph_format.tab_stops.clear_all()
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    for place, name in enumerate(("PAGE", "NUMPAGES")):
        if place:
            paragraph.add_run(" / ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)


def _look(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    for name, size in (("Title", 20), ("Heading 1", 13), ("Caption", 10)):
        style = document.styles[name]
        style.font.size, style.font.name = Pt(size), "Calibri"
        style.font.color.rgb = RGBColor(0x1B, 0x25, 0x30)
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(4)
    document.styles["Caption"].paragraph_format.space_after = Pt(10)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), "nb-NO")


if __name__ == "__main__":
    main()
