"""Where is the header, and what does it say? Title rows, several rows, merged, doubled, empty names."""

from collections.abc import Sequence
from typing import Any

from tests.layouts.facts import SMALL
from tests.layouts.grid import Grid
from tests.layouts.rows import HEADER, fact_rows, plain
from tests.layouts.trap import column_answer, right, trap
from tests.layouts.workbooks import xlsx

THEME = "Overskrift"
ROWS = fact_rows()


def _trap(id: str, what: str, rows: Sequence[Sequence[Any]], **more: Any) -> None:  # noqa: A002 - the word of the registry
    more.setdefault("expected", right())
    grid = Grid(rows, "Timer", merged=more.pop("merged", ()))
    trap(id, THEME, what, f"{id}.xlsx", lambda: xlsx([grid]), **more)


def _titles(count: int) -> list[list[Any]]:
    """Title rows as reports have them: most of them empty, some with a label and a value."""
    labels = [["Timeoversikt administrasjonen"], [], ["Uttrekk:", "15.04.2024"], ["Utvalg:", "Alle enheter"]]
    return [labels[number] if number < len(labels) else [] for number in range(count)]


_trap("header_row_1", "Overskriften står på rad 1", [HEADER, *ROWS])
for _row in (5, 12, 30, 50):
    _trap(
        f"header_row_{_row}",
        f"Overskriften står på rad {_row}, under tittelrader",
        [*_titles(_row - 1), HEADER, *ROWS],
    )
