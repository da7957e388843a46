"""Empty templates to fill in: the columns of our own profiles, and lists of the codes that they accept."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.profiles import profiles
from etl.reference import Reference

TEMPLATES = ("own_hours", "own_plan")
"""The profiles that are our own layouts."""
FILLED_ROWS = 2000
"""How many rows under the header offer their lists of codes."""


def template_bytes(profile_name: str, reference: Reference) -> bytes:
    """Return an .xlsx file: one sheet to fill in, and one that lists what the coded columns accept.

    :raises KeyError: there is no profile of that name.
    """
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError(sheet)
    sheet.title = "Utfylling"
    lists = book.create_sheet("Koder")
    choices = _choices(reference)
    for place, field in enumerate(profiles()[profile_name].fields, start=1):
        head = sheet.cell(1, place, field.headers[0].capitalize())
        head.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = max(14, len(str(head.value)) + 3)
        if field.name in choices:
            _offer(sheet, place, lists, str(head.value), choices[field.name])
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _choices(reference: Reference) -> dict[str, list[tuple[str, str]]]:
    """What each coded column accepts, with the name beside it."""
    return {
        "unit": [(unit.id, unit.name_nb) for unit in reference.units],
        "role_group": [(group.name_nb, group.id) for group in reference.role_groups],
        "sub_measure": [(sub.id, sub.name_nb) for sub in reference.sub_measures],
        "process": [(process.name_nb, process.id) for process in reference.processes],
        "plan_version": [(version.id, version.name_nb) for version in reference.plan_versions],
    }


def _offer(sheet: Worksheet, place: int, lists: Worksheet, head: str, choices: list[tuple[str, str]]) -> None:
    """Write the choices into the list sheet, and let the column's cells choose among them."""
    first = lists.max_column + 2 if lists.cell(1, 1).value else 1
    lists.cell(1, first, f"Gyldig i {head}").font = Font(bold=True)
    for row, (code, name) in enumerate(choices, start=2):
        lists.cell(row, first, code).number_format = "@"
        lists.cell(row, first + 1, name)
    lists.column_dimensions[get_column_letter(first)].width = 26
    lists.column_dimensions[get_column_letter(first + 1)].width = 44
    column, own = get_column_letter(first), get_column_letter(place)
    rule = DataValidation(
        "list", formula1=f"Koder!${column}$2:${column}${len(choices) + 1}", allow_blank=True
    )
    # An alias such as «BEVISST» is understood, too: the list helps, the import decides.
    rule.showErrorMessage = False
    rule.add(f"{own}2:{own}{FILLED_ROWS}")
    sheet.add_data_validation(rule)
    # As text, so that the sub-measure 22.10 does not become the number 22.1.
    for (cell,) in sheet[f"{own}2:{own}{FILLED_ROWS}"]:
        cell.number_format = "@"
