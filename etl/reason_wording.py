"""Why a row was not loaded, in a few words: for lists of left-out rows, where the cell stands beside the reason."""

from collections.abc import Callable

from language import Language

_Words = Callable[[Language], str]


def reasons() -> dict[str, _Words]:
    """The words by reason code: rows set aside first, then rows with an error."""
    return {**_set_aside(), **_cells(), **_times(), **_names()}


def _set_aside() -> dict[str, _Words]:
    return {
        "blank_row": lambda t: t.text("tom rad"),
        "total_row": lambda t: t.text("sumrad, brukt som kontrollsum"),
        "note_row": lambda t: t.text("merknad uten tall"),
        "no_figures": lambda t: t.text("ingen tall i raden"),
        "side_table": lambda t: t.text("hører til en annen tabell på arket"),
        "section_row": lambda t: t.text("overskrift for radene under"),
        "left_out": lambda t: t.text("utelatt av deg"),
        "filtered_out": lambda t: t.text("utelatt av filteret i oppsettet"),
        "not_hours_unit": lambda t: t.text("en annen enhet enn timer"),
        "repeated_header": lambda t: t.text("gjentatt overskrift"),
        "not_project_hours": lambda t: t.text("ikke prosjekttimer"),
        "not_approved": lambda t: t.text("ikke godkjent"),
        "not_invoiced": lambda t: t.text("ikke fakturert"),
        "already_closed": lambda t: t.text("allerede avskrevet"),
    }


def _cells() -> dict[str, _Words]:
    return {
        "missing_value": lambda t: t.text("tom celle som må fylles ut"),
        "error_cell": lambda t: t.text("Excel-feil i cellen"),
        "formula_without_value": lambda t: t.text("formel uten beregnet verdi"),
        "not_a_number": lambda t: t.text("ikke et tall"),
        "number_too_large": lambda t: t.text("for stort tall"),
        "ambiguous_number": lambda t: t.text("tall som kan leses på to måter"),
        "other_decimal_mark": lambda t: t.text("et annet desimaltegn enn kolonnen har"),
        "not_hours": lambda t: t.text("ikke timer"),
        "date_for_number": lambda t: t.text("dato der det skulle stått et tall"),
        "foreign_currency": lambda t: t.text("en annen valuta enn kroner"),
        "unknown_amount": lambda t: t.text("ukjent mengde"),
        "uncertain_number": lambda t: t.text("usikkert tall"),
        "footnote_mark": lambda t: t.text("tall med fotnotetegn"),
        "range_not_number": lambda t: t.text("fra–til i stedet for ett tall"),
        "limit_not_amount": lambda t: t.text("grense i stedet for en mengde"),
        "rate_not_amount": lambda t: t.text("per uke eller måned i stedet for en mengde"),
        "sum_in_cell": lambda t: t.text("regnestykke i cellen"),
        "yes_or_no": lambda t: t.text("ja eller nei i stedet for et tall"),
        "unit_of_cell": lambda t: t.text("uklar enhet i cellen"),
        "percent_out_of_range": lambda t: t.text("prosent utenfor 0–100"),
        "percent_without_days": lambda t: t.text("prosent av en tid uten arbeidsdager"),
        "not_a_count": lambda t: t.text("ikke et helt antall"),
        "several_amounts": lambda t: t.text("mengden er oppgitt på flere måter"),
    }


def _times() -> dict[str, _Words]:
    return {
        "not_a_period": lambda t: t.text("ikke en måned"),
        "period_not_month": lambda t: t.text("ikke en enkelt måned"),
        "lost_zero": lambda t: t.text("måneden kan ha mistet en null"),
        "not_a_date": lambda t: t.text("ikke en dato"),
        "other_day_order": lambda t: t.text("dag og måned i en annen rekkefølge"),
        "year_out_of_range": lambda t: t.text("år som ikke kan stemme"),
        "outside_plan_version": lambda t: t.text("utenfor månedene til planversjonen"),
    }


def _names() -> dict[str, _Words]:
    return {
        "measure_not_sub_measure": lambda t: t.text("nummeret på et tiltak, ikke et deltiltak"),
        "unknown_sub_measure": lambda t: t.text("ukjent deltiltak"),
        "sub_measure_not_valid": lambda t: t.text("deltiltaket gjelder ikke den måneden"),
        "unknown_unit": lambda t: t.text("ukjent enhet"),
        "unknown_role_group": lambda t: t.text("ukjent rollegruppe"),
        "unknown_process": lambda t: t.text("ukjent hovedprosess"),
        "unknown_plan_version": lambda t: t.text("ukjent planversjon"),
        "plan_version_closed": lambda t: t.text("lukket planversjon"),
    }
