"""Contacts, cases and what is kept on them, the rules, the log, and the trail of every change."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from kmss_dpo.store.tables.columns import NEVER_REUSED, metadata, owner, record_id, text, version

contacts = Table(
    "contacts",
    metadata,
    record_id(),
    version(),
    Column("name", Text, nullable=False),
    Column("sort_name", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    *(text(name) for name in ("organisation", "safe_contact", "adjustments", "language", "notes")),
    CheckConstraint("kind IN ('person', 'organisation')", "kind"),
    sqlite_autoincrement=NEVER_REUSED,
)

former_names = Table(
    "former_names",
    metadata,
    record_id(),
    owner("contacts"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
)

reaches = Table(
    "reaches",
    metadata,
    record_id(),
    owner("contacts"),
    Column("way", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("recognised_by", Text, nullable=False),
    Column("safe", Boolean(create_constraint=True, name="safe"), nullable=False),
    text("note"),
    CheckConstraint("way IN ('address', 'email', 'phone')", "way"),
    Index("ix_reaches_recognised_by", "way", "recognised_by"),
)

cases = Table(
    "cases",
    metadata,
    record_id(),
    version(),
    Column("reference", Text, nullable=False, unique=True),
    Column("old_reference", Text, nullable=False, default=""),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("reached_officer_on", Date),
    *(text(name) for name in ("taken_by", "summary", "for_customer")),
    Column("requester_id", Integer, ForeignKey("contacts.id"), index=True),
    Column("subject_id", Integer, ForeignKey("contacts.id"), index=True),
    Column("recipient_id", Integer, ForeignKey("contacts.id"), index=True),
    Column("special_category", Boolean(create_constraint=True, name="special_category"), nullable=False),
    Column("about_child", Boolean(create_constraint=True, name="about_child"), nullable=False, default=False),
    Column(
        "about_officer", Boolean(create_constraint=True, name="about_officer"), nullable=False, default=False
    ),
    *(text(name) for name in ("handler", "their_reference")),
    # Where it stands on the way of its kind.
    text("stage"),
    # How it ended.
    Column("outcome", Text),
    Column("closed_on", Date),
    text("closing_reason"),
    text("late_reason"),
    text("void_reason"),
    # Worked out from the facts in the transaction that changes them, and stored for sorting.
    Column("clock_state", Text, nullable=False),
    Column("due_on", Date),
    Column("chase_on", Date),
    Column("act_on", Date),
    Column("waiting_for", Text),
    Column("waiting_since", Date),
    Column("acknowledged_on", Date),
    Column("answered_on", Date),
    Column("disposable_on", Date),
    Column("disposal_rule", Text),
    Column("disposal_trigger_on", Date),
    Column("disposal_stage", Integer, nullable=False, default=0),
    CheckConstraint("status IN ('open', 'closed', 'voided')", "status"),
    CheckConstraint("(status = 'closed') = (outcome IS NOT NULL)", "closed_has_outcome"),
    CheckConstraint("status <> 'voided' OR void_reason <> ''", "voided_has_reason"),
    Index("ix_cases_open_due", "status", "due_on"),
    Index("ix_cases_open_act", "status", "act_on"),
    Index("ix_cases_kind", "status", "kind", "act_on"),
    Index("ix_cases_closed", "closed_on", "kind"),
    Index("ix_cases_disposable", "disposable_on", "kind", "disposal_rule"),
    Index("ix_cases_waiting", "status", "waiting_for"),
    Index("ix_cases_stage", "status", "stage"),
    Index("ix_cases_handler", "handler", "status"),
    Index("ix_cases_answered", "answered_on", "due_on", "kind", "acknowledged_on"),
    sqlite_autoincrement=NEVER_REUSED,
)

clock_facts = Table(
    "clock_facts",
    metadata,
    record_id(),
    owner("cases"),
    Column("position", Integer, nullable=False),
    Column("fact", Text, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("met_on", Date),
    Column("ground", Text),
    text("reasons"),
)

documents = Table(
    "documents",
    metadata,
    record_id(),
    version(),
    owner("cases"),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    Column("added_at", Text, nullable=False),
    text("mark"),
    Index("ix_documents_mark", "mark"),
    sqlite_autoincrement=NEVER_REUSED,
)

# Kept once, however many documents have it.
contents = Table(
    "contents",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

letters = Table(
    "letters",
    metadata,
    record_id(),
    version(),
    owner("cases"),
    Column("template", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("draft", JSON, nullable=False),
    Column("dated_on", Date, nullable=False),
    Column("filed_at", Text),
    Column("sha256", Text),
    Column("document_id", Integer, ForeignKey("documents.id"), index=True),
    CheckConstraint("(filed_at IS NULL) = (sha256 IS NULL)", "filed_is_frozen"),
    sqlite_autoincrement=NEVER_REUSED,
)

correspondence = Table(
    "correspondence",
    metadata,
    record_id(),
    version(),
    owner("cases"),
    Column("contact_id", Integer, ForeignKey("contacts.id"), index=True),
    Column("document_id", Integer, ForeignKey("documents.id"), index=True),
    Column("letter_id", Integer, ForeignKey("letters.id"), index=True),
    Column("direction", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("subject", Text, nullable=False),
    text("body"),
    CheckConstraint("direction IN ('in', 'out')", "direction"),
    sqlite_autoincrement=NEVER_REUSED,
)

notes = Table(
    "notes",
    metadata,
    record_id(),
    version(),
    owner("cases"),
    Column("at", Text, nullable=False),
    Column("author", Integer, ForeignKey("actors.id"), nullable=False),
    Column("text", Text, nullable=False),
    sqlite_autoincrement=NEVER_REUSED,
)

reference_counters = Table(
    "reference_counters",
    metadata,
    Column("prefix", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

retention_rules = Table(
    "retention_rules",
    metadata,
    record_id(),
    version(),
    Column("code", Text, nullable=False, unique=True),
    *(
        Column(name, Text, nullable=False)
        for name in ("covers", "purpose", "basis", "trigger", "action", "reason")
    ),
    Column("months", Integer),
    Column("days", Integer),
    Column("approved_on", Date),
    text("owner"),
    text("reviewer"),
    Column("approved_by", Integer, ForeignKey("actors.id")),
    Column("next_review", Date),
)

keep_decisions = Table(
    "keep_decisions",
    metadata,
    record_id(),
    version(),
    owner("cases"),
    Column("until", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_by", Integer, ForeignKey("actors.id"), nullable=False),
    Column("decided_on", Date, nullable=False),
    CheckConstraint("reason <> ''", "has_reason"),
)

disposals = Table(
    "disposals",
    metadata,
    record_id(),
    version(),
    Column("at", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("trigger", Text, nullable=False),
    Column("record_class", Text, nullable=False),
    Column("records", Integer, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("approved_by", Integer, ForeignKey("actors.id"), nullable=False),
    Column("method", Text, nullable=False),
    Column("backups", Text, nullable=False),
    Column("action", Text, nullable=False, default="erase"),
    text("stage"),
    *(Column(name, Integer, nullable=False, default=0) for name in ("held", "failures")),
    sqlite_autoincrement=NEVER_REUSED,
)

# What is erased from the kept backups after a disposal, by kind and id only.
disposed_records = Table(
    "disposed_records",
    metadata,
    record_id(),
    owner("disposals"),
    Column("kind", Text, nullable=False),
    Column("record_id", Integer, nullable=False),
)

case_statistics = Table(
    "case_statistics",
    metadata,
    record_id(),
    Column("kind", Text, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("due_on", Date),
    Column("acknowledged_on", Date),
    Column("answered_on", Date),
    Column("closed_on", Date),
    Column("outcome", Text),
)

# How somebody who objected to marketing is recognised: a keyed hash, never the address itself.
suppressions = Table(
    "suppressions",
    metadata,
    record_id(),
    version(),
    Column("sort", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("since", Date, nullable=False),
    text("reason"),
    UniqueConstraint("sort", "digest"),
    sqlite_autoincrement=NEVER_REUSED,
)

# What was deleted and can still be put back: the rows of a record as they were, with where it belonged.
binned = Table(
    "binned",
    metadata,
    record_id(),
    version(),
    Column("kind", Text, nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("case_id", Integer, ForeignKey("cases.id"), index=True),
    Column("contact_id", Integer, ForeignKey("contacts.id"), index=True),
    Column("rows", JSON, nullable=False),
    Column("sha256", Text, index=True),
    Column("binned_on", Date, nullable=False),
    Column("binned_by", Integer, ForeignKey("actors.id"), nullable=False),
    Column("until", Date, nullable=False, index=True),
    UniqueConstraint("kind", "record_id"),
    sqlite_autoincrement=NEVER_REUSED,
)

# What went wrong with the register itself, or was noticed about it: no personal data.
incidents = Table(
    "incidents",
    metadata,
    record_id(),
    version(),
    Column("at", Text, nullable=False),
    Column("sort", Text, nullable=False),
    text("told"),
    Column("seen_on", Date),
    sqlite_autoincrement=NEVER_REUSED,
)

officer_holidays = Table(
    "officer_holidays",
    metadata,
    record_id(),
    version(),
    Column("nation", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("name", Text, nullable=False),
    Column("closed", Boolean(create_constraint=True, name="closed"), nullable=False),
    UniqueConstraint("nation", "day"),
)

settings = Table(
    "settings",
    metadata,
    record_id(),
    version(),
    Column("name", Text, nullable=False, unique=True),
    Column("value", JSON, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    record_id(),
    Column("slot", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
)

history = Table(
    "history",
    metadata,
    record_id(),
    Column("kind", Text, nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("audit_id", Integer, ForeignKey("audit.id"), nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_history_record", "kind", "record_id", "version"),
)

audit = Table(
    "audit",
    metadata,
    record_id(),
    Column("at", Text, nullable=False),
    Column("actor_id", Integer, ForeignKey("actors.id"), nullable=False),
    Column("action", Text, nullable=False),
    Column("kind", Text),
    Column("record_id", Integer),
    Column("commitment", LargeBinary),
    Column("chained", LargeBinary, nullable=False),
    Index("ix_audit_record", "kind", "record_id"),
    sqlite_autoincrement=NEVER_REUSED,
)
