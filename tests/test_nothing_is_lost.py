"""Killed at any moment, or in a crowd: what was submitted is there once, or not at all.

A few of what `make soak` does in numbers.
"""

from pathlib import Path

from tests.soak.crowd import Crowd
from tests.soak.kills import Ground, kill, moments


def test_a_submission_that_is_killed_leaves_all_or_nothing(tmp_path: Path) -> None:
    ground = Ground.prepare(tmp_path)
    for wait in moments(ground, 6):
        kill(ground, tmp_path, wait)


def test_what_several_processes_submit_at_once_is_there_once(tmp_path: Path) -> None:
    Crowd.prepare(tmp_path, processes=4, each=4).check(
        f"sqlite:///{tmp_path / 'crowd.db'}", tmp_path
    )
