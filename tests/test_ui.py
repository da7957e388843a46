"""What the pages share: address, text that stays text, filters, the first start."""

import ast
import threading
from datetime import date
from pathlib import Path

import pytest
import streamlit as st

import etl
import language
from metrics import MonthBasis, Selection
from metrics.reference import Version
from ui import start, words
from ui.address import Address, read_address
from ui.html import plain
from ui.periods import plan_periods, quick_spans, so_far, span_words
from ui.upload_report import amount
from warehouse import create_warehouse, current_version

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "data" / "reference"
NB = language.get("nb")


# --- address -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(Address(), id="nothing chosen"),
        pytest.param(Address(lang="en", sub_measure="22.4", system="SYS-BOL"), id="one of each looked at"),
        pytest.param(
            Address(
                selection=Selection(
                    first=date(2019, 1, 1), last=date(2021, 12, 1), measures=("T22",), systems=("SYS-BEV", "none"),
                    plan="PV1", unit="cost_nok",
                )
            ),
            id="every kind of filter",
        ),
    ],
)  # fmt: skip
def test_an_address_comes_back_as_it_was_written(address: Address) -> None:
    assert read_address(address.to_query()) == (address, True)


def test_the_written_address_is_never_empty() -> None:
    assert Address().to_query() == {"lang": "nb"}


@pytest.mark.parametrize(
    "query", [{"lang": "xx"}, {"first": "2019-13"}, {"first": "2021-01", "last": "2019-01"}, {"unit": "euro"}]
)
def test_an_address_that_cannot_be_understood_says_so_and_chooses_everything(query: dict[str, str]) -> None:
    assert read_address(query) == (Address(), False)


# --- text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![x](http://evil.example/x.png)", r"\!\[x\]\(http\://evil\.example/x\.png\)"),
        ("a\nb :red[c] $d$", r"a b \:red\[c\] \$d\$"),
        ("timer 2024.xlsx", r"timer 2024\.xlsx"),
    ],
)
def test_text_of_a_file_is_shown_as_text(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    "path", sorted((*ROOT.glob("ui/*.py"), *ROOT.glob("pages/*.py"))), ids=lambda path: path.name
)
def test_no_text_of_a_reader_hides_inside_an_f_string(path: Path) -> None:
    """Babel does not look into f-strings, so such a text would stay Norwegian in English."""
    hidden = [
        call.lineno
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ("text", "plural")
    ]
    assert hidden == []


def test_each_light_has_a_shape_of_its_own() -> None:
    assert len(set(words.SHAPES.values())) == len(words.SHAPES) == 4


@pytest.mark.parametrize(("value", "shown"), [(11.75, "11,75"), (185.0, "185,0"), (0.1 + 0.2, "0,3")])
def test_a_sum_of_hours_hides_no_quarter(value: float, shown: str) -> None:
    assert amount("hours", value, NB) == shown


# --- filters -------------------------------------------------------------------------------------


def test_every_plan_period_year_and_tertial_is_a_quick_choice_once() -> None:
    months = tuple(date(year, month, 1) for year in (2023, 2024) for month in range(1, 13))
    available = MonthBasis(months, (), (), (), date(2024, 8, 1), 0.0, "hours")
    spans = quick_spans(
        available, [(date(2024, 1, 1), date(2024, 12, 1)), (date(2023, 1, 1), date(2025, 12, 1))]
    )
    told = [span_words(span, NB, so_far(available)) for span in spans]
    assert told == [
        "Alle måneder", "2024", "2023–2025", "Hittil i 2024",
        "2023", "1. tertial 2023", "2. tertial 2023", "3. tertial 2023",
        "1. tertial 2024", "2. tertial 2024", "3. tertial 2024",
    ]  # fmt: skip


def test_this_year_so_far_ends_with_the_last_released_month() -> None:
    assert so_far(MonthBasis((), (), (), (), date(2024, 8, 1), 0.0, "hours")) == (
        date(2024, 1, 1),
        date(2024, 8, 1),
    )
    assert so_far(MonthBasis((), (), (), (), None, 0.0, "hours")) is None


def test_only_adopted_baseline_plans_are_plan_periods() -> None:
    def version(key: str, kind: str, first: int, last: int, draft: bool = False) -> Version:
        return Version(
            key,
            kind,
            "complete",
            date(2018, 1, 1),
            date(first, 1, 1),
            date(last, 12, 1),
            True,
            False,
            draft=draft,
        )

    versions = [
        version("B", "baseline", 2023, 2025), version("A", "baseline", 2019, 2021),
        version("R", "revised", 2022, 2022), version("D", "baseline", 2026, 2028, draft=True),
    ]  # fmt: skip
    assert plan_periods(versions) == [
        (date(2019, 1, 1), date(2021, 12, 1)), (date(2023, 1, 1), date(2025, 12, 1)),
    ]  # fmt: skip


# --- first start ---------------------------------------------------------------------------------


def test_two_readers_at_the_first_start_load_the_sample_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, loads = tmp_path / "warehouse", []
    both_came = threading.Barrier(2, timeout=30)

    def load(uploads: object, where: Path, **_: object) -> None:
        loads.append(uploads)
        create_warehouse(where, REFERENCE)

    def visit() -> None:
        both_came.wait()
        start.ensure_warehouse(folder, NB)

    monkeypatch.setattr(etl, "load", load)
    st.cache_resource.clear()
    readers = [threading.Thread(target=visit) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(60)
    assert (len(loads), current_version(folder)) == (1, 1)


def test_an_emptied_warehouse_is_not_filled_with_the_sample_again(
    warehouse_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(etl, "load", lambda *_, **__: pytest.fail("the sample was loaded"))
    start.ensure_warehouse(warehouse_folder, NB)
