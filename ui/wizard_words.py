"""Words for the wizard: verdicts, steps, how sure we are, units, and the answers that a question can have."""

from __future__ import annotations

from datetime import date

import etl
from etl import mapping_wording
from etl.mapping import FoundColumn, Question
from etl.mapping_wording import field_name, kind_name
from language import Language
from ui import words
from ui.view import View
from ui.wizard_answers import each_once
from ui.wizard_files import Entry, Step, Verdict

_SURE, _LIKELY = 0.85, 0.5
SHAPES: dict[Verdict, str] = {
    "ready": "●", "warned": "●", "question": "?", "errors": "▲", "refused": "■", "unchanged": "○",
}  # fmt: skip
"""Each verdict has its own shape: it is read without colour, too."""
NAMED_FIELDS = {
    "sub_measure": "sub_measure", "code": "sub_measure", "unit": "unit", "role_group": "role_group",
    "process": "process", "plan_version": "plan_version",
}  # fmt: skip
"""The fields whose texts stand for an id, and the kind of that id in `metrics.Names`."""


def verdict(entry: Entry, lang: Language) -> str:
    """Return shape and words of a verdict: «▲ 3 feil»."""
    problems = entry.report.problems
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = sum(problem.severity == "warning" for problem in problems)
    questions = asked(entry.report)
    if entry.loadable and entry.report.rows.rejected:
        left = lang.plural(
            "klar, uten {n} rad med feil", "klar, uten {n} rader med feil", entry.report.rows.rejected
        )
        return f"{SHAPES['warned']}\N{NO-BREAK SPACE}{left}"
    told = {
        "ready": lang.text("klar"),
        "warned": lang.plural("klar, med {n} advarsel", "klar, med {n} advarsler", warnings),
        "question": lang.plural("har {n} spørsmål", "har {n} spørsmål", questions),
        "errors": lang.plural("har {n} feil", "har {n} feil", errors),
        "refused": lang.text("avvist"),
        "unchanged": lang.text("uendret, lastet inn før"),
    }[entry.verdict]
    return f"{SHAPES[entry.verdict]}\N{NO-BREAK SPACE}{told}"


def asked(report: etl.FileReport) -> int:
    """Return how many questions are open."""
    return len(each_once(report.sight.questions)) if report.sight else 0


def step_name(step: Step, lang: Language) -> str:
    """Return what a step is called."""
    return {
        "configure": lang.text("Sett opp"),
        "preview": lang.text("Forhåndsvis"),
        "fix": lang.text("Rett"),
        "load": lang.text("Last inn"),
    }[step]


def step_state(step: Step, entry: Entry, lang: Language) -> str:
    """Return in a few words how far a step is."""
    report = entry.report
    questions = asked(report)
    errors = sum(problem.severity == "error" for problem in report.problems)
    warnings = sum(problem.severity == "warning" for problem in report.problems)
    if step == "configure":
        return lang.plural("{n} spørsmål", "{n} spørsmål", questions) if questions else lang.text("forstått")
    if step == "preview":
        if report.status == "question":
            return lang.text("venter på svar")
        return lang.plural("{n} rad", "{n} rader", report.rows.loaded)
    if step == "fix":
        if errors and entry.loadable:
            return lang.plural("{n} feil utelates", "{n} feil utelates", errors)
        if errors:
            return lang.plural("{n} feil", "{n} feil", errors)
        return lang.plural("{n} advarsel", "{n} advarsler", warnings) if warnings else lang.text("ingen feil")
    if entry.verdict == "unchanged":
        return lang.text("uendret")
    return lang.text("klar") if entry.loadable else lang.text("ikke klar ennå")


def sure(confidence: float, lang: Language) -> str:
    """Return how sure we are of a column's meaning."""
    if confidence >= _SURE:
        return lang.text("sikker")
    return lang.text("trolig") if confidence >= _LIKELY else lang.text("gjetning")


def unit_name(code: str, lang: Language) -> str:
    """Return a unit of effort or kroner in words; empty is what the column says by itself."""
    return {
        "": lang.text("enheten som kolonnen sier"),
        "day_fraction": lang.text("døgn (0,5 er 12 timer)"),
        "position_fraction": lang.text("andel av stilling (0,2 er 20 prosent)"),
        "percent_as_written": lang.text("prosent slik det står (0,2 er 0,2 prosent)"),
    }.get(code) or mapping_wording.unit_name(code, lang)


