"""The open data of a year, without data about persons or free text (docs/decisions/0019).

- `published`: the published tables
- `licences`: the licences
- `fields`: the type and meaning of each field
- `dictionary`: the data dictionary, for people
- `descriptor`: the Frictionless Data Package, for programs
"""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

from itadata.access import Action, Actor, require
from itadata.exports import to_csv
from itadata.exports.open_data.descriptor import Resource, descriptor
from itadata.exports.open_data.dictionary import dictionary_csv, dictionary_xlsx
from itadata.exports.open_data.licences import DEFAULT, LICENCES
from itadata.exports.open_data.published import Dataset, read_published
from itadata.language import N_, language_context
from itadata.store import Snapshot
from itadata.tables import TableQuery

__all__ = ["DEFAULT", "LICENCES", "TITLE", "open_data", "zip_files"]

TITLE = N_("Open data")


def open_data(
    snapshot: Snapshot, actor: Actor, query: TableQuery, as_of: datetime, licence: str = DEFAULT
) -> dict[str, bytes]:
    """The files of the query's year, by default the latest, by their paths.

    They are the same in every current language. Raises NotAllowed and NoFramework.
    """
    require(actor, Action.PUBLISH_OPEN_DATA)
    with language_context("th"):
        framework, frames = read_published(snapshot, query)
        dataset = Dataset(framework.unit, framework.fiscal_year, as_of, snapshot.is_sample())
        resources = [
            Resource(name, dataset.path(name), frame, to_csv(name, frame))
            for name, frame in frames.items()
        ]
        return {
            **{resource.path: resource.content for resource in resources},
            "data_dictionary.csv": dictionary_csv(frames),
            "data_dictionary.xlsx": dictionary_xlsx(frames, dataset, LICENCES[licence]),
            "datapackage.json": descriptor(resources, dataset, LICENCES[licence]),
        }


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Zip the files; the same files give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
