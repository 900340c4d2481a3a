"""Codes of agencies that Excel took for numbers have their zeros again."""

from itadata.findings import Code
from tests.frameworks import framework, read_after


def test_codes_that_lost_their_zeros_are_those_of_the_year_before_and_named():
    def change(book):
        agencies = book["ส่วนราชการ"]
        agencies["A2"], agencies["A3"], agencies["A4"] = 1, "2.0", "๓"
        book["ยกเว้น"]["B2"] = int(book["ยกเว้น"]["B2"].value)

    parsed = read_after(change)
    assert parsed.framework == framework()
    assert {finding.code for finding in parsed.findings} == {Code.CODE_SHORTENED}
    assert [f.expected for f in parsed.findings if f.sheet == "ส่วนราชการ"] == ["001", "002", "003"]


def test_codes_of_several_widths_stay_as_they_are():
    def change(book):
        book["ส่วนราชการ"]["A2"], book["ส่วนราชการ"]["A3"] = "0017", 2

    parsed = read_after(change)
    assert [agency.code for agency in parsed.framework.agencies[:2]] == ["0017", "2"]
    assert parsed.findings == []
