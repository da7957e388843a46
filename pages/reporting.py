"""Rapporter: a report is put together and issued, looked up by its figures' codes, and checked a year later."""

from ui import reports_check, reports_code, reports_issued, reports_make, reports_parts
from ui.acting import told
from ui.page import show
from ui.view import View


def reporting(view: View) -> None:
    """Draw the page, one part at a time."""
    told()
    {
        "make": reports_make.make,
        "issued": reports_issued.issued_part,
        "code": reports_code.look_up,
        "check": reports_check.check_files,
    }[reports_parts.choose_part(view)](view)


show("reporting", reporting)