def mark_name(code: str, lang: Language) -> str:
    """Return which sign stands before decimals; empty is what the column says by itself."""
    return {
        "comma": lang.text("desimalkomma: 1.234 er 1234"),
        "point": lang.text("desimalpunktum: 1,234 er 1234"),
    }.get(code, lang.text("desimaltegnet i kolonnen"))


def order_name(code: str, lang: Language) -> str:
    """Return what comes first in a date; empty is what the column says by itself."""
    return {
        "dmy": lang.text("dag først: 03.04 er 3. april"),
        "mdy": lang.text("måned først: 03.04 er 4. mars"),
    }.get(code, lang.text("datoene som kolonnen viser"))


def fill_name(code: str, lang: Language) -> str:
    """Return what blank cells under a value are."""
    return {
        "above": lang.text("tomme celler har verdien over"),
        "none": lang.text("tomme celler er tomme"),
    }.get(code, lang.text("tomme celler slik de er"))


def answer(question: Question, choice: str, columns: tuple[FoundColumn, ...], view: View) -> str:
    """Return an answer to a question in words."""
    lang, code = view.lang, question.code
    if code == "which_kind":
        return kind_name(choice, lang)
    if code == "across":
        return {
            "person": lang.text("personer: timene legges sammen, og bare antallet personer lagres"),
            "ignore": lang.text("noe annet: kolonnene leses ikke"),
        }.get(choice, choice)
    if code == "which_column":
        if not choice:
            return lang.text("ingen av dem")
        found = next((column for column in columns if column.key == choice), None)
        return column_name(found, lang) if found else field_name(choice, lang)
    if code == "fill_down":
        return fill_name(choice, lang)
    if code == "decimal_mark":
        return mark_name(choice, lang)
    if code == "day_order":
        return order_name(choice, lang)
    if code in ("unit", "unit_of_cell"):
        return unit_name(choice, lang)
    if code in ("plan_version", "sub_measure"):
        return named(code, choice, view)
    return choice


def named(field: str, key: str, view: View) -> str:
    """Return the name of what a text can stand for; an empty id means that it stands for nothing."""
    kind = NAMED_FIELDS[field]
    if not key:
        told = view.lang.text("ikke plassert: timene vises på en egen linje")
        return told if kind == "sub_measure" else view.lang.text("uten denne opplysningen")
    label = view.label(kind, key)
    return f"{key} {label}" if kind == "sub_measure" and label != key else label


def column_name(column: FoundColumn, lang: Language) -> str:
    """Return «C Timer»: the letter that Excel shows, and the heading."""
    header = column.header or lang.text("(uten overskrift)")
    return f"{column.letter} {header}"


def stored_head(name: str, lang: Language) -> str:
    """Return the heading of a stored column."""
    return {
        "sheet": lang.text("Ark"),
        "source_row": lang.text("Rad"),
        "period": lang.text("Måned"),
        "plan_version_id": lang.text("Planversjon"),
        "sub_measure_id": lang.text("Deltiltak"),
        "system_id": lang.text("System"),
        "unit_id": lang.text("Enhet"),
        "role_group_id": lang.text("Rollegruppe"),
        "process_id": lang.text("Hovedprosess"),
        "source_code": lang.text("Kode i filen"),
        "account": lang.text("Konto"),
        "period_flag": lang.text("Merknad om perioden"),
        "quality": lang.text("Kvalitet"),
        "persons": lang.text("Antall personer"),
        "assumption": lang.text("Forutsetning"),
        "snapshot_date": lang.text("Tatt ut"),
        "items": lang.text("Restanser"),
        "median_age_days": lang.text("Median alder, dager"),
        "instrument": lang.text("Instrument"),
    }.get(name, words.sum_name(name, lang).capitalize())


def month(text: str, lang: Language) -> str:
    """Return «2022-03» as a reader writes it; any other text as it is."""
    try:
        return lang.month(date.fromisoformat(f"{text[:7]}-01"))
    except ValueError:
        return text
