"""The dashboard's entry: which pages there are. Start it with `make run`."""

import streamlit as st

import language
from ui.address import current_address
from ui.navigation import menu

st.set_page_config(page_title="Handlingsrom", layout="wide")
address, _ = current_address()
st.navigation(menu(language.get(address.lang))).run()
