"""How is a warehouse error said to a user: what happened, and what to do?"""

from language import Language
from warehouse.errors import (
    DiskFull,
    FolderUnusable,
    NoWarehouse,
    ReferenceInvalid,
    ReferenceProblem,
    UnknownVersion,
    WarehouseBusy,
    WarehouseDamaged,
    WarehouseError,
)


def message(error: WarehouseError, lang: Language) -> str:
    """One or more sentences, without any path of the machine."""
    match error:
        case NoWarehouse():
            return lang.text("Det er ikke lastet inn noen data ennå. Last inn en fil først.")
        case WarehouseBusy():
            return lang.text(
                "En annen innlasting pågår og er ikke ferdig etter {seconds} sekunder. "
                "Ingenting er endret. Prøv igjen om litt.",
                seconds=int(error.seconds),
            )
        case WarehouseDamaged():
            return lang.text(
                "Datafilen kan ikke leses (versjon {numbers}). Hent den tilbake fra sikkerhetskopien.",
                numbers=", ".join(map(str, error.numbers)),
            )
        case DiskFull():
            return lang.text(
                "Det er ikke plass på disken: {free} MB ledig, {needed} MB trengs. "
                "Ingenting er endret. Frigjør plass og prøv igjen.",
                free=error.free_bytes // 10**6,
                needed=error.needed_bytes // 10**6,
            )
        case FolderUnusable():
            return lang.text(
                "Mappen som tallene skal ligge i, kan ikke brukes ({reason}). Ingenting er endret. "
                "Sjekk at den er en mappe, og at du har lov til å skrive i den.",
                reason=error.reason,
            )
        case UnknownVersion():
            return lang.text(
                "Versjon {number} finnes ikke lenger. Disse er tatt vare på: {kept}.",
                number=error.number,
                kept=", ".join(map(str, error.kept)) or "–",
            )
        case ReferenceInvalid():
            heading = lang.plural(
                "Kodeverket har {n} feil. Rett den og prøv igjen; ingenting er endret.",
                "Kodeverket har {n} feil. Rett dem og prøv igjen; ingenting er endret.",
                len(error.problems),
            )
            return "\n".join([heading, *(reference_problem(problem, lang) for problem in error.problems)])
        case _:
            return lang.text("Datafilen kan ikke brukes nå. Ingenting er endret.")


def reference_problem(problem: ReferenceProblem, lang: Language) -> str:
    """File, row, column and value, and what was expected there."""
    place = [problem.file]
    if problem.row is not None:
        place.append(lang.text("rad {row}", row=problem.row))
    if problem.column is not None:
        place.append(lang.text("kolonne «{column}»", column=problem.column))
    found = lang.text("verdi «{value}»", value=problem.value or "") if problem.value is not None else ""
    expected = lang.text("ventet {expected}", expected=_expected(problem, lang))
    return f"{', '.join(place)}: {', '.join(filter(None, (found, expected)))}"


def _expected(problem: ReferenceProblem, lang: Language) -> str:
    detail = problem.detail or ""
    words = {
        "date": lang.text("en dato (ÅÅÅÅ-MM-DD)"),
        "whole_number": lang.text("et helt tall"),
        "boolean": lang.text("true eller false"),
        "number": lang.text("et tall med desimalpunktum"),
        "decimals": lang.text("et tall med høyst {count} desimaler", count=detail),
        "value": lang.text("en verdi"),
        "one_of": lang.text("ett av: {choices}", choices=detail),
        "known_id": lang.text("en id som finnes i {table}", table=detail),
        "unique": lang.text("en id som bare finnes én gang"),
        "share": lang.text("en andel over 0 og høyst 1"),
        "part": lang.text("en andel fra 0 til og med 1"),
        "not_negative": lang.text("et tall som ikke er under 0"),
        "not_before": lang.text("en dag som ikke er før {first}", first=detail),
        "overlap": lang.text("en gyldighet som ikke overlapper {span}", span=detail),
        "circle": lang.text("etterfølgere som ikke fører tilbake til deltiltaket selv"),
        "in_use": lang.text("at id-en ble stående: {count} rader med tall bruker den", count=detail),
        "no_national_id": lang.text("tekst uten fødselsnummer"),
        "share_sum": lang.text("andeler for {code} som til sammen er 1", code=detail),
        "columns": lang.text("{count} kolonner", count=detail),
        "header": lang.text("overskriftene {header}", header=detail),
        "file": lang.text("en fil med dette navnet"),
        "utf8": lang.text("tekst i UTF-8"),
        "csv": lang.text("kommadelt tekst"),
    }
    return words[problem.expected]
