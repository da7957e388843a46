"""The address of a page: language, selection and what is looked at closely.

The address is what a reader copies to a colleague. It is kept in the session, so that it survives a change of
page, and written to the query string, so that it survives a reload. Streamlit's own binding of widgets to the
address writes labels instead of ids, so an address would change its meaning with the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

import language
from metrics import Selection, SelectionError

_ADDRESS = "address"
_WRITTEN = "address_written"
_CLOSELY = {
    "measure": "tiltak",
    "sub_measure": "sub_measure",
    "system": "system",
    "method": "metode",
    "scenario": "scenario",
    "version": "versjon",
    "aligned": "sammen",
    "zero": "nullpunkt",
    "shape": "form",
    "rows": "rader",
    "part": "del",
    "table": "tabell",
    "import_id": "import",
    "issue": "rapport",
    "code": "code",
}
"""What is looked at closely: the field of the address and the parameter of the query string."""


@dataclass(frozen=True)
class Address:
    """Everything that a page shows, as text that can be sent to a colleague.

    lang: «nb» or «en». measure, sub_measure, system, import_id: the one that Tiltak, Systemer and Importlogg show
    closely; part: of Kodeverk or Rapporter; table: what Kodeverk shows; issue, code: the issued report and the figure
    code that Rapporter shows. method: of the forecast. scenario: what Planer tries out. version: the number of an
    earlier warehouse version.
    aligned: ids of the systems that Systemer holds together, with commas between; zero: what their month 0 is; shape:
    sums | months; rows: what the matrix has a row for. None = the first, the newest or none.
    """

    lang: str = "nb"
    selection: Selection = Selection()
    measure: str | None = None
    sub_measure: str | None = None
    system: str | None = None
    method: str | None = None
    scenario: str | None = None
    version: str | None = None
    aligned: str | None = None
    zero: str | None = None
    shape: str | None = None
    rows: str | None = None
    part: str | None = None
    table: str | None = None
    import_id: str | None = None
    issue: str | None = None
    code: str | None = None

    def to_query(self) -> dict[str, str]:
        """Return the query string's parameters. The language is always there: an empty query string means a
        page that was entered from the menu, and such a page keeps the selection.
        """
        close = {name: getattr(self, field) for field, name in _CLOSELY.items()}
        return {
            "lang": self.lang,
            **self.selection.to_query(),
            **{name: value for name, value in close.items() if value},
        }


def read_address(query: Mapping[str, str]) -> tuple[Address, bool]:
    """Return the address of a query string, and whether all of it could be understood."""
    lang = query.get("lang", "nb")
    understood = lang in language.CODES
    try:
        selection = Selection.from_query(query)
    except SelectionError:
        selection, understood = Selection(), False
    chosen = Address(
        lang=lang if lang in language.CODES else "nb",
        selection=selection,
        **{field: query.get(name) or None for field, name in _CLOSELY.items()},
    )
    return chosen, understood


def current_address() -> tuple[Address, bool]:
    """Return the address of this run: from the query string where that is new, else from the session."""
    given = st.query_params.to_dict()
    known = st.session_state.get(_ADDRESS)
    if known is not None and (not given or given == st.session_state.get(_WRITTEN)):
        return known, True
    address, understood = read_address(given)
    st.session_state[_ADDRESS] = address
    return address, understood


def write_address(address: Address) -> None:
    """Keep the address and show it in the browser."""
    st.session_state[_ADDRESS] = address
    query = address.to_query()
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    st.session_state[_WRITTEN] = query


def keep_address(address: Address) -> None:
    """Take another address for the run that begins; for callbacks, which run before the page is drawn."""
    st.session_state[_ADDRESS] = address


def change_address(**fields: Any) -> None:
    """Change the kept address; for callbacks, which run before the page is drawn."""
    keep_address(replace(kept_address(), **fields))


def kept_address() -> Address:
    """Return the address as it is kept in the session; for callbacks."""
    address: Address = st.session_state.get(_ADDRESS, Address())
    return address
