"""States that are not figures: nothing loaded, nothing in the selection, something broken. Each says what to
do next, and none shows a traceback.
"""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from language import Language
from metrics import MonthBasis
from ui.html import paragraph, plain
from warehouse import (
    DiskFull,
    NoWarehouse,
    ReferenceInvalid,
    WarehouseBusy,
    WarehouseDamaged,
    WarehouseError,
)

_log = logging.getLogger(__name__)


def nothing_loaded(lang: Language) -> None:
    """Say that the warehouse is empty."""
    st.info(
        lang.text(
            "Ingen tall er lastet inn ennå. Gå til «Last opp» i menyen og slipp et regneark der, eller last inn "
            "eksempeldata for å se hvordan det virker."
        )
    )


def nothing_selected(basis: MonthBasis, lang: Language) -> bool:
    """Say that the selection is empty; return whether it is."""
    if basis.counted:
        return False
    st.info(
        lang.text(
            "Utvalget har ingen frigitte tall. Velg en lengre periode eller færre filtre til venstre, eller "
            "nullstill utvalget."
        )
    )
    paragraph(basis.left_out(lang), "hr-basis")
    return True


def damaged_version(versions: tuple[int, ...], serving: int, lang: Language) -> None:
    """Warn that the newest version cannot be read and that an older one serves."""
    if versions:
        st.warning(
            lang.text(
                "Den nyeste versjonen av datavarehuset ({versions}) er skadet og brukes ikke. Du ser versjon "
                "{serving}. Last inn den siste filen på nytt, eller hent versjonen fra sikkerhetskopien.",
                versions=", ".join(str(number) for number in versions),
                serving=serving,
            )
        )


def not_understood(lang: Language) -> None:
    """Say that a part of the address means nothing."""
    st.warning(lang.text("Noe i adressen finnes ikke, og er sett bort fra. Se utvalget til venstre."))


def failed(error: Exception, lang: Language) -> None:
    """Say what went wrong in plain words; the log has the rest under the same reference."""
    if isinstance(error, ReferenceInvalid):
        _broken_reference(error, lang)
        return
    words = warehouse_words(error, lang)
    if words:
        st.error(words)
        _log.warning("%s", type(error).__name__, exc_info=error)
        return
    reference = secrets.token_hex(3)
    _log.error("Unexpected error, reference %s", reference, exc_info=error)
    st.error(
        lang.text(
            "Noe gikk galt her, og ingen tall er endret. Last siden på nytt. Hjelper det ikke, gi referansen "
            "{reference} til den som drifter løsningen.",
            reference=reference,
        )
    )


def warehouse_words(error: Exception, lang: Language) -> str:
    """Return the words for an error of the warehouse; empty for any other error."""
    if isinstance(error, NoWarehouse):
        return lang.text("Det finnes ikke noe datavarehus her ennå. Gå til «Last opp» og last inn en fil.")
    if isinstance(error, WarehouseBusy):
        return lang.text("En annen import pågår. Vent til den er ferdig, og prøv igjen. Ingenting er endret.")
    if isinstance(error, WarehouseDamaged):
        return lang.text(
            "Ingen versjon av datavarehuset kan leses. Hent den siste filen fra sikkerhetskopien, og last siden "
            "på nytt."
        )
    if isinstance(error, DiskFull):
        return lang.text("Disken er full. Rydd plass, og prøv igjen. Ingenting er endret.")
    if isinstance(error, WarehouseError):
        return lang.text("Datavarehuset kan ikke brukes akkurat nå. Prøv igjen. Ingenting er endret.")
    return ""


def _broken_reference(error: ReferenceInvalid, lang: Language) -> None:
    st.error(
        lang.text(
            "Referansetabellene har feil, så ingenting kan lastes inn. Rett dette, og last siden på nytt:"
        )
    )
    for problem in error.problems:
        st.markdown(
            "- "
            + lang.text(
                "Filen {file}, rad {row}, kolonnen {column}: «{value}». Ventet: {expected}.",
                file=plain(str(problem.file)),
                row=problem.row,
                column=plain(str(problem.column)),
                value=plain(str(problem.value)),
                expected=plain(str(problem.expected)),
            )
        )
