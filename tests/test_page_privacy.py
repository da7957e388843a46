"""Pages under filters that single out a small group: the words instead of its figures, and never «nan»."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from etl.reconcile import enter_total
from tests.ui_warehouse import small_warehouse
from warehouse import new_version

ROOT = Path(__file__).parent.parent
SECONDS = 60
GROUP = {"units": "VM-INH", "role_groups": "KSJEF"}
MONTHS = tuple(date(2019, month, 1) for month in (1, 2, 3))


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One head of office with 40 hours a month, and a large administration."""
    found = tmp_path / "warehouse"
    monkeypatch.setenv("HANDLINGSROM_WAREHOUSE", str(found))
    small_warehouse(found)
    with new_version(found) as version:
        version.con.execute(
            "update actual_effort set persons = case role_group_id when 'ADM' then 10 else 1 end"
        )
    return found


def said(page: str, **query: str) -> str:
    """Everything that the page says, in text, tables and table twins, without tags."""
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    parts = []
    for element in app.main:
        held: Any = getattr(element, "value", None)
        found = held.to_string() if hasattr(held, "to_string") else held or getattr(element, "body", "")
        parts.append(str(found))
    text = re.sub(r"<[^>]+>", " ", " ".join(parts))
    return re.sub(r"\s+", " ", text).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", ["overview", "measures", "systems", "capacity"])
def test_a_page_says_hidden_and_shows_no_figure_of_a_small_group(page: str) -> None:
    text = said(page, **GROUP)
    assert "skjult av personvernhensyn" in text
    # 40 a month, 120 in all, 80 after two months; its plan is 0.
    assert not re.search(r"(?<![\d.,:])(40|80|120)(,0)?(?= t\b| timer|\s|$)(?! %)", text), text
    assert not re.search(r"\b(nan|NaN)\b", text)


@pytest.mark.usefixtures("folder")
def test_a_large_group_and_a_whole_role_group_are_shown() -> None:
    assert "skjult" not in said("overview", role_groups="KSJEF")
    text = said("overview", units="VM-ADM", role_groups="ADM")
    assert "546 t" in text  # (50 + 30 + 90 + 12) × 3


@pytest.mark.usefixtures("folder")
def test_figures_of_one_quality_stand_without_a_plan() -> None:
    text = said("overview", qualities="estimated")
    assert "bare en del av de faktiske tallene er valgt" in text
    assert not re.search(r"\b(nan|NaN)\b", text)


def test_avstemming_shows_no_amount_of_a_small_unit_where_a_unit_alone_is_protected(folder: Path) -> None:
    """The head of office is the only one of her unit: 120 hours are loaded, and the ledger has 100."""
    enter_total(
        folder, "own_hours", MONTHS[0], MONTHS[-1], Decimal(100), "hours", "kari", cost_centre="VM-INH"
    )
    assert "100,00 t" in said("reconciliation")
    with new_version(folder) as version:
        version.con.execute("update constant set value = 2 where name = 'small_group_scope'")
    text = said("reconciliation")
    assert "skjult av personvernhensyn" in text
    assert not re.search(r"(100|120|20),00 t", text), text
