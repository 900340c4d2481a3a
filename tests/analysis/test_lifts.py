"""The lifts against every combination of lifts, on small schemes and a coarse grid."""

from itertools import product
from random import Random

import pytest

from itadata.analysis import lifts
from itadata.analysis.lift_problem import Effects, Problem
from itadata.analysis.lifts import fewest_lifted, smallest_lift

# The sample of 2567: five, three and two indicators; IIT 93.50, EIT 95.80, OIT 96.90.
EQUAL = Effects(((0, 1, 2, 3, 4), (5, 6, 7), (8, 9)), (1,) * 10, (6,) * 5 + (10,) * 3 + (20,) * 2)
SAMPLE = [9510, 9280, 9340, 9170, 9450, 9650, 9570, 9520, 9530, 9850]


def _problem(effects, scores, needs, total_need=0):
    rooms = [10_000 - score for score in scores]
    return Problem(effects, needs, total_need, [0] * len(scores), rooms, scores)


def test_an_instrument_rises_to_one_level_as_low_as_can_be():
    # 5 × 94.995 − 467.50 = 7.475, so 7.48: the lower four rise to 94.97.
    problem = _problem(EQUAL, SAMPLE, [748, 0, 0])
    assert smallest_lift(problem) == [0, 217, 157, 327, 47, 0, 0, 0, 0, 0]


def test_one_indicator_with_enough_room_is_the_fewest():
    problem = _problem(EQUAL, SAMPLE, [748, 0, 0])
    assert fewest_lifted(problem) == [0, 0, 0, 748, 0, 0, 0, 0, 0, 0]


def test_the_total_takes_the_largest_effects_first():
    problem = _problem(EQUAL, SAMPLE, [0, 0, 0], 20 * 620 + 10 * 7)
    assert smallest_lift(problem) == [0, 0, 0, 0, 0, 7, 0, 0, 470, 150]


def test_what_cannot_be_reached_has_no_lifts():
    problem = _problem(EQUAL, SAMPLE, [5000, 0, 0])
    assert smallest_lift(problem) is fewest_lifted(problem) is None


def _of_chance(chance):
    """A problem of up to five indicators in up to three instruments, with rooms up to 5."""
    n = chance.randint(1, 5)
    k = chance.randint(1, min(3, n))
    places = [*range(k), *(chance.randrange(k) for _ in range(n - k))]
    members = tuple(tuple(i for i in range(n) if places[i] == at) for at in range(k))
    equal = chance.random() < 0.5
    weights = tuple(1 if equal else chance.randint(0, 4) for _ in range(n))
    shares = [chance.randint(0, 4) for _ in range(k)]
    gains = tuple(shares[place] * weight for place, weight in zip(places, weights, strict=True))
    step = chance.choice([1, 1, 2, 3])
    rooms = [chance.randint(0, 5) for _ in range(n)]
    return Problem(
        effects=Effects(members, weights, gains),
        needs=[chance.choice([0, chance.randint(0, 12)]) for _ in range(k)],
        total_need=chance.choice([0, chance.randint(0, 30)]),
        floors=[min(room, chance.choice([0, 0, 0, 1, 2])) for room in rooms],
        rooms=rooms,
        positions=[(20 - room) * step - chance.randrange(step) for room in rooms],
        step=step,
    )


def _of_all_lifts(problem):
    """The best of every combination of lifts, by the definitions alone."""
    grid = product(
        *(range(low, high + 1) for low, high in zip(problem.floors, problem.rooms, strict=True))
    )
    every = [each for each in grid if _satisfies(problem, each)]
    smallest = min(every, key=lambda each: _by_sum(problem, each), default=None)
    return smallest, min(every, key=_by_number, default=None)


def _satisfies(problem, each):
    effects = problem.effects
    return sum(g * lift for g, lift in zip(effects.gains, each, strict=True)) >= (
        problem.total_need
    ) and all(
        sum(effects.weights[i] * each[i] for i in members) >= need
        for members, need in zip(effects.instruments, problem.needs, strict=True)
    )


def _by_sum(problem, each):
    lifted = [
        at + problem.step * lift for at, lift in zip(problem.positions, each, strict=True) if lift
    ]
    return sum(each), max(lifted, default=-1), [-lift for lift in each]


def _by_number(each):
    numbers = [i for i, lift in enumerate(each) if lift]
    return len(numbers), sum(each), numbers, [-lift for lift in each]


@pytest.mark.parametrize("most_sets", [300, 0], ids=["tried one by one", "searched"])
def test_no_other_lifts_are_better(monkeypatch, most_sets):
    monkeypatch.setattr(lifts, "_MOST_SETS", most_sets)
    chance = Random(2567)
    wrong, solved = [], 0
    for _ in range(400):
        problem = _of_chance(chance)
        best = _of_all_lifts(problem)
        ours = [each and tuple(each) for each in (smallest_lift(problem), fewest_lifted(problem))]
        solved += best[0] is not None
        if ours != [*best]:
            wrong.append((problem, ours, best))
    assert not wrong
    assert 150 < solved < 350


def test_a_search_and_all_sets_agree_on_thirty_indicators(monkeypatch):
    chance = Random(30)
    weights = tuple(chance.randint(5, 40) for _ in range(30))
    members = tuple(tuple(range(at, at + 10)) for at in (0, 10, 20))
    gains = tuple(weight * (3, 3, 4)[i // 10] for i, weight in enumerate(weights))
    for _ in range(5):
        scores = [chance.randrange(8000, 9900) for _ in range(30)]
        needs = [chance.randrange(20_000, 40_000), 0, chance.randrange(20_000, 40_000)]
        problem = _problem(Effects(members, weights, gains), scores, needs, 250_000)
        answers = []
        for most_sets in (0, 1_000_000):
            monkeypatch.setattr(lifts, "_MOST_SETS", most_sets)
            answers.append(fewest_lifted(problem))
        assert answers[0] == answers[1] is not None
