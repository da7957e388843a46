"""Every colour can be read against its background and told apart without seeing hue (WCAG 2.2, 1.4.3 and 1.4.11)."""

from itertools import combinations

import pytest

from charts import DARK, LIGHT


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_computed_as_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@themes
@pytest.mark.parametrize("name", ["ink", "muted"])
def test_text_is_readable(theme, name):
    assert contrast(getattr(theme, name), theme.background) >= 4.5


@themes
@pytest.mark.parametrize("name", ["actual", "plan", "provisional", "uncovered", "over", "under", "line"])
def test_marks_are_visible(theme, name):
    assert contrast(getattr(theme, name), theme.background) >= 3.0


@themes
def test_marks_that_mean_different_things_differ_in_greyscale(theme):
    groups = [("over", "under"), ("actual", "uncovered"), ("actual", "background")]
    for one, other in [*groups, *combinations(("actual", "provisional", "background"), 2)]:
        assert contrast(getattr(theme, one), getattr(theme, other)) >= 1.5, (one, other)


@themes
def test_figures_on_the_strongest_tint_are_readable(theme):
    assert contrast(theme.ink, theme.tint) >= 4.5
