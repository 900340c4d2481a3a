"""Many users at once, each with a session of its own, who think between two pages."""

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from tests.bench.sessions import session

USERS = (10, 30, 50)
TURNS = 8
THINKING = (2.0, 8.0)
"""Seconds between the end of one page and the next click, evenly spread."""


@dataclass(frozen=True)
class Waits:
    """Seconds until a page's run ends: the first page of all users at once, and each later one."""

    rush: Sequence[float]
    later: Sequence[float]

    @property
    def median(self) -> float:
        """The median after the rush."""
        return statistics.median(self.later)

    @property
    def p95(self) -> float:
        """The 95th percentile after the rush."""
        return statistics.quantiles(self.later, n=20)[-1]

    @property
    def rush_median(self) -> float:
        """The median of the first pages."""
        return statistics.median(self.rush)


def waits(address: str, pages: Sequence[str], users: int) -> Waits:
    """How long users wait who open a page together and then go on to others one by one.

    Each user starts at another of the pages (`name?query`), in an order that is always the same.
    """
    return asyncio.run(_crowd(address, pages, users))


async def _crowd(address: str, pages: Sequence[str], users: int) -> Waits:
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(_browse(address, islice(cycle(pages), user, user + TURNS), user))
            for user in range(users)
        ]
    seconds = [task.result() for task in tasks]
    return Waits([own[0] for own in seconds], [each for own in seconds for each in own[1:]])


async def _browse(address: str, pages: "islice[str]", seed: int) -> list[float]:
    chance = random.Random(seed)
    seconds = []
    async with session(address) as visitor:
        for page in pages:
            if seconds:
                await asyncio.sleep(chance.uniform(*THINKING))
            started = time.perf_counter()
            await visitor.open(page)
            seconds.append(time.perf_counter() - started)
    return seconds
