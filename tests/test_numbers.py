"""Numbers and money as four countries write them: read exactly, or asked about."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.mapping import Question
from etl.money import foreign_money, money_scale, read_money
from etl.number_format import is_clock, is_percent, literal_text, scale_commas
from etl.numbers import read_counts

NBSP, NARROW, THIN = "\u00a0", "\u202f", "\u2009"
ASK = "ask"


def money(*cells, header="Beløp", **how):
    """What one column of money is read as."""
    return read_money(cells, header, "beløp", **how)


def one(cell, **how):
    """The value or the failure's code of a column of one cell."""
    reading = money(cell, **how)
    return reading.failures[0].code if reading.failures else reading.values[0]


@pytest.mark.parametrize(
    ("text", "kroner"),
    [
        pytest.param("1 234,50", "1234.50", id="space"),
        pytest.param(f"1{NBSP}234,50", "1234.50", id="nbsp"),
        pytest.param(f"1{NARROW}234{NARROW}567,5", "1234567.5", id="narrow"),
        pytest.param(f"1{THIN}234,5", "1234.5", id="thin"),
        pytest.param("1.234,50", "1234.50", id="german"),
        pytest.param("1,234.50", "1234.50", id="english"),
        pytest.param("1'234.50", "1234.50", id="swiss"),
        pytest.param("1’234.50", "1234.50", id="swiss_typographic"),
        pytest.param("1.234.567", "1234567", id="grouped_twice"),
        pytest.param("1 234,567", "1234.57", id="space_shows_the_mark"),
        pytest.param("0,125", "0.12", id="zero_shows_the_mark"),
        pytest.param("1234,567", "1234.57", id="four_digits_show_the_mark"),
        pytest.param(",5", "0.5", id="no_whole"),
        pytest.param("-1 234,5", "-1234.5", id="hyphen"),
        pytest.param("−1 234,5", "-1234.5", id="minus"),
        pytest.param("–5", "-5", id="dash"),
        pytest.param("1.234,50-", "-1234.50", id="trailing"),
        pytest.param("(1 234)", "-1234", id="parentheses"),
        pytest.param("kr (1 234)", "-1234", id="currency_outside"),
        pytest.param("(kr 1 234)", "-1234", id="currency_inside"),
        pytest.param("-kr 5", "-5", id="sign_before_currency"),
        pytest.param("kr -5", "-5", id="sign_after_currency"),
        pytest.param("kr 1 200,-", "1200", id="no_øre"),
        pytest.param("1'200.-", "1200", id="no_rappen"),
        pytest.param("100 kr", "100", id="kr"),
        pytest.param("NOK 100", "100", id="nok"),
        pytest.param("12kr", "12", id="glued"),
        pytest.param("12 t.kr", "12000", id="t_kr"),
        pytest.param("12 tkr", "12000", id="tkr"),
        pytest.param("TNOK 7", "7000", id="tnok"),
        pytest.param("5 tusen kr", "5000", id="tusen"),
        pytest.param("1,5 mill.", "1500000", id="mill"),
        pytest.param("1,5 mill. kr", "1500000", id="mill_kr"),
        pytest.param("MNOK 2", "2000000", id="mnok"),
        pytest.param("2 mrd", "2000000000", id="mrd"),
        pytest.param("1,2E+03", "1200", id="scientific"),
        pytest.param("1,234E+03", "1234", id="scientific_has_one_digit_before_the_mark"),
    ],
)
def test_money_that_leaves_no_doubt(text, kroner):
    assert one(text) == Decimal(kroner).quantize(Decimal("0.01"))


