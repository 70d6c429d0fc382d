"""What Alembic runs for every command: the revisions, on the connection that it was handed."""

from alembic import context

from bot.state.feed_tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
