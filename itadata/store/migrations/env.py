"""Migrations run on the connection of whoever opens the store."""

from alembic import context

from itadata.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
