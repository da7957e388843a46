"""Last opp: drop files, each judged by itself; set up, preview, mend and load the one that is open."""

from ui import upload, upload_files, upload_load, wizard, wizard_state
from ui.page import show
from ui.view import View


def upload_files_page(view: View) -> None:
    """Draw the page."""
    upload_load.done(view)
    upload.introduction(view)
    upload.drop_zone(view)
    entries = wizard_state.entries(view)
    if not entries:
        upload.without_files(view)
        return
    upload_files.files(entries, view)
    opened = wizard_state.opened(entries)
    if opened is not None:
        wizard.wizard(opened, view)


show("upload", upload_files_page, filtered=False, needs_data=False)
