"""The sentence of each problem: what, what was expected, what to do. The only place in etl with words for users."""

from collections.abc import Callable, Mapping

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
    return words(lang) if words else message(Problem("error", code), lang)


_REASONS: dict[str, Callable[[Language], str]] = {
    "blank_row": lambda t: t.text("tom rad"),
    "total_row": lambda t: t.text("sumrad, brukt som kontrollsum"),
    "note_row": lambda t: t.text("merknad uten tall"),
    "no_figures": lambda t: t.text("ingen tall i månedene"),
    "repeated_header": lambda t: t.text("gjentatt overskrift"),
    "not_project_hours": lambda t: t.text("ikke prosjekttimer"),
    "not_approved": lambda t: t.text("ikke godkjent"),
    "not_invoiced": lambda t: t.text("ikke fakturert"),
    "already_closed": lambda t: t.text("allerede avskrevet"),
}


def _file_words() -> dict[str, _Words]:
    return {
        "file_empty": lambda t, _: t.text(
            "Fila er tom. Eksporter på nytt fra kildesystemet og last opp den nye fila."
        ),
        "file_unreadable": lambda t, _: t.text(
            "Fila finnes ikke lenger, eller du har ikke lov til å lese den. Sjekk fila og prøv igjen."
        ),
        "file_too_large": lambda t, f: t.text(
            "Fila er på {megabytes} MB; grensen er {limit} MB. Del eksporten i flere filer, for eksempel én per år.",
            **f,
        ),
        "file_unpacks_too_large": lambda t, f: t.text(
            "Fila blir større enn {limit} MB når den pakkes ut, eller har for mange deler. "
            "Kopier tabellen til en ny arbeidsbok og lagre den.",
            **f,
        ),
        "file_protected": lambda t, _: t.text(
            "Fila er beskyttet: den er kryptert med passord eller følsomhetsetikett, og kan ikke leses. "
            "Åpne den i Excel, fjern beskyttelsen, lagre en kopi som .xlsx og last opp kopien."
        ),
        "file_damaged": lambda t, _: t.text(
            "Fila er skadet eller ufullstendig. Åpne den i Excel, lagre en kopi som .xlsx og last opp kopien."
        ),
        "file_is_html": lambda t, _: t.text(
            "Fila er en nettside (HTML) med navn som en Excel-fil. Åpne den i Excel og lagre den som .xlsx."
        ),
        "file_is_old_xml": lambda t, _: t.text(
            "Fila er i det gamle formatet XML-regneark 2003. Åpne den i Excel og lagre den som .xlsx."
        ),
        "not_a_spreadsheet": lambda t, f: t.text(
            "Fila er ikke et regneark, men {found}. Last opp .xlsx, .xls, .xlsb, .ods eller .csv.", **f
        ),
        "sheet_too_large": lambda t, f: t.text(
            "Et ark har celler helt ut til kolonne {columns} og rad {rows}. Slett tomme rader og kolonner "
            "utenfor tabellen, lagre og last opp på nytt.",
            **f,
        ),
        "file_too_slow": lambda t, _: t.text(
            "Lesingen ble stoppet fordi den tok for lang tid. Del eksporten i flere filer."
        ),
        "file_stopped_reader": lambda t, _: t.text(
            "Fila fikk lesingen til å stoppe, trolig fordi den er skadet eller krever for mye minne. "
            "Kopier tabellen til en ny arbeidsbok, lagre den som .xlsx og last opp den. Ingenting er endret."
        ),
        "national_id": lambda t, f: t.text(
            "Fila har et fødselsnummer (ark «{sheet}», rad {row}, kolonne nr. {number}) og blir derfor avvist. "
            "Slett kolonnen og last opp på nytt. Nummeret er ikke lagret.",
            **f,
        ),
        "national_id_in_name": lambda t, _: t.text(
            "Navnet på fila har et fødselsnummer, og fila blir derfor avvist. Gi fila et annet navn og last opp på "
            "nytt. Nummeret er ikke lagret."
        ),
        "more_problems": lambda t, f: t.text("… og {number} funn til, som ikke er listet her.", **f),
        "nothing_to_load": lambda t, _: t.text(
            "Ingen rader kan lastes inn: alle er avvist eller holdt utenfor. Se begrunnelsen for hver rad."
        ),
        "no_rows": lambda t, _: t.text("Det er ingen rader under overskriften. Eksporter på nytt med data."),
    }


