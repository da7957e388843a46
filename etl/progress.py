"""How far a load has come, told to whoever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """A step begun on a file. step: read | publish | create | done; `done` of `total` steps are behind us."""

    file: str | None
    step: str
    done: int
    total: int


Listener = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """Tell nobody."""
