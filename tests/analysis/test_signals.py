"""Signals of returns, each counted where it stands and nowhere else."""

from datetime import date

import pytest

from itadata.analysis import SIGNALS, signals
from tests.analysis.frames import DUE, answered, answers, framework

LINK = "https://example.go.th/ita"


def _signals(*rows, similar=None):
    frame = signals(framework(), 12, answers(*rows), similar or {})
    return {row["agency_code"]: tuple(row[s] for s in SIGNALS) for row in frame.to_dict("records")}


def _done(*days, evidence="หนังสือ ชม 1"):
    rows = answered("001", "done", "done", "done", evidence=evidence)
    return [row | {"done_on": day} for row, day in zip(rows, days, strict=False)]


def test_a_return_without_a_signal_is_not_listed():
    assert _signals(_done(DUE, date(2024, 9, 1))) == {}


def test_similar_texts_are_those_found_when_the_return_was_received():
    assert _signals(_done(date(2024, 9, 1)), similar={"001": 2}) == {"001": (2, 0, 0, 0)}


@pytest.mark.parametrize(("days", "counted"), [((DUE, DUE), 2), ((DUE, None), 0), ((DUE,), 0)])
def test_every_done_step_on_the_due_day_needs_two_steps_and_every_date(days, counted):
    assert _signals(_done(*days), similar={"001": 1})["001"] == (1, counted, 0, 0)


def test_done_steps_without_evidence_are_counted_and_others_not():
    rows = answered("001", "done", "in_progress", "done")
    assert _signals(rows) == {"001": (0, 0, 2, 0)}


@pytest.mark.parametrize(("steps", "counted"), [(4, 0), (5, 5)])
def test_one_link_counts_from_five_steps_on_whatever_stands_around_it(steps, counted):
    texts = [LINK, f"{LINK}/", f"ดู {LINK}.", f"{LINK} {LINK}", f"({LINK})"][:steps]
    rows = [
        answered("001", "done", None, None, evidence=text)[0] | {"step_no": f"1.{no}"}
        for no, text in enumerate(texts, 1)
    ]
    assert _signals(rows, similar={"001": 1})["001"][3] == counted


def test_a_return_that_was_sent_back_shows_no_signals():
    assert _signals(answered("001", "done", "done", "done", state="returned")) == {}
