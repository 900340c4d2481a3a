"""Killed at any moment, or in a crowd: what was submitted is there once, or not at all.

A little of what `make soak` does in numbers.
"""

from pathlib import Path

import pytest

from tests.soak.crowd import Crowd
from tests.soak.kills import in_sqlite, kill, large_return, moments, seconds_undisturbed


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
