"""Whether what begins in a template ends there: conditions, and the rows that are repeated."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from itadata.errors import WrongTemplate
from itadata.language import N_

_NO_END = N_(
    "The template {path} says “{said}” and never where that ends. Write {lacking} after what "
    "belongs to it."
)
_NO_BEGINNING = N_(
    "The template {path} says “{said}” where nothing has begun. Write {lacking} before it, or "
    "take it out."
)
_WORDS = re.compile(r"\{%(?P<place>(?:tr|tc|p|r)\s)?-?\s*(?P<word>\w+)")
_ENDS = {"if": "endif", "for": "endfor"}
_BEGINNINGS = {"endfor": "for measure in measures"}


@dataclass
class _Begun:
    """What has begun: its expression, where it stands ("tr " for a row), its word, and whether
    its {% else %} has come.
    """

    said: str
    place: str
    word: str
    otherwise: bool = False

    @property
    def end(self) -> str:
        return _ENDS[self.word]

    def takes(self, word: str) -> bool:
        """Whether it has such a branch; what rows cannot have is told elsewhere."""
        return not self.otherwise and (self.word == "if" or word == "else")


def check_ends(expressions: Iterable[str], path: object) -> None:
    """Raises WrongTemplate for the first that has no end, or no beginning.

    `expressions` are those of one part of a document, in order.
    """
    begun: list[_Begun] = []
    for said in expressions:
        if found := _WORDS.match(said):
            _follow(begun, said, found["place"] or "", found["word"], path)
    if begun:
        _no_end(begun[-1], path)


def _follow(begun: list[_Begun], said: str, place: str, word: str, path: object) -> None:
    """Take one expression more into account."""
    if word in _ENDS:
        begun.append(_Begun(said, place, word))
    elif begun and word == begun[-1].end:
        begun.pop()
    elif begun and word in ("elif", "else") and begun[-1].takes(word):
        begun[-1].otherwise = word == "else"
    elif any(word == each.end for each in begun):
        _no_end(begun[-1], path)
    else:
        beginning = f"{{%{place or ' '}{_BEGINNINGS.get(word, 'if …')} %}}"
        raise WrongTemplate(_NO_BEGINNING, path=path, said=said, lacking=beginning)


def _no_end(begun: _Begun, path: object) -> NoReturn:
    lacking = f"{{%{begun.place or ' '}{begun.end} %}}"
    raise WrongTemplate(_NO_END, path=path, said=begun.said, lacking=lacking)
