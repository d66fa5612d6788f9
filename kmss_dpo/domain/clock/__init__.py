"""The clock of every case: when it started, when it is due, and how that was worked out.

Pure functions of a kind, a day of receipt, the facts and a table of closed days. A what-if is `work_out`
with other facts.
"""

from kmss_dpo.domain.clock.breaches import BreachDeadline, breach_deadline
from kmss_dpo.domain.clock.checks import check_extension, check_facts
from kmss_dpo.domain.clock.complaints import early_warning, is_duty
from kmss_dpo.domain.clock.corrections import (
    CORRECTION,
    ClockCorrection,
    corrected,
    correction_step,
    correction_words,
    receipt_corrected,
)
from kmss_dpo.domain.clock.course import Asked, Course, Question
from kmss_dpo.domain.clock.deadline import WARNING, ClockState, Deadline, Step
from kmss_dpo.domain.clock.ended import closed_deadline
from kmss_dpo.domain.clock.enquiries import after_reply
from kmss_dpo.domain.clock.events import ClockEvent, EventEntry, after_event, event_title, possible_events
from kmss_dpo.domain.clock.facts import Ask, Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.clock.happenings import (
    ASKS,
    EVENTS,
    MOVED_BY_LETTER,
    RESTARTED,
    TO_COME,
    EventFacts,
    Happening,
)
from kmss_dpo.domain.clock.late import went_late, with_late_reason
from kmss_dpo.domain.clock.notices import notice_deadline
from kmss_dpo.domain.clock.requests import request_course
from kmss_dpo.domain.clock.standing import SOON_DAYS, Standing, Urgency, standing
from kmss_dpo.domain.clock.work import work_out

__all__ = [
    "ASKS",
    "CORRECTION",
    "EVENTS",
    "MOVED_BY_LETTER",
    "RESTARTED",
    "SOON_DAYS",
    "TO_COME",
    "WARNING",
    "Ask",
    "Asked",
    "BreachDeadline",
    "Clarification",
    "ClockCorrection",
    "ClockEvent",
    "ClockFacts",
    "ClockState",
    "Course",
    "Deadline",
    "EventEntry",
    "EventFacts",
    "Extension",
    "ExtensionGround",
    "Happening",
    "Question",
    "Standing",
    "Step",
    "Urgency",
    "after_event",
    "after_reply",
    "breach_deadline",
    "check_extension",
    "check_facts",
    "closed_deadline",
    "corrected",
    "correction_step",
    "correction_words",
    "early_warning",
    "event_title",
    "is_duty",
    "notice_deadline",
    "possible_events",
    "receipt_corrected",
    "request_course",
    "standing",
    "went_late",
    "with_late_reason",
    "work_out",
]
