"""The columns that hold no words about anybody by their nature, each with why.

Every other column that can hold text has to be filled and erased in `test_forgetting`: one that somebody adds
is, until it is filled there or named here with a reason.
"""

_CODE = "one of our codes"
_MOMENT = "a moment"
_HASH = "a hash, a salt or a key of it"
_INDEX = "kept by SQLite or its index; searched as bytes"
_SCHEDULE = "the schedule: what is so of classes of records"
_COUNTED = "the log: counts, codes and words of ours"
_OURS = "words of ours"
WITHOUT: dict[tuple[str, str], str] = {
    ("alembic_version", "version_num"): "which tables there are",
    ("actors", "slot"): _CODE,
    ("actors", "name"): "who works with the register, and answers for it in the trail",
    ("audit", "at"): _MOMENT,
    **{("audit", name): _CODE for name in ("action", "kind")},
    **{("audit", name): _HASH for name in ("commitment", "chained")},
    **{("history", name): why for name, why in (("kind", _CODE), ("salt", _HASH))},
    ("contacts", "kind"): _CODE,
    ("reaches", "way"): _CODE,
    ("cases", "reference"): "a number of ours",
    **{
        ("cases", name): _CODE
        for name in ("kind", "status", "channel", "stage", "outcome", "clock_state", "waiting_for")
    },
    ("cases", "disposal_rule"): _CODE,
    **{("clock_facts", name): _CODE for name in ("fact", "ground")},
    **{("documents", name): _CODE for name in ("media_type", "mark")},
    **{("documents", name): why for name, why in (("sha256", _HASH), ("added_at", _MOMENT))},
    ("contents", "sha256"): _HASH,
    ("letters", "template"): _CODE,
    ("letters", "title"): "what letters of its kind are called",
    **{("letters", name): why for name, why in (("sha256", _HASH), ("filed_at", _MOMENT))},
    **{("correspondence", name): _CODE for name in ("direction", "channel")},
    ("notes", "at"): _MOMENT,
    ("quick_notes", "channel"): _CODE,
    ("quick_notes", "at"): _MOMENT,
    ("case_links", "relation"): _CODE,
    **{("case_steps", name): _CODE for name in ("stage_before", "stage")},
    **{(table, "at"): _MOMENT for table in ("case_steps", "checklist_ticks", "clock_corrections")},
    ("decisions", "sort"): _CODE,
    ("issues", "finding"): _CODE,
    **{("suppressions", name): why for name, why in (("sort", _CODE), ("digest", _HASH))},
    **{("binned", name): why for name, why in (("kind", _CODE), ("sha256", _HASH))},
    **{("incidents", name): why for name, why in (("at", _MOMENT), ("sort", _CODE), ("told", _OURS))},
    **{("case_statistics", name): _CODE for name in ("kind", "outcome")},
    **{
        ("disposals", name): _COUNTED
        for name in ("at", "rule", "trigger", "record_class", "parts", "method", "backups", "action", "stage")
    },
    ("disposed_records", "kind"): _CODE,
    **{
        ("retention_rules", name): _SCHEDULE
        for name in ("code", "covers", "purpose", "basis", "trigger", "action", "reason")
    },
    **{("retention_rules", name): "who answers for a rule" for name in ("owner", "reviewer")},
    ("reference_counters", "prefix"): _CODE,
    **{("officer_holidays", name): "public holidays" for name in ("nation", "name")},
    ("settings", "name"): _OURS,
    **{("sqlite_sequence", name): _INDEX for name in ("name", "seq")},
    **{("search_idx", name): _INDEX for name in ("segid", "term", "pgno")},
    ("search_docsize", "sz"): _INDEX,
    **{("search_config", name): _INDEX for name in ("k", "v")},
}
