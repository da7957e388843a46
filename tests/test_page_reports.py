"""Rapporter in Streamlit's test harness, on a real small warehouse."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

import language
from metrics import Selection
from reports.check_file import Checked
from reports.codes import stamp
from reports.figures import FIGURES, figure
from reports.recipe import FORMS, Item, Recipe
from reports.status_form import TemplateDamaged
from tests.etl_files import NATIONAL_ID
from tests.page_steps import field, press
from tests.test_pages import opened
from tests.test_pages import said as said_with_escapes
from tests.ui_warehouse import small_warehouse
from ui import acting, drafts_file, reports_code, reports_issue, reports_issued
from ui.address import Address
from ui.navigation import link
from ui.reports_check import summary_words
from ui.reports_draft import Written, item_key
from warehouse import Reader, new_version, open_reader

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

NB = language.get("nb")
ON = date(2026, 11, 25)
Q1 = Selection(first=date(2019, 1, 1), last=date(2019, 3, 1))


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    return small_warehouse(warehouse_in_use)


def said(app: AppTest) -> str:
    return said_with_escapes(app).replace("\\", "")


def errors(app: AppTest) -> str:
    return " ".join(str(one.value) for one in app.error).replace("\\", "")


def downloads(app: AppTest) -> list[str]:
    return [str(getattr(one, "label", "")) for one in app.get("download_button")]


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


def test_a_code_is_opened_however_it_is_typed_and_says_what_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (code,) = stamped(folder, "months")
    typed = code.lower().replace("-", "")
    app = opened("reporting", code=typed)
    told = said(app)
    assert "Tallene gjelder fortsatt: ingenting i figuren er endret." in told
    assert "Slik den var, og slik den er nå" in told
    with monkeypatch.context() as patch:
        patch.setattr(reports_code, "recheck", None)
        assert said(app.run()) == told  # not checked anew where nothing has changed
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
    both = " ".join(codes).encode()
    app = check(opened("reporting", **{"del": "check"}), ("status.csv", both), ("kopi.csv", both))
    assert "Tallene i alle 2 figurer gjelder fortsatt." in said(app)
    correct_march(folder)
    app = check(opened("reporting", **{"del": "check"}), ("status.csv", data), ("tom.csv", b"ingen koder"))
    told = said(app)
    assert "Av 3 figurer: 2 figurer er endret og 1 er ukjent her." in told
    assert "Ingen tallpass i tom.csv." in told
    for code in codes:
        assert re.search(rf"{code} ▲ endret", told)
    assert "○ ukjent her ikke laget her" in told
    assert "Last ned listen som Excel" in downloads(app)
    assert f"Åpne {codes[0]}" in told
    with pytest.raises(ValueError, match="reports"):
        link("reports", "Åpne", Address())


def test_a_file_that_cannot_be_searched_or_has_no_code_says_so(folder: Path) -> None:
    app = check(opened("reporting", **{"del": "check"}), ("ødelagt.docx", b"PK\x03\x04 no package"))
    assert "ødelagt.docx kan ikke leses." in errors(app)
    assert summary_words([], NB) in said(app)


# --- Lag rapport, Utstedte rapporter --------------------------------------------------------------------

WORDS = "Arbeidet går som avtalt."
KARI = {"first": "2019-01", "last": "2019-03", "measures": "T22"}


def shown(app: AppTest, key: str) -> AppTest:
    """Open a part that is drawn once it is opened."""
    app.session_state[key] = True
    return app.run()


def noting_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The files of reports after each attempt, before the page can be cut off."""
    seen: list[list[str]] = []
    real = acting.attempt

    def attempt(*given: Any) -> Any:
        answer = real(*given)
        seen.append(sorted(path.name for path in folder.glob("issued/R*/*")))
        return answer

    monkeypatch.setattr(acting, "attempt", attempt)
    return seen


