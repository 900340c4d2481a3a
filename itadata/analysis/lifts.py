"""The lifts of indicators that satisfy lower bounds: least in sum, or of the fewest indicators.

Both answers are exact, because the bounds nest (indicator, instrument, total) and within an
instrument the effects on the total go as its weights do: the largest effects first take the fewest
cents, the largest effects of whole rooms the fewest indicators.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations
from math import comb

from itadata.analysis.lift_problem import Lifts, Problem

_MOST_SETS = 300  # so many sets of indicators are tried one by one, more are searched


# --- the smallest sum --------------------------------------------------------------------------


def smallest_lift(problem: Problem) -> Lifts | None:
    """The lifts of the least sum; None where no scores up to 100 satisfy the needs.

    Of equal sums those with the least largest lifted score; of these the largest lift of the
    first indicator, then of the second, and so on.
    """
    least = problem.least(problem.floors, problem.rooms)
    if least is None:
        return None
    rooms = problem.rooms_up_to(_least_top(problem, least))
    return _first_most(problem, rooms, sum(least))


def _least_top(problem: Problem, least: Lifts) -> int:
    """The least position that lifts of the least sum can stay at or below."""
    total = sum(least)
    lowest = min(problem.positions)
    highest = max(problem.top(least), lowest)
    top = lowest
    for group in problem.effects.groups:
        if lift := sum([least[i] for i in group]):
            top = max(top, _level(problem, group, lift, lowest, highest))

    def fits(top: int) -> bool:
        lifts = problem.least(problem.floors, problem.rooms_up_to(top))
        return lifts is not None and sum(lifts) == total

    # Sums of groups may be exchanged where the last cent brings more than is needed.
    return top + 1 - _first(1, top - lowest + 1, lambda below: not fits(top - below))


def _level(problem: Problem, group: Sequence[int], lift: int, lowest: int, highest: int) -> int:
    """The least position at or below which a group takes a lift."""
    positions = sorted([problem.positions[i] for i in group if problem.rooms[i]])
    filled, level = problem.step * lift, highest
    for n, (position, above) in enumerate(zip(positions, [*positions[1:], highest], strict=True)):
        filled += position
        level = -(-filled // (n + 1))
        if level <= above:
            break

    def holds(top: int) -> bool:
        return _holds(problem, group, lift, top)

    if level <= highest and holds(level) and (level <= lowest or not holds(level - 1)):
        return level
    return _first(lowest, highest, holds)


def _holds(problem: Problem, group: Sequence[int], lift: int, top: int) -> bool:
    """Whether a group takes a lift while its lifted scores stay at or below `top`."""
    step, room = problem.step, 0
    for i in group:
        up_to = (top - problem.positions[i]) // step
        if up_to < problem.floors[i] and problem.floors[i]:
            return False
        if up_to > 0:
            room += min(problem.rooms[i], up_to)
    return room >= lift


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least number from `low` to `high` for which `holds`, mostly near `low`; it does for
    `high`.
    """
    number, step = low, 1
    while number < high and not holds(number):
        low, number, step = number + 1, number + step, 2 * step
    high = min(number, high)
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _first_most(problem: Problem, rooms: Lifts, total: int) -> Lifts | None:
    """Of the lifts of this least sum, those that lift the first indicator most, then the next."""
    floors = problem.floors.copy()
    lifts = problem.least(floors, rooms)
    if lifts is None:
        return None
    later_twins = problem.effects.later_twins
    full: set[int] = set()  # instruments and weights whose sum cannot grow
    for i, group in enumerate(problem.effects.twins):
        if lifts[i] < rooms[i]:
            _take(lifts, i, later_twins[i], floors, rooms)
        if lifts[i] < rooms[i] and id(group) not in full:
            more = _most(problem, lifts, i, floors, rooms, total)
            full |= {id(group)} if more is None else set()
            lifts = more or lifts
        floors[i] = lifts[i]
    return lifts


def _take(lifts: Lifts, i: int, givers: Sequence[int], floors: Lifts, rooms: Lifts) -> None:
    """Move lift to an indicator from others that can stand for it."""
    for j in givers:
        lift = min(lifts[j] - floors[j], rooms[i] - lifts[i])
        if lift > 0:
            lifts[i] += lift
            lifts[j] -= lift


def _most(
    problem: Problem, lifts: Lifts, i: int, floors: Lifts, rooms: Lifts, total: int
) -> Lifts | None:
    """Lifts of the same sum with the most for one indicator; None where it has the most."""
    if sum(lifts) - lifts[i] == sum(floors) - floors[i]:
        return None  # nothing is left to give

    def with_lift(lift: int) -> Lifts | None:
        candidate = problem.least([*floors[:i], lift, *floors[i + 1 :]], rooms)
        return candidate if candidate and sum(candidate) == total else None

    if with_lift(lifts[i] + 1) is None:
        return None
    too_much = _first(lifts[i] + 2, rooms[i] + 1, lambda lift: with_lift(lift) is None)
    return with_lift(too_much - 1)


# --- the fewest indicators ---------------------------------------------------------------------


def fewest_lifted(problem: Problem) -> Lifts | None:
    """The lifts of the fewest indicators; None where no scores up to 100 satisfy the needs.

    Of equal numbers those of the least sum; of these the lower indicators (1, 4 before 2, 3),
    then the largest lift of the first indicator, and so on.
    """
    least = problem.least(problem.floors, problem.rooms)
    if least is None:
        return None
    forced = frozenset(i for i, floor in enumerate(problem.floors) if floor)
    free = [i for i, room in enumerate(problem.rooms) if room and i not in forced]
    more = _further(problem, forced, free)
    assert more is not None
    if comb(len(free), more) <= _MOST_SETS:
        members = _best_of_all(problem, forced, free, more, sum(least))
    else:
        members = _best_of_many(problem, forced, free, more, sum(least))
    rooms = problem.rooms_of(members)
    lifts = problem.least(problem.floors, rooms)
    return None if lifts is None else _first_most(problem, rooms, sum(lifts))