@pytest.mark.parametrize("cell", ["", " ", NBSP, None, "-", "–", "—", "kr -", "-   kr"])
def test_a_dash_alone_is_blank(cell):
    reading = money(cell)
    assert (reading.values, reading.failures) == ([None], {})


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("abc", "not_a_number"),
        ("1 23,5", "not_a_number"),
        ("--5", "not_a_number"),
        ("-(5)", "not_a_number"),
        ("1,2,3", "not_a_number"),
        ("12,34,567", "not_a_number"),
        ("1.234.567.89", "not_a_number"),
        ("1e5", "not_a_number"),
        ("120*", "footnote_mark"),
        ("120 1)", "footnote_mark"),
        ("120¹", "footnote_mark"),
        ("100-120", "range_not_number"),
        ("100 til 120", "range_not_number"),
        ("inntil 100", "limit_not_amount"),
        (">100", "limit_not_amount"),
        ("2 x 500", "sum_in_cell"),
        ("=1+1", "sum_in_cell"),
        ("?", "unknown_amount"),
        ("100?", "uncertain_number"),
        ("tbd", "unknown_amount"),
        ("ikke avklart", "unknown_amount"),
        ("ja", "yes_or_no"),
        (True, "yes_or_no"),
        ("#REF!", "error_cell"),
        ("#I/T", "error_cell"),
        ("€ 5", ASK),
        (datetime(2022, 5, 1), "date_for_number"),
        (float("inf"), "number_too_large"),
        (float("nan"), "number_too_large"),
        (1e20, "number_too_large"),
    ],
)
def test_what_is_no_sum_of_money(cell, code):
    reading = money(cell)
    assert (reading.failures[0].code if reading.failures else ASK) == code
    assert reading.values == [None]


def test_a_comma_before_three_digits_is_asked_about_as_a_point_is():
    for text in ("1,234", "1.234", "-1.234", "kr 12,345"):
        reading = money(text)
        assert reading.values == [None]
        assert reading.question == Question(
            "decimal_mark", "beløp", choices=("comma", "point"), examples=(text,)
        )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["1.234", "12 450,00"], ["1234", "12450"], id="comma_elsewhere"),
        pytest.param(["1.234", "7.5"], ["1.23", "7.5"], id="point_elsewhere"),
        pytest.param(["1,234", "1,234,567"], ["1234", "1234567"], id="grouping_elsewhere"),
        pytest.param(["1.234", "1 234,567"], ["1234", "1234.57"], id="space_grouping_elsewhere"),
        pytest.param(["1,5", "2.5"], ["1.5", "2.5"], id="both_marks_but_no_doubt"),
        pytest.param(["1.234", 1234.0], ASK, id="number_cells_do_not_tell"),
        pytest.param(["1,5", "2.5", "1.234"], ASK, id="contradiction"),
        pytest.param(["1.234", "5,678"], ASK, id="nothing_but_doubt"),
    ],
)
def test_the_decimal_mark_is_decided_by_the_column(cells, expected):
    reading = money(*cells)
    if expected == ASK:
        assert reading.question is not None
        assert reading.question.code == "decimal_mark"
        assert reading.values[cells.index("1.234")] is None
        assert not reading.failures
    else:
        assert reading.values == [Decimal(text).quantize(Decimal("0.01")) for text in expected]
        assert reading.question is None


def test_an_answer_settles_the_decimal_mark():
    assert money("1.234", decimal="comma").values == [Decimal("1234.00")]
    assert money("1.234", decimal="point").values == [Decimal("1.23")]
    assert money("1.234", "1,5", "2.5", decimal="comma").values[0] == Decimal("1234.00")


def test_a_remembered_answer_does_not_multiply_an_export_that_has_changed():
    reading = money("1.234", "7.5", decimal="comma")
    assert reading.failures[0].code == "other_decimal_mark"
    assert reading.failures[0].facts == {"other": "7.5"}
    assert reading.values == [None, Decimal("7.50")]


