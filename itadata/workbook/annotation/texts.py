"""What a marked workbook says, and of what: told to the worker, which knows no language."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """A finding as the worker needs it; texts are in the language chosen."""

    error: bool
    severity: str
    sheet: str
    cell: str
    value: str
    message: str


@dataclass(frozen=True)
class Texts:
    """What the sheet of findings and the comments say.

    `titles` are the names that the sheet has in every language, by which old comments are known;
    places in `more_cells` and `talked_over` are filled in by the worker.
    """

    title: str
    titles: Sequence[str]
    said: Sequence[str]
    headings: Sequence[str]
    more_cells: str
    talked_over: str
    signature: str
    history: str
