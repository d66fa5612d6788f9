"""A recipient of data may be a contact of the register."""

from alembic import op

revision = "0003"
down_revision = "0002"

_CONTACT = "contact_id INTEGER CONSTRAINT fk_recipients_contact_id REFERENCES contacts (id)"


def upgrade() -> None:
    """Add the column; those noted so far are known by the name alone that was typed."""
    op.execute(f"ALTER TABLE recipients ADD COLUMN {_CONTACT}")
    op.create_index(op.f("ix_recipients_contact_id"), "recipients", ["contact_id"], unique=False)
