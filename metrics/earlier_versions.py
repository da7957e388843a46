"""The newest version of the warehouse beside an earlier one: what it hides for privacy is hidden there, too."""

from typing import Any
from weakref import WeakKeyDictionary

from metrics.engine import Reader, forget

_newest: WeakKeyDictionary[Any, Reader] = WeakKeyDictionary()


def guard(earlier: Reader, newest: Reader) -> None:
    """Hide of an earlier version what the newest one hides, too, since the two can be read side by side.

    Answers about the earlier version that were given until now may show more than they should: the metrics forget
    theirs here, and whoever keeps others must do the same.
    """
    before = newest_beside(earlier)
    if earlier.version == newest.version or (before is not None and before.version == newest.version):
        return
    _newest[earlier] = newest
    forget(earlier)


def newest_beside(reader: Reader) -> Reader | None:
    """Return the newest version that an earlier one is shown beside; None where it is shown alone."""
    return _newest.get(reader)
