"""An answer that went late: the case is not closed before the reason for it is written down."""

from dataclasses import replace
from datetime import date

from kmss_dpo.domain.cases import Closing
from kmss_dpo.domain.clock.deadline import Deadline
from kmss_dpo.domain.days import say_day
from kmss_dpo.domain.errors import Mistake


def went_late(deadline: Deadline, answered_on: date | None) -> bool:
    """Whether a duty was or will have been met late with an answer sent on that day; no answer, no lateness.

    `deadline` is the clock of the open case, with or without that answer among its facts.
    """
    if answered_on is None:
        return False
    if deadline.met is not None:
        return not deadline.met
    return deadline.due_on is not None and answered_on > deadline.due_on


def with_late_reason(closing: Closing, deadline: Deadline) -> Closing:
    """The closing with its reason for lateness, and without one where nothing was late.

    Raises `Mistake` where it was late and no reason is given.
    """
    if not went_late(deadline, closing.answered_on):
        return replace(closing, late_reason="")
    reason = closing.late_reason.strip()
    if not reason:
        due = f" It was due {say_day(deadline.due_on)}." if deadline.due_on else ""
        raise Mistake(f"Say why it went late.{due}", "late_reason")
    return replace(closing, late_reason=reason)
