"""The sentence of each problem: what, what was expected, what to do. The wording modules alone have words for users."""

from collections.abc import Callable, Mapping

from etl import cell_wording, file_wording, mapping_wording, reason_wording
from etl.problems import Problem
from language import Language

_Words = Callable[[Language, Mapping[str, str]], str]


def message(problem: Problem, lang: Language) -> str:
    """The sentence for a problem, its place first where it has one."""
    facts = {
        **problem.facts,
        "value": problem.value or "",
        "column": problem.column or "",
        "sheet": problem.sheet or "",
        "row": str(problem.row or ""),
    }
    words = _MESSAGES.get(problem.code)
    said = words(lang, facts) if words else lang.text("Ukjent feil ({code}).", code=problem.code)
    return f"{place(problem, lang)}: {said}" if problem.row or problem.column else said


def place(problem: Problem, lang: Language) -> str:
    """«Ark Timer, rad 7, kolonne Deltiltak»."""
    parts = []
    if problem.sheet:
        parts.append(lang.text("Ark {sheet}", sheet=problem.sheet))
    if problem.row:
        parts.append(lang.text("rad {row}", row=problem.row))
    if problem.column:
        parts.append(lang.text("kolonne {column}", column=problem.column))
    joined = ", ".join(parts)
    return joined[:1].upper() + joined[1:]


def reason(code: str, lang: Language) -> str:
    """Why a row was ignored or rejected, in a few words; for `rejected_row.reason`."""
    words = _REASONS.get(code)
    return words(lang) if words else lang.text("feil i raden ({code})", code=code)


def _name_words() -> dict[str, _Words]:
    return {
        "measure_not_sub_measure": lambda t, f: t.text(
            "«{value}» er nummeret på et tiltak, ikke et deltiltak: kilden bruker både 20 og 22 om samme tiltak. "
            "Skriv hvilket deltiltak det gjelder, ett av: {measures}.",
            **f,
        ),
        "unknown_sub_measure": lambda t, f: _suggest(
            t, f, t.text("Deltiltaket «{value}» er ikke kjent.", value=f["value"])
        ),
        "sub_measure_not_valid": lambda t, f: t.text(
            "Deltiltaket {name} gjelder fra {first} til {last}. Rett måneden eller deltiltaket.", **f
        ),
        "unknown_unit": lambda t, f: _suggest(
            t, f, t.text("Enheten «{value}» er ikke kjent.", value=f["value"])
        ),
        "unknown_role_group": lambda t, f: _suggest(
            t, f, t.text("Rollegruppen «{value}» er ikke kjent.", value=f["value"])
        ),
        "unknown_process": lambda t, f: _suggest(
            t, f, t.text("Hovedprosessen «{value}» er ikke kjent.", value=f["value"])
        ),
        "alias_warning": lambda t, f: t.pick(f["text_nb"], f["text_en"]),
        "code_not_placed": lambda t, f: t.text(
            "Koden {value} fører ikke til noe deltiltak i {month}. Radene lastes inn som «ikke plassert». "
            "Legg koden i kodetabellen hvis den hører til et deltiltak.",
            **f,
        ),
        "left_unplaced": lambda t, f: t.text(
            "«{value}» er ikke knyttet til noe deltiltak. {rows} rad(er) vises som «ikke plassert» til koden blir "
            "plassert på siden Kodeverk.",
            **f,
        ),
        "row_without_code": lambda t, f: t.text(
            "Rader i {month} mangler kode. De lastes inn som «ikke plassert».", **f
        ),
    }


def _suggest(lang: Language, facts: Mapping[str, str], said: str) -> str:
    if facts.get("rows"):
        more = lang.text(
            "Det gjelder {rows} rader, som lastes inn uten denne opplysningen.", rows=facts["rows"]
        )
    elif facts.get("suggestion"):
        more = lang.text(
            "Mente du «{suggestion}»? Rett navnet og last opp på nytt.", suggestion=facts["suggestion"]
        )
    else:
        more = lang.text("Bruk ett av: {known}.", known=facts.get("known", ""))
    return f"{said} {more}"


