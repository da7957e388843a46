"""Steps on a page in Streamlit's test harness: widgets found by the label that a reader sees."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.ui_warehouse import small_warehouse
from warehouse import new_version

CODE = "990999001"
"""A sub-project that no table knows: 12 hours in January and 8 in February 2023, and 5 000 kr in February."""


def with_unplaced_code(folder: Path) -> Path:
    """A small warehouse with effort on a code that leads nowhere."""
    small_warehouse(folder)
    with new_version(folder) as version:
        con = version.con
        for number, kind in ((4, "actual_hours"), (5, "actual_cost")):
            con.execute(
                "insert into import_log by name select * replace (? as import_id, ? as kind, ? as source,"
                " ? as file_name) from import_log where import_id = 2",
                [number, kind, f"kilde_{number}", f"fil_{number}.xlsx"],
            )
        for month, hours in ((1, 12), (2, 8)):
            con.execute(
                "insert into actual_effort by name select 4 as import_id, ? as source_row, ? as coverage_key,"
                " ? as source_code, 'subproject' as code_kind, ?::date as period, ? as actual_hours,"
                " 'measured' as quality",
                [month + 1, f"2023-{month}", CODE, date(2023, month, 1), hours],
            )
        con.execute(
            "insert into actual_cost by name select 5 as import_id, 2 as source_row, '2023-2' as coverage_key,"
            " ? as source_code, 'subproject' as code_kind, date '2023-02-01' as period, 5000 as actual_nok",
            [CODE],
        )
        for table in ("actual_effort", "actual_cost"):
            con.execute(
                f"insert into coverage select distinct import_id, source, coverage_key from {table}"
                " join import_log using (import_id) where import_id in (4, 5)"
            )
    return folder


def field(widgets: Iterable[Any], label: str) -> Any:
    """The widget with a label."""
    found = [widget for widget in widgets if widget.label == label]
    assert found, [widget.label for widget in widgets]
    return found[0]


def press(app: AppTest, label: str) -> AppTest:
    """Click the button with a label."""
    return field(app.button, label).click().run()


def labels(app: AppTest) -> list[str]:
    """The labels of all buttons."""
    return [button.label for button in app.button]


def choose(app: AppTest, widgets: Iterable[Any], label: str, option: str) -> AppTest:
    """Choose the option whose text begins so in the list with a label."""
    widget = field(widgets, label)
    (found,) = {each for each in widget.options if each.startswith(option)}
    return widget.select(found).run()
