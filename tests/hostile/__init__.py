"""Workbooks that are broken or made to hurt, each with the finding that it must get.

`python -m tests.hostile FOLDER` writes them all, to be tried by hand.
"""

from tests.hostile import archives, bombs, contents, kinds, parts, references, shapes
from tests.hostile.catalogue import HOSTILE, Hostile

__all__ = [
    "HOSTILE",
    "Hostile",
    "archives",
    "bombs",
    "contents",
    "kinds",
    "parts",
    "references",
    "shapes",
]
