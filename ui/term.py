"""What is said of one term, and how terms are grouped."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One term. name: in the code and in docs/metrics.md; the texts are bokmål, translated where they are shown.

    label: what it is called on the screen. definition: one or two sentences. formula: how it is worked out; empty for
    what is no sum. unit: what it is counted in; empty for what is not counted.
    """

    name: str
    label: str
    definition: str
    formula: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Group:
    """Terms that belong together, under one heading."""

    heading: str
    terms: tuple[Term, ...]
