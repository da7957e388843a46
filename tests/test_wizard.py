"""The wizard on Last opp in Streamlit's own test harness, with the real engine: every state that a file can be in."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import etl
from etl.mapping import ColumnUse, Mapping
from etl.memory import save_mapping
from tests.etl_files import workbook
from tests.test_pages import opened, said
from warehouse import create_warehouse

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
TYPE = "application/octet-stream"
Rows = list[list[Any]]
HEAD: list[Any] = ["Måned", "Avdeling", "Hva", "Antall timer", "Kommentar"]
READY: Rows = [
    HEAD,
    ["jan. 2022", "VM-ADM", "BEVISST", 12.5, "ok"],
    ["feb. 2022", "VM-ADM", "BOTT ØL", 7, "ok"],
]
"""Understood without a question: 12.5 and 7 hours."""
FAULTY: Rows = [
    HEAD,
    ["jan. 2022", "VM-ADM", "BEVISST", "12,5", ""],
    ["feb. 2022", "VM-ADM", "BEVIST", "7", ""],
    ["mar. 2022", "VM-ADM", "BEVIST", "9", ""],
    ["mar. 2022", "VM-ADM", "BOTT ØL", "abc", ""],
    ["apr. 2022", "VM-ADM", "BOTT ØL", "?", "<b>x</b> ![y](z)"],
]
"""Two rows with a name that nobody knows, and two cells that are no hours."""
UNCLEAR: Rows = [["Navn", "jan", "feb"], ["BEVISST", 12, 13], ["BOTT ØL", 5, 6]]
"""Plan or actual, which year, hours or kroner: three questions."""
AMBIGUOUS: Rows = [
    ["Måned", "Hva", "Antall timer"],
    ["jan. 2022", "BEVISST", "1.234"],
    ["feb. 2022", "BEVISST", "2.345"],
]
"""One question: 1234 hours or 1.234."""


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    create_warehouse(warehouse_in_use, REFERENCE)
    return warehouse_in_use


def xlsx(rows: Rows, tmp_path: Path, sheet: str = "Timer") -> bytes:
    """The bytes of a workbook with these rows."""
    return workbook(tmp_path / "made.xlsx", rows, sheet).read_bytes()


def dropped(*files: tuple[str, bytes]) -> AppTest:
    """Drop files on the page."""
    app = opened("upload")
    app.file_uploader[0].set_value([(name, data, TYPE) for name, data in files]).run()
    assert not app.exception
    return app


def key_of(app: AppTest, kind: str, start: str) -> str:
    """The key of the first widget of a kind whose key starts so."""
    return next(key for one in app.get(kind) if (key := str(one.key or "")).startswith(start))


def click(app: AppTest, key: str) -> AppTest:
    """Click a button; what fails is an error of the test."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


# --- one file ------------------------------------------------------------------------------------


def test_a_file_that_is_understood_is_loaded_with_one_click(folder: Path, tmp_path: Path) -> None:
    app = dropped(("timer.xlsx", xlsx(READY, tmp_path)))
    told = said(app)
    assert "Kan lastes inn." in told
    assert "Trinn 2 av 4: Forhåndsvis" in told
    click(app, "upload_confirm")
    told = said(app)
    assert "1 fil er lastet inn, med 2 rader." in told
    assert "22.4 BEVISST" in told
    assert "Sum av det som er endret faktisk 0,0 19,5 +19,5" in told
    assert [record.file_name for record in etl.history(folder)] == ["timer.xlsx"]


def test_the_preview_has_the_rows_their_sums_and_what_is_replaced(folder: Path, tmp_path: Path) -> None:
    rows: Rows = [*READY, ["Totalt", None, None, 20, ""]]
    told = said(dropped(("timer.xlsx", xlsx(rows, tmp_path))))
    assert "De første radene slik de vil bli lagret" in told
    assert "Sum per måned Måned Timer januar 2022 12,5 februar 2022 7,0 Sum 19,5" in told
    assert "Totalt Timer, rad 4 20,00 19,50 avvik +0,50" in told
    assert "sumrad, brukt som kontrollsum 1" in told
    assert "Filen erstatter ingenting" in told

    click(app := dropped(("timer.xlsx", xlsx(READY, tmp_path))), "upload_confirm")
    later: Rows = [*READY[:2], ["feb. 2022", "VM-ADM", "BOTT ØL", 8, ""]]
    app = dropped(("timer.xlsx", xlsx(later, tmp_path)))
    assert "Dette blir erstattet" in said(app)
    assert "Import 1: timer.xlsx 2 19,5 0" in said(app)


