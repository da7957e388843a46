"""Status sentences against golden files: the same facts, the same words, in bokmål, nynorsk and English."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

import language
from language.catalogue import KEYWORDS, read_catalogue
from metrics import MonthBasis, Selection
from reports.sentences import Facts, sentences, status_sentences
from tests.ui_warehouse import small_warehouse
from warehouse import open_reader

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
MONTHS = tuple(date(2019, month, 1) for month in (1, 2, 3))
APRIL, MAY, JUNE = (date(2019, month, 1) for month in (4, 5, 6))
BASIS = MonthBasis(MONTHS, (), (), (), MONTHS[-1], 0.0, "hours")
PLAN = {"nb": "gjeldende plan", "nn": "gjeldande plan", "en": "the plan in force"}
GROUP = {"nb": "Kontorsjefene", "nn": "Kontorsjefene", "en": "Heads of office"}


def facts(
    planned: float | None, actual: float | None, note: str = "", *, unit: str = "hours", **more: object
) -> Facts:
    """Facts whose variance follows from planned and actual."""
    variance = (
        None if note not in ("", "not_planned") or planned is None or actual is None else actual - planned
    )
    pct = None if variance is None or not planned else 100 * variance / planned
    basis = replace(more.pop("months", BASIS), unit=unit)  # type: ignore[type-var]
    return Facts("22.4 BEVISST", planned, actual, variance, pct, note, basis, "", **more)  # type: ignore[arg-type]


CASES: dict[str, Facts] = {
    "over": facts(550, 1820),
    "over_by_half_an_hour": facts(431, 1613.5),
    "under": facts(320, 190),
    "as_planned": facts(700, 700),
    "one_hour_over_one": facts(1, 2),
    "one_hour_as_planned": facts(1, 1),
    "zero_of_a_plan": facts(40, 0),
    "zero_of_one_hour": facts(1, 0),
    "neither": facts(0, 0, "not_planned"),
    "not_planned": facts(0, 60, "not_planned"),
    "one_hour_not_planned": facts(0, 1, "not_planned"),
    "not_covered": facts(None, 60, "not_covered", months=replace(BASIS, comparable=(), uncovered=MONTHS)),
    "not_released": facts(
        None, None, "not_released", months=MonthBasis((), MONTHS, (), (), None, 60.0, "hours")
    ),
    "suppressed": facts(None, None, "hidden"),
    "part_of_actual": facts(100, 60, "part_of_actual"),
    "provisional_left_out": facts(100, 160, months=replace(BASIS, provisional=(APRIL,), left_out_actual=12.5)),
    "future_and_uncovered_left_out": facts(
        100, 160, months=replace(BASIS, uncovered=(APRIL,), future=(MAY, JUNE), left_out_actual=1.0)
    ),
    "closed_without_rollout": facts(320, 190, closed=True),
    "group_pulls_up": facts(550, 1820, group="Kontorsjefene", group_variance=1182.5),
    "group_pulls_down": facts(320, 190, group="Kontorsjefene", group_variance=-90.0),
    "kroner_over": facts(1_901_417, 2_868_480, unit="cost_nok"),
    "booked_kroner_under": facts(250_000, 199_999.5, unit="booked_cost_nok"),
    "person_years": facts(1.2, 2.55, unit="person_years"),
    "person_days": facts(60, 75, unit="person_days"),
    "thousands_and_small_share": facts(100_000, 100_050),
}  # fmt: skip


def told(name: str, code: str) -> str:
    """The sentences of a case in one language."""
    case = CASES[name]
    fitted = replace(case, plan=PLAN[code], group=GROUP[code] if case.group else None)
    return " ".join(sentences(fitted, language.get(code)))


def golden(code: str) -> dict[str, str]:
    """The agreed sentences of a language by case."""
    lines = (GOLDEN / f"sentences.{code}.txt").read_text("utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


@pytest.mark.parametrize("code", language.WRITTEN)
@pytest.mark.parametrize("name", CASES)
def test_the_words_are_the_agreed_ones(name: str, code: str) -> None:
    assert told(name, code).replace("\N{NO-BREAK SPACE}", " ") == golden(code)[name]


def test_every_agreed_sentence_is_tried_and_there_are_sixty_at_least() -> None:
    agreed = [golden(code) for code in language.WRITTEN]
    assert all(set(one) == set(CASES) for one in agreed)
    assert sum(len(one) for one in agreed) >= 60


def test_no_language_speaks_another() -> None:
    nynorsk, bokmal, english = (" ".join(golden(code).values()).split() for code in ("nn", "nb", "en"))
    assert {"ble", "ikke", "timer", "mer", "noe", "verken", "uten"}.isdisjoint(nynorsk)
    assert {"vart", "ikkje", "timar", "meir", "noko", "utan"}.isdisjoint(bokmal)
    assert {"ble", "vart", "timer", "timar", "planlagt"}.isdisjoint(english)


def test_every_text_of_a_sentence_has_its_nynorsk() -> None:
    found = extract_from_file("python", ROOT / "reports" / "sentences.py", keywords=KEYWORDS)
    texts = {
        message if isinstance(message, str) else message[0] for _line, message, _notes, _context in found
    }
    catalogue = read_catalogue("nn")
    assert texts
    assert texts <= {str(message.id) for message in catalogue if message.id and message.string}


@pytest.mark.parametrize(
    ("kind", "key", "against", "variance"),
    [
        ("measure", "T22", "666 timer på tiltak 22 Bedre ressursutnyttelse, mot 540 timer",
         "merforbruk på 126 timer (+23,3 %)"),
        ("sub_measure", "22.4", "210 timer på 22.4 BEVISST, mot 90 timer", "merforbruk på 120 timer (+133,3 %)"),
        ("system", "SYS-EPH", "36 timer på ePhorte.", "Innsatsen var ikke planlagt"),
    ],
)  # fmt: skip
def test_the_figures_come_from_the_warehouse(
    tmp_path: Path, kind: str, key: str, against: str, variance: str
) -> None:
    with open_reader(small_warehouse(tmp_path / "warehouse")) as reader:
        found = status_sentences(reader, Selection(), language.get("nb"), kind=kind, key=key)
    told = found[0].replace("\N{NO-BREAK SPACE}", " ")
    assert told.startswith(f"I januar–mars 2019 ble det brukt {against}")
    assert told.endswith(f"{variance}.")
