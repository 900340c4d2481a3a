"""The least sum of lifts by the rule alone: nothing of the application is used here.

A score rounds half up to 2 decimals, an instrument is the plain mean of its indicators, the total
the weighted sum of unrounded instruments. Figures are texts, as they were published or printed.
"""

from fractions import Fraction
from itertools import count

HALF = Fraction(1, 200)  # of 0.01: a score this far below a bound rounds up to it

PARTS = [
    (Fraction(3, 10), range(1, 6)),
    (Fraction(3, 10), range(6, 9)),
    (Fraction(4, 10), range(9, 11)),
]
"""The weight of each instrument and the numbers of its indicators."""

SAMPLE_2567 = [
    "95.10",
    "92.80",
    "93.40",
    "91.70",
    "94.50",
    "96.50",
    "95.70",
    "95.20",
    "95.30",
    "98.50",
]

REAL_PROVINCES = {
    ("ตราด", 2564): (
        ["93.55", "87.72", "91.01", "87.93", "89.52", "90.55", "88.68", "88.58", "72.89", "65.56"],
        "81.45",
        85,
    ),
    ("ตราด", 2563): (
        ["92.57", "86.13", "90.08", "85.98", "88.04", "83.67", "82.11", "79.29", "69.94", "52.78"],
        "75.62",
        85,
    ),
    ("จันทบุรี", 2564): (
        ["92.84", "86.27", "89.21", "84.70", "87.51", "90.03", "87.99", "85.97", "75.39", "65.39"],
        "80.99",
        85,
    ),
    ("จันทบุรี", 2563): (
        ["92.17", "85.44", "88.74", "84.05", "86.51", "84.62", "83.70", "81.88", "51.68", "29.82"],
        "67.54",
        75,
    ),
    ("นครนายก", 2564): (
        ["94.65", "89.11", "91.95", "89.29", "89.86", "92.12", "89.90", "89.49", "65.89", "51.15"],
        "77.85",
        85,
    ),
}
"""Published indicators and total, and the total that the next letter asks for (A 85, B 75)."""


def least_sum(scores, total, parts, total_min, each_min):
    """The least sum of lifts in hundredths.

    What the instruments lack comes first, then what the total still lacks, where a hundredth
    brings most. A stated total that differs from the computed one stays so; None is none.
    """
    exact = [Fraction(text) for text in scores]
    means = [sum(exact[no - 1] for no in numbers) / len(numbers) for _, numbers in parts]
    computed = sum(share * mean for (share, _), mean in zip(parts, means, strict=True))
    hundredths = (computed * 100 + Fraction(1, 2)) // 1
    reached = computed if total is None else computed + Fraction(total) - Fraction(hundredths, 100)
    lifts = []
    for (share, numbers), mean in zip(parts, means, strict=True):
        lacks = max((each_min - HALF - mean) * len(numbers) * 100, 0) if each_min else 0
        lifts.append(-(-lacks // 1))
        reached += share * lifts[-1] / len(numbers) / 100
    room = [
        sum(10_000 - 100 * exact[no - 1] for no in numbers) - lift
        for (_, numbers), lift in zip(parts, lifts, strict=True)
    ]
    for lift in count(sum(lifts)):
        if reached >= total_min - HALF:
            return int(lift)
        best = max(
            (at for at in range(len(parts)) if room[at] > 0),
            key=lambda at: parts[at][0] / len(parts[at][1]),
        )
        room[best] -= 1
        reached += parts[best][0] / len(parts[best][1]) / 100


def rounded(score):
    """A score to 2 decimals, half up."""
    return float((score * 100 + Fraction(1, 2)) // 1) / 100


def outcome(scores, parts):
    """The instruments and the total of indicators, each rounded."""
    exact = [Fraction(text) for text in scores]
    means = [sum(exact[no - 1] for no in numbers) / len(numbers) for _, numbers in parts]
    total = sum(share * mean for (share, _), mean in zip(parts, means, strict=True))
    return [*map(rounded, means), rounded(total)]
