"""The registry: name, title, columns, key, reader and permission of every table, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from itadata import analysis
from itadata.access import Action, Actor, require
from itadata.analysis.columns import TableSchema, schemas
from itadata.errors import NotAllowed, UnknownTable
from itadata.language import N_
from itadata.store import Snapshot
from itadata.tables import agency, history, received, rounds, scores
from itadata.tables.query import Reader, Table, TableQuery, agencies, round_reader
from itadata.tables.rounds import answers_reader


@dataclass(frozen=True)
class RegisteredTable:
    """A table's schema, its reader, and the action it takes to read it; None: open to all.

    One `of_agency` holds what an agency sent: an officer reads it for the own agency alone.
    """

    schema: TableSchema
    reader: Reader
    permission: Action | None = None
    of_agency: bool = False


TABLES: Mapping[str, RegisteredTable] = {
    table.schema.name: table
    for table in (
        RegisteredTable(schemas.RATES, rounds.rates),
        RegisteredTable(schemas.MEASURES, answers_reader(analysis.measures)),
        RegisteredTable(schemas.STEPS, answers_reader(analysis.steps)),
        RegisteredTable(schemas.AGENCIES, round_reader(agencies)),
        RegisteredTable(schemas.PARENT_BODIES, round_reader(rounds.parent_bodies)),
        RegisteredTable(schemas.CURVE, round_reader(rounds.curve)),
        RegisteredTable(schemas.FOLLOW_UP, round_reader(rounds.follow_up), Action.FOLLOW_UP),
        RegisteredTable(schemas.REPEATEDLY_MISSING, round_reader(history.repeatedly_missing)),
        RegisteredTable(schemas.REPEATEDLY_BEHIND, round_reader(history.repeatedly_behind)),
        RegisteredTable(schemas.REPORTING_ROUNDS, round_reader(history.reporting_rounds)),
        RegisteredTable(schemas.AGENCY_ROUNDS, round_reader(history.agency_rounds)),
        RegisteredTable(
            schemas.AGENCY_SPREAD, round_reader(history.agency_spread), of_agency=True
        ),
        RegisteredTable(schemas.SIGNALS, round_reader(history.signals), Action.SEE_SIGNALS),
        RegisteredTable(schemas.MATRIX, answers_reader(analysis.matrix)),
        RegisteredTable(schemas.STEP_AGENCIES, answers_reader(analysis.step_agencies)),
        RegisteredTable(schemas.AGENCY_RETURNS, agency.returns, of_agency=True),
        RegisteredTable(
            schemas.AGENCY_ANSWERS, agency.two_years(analysis.agency_answers), of_agency=True
        ),
        RegisteredTable(
            schemas.AGENCY_TEXTS, agency.two_years(analysis.agency_texts), of_agency=True
        ),
        RegisteredTable(schemas.OPEN_ROUNDS, agency.open_rounds, of_agency=True),
        RegisteredTable(schemas.CHANGES, round_reader(agency.changes), of_agency=True),
        RegisteredTable(schemas.QUEUE, rounds.queue, Action.REVIEW_RETURN),
        RegisteredTable(schemas.ATTEMPTS, received.attempts, Action.SUBMIT_RETURN, of_agency=True),
        RegisteredTable(schemas.MEASURE_INDICATORS, rounds.measure_indicators),
        RegisteredTable(schemas.IMPROVEMENT, rounds.improvement),
        RegisteredTable(schemas.ANSWERS, answers_reader(analysis.answers_of_round)),
        RegisteredTable(
            schemas.EVIDENCE, round_reader(rounds.evidence), Action.SEE_EVIDENCE, of_agency=True
        ),
        RegisteredTable(schemas.EVIDENCE_COUNTS, round_reader(rounds.evidence_counts)),
        RegisteredTable(schemas.SCORES, scores.reader(scores.scores)),
        RegisteredTable(schemas.INDICATORS, scores.reader(scores.indicators)),
        RegisteredTable(schemas.LEVELS, scores.reader(scores.levels, last_year=True)),
        RegisteredTable(
            schemas.CONTRIBUTIONS, scores.reader(scores.contributions, last_year=True)
        ),
        RegisteredTable(schemas.WAY_UP, scores.reader(scores.way_up, last_year=True)),
        RegisteredTable(schemas.WHAT_IF, scores.reader(scores.what_if, last_year=True)),
        RegisteredTable(schemas.PEERS, scores.reader(scores.peers, last_year=True)),
        RegisteredTable(schemas.EVENTS, received.events, Action.SEE_LOG),
    )
}
"""Every named table by its name."""


def read_table(
    snapshot: Snapshot, name: str, query: TableQuery, actor: Actor | None = None
) -> Table:
    """Read a table by its name, as an actor may; one with a permission needs an actor.

    Raises UnknownTable, NotAllowed, NoFramework, UnknownRound.
    """
    table = _table(name)
    if actor is not None:
        require_table(actor, name, query)
    elif table.permission is not None:
        raise NotAllowed(N_("This table needs a permission: name the actor who reads it."))
    read = table.reader(snapshot, query)
    columns = list(table.schema.columns)
    if table.schema is schemas.SCORES:
        parts = analysis.part_columns(snapshot.frameworks(), set(read.frame["fiscal_year"]))
        columns = schemas.score_columns(parts)
    return Table(read.frame.reindex(columns=columns), read.fiscal_year, read.round)


def require_table(actor: Actor, name: str, query: TableQuery) -> None:
    """Check that an actor may read a table for a query. Raises UnknownTable and NotAllowed."""
    table = _table(name)
    require(actor, table.permission or Action.SEE, query.agency_code if table.of_agency else None)


def _table(name: str) -> RegisteredTable:
    table = TABLES.get(name)
    if table is None:
        raise UnknownTable(
            N_("There is no table “{name}”. The tables are: {names}."),
            name=name,
            names=", ".join(TABLES),
        )
    return table
