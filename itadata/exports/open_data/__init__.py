"""Open data of a year: tables that anybody may have, with what is needed to use them.

Nothing in them tells of persons; nothing was written by hand but names and sources
(docs/decisions/0019).

- `published`: which tables are published, and how their rows are told apart
- `licences`: under which terms
- `fields`: what each field holds
- `dictionary`: the same for people to read
- `descriptor`: the same for programs (Frictionless Data Package)
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
    """The files of the year of a scope, of the latest where it is left out, by their paths.

    They are the same in whatever language they are asked for. Raises NotAllowed and
    NoFramework.
    """
    require(actor, Action.PUBLISH_OPEN_DATA)
    with language_context("th"):
        return _made(snapshot, query, as_of, licence)


def _made(
    snapshot: Snapshot, query: TableQuery, as_of: datetime, licence: str
) -> dict[str, bytes]:
    framework, frames = read_published(snapshot, query)
    about = Dataset(framework.unit, framework.fiscal_year, as_of, snapshot.is_sample())
    resources = [
        Resource(name, about.path(name), frame, to_csv(name, frame))
        for name, frame in frames.items()
    ]
    return {
        **{resource.path: resource.content for resource in resources},
        "data_dictionary.csv": dictionary_csv(frames),
        "data_dictionary.xlsx": dictionary_xlsx(frames, about, LICENCES[licence]),
        "datapackage.json": descriptor(resources, about, LICENCES[licence]),
    }


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """The files as one archive; the same files give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
