"""Search: by name, number, other name and source code, exact before begun before contained before alike."""

from pathlib import Path

import pytest

from metrics import names
from metrics.search import KINDS, Hit, search
from tests.warehouses import empty_warehouse
from warehouse import Reader, new_version, open_reader


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("search") / "warehouse"
    empty_warehouse(folder)
    return open_reader(folder)


def found(reader: Reader, text: str, limit: int = 10) -> list[tuple[str, str]]:
    return [(hit.kind, hit.key) for hit in search(reader, text, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("22.4", ("sub_measure", "22.4"), id="number of a sub-measure"),
        pytest.param("22", ("measure", "T22"), id="number of a measure"),
        pytest.param("Tiltak 22", ("measure", "T22"), id="a measure as it is spoken of"),
        pytest.param("tiltak 20", ("measure", "T22"), id="an alias that the source uses"),
        pytest.param("sys-bev", ("system", "SYS-BEV"), id="an id in small letters"),
        pytest.param("museumsadministrasjonen", ("unit", "VM-ADM"), id="a unit in small letters"),
        pytest.param("museum administration", ("unit", "VM-ADM"), id="in English"),
        pytest.param("990123002", ("sub_measure", "4.2"), id="a source code"),
        pytest.param("V22BEV", ("sub_measure", "22.4"), id="a code of the analysis"),
        pytest.param("Kontorsjef", ("role_group", "KSJEF"), id="a role group by another name"),
    ],
)
def test_the_thing_that_is_meant_comes_first(reader: Reader, text: str, first: tuple[str, str]) -> None:
    assert found(reader, text)[0] == first


def test_every_sub_measure_and_the_system_of_a_name_are_found_once(reader: Reader) -> None:
    hits = found(reader, "BEVISST")
    assert hits == [("sub_measure", "22.4"), ("sub_measure", "4.5"), ("system", "SYS-BEV")]


def test_the_text_that_fitted_is_told_where_the_name_does_not_show_it(reader: Reader) -> None:
    assert search(reader, "V22BEV") == (Hit("sub_measure", "22.4", "V22BEV", 100.0),)
    assert search(reader, "SYS-BEV")[0].matched == ""


@pytest.mark.parametrize("text", ["bevist", "Bevissst", "interkontroll", "epforte"])
def test_a_name_that_is_spelt_wrong_is_found_by_likeness(reader: Reader, text: str) -> None:
    expected = {"b": "BEVISST", "i": "Helhetlig internkontroll", "e": "ePhorte"}[text[0].lower()]
    hits = search(reader, text)
    assert hits
    assert any(expected in text for text in told(reader, hits))
    assert all(hit.score < 70 for hit in hits)


def told(reader: Reader, hits: tuple[Hit, ...]) -> list[str]:
    return [names(reader).pair(hit.kind, hit.key)[0] for hit in hits]


@pytest.mark.parametrize("text", ["", "   ", "–", "zzzzzz", "990123999", "x" * 100])
def test_what_is_not_there_is_not_found(reader: Reader, text: str) -> None:
    """A code that is nearly the same is another code."""
    assert search(reader, text) == ()


def test_whatever_has_a_number_that_begins_so_is_found_after_the_exact_one(reader: Reader) -> None:
    hits = search(reader, "22", 20)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {hit.key for hit in hits} >= {"T22", *(f"22.{n}" for n in range(1, 8))}


def test_no_more_hits_than_asked_for(reader: Reader) -> None:
    assert len(search(reader, "22", 3)) == 3


def test_every_id_of_the_reference_tables_finds_itself_first(reader: Reader) -> None:
    known = names(reader)
    missed = [
        (kind, key) for kind in KINDS for key in known.ids(kind) if (kind, key) not in found(reader, key, 3)
    ]
    assert missed == []


def test_likeness_is_read_anew_for_each_version(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    empty_warehouse(folder)
    with open_reader(folder) as one:
        assert search(one, "Ny enhet") == ()
    with new_version(folder) as version:
        version.con.execute("update unit set name_nb = 'Ny enhet' where unit_id = 'VM-NLD'")
    with open_reader(folder) as two:
        assert found(two, "ny enhet") == [("unit", "VM-NLD")]
