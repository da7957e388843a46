"""The sentences for files that cannot be read at all."""

from collections.abc import Callable, Mapping

from language import Language

_Words = Callable[[Language, Mapping[str, str]], str]


def messages() -> dict[str, _Words]:
    """The sentences by problem code."""
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