def test_a_report_is_made_issued_checked_used_anew_and_withdrawn(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = noting_files(folder, monkeypatch)
    app = opened("reporting", **KARI)
    assert "Utvalget til venstre bestemmer måneder, plan og enhet." in said(app)
    app.session_state["report_draft"].items = (Item("months"), Item("units"))
    app.session_state["report_draft"].forms = ()
    app.session_state["report_issue_asked"] = True
    app.run()
    assert "report_issue_asked" not in app.session_state  # a click does not wait for the next visit
    app.session_state["report_draft"].forms = ("status", "deck")
    app.session_state["report_draft"].texts = {"T22": {7: WORDS}}
    app.session_state["report_draft"].messages = {item_key(Item("months"), "nb"): Written(WORDS, "Som da.")}
    app.run()
    press(app, "Lag utkast")
    assert "2 filer er laget." in said(app)
    assert "Last ned utkast-status-tiltak-22.docx" in downloads(app)
    form, slides = app.session_state["report_draft_files"][2]
    header = docx.Document(io.BytesIO(form.data)).sections[0].header
    assert "UTKAST – ikke utstedt" in [one.text for one in header.paragraphs]
    for slide in Presentation(io.BytesIO(slides.data)).slides:
        assert "UTKAST – ikke utstedt" in [one.text_frame.text for one in slide.shapes if one.has_text_frame]
    press(app, "Utsted rapporten")
    assert "Skriv navnet på rapporten og hvem som har gjennomgått den." in errors(app)
    field(app.text_input, "Navn på rapporten").set_value("1. kvartal 2019")
    field(app.text_input, "Gjennomgått av").set_value("Kari")
    told = said(press(app, "Utsted rapporten"))
    issue_id = app.query_params["rapport"]
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda path: pytest.fail(str(path)))
        assert "Last ned status-tiltak-22.docx" in downloads(app.run())  # read once it is asked for
    assert len(seen[0]) == 2  # with the report itself, not after it
    assert f"«1. kvartal 2019» er utstedt som {issue_id}." in told
    assert "2 filer, 4 figurer" in told  # the form's two, and the two chosen
    assert "Ingen frigitte tall i rapportens utvalg er endret siden den ble utstedt." in told
    assert "Tallene i alle 4 figurer gjelder fortsatt." in said(press(app, "Sjekk tallene nå"))
    correct_march(folder)
    told = said(app.run())
    assert "Av 4 figurer: 4 figurer er endret." in told
    assert "Siden sist rapportert" in told
    app = press(app, "Bruk som mal")
    assert app.query_params["del"] == "make"
    assert app.session_state["report_draft"].messages == {}
    told = said(shown(app, "report_forms_open_nb"))
    assert app.text_area(key="report_text_T22_7_nb").value == WORDS
    assert "Tall er endret siden dette ble skrevet. Hentet fra rapporten «1. kvartal 2019»." in told
    app = shown(opened("reporting", rapport=issue_id, versjon="3"), "open_siden-rapporten")
    against: list[tuple[int, int]] = []
    check_anew = reports_issued._rechecked

    def rechecked(key: tuple[str, int], now: Reader, codes: tuple[str, ...]) -> list[Checked]:
        against.append((key[1], now.version))
        return check_anew(key, now, codes)

    monkeypatch.setattr(reports_issued, "_rechecked", rechecked)
    assert "Av 4 figurer: 4 figurer er endret." in said(press(app, "Sjekk tallene nå"))
    assert set(against) == {(4, 4)}  # kept as what it was checked against, not as what the page shows
    assert re.findall(r"versjon \d+ mot versjon \d+", said(app)) == ["versjon 2 mot versjon 4"]
    press(app, "Trekk tilbake")
    field(app.text_input, "Hvorfor").set_value("feil i mars")
    told = said(press(app, "Ja, trekk rapporten tilbake"))
    assert "feil i mars" in told
    assert "trukket tilbake" in told


def test_what_is_typed_stays_through_filter_and_language_and_as_a_draft(folder: Path) -> None:
    app = opened("reporting", **KARI)
    app.session_state["report_draft"].items = (Item("months"), Item("units"))
    app = shown(shown(app, "report_figures_nb"), "report_forms_open_nb")
    field(app.text_input, "Tittel på rapporten").set_value("Status 1. kvartal").run()
    app.text_area(key="report_text_T22_6_nb").set_value(WORDS).run()
    sentences = field(app.text_area, "Setninger fra tallene (kan endres)")
    sentences.set_value("Min egen setning.").run()
    app.multiselect(key="filter_systems_nb").select("SYS-BEV").run()
    told = said(app)
    assert app.text_area(key="report_text_T22_6_nb").value == WORDS
    assert field(app.text_area, "Setninger fra tallene (kan endres)").value == "Min egen setning."
    assert "Tall er endret siden dette ble skrevet. Regnet nå:" in told
    app.session_state["report_draft"].messages = {
        item_key(Item("months"), "nb"): Written("Mine ord.", "Som da.")
    }
    app = shown(app, "report_drafts_nb")
    field(app.text_input, "Navn på kladden").set_value("Kvartalet")
    assert "Kladden er lagret." in said(press(app, "Lagre kladd"))
    told = said(press(app, "Begynn på nytt"))
    assert "Alt du har valgt og skrevet, blir borte" in told
    assert field(app.text_input, "Tittel på rapporten").value == "Status 1. kvartal"
    press(app, "Ja, begynn på nytt")
    assert not field(app.text_input, "Tittel på rapporten").value
    assert "Kladden er hentet." in said(press(app, "Hent kladd"))
    assert field(app.text_input, "Tittel på rapporten").value == "Status 1. kvartal"
    told = said(app)
    assert "Tall er endret siden dette ble skrevet. Regnet nå:" in told
    listed = f"- Statusskjema: Tiltak 22 - {FIGURES['months'].title(NB)}"
    assert f"Se gjennom dem før du utsteder: {listed}" in " ".join(told.split())
    theirs = replace(drafts_file.fetched(folder, "Kvartalet"), title="En kollegas")
    drafts_file.save(folder, "Kvartalet", theirs, replace=True)
    assert "Det finnes alt en kladd som heter «Kvartalet»" in said(press(app, "Lagre kladd"))
    assert drafts_file.fetched(folder, "Kvartalet") == theirs
    assert "Kladden er lagret." in said(press(app, "Ja, erstatt kladden"))
    assert drafts_file.fetched(folder, "Kvartalet").title == "Status 1. kvartal"
    assert "Kladden «Kvartalet» blir borte for alle." in said(press(app, "Slett kladd"))
    assert list(drafts_file.read(folder)) == ["Kvartalet"]
    assert "Kladden er slettet." in said(press(app, "Ja, slett kladden"))
    assert drafts_file.read(folder) == {}
    field(app.text_input, "Navn på rapporten").set_value("1. kvartal 2019").run()
    app.segmented_control(key="filter_lang").set_value("en").run()
    assert app.text_input(key="report_issue_name_en").value == "1. kvartal 2019"
    app = shown(app, "report_forms_open_en")
    assert app.text_area(key="report_text_T22_6_en").value == WORDS


