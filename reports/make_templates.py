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
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

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
    ("{{ measure }}", "{{ description }}"),
    ("{{ owner }}",),
    (),
    ("{%p for line in status %}", "{{ line }}", "{%p endfor %}", TABLE),
    ("{%p for line in figures %}", "{{ line.picture }}", "{{ line.code }}", "{%p endfor %}"),
    (),
    ("{%p for line in effort %}", "{{ line }}", "{%p endfor %}"),
    (),
)
"""What is filled in under each heading; the owner's own words follow it. Headings 6 to 8 are the owner's judgement."""
KEPT = "kept_{number}"
_MADE = date(2026, 11, 25)


def main() -> None:
    """Write the template."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(template())


def template() -> bytes:
    """Return the template as a .docx: the eight headings, and under each the places that are filled in."""
    document = docx.Document()
    _look(document)
    document.add_heading("Status for tiltak {{ code }}", level=0)
    document.add_paragraph("{{ told }}")
    for number, (heading, bodies) in enumerate(zip(HEADINGS, BODIES, strict=True), start=1):
        document.add_heading(heading, level=1)
        for body in bodies:
            if body == TABLE:
                _table(document)
            else:
                document.add_paragraph(body)
        kept = KEPT.format(number=number)
        document.add_paragraph(f"{{%p for line in {kept} %}}")
        document.add_paragraph("{{ line }}")
        document.add_paragraph("{%p endfor %}")
    document.sections[0].footer.paragraphs[0].text = "{{ footer }}"
    document.core_properties.author = "Handlingsrom"
    stream = io.BytesIO()
    document.save(stream)
    return stable(stream.getvalue(), _MADE)


def _table(document: Document) -> None:
    table = document.add_table(rows=4, cols=5)
    table.style, table.autofit = "Light List", False
    for cell, words in zip(
        table.rows[0].cells, ("", "Planlagt", "Faktisk", "Avvik", "Avvik i prosent"), strict=True
    ):
        cell.text = words
    for column, width in enumerate((6.6, 2.4, 2.4, 2.6, 2.6)):
        for cell in table.columns[column].cells:
            cell.width = Cm(width)
    table.rows[0]._tr.get_or_add_trPr().append(_header_mark())
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    for cell, words in zip(
        table.rows[2].cells, ("name", "planned", "actual", "variance", "pct"), strict=True
    ):
        cell.text = f"{{{{ row.{words} }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"


def _header_mark() -> Any:
    """The mark by which a screen reader knows the first row as headings."""
    return OxmlElement("w:tblHeader")


def _look(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    for name, size in (("Title", 20), ("Heading 1", 13)):
        style = document.styles[name]
        style.font.size, style.font.name = Pt(size), "Calibri"
        style.font.color.rgb = RGBColor(0x1B, 0x25, 0x30)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), "nb-NO")


if __name__ == "__main__":
    main()