def _further(problem: Problem, forced: Collection[int], free: Collection[int]) -> int | None:
    """The least number of free indicators to lift beside forced ones; None: all are too few."""
    effects, rooms = problem.effects, problem.rooms
    left, number = set(free), 0
    sums = [(effects.weights, members, need) for members, need in _instrument_needs(problem)]
    if problem.total_need > 0:
        sums.append((effects.gains, range(len(rooms)), problem.total_need))
    lifted = set(forced)
    for sizes, members, need in sums:
        rest = need - sum(sizes[i] * rooms[i] for i in members if i in lifted)
        for i in sorted((i for i in members if i in left), key=lambda i: -sizes[i] * rooms[i]):
            if rest <= 0:
                break
            rest -= sizes[i] * rooms[i]
            left.discard(i)
            lifted.add(i)
            number += 1
        if rest > 0:
            return None
    return number


def _instrument_needs(problem: Problem) -> Iterator[tuple[Sequence[int], int]]:
    for members, need in zip(problem.effects.instruments, problem.needs, strict=True):
        if need > 0:
            yield members, need


def _sum_of(problem: Problem, members: Collection[int]) -> int | None:
    """The least sum of lifts of these indicators alone; None where they are too few."""
    lifts = problem.least(problem.floors, problem.rooms_of(members))
    return None if lifts is None else sum(lifts)


def _best_of_all(
    problem: Problem, forced: frozenset[int], free: Sequence[int], more: int, least: int
) -> frozenset[int]:
    """The set of the least sum, the first in order, of all sets of this number."""
    if members := _first_by_instrument(problem, forced, free, more, least):
        return members
    gains, rooms = problem.effects.gains, problem.rooms
    whole = [gain * room for gain, room in zip(gains, rooms, strict=True)]
    need = problem.total_need - sum(whole[i] for i in forced)
    best, best_sum = frozenset[int](), None
    wholes = combinations([whole[i] for i in free], more)
    for each, reached in zip(combinations(free, more), map(sum, wholes), strict=True):
        if reached < need:
            continue
        members = forced.union(each)
        lift = _sum_of(problem, members)
        if lift is not None and (best_sum is None or lift < best_sum):
            best, best_sum = members, lift
            if lift == least:
                break
    return best


def _first_by_instrument(
    problem: Problem, forced: frozenset[int], free: Sequence[int], more: int, least: int
) -> frozenset[int] | None:
    """The first set where each instrument alone settles it; None where the total asks for more."""
    weights, rooms, members = problem.effects.weights, problem.rooms, forced
    for instrument, need in _instrument_needs(problem):
        rest = need - sum(weights[i] * rooms[i] for i in forced if i in instrument)
        candidates = [i for i in free if i in instrument]
        sets = (s for size in range(len(candidates) + 1) for s in combinations(candidates, size))
        enough = (s for s in sets if sum([weights[i] * rooms[i] for i in s]) >= rest)
        members = members.union(next(enough))
    settled = len(members) == len(forced) + more and _sum_of(problem, members) == least
    return members if settled else None


def _best_of_many(
    problem: Problem, forced: frozenset[int], free: Sequence[int], more: int, least: int
) -> frozenset[int]:
    """The same where the sets are too many: first the least sum, then number by number."""
    least_sum = _Search(problem, more, least).least_sum(forced, free)
    assert least_sum is not None
    members = forced
    for at, i in enumerate(free):
        left = more - len(members) + len(forced)
        if not left:
            break
        search = _Search(problem, left - 1, least_sum)
        if search.least_sum(members | {i}, free[at + 1 :]) == least_sum:
            members |= {i}
    return members


class _Search:
    """A search for the least sum of lifts of `more` indicators beside forced ones.

    An indicator that was left out leaves out those that could not do better in its place. The
    search ends at a sum of `enough`.
    """

    def __init__(self, problem: Problem, more: int, enough: int) -> None:
        self._problem, self._more, self._enough = problem, more, enough
        self._best: int | None = None

    def least_sum(self, forced: frozenset[int], free: Sequence[int]) -> int | None:
        """The least sum; None where no set of the number satisfies the needs."""
        effects, rooms = self._problem.effects, self._problem.rooms
        order = sorted(
            free, key=lambda i: (effects.instrument_of[i], -effects.weights[i], -rooms[i])
        )
        self._visit(forced, order, self._more)
        return self._best

    def _visit(self, members: frozenset[int], free: Sequence[int], more: int) -> None:
        if self._best == self._enough:
            return
        number = _further(self._problem, members, free)
        if number is None or number > more:
            return
        lift = _sum_of(self._problem, members.union(free) if more else members)
        if lift is None or (self._best is not None and lift >= self._best):
            return
        if not more:
            self._best = lift
            return
        first, rest = free[0], free[1:]
        self._visit(members | {first}, rest, more - 1)
        self._visit(members, [i for i in rest if not self._outdone(first, i)], more)

    def _outdone(self, first: int, other: int) -> bool:
        effects, rooms = self._problem.effects, self._problem.rooms
        return (
            effects.instrument_of[first] == effects.instrument_of[other]
            and effects.weights[first] >= effects.weights[other]
            and rooms[first] >= rooms[other]
        )
