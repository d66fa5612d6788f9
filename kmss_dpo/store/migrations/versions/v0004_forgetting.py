"""Retention rules with owner and review, disposal in stages, suppression, the bin, and incidents."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_BY = "CONSTRAINT fk_retention_rules_approved_by REFERENCES actors (id)"
_COLUMNS = (
    ("cases", "disposal_stage INTEGER NOT NULL DEFAULT 0"),
    ("retention_rules", "owner TEXT NOT NULL DEFAULT ''"),
    ("retention_rules", "reviewer TEXT NOT NULL DEFAULT ''"),
    (
        "retention_rules",
        "approved_by INTEGER CONSTRAINT fk_retention_rules_approved_by REFERENCES actors (id)",
    ),
    ("retention_rules", "next_review DATE"),
    ("disposals", "action TEXT NOT NULL DEFAULT 'erase'"),
    ("disposals", "stage TEXT NOT NULL DEFAULT ''"),
    ("disposals", "held INTEGER NOT NULL DEFAULT 0"),
    ("disposals", "failures INTEGER NOT NULL DEFAULT 0"),
)


def upgrade() -> None:
    """Add the columns and tables; what there is stays as it is."""
    for table, column in _COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.create_table(
        "suppressions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppressions")),
        sa.UniqueConstraint("sort", "digest", name=op.f("uq_suppressions_sort")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "binned",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("binned_on", sa.Date(), nullable=False),
        sa.Column("binned_by", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_binned_case_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_binned_contact_id")),
        sa.ForeignKeyConstraint(["binned_by"], ["actors.id"], name=op.f("fk_binned_binned_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_binned")),
        sa.UniqueConstraint("kind", "record_id", name=op.f("uq_binned_kind")),
        sqlite_autoincrement=True,
    )
    for column in ("case_id", "contact_id", "sha256", "until"):
        op.create_index(op.f(f"ix_binned_{column}"), "binned", [column], unique=False)
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
        sqlite_autoincrement=True,
    )
