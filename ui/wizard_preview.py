"""Forhåndsvis: the rows as they will be stored, their sums, the file's own totals against ours, what is replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

import streamlit as st

from etl.history import Replaced, replaces
from etl.mapping import Sight
from etl.wording import reason
from language import Language
from ui import html, upload_report, wizard_problems, wizard_words
from ui.view import View
from ui.wizard_files import Entry

_KINDS = {"sub_measure_id": "sub_measure", "unit_id": "unit", "role_group_id": "role_group", "process_id": "process",
          "system_id": "system", "plan_version_id": "plan_version"}  # fmt: skip
_MOST = 25
_HIDDEN = ("table", "coverage_key", "code_kind")
_FIRST = ("sheet", "source_row", "period", "snapshot_date", "plan_version_id")


def preview(entry: Entry, view: View) -> None:
    """Draw the step."""
    lang, sight = view.lang, entry.report.sight
    if entry.report.status == "question":
        st.info(lang.text("Svar på spørsmålene i «Sett opp» først. Da vises radene slik de vil bli lagret."))
        return
    if sight is None or not sight.stored:
        st.info(lang.text("Ingen rader kan lagres ennå. Se «Rett»."))
        return
    _counts(entry, lang)
    with st.container(key="wizard_stored"):
        _stored(sight, view)
    left, right = st.columns(2)
    with left:
        _sums(sight.by_month, lang.text("Sum per måned"), lang.text("Måned"), view)
    with right:
        _sums(sight.by_code, lang.text("Sum per kode"), lang.text("Kode"), view)
    _totals(sight, lang)
    _conversions(entry, sight, lang)
    _left_out(sight, lang)
    _replaced(entry, view)


def _counts(entry: Entry, lang: Language) -> None:
    pairs = upload_report.understood(entry.report, lang)
    wanted = (lang.text("Innhold"), lang.text("Periode"), lang.text("Rader"), lang.text("Summer"))
    html.facts([pair for pair in pairs if pair[0] in wanted])


def _stored(sight: Sight, view: View) -> None:
    """The first rows, each with the columns that any of them fills; amounts stand beside the month, in view."""
    lang = view.lang
    names = list(dict.fromkeys(name for row in sight.stored for name in row if name not in _HIDDEN))
    if len({row.get("sheet") for row in sight.stored}) == 1 and "sheet" in names:
        names.remove("sheet")
    names.sort(key=lambda name: (name not in _FIRST, not is_amount(name)))
    rows = [html.Row(tuple(cell(name, row.get(name), view) for name in names)) for row in sight.stored]
    heads = [wizard_words.stored_head(name, lang) for name in names]
    numbers = [place for place, name in enumerate(names) if name == "source_row" or is_amount(name)]
    html.table(heads, rows, caption=lang.text("De første radene slik de vil bli lagret"), numbers=numbers)


def is_amount(name: str) -> bool:
    """Whether a stored column counts something."""
    return name.endswith(("_hours", "_nok")) or name in ("persons", "items", "median_age_days")


def cell(name: str, value: str | None, view: View) -> str:
    """Return a stored value as a reader sees it: ids by name, months and amounts as they are written."""
    if value is None:
        return "–"
    if name in _KINDS:
        label = view.label(_KINDS[name], value)
        return f"{value} {label}" if name == "sub_measure_id" and label != value else label
    if name == "period":
        return wizard_words.month(value, view.lang)
    if name == "quality":
        return quality(value, view.lang)
    return figure(name, value, view.lang) if is_amount(name) else value


def quality(code: str, lang: Language) -> str:
    """Return how hours came about."""
    return {
        "measured": lang.text("målt"),
        "estimated": lang.text("anslått"),
        "allocated": lang.text("fordelt"),
    }.get(code, code)


def figure(name: str, text: str, lang: Language) -> str:
    """Return an amount as a reader writes it."""
    try:
        return upload_report.amount(name, Decimal(text), lang)
    except InvalidOperation:
        return text


def _sums(rows: Iterable[tuple[str, str | None, str, str]], caption: str, head: str, view: View) -> None:
    """Sums by month or code, one column per amount; the last row is the sum of the column."""
    lang = view.lang
    lines: dict[tuple[str, str | None], dict[str, str]] = {}
    for key, sub_measure, measure, amount in rows:
        lines.setdefault((key, sub_measure), {})[measure] = amount
    if not lines:
        return
    measures = list(dict.fromkeys(measure for line in lines.values() for measure in line))
    table = [
        html.Row((_line_name(key, view), *(figure(m, line[m], lang) if m in line else "–" for m in measures)))
        for key, line in lines.items()
    ]
    table.append(html.Row((lang.text("Sum"), *(_sum(lines.values(), m, lang) for m in measures)), "sum"))
    heads = [head, *(wizard_words.stored_head(measure, lang) for measure in measures)]
    html.table(heads, table, caption=caption, numbers=range(1, len(heads)))


def _line_name(key: tuple[str, str | None], view: View) -> str:
    code, sub_measure = key
    if sub_measure is None:
        month = wizard_words.month(code, view.lang)
        return month if month != code else code or view.lang.text("uten kode")
    named = cell("sub_measure_id", sub_measure, view)
    return named if code == sub_measure else f"{code} → {named}"


def _sum(lines: Iterable[Mapping[str, str]], measure: str, lang: Language) -> str:
    total = sum((Decimal(line[measure]) for line in lines if measure in line), Decimal(0))
    return upload_report.amount(measure, total, lang)


def _totals(sight: Sight, lang: Language) -> None:
    """Each total row of the file beside what we make of the same rows: both are shown, none is chosen silently."""
    if not sight.totals:
        html.paragraph(lang.text("Filen har ingen egen sum å sammenligne med."), "hr-basis")
        return
    rows = []
    for total in sight.totals:
        theirs, ours = Decimal(total["file_total"]), Decimal(total["our_total"])
        said = (
            lang.text("stemmer")
            if theirs == ours
            else lang.text("avvik {difference}", difference=lang.number(theirs - ours, 2, signed=True))
        )
        place = lang.text("rad {row}", row=total["row"])
        where = f"{total['sheet']}, {place}" if total["sheet"] else place
        rows.append(html.Row((total["label"], where, lang.number(theirs, 2), lang.number(ours, 2), said)))
    heads = [
        lang.text("Sum i filen"), lang.text("Sted"), lang.text("Filens tall"), lang.text("Vårt tall"),
        lang.text("Resultat"),
    ]  # fmt: skip
    html.table(heads, rows, caption=lang.text("Filens egne summer mot våre"), numbers=(2, 3))


def _conversions(entry: Entry, sight: Sight, lang: Language) -> None:
    """How effort became hours, each with its assumption; and what else was understood and may be worth a look."""
    heads = [lang.text("Omregning"), lang.text("Rader")]
    rows = [html.Row((text, lang.number(number, 0))) for text, number in sight.assumptions[:_MOST]]
    if rows:
        html.table(heads, rows, caption=lang.text("Slik er innsatsen regnet om til timer"), numbers=(1,))
    if len(sight.assumptions) > _MOST:
        st.caption(lang.text("De {n} vanligste omregningene vises.", n=_MOST))
    groups = [group for group in wizard_problems.groups(entry.report.problems) if group.severity == "info"]
    notes = [
        html.Row((wizard_problems.sentence(group.problems[0], lang), lang.number(len(group.problems), 0)))
        for group in groups
    ]
    if notes:
        heads = [lang.text("Merknad"), lang.text("Antall")]
        html.table(heads, notes, caption=lang.text("Verdt å vite"), numbers=(1,))


def _left_out(sight: Sight, lang: Language) -> None:
    """Every row that is not loaded although nothing is wrong with it, counted by its reason."""
    if not sight.left_out:
        return
    rows = [html.Row((reason(code, lang), lang.number(number, 0))) for code, number in sight.left_out]
    html.table(
        [lang.text("Grunn"), lang.text("Rader")],
        rows,
        caption=lang.text("Rader som ikke lastes inn"),
        numbers=(1,),
    )


def replaced(entry: Entry, view: View) -> Sequence[Replaced]:
    """Return the earlier imports that lose figures to the file."""
    sight, source = entry.report.sight, entry.report.source
    return replaces(view.folder, source, sight.coverage_keys) if sight and source else ()


def _replaced(entry: Entry, view: View) -> None:
    """Say which earlier imports lose figures to this one."""
    lang, found = view.lang, replaced(entry, view)
    if not found:
        st.write(
            lang.text("Filen erstatter ingenting: kilden har ikke sagt noe om disse månedene og kodene før.")
        )
        return
    rows = [
        html.Row((
            lang.text("Import {id}: {file}", id=one.import_id, file=one.file_name),
            lang.number(one.keys, 0),
            lang.number(one.hours),
            lang.number(one.payroll_nok + one.nok, 0),
        ))
        for one in found
    ]  # fmt: skip
    heads = [
        lang.text("Tidligere import"), lang.text("Måneder og koder"), lang.text("Timer som erstattes"),
        lang.text("Kroner som erstattes"),
    ]  # fmt: skip
    html.table(heads, rows, caption=lang.text("Dette blir erstattet"), numbers=(1, 2, 3))
