"""What is kept on a case while it is worked on: its way, its search, its decisions, its complaint, its holds.

The tables of small records have a column for each field of the record's class in the domain.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.sql.schema import SchemaItem

from kmss_dpo.store.tables.columns import NEVER_REUSED, metadata, owner, record_id, text, version

case_steps = Table(
    "case_steps",
    metadata,
    record_id(),
    owner("cases"),
    Column("at", Text, nullable=False),
    Column("author", Integer, ForeignKey("actors.id"), nullable=False),
    Column("stage_before", Text, nullable=False),
    Column("stage", Text, nullable=False),
    text("reason"),
)

clock_corrections = Table(
    "clock_corrections",
    metadata,
    record_id(),
    owner("cases"),
    Column("at", Text, nullable=False),
    Column("author", Integer, ForeignKey("actors.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("corrected", Text, nullable=False),
    CheckConstraint("reason <> ''", "has_reason"),
)

case_links = Table(
    "case_links",
    metadata,
    record_id(),
    owner("cases"),
    Column("other_id", Integer, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("relation", Text, nullable=False),
    UniqueConstraint("case_id", "other_id"),
)

checklist_ticks = Table(
    "checklist_ticks",
    metadata,
    record_id(),
    owner("cases"),
    Column("item", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("author", Integer, ForeignKey("actors.id"), nullable=False),
    UniqueConstraint("case_id", "item"),
)

hold_releases = Table(
    "hold_releases",
    metadata,
    record_id(),
    owner("cases"),
    Column("held_by_id", Integer, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("released_by", Integer, ForeignKey("actors.id"), nullable=False),
    Column("released_on", Date, nullable=False),
    CheckConstraint("reason <> ''", "has_reason"),
)


def _on_case(name: str, *columns: SchemaItem) -> Table:
    """A table of small records that hang on a case, each with an id and a version of its own."""
    return Table(
        name, metadata, record_id(), version(), owner("cases"), *columns, sqlite_autoincrement=NEVER_REUSED
    )


identity_checks = _on_case(
    "identity_checks",
    *(text(name) for name in ("asked", "seen", "how", "checked_by")),
    Column("checked_on", Date),
    Column("document_id", Integer, ForeignKey("documents.id", ondelete="SET NULL"), index=True),
    Column("copy_deleted_on", Date),
)

places_searched = _on_case(
    "places_searched",
    Column("place", Text, nullable=False),
    *(text(name) for name in ("activity", "asked_whom", "terms", "period")),
    Column("asked_on", Date),
    Column("chased_on", Date),
    Column("answered_on", Date),
    *(text(name) for name in ("found", "not_searched")),
)

decisions = _on_case(
    "decisions",
    Column("sort", Text, nullable=False),
    *(text(name) for name in ("ground", "about", "reasoning")),
    *(text(name) for name in ("nature", "confidentiality", "consent_sought", "capability", "refusal")),
    Column("decided_by", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
)

recipients = _on_case(
    "recipients",
    Column("name", Text, nullable=False),
    text("what"),
    Column("told_on", Date),
    text("why_not"),
    Column("contact_id", Integer, ForeignKey("contacts.id"), index=True),
)

issues = _on_case(
    "issues",
    Column("complaint", Text, nullable=False),
    Column("finding", Text),
    *(text(name) for name in ("reasons", "remedy")),
)

inquiries = _on_case(
    "inquiries",
    Column("asked_whom", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("chased_on", Date),
    Column("answered_on", Date),
    text("answer"),
)

actions = _on_case(
    "actions",
    Column("action", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("done_on", Date),
    Index("ix_actions_open", "done_on", "due_on"),
)

lessons = _on_case(
    "lessons",
    Column("lesson", Text, nullable=False),
    Column("check_on", Date, nullable=False),
    Column("checked_on", Date),
    text("result"),
    Index("ix_lessons_open", "checked_on", "check_on"),
)

reviews = _on_case(
    "reviews",
    Column("asked_on", Date, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("reviewed_on", Date),
    *(text(name) for name in ("outcome", "reasons")),
)

holds = Table(
    "holds",
    metadata,
    record_id(),
    version(),
    Column("case_id", Integer, ForeignKey("cases.id", ondelete="CASCADE"), index=True),
    Column("contact_id", Integer, ForeignKey("contacts.id", ondelete="CASCADE"), index=True),
    Column("reason", Text, nullable=False),
    Column("placed_by", Integer, ForeignKey("actors.id"), nullable=False),
    Column("placed_on", Date, nullable=False),
    Column("review_on", Date, nullable=False),
    Column("released_by", Integer, ForeignKey("actors.id")),
    Column("released_on", Date),
    text("release_reason"),
    CheckConstraint("(case_id IS NULL) <> (contact_id IS NULL)", "one_scope"),
    CheckConstraint("reason <> ''", "has_reason"),
    CheckConstraint("released_on IS NULL OR release_reason <> ''", "release_has_reason"),
    sqlite_autoincrement=NEVER_REUSED,
)

quick_notes = Table(
    "quick_notes",
    metadata,
    record_id(),
    version(),
    Column("who", Text, nullable=False),
    text("reach"),
    Column("channel", Text, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("what", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("author", Integer, ForeignKey("actors.id"), nullable=False),
    sqlite_autoincrement=NEVER_REUSED,
)
