"""Some hundred damaged files of every format; `python -m tests.fuzz.run --count 20000` reads the full number."""

from etl.errors import FileRefused
from etl.guard import examine
from etl.read import read
from tests.fuzz.mutate import mutated
from tests.fuzz.run import run
from tests.fuzz.seeds import seeds

FILES = 400


def test_the_seeds_are_sound_but_for_what_lacks_a_table():
    for name, data in seeds().items():
        try:
            sheets = read(data, examine(data))
        except FileRefused as refused:
            raise AssertionError(name) from refused
        assert any(sheet.rows for sheet in sheets), name


def test_a_number_always_gives_the_same_file():
    assert mutated(seeds(), 7) == mutated(seeds(), 7)
    assert mutated(seeds(), 7) != mutated(seeds(), 8)


def test_damaged_files_are_read_or_refused():
    found = run(1_000_000, FILES)
    assert found.files >= FILES
    assert (found.tracebacks, found.lost, found.broken) == ({}, [], {})
    assert found.outcomes["read"] > FILES / 10
    assert found.outcomes["refused"] > FILES / 10
