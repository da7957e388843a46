"""How is a refused change said to a user: what is in the way, and what to do? For `etl.import_errors`."""

from datetime import date
from decimal import Decimal

from etl import wording
from etl.import_errors import (
    AlreadyUndone,
    AlreadyWithdrawn,
    CodebookChanged,
    CodebookUnreadable,
    MemoryInvalid,
    NotADraft,
    NotRemembered,
    NotTheSameFile,
    NotUndone,
    ProgressDecreases,
    ProgressInvalid,
    ReadAgain,
    ReasonMissing,
    ReportInvalid,
    ReportNameTaken,
    UnknownImport,
    UnknownPlanVersion,
    UnknownReport,
    UnknownTotal,
    UnknownUnit,
)
from language import Language


def message(error: Exception, lang: Language) -> str:
    """One or more sentences for anything of `etl.import_errors`."""
    return (
        _of_imports(error, lang)
        or _of_codebook(error, lang)
        or _of_progress(error, lang)
        or _of_reports(error, lang)
        or _of_the_rest(error, lang)
    )


def _of_imports(error: Exception, lang: Language) -> str | None:
    match error:
        case UnknownImport():
            known = ", ".join(map(str, error.known)) or lang.text("ingen")
            return lang.text("Import {id} finnes ikke. Kan angres: {known}.", id=error.import_id, known=known)
        case AlreadyUndone():
            return lang.text("Import {id} er allerede angret.", id=error.import_id)
        case NotUndone():
            return lang.text("Import {id} gjelder. Den er ikke angret.", id=error.import_id)
        case ReadAgain():
            return lang.text(
                "Import {id} er lest på nytt som import {other}. Angre import {other} først.",
                id=error.import_id,
                other=error.by_import,
            )
        case NotTheSameFile():
            return lang.text(
                "«{given}» er ikke filen som ble lastet inn som import {id} («{imported}»): innholdet er et annet. "
                "Ingenting er endret. Finn den samme filen, eller last inn den nye som en vanlig fil.",
                id=error.import_id,
                given=error.given,
                imported=error.imported,
            )
    return None


def _of_codebook(error: Exception, lang: Language) -> str | None:
    match error:
        case ReasonMissing():
            return lang.text("Skriv hvorfor kodeverket endres. Ingenting er endret.")
        case CodebookChanged():
            return lang.text(
                "{who} har endret tabellen «{table}» i versjon {version}, etter at du hentet den. Ingenting er endret. "
                "Hent tabellen på nytt og gjør endringen din der.",
                who=error.by or lang.text("Noen"),
                table=error.table,
                version=error.version,
            )
        case CodebookUnreadable():
            if error.problem.code == "no_code_tables":
                known = error.problem.facts["known"]
                return lang.text("Fant ingen tabeller å lese. De heter: {known}.", known=known)
            return wording.message(error.problem, lang)
        case UnknownPlanVersion():
            return lang.text(
                "Planversjonen «{id}» finnes ikke. Disse finnes: {known}.",
                id=error.plan_version_id,
                known=", ".join(error.known) or lang.text("ingen"),
            )
        case NotADraft():
            return lang.text("Planversjonen «{id}» er ikke lenger et utkast.", id=error.plan_version_id)
    return None


def _of_progress(error: Exception, lang: Language) -> str | None:
    match error:
        case ProgressInvalid():
            told = {
                "pct": lang.text("Fremdriften er i prosent: fra 0 til 100."),
                "future": lang.text("Datoen er ikke kommet ennå. Skriv en dag til og med i dag."),
                "sub_measure": lang.text("Deltiltaket finnes ikke."),
                "reason": lang.text("Skriv hvorfor det som er registrert, rettes eller fjernes."),
                "note": lang.text("Teksten ser ut til å inneholde et fødselsnummer. Skriv den uten."),
                "unknown": lang.text("Det er ikke registrert noe for den dagen."),
            }[error.problem]
            return lang.text("{problem} Ingenting er endret.", problem=told)
        case ProgressDecreases():
            day = lang.date(date.fromisoformat(error.recorded))
            pct = lang.percent(Decimal(error.complete_pct))
            if error.earlier:
                return lang.text(
                    "{date} var det registrert {pct}, så fremdriften ville gå tilbake. Ingenting er endret. Bekreft at "
                    "den skal gå tilbake.",
                    date=day, pct=pct,
                )  # fmt: skip
            return lang.text(
                "{date} er det registrert {pct}, så fremdriften ville gå tilbake derfra. Ingenting er endret. Bekreft "
                "at den skal gå tilbake.",
                date=day, pct=pct,
            )  # fmt: skip
    return None


def _of_reports(error: Exception, lang: Language) -> str | None:
    match error:
        case ReportInvalid():
            told = {
                "name": lang.text("Rapporten må ha et navn."),
                "reviewed": lang.text("Skriv hvem som har gjennomgått rapporten, og når."),
                "version": lang.text("Versjonen av tallene som rapporten bygger på, finnes ikke lenger."),
                "national_id": lang.text("En tekst ser ut til å inneholde et fødselsnummer. Skriv den uten."),
                "why": lang.text("Skriv hvorfor rapporten trekkes tilbake."),
            }[error.problem]  # fmt: skip
            return lang.text("{problem} Ingenting er endret.", problem=told)
        case ReportNameTaken():
            return lang.text(
                "Rapporten {id} heter allerede «{name}». Ingenting er utstedt. Velg et annet navn, eller trekk tilbake "
                "{id} først.",
                id=error.issue_id,
                name=error.name,
            )
        case UnknownReport():
            return lang.text(
                "Rapporten «{id}» finnes ikke. Disse finnes: {known}.",
                id=error.issue_id,
                known=", ".join(error.known) or lang.text("ingen"),
            )
        case AlreadyWithdrawn():
            return lang.text("Rapporten {id} er allerede trukket tilbake.", id=error.issue_id)
    return None


def _of_the_rest(error: Exception, lang: Language) -> str:
    match error:
        case UnknownUnit():
            return lang.text(
                "Ingen enhet heter «{text}». Enhetene er: {known}.",
                text=error.text,
                known=", ".join(error.known),
            )
        case UnknownTotal():
            return lang.text("Summen {id} finnes ikke.", id=error.total_id)
        case NotRemembered() if error.text is None:
            return lang.text("Ingenting er husket for kilden «{source}».", source=error.source)
        case NotRemembered():
            return lang.text(
                "Valget for «{text}» er ikke husket for kilden «{source}».",
                text=error.text,
                source=error.source,
            )
        case MemoryInvalid():
            return lang.text(
                "Filen er ikke et eksportert oppsett: feil i «{where}». Ingenting er endret.",
                where=error.where,
            )
        case _:
            return lang.text("Innlastingen stoppet før den var ferdig. Ingenting er endret. Prøv igjen.")
