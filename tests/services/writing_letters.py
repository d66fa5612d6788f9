"""What the tests of letters write on, and with."""

from datetime import date

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.correspondence import NewCorrespondence
from kmss_dpo.domain.dispatch import Dispatch
from kmss_dpo.domain.ids import CaseId, ContactId, CorrespondenceId, Kind, LetterId
from kmss_dpo.domain.letters import Draft, edit_text, gaps
from kmss_dpo.session import Session

TODAY = date(2026, 11, 22)
BY_POST = Dispatch(Channel.POST, TODAY)


def open_case(
    session: Session,
    person: ContactId | None,
    kind: CaseKind,
    received_on: date,
    channel: Channel = Channel.POST,
) -> CaseId:
    return session.cases.open_case(
        CaseDetails(kind, received_on, channel, person, person, "A copy of everything")
    )


def filled(draft: Draft) -> Draft:
    """The draft with every gap filled."""
    for block in draft.blocks:
        text = block.text
        for gap in gaps([text]):
            text = text.replace(f"«{gap}»", "as set out")
        draft = edit_text(draft, block.key, text)
    return draft


def sent_lines(session: Session, case: CaseId) -> list[NewCorrespondence]:
    """What was sent on a case, newest first."""
    records = [each.record for each in session.cases.case(case).timeline if each.record]
    wanted = [CorrespondenceId(record) for kind, record in records if kind is Kind.CORRESPONDENCE]
    return [session.casework.correspondence(each).content for each in wanted]


def filed_unsent(session: Session, case: CaseId, code: str = "access_response") -> LetterId:
    opened = session.letters.start(case, code)
    session.letters.file(opened.id, filled(opened.draft), None)
    return opened.id
