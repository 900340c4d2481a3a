"""What lifts of indicators must bring: their effects, the needs, the bounds of each lift.

Everything is a whole number: a lift counts cents (0.01 point), an effect is what one cent of an
indicator adds to its instrument or to the total, a need is what the lifts must add up to.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import gt

Lifts = list[int]


@dataclass(frozen=True)
class Effects:
    """What a cent of each indicator adds to its instrument (`weights`) and to the total (`gains`).

    Indicators go by their position; `instruments` has those of each instrument.
    """

    instruments: tuple[tuple[int, ...], ...]
    weights: tuple[int, ...]
    gains: tuple[int, ...]

    @cached_property
    def by_weight(self) -> list[list[int]]:
        """The indicators of each instrument, the heaviest first."""
        return [sorted(each, key=lambda i: -self.weights[i]) for each in self.instruments]

    @cached_property
    def by_gain(self) -> list[int]:
        """All indicators, the largest effect on the total first."""
        return sorted(range(len(self.gains)), key=lambda i: -self.gains[i])

    @cached_property
    def instrument_of(self) -> list[int]:
        """The position of each indicator's instrument."""
        places = {i: k for k, members in enumerate(self.instruments) for i in members}
        return [places[i] for i in range(len(self.weights))]

    @cached_property
    def groups(self) -> list[list[int]]:
        """The indicators that can stand for each other: of one instrument and weight."""
        groups: dict[tuple[int, int], list[int]] = {}
        for i, instrument in enumerate(self.instrument_of):
            groups.setdefault((instrument, self.weights[i]), []).append(i)
        return list(groups.values())

    @cached_property
    def later_twins(self) -> list[list[int]]:
        """Those of the group of each indicator that come after it, the last first."""
        return [[j for j in reversed(group) if j > i] for i, group in enumerate(self.twins)]

    @cached_property
    def twins(self) -> list[list[int]]:
        """The group of each indicator."""
        group_of = {i: group for group in self.groups for i in group}
        return [group_of[i] for i in range(len(self.weights))]


@dataclass(frozen=True)
class Problem:
    """The needs of each instrument and of the total, and the bounds of each lift.

    `positions` order scores: a lift of one cent moves a score by `step` positions.
    """

    effects: Effects
    needs: Sequence[int]
    total_need: int
    floors: Lifts
    rooms: Lifts
    positions: Sequence[int]
    step: int = 1

    def least(self, floors: Lifts, rooms: Lifts) -> Lifts | None:
        """Lifts of the least sum between these bounds; None where none satisfy the needs."""
        if any(map(gt, floors, rooms)):
            return None
        effects, lifts = self.effects, floors.copy()
        for order, need in zip(effects.by_weight, self.needs, strict=True):
            if need > 0 and not _fill(lifts, order, effects.weights, rooms, need):
                return None
        if self.total_need > 0:
            order = effects.by_gain
            if not _fill(lifts, order, effects.gains, rooms, self.total_need):
                return None
        return lifts

    def rooms_up_to(self, top: int) -> Lifts:
        """The rooms of lifts that leave every lifted score at the position `top` or below."""
        step = self.step
        return [
            max(0, min(room, (top - position) // step))
            for room, position in zip(self.rooms, self.positions, strict=True)
        ]

    def rooms_of(self, members: Collection[int]) -> Lifts:
        """The rooms of these indicators, 0 for the others."""
        return [room if i in members else 0 for i, room in enumerate(self.rooms)]

    def top(self, lifts: Lifts) -> int:
        """The position of the largest lifted score; −1 where none is lifted."""
        lifted = zip(lifts, self.positions, strict=True)
        return max((at + self.step * lift for lift, at in lifted if lift), default=-1)


def _fill(
    lifts: Lifts, order: Sequence[int], effects: Sequence[int], rooms: Lifts, need: int
) -> bool:
    """Lift in this order until the effects add up to the need; whether they do."""
    for i in order:
        if lifts[i]:
            need -= effects[i] * lifts[i]
    for i in order:
        if need <= 0:
            return True
        effect = effects[i]
        if not effect:
            return False
        lift = min(rooms[i] - lifts[i], -(-need // effect))
        lifts[i] += lift
        need -= effect * lift
    return need <= 0
