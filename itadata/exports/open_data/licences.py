"""The licences of the open data."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence: its Open Definition name, its title, and the address of its text."""

    name: str
    title: str
    path: str


LICENCES: Mapping[str, Licence] = {
    # The Open Definition has no name of its own for it.
    "dga": Licence(
        "other-open",
        "DGA Open Government License (ข้อกำหนดและเงื่อนไขการอนุญาตให้ใช้ข้อมูลภาครัฐแบบเปิดของ สพร.)",
        "https://www.data.go.th/pages/dga-open-government-license",
    ),
    "cc-by": Licence(
        "CC-BY-4.0",
        "Creative Commons Attribution 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "cc0": Licence("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}

DEFAULT = "dga"
