from itadata.charts import improvement
from itadata.framework import Link
from itadata.language import language_context
from tests.analysis.frames import scored
from tests.analysis.test_improvement import _loop

SCORES = (
    scored(2566, 90, indicators=[80] * 10, rest_illustrated=True),
    scored(2567, 91, indicators=[81, 79, *[80] * 8]),
)
EVERY = tuple(Link(1 + no % 2, no, inferred=False) for no in range(1, 11))


def _drawn(links=EVERY):
    with language_context("en"):
        return improvement(_loop(*SCORES, links=links), 2567)


def _bars(chart):
    return [trace for trace in chart.figure.data if trace.type == "bar"]


def test_the_title_names_what_has_no_counterpart_else_that_all_have():
    scores = "1 of 10 scores are higher than in 2566 (illustration)"
    assert _drawn().title == f"Each of the 10 indicators has a measure in 2567 · {scores}"
    assert _drawn([link for link in EVERY if link.measure_no == 2]).title == (
        "Without a measure in 2567: indicators 2, 4, 6, 8, 10 · "
        f"Without an indicator: measures 1 · {scores}"
    )


def test_bars_are_completion_with_and_without_evidence():
    whole, proven, unproven = _bars(_drawn(EVERY[:2]))[:3]
    # Measure 2 at indicator 1: none done. Measure 1 at 2: 3 of 4 done, 2 of these with evidence.
    assert [round(x / whole.x[0], 4) for x in proven.x] == [0, 0.5]
    assert [round(x / whole.x[0], 4) for x in unproven.x] == [0, 0.25]


def test_a_link_by_analysis_and_a_measure_without_an_indicator_are_marked():
    chart = _drawn([Link(1, 2, inferred=True)])
    texts = [annotation.text for annotation in chart.figure.layout.annotations]
    assert any(text.startswith("1. ") and text.endswith("*") for text in texts)
    assert sum("No measure" in text for text in texts) == 9
    assert any("Measures without an indicator" in text for text in texts)
    assert len(_bars(chart)[3].x) == 1  # in the colour of a warning


def test_those_who_cannot_see_it_read_every_row():
    chart = _drawn([Link(1, 2, inferred=True)])
    assert "2. indicator 2 80.00 → 1. short 1 (completed 75.00%" in chart.alt_text
    assert "1. indicator 1 80.00 → No measure → 81.00" in chart.alt_text
