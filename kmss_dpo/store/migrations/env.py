"""Runs migrations on the connection that is handed in; there is no other way to reach a register."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], render_as_batch=True, transactional_ddl=False
)
context.run_migrations()
