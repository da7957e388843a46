"""A report is issued under a name and withdrawn: refused in words, told in the list of versions, its version kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import language
from etl import issue_report, withdraw_report
from etl.history import versions
from etl.import_errors import (
    ImportRefused,
    ReportInvalid,
    ReportNameTaken,
    UnknownReport,
)
from etl.refusal_wording import message
from metrics.issued import issued_reports, last_issued
from tests.etl_files import NATIONAL_ID
from tests.warehouses import empty_warehouse
from ui.imports_versions import action_words
from warehouse import list_versions, new_version, open_reader

NB = language.get("nb")
TODAY = date(2026, 11, 25)
CONTENT = {"recipe": {"title": "=1+1 <b>"}, "files": [{"name": "status.pptx", "codes": ["TP-1"]}]}


def issued(folder: Path, name: str = "Tertial 1", **other: Any) -> str:
    """Issue a report of the first version."""
    given: dict[str, Any] = {"lang": "nb", "version": 1, "selection": {"last": "2019-03"}, "content": CONTENT}
    given |= {"by": "Kari", "reviewed_by": "Ola", "reviewed_on": TODAY, **other}
    return issue_report(folder, name=name, **given)


def test_a_report_is_issued_withdrawn_and_its_name_is_free_again(warehouse_folder: Path) -> None:
    first, second = issued(warehouse_folder, " Tertial 1 "), issued(warehouse_folder, "Tertial 2")
    year = first[1:5]
    assert (first, second) == (f"R{year}-1", f"R{year}-2")
    withdraw_report(warehouse_folder, second, by="Per", why="Feil tall")
    third = issued(warehouse_folder, "tertial 2", by=None)
    with open_reader(warehouse_folder) as reader:
        newest, _, oldest = found = issued_reports(reader)
        last = last_issued(reader)
    assert [one.issue_id for one in found] == [third, second, first]
    assert (oldest.name, oldest.version, oldest.lang, oldest.issued_by) == ("Tertial 1", 1, "nb", "Kari")
    assert (oldest.reviewed_by, oldest.reviewed_on, oldest.withdrawn_at) == ("Ola", TODAY, None)
    assert (oldest.selection, oldest.content) == ({"last": "2019-03"}, CONTENT)
    assert newest.issued_by is None
    assert [(one.withdrawn_by, one.withdrawn_why) for one in found[1:]] == [
        ("Per", "Feil tall"),
        (None, None),
    ]
    assert last == newest
    told = [(action_words(one, NB), one.by) for one in versions(warehouse_folder)]
    assert told[:-1] == [
        ("rapporten «tertial 2» utstedt", None),
        ("rapporten «Tertial 2» trukket tilbake (Feil tall)", "Per"),
        ("rapporten «Tertial 2» utstedt", "Kari"),
        ("rapporten «Tertial 1» utstedt", "Kari"),
    ]


def test_the_version_of_a_withdrawn_report_is_still_kept(warehouse_folder: Path) -> None:
    issue_id = issued(warehouse_folder)
    withdraw_report(warehouse_folder, issue_id, by=None, why="Feil tall")
    for _ in range(3):
        with new_version(warehouse_folder, keep=2):
            pass
    assert [one.number for one in list_versions(warehouse_folder)] == [6, 5, 1]


@pytest.mark.parametrize(
    ("ask", "kind", "words"),
    [
        (lambda folder: issued(folder, "  "), ReportInvalid, "Rapporten må ha et navn. Ingenting er endret."),
        (
            lambda folder: issued(folder, "TERTIAL 1"),
            ReportNameTaken,
            "Rapporten {id} heter allerede «TERTIAL 1». Ingenting er utstedt.",
        ),
        (
            lambda folder: issued(folder, "Ny", reviewed_by=" "),
            ReportInvalid,
            "Skriv hvem som har gjennomgått rapporten, og når. Ingenting er endret.",
        ),
        (
            lambda folder: issued(folder, "Ny", version=99),
            ReportInvalid,
            "Versjonen av tallene som rapporten bygger på, finnes ikke lenger. Ingenting er endret.",
        ),
        (
            lambda folder: issued(folder, "Ny", content={"recipe": {"texts": {"T22": {"6": NATIONAL_ID}}}}),
            ReportInvalid,
            "En tekst ser ut til å inneholde et fødselsnummer. Skriv den uten. Ingenting er endret.",
        ),
        (
            lambda folder: withdraw_report(folder, "R1999-7", by=None, why="Feil"),
            UnknownReport,
            "Rapporten «R1999-7» finnes ikke. Disse finnes: {id}.",
        ),
        (
            lambda folder: withdraw_report(folder, first_of(folder), by=None, why=" "),
            ReportInvalid,
            "Skriv hvorfor rapporten trekkes tilbake. Ingenting er endret.",
        ),
    ],
)
def test_what_is_refused_is_said_and_changes_nothing(
    one_issued: Path, ask: Callable[[Path], object], kind: type[ImportRefused], words: str
) -> None:
    before = len(versions(one_issued))
    with pytest.raises(kind) as refused:
        ask(one_issued)
    assert message(refused.value, NB).startswith(words.format(id=first_of(one_issued)))
    assert len(versions(one_issued)) == before


@pytest.fixture(scope="module")
def one_issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = empty_warehouse(tmp_path_factory.mktemp("issued") / "warehouse")
    issued(folder)
    return folder


def first_of(folder: Path) -> str:
    """The id of the first report."""
    with open_reader(folder) as reader:
        return issued_reports(reader)[-1].issue_id
