"""What each column of a table means: by the user's answer, a remembered mapping, a known profile, or a guess."""

from collections.abc import Sequence
from dataclasses import replace

from etl import headers, kinds
from etl.across import NAMES_ACROSS, AcrossColumn, label_of, measure_of, standing
from etl.applied import Applied, Meaning, Surroundings, finished, is_amount, lay, settle
from etl.content import Content, Known, look
from etl.errors import refuse
from etl.guess import guess
from etl.known import Fit, best_fits, fit, mapping_of, missing_columns, profile_of
from etl.mapping import SHEET_KEY, Question
from etl.mapping import Mapping as ColumnMapping
from etl.problems import error
from etl.profiles import Profile, names, profiles
from etl.reference import Reference
from etl.tables import RawTable
from etl.title import Title

__all__ = ["Meaning", "fingerprint", "matches", "understand_columns"]


def understand_columns(
    table: RawTable,
    reference: Reference,
    wanted: ColumnMapping | None,
    profile: str | None,
    title: Title,
    remembered: Sequence[ColumnMapping] = (),
    plan_version: str | None = None,
) -> Meaning:
    """The meaning of a table's columns. A `wanted` mapping without source and columns only answers what holds for the
    file: its kind, year and constants.

    :raises FileRefused: no profile is called `profile`.
    """
    sight = _look(table, reference, title)
    if wanted is not None and (wanted.columns or wanted.across or wanted.source):
        found = _as_chosen(sight, wanted)
    elif wanted is None and profile is not None:
        found = _as_profile(sight, profile)
    else:
        found = _unaided(sight, wanted, remembered)
    return _with_plan_version(found, reference, title, plan_version)


def _look(table: RawTable, reference: Reference, title: Title) -> Surroundings:
    known = Known(reference)
    contents = {header.at: look(table.column(header.at), known) for header in table.headers}
    levels = kinds.around(table, title)
    year = kinds.year_around(levels) or kinds.year_of_sums(table)
    hint = " ".join(text for texts in levels for text in texts)
    timed = any(
        headers.header_fields([text for text in header.texts[-1:] if text]).keys() & {"period", "date"}
        and contents[header.at].share("period", "date", "month", "small_month") >= 0.5
        for header in table.headers
    )
    return Surroundings(table, title, known, contents, standing(table, contents, hint, year, not timed), year)


def _unaided(
    sight: Surroundings, wanted: ColumnMapping | None, remembered: Sequence[ColumnMapping]
) -> Meaning:
    if wanted is not None:
        return _as_guessed(sight, wanted)
    for mapping in sorted(remembered, key=lambda one: -len(fingerprint(one))):
        if matches(mapping, sight.table):
            fresh = _anew(mapping)
            return finished(sight, lay(sight, fresh), profile_of(fresh), 0.95, "remembered")
    fits = best_fits(
        fit(profile, sight.table, sight.standing) for profile in profiles().values() if _said(profile, sight)
    )
    if len(fits) > 1:
        several = error(
            "several_profiles", sheet=sight.table.sheet.name, profiles=names(one.profile for one in fits)
        )
        first = _as_known(sight, fits[0])
        return replace(first, problems=(several, *first.problems))
    return _as_known(sight, fits[0]) if fits else _as_guessed(sight, None)


def _said(profile: Profile, sight: Surroundings) -> bool:
    """Whether the words around the table allow a profile whose columns any table of months could have."""
    if not profile.words:
        return True
    said = " ".join(text for texts in kinds.around(sight.table, sight.title) for text in texts)
    own = {(s.side, s.measure) for s in sight.standing.columns} if sight.standing else set()
    return (
        headers.says("|".join(rf"{word}\w*" for word in profile.words), said)
        and measure_of(said) != "hours"
        and not any(side == "actual" or measure == "hours" for side, measure in own)
    )


def fingerprint(mapping: ColumnMapping) -> tuple[str, ...]:
    """The keys of the columns that a mapping reads, and the kind of those side by side: the same for every file of the
    layout, whatever the order of its columns and whichever months it has."""
    keys = sorted(use.key for use in mapping.columns if use.field != "ignore" and use.key != SHEET_KEY)
    return (*keys, f"[{mapping.across.kind}]") if mapping.across else tuple(keys)


