"""The status form of a measure in Word: eight headings, and under them figures, sentences and what the owner wrote."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from docxtpl.template import TemplateError

from language import Language
from language.units import DECIMALS
from metrics import MeasureNode, Selection, compare, measure_tree, note_words
from metrics.frames import records
from metrics.status_sentence import against_plan
from reports.cells import storable_text
from reports.chrome import PicturesUnavailable
from reports.codes import stamp
from reports.figures import Figure, figure, pinned
from reports.kept import Kept
from reports.make_templates import HEADINGS, KEPT, TEMPLATE
from reports.package import stable
from reports.pictures import picture
from reports.sentences import status_sentences

FIGURES_OF_THE_FORM = ("sub_measures", "role_groups")
"""Under heading 5; heading 4 has the table, heading 7 the sentences on who used the time."""
_WIDTH, _PIXELS = Cm(14.5), 660
"""Width of a picture on the page, and as drawn: its letters are then as large as those of a caption."""


class UnknownMeasure(LookupError):
    """There is no measure of this id. `measure_id` is what was asked for, `known` what there is."""

    def __init__(self, measure_id: str, known: Sequence[str]) -> None:
        super().__init__(measure_id)
        self.measure_id = measure_id
        self.known = tuple(known)


class TemplateDamaged(ValueError):
    """The Word template cannot be filled in: a line with «for» or «if» lacks its end, or a place is unknown. `reason`
    is what the template engine says, in English.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Form:
    """A status form as bytes, and the codes of what stands in it, in order."""

    data: bytes
    codes: tuple[str, ...] = field(default=())


def status_form(
    reader: Any,
    folder: Path,
    measure_id: str,
    selection: Selection,
    lang: Language,
    *,
    on: date,
    kept: Mapping[int, Kept] | None = None,
    sentences: Sequence[str] | None = None,
    told_in: Language | None = None,
    template: Path = TEMPLATE,
) -> Form:
    """Return the form of a measure for a selection. kept: the owner's words by heading, 1 to 8. sentences:
    those under heading 4 as their writer left them; None: as computed. told_in: the language of those sentences, where
    it is another than that of the form.

    Raises UnknownMeasure, TemplateDamaged, and SelectionError for a selection that means nothing. Without Chrome or
    Chromium the pictures are left out, and the form says so.
    """
    node = _measure(reader, measure_id)
    own = pinned(reader, selection.only(measures=(measure_id,)), on)
    figures = [figure(reader, name, own, lang, on=on) for name in FIGURES_OF_THE_FORM]
    codes = tuple(stamp(folder, one, lang.code, on) for one in figures)
    document = DocxTemplate(template)
    told_in = told_in or lang
    told = sentences
    if told is None:
        told = status_sentences(reader, own, told_in, kind="measure", key=node.measure_id)
    values = _values(reader, node, own, lang, codes, kept or {}, told)
    values["figures"] = [
        _figure(document, number, one, code, lang)
        for number, (one, code) in enumerate(zip(figures, codes, strict=True), start=1)
    ]
    values["footer"] = lang.text("Laget {date} med Handlingsrom.", date=lang.date(on))
    _fill_in(document, values)
    _describe_pictures(document, figures)
    document.docx.core_properties.title = f"{values['measure']}"
    _mark_language(document.docx, lang.pick("nb-NO", "en-GB"))
    if told_in.code == "nn":
        _mark_paragraphs(document.docx, values["status"][: len(told)], "nn-NO")
    stream = io.BytesIO()
    document.save(stream)
    return Form(stable(stream.getvalue(), on), codes)


def _fill_in(document: Any, values: Mapping[str, Any]) -> None:
    try:
        # Without autoescape, text after a «&» is lost in silence.
        document.render(values, autoescape=True)
    except TemplateError as error:
        raise TemplateDamaged(str(error)) from error


def _mark_language(document: Any, tag: str) -> None:
    """What is filled in is in the reader's language; the form's own words are marked as bokmål in the template."""
    document.core_properties.language = tag
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)


def _mark_paragraphs(document: Any, texts: Sequence[str], tag: str) -> None:
    """Mark the paragraphs that hold these texts as being in another language than the form."""
    for paragraph in document.paragraphs:
        if paragraph.text in texts:
            for run in paragraph.runs:
                language = OxmlElement("w:lang")
                language.set(qn("w:val"), tag)
                run._r.get_or_add_rPr().append(language)


def headings(plan_year: int, next_period: str) -> tuple[str, ...]:
    """Return the eight headings as they stand in a form."""
    filled = {"{{ plan_year }}": str(plan_year), "{{ next_period }}": next_period}
    return tuple(_filled(heading, filled) for heading in HEADINGS)


def _filled(text: str, values: Mapping[str, str]) -> str:
    for place, value in values.items():
        text = text.replace(place, value)
    return text


def _measure(reader: Any, measure_id: str) -> MeasureNode:
    nodes = {node.measure_id: node for node in measure_tree(reader)}
    if measure_id not in nodes:
        raise UnknownMeasure(measure_id, tuple(nodes))
    return nodes[measure_id]


