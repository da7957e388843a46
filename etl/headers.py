"""What people call their columns: one table of synonyms per field, and the words that say plan, actual, sum or unit.

Written as people write them; compared through `etl.profiles.normal_header`.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from etl.profiles import normal_header

STRONG = {
    "period": """periode | per | regnskapsperiode | år/periode | måned | mnd | månad | måned/år | mnd/år | år/måned
        | år/mnd | fra periode | tidsperiode | gjelder måned | gjelder periode | rapporteringsperiode | period | month
        | year/month | month/year | posting period | fiscal period | accounting period | monat | zeitraum
        | buchungsperiode | abrechnungsmonat | mois | période | mois comptable""",
    "date": """dato | transdato | registreringsdato | reg.dato | arbeidsdato | utført dato | workdate | work date | date
        | day | dag | start | startdato | start date | start time | fra dato | posting date | posteringsdato | datum
        | tag | buchungsdatum | jour | date de travail""",
    "year": """år | year | regnskapsår | budsjettår | kalenderår | fiscal year | jahr | geschäftsjahr | année
        | exercice""",
    "week": """uke | ukenr | uke nr | ukenummer | veke | week | week no | week number | woche | kalenderwoche | kw
        | semaine""",
    "tertial": "tertial | tertialnr | tertial nr",
    "sub_measure": """deltiltak | del-tiltak | deltiltaksnr | deltiltak nr | deltiltakskode | deltiltaksnavn
        | tiltaksnavn | sub-measure | sub measure | submeasure | teilmaßnahme | sous-mesure""",
    "code": """delprosjekt | delprosjektnr | delprosjektkode | arbeidsordre | arb.ordre | k7 | k-element 7 | k6
        | k-element 6 | workorder | work order | subproject | sub-project | analyse | analyseverdi | analysis | wbs
        | wbs-element | wbs element | wbs-kode | psp-element | prosjektkode | prosjektnr | prosjektnummer | internordre
        | aktivitetskode | kostnadsbærer | teilprojekt | sous-projet | project code | project no""",
    "unit": """enhet | ansvarlig enhet | avdeling | avd | org.enhet | orgenhet | organisasjonsenhet | enhetsnavn |
        eining | institutt | seksjon | koststed | k-sted | ksted | kostnadssted | kst | sted | stedkode |
        ansvar | ansvarssted | mott.kostnadssted | adm.enhet | administrativ enhet | k5 | k-element 5 |
        cost centre | cost center | unit | department | dept | section | abteilung | kostenstelle | einheit
        | organisationseinheit | unité | département | centre de coûts""",
    "role_group": """rollegruppe | rolle | stilling | stillingsgruppe | stillingskategori | stillingstype | ansattgruppe
        | funksjon | role group | role | position | job title | funktion | fonction | poste""",
    "process": "hovedprosess | prosess | process | main process | prozess | hauptprozess | processus",
    "person": """ansatt | ansattnr | ans.nr | ansattnavn | ansattnummer | medarbeider | medarbeidar | ressurs
        | ressursnr | ressursnavn | ressurs (t) | pers.nr | personalnr | personnr | person | personnavn | fornavn
        | etternavn | initialer | init | hvem | utført av | registrert av | timefører | bruker | brukernavn
        | saksbehandler | name | full name | employee | employee id | employee name | user | resource | staff
        | mitarbeiter | mitarbeiterin | personalnummer | ressource | employé | collaborateur | nom""",
    "account": """konto | kontonr | konto nr | kontonummer | art | artskonto | kostnadsart | account | account no
        | sachkonto | compte""",
    "plan_version": "planversjon | versjon | budsjettversjon | planrevisjon | scenario | plan version | version",
    "hours": """timer | antall timer | ant. timer | ant. t | t | tim | timar | timeverk | timetall | timeforbruk
        | timebruk | tidsbruk | tidsforbruk | tid brukt | arbeidstimer | arbeidstid | prosjekttimer | tid | sum timer
        | timer totalt | totalt antall timer | minutter | antall minutter | ant. min | min | dagsverk | antall dagsverk
        | dager | antall dager | ukesverk | ukeverk | månedsverk | årsverk | antall årsverk | stillingsprosent
        | prosent av stilling | % stilling | % av stilling | stillingsandel | hours | hour | hrs | h | worked hours
        | hours worked | time spent | minutes | person-days | person days | person-months | person-years | fte
        | stunden | arbeitsstunden | std | arbeitszeit | heures | nombre d'heures | nb heures | temps""",
    "amount_nok": """beløp | beløp kr | beløp nok | regnskap | bokført beløp | kostnad | kostnader | kostn | kost
        | kostnad kr | kroner | kr | nok | tkr | sum kr | sum kostnad | totalkostnad | utgift | utgifter | netto
        | netto beløp | budsjettbeløp | budsjett | årsbudsjett | periodisert budsjett | rev. budsjett | amount | cost
        | costs | expense | expenses | spend | betrag | kosten | ausgaben | montant | coût | coûts | dépenses
        | debet | debetbeløp | debet kr | debit | débit | kredit | kreditbeløp | kredit kr | credit | crédit""",
    "payroll_nok": """lønnskostnad | lønnskostnad kr | lønnskostnader | lønn | lønn kr | lønnsutgift | lønnsutgifter
        | kalkulatorisk timekostnad | payroll | payroll cost | salary cost | personalkosten | salaires""",
    "direct_nok": """direkte kostnad | direkte kostnad kr | direkte kostnader | direkte kostnader kr | direkte utgifter
        | andre direkte kostnader | direct cost | direct costs | direkte kosten | coûts directs""",
    "persons": """antall personer | ant. personer | antall pers | personer | antall ansatte | persons | headcount
        | number of persons | anzahl personen | nombre de personnes""",
    "quantity_unit": """måleenhet | mengdeenhet | enhetstype | benevning | unit of measure | uom | maßeinheit
        | unité de mesure""",
    "ignore": """tekst | beskrivelse | kommentar | kommentarer | merknad | merknader | notat | korttekst | kortt
        | bilagsnr | bilagsart | bilagstype | transaksjonsnr | status | godkjent | sats | timesats | timepris
        | timekost | avvik | avvik % | differanse | diff | rest | gjenstår | gjenstående | slutt | sluttdato | til
        | til dato | pris | id | løpenr | nr | linje | referanse | valuta | mva | e-post | epost | telefon
        | konto (t) | koststed (t) | kontonavn | prosjektleder | leder | ansvarlig | tiltaksansvarlig | eier
        | sist endret | opprettet | comment | comments | description | note | notes | remarks | text | rate | price
        | currency | end | end date | end time | variance | owner | bemerkung | beschreibung | kommentare | remarque
        | commentaire""",
}
"""Field → headings that mean it wherever they stand."""

