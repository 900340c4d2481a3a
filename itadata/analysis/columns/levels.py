"""The colours of the levels, in charts and spreadsheets."""

# From the best level to the worst, distinct to the colour-blind. Never colour alone: each marker
# carries the name of its level.
LEVEL_SCALE = ("#0B4F9E", "#2E86D1", "#74A9C9", "#D9912B", "#B3401A")

LEVEL_COLUMNS = ("level", "level_published", "level_computed")
"""The columns that name a level."""


def level_colour(position: int, count: int) -> str:
    """The colour of a level by its position among the `count` of its year, 0 for the best."""
    if count <= 1:
        return LEVEL_SCALE[0]
    return LEVEL_SCALE[round(position * (len(LEVEL_SCALE) - 1) / (count - 1))]
