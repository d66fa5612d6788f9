"""Letters as words: templates, drafts composed from them, and what the law still misses in a draft."""

from kmss_dpo.domain.letters.draft import (
    Draft,
    DraftBlock,
    Particulars,
    Span,
    compose,
    edit_text,
    gaps,
    include,
    readdress,
    set_fact,
)
from kmss_dpo.domain.letters.missing import Missing, check_filing, missing
from kmss_dpo.domain.letters.plain import from_plain, to_plain
from kmss_dpo.domain.letters.template import Block, Fact, Template, facts_of_kind
from kmss_dpo.domain.letters.values import (
    ACTIVITY_FIELDS,
    Activity,
    CaseFacts,
    Origin,
    Value,
    Values,
    activity_values,
    case_values,
    contact_values,
    long_date,
    settings_values,
)

__all__ = [
    "ACTIVITY_FIELDS",
    "Activity",
    "Block",
    "CaseFacts",
    "Draft",
    "DraftBlock",
    "Fact",
    "Missing",
    "Origin",
    "Particulars",
    "Span",
    "Template",
    "Value",
    "Values",
    "activity_values",
    "case_values",
    "check_filing",
    "compose",
    "contact_values",
    "edit_text",
    "facts_of_kind",
    "from_plain",
    "gaps",
    "include",
    "long_date",
    "missing",
    "readdress",
    "set_fact",
    "settings_values",
    "to_plain",
]
