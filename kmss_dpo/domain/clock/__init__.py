"""The clock of every case: when it started, when it is due, and how that was worked out.

Pure functions of a kind, a day of receipt, the facts and a table of closed days. A what-if is `work_out`
with other facts.
"""

from kmss_dpo.domain.clock.breaches import BreachDeadline, breach_deadline
from kmss_dpo.domain.clock.checks import check_facts
from kmss_dpo.domain.clock.complaints import early_warning, is_duty
from kmss_dpo.domain.clock.course import Asked, Course, Question
from kmss_dpo.domain.clock.deadline import WARNING, ClockState, Deadline, Step
from kmss_dpo.domain.clock.ended import closed_deadline
from kmss_dpo.domain.clock.enquiries import after_reply
from kmss_dpo.domain.clock.facts import Ask, Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.clock.notices import notice_deadline
from kmss_dpo.domain.clock.requests import request_course
from kmss_dpo.domain.clock.standing import SOON_DAYS, Standing, Urgency, standing
from kmss_dpo.domain.clock.work import work_out

__all__ = [
    "SOON_DAYS",
    "WARNING",
    "Ask",
    "Asked",
    "BreachDeadline",
    "Clarification",
    "ClockFacts",
    "ClockState",
    "Course",
    "Deadline",
    "Extension",
    "ExtensionGround",
    "Question",
    "Standing",
    "Step",
    "Urgency",
    "after_reply",
    "breach_deadline",
    "check_facts",
    "closed_deadline",
    "early_warning",
    "is_duty",
    "notice_deadline",
    "request_course",
    "standing",
    "work_out",
]
