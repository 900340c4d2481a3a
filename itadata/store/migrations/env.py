"""Migrations run on the connection of whoever opens the store."""

from alembic import context
from sqlalchemy import text

from itadata.store.schema import metadata

# PostgreSQL would order texts by the language of its server, SQLite orders them by code points.
_OTHERWISE_ORDERED = text(
    "SELECT c.oid::regclass AS table_name, quote_ident(a.attname) AS column_name,"
    " format_type(a.atttypid, a.atttypmod) AS type"
    " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
    " JOIN pg_collation o ON o.oid = a.attcollation"
    " WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"
    " AND NOT a.attisdropped AND o.collname <> 'C' AND c.relname <> 'alembic_version'"
)


def _order_texts_by_code_points() -> None:
    for row in connection.execute(_OTHERWISE_ORDERED).all():
        connection.exec_driver_sql(
            f'ALTER TABLE {row.table_name} ALTER {row.column_name} TYPE {row.type} COLLATE "C"'
        )


connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
    if connection.dialect.name == "postgresql":
        _order_texts_by_code_points()
