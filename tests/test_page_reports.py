"""Rapporter in Streamlit's test harness, on a real small warehouse."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import language
from metrics import Selection
from reports.codes import stamp
from reports.figures import figure
from tests.test_pages import opened
from tests.test_pages import said as said_with_escapes
from tests.ui_warehouse import small_warehouse
from ui.reports_check import summary_words
from warehouse import new_version, open_reader

NB = language.get("nb")
ON = date(2026, 11, 25)
Q1 = Selection(first=date(2019, 1, 1), last=date(2019, 3, 1))


@pytest.fixture(autouse=True)
def _no_answers_of_another_test() -> Iterator[None]:
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "warehouse"
    monkeypatch.setenv("HANDLINGSROM_WAREHOUSE", str(found))
    return small_warehouse(found)


def said(app: AppTest) -> str:
    return said_with_escapes(app).replace("\\", "")


def errors(app: AppTest) -> str:
    return " ".join(str(one.value) for one in app.error).replace("\\", "")


def stamped(folder: Path, *names: str) -> list[str]:
    """The codes of figures of the first quarter."""
    with open_reader(folder) as reader:
        return [stamp(folder, figure(reader, name, Q1, NB, on=ON), "nb", ON) for name in names]


def correct_march(folder: Path) -> None:
    """22.4 used 45 hours in March at VM-ADM, not 30."""
    with new_version(folder) as version:
        version.con.execute(
            "update actual_effort set actual_hours = 45 where sub_measure_id = '22.4' and unit_id = 'VM-ADM'"
            " and period = '2019-03-01'"
        )


# --- Slå opp tallpass ---------------------------------------------------------------------------------


def test_a_code_is_opened_however_it_is_typed_and_says_what_changed(folder: Path) -> None:
    (code,) = stamped(folder, "months")
    typed = code.lower().replace("-", "")
    told = said(opened("reporting", code=typed))
    assert "Tallene gjelder fortsatt: ingenting i figuren er endret." in told
    assert "Slik den var, og slik den er nå" in told
    correct_march(folder)
    told = said(opened("reporting", code=f"Tallpass: {code}"))
    assert "celler i figuren er endret siden 25.11.2026." in told
    # Actual in March: 222 hours, and 15 more
    assert "222,0 237,0" in told
    assert "Slik den er nå" in told


def test_a_code_that_opens_nothing_says_why(folder: Path) -> None:
    (code,) = stamped(folder, "months")
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert "Koden er skrevet feil." in errors(opened("reporting", code=wrong))
    for path in (folder / "codes").iterdir():
        path.unlink()
    app = opened("reporting", code=code)
    assert f"Koden {code} er skrevet riktig, men er ukjent her." in errors(app)
    app.text_input(key="report_code_nb").set_value("tull").run()
    assert app.query_params["code"] == "tull"
    assert "Koden er skrevet feil." in errors(app)


# --- Sjekk en rapport ---------------------------------------------------------------------------------


def check(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    return app.file_uploader[0].set_value([(name, data, "text/csv") for name, data in files]).run()


def test_a_dropped_report_is_checked_code_by_code(folder: Path) -> None:
    codes = stamped(folder, "months", "units")
    data = " ".join([*codes, "TP-00000-000000"]).encode()
    app = check(opened("reporting", **{"del": "check"}), ("status.csv", " ".join(codes).encode()))
    assert "Tallene i alle 2 figurer gjelder fortsatt." in said(app)
    correct_march(folder)
    app = check(opened("reporting", **{"del": "check"}), ("status.csv", data), ("tom.csv", b"ingen koder"))
    told = said(app)
    assert "Av 3 figurer: 2 figurer er endret og 1 er ukjent her." in told
    assert "Ingen tallpass i tom.csv." in told
    for code in codes:
        assert re.search(rf"{code} ▲ endret", told)
    assert "○ ukjent her ikke laget her" in told
    assert "Last ned listen som Excel" in [one.label for one in app.get("download_button")]


def test_a_file_that_cannot_be_searched_or_has_no_code_says_so(folder: Path) -> None:
    app = check(opened("reporting", **{"del": "check"}), ("ødelagt.docx", b"PK\x03\x04 no package"))
    assert "ødelagt.docx kan ikke leses." in errors(app)
    assert summary_words([], NB) in said(app)
