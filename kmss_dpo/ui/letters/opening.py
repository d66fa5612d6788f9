"""Everything a letter needs to be written, fetched in one go; runs on the writing lane."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, Kind, LetterId
from kmss_dpo.domain.letters import Activity, Draft, Language, People, Template
from kmss_dpo.services.letters import OpenLetter
from kmss_dpo.session import Session
from kmss_dpo.ui.letters.form_state import usual_template


@dataclass(frozen=True)
class Opening:
    """A letter with its case; `draw` makes the PDF, with the edge of the envelope window where asked."""

    letter: OpenLetter
    case: CaseRow
    templates: tuple[Template, ...]
    activities: tuple[Activity, ...]
    people: People
    draw: Callable[[Draft, bool], bytes]

    def hangs_on(self, touched: Collection[tuple[Kind, int]]) -> bool:
        """Whether a commit touched the case, one of its people, or a case that it may wait for."""
        people = [(Kind.CONTACT, each.id) for each in (*self.people.everybody(), *self.people.told)]
        waits = self.people.waits_for and any(kind is Kind.CASE for kind, _ in touched)
        return bool(waits) or any(each in touched for each in [(Kind.CASE, self.case.id), *people])


def open_new(session: Session, case: CaseId, code: str, language: Language | None = None) -> Opening:
    """Start a letter; an empty code takes the usual template of that kind of case."""
    row = _row(session, case)
    if not code:
        offered = session.letters.offered(row.kind, for_customer=row.for_customer)
        code = usual_template(offered, waits=bool(session.letters.sending.people(case).waits_for))
    return _with_case(session, session.letters.start(case, code, language), row)


def open_again(session: Session, letter: LetterId) -> Opening:
    """Go on with a draft."""
    opened = session.letters.resume(letter)
    return _with_case(session, opened, _row(session, opened.case))


def look_again(session: Session, case: CaseId) -> tuple[CaseRow, People]:
    """The case and its people as they are now, for a letter that is being written."""
    return _row(session, case), session.letters.sending.people(case)


def _row(session: Session, case: CaseId) -> CaseRow:
    rows = session.cases.rows([case])
    if not rows:
        raise Mistake("This case is no longer in the register.")
    return rows[0]


def _with_case(session: Session, opened: OpenLetter, row: CaseRow) -> Opening:
    look = session.letters.look()
    outlined = replace(look, window_outline=True)
    return Opening(
        letter=opened,
        case=row,
        templates=session.letters.offered(row.kind, for_customer=row.for_customer),
        activities=session.letters.activities(),
        people=session.letters.sending.people(row.id),
        draw=lambda draft, window: session.letters.pages(draft, outlined if window else look),
    )
