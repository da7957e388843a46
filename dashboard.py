"""The dashboard's entry: which pages there are. Start it with `make run`."""

import streamlit as st

import language
from ui.address import current_address
from ui.navigation import close_stale_notice, menu

st.set_page_config(page_title="Handlingsrom", layout="wide")
address, _ = current_address()
close_stale_notice()
st.navigation(menu(language.get(address.lang))).run()
