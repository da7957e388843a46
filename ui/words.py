"""Words for the codes that pages show: lights, statuses, kinds of import, errors."""

from __future__ import annotations

from etl.mapping_wording import kind_name
from language import Language
from metrics import light_words
from metrics.wording import LIGHT_SHAPES, benefit_words, status_words

SHAPES, status, benefit = LIGHT_SHAPES, status_words, benefit_words


def light(code: str, lang: Language) -> str:
    """Return shape and word of a light."""
    return f"{SHAPES[code]}\N{NO-BREAK SPACE}{light_words(code, lang)}"


def page_title(page: str, lang: Language) -> str:
    """Return a page's name in the menu and in its heading."""
    return {
        "overview": lang.text("Oversikt"),
        "measures": lang.text("Tiltak"),
        "systems": lang.text("Systemer"),
        "capacity": lang.text("Kapasitet"),
        "plans": lang.text("Planer"),
        "progress": lang.text("Fremdrift"),
        "reporting": lang.text("Rapporter"),
        "upload": lang.text("Last opp"),
        "import_log": lang.text("Importlogg"),
        "reconciliation": lang.text("Avstemming"),
        "codebook": lang.text("Kodeverk"),
        "about_figures": lang.text("Om tallene"),
    }[page]


def kind(code: str | None, lang: Language) -> str:
    """Return what an import holds."""
    return kind_name(code or "", lang)


def profile(code: str | None, lang: Language) -> str:
    """Return the kind of file in words."""
    return {
        "own_hours": lang.text("egen månedsmal for timer"),
        "own_plan": lang.text("egen planmal"),
        "revision": lang.text("kopi av planen som revideres"),
        "scenario": lang.text("lagret scenario"),
        "unit4_ledger": lang.text("hovedbok fra Unit4"),
        "account_analysis": lang.text("analyseliste fra før 2023"),
        "dfo_time": lang.text("tidseksport fra DFØ/SAP"),
        "bevisst_budget": lang.text("budsjett fra BEVISST"),
        "bookitlab_use": lang.text("bruk fra Bookitlab"),
        "ephorte_backlog": lang.text("restanseliste fra ePhorte"),
        "ephorte_counts": lang.text("antall restanser fra ePhorte"),
    }.get(code or "", code or lang.text("ukjent"))


def source(code: str | None, lang: Language) -> str:
    """Return where imports come from in words; a source that was named by a user is its own name."""
    return {
        "own_hours": lang.text("egen månedsmal for timer"),
        "own_plan": lang.text("egen planmal"),
        "unit4": lang.text("hovedbok fra Unit4"),
        "of_analysis": lang.text("analyseliste fra før 2023"),
        "dfo_time": lang.text("tidseksport fra DFØ/SAP"),
        "bevisst": lang.text("budsjett fra BEVISST"),
        "bookitlab": lang.text("bruk fra Bookitlab"),
        "ephorte": lang.text("restanser fra ePhorte"),
    }.get(code or "", code or lang.text("ukjent"))


def sum_name(code: str, lang: Language) -> str:
    """Return what a sum of a file is a sum of."""
    return {
        "hours": lang.text("timer"),
        "actual_hours": lang.text("timer"),
        "planned_hours": lang.text("planlagte timer"),
        "cost_nok": lang.text("kroner"),
        "actual_nok": lang.text("kroner"),
        "payroll_nok": lang.text("lønnskostnad, kr"),
        "actual_payroll_nok": lang.text("lønnskostnad, kr"),
        "planned_payroll_nok": lang.text("planlagt lønn, kr"),
        "direct_nok": lang.text("direkte kostnader, kr"),
        "planned_nok": lang.text("planlagte kroner"),
        "used_hours": lang.text("instrumenttimer"),
        "amount_nok": lang.text("beløp, kr"),
        "items": lang.text("restanser"),
    }.get(code, code)