def test_figures_are_moved_taken_out_and_added_and_a_fact_is_put_in(folder: Path) -> None:
    app = opened("reporting", **KARI)
    app.session_state["report_draft"].items = (Item("months"), Item("units"))
    app = shown(app, "report_figures_nb")
    app.button(key="item_down_0").click().run()
    assert [item.figure for item in app.session_state["report_draft"].items] == ["units", "months"]
    app.button(key="item_out_0").click().run()
    press(app, "Legg til")
    assert [item.figure for item in app.session_state["report_draft"].items] == ["months", "measures"]
    assert "blir ikke med" not in said(app)
    app.session_state["report_draft"].items += (Item("go_live"),)
    left_out = f"så de blir ikke med: {FIGURES['go_live'].title(NB)}."
    assert left_out in said(app.run())
    assert not errors(app)
    app = shown(app, "report_forms_open_nb")
    app.button(key="fact_T22_7_0").click().run()
    assert "timer mot" in (app.text_area(key="report_text_T22_7_nb").value or "")


def test_a_damaged_template_makes_no_report_and_says_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object, **__: object) -> None:
        raise TemplateDamaged("«{{ owner» er ikke lukket.")

    monkeypatch.setattr(reports_issue, "put_together", damaged)
    app = opened("reporting", **KARI)
    press(app, "Lag utkast")
    assert "Word-malen kan ikke fylles ut" in errors(app)
    assert "Rett malen" in errors(app)
    assert not any(label.startswith("Last ned utkast") for label in downloads(app))


def test_a_draft_is_named_and_marked_in_its_own_language(folder: Path) -> None:
    app = opened("reporting", **KARI)
    kept, english = app.session_state["report_draft"], language.get("en")
    kept.lang, kept.forms, kept.items = "en", ("deck",), (Item("months"),)
    press(app, "Lag utkast")
    title = english.text("Status for tiltakene")
    assert field(app.text_input, "Tittel på rapporten").placeholder == title != "Status for tiltakene"
    made, _version, (slides,) = app.session_state["report_draft_files"]
    assert made.title == title
    assert slides.name == f"{english.text('utkast')}-status.pptx" == "draft-status.pptx"
    written = [
        shape.text_frame.text
        for slide in Presentation(io.BytesIO(slides.data)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    assert any(english.text("UTKAST: {title}", title=title) in text for text in written)
    assert english.text("UTKAST – ikke utstedt") in written
    assert not any("UTKAST" in text for text in written)


def test_a_draft_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    assert drafts_file.read(tmp_path) == {}
    for text, reason in (('{"Mars": {"title": 1}}', "damaged"), ("{", "damaged"), ("{}", "gone")):
        (tmp_path / drafts_file.FILE).write_text(text)
        with pytest.raises(drafts_file.DraftsError) as refused:
            drafts_file.fetched(tmp_path, "Mars")
        assert refused.value.reason == reason


def test_a_draft_is_not_lost_to_another_and_holds_no_national_id(tmp_path: Path) -> None:
    mine = Recipe("Min", "nb", Q1, FORMS, ("T22",), ())
    kept = drafts_file.save(tmp_path, " Mars ", mine)
    longer = replace(mine, texts={"T22": {7: WORDS}})
    theirs = drafts_file.save(tmp_path, "Mars", longer, over=kept)
    for over in (None, kept):
        with pytest.raises(drafts_file.DraftsError, match="taken"):
            drafts_file.save(tmp_path, "Mars", mine, over=over)
    assert drafts_file.read(tmp_path) == {"Mars": theirs}
    assert drafts_file.fetched(tmp_path, "Mars") == longer
    drafts_file.save(tmp_path, "Mars", mine, over=kept, replace=True)
    named = replace(mine, texts={"T22": {7: f"Spør {NATIONAL_ID}."}})
    for name, recipe in (("April", named), (f"April {NATIONAL_ID}", mine)):
        with pytest.raises(drafts_file.DraftsError, match="national_id"):
            drafts_file.save(tmp_path, name, recipe)
    assert drafts_file.read(tmp_path) == {"Mars": kept}


def test_without_any_report_the_list_says_what_to_do(folder: Path) -> None:
    told = said(opened("reporting", **{"del": "issued"}))
    assert "Ingen rapport er utstedt ennå. Gå til «Lag rapport»" in told
