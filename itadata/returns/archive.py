"""The templates of all agencies of a round, as one .zip."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime

from itadata.framework import Framework, Round
from itadata.returns.model import Return
from itadata.returns.template import write_template
from itadata.workbook.xlsx_writer import file_name


def write_all_templates(
    framework: Framework,
    reporting_round: Round,
    created: datetime,
    prefilled: Mapping[str, Return] | None = None,
    on_progress: Callable[[float], None] = lambda share: None,
) -> bytes:
    """A template for every agency expected in the round; `on_progress` gets shares from 0 to 1.

    `prefilled` has the return of the round before by agency code.
    """
    archived = io.BytesIO()
    agencies = framework.expected(reporting_round.months)
    with zipfile.ZipFile(archived, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, agency in enumerate(agencies, start=1):
            previous = (prefilled or {}).get(agency.code)
            content = write_template(framework, agency, reporting_round, created, previous)
            months = f"{reporting_round.months:02d}"
            name = file_name(framework.fiscal_year, months, agency.code, agency.name)
            # A fixed time, so that the same templates are the same file.
            entry = zipfile.ZipInfo(f"{name}.xlsx", created.timetuple()[:6])
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
            on_progress(number / len(agencies))
    return archived.getvalue()
