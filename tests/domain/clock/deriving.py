"""A derivation as the tests read it."""

from datetime import date as d

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.clock import ClockFacts, work_out
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.intake.public_holidays import closed_days


def said(kind: CaseKind, received: d, facts: ClockFacts, nation: Nation) -> list[str]:
    """Each step with its source, where the warnings among them are those that the clock gives."""
    deadline = work_out(kind, received, facts, closed_days(nation))
    warned = [step.text for step in deadline.derivation if step.source == "Warning"]
    assert tuple(warned) == deadline.warnings
    return [f"{step.text} [{step.source}]" for step in deadline.derivation]
