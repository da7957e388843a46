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
        "file_is_archive": lambda t, _: t.text(
            "Fila er et zip-arkiv med regneark i. Pakk det ut og last opp regnearkene, eller last opp zip-fila der det "
            "kan lastes opp flere filer samtidig."
        ),
        "not_a_spreadsheet": lambda t, f: t.text(
            "Fila er ikke et regneark, men {found}. Last opp .xlsx, .xls, .xlsb, .ods eller .csv.",
            found=_kind(t, f["found"]),
        ),
        "only_charts_or_macros": lambda t, _: t.text(
            "Arbeidsboka har ingen vanlige ark, bare diagrammer, makroer eller dialoger. Makroer blir aldri kjørt. "
            "Lagre tabellen på et vanlig ark og last opp på nytt."
        ),
        "only_pictures": lambda t, _: t.text(
            "Arkene har bare bilder eller tegninger, ingen celler med innhold. Tall i et bilde kan ikke leses: "
            "hent tabellen som regneark fra kildesystemet."
        ),
        "no_tables": lambda t, _: t.text(
            "Fila er en nettside (HTML) uten noen tabell med innhold. Eksporter på nytt fra kildesystemet, helst som "
            ".xlsx."
        ),
        "too_many_marks": lambda t, f: t.text(
            "Et ark har over {number} celler uten verdi: formler som aldri er beregnet, eller feil som #REF!. Åpne "
            "fila i Excel, beregn den (F9), lagre og last opp på nytt.",
            **f,
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


def _kind(t: Language, found: str) -> str:
    """What a file is, in words; the names of programs need none."""
    words = {
        "PDF": lambda: t.text("en PDF-fil"),
        "Word": lambda: t.text("et Word-dokument"),
        "PowerPoint": lambda: t.text("en PowerPoint-presentasjon"),
        "Outlook": lambda: t.text("en e-post fra Outlook"),
        "Numbers": lambda: t.text("en fil fra Apple Numbers (eksporter den som Excel derfra)"),
        "Visio": lambda: t.text("en Visio-tegning"),
        "OpenDocument": lambda: t.text("et annet slags OpenDocument-fil"),
        "RTF": lambda: t.text("et RTF-dokument"),
        "XML": lambda: t.text("et annet slags XML-fil"),
        "image": lambda: t.text("et bilde"),
        "archive": lambda: t.text("et komprimert arkiv (pakk det ut først)"),
        "zip": lambda: t.text("et zip-arkiv uten regneark i"),
        "binary": lambda: t.text("en fil av et ukjent slag"),
    }
    return words[found]() if found in words else found
