"""The data dictionary, for people: a row a field, in both languages."""

from collections.abc import Mapping

import pandas as pd

from itadata.exports import Context, to_csv, to_xlsx
from itadata.exports.open_data.fields import Field, fields_of
from itadata.exports.open_data.licences import Licence
from itadata.exports.open_data.published import Dataset
from itadata.language import N_, _, gettext_in
from itadata.tables import TABLES

_NAME = "data_dictionary"
_TITLE = N_("Data dictionary of the open data")
_GUARDED = N_(
    "In the CSV files an apostrophe precedes text that looks like a formula, so that no "
    "spreadsheet computes it."
)


def rows(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """table, table_title, data_field, title_th, title_en, data_type, measured_in, allowed, meaning
    str; is_key bool.
    """
    found = [_row(field) for name, frame in frames.items() for field in fields_of(name, frame)]
    return pd.DataFrame(found)


def _row(field: Field) -> dict[str, object]:
    words = [f"{value} = {gettext_in(word, 'th')}" for value, word in field.words.items()]
    return {
        "table": field.table,
        "table_title": gettext_in(TABLES[field.table].schema.title, "th"),
        "data_field": field.name,
        "title_th": gettext_in(field.label, "th"),
        "title_en": field.label,
        "data_type": field.type,
        "is_key": field.is_key,
        "measured_in": gettext_in(field.unit, "th") if field.unit else None,
        "allowed": "\n".join(words) or None,
        "meaning": gettext_in(field.meaning, "th") if field.meaning else None,
    }


def dictionary_csv(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """The dictionary for programs too."""
    return to_csv(_NAME, rows(frames))


def dictionary_xlsx(frames: Mapping[str, pd.DataFrame], about: Dataset, licence: Licence) -> bytes:
    """The dictionary to read, with what the set is and under which terms."""
    context = Context(
        title=f"{_(_TITLE)} · {about.unit} {about.fiscal_year}",
        as_of=about.as_of,
        n_of_n=_("{n} tables").format(n=len(frames)),
        filters=[
            (_("Licence"), licence.title),
            (_("Text of the licence"), licence.path),
        ],
        sample=about.sample,
        notes=[_(_GUARDED)],
    )
    return to_xlsx(_NAME, rows(frames), context)
