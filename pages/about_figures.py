"""Om tallene: what every figure is, by which rules, from which sources, and what it cannot say."""

import streamlit as st

from ui import about_figures, about_rules, disagreements
from ui.page import show
from ui.view import View


def about(view: View) -> None:
    """Draw the page."""
    lang = view.lang
    st.write(
        lang.text(
            "Her står hva hvert tall er, hvordan det regnes, og hva det hviler på. De samme forklaringene kommer fram "
            "når du peker på et tall eller åpner spørsmålet under det."
        )
    )
    about_figures.example(view)
    about_rules.rules(view)
    about_figures.all_terms(view)
    about_figures.sources(view)
    disagreements.of_everything(view)
    about_figures.glossary(lang)
    about_rules.privacy(lang)
    about_rules.limits_of_the_product(lang)
    about_rules.accessibility(lang)


show("about_figures", about, filtered=False, needs_data=False)
