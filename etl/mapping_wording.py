"""The sentences about what a file’s sheets, headers and columns mean, and the questions that only a user can answer."""

from collections.abc import Callable, Mapping

from language import Language

_Words = Callable[[Language, Mapping[str, str]], str]


def messages() -> dict[str, _Words]:
    """The sentences by problem code."""
    return {
        "unknown_profile": lambda t, f: t.text("Profilen «{profile}» finnes ikke. Velg en av: {known}.", **f),
        "unknown_layout": lambda t, f: t.text(
            "Fila ligner ingen kjent eksport. Sjekk at overskriftsraden er med blant de 50 første radene, "
            "eller bruk den egne malen. Kjente profiler: {known}.",
            **f,
        ),
        "missing_column": lambda t, f: t.text(
            "Kolonnen {wanted} mangler for profilen {profile}. Ta den med i eksporten og last opp på nytt.",
            **f,
        ),
        "doubled_column": lambda t, _: t.text(
            "To kolonner har samme overskrift. Gi den som ikke skal brukes, et annet navn."
        ),
        "several_profiles": lambda t, f: t.text(
            "Fila passer like godt med flere profiler: {profiles}. Velg én (--profile).", **f
        ),
        "several_sheets": lambda t, f: t.text(
            "Flere ark passer like godt: {sheets}. Behold ett av dem i fila.", **f
        ),
        "several_tables": lambda t, f: t.text(
            "Arket har to tabeller med ulike overskrifter, i rad {row} og rad {other}. Behold én tabell per fil.",
            **f,
        ),
        "unused_sheets": lambda t, f: t.text(
            "Bare arket «{used}» er lest. Disse arkene er ikke brukt: {sheets}.", **f
        ),
        "unused_columns": lambda t, f: t.text("Disse kolonnene er ikke brukt: {columns}.", **f),
        "year_missing": lambda t, _: t.text(
            "Måneden har ikke noe år. Skriv året i overskriften (jan. 2024) eller i raden over."
        ),
        "plan_version_missing": lambda t, f: t.text(
            "Fila sier ikke hvilken planversjon den gjelder. Velg en (--plan-version): {known}.", **f
        ),
        "unknown_plan_version": lambda t, f: t.text(
            "Planversjonen «{value}» finnes ikke. Kjente planversjoner: {known}.", **f
        ),
        "snapshot_date_missing": lambda t, _: t.text(
            "Fila sier ikke når lista er tatt ut. Skriv uttaksdatoen i filnavnet, for eksempel restanser_20220930.xlsx."
        ),
    }
