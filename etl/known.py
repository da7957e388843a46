"""Known exports: does a table have the columns of a profile, and what do they mean then?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from etl.across import Standing
from etl.mapping import AcrossUse, ColumnUse
from etl.mapping import Mapping as ColumnMapping
from etl.problems import Problem, error
from etl.profiles import Field, Profile, normal_header, profiles
from etl.tables import Header, RawTable

_TYPES = {
    "period": "period",
    "date": "date",
    "hours": "hours",
    "percent": "percent",
    "days": "number",
    "amount_nok": "money",
    "payroll_nok": "money",
    "direct_nok": "money",
    "persons": "count",
}
_AMOUNTS = ("hours", "percent", "days", "amount_nok", "payroll_nok", "direct_nok")


@dataclass(frozen=True)
class Fit:
    """A table measured against a profile. `columns` maps a field to its column, `dropped` are columns that are known
    and not used, `doubled` maps a field to the columns that could all be it."""

    profile: Profile
    columns: Mapping[str, int]
    dropped: frozenset[int]
    doubled: Mapping[str, tuple[int, ...]]
    missing: tuple[str, ...]
    months: int

    @property
    def score(self) -> int:
        return len(self.columns) + min(self.months, 1)


def header_names(header: Header) -> tuple[str, ...]:
    """What a column may be called: its last heading, then all of them joined."""
    if not header.texts:
        return ()
    return tuple(dict.fromkeys((normal_header(header.texts[-1]), normal_header(" ".join(header.texts)))))


def fit(profile: Profile, table: RawTable, across: Standing | None) -> Fit:
    """How well the table's headings fit the profile."""
    places: dict[str, list[int]] = {}
    for header in table.headers:
        for name in header_names(header):
            places.setdefault(name, []).append(header.at)
    columns: dict[str, int] = {}
    dropped: set[int] = set()
    doubled: dict[str, tuple[int, ...]] = {}
    for wanted in profile.fields:
        found = [name for name in wanted.headers if name in places]
        if wanted.type == "dropped":
            dropped.update(at for name in found for at in places[name])
        elif found:
            columns[wanted.name] = places[found[0]][0]
            if len(places[found[0]]) > 1:
                doubled[wanted.name] = tuple(places[found[0]])
    months = len(across.columns) if across and across.kind == "month" else 0
    return Fit(profile, columns, frozenset(dropped), doubled, _missing(profile, columns, months), months)


def _missing(profile: Profile, columns: Mapping[str, int], months: int) -> tuple[str, ...]:
    missing = [wanted.name for wanted in profile.required if wanted.name not in columns]
    if profile.one_of and not any(name in columns for name in profile.one_of):
        missing.append(profile.one_of[0])
    if profile.months_across and not months:
        missing.append("months")
    return tuple(missing)


def best_fits(fits: Iterable[Fit]) -> list[Fit]:
    """The complete fits that know most columns; more than one where several profiles fit equally well."""
    complete = [one for one in fits if not one.missing]
    best = max((one.score for one in complete), default=0)
    return [one for one in complete if one.score == best]


def missing_columns(fitted: Fit, table: RawTable) -> tuple[Problem, ...]:
    """One problem for each column that the profile needs and the table lacks."""
    place = {"sheet": table.sheet.name, "row": table.header_last + 1, "profile": fitted.profile.name}
    return tuple(
        error("missing_column", **place, wanted=_header_of(fitted.profile, name)) for name in fitted.missing
    )


def _header_of(profile: Profile, name: str) -> str:
    found = profile.field(name)
    return " / ".join(found.headers[:3]) if found else "jan., feb., …"


def mapping_of(fitted: Fit, table: RawTable) -> ColumnMapping:
    """The profile as a mapping of this table's columns; fields keep the profile's own names."""
    keys = {header.at: header.key for header in table.headers}
    profile = fitted.profile
    return ColumnMapping(
        profile.source,
        profile.kind,  # type: ignore[arg-type]
        tuple(ColumnUse(keys[at], name) for name, at in fitted.columns.items()),
        AcrossUse("month", "amount_nok") if profile.months_across else None,
        code_kind=profile.code_kind,
    )


def profile_of(mapping: ColumnMapping) -> Profile:
    """The profile by which the rows of a mapping are judged: the known one of its source and kind where the mapping has
    that profile's columns, else one made from the mapping."""
    made = _made(mapping)
    names = {use.field for use in mapping.columns}
    for known in profiles().values():
        alike = (known.source, known.kind) == (mapping.source, mapping.kind)
        if alike and all(wanted.name in names for wanted in known.required):
            fields = tuple(known.field(own.name) or own for own in made.fields)
            return replace(known, fields=fields, months_across=mapping.across is not None)
    return made


def _made(mapping: ColumnMapping) -> Profile:
    plan = mapping.kind in ("plan", "budget")
    names = list(dict.fromkeys(use.field for use in mapping.columns if use.field != "ignore"))
    amounts = [name for name in names if name in _AMOUNTS]
    if mapping.across and mapping.across.field not in amounts:
        amounts.append(mapping.across.field)
    fields = tuple(
        Field(
            name,
            _TYPES.get(name, "text"),  # type: ignore[arg-type]
            tuple(normal_header(use.key) for use in mapping.of(name)),
            required=name in ("period", "date"),
        )
        for name in names
    )
    own_hours = mapping.kind == "actual_hours"
    by_person_and_day = {"person", "date"} <= set(names)
    return Profile(
        name=mapping.source,
        title_nb=mapping.source,
        title_en=mapping.source,
        source=mapping.source,
        kind=mapping.kind or "actual_hours",
        replaces=("plan_version", "code")
        if plan
        else ("period", "code", *(["unit"] if "unit" in names else [])),
        fields=fields,
        one_of=tuple(amounts),
        control=amounts[0] if amounts else None,
        code_kind=mapping.code_kind,
        quality=("measured" if by_person_and_day else "estimated") if own_hours else None,
        months_across=mapping.across is not None,
    )