def _layout_words() -> dict[str, _Words]:
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


def _cell_words() -> dict[str, _Words]:
    return {
        "missing_value": lambda t, _: t.text("Cellen er tom. Fyll den ut, eller slett raden."),
        "error_cell": lambda t, f: t.text(
            "Cellen har Excel-feilen {found}. Rett formelen og lagre fila på nytt.", **f
        ),
        "formula_without_value": lambda t, _: t.text(
            "Cellen har en formel uten beregnet verdi. Åpne fila i Excel, la den regne ut, og lagre på nytt."
        ),
        "not_a_number": lambda t, f: t.text("«{value}» er ikke et tall. Skriv for eksempel 1 234,5.", **f),
        "number_too_large": lambda t, f: t.text(
            "Tallet {value} er for stort til å være riktig. Rett det.", **f
        ),
        "ambiguous_number": lambda t, f: t.text(
            "«{value}» kan leses på to måter, og kolonnen avgjør det ikke. Skriv desimaler med komma, "
            "og tusener med mellomrom.",
            **f,
        ),
        "not_hours": lambda t, f: t.text("«{value}» er ikke timer. Skriv 7,5 eller 7:30.", **f),
        "percent_out_of_range": lambda t, f: t.text(
            "«{value}» er ikke mellom 0 og 100 prosent. Rett tallet.", **f
        ),
        "not_a_count": lambda t, f: t.text("«{value}» er ikke et helt antall. Skriv et heltall.", **f),
        "not_a_period": lambda t, f: t.text("«{value}» er ikke en måned. Skriv for eksempel 2022-03.", **f),
        "period_not_month": lambda t, f: t.text(
            "«{value}» er ikke en enkelt måned. Fordel tallet på måneder, for eksempel 2022-03.", **f
        ),
        "not_a_date": lambda t, f: t.text("«{value}» er ikke en dato. Skriv for eksempel 31.03.2022.", **f),
        "year_out_of_range": lambda t, f: t.text("«{value}» har et år som ikke kan stemme. Rett det.", **f),
        "no_amount": lambda t, _: t.text(
            "Raden har ingen timer og ingen kroner. Fyll ut én av kolonnene, eller slett raden."
        ),
        "several_amounts": lambda t, f: t.text(
            "Raden oppgir timene på flere måter ({columns}). Behold bare én av dem.", **f
        ),
    }


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
        "negative_hours": lambda t, f: t.text(
            "{rows} rad(er) har negative timer. De trekkes fra summen. Sjekk at det er meningen.", **f
        ),
        "outside_plan_version": lambda t, f: t.text(
            "Måneden ligger utenfor planversjonen {version}, som gjelder {first}–{last}. "
            "Rett måneden eller planversjonen.",
            **f,
        ),
        "double_row": lambda t, f: t.text(
            "{rows} rader gjelder samme måned, enhet, rollegruppe og deltiltak. Alle er regnet med; "
            "slett den ene hvis den er en dublett.",
            **f,
        ),
        "control_difference": lambda t, f: t.text(
            "Filas egen sum er {total}, men radene summerer til {found}: en forskjell på {difference}. "
            "Sjekk om rader mangler i eksporten.",
            **f,
        ),
    }


_MESSAGES: dict[str, _Words] = {
    **_file_words(),
    **_layout_words(),
    **_cell_words(),
    **_name_words(),
    **_check_words(),
}
