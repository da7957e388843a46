"""Last opp: drop files, see what was understood and what is wrong, say yes, see what changed."""

import streamlit as st

from ui import upload, upload_report
from ui.page import show
from ui.view import View


def upload_files(view: View) -> None:
    """Draw the page."""
    lang = view.lang
    upload.done(view)
    st.write(
        lang.text(
            "Slipp ett eller flere regneark. Du ser hva som ble forstått, og hva som er galt, før noe lastes inn. "
            "Alt kan angres i importloggen. Navn på personer lagres aldri."
        )
    )
    files = upload.drop_zone(lang)
    options = upload.choose_options(view)
    if not files:
        upload.templates(view)
        return
    st.header(lang.text("Dette ble forstått"), anchor=False)
    found = upload.understand(files, options, view)
    for number, one in enumerate(found):
        upload_report.report(one, view, number)
    st.header(lang.text("Bekreft"), anchor=False)
    upload.confirm(files, found, options, view)


show("upload", upload_files, filtered=False, needs_data=False)