def test_effort_that_is_turned_into_hours_is_shown_with_its_assumption(folder: Path, tmp_path: Path) -> None:
    rows: Rows = [["Måned", "Hva", "Innsats"], *([f"{m}. 2022", "BEVISST", "2 uker"] for m in ("jan", "feb"))]
    told = said(dropped(("timer.xlsx", xlsx(rows, tmp_path))))
    assert "Slik er innsatsen regnet om til timer" in told
    assert "2 uker × 37,5 t 2" in told


def test_the_same_file_again_is_unchanged(folder: Path, tmp_path: Path) -> None:
    data = xlsx(READY, tmp_path)
    click(dropped(("timer.xlsx", data)), "upload_confirm")
    app = dropped(("timer.xlsx", data))
    assert "Uendret: nøyaktig denne filen er lastet inn før" in said(app)
    assert not any(button.key == "upload_confirm" for button in app.button)


def test_a_file_in_which_no_table_is_found_can_be_pointed_at(folder: Path, tmp_path: Path) -> None:
    app = dropped(("notat.xlsx", xlsx([["Bare tekst"]], tmp_path)))
    told = said(app)
    assert "Vi fant ingen tabell med timer eller kroner" in told
    assert "Vet du hvor tabellen er?" in told


def test_a_column_that_was_not_understood_is_given_a_meaning_by_hand(folder: Path, tmp_path: Path) -> None:
    rows: Rows = [["x1", "x2", "x3"], ["2022-01", "BEVISST", "sju"], ["2022-02", "BEVISST", "åtte"]]
    app = dropped(("ukjent.xlsx", xlsx(rows, tmp_path, sheet="Ark1")))
    told = said(app)
    assert "Trinn 1 av 4: Sett opp" in told
    assert "Tabellen har ingen kolonne med timer eller kroner" in told
    app.radio(key=key_of(app, "radio", "answer_")).set_value("actual_hours").run()
    fields = {str(box.key): box for box in app.selectbox if str(box.key).startswith("field_")}
    meaning = {key.split("_")[-2]: box for key, box in fields.items()}
    assert [box.value for box in meaning.values()] == ["period", "sub_measure", "ignore"]
    meaning["x3"].set_value("hours").run()
    told = said(app)
    assert "Avvist slik den er: 2 feil" in told
    assert "Innhold faktiske timer" in told


# --- questions -----------------------------------------------------------------------------------


def test_a_question_is_answered_and_the_file_is_ready(folder: Path, tmp_path: Path) -> None:
    app = dropped(("timer.xlsx", xlsx(AMBIGUOUS, tmp_path)))
    told = said(app)
    assert "Ett spørsmål må besvares før filen kan lastes inn." in told
    assert "«1.234», «2.345»" in told
    assert not any(button.key == "upload_confirm" for button in app.button)
    app.radio(key=key_of(app, "radio", "answer_")).set_value("point").run()
    assert "Kan lastes inn" in said(app)
    click(app, "step_preview")
    assert "Sum 3,58" in said(app)


def test_answers_wait_for_each_other_and_none_is_lost_between_the_steps(folder: Path, tmp_path: Path) -> None:
    app = dropped(("arbeid.xlsx", xlsx(UNCLEAR, tmp_path, sheet="Ark1")))
    assert "3 spørsmål må besvares" in said(app)
    app.selectbox(key=key_of(app, "selectbox", "answer_")).set_value("thousand_nok").run()
    assert "1 av 3 spørsmål er besvart" in said(app)
    click(app, "step_preview")
    assert "Svar på spørsmålene i «Sett opp» først" in said(app)
    click(app, "step_configure")
    app.radio(key=key_of(app, "radio", "answer_")).set_value("actual_hours").run()
    app.text_input(key=key_of(app, "text_input", "answer_")).set_value("20x2").run()
    assert "Skriv året med fire sifre" in said(app)
    app.text_input(key=key_of(app, "text_input", "answer_")).set_value("2022").run()
    told = said(app)
    assert "Kan lastes inn" in told
    assert "Innhold faktiske kostnader" in told
    assert "kroner 36 000" in told


# --- errors --------------------------------------------------------------------------------------


