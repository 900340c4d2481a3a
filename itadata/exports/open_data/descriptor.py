"""The descriptor of the open data: a Frictionless Data Package (tabular, version 1)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from itadata.exports import SAMPLE_LABEL
from itadata.exports.open_data.fields import table_fields
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
    """A published table: its name, path, rows and bytes."""

    name: str
    path: str
    frame: pd.DataFrame
    content: bytes


def descriptor(resources: Sequence[Resource], dataset: Dataset, licence: Licence) -> bytes:
    """`datapackage.json`. Titles are Thai, with English ones beside them."""
    title = _titles(_TITLE, dataset, unit=dataset.unit, year=dataset.fiscal_year)
    document: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": f"ita-measures-{dataset.fiscal_year}",
        "title": title["th"],
        "title_en": title["en"],
        "description": gettext_in(_DESCRIPTION, "th"),
        "description_en": _DESCRIPTION,
        "created": dataset.as_of.isoformat(timespec="seconds"),
        "version": dataset.as_of.date().isoformat(),
        "sample": dataset.sample,
        "temporal": {
            "start": fiscal_year_start(dataset.fiscal_year).isoformat(),
            "end": fiscal_year_end(dataset.fiscal_year).isoformat(),
        },
        "keywords": ["ITA", "ความโปร่งใส", "คุณธรรม", dataset.unit],
        "licenses": [{"name": licence.name, "title": licence.title, "path": licence.path}],
        "contributors": [{"title": dataset.unit, "role": "publisher"}],
        "resources": [_resource(resource, dataset) for resource in resources],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _titles(text: str, dataset: Dataset, **values: object) -> dict[str, str]:
    """A title in both languages, with the sample label if it is a sample."""
    titles = {language: gettext_in(text, language).format(**values) for language in ("th", "en")}
    if not dataset.sample:
        return titles
    return {
        language: f"{gettext_in(SAMPLE_LABEL, language)} · {title}"
        for language, title in titles.items()
    }


def _resource(resource: Resource, dataset: Dataset) -> dict[str, Any]:
    table = TABLES[resource.name].schema
    title = _titles(table.title, dataset)
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
            "fields": [f.as_document() for f in table_fields(resource.name, resource.frame)],
            "primaryKey": [*table.key],
            "missingValues": [""],
        },
    }
