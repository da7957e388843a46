"""The top of Last opp: where files are dropped, and what to do for one who has none."""

from __future__ import annotations

from functools import partial

import streamlit as st

from etl.reference import Reference
from etl.templates import TEMPLATES, template_bytes
from reports.table_file import XLSX_TYPE
from ui import wizard_state, words
from ui.view import View

_MEGABYTES = 50


def drop_zone(view: View) -> None:
    """Draw the place to drop files; what newly lies there is taken in."""
    lang = view.lang
    folder = st.session_state.get("upload_folder", False)
    uploads = st.file_uploader(
        lang.text("Slipp en mappe her, eller velg den fra maskinen")
        if folder
        else lang.text("Slipp regneark her, eller velg dem fra maskinen"),
        accept_multiple_files="directory" if folder else True, max_upload_size=_MEGABYTES,
        key=f"upload_{'folder' if folder else 'files'}_{wizard_state.drop_zone_round()}",
        help=lang.text(
            "Excel (xlsx, xlsm, xls, xlsb), ods, csv eller tekst. En zip-fil pakkes ut, og hver fil i den vurderes for "
            "seg. Høyst 50 MB per fil."
        ),
    )  # fmt: skip
    st.toggle(lang.text("Velg en hel mappe"), key="upload_folder")
    wizard_state.take_in(uploads)


def introduction(view: View) -> None:
    """Say what the page does, in as few words as a newcomer needs."""
    st.write(
        view.lang.text(
            "Slipp ett eller flere regneark. Du ser hva som ble forstått, og hva som er galt, før noe lastes inn. "
            "Alt kan angres i importloggen. Navn på personer i radene lagres aldri; navnet på filen blir lagret."
        )
    )


def without_files(view: View) -> None:
    """Say what happens with a file, and offer our own layouts, empty, with lists of the codes that they accept."""
    lang = view.lang
    st.subheader(lang.text("Slik går det til"), anchor=False)
    st.markdown(
        "\n".join(
            f"{number}. {told}"
            for number, told in enumerate(
                (
                    lang.text(
                        "**Sett opp**: du ser hva hver kolonne er forstått som, og svarer på det som er uklart."
                    ),
                    lang.text(
                        "**Forhåndsvis**: du ser radene og summene slik de vil bli lagret, og hva de erstatter."
                    ),
                    lang.text(
                        "**Rett**: du retter celler, velger koder eller utelater rader, her eller i Excel."
                    ),
                    lang.text("**Last inn**: du ser hva som endret seg i tallene, og kan angre."),
                ),
                start=1,
            )
        )
    )
    st.caption(lang.text("En fil som er forstått uten spørsmål, lastes inn med ett klikk."))
    reference = Reference.read(view.reader)
    st.subheader(lang.text("Har du ikke en eksport?"), anchor=False)
    st.write(lang.text("Last ned en mal, fyll den ut og slipp den her:"))
    with st.container(horizontal=True):
        for name in TEMPLATES:
            st.download_button(
                words.profile(name, lang).capitalize(), partial(template_bytes, name, reference),
                f"mal-{name}.xlsx", XLSX_TYPE, key=f"template_{name}", on_click="ignore",
            )  # fmt: skip
