"""Importlogg: every import, the newest first, with what it held and how it is undone."""

from ui import imports
from ui.page import show
from ui.view import View


def import_log(view: View) -> None:
    """Draw the page."""
    imports.undone(view)
    imports.log(view)


show("import_log", import_log, filtered=False, needs_data=False)
