"""The banner that says, on every page, that the figures are invented, and the way to real ones."""

from __future__ import annotations

import streamlit as st

import etl
from ui import data, states
from ui.start import load_sample, show_progress
from ui.view import View


def sample_banner(view: View) -> None:
    """Say that the figures are invented while any of them are; where nothing is loaded, offer the sample.

    An earlier version that is looked at is never changed, so it has the words alone.
    """
    version = view.reader.version
    if data.sample_is_loaded(str(view.folder), version, view.reader):
        _invented(view)
    elif not view.earlier and not data.has_facts(str(view.folder), version, view.reader):
        _offer(view)


def _invented(view: View) -> None:
    lang = view.lang
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="sample_banner"):
        invented, told = (
            lang.text("Alle tall er oppdiktet."),
            lang.text("Dette er eksempeldata, ikke museets tall."),
        )
        st.markdown(f"**{invented}** {told}")
        if not view.earlier and st.button(lang.text("Fjern eksempeldata og start tomt"), key="sample_remove"):
            st.session_state["sample_confirm"] = True
    if not view.earlier and st.session_state.get("sample_confirm"):
        _confirm(view)


def _confirm(view: View) -> None:
    lang = view.lang
    with st.container(border=True, key="sample_confirm_box"):
        st.write(
            lang.text(
                "Alle eksempelfilene tas ut av tallene. Det du selv har lastet inn, blir stående. Fortsette?"
            )
        )
        with st.container(horizontal=True):
            if st.button(lang.text("Ja, fjern eksempeldata"), type="primary", key="sample_yes"):
                st.session_state.pop("sample_confirm")
                with st.spinner(lang.text("Fjerner eksempeldata …")):
                    etl.remove_sample(view.folder)
                st.rerun()
            if st.button(lang.text("Avbryt"), key="sample_no"):
                st.session_state.pop("sample_confirm")
                st.rerun()


def _offer(view: View) -> None:
    lang = view.lang
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="sample_offer"):
        st.markdown(lang.text("Datavarehuset er tomt."))
        if st.button(lang.text("Last inn eksempeldata"), key="sample_load"):
            bar = st.progress(0.0, lang.text("Venter på tur …"))
            try:
                load_sample(view.folder, show_progress(bar, lang))
            except Exception as error:
                states.failed(error, lang)
                return
            st.rerun()
