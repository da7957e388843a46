"""A scenario as a value: its steps, their short text in an address, and their words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote, unquote

from language import Language
from metrics.selection import SelectionError, month_of

MOST_STEPS = 20
MOST_MONTHS = 120
MOST_PERCENT = Decimal(1000)
MOST_HOURS = Decimal(100_000)


class ScenarioError(ValueError):
    """A step means nothing. `text` is the step as it was written; there is no wording here."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Move:
    """Move a system's go-live by whole months, not 0: later (positive) or earlier (negative)."""

    system: str
    months: int


@dataclass(frozen=True)
class Scale:
    """Set the remaining plan of a sub-measure to a percentage of what it is (100 changes nothing)."""

    sub_measure: str
    percent: Decimal


@dataclass(frozen=True)
class Drop:
    """Take the remaining plan of a sub-measure away."""

    sub_measure: str


@dataclass(frozen=True)
class Add:
    """Plan hours for a sub-measure in each month from first to last, for one unit and role group."""

    sub_measure: str
    first: date
    last: date
    hours: Decimal
    unit: str
    role_group: str


Step = Move | Scale | Drop | Add


@dataclass(frozen=True)
class Scenario:
    """Steps in their order: each works on what the steps before it have left. No steps: the plan as it is."""

    steps: tuple[Step, ...] = ()

    def to_text(self) -> str:
        """Return the short form for an address: «move:SYS-BHR:6;scale:4.3:80»."""
        return ";".join(_written(step) for step in self.steps)

    @classmethod
    def from_text(cls, text: str) -> "Scenario":
        """Read the short form. Raises ScenarioError for a step that means nothing, or too many steps."""
        parts = [part for part in text.split(";") if part]
        if len(parts) > MOST_STEPS:
            raise ScenarioError(text)
        return cls(tuple(_read(part) for part in parts))

    def with_step(self, step: Step) -> "Scenario":
        """Return this scenario with one more step at the end. Raises ScenarioError for one that means nothing."""
        if len(self.steps) >= MOST_STEPS:
            raise ScenarioError(_written(step))
        # Written and read again, so that what is shown at once is what the address can bring back.
        return replace(self, steps=(*self.steps, _read(_written(step))))

    def without(self, place: int) -> "Scenario":
        """Return this scenario without the step at a place (0 is the first)."""
        return replace(self, steps=tuple(step for at, step in enumerate(self.steps) if at != place))

    def describe(self, lang: Language, names: Any) -> str:
        """Say the scenario in one line. `names` is what `metrics.names` gives."""
        if not self.steps:
            return lang.text("planen som den er")
        return "; ".join(step_words(step, lang, names) for step in self.steps)


def _written(step: Step) -> str:
    match step:
        case Move():
            parts = ["move", step.system, str(step.months)]
        case Scale():
            parts = ["scale", step.sub_measure, f"{step.percent.normalize():f}"]
        case Drop():
            parts = ["drop", step.sub_measure]
        case Add():
            span = [f"{step.first:%Y-%m}", f"{step.last:%Y-%m}"]
            hours = f"{step.hours.normalize():f}"
            parts = ["add", step.sub_measure, *span, hours, step.unit, step.role_group]
    return ":".join(quote(part, safe="") for part in parts)


def _read(text: str) -> Step:
    kind, *parts = [unquote(part) for part in text.split(":")]
    readers: Mapping[str, tuple[int, Callable[..., Step]]] = {
        "move": (2, _move),
        "scale": (2, _scale),
        "drop": (1, _drop),
        "add": (6, _add),
    }
    count, read = readers.get(kind, (-1, _drop))
    if len(parts) != count or not all(parts):
        raise ScenarioError(text)
    try:
        return read(*parts)
    except (ValueError, InvalidOperation, SelectionError) as error:
        raise ScenarioError(text) from error


def _move(system: str, months: str) -> Move:
    number = int(months)
    if not 0 < abs(number) <= MOST_MONTHS:
        raise ValueError(months)
    return Move(system, number)


def _scale(sub_measure: str, percent: str) -> Scale:
    return Scale(sub_measure, _number(percent, MOST_PERCENT, 2))


def _drop(sub_measure: str) -> Drop:
    return Drop(sub_measure)


def _add(sub_measure: str, first: str, last: str, hours: str, unit: str, role_group: str) -> Add:
    start, end, amount = month_of("first", first), month_of("last", last), _number(hours, MOST_HOURS, 4)
    if end < start or not amount:
        raise ValueError(last)
    return Add(sub_measure, start, end, amount, unit, role_group)


def _number(text: str, most: Decimal, decimals: int) -> Decimal:
    number = Decimal(text)
    if not number.is_finite() or not 0 <= number <= most or number != round(number, decimals):
        raise ValueError(text)
    return number


def step_words(step: Step, lang: Language, names: Any) -> str:
    """Say one step: «BOTT HR innføres 6 måneder senere»."""
    match step:
        case Move():
            return _move_words(step, lang, names)
        case Scale():
            return lang.text(
                "{sub_measure} settes til {percent} av planen",
                sub_measure=sub_words(step.sub_measure, lang, names),
                percent=lang.percent(step.percent, decimals=0 if step.percent == int(step.percent) else 2),
            )
        case Drop():
            return lang.text("{sub_measure} tas ut", sub_measure=sub_words(step.sub_measure, lang, names))
        case Add():
            return lang.text(
                "{sub_measure} får {hours} i måneden {months}, {unit}, {role_group}",
                sub_measure=sub_words(step.sub_measure, lang, names),
                hours=lang.hours(step.hours, 0 if step.hours == int(step.hours) else 2),
                months=lang.month_range(step.first, step.last),
                unit=names.label("unit", step.unit, lang),
                role_group=names.label("role_group", step.role_group, lang),
            )


def _move_words(step: Move, lang: Language, names: Any) -> str:
    system = names.label("system", step.system, lang)
    if step.months > 0:
        return lang.plural(
            "{system} innføres {n} måned senere", "{system} innføres {n} måneder senere", step.months,
            system=system,
        )  # fmt: skip
    return lang.plural(
        "{system} innføres {n} måned tidligere", "{system} innføres {n} måneder tidligere", -step.months,
        system=system,
    )  # fmt: skip


def sub_words(key: str, lang: Language, names: Any) -> str:
    """Name a sub-measure by its number and short name."""
    return f"{key} {names.label('sub_measure', key, lang).split(' – ', maxsplit=1)[0]}"


def unknown(step: Step, names: Any) -> str:
    """Return the first id of a step that the reference tables do not know; empty where all are known."""
    ids = {
        "system": [step.system] if isinstance(step, Move) else [],
        "sub_measure": [] if isinstance(step, Move) else [step.sub_measure],
        "unit": [step.unit] if isinstance(step, Add) else [],
        "role_group": [step.role_group] if isinstance(step, Add) else [],
    }
    return next((key for kind, keys in ids.items() for key in keys if key not in names.ids(kind)), "")
