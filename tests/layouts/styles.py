"""How people and systems write numbers, hours, months and days."""

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from tests.layouts.grid import Cell
from tests.layouts.rows import plain

NBSP, NARROW, MINUS, QUOTE = "\u00a0", "\u202f", "\u2212", "’"
Style = Callable[[Decimal], Any]
_MONTHS_NB = "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.".split()
_MONTHS_EN = "January February March April May June July August September October November December".split()
_MONTHS_DE = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_MONTHS_FR = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()
_MONTHS_LONG = "januar februar mars april mai juni juli august september oktober november desember".split()


def grouped(separator: str, decimal: str, places: int = 2) -> Style:
    """1234.5 with these marks and as many decimals."""

    def write(amount: Decimal) -> str:
        return f"{amount:,.{places}f}".translate({ord(","): separator, ord("."): decimal})

    return write


def _signed(positive: Style, sign: Callable[[str], str]) -> Style:
    return lambda amount: sign(positive(-amount)) if amount < 0 else positive(amount)


MONEY_STYLES: dict[str, tuple[str, Style]] = {
    "nb_space": ("Norsk: mellomrom og komma, «1 234,50»", grouped(" ", ",")),
    "nb_nbsp": ("Hardt mellomrom (NBSP)", grouped(NBSP, ",")),
    "nb_narrow": ("Smalt hardt mellomrom", grouped(NARROW, ",")),
    "en": ("Engelsk: «1,234.50»", grouped(",", ".")),
    "de": ("Tysk og eldre norsk: «1.234,50»", grouped(".", ",")),
    "fr": ("Fransk: smalt mellomrom og komma, minus foran", grouped(NARROW, ",")),
    "ch": ("Sveitsisk: «1’234.50»", grouped(QUOTE, ".")),
    "comma_only": ("Komma uten tusenskille", grouped("", ",")),
    "point_only": ("Punktum uten tusenskille", grouped("", ".")),
    "minus_behind": (
        "Minus bak tallet, slik SAP skriver",
        _signed(grouped(".", ","), lambda text: f"{text}-"),
    ),
    "parentheses": ("Negative tall i parentes", _signed(grouped(" ", ","), lambda text: f"({text})")),
    "minus_sign": ("Ekte minustegn (U+2212)", _signed(grouped(NBSP, ","), lambda text: f"{MINUS}{text}")),
    "kr_before": ("«kr» foran", lambda amount: f"kr {grouped(' ', ',')(amount)}"),
    "kr_behind": ("«kr» bak", lambda amount: f"{grouped(NBSP, ',')(amount)} kr"),
    "nok": ("«NOK» foran", lambda amount: f"NOK {grouped(',', '.')(amount)}"),
    "thousands_in_cell": (
        "«tusen» i cellen",
        lambda amount: f"{str(amount / 1000).replace('.', ',')} tusen",
    ),
    "millions_in_cell": (
        "«mill.» i cellen",
        lambda amount: f"{str(amount / 1_000_000).replace('.', ',')} mill.",
    ),
}
"""Ways of writing kroner, with what they are called in docs/imports.md."""


def _minutes(hours: Decimal) -> int:
    return int(hours * 60)


HOUR_STYLES: dict[str, tuple[str, Style]] = {
    "comma": ("«7,5» som tekst", lambda hours: str(hours).replace(".", ",")),
    "point": ("«7.5» som tekst", lambda hours: f"{hours:.1f}" if hours * 10 % 1 == 0 else f"{hours:.2f}"),
    "clock": ("«7:30»", lambda hours: f"{_minutes(hours) // 60}:{_minutes(hours) % 60:02}"),
    "spoken_nb": ("«7t 30m»", lambda hours: f"{_minutes(hours) // 60}t {_minutes(hours) % 60}m"),
    "spoken_en": ("«1h 35m»", lambda hours: f"{_minutes(hours) // 60}h {_minutes(hours) % 60}m"),
    "iso": ("ISO 8601: «PT7H30M»", lambda hours: f"PT{_minutes(hours) // 60}H{_minutes(hours) % 60}M"),
    "word": ("«7,5 timer»", lambda hours: f"{str(hours).replace('.', ',')} timer"),
    "duration": ("Excel-varighet [t]:mm, også over 24 timer", lambda hours: timedelta(hours=float(hours))),
    "day_fraction": (
        "Døgnbrøk med varighetsformat (0,3125 = 7,5 t)",
        lambda hours: Cell(float(hours) / 24, format="[h]:mm:ss"),
    ),
    "number_format_hours": (
        "Tall med «t» i tallformatet",
        lambda hours: Cell(float(hours), format='0.0 "t"'),
    ),
}
"""Ways of writing hours that no column heading has to explain."""


