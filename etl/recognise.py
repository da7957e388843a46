"""Which sheet, which header row, which profile, which column is what: found by header text, never by position."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from etl.errors import FileRefused, Unreadable, refuse
from etl.problems import Problem, error, info
from etl.profiles import Profile, names, normal_header, profiles
from etl.read import Sheet
from etl.values import MONTHS, blank, day, period, plain

HEADER_ROWS = 50


@dataclass(frozen=True)
class Title:
    """What the rows above the header say."""

    extracted: date | None = None
    released_through: date | None = None
    plan_version: str | None = None
    scale: int = 1


@dataclass(frozen=True)
class Layout:
    """A recognised table. Rows and columns count from 0 here; `months` maps a column to its header and month."""

    profile: Profile
    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    headers: Mapping[str, str]
    title: Title
    months: Mapping[int, tuple[str, date]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def recognise(sheets: list[Sheet], file_name: str, wanted: str | None) -> Layout:
    """The best fitting profile on the best fitting sheet.

    :raises FileRefused: no profile fits, several fit equally well, or a needed column is missing.
    """
    known = profiles()
    if wanted is not None and wanted not in known:
        raise refuse("unknown_profile", profile=wanted, known=names(known.values()))
    candidates = [known[wanted]] if wanted else list(known.values())
    fits = [fit for sheet in sheets for fit in _fits(sheet, candidates)]
    complete = [fit for fit in fits if not fit.missing]
    if not complete:
        raise _not_recognised(fits, candidates, wanted)
    best = max(fit.score for fit in complete)
    chosen = [fit for fit in complete if fit.score == best]
    if len({fit.profile.name for fit in chosen}) > 1:
        raise refuse("several_profiles", profiles=names(fit.profile for fit in chosen))
    first = min(chosen, key=lambda fit: fit.header)
    same = [fit for fit in complete if fit.profile is first.profile and _has_rows(fit)]
    on_sheets = dict.fromkeys(str(fit.sheet.name) for fit in (*chosen, *same))
    if len(on_sheets) > 1:
        raise refuse("several_sheets", sheets=", ".join(on_sheets))
    for other in same:
        if other.columns != first.columns:  # an equal header is a repeated one
            rows = sorted((first.header + 1, other.header + 1))
            raise refuse("several_tables", sheet=first.sheet.name, row=rows[0], other=rows[1])
    layout = _layout(first, file_name)
    unread = [str(sheet.name) for sheet in sheets if sheet is not first.sheet and _filled(sheet)]
    if unread:
        note = info("unused_sheets", sheets=", ".join(unread), used=str(first.sheet.name))
        return replace(layout, problems=(*layout.problems, note))
    return layout


def _has_rows(fit: "_Fit") -> bool:
    return any(not blank(cell) for row in fit.sheet.rows[fit.header + 1 :] for cell in row)


def _filled(sheet: Sheet) -> bool:
    return any(not blank(cell) for row in sheet.rows for cell in row)


@dataclass(frozen=True)
class _Fit:
    profile: Profile
    sheet: Sheet
    header: int
    columns: dict[str, int]
    doubled: tuple[str, ...]
    missing: tuple[str, ...]
    months: int

    @property
    def score(self) -> int:
        known = sum(1 for name in self.columns if not name.startswith("-"))
        return known + min(self.months, 1)


def _fits(sheet: Sheet, candidates: list[Profile]) -> Iterator[_Fit]:
    for number, row in enumerate(sheet.rows[:HEADER_ROWS]):
        texts = [normal_header(cell) if isinstance(cell, str) else "" for cell in row]
        if sum(1 for text in texts if text) < 2:
            continue
        months = sum(1 for cell in row if _month_number(cell))
        for profile in candidates:
            fit = _fit(profile, sheet, number, texts, months)
            if len(fit.columns) > 1:
                yield fit


def _fit(profile: Profile, sheet: Sheet, number: int, texts: list[str], months: int) -> _Fit:
    columns: dict[str, int] = {}
    doubled: list[str] = []
    for wanted in profile.fields:
        found = [text for text in wanted.headers if text in texts]
        if wanted.type == "dropped":
            columns.update({f"-{text}": texts.index(text) for text in found})
        elif found:
            columns[wanted.name] = texts.index(found[0])
            if texts.count(found[0]) > 1:
                doubled.append(found[0])
    missing = [wanted.name for wanted in profile.required if wanted.name not in columns]
    if profile.one_of and not any(name in columns for name in profile.one_of):
        missing.append(profile.one_of[0])
    if profile.months_across and not months:
        missing.append("months")
    return _Fit(profile, sheet, number, columns, tuple(doubled), tuple(missing), months)


def _not_recognised(fits: list[_Fit], candidates: list[Profile], wanted: str | None) -> FileRefused:
    """Names the missing columns where one profile nearly fits, else says that the layout is unknown."""
    near = max(fits, key=lambda fit: len(fit.columns) - 2 * len(fit.missing), default=None)
    if near is None or (not wanted and len(near.columns) < 2 * len(near.missing)):
        return refuse("unknown_layout", known=names(candidates))
    problems = [
        error(
            "missing_column",
            sheet=near.sheet.name,
            row=near.header + 1,
            profile=near.profile.name,
            wanted=_header_of(near.profile, name),
        )
        for name in near.missing
    ]
    return FileRefused(*problems)


def _header_of(profile: Profile, name: str) -> str:
    found = profile.field(name)
    return " / ".join(found.headers[:3]) if found else "jan., feb., …"


def _layout(fit: _Fit, file_name: str) -> Layout:
    sheet, row = fit.sheet, fit.sheet.rows[fit.header]
    if fit.doubled:
        place = {"sheet": sheet.name, "row": fit.header + 1}
        raise FileRefused(*(error("doubled_column", column=name, **place) for name in fit.doubled))
    columns = {name: at for name, at in fit.columns.items() if not name.startswith("-")}
    months = dict(_months(fit)) if fit.profile.months_across else {}
    used = {*fit.columns.values(), *months}
    unknown = [plain(cell) for at, cell in enumerate(row) if at not in used and not blank(cell)]
    skipped = [text for text in unknown if not re.search(r"(?i)tertial|tot|sum|kvartal", text)]
    notes = [info("unused_columns", sheet=sheet.name, row=fit.header + 1, columns=", ".join(skipped))]
    return Layout(
        fit.profile,
        sheet,
        fit.header,
        columns,
        {name: plain(row[at]) for name, at in columns.items()},
        read_title(sheet.rows[: fit.header], file_name),
        months,
        tuple(notes) if skipped else (),
    )


def _month_number(cell: Any) -> int | None:
    text = normal_header(cell) if isinstance(cell, str) else ""
    return MONTHS.get(text.split(" ")[0]) if text and re.fullmatch(r"[a-zæøå]+( \d{4})?", text) else None


def _months(fit: _Fit) -> Iterator[tuple[int, tuple[str, date]]]:
    """Month columns with their year: in the header itself, else in the nearest filled row above it."""
    row = fit.sheet.rows[fit.header]
    years = _years_above(fit.sheet, fit.header)
    for at, cell in enumerate(row):
        month = _month_number(cell)
        if month is None:
            continue
        own = re.search(r"\b(20\d{2})\b", plain(cell))
        year = int(own.group(1)) if own else years.get(at)
        if year is None:
            raise refuse("year_missing", sheet=fit.sheet.name, row=fit.header + 1, column=plain(cell))
        yield at, (plain(cell), date(year, month, 1))


def _years_above(sheet: Sheet, header: int) -> dict[int, int]:
    """The year over each column: a merged cell covers its columns, another one reaches to the next filled cell."""
    if header == 0:
        return {}
    years: dict[int, int] = {}
    above = fill_merged(sheet, header - 1)
    current: int | None = None
    for at, cell in enumerate(above):
        if not blank(cell):
            found = re.fullmatch(r"(?:år )?(20\d{2})", plain(cell).lower())
            current = int(found.group(1)) if found else None
        if current is not None:
            years[at] = current
    return years


def fill_merged(sheet: Sheet, number: int) -> list[Any]:
    """One row with the value of a merged rectangle in each of its cells."""
    row = list(sheet.rows[number])
    for (top, left), (bottom, right) in sheet.merged:
        if top <= number <= bottom:
            value = sheet.rows[top][left]
            for at in range(left, min(right, len(row) - 1) + 1):
                row[at] = value if blank(row[at]) else row[at]
    return row


_EXTRACTED = re.compile(r"(?i)^(uttrekk|utskrevet|uttaksdato|tatt ut|extracted|printed)\b[^0-9]*")
_RELEASED = re.compile(r"(?i)^(frigitt t\.?\s?o\.?\s?m\.?|released through)[\s:]*")
_VERSION = re.compile(r"(?i)^(?:plan)?versjon\s*:\s*(.+)$")
_FILE_DAY = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?([0-3]\d)(?!\d)")


def read_title(rows: list[list[Any]], file_name: str) -> Title:
    """Extraction date, release, plan version and scale, from the title rows or else the name of the file."""
    extracted = released = version = None
    scale = 1
    for row in rows:
        for at, cell in enumerate(row):
            if not isinstance(cell, str) or blank(cell):
                continue
            text = plain(cell)
            following = next((after for after in row[at + 1 :] if not blank(after)), None)
            extracted = extracted or _after(_EXTRACTED, text, following, _as_day)
            released = released or _after(_RELEASED, text, following, _as_month)
            found = _VERSION.match(text)
            version = version or (found.group(1).strip() if found else None)
            scale = _scale(text) or scale
    return Title(extracted or _day_in_name(file_name), released, version, scale)


def _after(label: re.Pattern[str], text: str, following: Any, read_as: Any) -> date | None:
    found = label.match(text)
    if not found:
        return None
    rest = text[found.end() :].strip(" :")
    return read_as(rest or following)


def _as_day(value: Any) -> date | None:
    try:
        return day(value) if isinstance(value, date | datetime) else day(plain(value).split(" ")[0])
    except Unreadable:
        return None


def _as_month(value: Any) -> date | None:
    try:
        return period(value).month
    except Unreadable:
        return None


def _scale(text: str) -> int | None:
    if re.search(r"(?i)\b(tall|beløp|alle tall)\b.*\b(tusen|1 ?000|tkr)\b", text):
        return 1000
    return 1_000_000 if re.search(r"(?i)\b(tall|beløp)\b.*\bmill", text) else None


def _day_in_name(file_name: str) -> date | None:
    for found in _FILE_DAY.finditer(file_name):
        try:
            return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
        except ValueError:
            continue
    return None