def matches(mapping: ColumnMapping, table: RawTable) -> bool:
    """Whether a table has every column that the mapping reads, with side-by-side columns where it has them."""
    present = {header.key for header in table.headers}
    used = {use.key for use in mapping.columns if use.field != "ignore" and use.key != SHEET_KEY}
    if not (used or mapping.across) or not used <= present:
        return False
    if mapping.across is None:
        return True
    contents = {header.at: Content(0, 0, {}, ()) for header in table.headers}
    times = standing(table, contents, "", None, True)
    if mapping.across.kind in ("person", *NAMES_ACROSS):
        return times is None and len(present - used) >= 2
    return times is not None


def _as_chosen(sight: Surroundings, wanted: ColumnMapping) -> Meaning:
    applied = lay(sight, wanted)
    present = {header.key for header in sight.table.headers} | {SHEET_KEY}
    for use in wanted.columns:
        if use.key not in present and use.field != "ignore":
            applied.problems.append(
                error(
                    "mapped_column_missing",
                    sheet=sight.table.sheet.name,
                    row=sight.table.header_last + 1,
                    wanted=use.key,
                )
            )
    return finished(sight, applied, profile_of(wanted), 1.0, "chosen")


def _as_profile(sight: Surroundings, name: str) -> Meaning:
    if name not in profiles():
        raise refuse("unknown_profile", profile=name, known=names(profiles().values()))
    fitted = fit(profiles()[name], sight.table, sight.standing)
    found = _as_known(sight, fitted)
    if not fitted.missing:
        return found
    return replace(found, score=0.0, problems=missing_columns(fitted, sight.table))


def _as_known(sight: Surroundings, fitted: Fit) -> Meaning:
    mapping = mapping_of(fitted, sight.table)
    applied = lay(sight, mapping)
    keys = {header.at: header.key for header in sight.table.headers}
    for name, at in fitted.doubled.items():
        examples = tuple(text for one in at for text in sight.contents[one].samples)[:5]
        applied.questions.append(
            Question("which_column", name, sight.table.sheet.name, tuple(keys[one] for one in at), examples)
        )
    if fitted.profile.quality == "estimated" and _says_plan(sight):
        applied.questions.append(
            Question("which_kind", None, sight.table.sheet.name, ("actual_hours", "plan"))
        )
    return finished(
        sight, applied, fitted.profile, 0.97, "profile", dict.fromkeys(fitted.dropped, "known_unused")
    )


def _says_plan(sight: Surroundings) -> bool:
    """Whether a sheet of hours calls itself a plan, which its columns do not."""
    return kinds.is_plan(kinds.kind_of((), "hours", kinds.around(sight.table, sight.title), False, False))


def _as_guessed(sight: Surroundings, wanted: ColumnMapping | None) -> Meaning:
    kind = wanted.kind if wanted else None
    year = wanted.year if wanted else None
    work, mapping = guess(sight.table, sight.title, sight.contents, sight.known, sight.standing, kind, year)
    if wanted:
        mapping = replace(mapping, sign=wanted.sign, constants={**mapping.constants, **wanted.constants})
    columns = [AcrossColumn(s.at, s.label, s.heading.span(work.year)) for s in work.stands]
    columns += [AcrossColumn(header.at, label_of(header), header.texts[-1]) for header in work.named]
    applied = Applied(mapping, dict(work.uses), columns, dict(work.subtotals), work.questions, work.problems)
    if not work.problems:
        settle(sight, applied)
    found = finished(sight, applied, profile_of(mapping), 0.0, "not_used", work.left, work.reasons)
    certain = any(reason[0] >= 0.5 for at, reason in work.reasons.items() if is_amount(work.uses.get(at)))
    keys = any(not is_amount(use) for use in work.uses.values())
    return found if certain or columns or keys else replace(found, score=0.0)


def _anew(mapping: ColumnMapping) -> ColumnMapping:
    """A remembered mapping without the month and year of the file that it was made for."""
    constants = {name: text for name, text in mapping.constants.items() if name != "period"}
    return replace(mapping, year=None, constants=constants)


def _with_plan_version(
    found: Meaning, reference: Reference, title: Title, plan_version: str | None
) -> Meaning:
    said = plan_version or title.plan_version or found.constants.get("plan_version")
    has_column = any(use.field == "plan_version" for use in found.uses.values())
    if not kinds.is_plan(found.mapping.kind) or said or has_column or not found.score:
        return found
    choices = tuple(row.id for row in reference.plan_versions)
    return replace(found, questions=(*found.questions, Question("plan_version", None, choices=choices)))
