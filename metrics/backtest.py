"""Three ways to look ahead, and how far each would have missed: exact arithmetic on months, without a warehouse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

METHODS = ("rest_plan", "pace", "trend")
"""restplan, takt, trend: the order in which they are shown."""
LEAST_MONTHS = 6
"""So many released months a forecast rests on at least, and so many the trend is the mean of."""

Months = Sequence[Fraction]
ZERO = Fraction(0)


@dataclass(frozen=True)
class Past:
    """How a method would have done. errors: forecast / actual − 1 at each earlier month, in order of the months.

    The other fields are None without errors: median_abs of their absolute values, p10 and p90 of the signed ones.
    """

    errors: tuple[Fraction, ...]
    median_abs: Fraction | None
    p10: Fraction | None
    p90: Fraction | None


def steps(method: str, actual: Months, planned: Months, ahead: Months) -> list[Fraction] | None:
    """Return what a method expects in each month ahead; None for the pace where nothing was planned to date.

    actual, planned: the released months; ahead: the plan of the months to come. All in the same unit.
    """
    if method == "trend":
        latest = actual[-LEAST_MONTHS:]
        return [sum(latest, ZERO) / len(latest)] * len(ahead)
    if method == "rest_plan":
        return list(ahead)
    due = sum(planned, ZERO)
    factor = sum(actual, ZERO) / due if due > 0 else None
    return None if factor is None else [amount * factor for amount in ahead]


def tested(method: str, actual: Months, planned: Months, plan_then: Mapping[int, Months]) -> Past:
    """Stand after each of the earlier months in `plan_then` and forecast the total that is known now.

    plan_then: number of months passed → the plan of the released months after them, as it was then. A total that is
    not above zero has no error in per cent, so nothing can be tested on it.
    """
    spent, due = [ZERO, *accumulate(actual)], [ZERO, *accumulate(planned)]
    errors = []
    for passed in sorted(plan_then) if spent[-1] > 0 else ():
        remaining = sum(plan_then[passed], ZERO)
        if method == "trend":
            latest = spent[passed] - spent[max(passed - LEAST_MONTHS, 0)]
            remaining = latest / min(passed, LEAST_MONTHS) * len(plan_then[passed])
        elif method == "pace":
            if due[passed] <= 0:
                continue
            remaining *= spent[passed] / due[passed]
        errors.append((spent[passed] + remaining) / spent[-1] - 1)
    if not errors:
        return Past((), None, None, None)
    sizes = [abs(error) for error in errors]
    return Past(
        tuple(errors),
        quantile(sizes, Fraction(1, 2)),
        quantile(errors, Fraction(1, 10)),
        quantile(errors, Fraction(9, 10)),
    )


def quantile(values: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return the value below which a share of the values lies, on the line between the two nearest ranks."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def band(estimate: Fraction, spent: Fraction, past: Past) -> tuple[Fraction, Fraction] | None:
    """Return where the total would end had the method missed as between the 10th and the 90th percentile.

    An error e says forecast = (1 + e) × actual, so the actual is forecast / (1 + e): a method that has been too high
    gives a band below its estimate. What is spent stays spent, so neither end lies under it unless the estimate does.
    None where nothing was tested, or where a forecast of nothing leaves no upper end.
    """
    if past.p10 is None or past.p90 is None or past.p10 <= -1:
        return None
    floor = min(spent, estimate)
    return max(estimate / (1 + past.p90), floor), max(estimate / (1 + past.p10), floor)
