"""A scenario: other scores for some indicators, as an address and the command line write them.

"2-94.97_4-95" puts indicator 2 at 94.97 and indicator 4 at 95; all others stay.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from itadata.errors import WrongScenario
from itadata.language import N_
from itadata.thai import to_arabic_digits

_PART = re.compile(r"([0-9]{1,3})-(.+)")
_SCORE = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,2}))?")
_MOST = 10_000
_LONGEST = 20  # characters of a part that a sentence repeats

_NO_PART = N_(
    "“{part}” of the scenario is not read: an indicator and its score are written 4-95.00."
)
_NO_SCORE = N_(
    "“{part}” is not a score for indicator {no}: from 0 to 100, with at most 2 decimals."
)
_NOT_THERE = N_("Indicator {no} has no score that a scenario could change.")


def read_scenario(
    text: str, numbers: Collection[int]
) -> tuple[dict[int, int], list[WrongScenario]]:
    """The scores of a scenario in hundredths by indicator, and what of the text is not read.

    `numbers` are the indicators that have a score.
    """
    scores, errors = {}, []
    for part in _parts(text):
        try:
            no, score = _read_part(part, numbers)
            scores[no] = score
        except WrongScenario as error:
            errors.append(error)
    return scores, errors


def _parts(text: str) -> Iterator[str]:
    parts = (part.strip() for part in to_arabic_digits(text).split("_"))
    return (part for part in parts if part)


def _read_part(part: str, numbers: Collection[int]) -> tuple[int, int]:
    """The indicator and the score of a part. Raises WrongScenario."""
    match = _PART.fullmatch(part)
    if match is None:
        raise WrongScenario(_NO_PART, part=part[:_LONGEST])
    no, score = int(match[1]), _SCORE.fullmatch(match[2])
    if no not in numbers:
        raise WrongScenario(_NOT_THERE, no=no)
    cents = int(score[1] + (score[2] or "").ljust(2, "0")) if score else _MOST + 1
    if cents > _MOST:
        raise WrongScenario(_NO_SCORE, part=match[2][:_LONGEST], no=no)
    return no, cents


def write_scenario(scores: Mapping[int, int]) -> str:
    """The text of scores in hundredths by indicator, which `read_scenario` reads."""
    return "_".join(f"{no}-{cents / 100:.2f}" for no, cents in sorted(scores.items()))
