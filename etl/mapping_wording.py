"""The sentences about what a file’s sheets, headers and columns mean, and the questions that only a user can answer."""

from collections.abc import Callable, Mapping

from etl.mapping import SHEET_KEY, Question
from language import Language

_Words = Callable[[Language, Mapping[str, str]], str]
_Word = Callable[[Language], str]


def messages() -> dict[str, _Words]:
    """The sentences by problem code."""
    return {
        "unknown_profile": lambda t, f: t.text("Profilen «{profile}» finnes ikke. Velg en av: {known}.", **f),
        "unknown_layout": lambda t, f: t.text(
            "Vi fant ingen tabell med timer eller kroner i fila. Sjekk at overskriftsraden er med blant de 50 første "
            "radene, eller bruk den egne malen. Kjente profiler: {known}.",
            **f,
        ),
        "no_amount_column": lambda t, _: t.text(
            "Tabellen har ingen kolonne med timer eller kroner. Velg hvilken kolonne som har tallene, "
            "eller ta den med i eksporten."
        ),
        "mapped_column_missing": lambda t, f: t.text(
            "Kolonnen «{wanted}» finnes ikke i fila. Velg en annen kolonne, eller ta den med i eksporten.",
            **f,
        ),
        "no_time_columns": lambda t, _: t.text(
            "Fila har ingen kolonner for måneder eller andre tider ved siden av hverandre. Velg hvordan den skal leses."
        ),
        "missing_column": lambda t, f: t.text(
            "Kolonnen {wanted} mangler for profilen {profile}. Ta den med i eksporten og last opp på nytt.",
            **f,
        ),
        "several_profiles": lambda t, f: t.text(
            "Fila passer like godt med flere profiler: {profiles}. Velg én (--profile).", **f
        ),
        "unused_sheets": lambda t, f: t.text(
            "Bare arket «{used}» er lest. Disse arkene er ikke brukt: {sheets}.", **f
        ),
        "unused_columns": lambda t, f: t.text("Disse kolonnene er ikke brukt: {columns}.", **f),
        "kinds_added": lambda t, f: t.text(
            "Radene er av flere slag ({kinds}), og de blir lagt sammen. Bruk kolonnen som filter, og velg dem som skal "
            "være med.",
            **f,
        ),
        "blank_in_filter": lambda t, f: t.text(
            "{rows} rad(er) med tall har ingen verdi i filterkolonnen og er utelatt. Fyll ut cellene hvis de skal med.",
            **f,
        ),
        "year_missing": lambda t, _: t.text(
            "Måneden har ikke noe år. Skriv året i overskriften (jan. 2024) eller i raden over."
        ),
        "wrong_answer": lambda t, f: t.text(
            "Svaret «{value}» på {flag} passer ikke. Bruk ett av: {known}.",
            **{**f, "known": f["known"] or "–"},
        ),
        "plan_version_closed": lambda t, f: t.text(
            "Planversjonen «{value}» er lukket og tar ikke imot flere tall. Velg en annen, eller lag en revisjon på "
            "siden Kodeverk.",
            **f,
        ),
        "unknown_plan_version": lambda t, f: t.text(
            "Planversjonen «{value}» finnes ikke. Kjente planversjoner: {known}.", **f
        ),
        "snapshot_date_missing": lambda t, _: t.text(
            "Fila sier ikke når lista er tatt ut. Skriv uttaksdatoen i filnavnet, for eksempel restanser_20220930.xlsx."
        ),
    }


def why(code: str, lang: Language) -> str:
    """Why a column or a sheet is read as it is, in a few words."""
    words = _WHY.get(code)
    return words(lang) if words else code


_WHY: dict[str, _Word] = {
    "header_known": lambda t: t.text("kjent overskrift"),
    "header_near": lambda t: t.text("ligner en kjent overskrift"),
    "content_codes": lambda t: t.text("cellene er kjente koder eller navn"),
    "content_dates": lambda t: t.text("cellene er datoer eller perioder"),
    "content_numbers": lambda t: t.text("cellene er tall"),
    "content_names": lambda t: t.text("cellene ligner navn på personer"),
    "free_text": lambda t: t.text("fri tekst, lagres aldri"),
    "profile": lambda t: t.text("kjent eksport"),
    "remembered": lambda t: t.text("husket fra sist"),
    "chosen": lambda t: t.text("valgt av deg"),
    "across": lambda t: t.text("én kolonne per måned, navn eller annet"),
    "subtotal": lambda t: t.text("sum av andre kolonner"),
    "known_unused": lambda t: t.text("kjent kolonne som ikke trengs"),
    "said_by_other": lambda t: t.text("en annen kolonne sier det samme"),
    "other_kind": lambda t: t.text("hører til plan der vi leser faktisk, eller omvendt"),
    "other_amount": lambda t: t.text("et annet tall enn det som leses"),
    "rows_of_kind": lambda t: t.text("skiller plan fra faktisk, rad for rad"),
    "not_used": lambda t: t.text("brukes ikke"),
    "hidden": lambda t: t.text("skjult i fila"),
    "same_columns": lambda t: t.text("samme kolonner som de andre arkene"),
    "pivot": lambda t: t.text("pivottabell som gjentar dataene"),
    "own": lambda t: t.text("hjelp, koder eller feilliste fra Handlingsrom"),
    "summary": lambda t: t.text("sammendrag som gjentar dataene"),
    "copy": lambda t: t.text("kopi av et ark som leses"),
    "parameters": lambda t: t.text("parametre for uttrekket"),
    "cover": lambda t: t.text("forside"),
    "empty": lambda t: t.text("tomt ark"),
    "other_table": lambda t: t.text("en annen tabell"),
    "few_amounts": lambda t: t.text("for få tall"),
}