def test_a_file_full_of_errors_is_mended_on_the_page(folder: Path, tmp_path: Path) -> None:
    app = dropped(("timer.xlsx", xlsx(FAULTY, tmp_path)))
    told = said(app)
    assert "Avvist slik den er: 4 feil" in told
    assert "Trinn 3 av 4: Rett" in told
    choice = app.selectbox(key=key_of(app, "selectbox", "choice_"))
    assert choice.label == "«BEVIST» (2 rader) er"
    assert choice.options[0].startswith("22.4 BEVISST")
    assert choice.options[0].endswith("(forslag)")
    choice.set_value("22.4").run()
    assert "Avvist slik den er: 2 feil" in said(app)

    app.text_input(key=key_of(app, "text_input", "cell_")).set_value("3,5")
    click(app, _submit(app))
    assert "Avvist slik den er: 1 feil" in said(app)

    out = key_of(app, "button", "out_")
    click(app, out)
    assert "Skriv hvorfor radene utelates" in said(app)
    app.text_input(key=key_of(app, "text_input", "why_")).set_value("Dobbeltført").run()
    click(app, key_of(app, "button", "out_"))
    told = said(app)
    assert "Ingen feil og ingen advarsler." in told
    assert "Det du har rettet (3)" in told
    assert "Timer!6: utelatt, Dobbeltført" in told

    click(app, "step_load")
    assert "4 rader med faktiske timer lastes inn: timer 32,0." in said(app)
    click(app, "wizard_load")
    assert "1 fil er lastet inn, med 4 rader." in said(app)


def _submit(app: AppTest) -> str:
    """The key of the button that sends the first form of cells."""
    return next(key for button in app.button if "correct_" in (key := str(button.key)))


def test_the_same_wrong_text_is_corrected_once_for_all_its_cells_or_one_by_one(
    folder: Path, tmp_path: Path
) -> None:
    rows: Rows = [
        HEAD,
        *([f"{month}. 2022", "VM-ADM", "BEVISST", "ukjent", ""] for month in ("jan", "feb", "mar")),
    ]
    app = dropped(("timer.xlsx", xlsx(rows, tmp_path)))
    app.checkbox(key=key_of(app, "checkbox", "each_")).check().run()
    assert len([field for field in app.text_input if str(field.key).startswith("cell_")]) == 3
    app.checkbox(key=key_of(app, "checkbox", "each_")).uncheck().run()
    (field,) = [field for field in app.text_input if str(field.key).startswith("cell_")]
    assert field.label == "Timer!D2, Timer!D3 og Timer!D4, nå «ukjent»"
    field.set_value("2,5")
    click(app, _submit(app))
    assert "Kan lastes inn." in said(app)
    assert "Det du har rettet (3)" in said(app)


def test_a_correction_can_be_taken_back(folder: Path, tmp_path: Path) -> None:
    app = dropped(("timer.xlsx", xlsx(FAULTY, tmp_path)))
    app.selectbox(key=key_of(app, "selectbox", "choice_")).set_value("22.4").run()
    click(app, key_of(app, "button", "back_choices"))
    assert "Avvist slik den er: 4 feil" in said(app)


def test_sound_rows_are_loaded_without_the_others_when_asked_for(folder: Path, tmp_path: Path) -> None:
    app = dropped(("timer.xlsx", xlsx(FAULTY, tmp_path)))
    app.checkbox(key=key_of(app, "checkbox", "accept_")).check().run()
    told = said(app)
    assert "Kan lastes inn uten 4 rader med feil." in told
    assert "4 feil utelates" in told
    click(app, "upload_confirm")
    assert "1 fil er lastet inn, med 1 rad." in said(app)
    assert etl.history(folder)[0].rows == etl.RowCounts(5, 1, 4, 0)


def test_a_mended_copy_takes_the_place_of_the_file_and_keeps_the_answers(
    folder: Path, tmp_path: Path
) -> None:
    app = dropped(("timer.xlsx", xlsx(FAULTY, tmp_path)))
    app.selectbox(key=key_of(app, "selectbox", "choice_")).set_value("22.4").run()
    mended: Rows = [*FAULTY[:4], ["mar. 2022", "VM-ADM", "BOTT ØL", "4", ""]]
    app.file_uploader[1].set_value([("timer-merket.xlsx", xlsx(mended, tmp_path), TYPE)]).run()
    told = said(app)
    assert not app.exception
    assert r"timer\-merket\.xlsx" in [header.value for header in app.header]
    assert "Kan lastes inn" in told
    click(app, "upload_confirm")
    assert "1 fil er lastet inn, med 4 rader." in said(app)