@pytest.mark.parametrize(
    ("header", "scale"),
    [
        ("Beløp (tusen kr)", 1000),
        ("Beløp i 1000 kr", 1000),
        ("Beløp i hele 1 000", 1000),
        ("Beløp (1 000 kr)", 1000),
        ("Kostnad tkr", 1000),
        ("Kostnad (t.kr)", 1000),
        ("TNOK", 1000),
        ("Amount in thousands", 1000),
        ("mill. kr", 1_000_000),
        ("Budsjett (MNOK)", 1_000_000),
        ("Beløp (mrd. kr)", 1_000_000_000),
        ("Beløp (kr)", 1),
        ("Beløp", None),
        ("Konto 1000", None),
        ("Tusenfryd", None),
        ("Krav", None),
    ],
)
def test_the_scale_in_a_header(header, scale):
    assert money_scale(header) == scale


@pytest.mark.parametrize(
    ("how", "kroner", "unit"),
    [
        pytest.param({}, 5, "nok", id="nothing_said"),
        pytest.param({"scale": 1000}, 5000, "thousand_nok", id="title"),
        pytest.param({"note": "Alle tall i tusen"}, 5000, "thousand_nok", id="note"),
        pytest.param({"header": "Beløp (tusen kr)"}, 5000, "thousand_nok", id="header"),
        pytest.param({"header": "Beløp (tusen kr)", "scale": 1000}, 5000, "thousand_nok", id="said_twice"),
        pytest.param({"header": "Beløp (kr)", "scale": 1000}, 5, "nok", id="header_before_title"),
        pytest.param({"header": "Beløp (tusen kr)", "unit": "nok"}, 5, "nok", id="answer_before_header"),
        pytest.param({"formats": ['0.0 "mill. kr"']}, 5_000_000, "nok", id="number_format"),
        pytest.param({"formats": ["#,##0,"]}, 5, "nok", id="scale_comma"),
        pytest.param({"formats": ['0.0,, "mill. kr"']}, 5, "nok", id="scale_comma_with_words"),
        pytest.param({"header": "Tusen kr", "formats": ["#,##0,"]}, 5, "thousand_nok", id="comma_and_header"),
        pytest.param({"header": "Tusen kr", "formats": ['#,##0 "kr"']}, 5000, "thousand_nok", id="kr_format"),
    ],
)
def test_one_scale_counts_and_never_two(how, kroner, unit):
    reading = money(5.0, **how)
    assert (reading.values, reading.unit) == ([Decimal(kroner).quantize(Decimal("0.01"))], unit)


def test_a_scale_in_the_number_format_is_told():
    reading = money(1.5, formats=['0.0 "mill. kr"'])
    assert reading.assumptions == {0: f"1,5 lest som 1{NBSP}500{NBSP}000 kr etter tallformatet"}


def test_kroner_in_a_column_of_thousands_are_asked_about():
    reading = money("kr 5", "6", header="Beløp (tusen kr)")
    assert reading.question == Question("unit", "beløp", choices=("nok", "thousand_nok"), examples=("kr 5",))
    assert money("kr 5", "6", header="Beløp (tusen kr)", unit="thousand_nok").values == [5000, 6000]
    assert money("5 tkr", "6", header="Beløp (tusen kr)").values == [5000, 6000]


def test_other_currencies_are_never_kroner():
    assert money("€ 5", "6").failures[0].code == "foreign_currency"
    assert money(5.0, 6.0, formats=["[$€-1] #,##0", None]).failures[0].code == "foreign_currency"
    for reading in (money("€ 5", "€ 6"), money(5.0, header="Amount (EUR)")):
        assert reading.question is not None
        assert reading.question.code == "unit"
        assert set(reading.values) == {None}
    assert money("€ 5", "€ 6", unit="nok").values == [5, 6]
    assert money("€ 5", "6", unit="nok").failures[0].code == "foreign_currency"
    assert foreign_money("Amount (USD)")
    assert not foreign_money("Beløp")


