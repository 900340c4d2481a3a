"""Killed at any moment, in a crowd or in several hands: what was submitted is there once, or not
at all, and every act ends as the workflow says.

A little of what `make soak` does in numbers.
"""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from tests.soak import histories
from tests.soak.crowd import Crowd
from tests.soak.kills import in_sqlite, kill, large_return, moments, seconds_undisturbed
from tests.soak.submitting import CLOCK
from tests.soak.workflow_model import DONE


@pytest.mark.slow
def test_a_submission_that_is_killed_leaves_all_or_nothing(tmp_path: Path) -> None:
    file, urls = large_return(tmp_path), in_sqlite(tmp_path)
    seconds = seconds_undisturbed(next(urls), file)
    for wait in moments(seconds, 6):
        kill(next(urls), file, wait)


@pytest.mark.slow
def test_what_several_processes_submit_at_once_is_there_once(tmp_path: Path) -> None:
    crowd = Crowd.prepare(tmp_path, processes=4, each=4)
    crowd.check(f"sqlite:///{tmp_path / 'crowd.db'}", tmp_path)


@pytest.mark.slow
def test_acts_of_several_processes_on_one_return_end_as_the_workflow_says(tmp_path: Path) -> None:
    assert histories.run(f"sqlite:///{tmp_path / 'acts.db'}", 8, processes=3, seed=1) == 144


def test_an_act_that_ends_otherwise_than_the_workflow_says_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", CLOCK)
    url = f"sqlite:///{tmp_path / 'acts.db'}"
    model = histories.prepare(url)
    outcomes = histories.act_on(url, "001", 12, "seed")
    histories.compare(url, deepcopy(model), outcomes)
    for number, outcome in enumerate(outcomes):
        end = "WrongState" if outcome.end == DONE else DONE
        others = [*outcomes[:number], replace(outcome, end=end), *outcomes[number + 1 :]]
        with pytest.raises(histories.Disagreement):
            histories.compare(url, deepcopy(model), others)
