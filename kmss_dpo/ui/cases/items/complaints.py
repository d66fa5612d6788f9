"""What is noted on a complaint: issues, who was asked, actions, lessons and reviews."""

from kmss_dpo.domain.complaints import Action, Finding, Inquiry, Issue, Lesson, Review
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.items import KeptItem
from kmss_dpo.ui.cases.items.spec import Editor, Field, Spec
from kmss_dpo.ui.cases.items.words import asked_words
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.table import Column


def _finding(row: KeptItem[Issue]) -> Chip:
    return (
        Chip(row.item.finding.value.capitalize()) if row.item.finding else Chip("No finding yet", Look.SOON)
    )


ISSUES = Spec(
    sort=Issue,
    kind=Kind.ISSUE,
    form="issue",
    title="Issues",
    name="issue",
    icon="message-square-warning",
    empty="No issue is listed yet.",
    more="One line for each thing that is complained about; the outcome answers each of them.",
    columns=(
        Column[KeptItem[Issue]](
            "Issue", text=lambda row: row.item.complaint, second=lambda row: row.item.reasons
        ),
        Column[KeptItem[Issue]]("Put right", text=lambda row: row.item.remedy),
        Column[KeptItem[Issue]]("", chip=_finding, weight=0, sample="M No finding yet"),
    ),
    fields=(
        Field("complaint", "What is complained about", Editor.LINES, required=True),
        Field(
            "finding",
            "Finding",
            Editor.CHOICE,
            options=lambda _view, _issue: [
                ("No finding yet", None),
                *((each.value.capitalize(), each) for each in Finding),
            ],
        ),
        Field("reasons", "Reasons of the finding", Editor.LINES, "The outcome letter gives them."),
        Field("remedy", "What is put right for the person", Editor.LINES),
    ),
    begin=lambda _begun: Issue(""),
)


def _answered(row: KeptItem[Inquiry]) -> Chip:
    asked = row.item
    if asked.answered_on:
        return Chip(f"Answered {write_day(asked.answered_on)}")
    day = asked.chased_on or asked.asked_on
    words = "Chased" if asked.chased_on else "Asked"
    return Chip(f"{words} {write_day(day)}" if day else words, Look.WAITING)


INQUIRIES = Spec(
    sort=Inquiry,
    kind=Kind.INQUIRY,
    form="inquiry",
    title="Enquiries made",
    name="question",
    icon="users",
    empty="Nobody was asked yet.",
    more="Who was asked what, when, and what came of it: it shows that the matter was looked into.",
    columns=(
        Column[KeptItem[Inquiry]](
            "Who was asked", text=lambda row: row.item.asked_whom, second=lambda row: row.item.question
        ),
        Column[KeptItem[Inquiry]](
            "Answer",
            text=lambda row: row.item.answer,
            second=lambda row: asked_words(row.item.asked_on, row.item.chased_on),
        ),
        Column[KeptItem[Inquiry]]("", chip=_answered, weight=0, sample="M Answered 28 MMM 2026"),
    ),
    fields=(
        Field("asked_whom", "Who was asked", required=True),
        Field("question", "What was asked", Editor.LINES, required=True),
        Field("asked_on", "Asked on", Editor.DAY, required=True),
        Field("chased_on", "Chased on", Editor.DAY),
        Field("answered_on", "Answered on", Editor.DAY),
        Field("answer", "Answer", Editor.LINES),
    ),
    begin=lambda begun: Inquiry("", "", begun.today),
)


def _done(row: KeptItem[Action]) -> Chip:
    if row.item.done_on:
        return Chip(f"Done {write_day(row.item.done_on)}")
    return Chip(f"By {write_day(row.item.due_on)}" if row.item.due_on else "To do", Look.SOON)


ACTIONS = Spec(
    sort=Action,
    kind=Kind.ACTION,
    form="action",
    title="Actions",
    name="action",
    icon="circle-check",
    empty="No action is noted.",
    more="What was promised, who does it and by when.",
    columns=(
        Column[KeptItem[Action]]("Action", text=lambda row: row.item.action),
        Column[KeptItem[Action]]("Who", text=lambda row: row.item.owner, weight=0, sample="Robin Hale"),
        Column[KeptItem[Action]]("", chip=_done, weight=0, sample="M Done 28 MMM 2026"),
    ),
    fields=(
        Field("action", "What is to be done", Editor.LINES, required=True),
        Field("owner", "Who does it", required=True),
        Field("due_on", "By", Editor.DAY, required=True),
        Field("done_on", "Done on", Editor.DAY),
    ),
    begin=lambda begun: Action("", begun.person),
)


def _looked(row: KeptItem[Lesson]) -> Chip:
    if row.item.checked_on:
        return Chip(f"Checked {write_day(row.item.checked_on)}")
    return Chip(f"Check {write_day(row.item.check_on)}" if row.item.check_on else "To check", Look.SOON)


LESSONS = Spec(
    sort=Lesson,
    kind=Kind.LESSON,
    form="lesson",
    title="Lessons",
    name="lesson",
    icon="refresh-cw",
    empty="No lesson is noted.",
    more="What is done differently from now on, and a later look whether it worked.",
    columns=(
        Column[KeptItem[Lesson]](
            "Lesson", text=lambda row: row.item.lesson, second=lambda row: row.item.result
        ),
        Column[KeptItem[Lesson]]("", chip=_looked, weight=0, sample="M Checked 28 MMM 2026"),
    ),
    fields=(
        Field("lesson", "What is done differently", Editor.LINES, required=True),
        Field("check_on", "Look whether it worked on", Editor.DAY, required=True),
        Field("checked_on", "Looked on", Editor.DAY),
        Field("result", "Whether it worked", Editor.LINES),
    ),
    begin=lambda _begun: Lesson(""),
)


def _reviewed(row: KeptItem[Review]) -> Chip:
    review = row.item
    if review.reviewed_on:
        return Chip(f"Reviewed {write_day(review.reviewed_on)}")
    return Chip(f"Asked {write_day(review.asked_on)}" if review.asked_on else "Asked", Look.WAITING)


REVIEWS = Spec(
    sort=Review,
    kind=Kind.REVIEW,
    form="review",
    title="Reviews",
    name="review",
    icon="scale",
    empty="No review was asked for.",
    more="Where the person is not content with the outcome, somebody else looks at it again.",
    columns=(
        Column[KeptItem[Review]](
            "Reviewer", text=lambda row: row.item.reviewer, second=lambda row: row.item.outcome
        ),
        Column[KeptItem[Review]]("Reasons", text=lambda row: row.item.reasons),
        Column[KeptItem[Review]]("", chip=_reviewed, weight=0, sample="M Reviewed 28 MMM 2026"),
    ),
    fields=(
        Field("asked_on", "Asked for on", Editor.DAY, required=True),
        Field("reviewer", "Who reviews it", help="Better not who decided first.", required=True),
        Field("reviewed_on", "Reviewed on", Editor.DAY),
        Field("outcome", "What it came to", Editor.LINES),
        Field("reasons", "Reasons", Editor.LINES),
    ),
    begin=lambda begun: Review(begun.today),
)

COMPLAINT_SPECS = (ISSUES, INQUIRIES, ACTIONS, LESSONS, REVIEWS)
