"""The words of periods in Norwegian, English, German and French."""

_MONTH_NAMES = (
    "jan januar january januari jänner janvier janv",
    "feb februar february februari feber febr février fevrier févr fevr fév",
    "mar mars march mart marts märz maerz mrz",
    "apr april avril avr",
    "mai may maj",
    "jun juni june juin",
    "jul juli july juillet juil",
    "aug august augusti août aout",
    "sep sept september septembre",
    "okt oktober oct october octobre",
    "nov november novembre",
    "des desember dec december dez dezember déc décembre decembre",
)
MONTHS = {name: number for number, line in enumerate(_MONTH_NAMES, 1) for name in line.split()}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))

WEEKDAY = (
    r"(?:man|mån|tir|tys|ons|tor|tors|fre|lør|laur|søn|sun)(?:dag)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|"
    r"thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sunday|montag|dienstag|mittwoch|donnerstag|freitag"
)
PARTS = {
    "month": (r"periode|period|per|p|måned|månad|mnd|month|monat|m", 16),
    "tertial": (r"tertial|tert|t", 3),
    "quarter": (r"kvartal|kvart|kv|k|quarter|qtr|q|quartal|trimestre", 4),
    "half": (r"halvår|halvaar|half|h|halbjahr|semestre", 2),
    "week": (r"ukenr|uke|u|veke|week|wk|w|kalenderwoche|woche|kw|semaine|sem", 53),
}
"""Words that come with a number, and the largest number."""
