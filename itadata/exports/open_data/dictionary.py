"""The data dictionary for people: a row for each field, in both languages."""

from collections.abc import Mapping

import pandas as pd

from itadata.exports import Context, to_csv, to_xlsx
from itadata.exports.open_data.fields import Field, table_fields
from itadata.exports.open_data.licences import Licence
from itadata.exports.open_data.published import Dataset
from itadata.language import N_, _, gettext_in
from itadata.tables import TABLES

_NAME = "data_dictionary"
_TITLE = N_("Data dictionary of the open data")
_APOSTROPHE_NOTE = N_(
    "In the CSV files an apostrophe precedes text that looks like a formula, so that no "
    "spreadsheet computes it."
)


def rows(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """table, table_title, data_field, title_th, title_en, data_type, measured_in, allowed, meaning
    str; is_key bool.
    """
    return pd.DataFrame(
        [_row(field) for name, frame in frames.items() for field in table_fields(name, frame)]
    )


def _row(field: Field) -> dict[str, object]:
    values = [f"{value} = {gettext_in(label, 'th')}" for value, label in field.values.items()]
    return {
        "table": field.table,
        "table_title": gettext_in(TABLES[field.table].schema.title, "th"),
        "data_field": field.name,
        "title_th": gettext_in(field.label, "th"),
        "title_en": field.label,
        "data_type": field.type,
        "is_key": field.is_key,
        "measured_in": gettext_in(field.unit, "th") if field.unit else None,
        "allowed": "\n".join(values) or None,
        "meaning": gettext_in(field.meaning, "th") if field.meaning else None,
    }


def dictionary_csv(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """The dictionary as CSV."""
    return to_csv(_NAME, rows(frames))


def dictionary_xlsx(
    frames: Mapping[str, pd.DataFrame], dataset: Dataset, licence: Licence
) -> bytes:
    """The dictionary as a spreadsheet, with the licence."""
    context = Context(
        title=f"{_(_TITLE)} · {dataset.unit} {dataset.fiscal_year}",
        as_of=dataset.as_of,
        n_of_n=_("{n} tables").format(n=len(frames)),
        filters=[
            (_("Licence"), licence.title),
            (_("Text of the licence"), licence.path),
        ],
        sample=dataset.sample,
        notes=[_(_APOSTROPHE_NOTE)],
    )
    return to_xlsx(_NAME, rows(frames), context)
