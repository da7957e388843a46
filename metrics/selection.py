"""A selection: every filter of a page, a report or a command in one frozen value."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from language import Language
from metrics.wording import plan_words, quality_words, unit_words

UNITS = ("hours", "person_years", "person_days", "cost_nok", "booked_cost_nok")
"""Units of display; they are never added together."""
KEYS = ("measure", "sub_measure", "system", "process", "unit", "role_group", "month")
"""What a comparison can be divided by."""
QUALITIES = ("measured", "estimated", "allocated")
"""How actual hours came about: målt, anslått, fordelt."""
NO_VALUE = "none"
"""Filter value for «without system», «without unit» and «without role group»."""
UNPLACED = "unplaced"
"""Filter value for effort whose codes lead to no sub-measure."""

FILTERS = {
    "measures": "measure",
    "sub_measures": "sub_measure",
    "systems": "system",
    "processes": "process",
    "units": "unit",
    "role_groups": "role_group",
}
"""The fields of a selection that choose ids, and the kind of id of each."""
_LISTS = (*FILTERS, "qualities")
_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")


class SelectionError(ValueError):
    """A filter has a value that means nothing. `field` and `value` say which; there is no wording here."""

    def __init__(self, field: str, value: object) -> None:
        super().__init__(f"{field}: {value!r}")
        self.field = field
        self.value = value


@dataclass(frozen=True)
class Selection:
    """Filters, plan choice and unit of display. Empty filters choose everything.

    first, last: first day of the first and the last month; None = as far as the data goes.
    plan: `in_force`, `original` or the id of a plan version.
    as_of: plan versions adopted after this date are ignored.
    qualities: actual figures of these QUALITIES alone; a plan has no quality, so nothing is compared then.
    """

    first: date | None = None
    last: date | None = None
    measures: tuple[str, ...] = ()
    sub_measures: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    role_groups: tuple[str, ...] = ()
    plan: str = "in_force"
    as_of: date | None = None
    unit: str = "hours"
    qualities: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise SelectionError for a date that is no month, a range that ends before it begins, an unknown
        unit.
        """
        for field in ("first", "last"):
            value = getattr(self, field)
            if value is not None and (value.day != 1 or not 1900 <= value.year < 2100):
                raise SelectionError(field, value)
        if self.first and self.last and self.last < self.first:
            raise SelectionError("last", self.last)
        if self.unit not in UNITS:
            raise SelectionError("unit", self.unit)
        if not self.plan:
            raise SelectionError("plan", self.plan)
        for quality in self.qualities:
            if quality not in QUALITIES:
                raise SelectionError("qualities", quality)

    def to_query(self) -> dict[str, str]:
        """Return the address parameters; what has its default value is left out."""
        query: dict[str, str] = {}
        for field in ("first", "last"):
            if (month := getattr(self, field)) is not None:
                query[field] = f"{month:%Y-%m}"
        for field in _LISTS:
            if ids := getattr(self, field):
                query[field] = ",".join(_escaped(key) for key in ids)
        if self.plan != "in_force":
            query["plan"] = self.plan
        if self.as_of is not None:
            query["as_of"] = self.as_of.isoformat()
        if self.unit != "hours":
            query["unit"] = self.unit
        return query

    @classmethod
    def from_query(cls, query: Mapping[str, Any]) -> "Selection":
        """Read address parameters. Raises SelectionError; unknown parameters are not ours and are passed
        over.
        """
        values: dict[str, Any] = {}
        for field in ("first", "last"):
            if query.get(field):
                values[field] = month_of(field, str(query[field]))
        for field in _LISTS:
            if query.get(field):
                values[field] = tuple(_unescaped(part) for part in str(query[field]).split(",") if part)
        for field in ("plan", "unit"):
            if query.get(field):
                values[field] = str(query[field])
        if query.get("as_of"):
            values["as_of"] = day_of("as_of", str(query["as_of"]))
        selection = cls(**values)
        selection.check()
        return selection

    def describe(self, lang: Language, names: Any) -> str:
        """Say the selection in words for headings and exports. `names` is what `metrics.names` gives."""
        parts = [_period_words(self.first, self.last, lang)]
        for (field, kind), label in zip(FILTERS.items(), _filter_labels(lang), strict=True):
            if ids := getattr(self, field):
                parts.append(f"{label}: " + ", ".join(names.label(kind, key, lang) for key in ids))
        if self.qualities:
            called = ", ".join(quality_words(quality, lang) for quality in self.qualities)
            parts.append(lang.text("bare tall som er {qualities}, uten plan", qualities=called))
        else:
            parts.append(lang.text("sammenlignet med {plan}", plan=plan_words(self.plan, lang, names)))
        if self.as_of is not None:
            parts.append(lang.text("slik planen var {date}", date=lang.date(self.as_of)))
        parts.append(unit_words(self.unit, lang, names.hours_per_person_year))
        return " · ".join(parts)

    def only(self, **filters: Iterable[str]) -> "Selection":
        """Return a copy narrowed to other filter values, for instance `only(systems=("SYS-BEV",))`."""
        return replace(self, **{field: tuple(ids) for field, ids in filters.items()})  # type: ignore[arg-type]


def _escaped(key: str) -> str:
    """An id for a list with commas between: a comma of its own must not end it."""
    return key.replace("%", "%25").replace(",", "%2C")


def _unescaped(text: str) -> str:
    return text.replace("%2C", ",").replace("%25", "%")


def month_of(field: str, text: str) -> date:
    """Read «2019-01» as the first day of that month. Raises SelectionError."""
    if not _MONTH.fullmatch(text):
        raise SelectionError(field, text)
    return date(int(text[:4]), int(text[5:]), 1)


def day_of(field: str, text: str) -> date:
    """Read an ISO date. Raises SelectionError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SelectionError(field, text) from error


def _filter_labels(lang: Language) -> tuple[str, ...]:
    return (
        lang.text("tiltak"),
        lang.text("deltiltak"),
        lang.text("system"),
        lang.text("hovedprosess"),
        lang.text("enhet"),
        lang.text("rollegruppe"),
    )


def _period_words(first: date | None, last: date | None, lang: Language) -> str:
    if first and last:
        return lang.month_range(first, last)
    if first:
        return lang.text("fra {month}", month=lang.month(first))
    if last:
        return lang.text("til og med {month}", month=lang.month(last))
    return lang.text("alle måneder")
