"""The descriptor of the set: a Frictionless Data Package (tabular, version 1)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from itadata.exports import SAMPLE_LABEL
from itadata.exports.open_data.fields import fields_of
from itadata.exports.open_data.licences import Licence
from itadata.exports.open_data.published import Dataset
from itadata.language import N_, gettext_in
from itadata.tables import TABLES
from itadata.thai import fiscal_year_end, fiscal_year_start

_TITLE = N_("Open data of the ITA measures, {unit}, fiscal year {year}")
_DESCRIPTION = N_(
    "Scores of the assessment, and how far the agencies of the province have carried out and "
    "reported its integrity measures."
)


@dataclass(frozen=True)
class Resource:
    """A table of the set: its name, where it stands, its rows, and its bytes."""

    name: str
    path: str
    frame: pd.DataFrame
    content: bytes


def descriptor(resources: Sequence[Resource], about: Dataset, licence: Licence) -> bytes:
    """`datapackage.json`. Titles are Thai, with English ones beside them."""
    title = _in_both(_TITLE, about, unit=about.unit, year=about.fiscal_year)
    described: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": f"ita-measures-{about.fiscal_year}",
        "title": title["th"],
        "title_en": title["en"],
        "description": gettext_in(_DESCRIPTION, "th"),
        "description_en": _DESCRIPTION,
        "created": about.as_of.isoformat(timespec="seconds"),
        "version": about.as_of.date().isoformat(),
        "sample": about.sample,
        "temporal": {
            "start": fiscal_year_start(about.fiscal_year).isoformat(),
            "end": fiscal_year_end(about.fiscal_year).isoformat(),
        },
        "keywords": ["ITA", "ความโปร่งใส", "คุณธรรม", about.unit],
        "licenses": [{"name": licence.name, "title": licence.title, "path": licence.path}],
        "contributors": [{"title": about.unit, "role": "publisher"}],
        "resources": [_resource(resource, about) for resource in resources],
    }
    return json.dumps(described, ensure_ascii=False, indent=1).encode()


def _in_both(text: str, about: Dataset, **values: object) -> dict[str, str]:
    """A title in both languages, marked where the data are not real."""
    said = {language: gettext_in(text, language).format(**values) for language in ("th", "en")}
    if not about.sample:
        return said
    return {
        language: f"{gettext_in(SAMPLE_LABEL, language)} · {said[language]}" for language in said
    }


def _resource(resource: Resource, about: Dataset) -> dict[str, Any]:
    table = TABLES[resource.name].schema
    title = _in_both(table.title, about)
    return {
        "profile": "tabular-data-resource",
        "name": resource.path.rpartition("/")[2].removesuffix(".csv"),
        "title": title["th"],
        "title_en": title["en"],
        "path": resource.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(resource.content),
        "hash": f"sha256:{hashlib.sha256(resource.content).hexdigest()}",
        "schema": {
            "fields": [f.as_document() for f in fields_of(resource.name, resource.frame)],
            "primaryKey": [*table.key],
            "missingValues": [""],
        },
    }