def _values(
    reader: Any,
    node: MeasureNode,
    own: Selection,
    lang: Language,
    codes: Sequence[str],
    kept: Mapping[int, Kept],
    told: Sequence[str],
) -> dict[str, Any]:
    """What the template's places are filled with."""
    compared = compare(reader, own, ("sub_measure",), with_empty=True)
    first, last = node.period_last.year + 1, node.period_last.year + 3
    values: dict[str, Any] = {
        "code": node.code,
        "measure": lang.text(
            "Tiltak {code}: {name}", code=node.code, name=lang.pick(node.name_nb, node.name_en)
        ),
        "description": _description(node, lang),
        "owner": lang.pick(node.owner_nb, node.owner_en) or lang.text("ikke oppgitt"),
        "plan_year": node.period_first.year - 1,
        "next_period": f"{first}-{last}",
        "told": own.describe(lang, compared.basis.names),
        "status": [*told, compared.basis.words(lang)],
        "heads": _heads(own.unit, lang),
        "table_caption": lang.text(
            "Tabell: planlagt og faktisk per deltiltak. Tallpass: {code}.", code=codes[0]
        ),
        "rows": [
            _row(row, own.unit, lang)
            for row in [*records(compared.rows), {**compared.total, "sub_measure": None}]
        ],
        "effort": [
            *(_group(row, own.unit, lang) for row in records(compare(reader, own, ("role_group",)).rows)),
            lang.text("Tallpass: {code}.", code=codes[1]),
        ],
    }
    for number in range(1, len(HEADINGS) + 1):
        values[KEPT.format(number=number)] = _kept(kept.get(number), lang)
    return {key: _storable(value) for key, value in values.items()}


def _description(node: MeasureNode, lang: Language) -> str:
    """What the measure consists of. Its note is about the data, for those who keep it, and no description."""
    parts = [
        f"{sub.sub_measure_id} {lang.pick(sub.name_nb, sub.name_en)}" for sub in node.sub_measures
    ]  # fmt: skip
    return lang.text("Deltiltak: {parts}.", parts="; ".join(parts)) if parts else ""


def _heads(unit: str, lang: Language) -> dict[str, str]:
    words = lang.unit_name(unit)
    return {
        "name": lang.text("Deltiltak"),
        "planned": lang.text("Planlagt ({unit})", unit=words),
        "actual": lang.text("Faktisk ({unit})", unit=words),
        "variance": lang.text("Avvik ({unit})", unit=words),
        "pct": lang.text("Avvik i prosent"),
    }


def _kept(written: Kept | None, lang: Language) -> list[str]:
    if written is None or not written.text.strip():
        return []
    lines = [line for line in written.text.splitlines() if line.strip()]
    return [lang.text("[Tall er endret siden dette ble skrevet.]"), *lines] if written.changed else lines


def _row(row: Mapping[str, Any], unit: str, lang: Language) -> dict[str, str]:
    note = note_words(row["note_code"], lang)
    code = row.get("sub_measure")
    name = lang.text("Sum")
    if "sub_measure_nb" in row:
        called = lang.pick(row["sub_measure_nb"], row["sub_measure_en"])
        name = f"{code} {called}" if code else called

    def amount(value: Any, signed: bool = False) -> str:
        return note if value is None or pd.isna(value) else lang.number(value, DECIMALS[unit], signed=signed)

    pct = row["variance_pct"]
    return {
        "name": name,
        "planned": amount(row["planned"]),
        "actual": amount(row["actual"]),
        "variance": amount(row["variance"], signed=True),
        "pct": note if pct is None or pd.isna(pct) else lang.percent(pct, signed=True),
    }


def _group(row: Mapping[str, Any], unit: str, lang: Language) -> str:
    return f"{lang.pick(row['role_group_nb'], row['role_group_en'])}: {against_plan(row, unit, lang)}."


def _figure(document: Any, number: int, one: Figure, code: str, lang: Language) -> dict[str, Any]:
    try:
        drawn: Any = InlineImage(document, io.BytesIO(picture(one, code, "png", lang, _PIXELS)), width=_WIDTH)
    except PicturesUnavailable as error:
        drawn = (
            lang.text("Bildet kan ikke tegnes her: Chrome eller Chromium mangler. Tallene står i tabellen.")
            if error.reason == "no_browser"
            else lang.text("Bildet ble ikke tegnet: nettleseren svarte ikke. Tallene står i tabellen.")
        )
    caption = lang.text(
        "Figur {number}: {title}. Tallpass: {code}.",
        number=number,
        title=storable_text(one.chart.title),
        code=code,
    )
    return {"picture": drawn, "caption": caption, "code": lang.text("Tallpass: {code}.", code=code)}


def _describe_pictures(document: Any, figures: Sequence[Figure]) -> None:
    """Give each picture the alternative text of its figure."""
    found = document.docx.element.body.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )
    for properties, one in zip(list(found), figures, strict=False):
        properties.set("descr", storable_text(one.chart.alt))
        properties.set("title", storable_text(one.chart.title))


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return {key: _storable(one) for key, one in value.items()} if isinstance(value, dict) else value
