"""The components that pages share.

- `page_view`: the view that the charts, tables and downloads of a page share
- `charts`, `listings`, `metrics`: frames and numbers on a page
- `sections`, `ticks`: parts of a page that are folded; checkboxes in the rows of a table
- `downloads`: buttons for spreadsheets and documents
- `findings`: the findings of a file
- `closed_rounds`: the words for agencies without a return
- `filters`, `day_select`: widgets that choose a view or a day
"""

from itadata.ui.components.charts import chart
from itadata.ui.components.closed_rounds import state_labels, with_closed_rounds
from itadata.ui.components.downloads import (
    DOCX,
    XLSX,
    as_of,
    download,
    download_document,
    download_meeting_pack,
    download_name,
    download_pdf,
    download_personal,
    download_table,
    in_language,
    original_name,
)
from itadata.ui.components.findings import show_findings, show_notes
from itadata.ui.components.listings import (
    CellFormatter,
    agency_listing,
    link_to_agency,
    listing,
    short_agency,
    table,
)
from itadata.ui.components.metrics import (
    COUNTED,
    OF_AGENCIES,
    REPORTED,
    Lead,
    completion_metric,
    count_metric,
    metric,
    metrics,
    period,
)
from itadata.ui.components.page_view import PageView
from itadata.ui.components.sections import choose_section, is_unfolded, unfold
from itadata.ui.components.ticks import Ticks, tick

__all__ = [
    "COUNTED",
    "DOCX",
    "OF_AGENCIES",
    "REPORTED",
    "XLSX",
    "CellFormatter",
    "Lead",
    "PageView",
    "Ticks",
    "agency_listing",
    "as_of",
    "chart",
    "choose_section",
    "completion_metric",
    "count_metric",
    "download",
    "download_document",
    "download_meeting_pack",
    "download_name",
    "download_pdf",
    "download_personal",
    "download_table",
    "in_language",
    "is_unfolded",
    "link_to_agency",
    "listing",
    "metric",
    "metrics",
    "original_name",
    "period",
    "short_agency",
    "show_findings",
    "show_notes",
    "state_labels",
    "table",
    "tick",
    "unfold",
    "with_closed_rounds",
]