def test_a_column_of_counts():
    reading = read_counts([3.0, "4", "", "-", 2.5, -1.0, "ja", True, "1 000"], "antall")
    assert reading.values == [3, 4, None, None, None, None, None, None, 1000]
    codes = {at: reason.code for at, reason in reading.failures.items()}
    assert codes == {4: "not_a_count", 5: "not_a_count", 6: "yes_or_no", 7: "yes_or_no"}
    assert read_counts(["1.234"], "antall").question is not None


@pytest.mark.parametrize(
    ("number_format", "words", "commas", "clock", "per_cent"),
    [
        ('0.0 "mill. kr"', "mill. kr", 0, False, False),
        ("[$kr-414] #,##0.00", "kr", 0, False, False),
        ("#,##0,", "", 1, False, False),
        ("0.0,,", "", 2, False, False),
        ("#,##0", "", 0, False, False),
        ("h:mm", "", 0, True, False),
        ("[h]:mm:ss", "", 0, True, False),
        ("[t]:mm", "", 0, True, False),
        ("dd.mm.yyyy hh:mm", "", 0, False, False),
        ("0%", "", 0, False, True),
        ('0 "%"', "%", 0, False, False),
        ("[Red]0.0\\ \\t", "t", 0, False, False),
        (None, "", 0, False, False),
    ],
)
def test_what_a_number_format_says(number_format, words, commas, clock, per_cent):
    assert literal_text(number_format) == words
    assert scale_commas(number_format) == commas
    assert is_clock(number_format) is clock
    assert is_percent(number_format) is per_cent


AMOUNTS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
STYLES = {
    "norwegian": (NBSP, ","), "narrow": (NARROW, ","), "german": (".", ","), "english": (",", "."), "swiss": ("'", "."),
    "bare_comma": ("", ","), "bare_point": ("", "."),
}  # fmt: skip
SIGNS = ("-{}", "−{}", "{}-", "({})")
WORDS = ("{}", "kr {}", "{} kr", "NOK {}")


def written(amount, style, decimals, sign, words):
    """An amount as text in one style; decimals are cut, not rounded, to what the style shows."""
    group, mark = STYLES[style]
    whole, fraction = f"{abs(amount):.2f}".split(".")
    grouped = f"{int(whole):,}".replace(",", group)
    text = grouped + (mark + fraction if decimals else "")
    return words.format(sign.format(text) if amount < 0 else text)


@given(
    st.lists(AMOUNTS, min_size=1, max_size=8),
    st.sampled_from(sorted(STYLES)),
    st.booleans(),
    st.sampled_from(SIGNS),
    st.sampled_from(WORDS),
)
def test_any_column_in_any_style_reads_back_exactly_or_asks(amounts, style, decimals, sign, words):
    if not decimals:
        amounts = [amount.to_integral_value() for amount in amounts]
    reading = money(*(written(amount, style, decimals, sign, words) for amount in amounts))
    assert not reading.failures
    read = [
        (value, amount) for value, amount in zip(reading.values, amounts, strict=True) if value is not None
    ]
    assert all(value == amount for value, amount in read)
    assert reading.question is not None or len(read) == len(amounts)


@given(st.lists(AMOUNTS, min_size=1, max_size=8), st.data())
def test_a_column_in_mixed_styles_is_never_wrong_by_a_thousand(amounts, data):
    styles = data.draw(
        st.lists(st.sampled_from(sorted(STYLES)), min_size=len(amounts), max_size=len(amounts))
    )
    whole = [amount.to_integral_value() for amount in amounts]
    cells = [written(amount, style, True, "-{}", "{}") for amount, style in zip(amounts, styles, strict=True)]
    reading = money(*cells)
    assert not reading.failures
    assert all(value in (None, amount) for value, amount in zip(reading.values, amounts, strict=True))
    mixed = money(*cells, *(written(amount, "german", False, "-{}", "{}") for amount in whole))
    settled = [value for value in mixed.values[len(cells) :] if value is not None]
    marks = {STYLES[style][1] for style in styles}
    assert marks != {","} or len(settled) == len(whole)
