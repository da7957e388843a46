"""Templates to fill in: the columns of our own profiles, today's codes to choose from, an example and help."""

import io
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.own_sheets import NOT_READ
from etl.profiles import Field, Profile, profiles
from etl.reference import Reference

TEMPLATES = ("own_hours", "own_plan")
"""The profiles that are our own layouts."""
SHEET, LISTS, HELP = "Utfylling", "Koder", "Hjelp"
FILLED_ROWS = 5000
"""How many rows under the header offer their lists of codes."""
TEXT_FIELDS = ("period", "unit", "role_group", "sub_measure", "process", "plan_version", "comment")
"""Columns that hold text, so that 22.10 does not become the number 22.1 nor 2024-03 a date."""
_HEAD_FILL = PatternFill("solid", fgColor="DDE6F0")
_BOLD = Font(bold=True)
_GREY = Font(italic=True, color="595959")

_MEANING = {
    "plan_version": "Planversjonen som raden hører til. Velg fra lista.",
    "period": "Måneden, for eksempel 2024-03, mars 2024 eller 01.03.2024.",
    "unit": "Enheten som har brukt tiden. Velg fra lista.",
    "role_group": "Rollegruppen. Kan stå tom.",
    "sub_measure": "Deltiltaket. Velg nummeret fra lista, eller skriv navnet.",
    "hours": "Timer i måneden: 7,5 eller 7:30. Også «20 % stilling», «2 uker» og «ca. 120 t» forstås og regnes om.",
    "percent": "Prosent av full stilling i måneden, for eksempel 20. Bruk enten timer, prosent eller dagsverk.",
    "days": "Dagsverk på 7,5 timer. Bruk enten timer, prosent eller dagsverk.",
    "persons": "Hvor mange personer timene gjelder. Aldri navn.",
    "payroll_nok": "Lønnskostnad i hele kroner. Står den tom, regnes den ut av timene.",
    "direct_nok": "Andre kostnader i hele kroner, for eksempel kjøp av tjenester.",
    "process": "Hovedprosess i BOTT ØL. Kan stå tom.",
    "comment": "Merknad til deg selv. Den lagres ikke.",
}
_RULES = (
    "Fyll ut arket «Utfylling», én rad per måned, enhet, rollegruppe og deltiltak.",
    "Overskriftsraden er låst. Rekkefølgen på radene er fri, og tomme rader og rader uten tall blir hoppet over.",
    "Kolonnene med koder har lister. Lista hjelper deg å velge; navn og kjente kallenavn blir også forstått.",
    "Skriv aldri navn på personer eller fødselsnummer.",
    "Lagre som .xlsx og last opp på siden «Last opp». Du ser hva som er forstått, før noe lagres.",
    "Samme måned kan lastes opp på nytt: den nye fila erstatter den gamle.",
)


def template_bytes(profile_name: str, reference: Reference) -> bytes:
    """An .xlsx file: one sheet to fill in, one with help and an example, one that lists the codes.

    :raises KeyError: there is no profile of that name.
    """
    profile = profiles()[profile_name]
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError(sheet)
    sheet.title = SHEET
    choices = _choices(reference)
    _write_help(book.create_sheet(HELP), profile, reference)
    lists = book.create_sheet(LISTS)
    lists.cell(1, 1, NOT_READ["nb"]).font = _GREY
    for place, field in enumerate(profile.fields, start=1):
        _write_column(sheet, place, field)
        if choices.get(field.name):
            _offer(sheet, place, lists, _head(field), choices[field.name])
    _protect(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _head(field: Field) -> str:
    return field.headers[0].capitalize()


def _write_column(sheet: Worksheet, place: int, field: Field) -> None:
    """The heading, locked; the column under it, open."""
    head = sheet.cell(1, place, _head(field))
    head.font, head.fill = _BOLD, _HEAD_FILL
    column = sheet.column_dimensions[get_column_letter(place)]
    column.width = max(14, len(str(head.value)) + 3)
    column.protection = Protection(locked=False)
    if field.name in TEXT_FIELDS:
        column.number_format = "@"


def _protect(sheet: Worksheet) -> None:
    """Lock the heading without a password: it keeps slips out, not people."""
    sheet.freeze_panes = "A2"
    rules = sheet.protection
    rules.sheet = True
    for freedom in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertRows",
        "deleteRows",
        "sort",
        "autoFilter",
    ):
        setattr(rules, freedom, False)  # False is «not forbidden»


