"""`python -m reports status | deck | workbook | figure | pack | check | issued | since`: files, codes and words."""

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pandas as pd
import pytest

import etl
from reports.__main__ import main
from reports.check_file import codes_of_file
from reports.codes import opened
from tests.ui_warehouse import small_warehouse
from warehouse import new_version, open_reader

ON = ("--on", "2026-11-25")
PERIOD = ("--from", "2019-01", "--to", "2019-03")
MOVED = (
    "measures", "sub_measures", "systems", "role_groups", "units", "months", "running_sums", "months_by_system",
    "quality",
)  # fmt: skip
"""Figures that hold the cell which the correction moves."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = small_warehouse(tmp_path / "warehouse")
    monkeypatch.setenv("HANDLINGSROM_WAREHOUSE", str(found))
    # Pictures are drawn in the tests that have a browser.
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "finnes-ikke"))
    monkeypatch.setattr("reports.chrome._browser", [])
    return found


def ran(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Run a command; its exit status and what it said on both channels."""
    status = main([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_the_status_form_takes_the_code_or_the_id_of_a_measure(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, measure in (("a.docx", "22"), ("b.docx", "T22")):
        status, told, _ = ran(capsys, "status", "--measure", measure, *PERIOD, *ON, "-o", tmp_path / name)
        assert status == 0
        assert all(code in told for code in codes_of_file((tmp_path / name).read_bytes()))
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert docx.Document(str(tmp_path / "a.docx")).paragraphs[0].text == "Status for tiltak 22"


@pytest.mark.parametrize(("command", "name"), [("deck", "status.pptx"), ("workbook", "status.xlsx")])
def test_slides_and_workbook_hold_the_figures_that_are_asked_for(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, name: str
) -> None:
    asked = (command, "--figures", "systems,months", *PERIOD, *ON, "--json", "-o", tmp_path / name)
    status, told, _ = ran(capsys, *asked)
    made = json.loads(told)
    assert status == 0
    assert list(codes_of_file((tmp_path / name).read_bytes())) == made["codes"]
    assert [opened(folder, code).figure for code in made["codes"]] == ["systems", "months"]
    before = (tmp_path / name).read_bytes()
    ran(capsys, *asked)
    assert (tmp_path / name).read_bytes() == before


def test_a_figure_is_written_as_its_ending_says(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for ending in ("csv", "xlsx", "parquet"):
        status, _, _ = ran(capsys, "figure", "systems", *PERIOD, *ON, "-o", tmp_path / f"systemer.{ending}")
        assert status == 0
    table = pd.read_parquet(io.BytesIO((tmp_path / "systemer.parquet").read_bytes()))
    assert table.iloc[0].tolist()[:4] == ["BEVISST", 90.0, 210.0, 120.0]
    text = (tmp_path / "systemer.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert "BEVISST;90;210;120" in text.decode("utf-8-sig")
    assert len(codes_of_file(text)) == 1


def test_an_option_of_a_figure_is_drawn_kept_and_refused_in_words(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("figure", "matrix", *PERIOD, *ON, "-o", tmp_path / "matrise.csv", "--json")
    status, told, _ = ran(capsys, *asked, "--option", "rows=sub_measure")
    assert status == 0
    (code,) = json.loads(told)["codes"]
    assert opened(folder, code).options == {"rows": "sub_measure"}
    assert [row[0] for row in opened(folder, code).rows][:2] == [
        "22.1 Helhetlig internkontroll",
        "22.4 BEVISST",
    ]
    for option in ("rows=system", "rows", "ukjent=1"):
        status, _, told = ran(capsys, *asked, "--option", option)
        assert status == 2
        assert f"har ikke valget «{option.partition('=')[0]}=" in told
    status, _, told = ran(capsys, "figure", "go_live", *PERIOD, *ON, "-o", tmp_path / "drift.csv")
    assert (status, "Velg ett system." in told) == (2, True)


def test_a_pack_has_a_form_for_every_measure_and_one_deck_and_workbook(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told, _ = ran(capsys, "pack", *PERIOD, *ON, "--json", "-o", tmp_path / "pakke")
    assert status == 0
    names = {Path(one["file"]).name for one in json.loads(told)["files"]}
    assert names == {"status-tiltak-22.docx", "status-tiltak-4.docx", "status.pptx", "status.xlsx"}
    assert {path.name for path in (tmp_path / "pakke").iterdir()} == names


def test_a_correction_and_its_undo_are_found_by_check(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "status.xlsx"
    ran(capsys, "workbook", *PERIOD, *ON, "--figures", ",".join(MOVED), "-o", report)

    def verdicts() -> dict[str, str]:
        status, told, _ = ran(capsys, "check", report, "--json")
        assert status == 0
        found = json.loads(told)["figures"]
        assert len(found) == len(MOVED)
        return {opened(folder, one["code"]).figure: one["verdict"] for one in found}

    assert set(verdicts().values()) == {"valid"}
    _set_hours(folder, 42)
    changed = {name for name, verdict in verdicts().items() if verdict == "changed"}
    assert changed == set(MOVED)
    _, told, _ = ran(capsys, "check", report)
    assert "BEVISST, Faktisk (timer): 210,0 → 212,0" in told.replace("\N{NO-BREAK SPACE}", " ")
    _set_hours(folder, 40)
    assert set(verdicts().values()) == {"valid"}


def test_issued_reports_are_listed_and_what_moved_in_one_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(capsys, "issued") == (0, "Ingen rapport er utstedt.\n", "")
    assert json.loads(ran(capsys, "issued", "--json")[1]) == {"reports": []}
    with open_reader(folder) as reader:
        version = reader.version
    for name in ("Februar", "Mars"):
        etl.issue_report(
            folder, name=name, lang="nb", version=version, selection={"first": "2019-01", "last": "2019-03"},
            content={}, by="Kari", reviewed_by="Ola", reviewed_on=date(2026, 11, 24),
        )  # fmt: skip
    etl.withdraw_report(folder, f"R{date.today().year}-1", by="Kari", why="Feil plan")
    status, told, _ = ran(capsys, "issued")
    newest, first = told.splitlines()
    assert status == 0
    newest_id = newest.split()[0]
    assert newest.startswith(f"{newest_id} «Mars», utstedt ")
    assert "av Kari; gjennomgått av Ola, 24.11.2026; versjon " in newest
    assert "«Februar»" in first
    assert first.endswith(": Feil plan")
    listed = json.loads(ran(capsys, "issued", "--json")[1])["reports"]
    assert [(one["issue_id"], one["version"], one["withdrawn_why"]) for one in listed] == [
        (newest_id, version, None),
        (first.split()[0], version, "Feil plan"),
    ]
    _, told, _ = ran(capsys, "since", newest_id)
    assert told.splitlines()[1] == "Ingen frigitte tall i rapporten er endret siden."
    _set_hours(folder, 42)
    status, told, _ = ran(capsys, "since", newest_id)
    assert status == 0
    assert "22.4 BEVISST" in told
    assert "mars 2019, faktisk: 70,0 → 72,0 (+2,0)" in told.replace("\N{NO-BREAK SPACE}", " ")
    (moved,) = json.loads(ran(capsys, "since", newest_id, "--json")[1])["changes"]
    assert (moved["sub_measure"], moved["before"], moved["now"]) == ("22.4", 70.0, 72.0)
    status, told, said = ran(capsys, "since", "R1999-9")
    assert (status, told) == (2, "")
    assert f"Rapporten «R1999-9» finnes ikke. Disse finnes: {newest_id}, " in said


def test_a_form_in_nynorsk_has_its_sentences_in_nynorsk_and_its_headings_in_bokmaal(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts, languages = {}, {}
    for lang in ("nb", "nn"):
        asked = ("status", "--measure", "22", *PERIOD, *ON, "--lang", lang, "-o", tmp_path / f"{lang}.docx")
        assert ran(capsys, *asked)[0] == 0
        paragraphs = docx.Document(str(tmp_path / f"{lang}.docx")).paragraphs
        texts[lang] = [one.text for one in paragraphs]
        languages[lang] = {one.text for one in paragraphs if 'w:lang w:val="nn-NO"' in one._p.xml}
    apart = {other: one for one, other in zip(texts["nb"], texts["nn"], strict=True) if one != other}
    assert "Mest hos Kontorsjefene, med 90 timer mer enn planlagt." in apart.values()
    assert languages["nb"] == set()
    assert apart.keys() <= languages["nn"]
    assert "Mest hos Kontorsjefene, med 90 timar meir enn planlagt." in languages["nn"]
    with pytest.raises(SystemExit) as refused:
        main(["deck", "--lang", "nn", "-o", "a.pptx"])
    assert refused.value.code == 2


def _set_hours(folder: Path, hours: int) -> None:
    with new_version(folder) as version:
        version.con.execute(
            "update actual_effort set actual_hours = ? where sub_measure_id = '22.4' and role_group_id = 'KSJEF'"
            " and period = ?",
            [Decimal(hours), date(2019, 3, 1)],
        )


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("figure", "kart", "-o", "x.csv"), 2, "«kart» er ingen figur. Velg blant: measures, "),
        (
            ("figure", "systems", "-o", "x.gif"),
            2,
            "«.gif» er ikke et format. Velg blant: png, svg, pdf, csv, ",
        ),
        (
            ("status", "--measure", "T99", "-o", "x.docx"),
            2,
            "--measure: «T99» finnes ikke. Velg blant: T22, T4",
        ),
        (("figure", "systems", "-o", "x.png"), 1, "Bilder krever Chrome eller Chromium"),
        (("check", "finnes-ikke.docx"), 1, "Filen kan ikke leses eller skrives"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_can(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    status: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    found, told, said = ran(capsys, *arguments)
    assert (found, told) == (status, "")
    assert words in said
    assert list(tmp_path.glob("x.*")) == []


def test_a_file_that_is_no_report_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ødelagt.docx").write_bytes(b"PK\x03\x04")
    assert ran(capsys, "check", tmp_path / "ødelagt.docx")[0] == 1
    (tmp_path / "uten.csv").write_text("tall;1\n")
    status, told, _ = ran(capsys, "check", tmp_path / "uten.csv")
    assert (status, told) == (0, "Ingen tallpass i uten.csv.\n")
