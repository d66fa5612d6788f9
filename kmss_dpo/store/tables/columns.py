"""What all tables are made with: the metadata, and the columns that every record has."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Row, Text

AnyRow = Row[*tuple[Any, ...]]
"""A row of any query; it never leaves the store."""

metadata = MetaData(
    naming_convention={
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)
# Ids are never used again after an erasure: a kept backup must not confuse two records.
NEVER_REUSED = True


def record_id() -> Column[int]:
    """The id of a row."""
    return Column("id", Integer, primary_key=True)


def version() -> Column[int]:
    """Counts the saves of a record, so that two edits of one version become a conflict."""
    return Column("version", Integer, nullable=False, default=1)


def text(name: str) -> Column[str]:
    """A text that may be empty and is never missing."""
    return Column(name, Text, nullable=False, default="")


def owner(target: str, *, index: bool = True) -> Column[int]:
    """The record a row belongs to and goes with."""
    name = target.removesuffix("s")
    return Column(
        f"{name}_id", Integer, ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=False, index=index
    )