WEAK = {
    "date": "bilagsdato | bil.dato | fra | voucher date | belegdatum",
    "sub_measure": """tiltak | kode | navn | aktivitet | aktivitetsnavn | oppgave | arbeidsoppgave | arbeidsområde
        | prosjekt | prosjektnavn | delprosjekt (t) | delprosjektnavn | system | formål | tema | tjeneste | område
        | satsing | innsatsområde | arbeidspakke | arb.pakke | hovedaktivitet | hva | post | kategori | activity | task
        | project | service | work package | code | aktivität | aufgabe | projekt | maßnahme | activité | tâche
        | projet | mesure""",
    "person": "navn",
}
"""Headings that say too little: the cells decide, or the user."""

EITHER = """sum | antall | ant | mengde | varighet | omfang | innsats | ressursbruk | forbruk | verdi | total | totalt
    | tall | estimat | plan | planlagt | faktisk | virkelig | medgått | brukt | påløpt | bokført | prosent
    | planlagt innsats | effort | quantity | qty | duration | value | planned | actual | dauer | menge | wert | durée
    | quantité | valeur"""
"""Headings of amounts that may be hours or kroner."""

PLAN = (
    r"plan(?:lagte?|tall|timer|ned|verdi\w*|kost\w*)?|geplante?|soll|"
    r"prévue?s?|planifiée?s?|estimer\w*|estimat\w*|forvent\w*"
)
BUDGET = r"\w*budsjett\w*|budget\w*|bevilg\w*"
ACTUAL = (
    r"faktisk\w*|medgåtte?|\w*forbruk\w*|brukte?|virkelig\w*|regnskap\w*|bokførte?|påløpte?|"
    r"actuals?|used|spent|incurred|ist|réel\w*|dépensé\w*|hovedbok\w*|bilag\w*|timeførte?|registrerte?|utførte?"
)
FORECAST = r"\w*prognose\w*|forecast|prévision\w*"
DERIVED = rf"avvik\w*|differanse|diff|rest|gjenst\w+|variance|deviation|abweichung|écart|{FORECAST}"
RUNNING = r"hittil|hiå|akk|akkumulert\w*|kumulativ\w*|ytd|cumulative|cumulé|kumuliert"
TOTALS = r"(?:sum|totalt?|i alt|året|årssum|grand total|subtotal|delsum|gesamt|summe|total général|hele året|sum år)"
HOUR_WORDS = (
    r"\w*timer|timar|timeverk|\w*timeforbruk|\w*timebruk|tidsbruk|hours?|hrs|stunden|heures|dagsverk|"
    r"månedsverk|årsverk|ukesverk|t|h|tid|fte"
)
WORKED = r"\w*timer|timar|time(?:liste|forbruk|bruk)\w*|tid|t|h|hours?|hrs|stunden|heures|timesheets?"
"""Words of time sheets: they say actual where nothing says plan."""
MONEY_WORDS = (
    r"kr|kroner|nok|tkr|beløp\w*|\w*kostnad\w*|kostn|kost|\w*regnskap\w*|utgift\w*|amount|costs?|betrag|"
    r"kosten|montant|coûts?|mill|mnok|tusen|hovedbok\w*|debet\w*|debit|débit|kredit\w*|credit|crédit"
)

