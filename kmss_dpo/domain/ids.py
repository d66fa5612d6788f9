"""Typed ids: numbers that are never used twice within one register."""

from enum import StrEnum
from typing import NewType

ContactId = NewType("ContactId", int)
CaseId = NewType("CaseId", int)
CorrespondenceId = NewType("CorrespondenceId", int)
DocumentId = NewType("DocumentId", int)
LetterId = NewType("LetterId", int)
NoteId = NewType("NoteId", int)
HoldId = NewType("HoldId", int)
QuickNoteId = NewType("QuickNoteId", int)
IncidentId = NewType("IncidentId", int)
BinnedId = NewType("BinnedId", int)
SuppressionId = NewType("SuppressionId", int)


class Kind(StrEnum):
    """The kinds of record that are searched, audited and announced when they change."""

    CONTACT = "contact"
    CASE = "case"
    CORRESPONDENCE = "correspondence"
    DOCUMENT = "document"
    LETTER = "letter"
    NOTE = "note"
    RETENTION = "retention"
    HOLIDAY = "holiday"
    IDENTITY_CHECK = "identity check"
    SEARCH_PLACE = "search place"
    DECISION = "decision"
    RECIPIENT = "recipient"
    ISSUE = "issue"
    INQUIRY = "inquiry"
    ACTION = "action"
    LESSON = "lesson"
    REVIEW = "review"
    HOLD = "hold"
    QUICK_NOTE = "quick note"
    DISPOSAL = "disposal"
    SUPPRESSION = "suppression"
    BINNED = "binned"
    INCIDENT = "incident"
    SETTING = "setting"
    STATISTIC = "statistic"
    # What a case says itself about people: it is erased, and kind, dates and outcome of the case stay.
    IDENTIFYING = "what identifies somebody"
