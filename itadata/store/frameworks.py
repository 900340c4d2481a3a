"""Frameworks, in versions: the last one of a year counts, with what was decided since."""

from dataclasses import replace

from sqlalchemy import func, select

from itadata.errors import NoFramework
from itadata.framework import (
    Exemption,
    ExistingAnswers,
    Extension,
    Framework,
    from_json,
    to_json,
)
from itadata.language import N_
from itadata.store import schema
from itadata.store.decisions import withdrawn
from itadata.store.rows import Reads, from_row

_FRAMEWORK, _EXTENSION, _EXEMPTION = schema.framework_version, schema.extension, schema.exemption

FrameworkCache = dict[tuple[int, int, int], Framework]
"""Frameworks by the ids of their row, of the last extension and of the last exemption."""
_MAX_CACHED = 64


class FrameworkReads(Reads):
    """Reads of frameworks."""

    _framework_cache: FrameworkCache

    def frameworks(self) -> dict[int, Framework]:
        """The newest framework of each fiscal year (B.E.), with what was decided since."""
        return self._once("frameworks", self._newest_frameworks)

    def framework_with_measures(self, fiscal_year: int) -> Framework:
        """The newest framework of a year that has measures. Raises NoFramework."""
        framework = self.frameworks().get(fiscal_year)
        if framework is None or not framework.measures:
            raise NoFramework(N_("Fiscal year {year} has no measures."), year=fiscal_year)
        return framework

    def framework_ids(self) -> dict[int, int]:
        """The id of the newest framework of each fiscal year (B.E.)."""
        return self._once("framework ids", self._newest_ids)

    def _newest_ids(self) -> dict[int, int]:
        year, key = _FRAMEWORK.c.fiscal_year, _FRAMEWORK.c.id
        newest = select(year, func.max(key)).group_by(year).order_by(year)
        return {row[0]: row[1] for row in self._connection.execute(newest)}

    def _newest_frameworks(self) -> dict[int, Framework]:
        ids = self.framework_ids()
        decided = self._last_decided()
        cache = self._framework_cache
        if len(cache) > _MAX_CACHED:
            cache.clear()
        missing = [number for number in ids.values() if (number, *decided) not in cache]
        key = _FRAMEWORK.c.id
        rows = select(key, _FRAMEWORK.c.version, _FRAMEWORK.c.document).where(key.in_(missing))
        for row in self._connection.execute(rows) if missing else ():
            framework = from_json(row.document).with_version(row.version)
            cache[row.id, *decided] = self._with_decisions(framework)
        return {of_year: cache[number, *decided] for of_year, number in ids.items()}

    def _last_decided(self) -> tuple[int, int]:
        last = [select(func.max(t.c.id)).scalar_subquery() for t in (_EXTENSION, _EXEMPTION)]
        extension, exemption = self._connection.execute(select(*last)).one()
        return extension or 0, exemption or 0

    def _with_decisions(self, framework: Framework) -> Framework:
        year = framework.fiscal_year
        extensions: dict[tuple[str, int], Extension] = {}
        for row in self._connection.execute(
            select(_EXTENSION).where(_EXTENSION.c.fiscal_year == year).order_by(_EXTENSION.c.id)
        ):
            extensions[row.agency_code, row.round] = from_row(Extension, row, months=row.round)
        exemptions = {(each.agency_code, each.months): each for each in framework.exemptions}
        for row in self._connection.execute(
            select(_EXEMPTION).where(_EXEMPTION.c.fiscal_year == year).order_by(_EXEMPTION.c.id)
        ):
            exemptions.pop((row.agency_code, row.round), None)
            if row.exempt:
                exemptions[row.agency_code, row.round] = from_row(Exemption, row, months=row.round)
        return replace(
            framework,
            extensions=tuple(extensions.values()),
            exemptions=tuple(exemptions.values()),
        )

    def loaded_framework(self, fiscal_year: int) -> Framework | None:
        """The newest framework of a year (B.E.) as its workbook says it, whatever was decided."""
        row = self._connection.execute(
            select(_FRAMEWORK.c.document, _FRAMEWORK.c.version)
            .where(_FRAMEWORK.c.fiscal_year == fiscal_year)
            .order_by(_FRAMEWORK.c.id.desc())
            .limit(1)
        ).first()
        return None if row is None else from_json(row.document).with_version(row.version)

    def answered(self, fiscal_year: int) -> ExistingAnswers:
        """The steps, rounds and agencies that a new framework of the year may not take away."""
        version, answer = schema.return_version, schema.answer
        of_year = version.c.fiscal_year == fiscal_year
        steps = select(answer.c.step_no).distinct().join(version).where(of_year)
        returns = select(version.c.round, version.c.agency_code).distinct().where(of_year)
        rows = self._connection.execute(returns).all()
        not_withdrawn = self._connection.execute(returns.where(~withdrawn(version)))
        decided = self._connection.execute(
            select(_EXEMPTION.c.round, _EXEMPTION.c.agency_code).where(
                _EXEMPTION.c.fiscal_year == fiscal_year
            )
        )
        return ExistingAnswers(
            steps=set(self._connection.execute(steps).scalars()),
            rounds={row.round for row in rows},
            agency_codes={row.agency_code for row in rows},
            reported={tuple(row) for row in not_withdrawn} - {tuple(row) for row in decided},
        )


class FrameworkWrites(Reads):
    """Writes of frameworks."""

    def add_framework(self, submission_id: int, framework: Framework, version: int) -> None:
        """Add a version of a framework; the earlier ones stay."""
        self._insert(
            _FRAMEWORK,
            {
                "fiscal_year": framework.fiscal_year,
                "version": version,
                "submission_id": submission_id,
                "document": to_json(framework.with_version(version)),
            },
        )