ANY_YEAR = 2000
"""Stands for a year that is not known, where only the month is looked for."""

_UNITS = (
    ("percent", r"prosent av stilling|stillingsprosent|stillingsandel|% (?:av )?stilling|%|prosent"),
    ("minutes", r"minutter|minutes|minuten|min"),
    ("person_days", r"dagsverk|dager|person-?\s?days|personentage|persontage|tage|jours"),
    ("person_weeks", r"ukesverk|ukeverk|uker|person-?\s?weeks|wochen|semaines"),
    ("person_months", r"månedsverk|person-?\s?months|personenmonate|personmonate|pm"),
    ("person_years", r"årsverk|person-?\s?years|fte|vzä|etp"),
    ("million_nok", r"mill\w*|mnok|mkr"),
    ("thousand_nok", r"tusen|1 ?000|1000 kr|tkr|t\.?\s?kr|knok"),
)


class HeaderEvidence(NamedTuple):
    """How well a heading means a field: weight 0–1 and `why` as in `FoundColumn`."""

    weight: float
    why: str


def split(table: str) -> tuple[str, ...]:
    """The headings of one line of a table, as compared."""
    return tuple(normal_header(part) for part in table.split("|"))


@cache
def known_headings() -> dict[str, dict[str, float]]:
    """Heading → field → weight. `amount` stands for hours or kroner."""
    found: dict[str, dict[str, float]] = {}
    tables = (({**WEAK, "amount": EITHER}, 0.4), (STRONG, 0.95))
    for table, weight in tables:
        for field, line in table.items():
            for heading in split(line):
                found.setdefault(heading, {})[field] = weight
    return found


def header_fields(texts: Iterable[str]) -> dict[str, HeaderEvidence]:
    """The fields that a heading may mean; `texts` in order of what they say, the whole path among them."""
    found: dict[str, HeaderEvidence] = {}
    for text in texts:
        for heading, worth in ((normal_header(text), 1.0), (core(text), 0.95)):
            for field, weight in known_headings().get(heading, {}).items():
                if weight * worth > found.get(field, HeaderEvidence(0, "")).weight:
                    found[field] = HeaderEvidence(weight * worth, "header_known")
        if found:
            return found
    return _near(normal_header(text) for text in texts)


def _near(headings: Iterable[str]) -> dict[str, HeaderEvidence]:
    from rapidfuzz import fuzz, process

    known = [heading for heading in known_headings() if len(heading) >= 5]
    for heading in headings:
        if len(heading) < 5:
            continue
        near = process.extractOne(heading, known, scorer=fuzz.ratio, score_cutoff=84)
        if near:
            fields = known_headings()[near[0]]
            return {
                field: HeaderEvidence(weight * near[1] / 130, "header_near")
                for field, weight in fields.items()
                if weight > 0.5
            }
    return {}


def core(text: str) -> str:
    """A heading without what says plan or actual, without years and without brackets."""
    tidy = re.sub(r"\(.*?\)|\[.*?\]", " ", normal_header(text))
    kept = re.sub(
        rf"\b(?:{PLAN}|{BUDGET}|{ACTUAL}|20\d\d|i|sum|totalt?|antall|ant|per|pr|mnd|måned)\b", " ", tidy
    )
    return " ".join(kept.split()) or tidy


def says(pattern: str, text: str) -> bool:
    """Whether one of the words stands in a text; `_` and digits part words as spaces do."""
    return bool(re.search(rf"(?<!\w)(?:{pattern})(?!\w)", re.sub(r"[_\d]+", " ", text.casefold())))


def is_debit(text: str) -> bool:
    """Whether a heading says debit."""
    return says("debet|debit|débit", text)


def is_credit(text: str) -> bool:
    """Whether a heading says credit."""
    return says("kredit|credit|crédit", text) and not is_debit(text)


def unit_of(text: str) -> str | None:
    """The unit that a heading states, one of `HOUR_UNITS` or `MONEY_UNITS`; None where it states hours, kroner or
    nothing."""
    tidy = " ".join(text.casefold().replace("_", " ").split())
    for unit, pattern in _UNITS:
        if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", tidy):
            return unit
    return None
