"""One consistent view of the database."""

from sqlalchemy import Connection, select

from itadata.store import schema
from itadata.store.events import EventReads
from itadata.store.frameworks import FrameworkCache, FrameworkReads
from itadata.store.records import Records
from itadata.store.returns import ReturnReads
from itadata.store.scores import ScoreReads
from itadata.store.submissions import SubmissionReads
from itadata.store.summaries import SummaryReads
from itadata.store.templates import TemplateReads
from itadata.store.texts import TextCache, TextReads
from itadata.workflow import ReturnStatus

SAMPLE = "sample"
"""The setting that marks a database without real data, and the name of whoever loads it."""


class Snapshot(
    EventReads,
    FrameworkReads,
    ReturnReads,
    ScoreReads,
    SubmissionReads,
    SummaryReads,
    TemplateReads,
    TextReads,
):
    """One consistent view of the database: nothing that others write meanwhile is seen."""

    def __init__(
        self, connection: Connection, framework_cache: FrameworkCache, text_cache: TextCache
    ) -> None:
        super().__init__(connection)
        self._framework_cache = framework_cache
        self._text_cache = text_cache

    def is_sample(self) -> bool:
        """Whether the database was made by `init --sample`."""
        setting = schema.setting.c
        mark = select(setting.value).where(setting.name == SAMPLE)
        return self._connection.execute(mark).scalar() is not None

    def return_status(self, fiscal_year: int, months: int, agency_code: str) -> ReturnStatus:
        """The status of an agency's return: its dates and versions. Raises UnknownRound."""
        framework = self.frameworks()[fiscal_year]
        return ReturnStatus(
            framework.dates(agency_code, months),
            self.version_states(fiscal_year, months, agency_code),
            framework.exemption(agency_code, months),
        )

    def records(self) -> Records:
        """The rows of every table as they are stored."""
        return Records(self._connection)