def _choices(reference: Reference) -> dict[str, list[tuple[str, str]]]:
    """What each coded column accepts, with the name beside it."""
    return {
        "unit": [(unit.id, unit.name_nb) for unit in reference.units],
        "role_group": [(group.name_nb, group.id) for group in reference.role_groups],
        "sub_measure": [
            (sub.id, f"{sub.name_nb} ({sub.valid_from.year}–{sub.valid_to.year})")
            for sub in reference.sub_measures
        ],
        "process": [(process.name_nb, process.id) for process in reference.processes],
        "plan_version": [(version.id, version.name_nb) for version in reference.plan_versions],
    }


def _offer(sheet: Worksheet, place: int, lists: Worksheet, head: str, choices: list[tuple[str, str]]) -> None:
    """Write the choices into the list sheet, and let the column's cells choose among them."""
    first = lists.max_column + 2 if lists.max_row > 2 else 1
    lists.cell(2, first, f"Gyldig i {head}").font = _BOLD
    for row, (code, name) in enumerate(choices, start=3):
        lists.cell(row, first, code).number_format = "@"
        lists.cell(row, first + 1, name)
    column, own = get_column_letter(first), get_column_letter(place)
    lists.column_dimensions[column].width = 26
    lists.column_dimensions[get_column_letter(first + 1)].width = 60
    rule = DataValidation(
        "list", formula1=f"{LISTS}!${column}$3:${column}${len(choices) + 2}", allow_blank=True
    )
    # An alias such as «BEVISST» is understood, too: the list helps, the import decides.
    rule.showErrorMessage = False
    rule.add(f"{own}2:{own}{FILLED_ROWS}")
    sheet.add_data_validation(rule)


def _write_help(sheet: Worksheet, profile: Profile, reference: Reference) -> None:
    """What to do, what each column means, and one row as it looks when it is filled in."""
    sheet.cell(1, 1, NOT_READ["nb"]).font = _GREY
    lines: list[tuple[tuple[str, ...], Font | None]] = [(("Slik gjør du",), _BOLD)]
    lines += [((f"{number}. {rule}",), None) for number, rule in enumerate(_RULES, start=1)]
    lines += [((), None), (("Kolonne", "Hva du skriver", "Eksempel"), _BOLD)]
    example = _example(reference)
    lines += [
        ((_head(field), _MEANING.get(field.name, ""), str(example.get(field.name, ""))), None)
        for field in profile.fields
    ]
    lines += [((), None), (("Slik ser en ferdig rad ut (bare et eksempel)",), _BOLD)]
    lines.append((tuple(_head(field) for field in profile.fields), _BOLD))
    lines.append((tuple(str(example.get(field.name, "")) for field in profile.fields), _GREY))
    for row, (cells, font) in enumerate(lines, start=3):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(row, column, text)
            cell.number_format, cell.alignment = "@", Alignment(vertical="top")
            if font:
                cell.font = font
    for letter, width in (("A", 30), ("B", 100), ("C", 26)):
        sheet.column_dimensions[letter].width = width


def _example(reference: Reference) -> dict[str, Any]:
    """A row with the first code of each list, in a month in which its sub-measure is valid."""
    sub = max(reference.sub_measures, key=lambda row: row.valid_to, default=None)
    versions = [row for row in reference.plan_versions if _covers(row, sub.valid_from if sub else None)]
    return {
        "plan_version": versions[0].id if versions else "",
        "period": f"{sub.valid_from:%Y-%m}" if sub else "2024-03",
        "unit": reference.units[0].id if reference.units else "",
        "role_group": reference.role_groups[0].name_nb if reference.role_groups else "",
        "sub_measure": sub.id if sub else "",
        "hours": "7,5",
        "persons": "2",
        "comment": "Oppstartsmøte",
    }


def _covers(version: Any, month: date | None) -> bool:
    return month is not None and version.period_first <= month <= version.period_last
