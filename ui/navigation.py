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
    "capacity": "kapasitet",
    "plans": "planer",
    "progress": "fremdrift",
    "reporting": "rapporter",
    "upload": "last-opp",
    "import_log": "importlogg",
    "reconciliation": "avstemming",
    "codebook": "kodeverk",
    "about_figures": "om-tallene",
}
_CLOSE_NOTICE = """<script>(() => {
  const close = (left) => {
    const notice = [...document.querySelectorAll('[role="dialog"]')].find((d) => /Page not found/.test(d.innerText));
    const button = notice && notice.querySelector('button[aria-label="Close"]');
    if (button) { button.click(); } else if (left) { setTimeout(() => close(left - 1), 100); }
  };
  close(50);
})();</script>"""


def menu(lang: Language) -> list[st.Page]:
    """Return the pages in the order of the menu. Streamlit gives its default page no path of its own, so the
    default is a hidden one that leads on to Oversikt. No icons: the browser would ask a server outside for them.
    """
    pages = [
        st.Page(f"pages/{name}.py", title=page_title(name, lang), url_path=path)
        for name, path in PATHS.items()
    ]

    def start() -> None:
        st.switch_page(pages[0], query_params=st.query_params.to_dict())

    return [*pages, st.Page(start, title="Handlingsrom", url_path="start", default=True, visibility="hidden")]


@st.cache_resource(show_spinner=False)
def _first_visit() -> list[bool]:
    return [True]


def close_stale_notice() -> None:
    """Close the notice «Page not found» of the first visit after a start, when it came by a page's address.

    Streamlit knows the files of `pages/` only until the menu has run once, and tells the reader so in vain: the
    page asked for is drawn all the same.
    """
    first = _first_visit()
    # The container is there on every run, so that what follows keeps its place on the page.
    with st.container(key="first_visit"):
        if first:
            first.clear()
            st.html(_CLOSE_NOTICE, unsafe_allow_javascript=True)


def link(page: str, label: str, address: Address) -> None:
    """Draw a link to a page with its own address; only the label where the menu has not run yet.

    :raises ValueError: for a page that is not in the menu.
    """
    if page not in PATHS:
        raise ValueError(page)
    try:
        st.page_link(f"pages/{page}.py", label=label, query_params=address.to_query())
    except (StreamlitAPIException, KeyError):
        st.markdown(label)
