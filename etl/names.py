"""Every way of naming a sub-measure, unit, role group or plan version, looked up exactly; near misses are told."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from etl.cells import plain
from etl.errors import Unreadable
from etl.reference import Alias, Named, Reference

_NUMBER_WITH_COMMA = re.compile(r"\d+,\d+")
"""The sub-measure 4.1 as a text file writes it once Excel has taken it for a number."""


def name_key(text: Any) -> str:
    """A name as compared: lower case, one kind of hyphen, quotes left out."""
    tidy = plain(text).casefold().replace("–", "-").replace("—", "-").replace("«", "").replace("»", "")
    return " ".join(tidy.replace("-", " ").split())


@dataclass(frozen=True)
class Names:
    """Every way of naming something, looked up by exact key and, for aliases, by month."""

    reference: Reference

    def sub_measure(self, text: str, month: date) -> str:
        """:raises Unreadable: a measure's number, unknown, or not valid in that month."""
        key = name_key(text)
        found = self._named(key, month) or self._number_and_name(key, month)
        if found:
            return self._valid_sub_measure(found, month)
        measure = self._alias("measure", key, month)
        if measure:
            raise Unreadable("measure_not_sub_measure", name=text, measures=self._measure_numbers)
        raise self._unknown("unknown_sub_measure", text, self._sub_measure_names)

    def _named(self, key: str, month: date) -> str | None:
        found = self._exact_sub_measures.get(key) or self._alias("sub_measure", key, month)
        if found is None and _NUMBER_WITH_COMMA.fullmatch(key):
            return self._named(key.replace(",", "."), month)
        return found

    def _number_and_name(self, key: str, month: date) -> str | None:
        """«4.1 BOTT ØL»: a number with its own name behind it; nothing where the two do not go together."""
        number, _, name = key.partition(" ")
        found = self._named(number, month)
        return found if found and self._named(name.strip(" :.,"), month) == found else None

    def _valid_sub_measure(self, found: str, month: date) -> str:
        row = next(row for row in self.reference.sub_measures if row.id == found)
        if not row.valid_from <= month <= row.valid_to:
            raise Unreadable(
                "sub_measure_not_valid",
                name=found,
                first=f"{row.valid_from:%Y-%m}",
                last=f"{row.valid_to:%Y-%m}",
            )
        return found

    @cached_property
    def _exact_sub_measures(self) -> dict[str, str]:
        return {
            name_key(key): row.id
            for row in self.reference.sub_measures
            for key in (row.id, row.name_nb, row.name_en)
        }

    @cached_property
    def _sub_measure_names(self) -> list[str]:
        own = [row.id for row in self.reference.sub_measures]
        return own + [row.alias for row in self.reference.aliases if row.kind == "sub_measure"]

    @cached_property
    def _measure_numbers(self) -> str:
        return ", ".join(row.id for row in self.reference.sub_measures)

    @cached_property
    def _aliases(self) -> dict[tuple[str, str], list[Alias]]:
        found: dict[tuple[str, str], list[Alias]] = {}
        for row in self.reference.aliases:
            found.setdefault((row.kind, name_key(row.alias)), []).append(row)
        return found

    def alias_row(self, kind: str, text: str, month: date | None) -> Alias | None:
        rows = self._aliases.get((kind, name_key(text)), ())
        return next((row for row in rows if month is None or row.valid_from <= month <= row.valid_to), None)

    def _alias(self, kind: str, key: str, month: date | None) -> str | None:
        row = self.alias_row(kind, key, month)
        return row.target_id if row else None

    def simple(self, kind: str, rows: Iterable[Named], code: str) -> Callable[[str], str]:
        """A function from a name to the id of one of `rows`."""
        known = {
            name_key(key): row.id for row in rows for key in (row.id, row.name_nb, row.name_en, *row.also)
        }

        def resolve(text: str) -> str:
            found = known.get(name_key(text)) or self._alias(kind, name_key(text), None)
            if found is None:
                raise self._unknown(code, text, [row.name_nb for row in rows] + [row.id for row in rows])
            return found

        return resolve

    def plan_version(self, text: str) -> str:
        """:raises Unreadable: no such plan version."""
        rows = [Named(row.id, row.name_nb, row.name_en) for row in self.reference.plan_versions]
        return self.simple("plan_version", rows, "unknown_plan_version")(text)

    @staticmethod
    def _unknown(code: str, text: str, known: list[str]) -> Unreadable:
        from rapidfuzz import process

        near = process.extractOne(text, known, score_cutoff=70)
        return Unreadable(
            code, suggestion=near[0] if near else "", known=", ".join(dict.fromkeys(known[:30]))
        )
