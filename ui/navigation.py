"""The pages of the menu, and links from one page to another that keep the selection.

Every page has a Norwegian path that differs from its file's name: until navigation has run once in the server,
Streamlit serves the files of `pages/` by their names, and the two must not be taken for each other.
"""

from __future__ import annotations

import streamlit as st
from streamlit.errors import StreamlitAPIException

from language import Language
from ui.address import Address
from ui.words import page_title

PATHS = {
    "overview": "oversikt",
    "measures": "tiltak",
    "systems": "systemer",
    "upload": "last-opp",
    "import_log": "importlogg",
}
_ICONS = {
    "overview": ":material/monitoring:",
    "measures": ":material/checklist:",
    "systems": ":material/account_tree:",
    "upload": ":material/upload_file:",
    "import_log": ":material/history:",
}


def menu(lang: Language) -> list[st.Page]:
    """Return the pages in the order of the menu; the first is where a visit begins."""
    return [
        st.Page(
            f"pages/{name}.py", title=page_title(name, lang), url_path=path, icon=_ICONS[name],
            default=name == "overview",
        )
        for name, path in PATHS.items()
    ]  # fmt: skip


def link(page: str, label: str, address: Address) -> None:
    """Draw a link to a page with its own address; only the label where the menu has not run yet."""
    try:
        st.page_link(f"pages/{page}.py", label=label, query_params=address.to_query())
    except (StreamlitAPIException, KeyError):
        st.markdown(label)
