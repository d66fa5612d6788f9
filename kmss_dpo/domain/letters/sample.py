"""An invented person and case: what fills a wording while it is looked at, and which fields there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.clock import Ask, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.complaints import Action, Finding, Inquiry, Issue, Lesson
from kmss_dpo.domain.correspondence import DocumentRow
from kmss_dpo.domain.decisions import Decision, DecisionSort, Provision
from kmss_dpo.domain.ids import CaseId, DocumentId
from kmss_dpo.domain.letters.draft import Draft, Particulars, compose
from kmss_dpo.domain.letters.from_work import Noted, work_values
from kmss_dpo.domain.letters.languages import Language, long_date
from kmss_dpo.domain.letters.template import Template
from kmss_dpo.domain.letters.values import (
    Activity,
    CaseFacts,
    Origin,
    Value,
    activity_values,
    case_values,
    contact_values,
    settings_values,
)
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.searches import SearchPlace

_NAME, _OTHER = "Sample Person", "Another Sample"
_RECEIVED, _ON, _LATER = date(2026, 9, 1), date(2026, 9, 15), date(2026, 12, 1)
_WHO = Particulars(_NAME, ("1 Sample Street", "Exampleton", "EX1 2AB"), _ON, "SAMPLE-2026-0001")
_FACTS = CaseFacts(
    reference=_WHO.reference,
    received_on=_RECEIVED,
    channel=Channel.EMAIL,
    due_on=_LATER,
    summary="A sample of what somebody asked for or complained about.",
    next_update_on=_LATER,
    customer="Sample Customer Ltd",
    clock=ClockFacts(
        identity=Ask(_RECEIVED, _ON),
        extension=Extension(_ON, ExtensionGround.COMPLEXITY, "sample reasons"),
    ),
)
_DOCUMENT = DocumentRow(
    DocumentId(1),
    1,
    CaseId(1),
    "A sample document.pdf",
    "application/pdf",
    1,
    "",
    datetime(2026, 9, 1, tzinfo=UTC),
)
_NOTED = Noted(
    places=(SearchPlace("Sample mailbox", found="Two messages"),),
    decisions=(
        Decision(
            DecisionSort.EXEMPTION,
            Provision.THIRD_PARTY,
            about="A sample letter",
            reasoning="It is about somebody else",
        ),
    ),
    recipients=(Recipient("Sample Recipient Ltd", told_on=_ON),),
    issues=(Issue("A sample issue", Finding.UPHELD, "Sample reasons", "A sample remedy"),),
    inquiries=(Inquiry("Sample Colleague", "A sample question", _ON),),
    actions=(Action("A sample action", "Sample Colleague", _LATER),),
    lessons=(Lesson("A sample lesson"),),
    disclosed=(_DOCUMENT,),
)


def sample_values(
    organisation: Organisation,
    regulator: Regulator,
    language: Language = Language.ENGLISH,
    activities: Sequence[Activity] = (),
) -> dict[str, Value]:
    """A value for every field that there is."""
    return {
        **contact_values(_NAME, _OTHER, _OTHER),
        **case_values(_FACTS, language),
        **work_values(_NOTED),
        **settings_values(organisation, regulator),
        **activity_values(activities),
        "letter date": Value(long_date(_ON, language), Origin.CASE),
    }


FIELDS: Mapping[str, Origin] = {
    name: value.origin for name, value in sample_values(Organisation(), Regulator()).items()
}
"""Every field that the register can fill, and from where."""


def sample_letter(
    template: Template, values: Mapping[str, Value], left_out: Collection[str] = frozenset()
) -> Draft:
    """A letter to the invented person, with every part of it: those too that stand in some letters only.

    Those whose keys are `left_out` are not in it.
    """
    everything = replace(
        template,
        blocks=tuple(
            replace(
                each, included=each.key not in left_out, when=frozenset(), unless=frozenset(), states=None
            )
            for each in template.blocks
        ),
    )
    return compose(everything, _WHO, values, frozenset())
