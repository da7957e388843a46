"""Which sheet? Covers, pivots, parameters, copies, summaries, hidden ones; far too large ones."""

from collections.abc import Sequence
from typing import Any

from etl.own_sheets import NOT_READ
from tests.layouts.facts import SMALL, total
from tests.layouts.grid import Cell, Grid
from tests.layouts.rows import HEADER, fact_rows, plain
from tests.layouts.trap import mapping_answer, right, trap
from tests.layouts.workbooks import xlsx

THEME = "Ark"
DATA = Grid([HEADER, *fact_rows()], "Data")
_PARAMETER_ROWS: list[list[Any]] = [["Parameter", "Verdi"], ["Periode fra", 202401], ["Periode til", 202403]]
COVER = Grid(
    [["Timerapport 2024"], [], ["Utarbeidet av", "Økonomiseksjonen"], ["Dato", "01.04.2024"]], "Forside"
)
PARAMETERS = Grid(_PARAMETER_ROWS, "Parametre")
PIVOT_ROWS: list[list[Any]] = [
    ["Summer av Antall timer", "Kolonneetiketter", None, None],
    ["Radetiketter", "4.1", "4.5", "Totalsum"],
    ["2024-01", 19.5, 23.25, 42.75],
    ["2024-02", 23.5, 36, 59.5],
    ["2024-03", 15.5, 31.75, 47.25],
    ["Totalsum", 58.5, 91, 149.5],
]
CODES: list[list[Any]] = [["Kode", "Navn"], ["4.1", "BOTT ØL"], ["4.5", "BEVISST"], *[[None, None]] * 10]
SUMS: list[list[Any]] = [
    ["Måned", "Sum"],
    ["jan", 42.75],
    ["feb", 59.5],
    ["mars", 47.25],
    *[[None, None]] * 9,
]
BY_MONTH = [[each for each in SMALL if each.month.month == month] for month in (1, 2, 3)]


def _trap(id: str, what: str, grids: Sequence[Grid], **more: Any) -> None:  # noqa: A002 - the word of the registry
    more.setdefault("expected", right())
    trap(id, THEME, what, f"{id}.xlsx", lambda: xlsx(grids), **more)


_trap("sheet_cover", "Forside foran dataarket", [COVER, DATA])
_trap("sheet_parameters", "Parameterark foran og bak dataarket", [PARAMETERS, DATA, COVER])
_trap(
    "sheet_pivot", "Ekte pivottabell på det første arket", [Grid(PIVOT_ROWS, "Pivot", pivot=True), DATA]
)  # fmt: skip
_trap("sheet_pivot_pasted", "Pivottabell limt inn som verdier", [Grid(PIVOT_ROWS, "Oversikt"), DATA])
_trap(
    "sheet_months",
    "Tre ark med samme kolonner er én tabell",
    [
        Grid([HEADER, *fact_rows(part)], name)
        for part, name in zip(BY_MONTH, ("Jan", "Feb", "Mars"), strict=True)
    ],
    in_child=True,
)
_trap(
    "sheet_months_moved",
    "Flere ark med samme kolonner, der overskriften står på ulike rader og kolonnene i ulik rekkefølge",
    [
        Grid([HEADER, *fact_rows(BY_MONTH[0])], "Jan"),
        Grid([["Timer februar"], [], HEADER, *fact_rows(BY_MONTH[1])], "Feb"),
        Grid([list(HEADER)[::-1], *[row[::-1] for row in fact_rows(BY_MONTH[2])]], "Mars"),
    ],
)
_trap(
    "sheet_summary",
    "Sammendrag som gjentar dataene",
    [
        Grid(
            [
                ["Deltiltak", "Antall timer"],
                *(
                    [sub, plain(total(each for each in SMALL if each.sub == sub))]
                    for sub in ("4.1", "4.5")
                ),
                ["Totalt", 149.5],
            ],
            "Sammendrag",
        ),
        DATA,
    ],
)  # fmt: skip
_trap(
    "sheet_summary_same_columns",
    "Årsark med samme rader som månedsarkene til sammen: månedene leses, året ikke",
    [
        Grid([HEADER, *fact_rows()], "Hele året"),
        *(
            Grid([HEADER, *fact_rows(part)], name)
            for part, name in zip(BY_MONTH, ("Jan", "Feb", "Mars"), strict=True)
        ),
    ],
    says=["unused_sheets"],
)
_trap(
    "sheet_copy",
    "En kopi av dataarket, «Data (2)», leses ikke",
    [DATA, Grid(DATA.rows, "Data (2)")],
    says=["unused_sheets"],
)
_trap(
    "sheet_hidden",
    "Dataarket er skjult bak en forside",
    [COVER, Grid(DATA.rows, "Data", hidden=True)],
    says=["hidden_sheet_read"],
)
_trap(
    "rows_hidden",
    "Skjulte rader leses, og det blir sagt",
    [Grid(DATA.rows, "Data", hidden_rows=frozenset({3, 4, 9}))],
    says=["hidden_rows_read"],
)
_trap(
    "columns_hidden",
    "Timekolonnen er skjult; den leses, og det blir sagt",
    [
        Grid(
            [[*row, note] for row, note in zip(DATA.rows, ["Merknad", *["x"] * 12], strict=True)],
            "Data",
            hidden_columns=frozenset({4}),
        )
    ],
    says=["hidden_columns_read"],
)
_trap(
    "sheet_changed_copy",
    "En kopi av dataarket der ett tall er endret: hvilket ark gjelder? Spørsmål",
    [DATA, Grid([*DATA.rows[:-1], [*DATA.rows[-1][:4], 99]], "Data (2)")],
    question="which_sheet",
    answer=mapping_answer(sheets=("Data",)),
)
_trap(
    "sheet_own",
    "Våre egne ark (hjelp, koder, feilliste) leses aldri, selv om de viser en ferdig rad",
    [Grid([[NOT_READ["nb"]], [], HEADER, *fact_rows()], "Hjelp"), DATA],
)
_trap("sheet_empty", "Tomme ark rundt dataarket", [Grid([], "Ark1"), DATA, Grid([], "Ark3")])
_trap(
    "sheet_declared_huge",
    "Arket sier at det går til XFD1048576, men har tolv rader",
    [Grid(DATA.rows, "Data", declared="A1:XFD1048576")],
)
_trap(
    "sheet_styled_far",
    "Tomme, formaterte celler ned til rad 5 000",
    [Grid(DATA.rows, "Data", styled_to=5000)],
)
_trap(
    "sheet_far_cell",
    "Én tom celle med format langt utenfor tabellen",
    [Grid([*DATA.rows, *[[]] * 900, [*[None] * 40, Cell(None, format="0.00")]], "Data")],
)
_trap(
    "side_table",
    "En sidetabell til høyre for dataene",
    [
        Grid(
            [
                [*row, None, *side]
                for row, side in zip(
                    DATA.rows,
                    CODES,
                    strict=True,
                )
            ],
            "Data",
        )
    ],
)
_trap(
    "side_table_left",
    "En sidetabell til venstre for dataene",
    [
        Grid(
            [
                [*side, None, *row]
                for row, side in zip(
                    DATA.rows,
                    CODES,
                    strict=True,
                )
            ],
            "Data",
        )
    ],
)
_trap(
    "side_table_with_hours",
    "En liten sumtabell ved siden av, med egne timer",
    [
        Grid(
            [
                [*row, None, *side]
                for row, side in zip(
                    DATA.rows,
                    SUMS,
                    strict=True,
                )
            ],
            "Data",
        )
    ],
)
