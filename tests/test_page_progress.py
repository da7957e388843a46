"""Fremdrift in Streamlit's test harness, and what is recorded by the command line, on a real small warehouse."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import language
import metrics
from etl.__main__ import main
from etl.history import versions
from etl.import_errors import ProgressDecreases, ProgressInvalid
from etl.progress_records import progress_changes, record_progress, remove_progress
from etl.refusal_wording import message
from tests.page_steps import field, press
from tests.test_pages import opened
from tests.test_pages import said as said_with_escapes
from tests.ui_warehouse import small_warehouse
from ui.earned_value import EXPLAINED
from ui.forecast import closed_words
from ui.terms import help_of
from warehouse import current_version, new_version, open_reader

pytestmark = pytest.mark.usefixtures("no_answers_of_another_test")

NB = language.get("nb")
NBSP = "\N{NO-BREAK SPACE}"
MARCH = date(2019, 3, 31)


@pytest.fixture
def folder(warehouse_in_use: Path) -> Path:
    return small_warehouse(warehouse_in_use)


def recorded(folder: Path) -> list[tuple[str, date, Decimal, str | None, str | None]]:
    with open_reader(folder) as reader:
        return [
            (one.sub_measure_id, one.recorded, one.complete_pct, one.recorded_by, one.note)
            for one in metrics.progress_history(reader)
        ]


def save(app: AppTest, percent: str, *, reason: str = "", note: str = "", back: bool = False) -> AppTest:
    field(app.text_input, "Fremdrift i prosent").set_value(percent)
    field(app.text_input, "Merknad (kan stå tom)").set_value(note)
    field(app.text_input, "Hvorfor (bare når du retter en dag som er registrert)").set_value(reason)
    field(app.text_input, "Hvem").set_value("Kari")
    if back:
        field(app.checkbox, "Fremdriften skal gå tilbake").check()
    return press(app, "Lagre fremdriften")


def said(app: AppTest) -> str:
    """Everything that the page says; what is escaped for Markdown as the reader sees it."""
    return said_with_escapes(app).replace("\\", "")


def errors(app: AppTest) -> str:
    return " ".join(str(one.value) for one in app.error).replace(NBSP, " ").replace("\\", "")


# --- the page -----------------------------------------------------------------------------------------


def test_an_empty_page_says_what_to_do(folder: Path) -> None:
    told = said(opened("progress"))
    assert (
        "Ingen fremdrift er registrert ennå. Velg et deltiltak over, skriv hvor mange prosent som er gjort"
        in told
    )
    assert "Ingen fremdrift er registrert for 22.1 Helhetlig internkontroll ennå." in told


def test_progress_is_recorded_and_earned_value_follows(folder: Path) -> None:
    app = opened("progress", sub_measure="22.4")
    assert field(app.date_input, "Slik det var den dagen").value == MARCH
    told = said(save(app, "50", note="halvveis"))
    assert "22.4 BEVISST: 50 % per 31.03.2019 er lagret." in told
    assert recorded(folder) == [("22.4", MARCH, Decimal(50), "Kari", "halvveis")]
    # planned 30 a month: BAC and PV 90, EV 45; spent 70 a month: AC 210; EAC 90 × 210 / 45
    assert (
        "22.4 BEVISST 50,0 % 31.03.2019 90,0 45,0 90,0 210,0 −45,0 etter planen −165,0 mer enn planlagt 0,50 0,21 420,0"
        in told
    )
    assert (
        "Av det som har registrert fremdrift, er 50 % gjort til og med mars 2019. Arbeidet ligger etter planen. Det "
        "som er gjort, har tatt mer enn planlagt. Fortsetter det slik, ender det på 420 t mot 90 t planlagt."
        in told
    )
    assert (
        "Uten registrert fremdrift, og ikke med i summen: 22.1 Helhetlig internkontroll, 22.5 BOTT ØL" in told
    )
    for term in EXPLAINED:
        assert help_of(term, NB) in told


def test_two_sub_measures_have_a_sum(folder: Path) -> None:
    record_progress(folder, "22.4", MARCH, Decimal(50), "Kari")
    record_progress(folder, "22.5", MARCH, Decimal(100), "Kari")
    # 22.5: BAC, EV and PV 300, AC 270
    assert "Sum 88,5 % 390,0 345,0 390,0 480,0 −45,0 etter planen −135,0 mer enn planlagt 0,88 0,72" in said(
        opened("progress")
    )


def test_a_record_of_a_later_day_waits_for_its_month(folder: Path) -> None:
    record_progress(folder, "22.4", date(2019, 4, 1), Decimal(50), "Kari")
    told = said(opened("progress"))
    assert "Det som er registrert, er fra etter mars 2019, den siste måneden som er sammenlignet." in told


def test_a_part_of_the_effort_has_no_earned_value(folder: Path) -> None:
    record_progress(folder, "22.4", MARCH, Decimal(50), "Kari")
    told = said(opened("progress", units="VM-ADM"))
    assert "Fremdriften gjelder hele deltiltaket og kan ikke holdes mot en del av innsatsen." in told


def test_a_wrong_record_is_corrected_with_a_reason(folder: Path) -> None:
    record_progress(folder, "22.4", MARCH, Decimal(50), "Kari")
    app = opened("progress", sub_measure="22.4")
    assert "Skriv hvorfor det som er registrert, rettes eller fjernes." in errors(save(app, "60"))
    told = said(save(app, "60", reason="leste feil linje"))
    assert recorded(folder)[0][:3] == ("22.4", MARCH, Decimal(60))
    assert "31.03.2019 50 % 60 % leste feil linje Kari" in told
    with open_reader(folder, (current_version(folder) or 0) - 1) as before:
        assert [one.complete_pct for one in metrics.progress_history(before)] == [Decimal(50)]


def test_a_wrong_record_is_removed_with_a_reason(folder: Path) -> None:
    record_progress(folder, "22.4", MARCH, Decimal(50), "Kari")
    app = opened("progress", sub_measure="22.4")
    assert "Skriv hvorfor det som er registrert" in errors(press(app, "Fjern"))
    field(app.text_input, "Hvorfor").set_value("feil deltiltak")
    told = said(press(app, "Fjern"))
    assert "Registreringen for 31.03.2019 er fjernet." in told
    assert "31.03.2019 50 % fjernet feil deltiltak" in told
    assert recorded(folder) == []


def test_progress_goes_back_only_where_that_is_meant(folder: Path) -> None:
    record_progress(folder, "22.4", date(2019, 2, 28), Decimal(50), "Kari")
    app = opened("progress", sub_measure="22.4")
    refused = save(app, "40")
    assert "28.02.2019 var det registrert 50,0 %, så fremdriften ville gå tilbake." in errors(refused)
    save(refused, "40", back=True)
    assert [one[2] for one in recorded(folder)] == [Decimal(40), Decimal(50)]


@pytest.mark.parametrize("typed", ["", "halvveis", "1.000.0"])
def test_what_is_no_number_is_refused_in_words(folder: Path, typed: str) -> None:
    app = save(opened("progress", sub_measure="22.4"), typed)
    assert "Skriv fremdriften som et tall fra 0 til 100, slik: 62,5." in errors(app)


def test_a_decimal_comma_is_understood(folder: Path) -> None:
    save(opened("progress", sub_measure="22.4"), "62,5 %")
    assert recorded(folder)[0][2] == Decimal("62.5")


def test_the_choice_of_sub_measure_is_part_of_the_address(folder: Path) -> None:
    app = opened("progress")
    field(app.selectbox, "Deltiltak").set_value("22.5").run()
    assert app.query_params["sub_measure"] == "22.5"


def test_an_earlier_version_is_not_written_to(folder: Path) -> None:
    before = current_version(folder) or 0
    record_progress(folder, "22.4", MARCH, Decimal(50), "Kari")
    app = opened("progress", sub_measure="22.4", versjon=str(before))
    assert "Du ser en tidligere versjon. Gå til den nyeste for å registrere fremdrift." in said(app)
    assert "Lagre fremdriften" not in [button.label for button in app.button]


def test_the_page_is_told_in_english(folder: Path) -> None:
    record_progress(folder, "22.4", MARCH, Decimal(50), "Kari")
    assert "22.4 BEVISST 50.0% 31 March 2019" in said(opened("progress", lang="en", sub_measure="22.4"))


# --- what may be recorded -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"complete_pct": Decimal(-1)}, "pct"),
        ({"complete_pct": Decimal("100.1")}, "pct"),
        ({"complete_pct": Decimal("NaN")}, "pct"),
        ({"recorded": date.today() + timedelta(days=1)}, "future"),
        ({"sub_measure_id": "99.9"}, "sub_measure"),
        ({"note": "gjelder 15076500565"}, "note"),
    ],
    ids=str,
)
def test_what_may_not_be_recorded(folder: Path, change: dict[str, object], problem: str) -> None:
    before = current_version(folder)
    asked = {"sub_measure_id": "22.4", "recorded": MARCH, "complete_pct": Decimal(50)} | change
    with pytest.raises(ProgressInvalid) as refused:
        record_progress(folder, by="Kari", **asked)  # type: ignore[arg-type]
    assert refused.value.problem == problem
    assert message(refused.value, NB).endswith("Ingenting er endret.")
    assert current_version(folder) == before


def test_both_neighbours_hold_what_is_done(folder: Path) -> None:
    record_progress(folder, "22.4", date(2019, 2, 28), Decimal(40), "Kari")
    record_progress(folder, "22.4", MARCH, Decimal(60), "Kari")
    for day, percent, earlier in ((date(2019, 4, 30), 50, True), (date(2019, 1, 31), 50, False)):
        with pytest.raises(ProgressDecreases) as refused:
            record_progress(folder, "22.4", day, Decimal(percent), "Kari")
        assert refused.value.earlier is earlier
    record_progress(folder, "22.4", date(2019, 3, 1), Decimal(50), "Kari")
    record_progress(folder, "22.5", date(2019, 4, 30), Decimal(5), "Kari")


def test_the_same_again_changes_nothing(folder: Path) -> None:
    first = record_progress(folder, "22.4", MARCH, Decimal(50), "Kari")
    assert record_progress(folder, "22.4", MARCH, Decimal("50.0"), "Ola") == first


def test_nothing_is_removed_where_nothing_is(folder: Path) -> None:
    with pytest.raises(ProgressInvalid) as refused:
        remove_progress(folder, "22.4", MARCH, "Kari", "feil")
    assert refused.value.problem == "unknown"


def test_who_changed_what_and_why_is_kept_with_the_versions(folder: Path) -> None:
    record_progress(folder, "22.4", MARCH, Decimal(50), "Kari")
    record_progress(folder, "22.4", MARCH, Decimal(60), "Ola", reason="leste feil")
    remove_progress(folder, "22.4", MARCH, "Kari", "feil deltiltak")
    with open_reader(folder) as reader:
        changes = progress_changes(reader, "22.4")
        assert progress_changes(reader, "22.5") == []
    assert [(one.before, one.after, one.reason, one.made_by) for one in changes] == [
        (Decimal(60), None, "feil deltiltak", "Kari"),
        (Decimal(50), Decimal(60), "leste feil", "Ola"),
        (None, Decimal(50), "", "Kari"),
    ]
    assert versions(folder)[0].action == "progress"


# --- the command line ---------------------------------------------------------------------------------


def test_progress_by_the_command_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--warehouse", str(folder)]
    assert main(["progress", "list", *place]) == 0
    assert "Ingen fremdrift er registrert." in capsys.readouterr().out
    assert (
        main(["progress", "record", "22.4", "62,5", "--on", "2019-03-31", "--note", "halvveis", *place]) == 0
    )
    capsys.readouterr()
    assert main(["progress", "list", "22.4", "--json", *place]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["sub_measure_id"], row["recorded"], row["complete_pct"], row["note"]) == (
        "22.4",
        "2019-03-31",
        62.5,
        "halvveis",
    )
    assert main(["progress", "record", "22.4", "120", "--on", "2019-03-31", "--reason", "x", *place]) == 1
    assert "Fremdriften er i prosent: fra 0 til 100." in capsys.readouterr().err
    assert main(["progress", "remove", "22.4", "--on", "2019-03-31", "--reason", "feil", *place]) == 0
    assert recorded(folder) == []


# --- the forecast, as pages draw it ---------------------------------------------------------------------


def with_eight_months(folder: Path) -> None:
    """BEVISST planned with 100 hours a month in 2019, and 120 spent in each of the eight months that are released."""
    with new_version(folder) as version:
        version.con.execute("delete from planned_effort")
        version.con.execute("delete from actual_effort")
        for month in range(1, 13):
            version.con.execute(
                "insert into planned_effort by name select 1 as import_id, ? as source_row, 'PV1|22.4' as coverage_key,"
                " 'PV1' as plan_version_id, '22.4' as sub_measure_id, 'VM-ADM' as unit_id, 'ADM' as role_group_id,"
                " ?::date as period, 100 as planned_hours, 40000 as planned_payroll_nok",
                [month, date(2019, month, 1)],
            )
        for month in range(1, 9):
            version.con.execute(
                "insert into actual_effort by name select 2 as import_id, ? as source_row, 'm|22.4' as coverage_key,"
                " '22.4' as sub_measure_id, 'VM-ADM' as unit_id, 'ADM' as role_group_id, ?::date as period,"
                " 120 as actual_hours, 60000 as actual_payroll_nok, 'estimated' as quality, 3 as persons",
                [month, date(2019, month, 1)],
            )
        version.con.execute("delete from coverage where import_id in (1, 2)")
        version.con.execute(
            "insert into coverage select distinct import_id, source, coverage_key from"
            " (select import_id, coverage_key from planned_effort union all"
            " select import_id, coverage_key from actual_effort) join import_log using (import_id)"
        )
        version.con.execute(
            "update import_log set released_through = '2019-08-01', period_last = '2019-12-01' where import_id = 2"
        )


def section() -> None:
    """A page of nothing but where it ends and where the cost variance comes from."""
    from ui.cost_split import cost_split_section
    from ui.forecast import forecast_section
    from ui.page import show
    from ui.view import View

    def draw(view: View) -> None:
        forecast_section(view, "Hvor ender det?")
        cost_split_section(view, "Hvor kommer det fra?")

    show("progress", draw)


def section_of(**query: str) -> AppTest:
    app = AppTest.from_function(section, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_the_forecast_with_its_methods_side_by_side(folder: Path) -> None:
    with_eight_months(folder)
    app = section_of(last="2019-12")
    told = said(app)
    # 960 + 4 × 100; 960 + 400 × 960 / 800; 960 + 4 × 120; planned 1 200
    assert "restplan 1 360 t 13,3 % over planen" in told
    assert "takt 1 440 t 20,0 % over planen" in told
    assert "trend 1 440 t 20,0 % over planen" in told
    assert "Med metoden restplan ender summen i desember 2019 på 1 360 t, 13 % over planen." in told
    assert "Året 2019 alene ender på 1 360 t med metoden restplan, 13,3 % over planen." in told
    field(app.segmented_control, "Metode for prognosen").set_value("pace").run()
    assert app.query_params["metode"] == "pace"
    assert "Med metoden takt ender summen i desember 2019 på 1 440 t, 20 % over planen." in said(app)


def test_the_plan_of_what_is_closed_is_said_beside_the_forecast(folder: Path) -> None:
    with open_reader(folder) as reader:
        told = metrics.forecast(reader, metrics.Selection())
    assert closed_words(told, NB) == ""
    words = closed_words(replace(told, closed_remaining=14.0), NB).replace(NBSP, " ")
    assert words.startswith(
        "14,0 t av det som gjenstår av planen, hører til deltiltak som er ferdige eller avsluttet."
    )


def test_without_a_forecast_its_reason_is_said(folder: Path) -> None:
    assert "Bare 3 måneder er både frigitt og planlagt. En prognose trenger minst 6." in said(section_of())


def test_the_parts_of_each_sub_measure_stand_under_the_steps(folder: Path) -> None:
    told = said(section_of())
    # 400 kr an hour, planned and spent: BEVISST 90 h planned and 210 spent, BOTT ØL 300 and 270, ePhorte 36 unplanned
    assert "22.4 BEVISST 36 000 +48 000 0 0 0 84 000" in told
    assert "22.5 BOTT ØL 120 000 −12 000 0 0 0 108 000" in told
    assert "22.7 ePhorte 0 0 0 +14 400 0 14 400" in told
    assert "Sum 216 000 +36 000 0 +14 400 0 266 400" in told


def test_the_cost_variance_is_drawn_step_by_step(folder: Path) -> None:
    with_eight_months(folder)
    told = said(section_of(last="2019-12"))
    # a month: (120 − 100) × 400 = 8 000 and 120 × (500 − 400) = 12 000
    assert (
        "480 000 kr faktisk mot 320 000 kr planlagt, +160 000 kr merforbruk. Mest kommer fra timesats: +96 000 kr"
        in told
    )
    assert "Direkte kostnader er ikke med" in told