_trap(
    "header_indented",
    "Tabellen begynner i kolonne D",
    [[], *[[None, None, None, *row] for row in [HEADER, *ROWS]]],
)
_trap(
    "header_two_rows",
    "Overskrift over to rader",
    [
        ["", "Organisasjon", "", "Aktivitet", "Forbruk"],
        ["Periode", "Avdeling", "Rollegruppe", "Deltiltak", "Timer"],
        *ROWS,
    ],
)
_trap(
    "header_two_rows_merged",
    "Overskrift over to rader med sammenslåtte celler",
    [
        ["Periode", "Organisasjon", None, "Aktivitet", "Forbruk"],
        [None, "Avdeling", "Rollegruppe", "Deltiltak", "Timer"],
        *ROWS,
    ],
    merged=(((0, 0), (1, 0)), ((0, 1), (0, 2))),
)
_trap(
    "header_three_rows",
    "Overskrift over tre rader",
    [
        ["Rapport", "Sted", "Sted", "Arbeid", "Arbeid"],
        ["", "Organisasjon", "", "Aktivitet", "Forbruk"],
        ["Periode", "Avdeling", "Rollegruppe", "Deltiltak", "Timer"],
        *ROWS,
    ],
)
_trap(
    "header_line_breaks",
    "Linjeskift og mellomrom i overskriften",
    [["Periode", "Avdeling\n", "Rolle-\ngruppe", " Del\u00adtiltak ", "Antall\n timer"], *ROWS],
)
_trap(
    "header_split_in_words",
    "Ett kolonnenavn delt på to rader: «Antall» over «timer»",
    [["", "", "Rolle", "", "Antall"], ["Periode", "Avdeling", "gruppe", "Deltiltak", "timer"], *ROWS],
)
_trap(
    "header_double_names",
    "To kolonner heter «Avdeling»: id og navn",
    [
        ["Periode", "Avdeling", "Avdeling", "Deltiltak", "Antall timer"],
        *(
            [
                f"{each.month:%Y-%m}",
                each.unit,
                {"VM-ADM": "Museumsadministrasjonen", "VM-INH": "Institutt for naturhistorie"}[each.unit],
                each.sub,
                plain(each.amount),
            ]
            for each in SMALL
        ),
    ],
)
_trap(
    "header_double_hours",
    "To kolonner heter «Timer»: hvilken gjelder?",
    [["Periode", "Avdeling", "Deltiltak", "Timer", "Timer"], *([*row[:2], *row[3:], 1] for row in ROWS)],
    question="which_column",
    answer=column_answer("timer [E]", field="ignore"),
)
_trap(
    "header_empty_name",
    "En kolonne uten navn, med merknader",
    [
        ["Periode", "Avdeling", None, "Deltiltak", "Antall timer"],
        *([*row[:2], "se notat", *row[3:]] for row in ROWS),
    ],
)
_trap(
    "header_no_name_for_hours",
    "Timekolonnen har ikke noe navn",
    [["Periode", "Avdeling", "Rollegruppe", "Deltiltak", None], *ROWS],
    question="unit",
    answer=column_answer("[E]", field="hours", unit="hours"),
)
_trap(
    "header_abbreviated",
    "Forkortede navn: «Mnd», «K-sted», «Ant. timer»",
    [
        ["Mnd.", "K-sted", "Delt.", "Ant. timer"],
        *([row[0], {"VM-ADM": "99310100", "VM-INH": "99310200"}[row[1]], *row[3:]] for row in ROWS),
    ],
)
_trap(
    "header_english",
    "Engelske kolonnenavn",
    [["Period", "Department", "Role group", "Sub-measure", "Hours worked"], *ROWS],
)
_trap(
    "header_reordered",
    "Kolonnene i en annen rekkefølge, med ukjente kolonner imellom",
    [
        ["Antall timer", "Kommentar", "Deltiltak", "Bilagsnr", "Periode", "Avdeling"],
        *([row[4], "ok", row[3], 4711, row[0], row[1]] for row in ROWS),
    ],
)
_trap(
    "header_below_50",
    "Overskriften står på rad 61: utenfor de 50 første radene",
    [*_titles(60), HEADER, *ROWS],
    expected=None,
    refusal="unknown_layout",
)
_trap(
    "data_above_header",
    "En datarad over overskriften: den leses ikke, og det blir sagt",
    [["2024-01", "VM-ADM", "ADM", "4.1", 5], HEADER, *ROWS],
    says=["rows_outside_tables"],
)
_trap(
    "vertical_merge",
    "Måned og enhet står én gang, i sammenslåtte celler nedover",
    [
        HEADER,
        *(
            [None if number % 4 else row[0], None if number % 2 else row[1], row[2], row[3], row[4]]
            for number, row in enumerate(
                sorted(fact_rows(), key=lambda row: (row[0], row[1], row[3]))
            )
        ),
    ],
    merged=(
        *(((1 + 4 * group, 0), (4 + 4 * group, 0)) for group in range(3)),
        *(((1 + 2 * group, 1), (2 + 2 * group, 1)) for group in range(6)),
    ),
)  # fmt: skip
_trap(
    "prefilled_rows",
    "Forhåndsutfylte rader uten timer",
    [HEADER, *ROWS, *[[f"2024-{month:02}", "VM-ADM", "ADM", "4.1", None] for month in range(4, 13)]],
    expected=right(no_figures=9),
)
_trap(
    "repeated_page_header",
    "Overskriften gjentas på hver side, med sidenummer",
    [
        HEADER,
        *ROWS[:5],
        ["Side 1 av 3"],
        HEADER,
        *ROWS[5:9],
        ["Side 2 av 3"],
        HEADER,
        *ROWS[9:],
        ["Side 3 av 3"],
    ],
    expected=right(repeated_header=2, note_row=3),
)
_trap(
    "blank_rows_between",
    "Tomme rader mellom gruppene",
    [HEADER, *ROWS[:4], [], *ROWS[4:8], [], [], *ROWS[8:]],
    expected=right(blank_row=3),
)
_trap(
    "footer_notes",
    "Merknader under tabellen",
    [HEADER, *ROWS, [], ["Kilde: timeregistrering"], ["* foreløpige tall"]],
    expected=right(blank_row=1, note_row=2),
)
