"""Tallpass: a figure has one code, a code opens its figure, and what has changed since is found cell by cell."""

import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import language
from metrics import Selection
from reports.check_file import codes_of_file
from reports.checking import Change, changed_cells, recheck
from reports.codes import UnknownCode, code_of, codes_in, normalised, opened, stamp
from reports.figures import UnknownFigure, figure, pinned
from tests.ui_warehouse import small_warehouse
from warehouse import new_version, open_reader

NB = language.get("nb")
DAY = date(2026, 11, 25)
PERIOD = Selection(first=date(2019, 1, 1), last=date(2019, 3, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_warehouse(tmp_path / "warehouse")


@pytest.mark.parametrize("name", ["measures", "months", "months_by_system"])
def test_a_figure_has_a_code_that_opens_its_table(folder: Path, name: str) -> None:
    with open_reader(folder) as reader:
        drawn = figure(reader, name, PERIOD, NB, on=DAY)
        code = stamp(folder, drawn, "nb", DAY)
        assert stamp(folder, drawn, "nb", DAY) == code
        record = opened(folder, code)
        assert (record.figure, record.version, record.made) == (name, reader.version, "2026-11-25")
        assert record.selection == drawn.selection
        assert list(record.table.columns) == [str(column) for column in drawn.chart.table.columns]
        assert len(record.rows) == len(drawn.chart.table)
        assert recheck(reader, record).holds


def test_two_figures_never_share_a_code(folder: Path) -> None:
    with open_reader(folder) as reader:
        codes = {
            code_of(figure(reader, name, chosen, NB, on=day), lang, day)
            for name in ("systems", "months")
            for chosen in (PERIOD, PERIOD.only(systems=("SYS-BEV",)))
            for day in (DAY, date(2026, 11, 26))
            for lang in ("nb", "en")
        }
    assert len(codes) == 16


def test_a_selection_without_end_is_pinned_to_its_months_and_its_day(folder: Path) -> None:
    with open_reader(folder) as reader:
        fixed = pinned(reader, Selection(), DAY)
        assert (fixed.first, fixed.last, fixed.as_of) == (date(2019, 1, 1), date(2019, 3, 1), DAY)
        assert pinned(reader, fixed, date(2027, 1, 1)).as_of == DAY


def test_a_code_is_read_however_it_is_typed(folder: Path) -> None:
    with open_reader(folder) as reader:
        code = stamp(folder, figure(reader, "systems", PERIOD, NB, on=DAY), "nb", DAY)
    bare = code.replace("-", "")
    for typed in (
        code.lower(),
        bare,
        f" {code} ",
        code.replace("-", " – "),
        bare[:2] + bare[2:].replace("0", "O"),
    ):
        assert opened(folder, typed).code == code


def test_a_mistyped_code_is_told_from_an_unknown_one(folder: Path) -> None:
    with open_reader(folder) as reader:
        code = stamp(folder, figure(reader, "systems", PERIOD, NB, on=DAY), "nb", DAY)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    with pytest.raises(UnknownCode) as mistyped:
        opened(folder, wrong)
    assert mistyped.value.mistyped
    (folder / "codes" / f"{code}.json").unlink()
    with pytest.raises(UnknownCode) as unknown:
        opened(folder, code)
    assert not unknown.value.mistyped


@pytest.mark.parametrize("left", ["", '{"code": "TP', "[]", "{}", '{"columns": 1, "rows": 2}', "\udcff"])
def test_a_damaged_record_is_unknown_and_is_written_anew(folder: Path, left: str) -> None:
    with open_reader(folder) as reader:
        drawn = figure(reader, "systems", PERIOD, NB, on=DAY)
    code = stamp(folder, drawn, "nb", DAY)
    path = folder / "codes" / f"{code}.json"
    whole = path.read_bytes()
    path.write_bytes(left.encode("utf-8", "surrogateescape"))
    with pytest.raises(UnknownCode) as unknown:
        opened(folder, code)
    assert not unknown.value.mistyped
    stamp(folder, drawn, "nb", DAY)
    assert path.read_bytes() == whole


def test_a_code_may_be_stamped_by_many_at_once_and_leaves_nothing_else(folder: Path) -> None:
    with open_reader(folder) as reader:
        drawn = figure(reader, "systems", PERIOD, NB, on=DAY)
    path = folder / "codes" / f"{code_of(drawn, 'nb', DAY)}.json"
    with ThreadPoolExecutor(8) as pool:
        for _ in range(10):
            list(pool.map(lambda _one: stamp(folder, drawn, "nb", DAY), range(8)))
            path.unlink()
    stamp(folder, drawn, "nb", DAY)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_any_single_wrong_sign_and_any_exchange_of_neighbours_is_noticed(folder: Path) -> None:
    with open_reader(folder) as reader:
        code = code_of(figure(reader, "months", PERIOD, NB, on=DAY), "nb", DAY)
    signs = code.removeprefix("TP-").replace("-", "")
    for place, sign in enumerate(signs[:10]):
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            changed = signs[:place] + other + signs[place + 1 :]
            # The sum is taken modulo 31, so 0 and Z stand for the same.
            if other != sign and {other, sign} != {"0", "Z"}:
                assert normalised("TP" + changed) is None, changed


def test_codes_are_found_in_a_text_once_each() -> None:
    assert codes_in("ingen TP-AAAAA-AAAAAA her, og TP-kort") == []


def test_codes_of_a_document_are_found_in_order(folder: Path) -> None:
    with open_reader(folder) as reader:
        one, other = (
            code_of(figure(reader, name, PERIOD, NB, on=DAY), "nb", DAY) for name in ("months", "systems")
        )
    assert codes_in(f"Figur 1 ({one}), tabell 2: {other}. Se også {one}") == [one, other]


def test_a_correction_is_found_in_the_figures_that_it_moves_and_nowhere_else(folder: Path) -> None:
    with open_reader(folder) as reader:
        records = {
            name: opened(folder, stamp(folder, figure(reader, name, chosen, NB, on=DAY), "nb", DAY))
            for name, chosen in {
                "systems": PERIOD,
                "months": PERIOD.only(systems=("SYS-BOL",)),
                "running_sums": PERIOD.only(sub_measures=("22.4",)),
            }.items()
        }
    with new_version(folder) as version:
        version.con.execute(
            "update actual_effort set actual_hours = ? where sub_measure_id = '22.4' and period = date '2019-03-01'"
            " and role_group_id = 'KSJEF'",
            [Decimal(42)],
        )
    with open_reader(folder) as reader:
        verdicts = {name: recheck(reader, record) for name, record in records.items()}
    assert verdicts["months"].holds
    assert {change.row for change in verdicts["systems"].changes} == {"BEVISST"}
    assert [(change.before, change.now) for change in verdicts["systems"].changes][:2] == [
        (210.0, 212.0),
        (120.0, 122.0),
    ]
    (moved,) = verdicts["running_sums"].changes
    assert (moved.row, moved.before, moved.now) == ("mars 2019", 210.0, 212.0)


def test_a_figure_whose_selection_exists_no_more_is_gone(folder: Path) -> None:
    with open_reader(folder) as reader:
        record = opened(folder, stamp(folder, figure(reader, "months", PERIOD, NB, on=DAY), "nb", DAY))
        lost = type(record)(**{**record.__dict__, "figure": "det-finnes-ikke"})
        assert recheck(reader, lost).reason == "gone"
        with pytest.raises(UnknownFigure):
            figure(reader, "det-finnes-ikke", PERIOD, NB, on=DAY)


def test_rows_that_came_or_went_and_rows_of_the_same_name_are_told_apart() -> None:
    before = pd.DataFrame({"Navn": ["A", "B", "B"], "Timer": [1.0, 2.0, 3.0]})
    now = pd.DataFrame({"Navn": ["A", "B", "B", "C"], "Timer": [1.0, 2.0, 4.0, None]}, dtype="object")
    assert changed_cells(before, now) == (Change("B", "Timer", 3.0, 4.0), Change("C", "Navn", None, "C"))
    assert changed_cells(before, before.copy()) == ()
    dust = before.assign(Timer=[0.1 + 0.2 + 0.7, 2.0, 3.0])
    assert changed_cells(before, dust) == ()


def test_a_change_is_found_in_either_of_two_columns_of_the_same_name() -> None:
    before = pd.DataFrame([["A", 1.0, 2.0]], columns=["Navn", "Timer", "Timer"])
    first = pd.DataFrame([["A", 9.0, 2.0]], columns=["Navn", "Timer", "Timer"])
    second = pd.DataFrame([["A", 1.0, 9.0]], columns=["Navn", "Timer", "Timer"])
    assert changed_cells(before, first) == (Change("A", "Timer", 1.0, 9.0),)
    assert changed_cells(before, second) == (Change("A", "Timer", 2.0, 9.0),)
    assert changed_cells(before, before.copy()) == ()


def test_what_has_become_hidden_is_hidden_in_the_record_too(folder: Path) -> None:
    group = PERIOD.only(units=("VM-INH",), role_groups=("KSJEF",))
    with new_version(folder) as version:
        version.con.execute("update actual_effort set persons = 10")
    with open_reader(folder) as reader:
        records = [
            opened(folder, stamp(folder, figure(reader, name, group, language.get(lang), on=DAY), lang, DAY))
            for name in ("measures", "months", "running_sums", "matrix", "months_by_system")
            for lang in ("nb", "en")
        ]
        whole = [recheck(reader, one).table for one in records]
    with new_version(folder) as version:
        version.con.execute("update actual_effort set persons = 1 where role_group_id = 'KSJEF'")
    with open_reader(folder) as reader:
        verdicts = [recheck(reader, one) for one in records]
    for record, verdict, earlier in zip(records, verdicts, whole, strict=True):
        assert earlier.equals(record.table)
        assert verdict.reason == "changed"
        word = {"nb": "skjult av personvernhensyn", "en": "hidden for privacy"}[record.lang]
        assert word in verdict.table.to_numpy().ravel()
        assert word in {change.before for change in verdict.changes}
        # The heads of office have 40 hours a month, and no plan.
        secret = {40.0, 80.0, 120.0}
        assert secret & set(record.table.to_numpy().ravel())
        assert not secret & {
            *verdict.table.to_numpy().ravel(),
            *(change.before for change in verdict.changes),
        }


def test_a_picture_s_code_is_found_whatever_check_sum_follows_it(folder: Path) -> None:
    with open_reader(folder) as reader:
        drawn = figure(reader, "months", PERIOD, NB, on=DAY)
    for day in range(1, 29):
        code = code_of(drawn, "nb", DAY.replace(day=day))
        text = b"tEXtTallpass\0" + code.encode()
        chunk = (len(text) - 4).to_bytes(4) + text + zlib.crc32(text).to_bytes(4)
        assert codes_of_file(b"\x89PNG\r\n\x1a\n" + chunk) == (code,)
