"""Everything a letter needs to be written, fetched in one go; runs on the writing lane."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId, Kind, LetterId
from kmss_dpo.domain.letters import Activity, Draft, Known, Language, Template
from kmss_dpo.domain.standard_paragraphs import StandardParagraph
from kmss_dpo.services.letters import OpenLetter
from kmss_dpo.session import Session
from kmss_dpo.ui.letters.form_state import usual_template


@dataclass(frozen=True)
class Around:
    """What may change while a letter is written: its case and people, how letters look, the own paragraphs.

    `draw` makes the PDF, with the edge of the envelope window where asked.
    """

    case: CaseRow
    known: Known
    paragraphs: tuple[StandardParagraph, ...]
    draw: Callable[[Draft, bool], bytes]


@dataclass(frozen=True)
class Opening:
    """A letter with what is around it."""

    letter: OpenLetter
    templates: tuple[Template, ...]
    activities: tuple[Activity, ...]
    around: Around

    @property
    def case(self) -> CaseRow:
        """The case as it is now."""
        return self.around.case

    @property
    def known(self) -> Known:
        """What the register holds against the letter now."""
        return self.around.known

    def with_known(self, known: Known) -> "Opening":
        """The same with other things held against the letter."""
        return replace(self, around=replace(self.around, known=known))

    def hangs_on(self, changes: Changes) -> bool:
        """Whether a commit touched the case, its people, one it may wait for, or how letters look."""
        known = self.known.people
        people = [(Kind.CONTACT, each.id) for each in (*known.everybody(), *known.told)]
        own = [(Kind.CASE, self.case.id), *people]
        waits = known.waits_for and Kind.CASE in changes.kinds()
        looks = Kind.SETTING in changes.kinds()
        return bool(waits) or looks or any(each in changes.touched for each in own)


def open_new(session: Session, case: CaseId, code: str, language: Language | None = None) -> Opening:
    """Start a letter; an empty code takes the usual template of that kind of case."""
    row = _row(session, case)
    if not code:
        offered = session.letters.offered(row.kind, for_customer=row.for_customer)
        code = usual_template(offered, waits=bool(session.letters.knowing.of(case).people.waits_for))
    return _with_case(session, session.letters.start(case, code, language), row)


def open_again(session: Session, letter: LetterId) -> Opening:
    """Go on with a draft."""
    opened = session.letters.resume(letter)
    return _with_case(session, opened, _row(session, opened.case))


def look_again(session: Session, case: CaseId) -> Around:
    """What is around a letter that is being written, as it is now."""
    return _around(session, _row(session, case))


def _row(session: Session, case: CaseId) -> CaseRow:
    rows = session.cases.rows([case])
    if not rows:
        raise Mistake("This case is no longer in the register.")
    return rows[0]


def _with_case(session: Session, opened: OpenLetter, row: CaseRow) -> Opening:
    return Opening(
        letter=opened,
        templates=session.letters.offered(row.kind, for_customer=row.for_customer),
        activities=session.letters.activities(),
        around=_around(session, row),
    )


def _around(session: Session, row: CaseRow) -> Around:
    look = session.letters.look()
    outlined = replace(look, window_outline=True)
    return Around(
        case=row,
        known=session.letters.knowing.of(row.id),
        paragraphs=session.stationery.paragraphs(),
        draw=lambda draft, window: session.letters.pages(draft, outlined if window else look),
    )
