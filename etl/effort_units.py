"""Which unit of effort a word names, in a cell, in a unit column, in a header: nb, nn, en, de, fr."""

import re
from functools import lru_cache

from etl.cells import tidy

DAY_FRACTION = "day_fraction"
"""An answer besides HOUR_UNITS: bare numbers are parts of a day of 24 hours, as Excel stores times (0,3125 is 7:30)."""
POSITION_FRACTION = "position_fraction"
"""An answer besides HOUR_UNITS: bare numbers up to 1 are parts of a full position (0,2 is 20 %)."""
PERCENT_AS_WRITTEN = "percent_as_written"
"""An answer besides HOUR_UNITS: bare numbers are per cent also below 1 (0,2 is 0,2 %)."""
ANSWERS = (DAY_FRACTION, POSITION_FRACTION, PERCENT_AS_WRITTEN)

_SHORT = {
    "hours": "t h time tim hr heure stunde hour std.",
    "minutes": "min mins minute",
    "person_days": "d dag dagen day tag jour pd",
    "person_weeks": "uke veke week wk w woche semaine",
    "person_months": "mnd måned månad month monat mois mth",
    "position_fraction": "stilling",
}
"""Words that name a unit behind a number, but something else in a header: «Uke», «Time», «Dag», «Min»."""
_LONG = {
    "hours": "timer timar timeverk timene hours hrs stunden std heures arbeidstimer arbeidstimar "
    "timeforbruk timetall timeantall",
    "minutes": "minutt minutter minuttar minutes minuten",
    "person_days": "dager dagar dagsverk arbeidsdag arbeidsdager arbeidsdagar days workdays tage jours "
    "personentage persondays persondager mandays dagsverker",
    "person_weeks": "uker veker ukeverk vekeverk arbeidsuke arbeidsuker weeks wks wochen semaines personweeks",
    "person_months": "måneder månader månedsverk månadsverk mndverk months monate personmonths personmonate mnds",
    "person_years": "årsverk årsverka åv personyears personyear personår manyears personenjahre",
    "percent": "% prosent pst pct percent prozent prosentstilling stillingsprosent stillingsandel stillingspst",
    "position_fraction": "stillinger stillingsbrøk fte ftes vzä etp",
}
WORDS = {word: unit for table in (_SHORT, _LONG) for unit, words in table.items() for word in words.split()}
HEADER_WORDS = {word: unit for unit, words in _LONG.items() for word in words.split()}
_ENDINGS = {
    "timer": "hours", "timar": "hours", "stunden": "hours", "dagsverk": "person_days", "ukeverk": "person_weeks",
    "månedsverk": "person_months", "årsverk": "person_years", "prosent": "percent",
}  # fmt: skip
_OF_POSITION = re.compile(
    r"^(%|prosent|pst|percent|prozent|pct)(?: ?(?:av|of|i|einer|d'un))?(?: ?(?:en|ei|ein|full|a|hel|heil|voll))*"
    r" ?(?:stilling|stillinga|stillingen|årsverk|position|stelle|fte|post|heltid)$"
)
_FACTOR = re.compile(r"\b(?:à|a|av|x|×|@)\s*[0-9][0-9.,]*\s*\w+|[=:]\s*[0-9][0-9.,]*\s*\w+")
_RATE = re.compile(r"(?:/|\b(?:per|pr|each|pro|par)\b)\s*(?:uke|veke|dag|år|week|day|year|person)")
_BRACKETED = re.compile(r"[(\[]\s*([^)\]]+?)\s*[)\]]|\b(?:i|in|en)\s+(\S+)$")


@lru_cache(maxsize=4096)
def hours_unit_of(text: str) -> str | None:
    """The unit that a whole text names («timer», «dagsverk», «% stilling»), one of HOUR_UNITS or a fraction;
    None for anything else («stk», «kr»), so that such rows can be set aside."""
    word = _word(text)
    if word in WORDS:
        return WORDS[word]
    return "percent" if _OF_POSITION.match(word) else None


def _word(text: str) -> str:
    return " ".join(tidy(text).casefold().replace(".", " ").replace("-", "").split())


@lru_cache(maxsize=1024)
def unit_in_header(text: str) -> str | None:
    """The unit that a header, a note or a number format names; None where it names none, or several, or a rate."""
    lowered = _FACTOR.sub(" ", tidy(text).casefold())
    if _RATE.search(lowered):
        return None
    found = {unit for part in _BRACKETED.findall(lowered) if (unit := hours_unit_of(part[0] or part[1]))}
    if not found:
        found = {unit for word in re.findall(r"%|[^\W\d_]+", lowered) if (unit := _header_unit(word))}
        if found == {"percent", "position_fraction"} or ("percent" in found and "% av" in lowered):
            return "percent"
    return found.pop() if len(found) == 1 else None


def _header_unit(word: str) -> str | None:
    if word in HEADER_WORDS:
        return HEADER_WORDS[word]
    return next((unit for ending, unit in _ENDINGS.items() if word.endswith(ending)), None)
