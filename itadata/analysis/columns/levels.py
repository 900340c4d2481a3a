"""The one scale of the levels, in pictures and in spreadsheets alike."""

# From the best level to the worst; told apart by those who see no red or no green. Never colour
# alone: each mark carries the name of its level.
LEVEL_SCALE = ("#0B4F9E", "#2E86D1", "#74A9C9", "#D9912B", "#B3401A")

LEVEL_COLUMNS = ("level", "level_published", "level_computed")
"""The columns that name a level."""


def level_colour(position: int, count: int) -> str:
    """The colour of a level by its place among those of its year, 0 for the best."""
    if count <= 1:
        return LEVEL_SCALE[0]
    return LEVEL_SCALE[round(position * (len(LEVEL_SCALE) - 1) / (count - 1))]