def _check_words() -> dict[str, _Words]:
    return {
        "period_year_end": lambda t, f: t.text(
            "Periode {value} er årsoppgjør. {rows} rad(er) vises i desember, merket som årsoppgjør.", **f
        ),
        "period_opening": lambda t, f: t.text(
            "Periode {value} er inngående balanse. {rows} rad(er) vises i januar, merket som inngående.", **f
        ),
        "after_extraction": lambda t, f: t.text(
            "{rows} rad(er) gjelder måneder etter {taken}, da fila ble tatt ut eller lest. "
            "Sjekk at måneden er riktig.",
            **f,
        ),
        "year_in_month": lambda t, f: t.text(
            "Overskriften «{column}» sier at tallene gjelder et helt år, men de blir ført på én måned. "
            "Velg en annen kolonne, eller skriv året som periode.",
            **f,
        ),
        "running_title": lambda t, _: t.text(
            "Tittelen eller arket sier at tallene er «hittil». De er lest som tall for den måneden de står på. "
            "Sjekk at de ikke er løpende summer."
        ),
        "months_turn": lambda t, f: t.text(
            "Månedene går fra ett år inn i det neste ({months}), men alle er lest som {year}. "
            "Skriv året i overskriftene.",
            **f,
        ),
        "person_years_in_months": lambda t, _: t.text(
            "Årsverk som står på en del av året, er lest som hele årsverk: 0,5 er et halvt års arbeid. "
            "Velg enheten stillingsandel hvis de sier hvor stor del av en stilling som er satt av i perioden."
        ),
        "negative_hours": lambda t, f: t.text(
            "{rows} rad(er) har negative timer. De trekkes fra summen. Sjekk at det er meningen.", **f
        ),
        "outside_plan_version": lambda t, f: t.text(
            "Måneden ligger utenfor planversjonen {version}, som gjelder {first}–{last}. "
            "Rett måneden eller planversjonen.",
            **f,
        ),
        "double_row": lambda t, f: (
            t.text(
                "{groups} kombinasjoner av måned, enhet, rollegruppe og deltiltak står på flere rader, {rows} rader "
                "i alt (først på rad {first}). Alle er regnet med; slett dem som er dubletter.",
                **f,
            )
            if "groups" in f
            else t.text(
                "{rows} rader gjelder samme måned, enhet, rollegruppe og deltiltak. Alle er regnet med; "
                "slett den ene hvis den er en dublett.",
                **f,
            )
        ),
        "control_difference": lambda t, f: t.text(
            "Sumraden i fila sier {total}, men radene den dekker, gir {found}: en forskjell på {difference}. "
            "Det er radene som lastes inn. Sjekk om rader mangler, eller om summen i fila er gal.",
            **f,
        ),
        "merged_amount": lambda t, f: t.text(
            "{rows} sammenslåtte celler med tall går over flere rader. Tallet er regnet én gang, på den første raden. "
            "Fordel det på radene hvis det gjelder alle.",
            **f,
        ),
        "row_total_differs": lambda t, f: t.text(
            "Sumkolonnen stemmer ikke med månedene i {rows} rad(er): den sier {total} i sum, månedene gir {found}. "
            "Det er månedene som lastes inn. Sjekk hva som er riktig.",
            **f,
        ),
        "doubtful_total": lambda t, f: t.text(
            "Raden kan være en sumrad eller en vanlig rad; den er lest som en vanlig rad. "
            "Utelat den hvis den er en sum.",
            **f,
        ),
        "unused_table": lambda t, f: t.text("Her begynner en annen tabell på arket. Den er ikke lest.", **f),
        "rows_outside_tables": lambda t, f: t.text(
            "{rows} rader står utenfor tabellen som er lest, men ligner radene i den. De er ikke lest: sjekk dem.",
            **f,
        ),
        "hidden_sheet_read": lambda t, f: t.text(
            "Arket «{sheet}» er skjult i Excel. Det er lest likevel.", **f
        ),
        "hidden_rows_read": lambda t, f: t.text(
            "{rows} rad(er) er skjult i Excel, den første er rad {first}. De er lest likevel.", **f
        ),
        "hidden_columns_read": lambda t, f: t.text(
            "Disse kolonnene er skjult i Excel og er lest likevel: {columns}.", **f
        ),
        "subtotal_columns": lambda t, f: t.text(
            "Disse kolonnene er summer av andre kolonner og er ikke lest: {columns}.", **f
        ),
        "several_scales": lambda t, f: t.text(
            "Arkene {sheets} oppgir ulik målestokk (kroner, tusen eller millioner). Last dem opp hver for seg.",
            **f,
        ),
    }


_REASONS = reason_wording.reasons()
_MESSAGES: dict[str, _Words] = {
    **file_wording.messages(),
    **mapping_wording.messages(),
    **cell_wording.messages(),
    **_name_words(),
    **_check_words(),
}