def question(asked: Question, lang: Language) -> str:
    """The question in full: what is unclear, what the cells look like, what to choose."""
    words = _QUESTIONS.get(asked.code)
    said = words(lang, asked) if words else lang.text("Noe i fila er uklart ({code}).", code=asked.code)
    if asked.sheet:
        said = lang.text("Ark {sheet}: {said}", sheet=asked.sheet, said=said)
    if asked.examples:
        said += " " + lang.text("Eksempler: {examples}.", examples=_quoted(asked.examples))
    return said


def _quoted(texts: tuple[str, ...]) -> str:
    return ", ".join(f"«{text}»" for text in texts)


def _column(key: str | None, lang: Language) -> str:
    if key == "across":
        return lang.text("kolonnene ved siden av hverandre")
    return lang.text("kolonnen «{key}»", key=key or "")


_QUESTIONS: dict[str, Callable[[Language, Question], str]] = {
    "which_kind": lambda t, q: t.text(
        "Fila sier ikke sikkert om tallene er plan eller faktisk. Velg {choices}.",
        choices=_or(t, [kind_name(kind, t) for kind in q.choices]),
    ),
    "which_sheet": lambda t, q: t.text(
        "Flere ark eller tabeller kan være den som skal leses. Velg {choices}.", choices=_or(t, q.choices)
    ),
    "which_column": lambda t, q: t.text(
        "Det er ikke klart hvilken kolonne som er {field}. Velg {choices}.",
        field=field_name(q.key or "", t),
        choices=_or(t, [choice or t.text("ingen av dem") for choice in q.choices]),
    ),
    "decimal_mark": lambda t, q: t.text(
        "Tallene i {column} kan leses på to måter. Er punktum og komma tusenskille eller desimaltegn?",
        column=_column(q.key, t),
    ),
    "day_order": lambda t, q: t.text(
        "Datoene i {column} kan leses på to måter. Står dagen eller måneden først?", column=_column(q.key, t)
    ),
    "unit": lambda t, q: t.text(
        "Det er ikke klart hva {column} teller. Velg timer, dagsverk, kroner eller en annen enhet.",
        column=_column(q.key, t),
    ),
    "year": lambda t, _: t.text("Fila sier ikke hvilket år den gjelder. Skriv året, for eksempel 2022."),
    "period": lambda t, _: t.text(
        "Fila sier ikke hvilken måned den gjelder. Skriv måneden, for eksempel 2022-03."
    ),
    "plan_version": lambda t, q: t.text(
        "Fila sier ikke hvilken planversjon den gjelder. Velg {choices}.", choices=_or(t, q.choices)
    ),
    "sub_measure": lambda t, q: (
        t.text("«{text}» er ikke et kjent deltiltak. Velg hvilket det er.", text=q.key)
        if q.key
        else t.text("Ingen kolonne sier hvilket deltiltak radene gjelder. Velg ett for hele tabellen.")
    ),
    "unit_of_cell": lambda t, q: t.text(
        "«{text}» er ikke et entydig tall. Skriv hvor mye det er, og i hvilken enhet.", text=q.key or ""
    ),
    "fill_down": lambda t, q: t.text(
        "{rows} celler i {column} er tomme under en fylt celle. Gjelder verdien over også for dem?",
        rows=q.rows,
        column=_column(q.key, t),
    ),
    "across": lambda t, _: t.text(
        "Flere tallkolonner står ved siden av hverandre uten kjente overskrifter. Er de personer, som legges sammen, "
        "eller skal de ikke brukes?"
    ),
}


def _or(lang: Language, texts: tuple[str, ...] | list[str]) -> str:
    return lang.text(" eller ").join(texts)