def test_text_of_a_file_is_never_markup(folder: Path, tmp_path: Path) -> None:
    rows: Rows = [
        [*HEAD[:2], "Hva <i>nå</i>", *HEAD[3:]],
        ["jan. 2022", "VM-ADM", "<b>x</b> ![y](z)", "5", ""],
    ]
    app = dropped(("![x](x.png) <b>.xlsx", xlsx(rows, tmp_path)))
    for step in ("configure", "preview", "fix", "load"):
        click(app, f"step_{step}")
        drawn = [str(element.proto.body) for element in app.get("html")]
        assert not any("<b>x</b>" in body or "<i>nå" in body for body in drawn)
        for text in (*app.markdown, *app.header, *app.caption):
            assert "![" not in re.sub(r"\\.", "", text.value)


# --- many files ----------------------------------------------------------------------------------


def test_each_of_many_files_is_judged_by_itself_and_the_ready_ones_are_loaded_at_once(
    folder: Path, tmp_path: Path
) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as pack:
        pack.writestr("2022/klar.xlsx", xlsx(READY, tmp_path))
        pack.writestr("__MACOSX/._klar.xlsx", b"x")
        pack.writestr("notat.txt", b"Bare tekst")
    other: Rows = [HEAD, ["mar. 2022", "VM-ADM", "BEVISST", 4, ""]]
    app = dropped(
        ("alt.zip", archive.getvalue()), ("mars.xlsx", xlsx(other, tmp_path)), ("feil.xlsx", xlsx(FAULTY, tmp_path)),
        ("uklar.xlsx", xlsx(AMBIGUOUS, tmp_path)),
    )  # fmt: skip
    told = said(app)
    assert "5 filer: 2 klare, 1 har spørsmål, 1 har feil, 1 avvist." in told
    assert "1 fil er ikke tatt med" in told
    assert "Trinn" not in told
    assert app.button(key="upload_confirm").label == "Last inn alle 2 som er klare"
    click(app, "upload_confirm")
    told = said(app)
    assert "2 filer er lastet inn, med 3 rader." in told
    assert "3 filer: 1 har spørsmål, 1 har feil, 1 avvist." in told
    assert sorted(record.file_name for record in etl.history(folder)) == ["klar.xlsx", "mars.xlsx"]


def test_one_file_of_many_is_opened_and_closed(folder: Path, tmp_path: Path) -> None:
    app = dropped(("feil.xlsx", xlsx(FAULTY, tmp_path)), ("uklar.xlsx", xlsx(AMBIGUOUS, tmp_path)))
    by_name = {button.label: str(button.key) for button in app.button if str(button.key).startswith("open_")}
    click(app, by_name[r"uklar\.xlsx"])
    assert "Trinn 1 av 4: Sett opp" in said(app)
    click(app, by_name[r"feil\.xlsx"])
    assert "Trinn 3 av 4: Rett" in said(app)
    click(app, by_name[r"feil\.xlsx"])
    assert "Trinn" not in said(app)


def test_a_file_that_was_taken_away_stays_away(folder: Path, tmp_path: Path) -> None:
    app = dropped(("feil.xlsx", xlsx(FAULTY, tmp_path)))
    click(app, "wizard_remove")
    assert "Slik går det til" in said(app)


# --- memory --------------------------------------------------------------------------------------


def test_a_remembered_mapping_is_used_and_said(folder: Path, tmp_path: Path) -> None:
    columns = tuple(
        ColumnUse(key, field)
        for key, field in (
            ("måned", "period"),
            ("avdeling", "unit"),
            ("hva", "sub_measure"),
            ("antall timer", "hours"),
        )
    )
    save_mapping(folder, Mapping("avdelingen", "actual_hours", columns), "test", "januar.xlsx")
    app = dropped(("timer.xlsx", xlsx(READY, tmp_path)))
    click(app, "step_configure")
    told = said(app)
    assert "Oppsettet for kilden «avdelingen» er husket fra januar.xlsx" in told
    assert "sikker: husket fra sist" in told


def test_what_was_set_up_by_hand_is_remembered_for_the_source(folder: Path, tmp_path: Path) -> None:
    app = dropped(("timer.xlsx", xlsx(AMBIGUOUS, tmp_path)))
    app.radio(key=key_of(app, "radio", "answer_")).set_value("comma").run()
    click(app, "upload_confirm")
    later: Rows = [*AMBIGUOUS[:1], ["mar. 2022", "BEVISST", "3.456"]]
    told = said(dropped(("timer.xlsx", xlsx(later, tmp_path))))
    assert "Kan lastes inn" in told
    assert "timer 3 456,0" in told