def _without_zeros(style: Style) -> Style:
    return lambda amount: str(style(amount)).removesuffix(",00").removesuffix(".00")


NUMBER_STYLES: dict[str, Style] = {
    **{
        name: MONEY_STYLES[name][1]
        for name in (
            "nb_space", "nb_nbsp", "nb_narrow", "en", "de", "ch", "comma_only", "point_only", "minus_behind",
            "parentheses", "minus_sign",
        )
    },
    "de_short": _without_zeros(grouped(".", ",")),
    "en_short": _without_zeros(grouped(",", ".")),
}  # fmt: skip
"""Ways of writing a number of hours as text; the short ones leave «1.234» to be settled by other cells, or asked."""


def written(amount: Decimal, style: str) -> Any:
    """Hours in one of these ways, «stored» as the number itself, «minutes» as sixty times as many."""
    if style in NUMBER_STYLES:
        return NUMBER_STYLES[style](amount)
    if style in ("stored", "minutes"):
        return plain(amount * 60 if style == "minutes" else amount)
    write = HOUR_STYLES[style][1]
    if amount >= 0 or style in ("comma", "point", "word", "number_format_hours"):
        return write(amount)
    positive = HOUR_STYLES["clock"][1] if style in ("duration", "day_fraction") else write
    return f"-{positive(-amount)}"


def clock_time(hours: Decimal) -> time:
    """A time of day, for hours under 24."""
    return time(_minutes(hours) // 60, _minutes(hours) % 60)


MONTH_STYLES: dict[str, tuple[str, Callable[[date], Any]]] = {
    "iso": ("«2024-01»", lambda month: f"{month:%Y-%m}"),
    "compact_number": ("202401 som tall", lambda month: int(f"{month:%Y%m}")),
    "compact_text": ("«202401» som tekst", lambda month: f"{month:%Y%m}"),
    "point": ("«01.2024»", lambda month: f"{month:%m.%Y}"),
    "slash": ("«01/2024»", lambda month: f"{month:%m/%Y}"),
    "short_nb": ("«jan. 2024»", lambda month: f"{_MONTHS_NB[month.month - 1]} {month.year}"),
    "long_nb": ("«Januar 2024»", lambda month: f"{_MONTHS_LONG[month.month - 1].capitalize()} {month.year}"),
    "short_year": ("«jan-24»", lambda month: f"{_MONTHS_NB[month.month - 1].strip('.')}-{month:%y}"),
    "long_en": ("«January 2024»", lambda month: f"{_MONTHS_EN[month.month - 1]} {month.year}"),
    "long_de": ("«März 2024»", lambda month: f"{_MONTHS_DE[month.month - 1]} {month.year}"),
    "short_fr": ("«févr. 2024»", lambda month: f"{_MONTHS_FR[month.month - 1]} {month.year}"),
    "year_first": ("«2024 jan»", lambda month: f"{month.year} {_MONTHS_NB[month.month - 1].strip('.')}"),
    "date_cell": ("Excel-dato", lambda month: month),
    "date_text": ("«01.01.2024» som tekst", lambda month: f"{month:%d.%m.%Y}"),
    "date_iso_text": ("«2024-01-01» som tekst", lambda month: month.isoformat()),
    "date_long_text": (
        "«1. januar 2024» som tekst",
        lambda month: f"{month.day}. {_MONTHS_LONG[month.month - 1]} {month.year}",
    ),
    "date_short_text": ("«1.1.24» som tekst", lambda month: f"{month.day}.{month.month}.{month:%y}"),
    "date_month_format": ("Excel-dato vist som «jan.24»", lambda month: Cell(month, format="mmm.yy")),
}
"""Ways of writing a month, in a column or over one."""


def month_names(language: str = "nb") -> list[str]:
    """Twelve month names without a year."""
    return {"nb": _MONTHS_NB, "long": _MONTHS_LONG, "en": _MONTHS_EN, "de": _MONTHS_DE, "fr": _MONTHS_FR}[
        language
    ]


def as_stored(amount: Decimal) -> Any:
    """The number itself."""
    return plain(amount)
