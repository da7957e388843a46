"""What a figure rests on, one click away from it: plans, files, months, quality, version and selection."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from language import Language
from metrics import DataBasis, data_basis, month_words, quality_words
from metrics.reference import ImportUsed, reference
from metrics.wording import plan_words
from ui.terms import help_of, terms
from ui.view import View

_FILES_NAMED = 20


def basis_button(view: View, basis: DataBasis | None = None, unit_label: str = "", short: str = "") -> None:
    """Draw the short data basis of a figure, and under the word «Datagrunnlag» all of it.

    basis: of the figure; None = of the view's selection. unit_label, short: of the line that is always seen.
    """
    lang = view.lang
    found = basis if basis is not None else data_basis(view.reader, view.selection)
    told = lang.text("Enhet: {unit}.", unit=unit_label) if unit_label else ""
    line = f"{told} {short or found.words(lang)}".strip()
    facts = "".join(_fact(label, parts, term, lang) for label, parts, term in _facts(view, found) if parts)
    # A <details> opens without a run of the script, also by keyboard and on paper.
    name = escape(lang.text("Datagrunnlag"))
    st.html(
        f'<details class="hr-trust"><summary><span class="hr-trust-name">{name}</span> '
        f'<span class="hr-basis">{escape(line)}</span></summary><dl class="hr-facts">{facts}</dl></details>'
    )


def _fact(label: str, parts: list[str], term: str, lang: Language) -> str:
    """One line of the data basis; under it what its term means."""
    meaning = f'<span class="hr-term">{escape(help_of(term, lang))}</span>' if term else ""
    return f"<dt>{escape(label)}</dt><dd>{'<br>'.join(escape(part) for part in parts)}{meaning}</dd>"


def _facts(view: View, basis: DataBasis) -> list[tuple[str, list[str], str]]:
    """What is told (heading, lines, the term that is explained with it)."""
    lang, months = view.lang, basis.months
    plan = view.selection.plan
    return [
        (lang.text("Utvalg"), [view.selection.describe(lang, view.names)], ""),
        (lang.text("Sammenlignet med"), _compared_with(view), plan if plan in terms() else "<version>"),
        (lang.text("Planversjoner"), _plans(view, basis), ""),
        (
            lang.text("Måneder sammenlignet"),
            [month_words(months.comparable, lang) or lang.text("ingen")],
            "comparable",
        ),
        (lang.text("Måneder utenfor"), [months.left_out(lang)] if months.left_out(lang) else [], ""),
        (lang.text("Frigitt til og med"), [_month(months.released_through, lang)], "released_through"),
        (lang.text("Faktiske timer er"), [_shares(basis, lang)] if basis.quality else [], "quality"),
        (lang.text("Filer"), _files(basis, lang), ""),
        (lang.text("Datavarehusets versjon"), [str(basis.version)], ""),
    ]


def _compared_with(view: View) -> list[str]:
    """The plan; nothing where only a part of the actual hours is chosen, which no plan has."""
    chosen = view.selection
    return [] if chosen.qualities else [plan_words(chosen.plan, view.lang, view.names)]


def _plans(view: View, basis: DataBasis) -> list[str]:
    lang, told = view.lang, []
    for version in reference(view.reader).versions:
        if version.plan_version_id in basis.plan_versions:
            name = view.label("plan_version", version.plan_version_id)
            when = lang.text("vedtatt {date}", date=lang.date(version.adopted)) if version.adopted else ""
            told.append(f"{name}, {when}" if when else name)
    return told or [lang.text("ingen")]


def _shares(basis: DataBasis, lang: Language) -> str:
    parts = [
        f"{lang.percent(share * 100, decimals=0)} {quality_words(key, lang)}"
        for key, share in basis.quality.items()
    ]
    return ", ".join(parts)


def _files(basis: DataBasis, lang: Language) -> list[str]:
    told = [_file(used, lang) for used in basis.imports[:_FILES_NAMED]]
    rest = len(basis.imports) - len(told)
    return [*told, lang.text("og {n} til", n=rest)] if rest else told


def _file(used: ImportUsed, lang: Language) -> str:
    parts = [used.file_name]
    if used.extracted:
        parts.append(lang.text("tatt ut {date}", date=lang.date(used.extracted)))
    if used.released_through:
        parts.append(lang.text("frigitt til og med {month}", month=lang.month(used.released_through)))
    return ", ".join(parts)


def _month(month: date | None, lang: Language) -> str:
    return lang.month(month) if month else lang.text("ingen måneder er frigitt")