def answer_flag(asked: Question) -> str:
    """The key under which the --answers file of the command line answers a question: «which_kind»,
    «unit:antall»."""
    return f"{asked.code}:{asked.key}" if asked.key else asked.code


def field_name(field: str, lang: Language) -> str:
    """What a field is called in the choice of a column's meaning."""
    words = _FIELDS.get(field)
    return words(lang) if words else field


_FIELDS: dict[str, _Word] = {
    "period": lambda t: t.text("måned eller annen periode"),
    "date": lambda t: t.text("dato"),
    "year": lambda t: t.text("år"),
    "month": lambda t: t.text("måned uten år"),
    "week": lambda t: t.text("uke"),
    "tertial": lambda t: t.text("tertial"),
    "sub_measure": lambda t: t.text("deltiltak"),
    "code": lambda t: t.text("kode som fører til deltiltak"),
    "unit": lambda t: t.text("enhet eller koststed"),
    "role_group": lambda t: t.text("rollegruppe"),
    "process": lambda t: t.text("hovedprosess"),
    "person": lambda t: t.text("person (bare antallet lagres)"),
    "resource": lambda t: t.text("person (bare antallet lagres)"),
    "account": lambda t: t.text("konto"),
    "plan_version": lambda t: t.text("planversjon"),
    "filter": lambda t: t.text("filter: velger hvilke rader som tas med"),
    "presence": lambda t: t.text("fremmøtetype"),
    "status": lambda t: t.text("status"),
    "hours": lambda t: t.text("timer eller annen innsats"),
    "percent": lambda t: t.text("prosent av stilling"),
    "days": lambda t: t.text("dagsverk"),
    "amount_nok": lambda t: t.text("beløp i kroner"),
    "payroll_nok": lambda t: t.text("lønnskostnad i kroner"),
    "direct_nok": lambda t: t.text("direkte kostnad i kroner"),
    "persons": lambda t: t.text("antall personer"),
    "quantity_unit": lambda t: t.text("enheten som mengden er oppgitt i"),
    "instrument": lambda t: t.text("instrument"),
    "currency": lambda t: t.text("valuta"),
    "case": lambda t: t.text("saksnummer"),
    "journal_date": lambda t: t.text("journaldato"),
    "closed": lambda t: t.text("avskrivning"),
    "snapshot_date": lambda t: t.text("uttaksdato"),
    "items": lambda t: t.text("antall restanser"),
    "median_age_days": lambda t: t.text("median alder i dager"),
    "ignore": lambda t: t.text("brukes ikke"),
    SHEET_KEY: lambda t: t.text("navnet på arket"),
}


def unit_name(unit: str, lang: Language) -> str:
    """What a unit of effort or money is called."""
    words = _UNITS.get(unit)
    return words(lang) if words else unit


_UNITS: dict[str, _Word] = {
    "hours": lambda t: t.text("timer"),
    "minutes": lambda t: t.text("minutter"),
    "person_days": lambda t: t.text("dagsverk"),
    "person_weeks": lambda t: t.text("ukesverk"),
    "person_months": lambda t: t.text("månedsverk"),
    "person_years": lambda t: t.text("årsverk"),
    "percent": lambda t: t.text("prosent av stilling"),
    "mixed": lambda t: t.text("ulike enheter, som hver celle sier selv"),
    "nok": lambda t: t.text("kroner"),
    "thousand_nok": lambda t: t.text("tusen kroner"),
    "million_nok": lambda t: t.text("millioner kroner"),
}


def kind_name(kind: str, lang: Language) -> str:
    """What a kind of file is called."""
    words = _KINDS.get(kind)
    return words(lang) if words else kind


_KINDS: dict[str, _Word] = {
    "actual_hours": lambda t: t.text("faktiske timer"),
    "actual_cost": lambda t: t.text("faktiske kostnader"),
    "plan": lambda t: t.text("plan"),
    "budget": lambda t: t.text("budsjett"),
    "instrument_hours": lambda t: t.text("instrumenttimer"),
    "backlog": lambda t: t.text("restanser"),
}


def across_name(across: str, lang: Language) -> str:
    """What side-by-side columns stand for."""
    words = _ACROSS.get(across)
    return words(lang) if words else across


_ACROSS: dict[str, _Word] = {
    "month": lambda t: t.text("måneder bortover"),
    "date": lambda t: t.text("dager bortover"),
    "week": lambda t: t.text("uker bortover"),
    "year": lambda t: t.text("år bortover"),
    "quarter": lambda t: t.text("kvartaler bortover"),
    "tertial": lambda t: t.text("tertialer bortover"),
    "person": lambda t: t.text("personer bortover"),
    "sub_measure": lambda t: t.text("deltiltak bortover"),
    "unit": lambda t: t.text("enheter bortover"),
    "role_group": lambda t: t.text("rollegrupper bortover"),
}
