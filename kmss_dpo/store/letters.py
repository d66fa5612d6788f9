"""Letters on a case: drafts that can change, and filed letters that cannot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, and_, bindparam, exists, func, or_, select

from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.domain.ids import CaseId, DocumentId, Kind, LetterId
from kmss_dpo.domain.letters import Effect
from kmss_dpo.store import erasing
from kmss_dpo.store.tables import AnyRow, cases, correspondence, letters
from kmss_dpo.store.writing import Writing

Draft = Mapping[str, Any]


@dataclass(frozen=True)
class StoredLetter:
    """A letter as it lies in the register; `draft` is its plain form, `document` the frozen PDF."""

    id: LetterId
    version: int
    case: CaseId
    template: str
    title: str
    draft: Draft
    dated_on: date
    filed_at: datetime | None
    sha256: str | None
    document: DocumentId | None
    sent_on: date | None


def add(writing: Writing, case: CaseId, template: str, title: str, draft: Draft, dated_on: date) -> LetterId:
    """Keep a new draft."""
    return LetterId(
        writing.insert(
            letters,
            {
                "case_id": case,
                "version": 1,
                "template": template,
                "title": title,
                "draft": draft,
                "dated_on": dated_on,
            },
        )
    )


def save_draft(writing: Writing, letter: LetterId, draft: Draft, dated_on: date) -> None:
    """Keep what was typed; a filed letter is refused."""
    row = _changeable(writing.connection, letter)
    writing.update(letters, letter, row.version, {"draft": draft, "dated_on": dated_on})


def freeze(writing: Writing, letter: LetterId, document: DocumentId, sha256: str) -> None:
    """File a letter: from here on it never changes."""
    row = _changeable(writing.connection, letter)
    filed = {"filed_at": writing.at.isoformat(), "sha256": sha256, "document_id": document}
    writing.update(letters, letter, row.version, filed)


def discard(writing: Writing, letter: LetterId) -> None:
    """Throw a draft away; a filed letter is refused."""
    _changeable(writing.connection, letter)
    erasing.throw_away(writing, "draft of a letter", [(Kind.LETTER, letter)])


def check_changeable(connection: Connection, letter: LetterId) -> None:
    """Raise `Mistake` where a letter is filed, `NotHere` where it is gone."""
    _changeable(connection, letter)


def _changeable(connection: Connection, letter: LetterId) -> AnyRow:
    row = connection.execute(select(letters).where(letters.c.id == letter)).first()
    if row is None:
        raise NotHere("This letter is no longer in the register.")
    if row.filed_at:
        raise Mistake("This letter was filed and can't be changed. Write a new one.")
    return row


_SENT_ON = (
    select(func.min(correspondence.c.on_day))
    .where(correspondence.c.letter_id == letters.c.id)
    .scalar_subquery()
    .label("sent_on")
)


def letter(connection: Connection, wanted: LetterId) -> StoredLetter:
    """One letter."""
    row = connection.execute(select(letters, _SENT_ON).where(letters.c.id == wanted)).first()
    if row is None:
        raise NotHere("This letter is no longer in the register.")
    return _read(row)


def of_case(connection: Connection, case: CaseId) -> Sequence[StoredLetter]:
    """The letters of a case, newest first."""
    return [_read(row) for row in connection.execute(_ALL, {"of_case": case})]


def _unsent() -> ColumnElement[bool]:
    """Whether a letter was filed, has not left, and no newer one of its template was filed in its place.

    Those that tell the recipients of data stand side by side: a newer one to another takes nobody's place.
    """
    newer = letters.alias()
    beside = func.coalesce(letters.c.draft["nature", "goes_outside"].as_integer(), 0)
    to, newer_to = (each.c.draft["recipient"].as_string() for each in (letters, newer))
    return and_(
        letters.c.filed_at.is_not(None),
        ~exists().where(correspondence.c.letter_id == letters.c.id),
        ~exists().where(
            newer.c.case_id == letters.c.case_id,
            newer.c.template == letters.c.template,
            newer.c.id > letters.c.id,
            newer.c.filed_at.is_not(None),
            or_(beside == 0, to == newer_to),
        ),
    )


_IS_NOTICE = func.coalesce(letters.c.draft["nature", "effect"].as_string(), "") == Effect.EXTENDS.value
has_unsent = exists().where(letters.c.case_id == cases.c.id, _unsent(), ~_IS_NOTICE)
"""Whether the case of the query around it has a letter that still has to leave, but for such a notice."""
has_unsent_notice = exists().where(letters.c.case_id == cases.c.id, _unsent(), _IS_NOTICE)
"""The same of the notice of an extension, which leaves in time or need not leave any more."""


_OF_CASE: BindParameter[int] = bindparam("of_case")
_ALL_UNSENT = (
    select(letters.c.id).where(letters.c.case_id == _OF_CASE, _unsent()).order_by(_IS_NOTICE, letters.c.id)
)
_TO_LEAVE = select(has_unsent, has_unsent_notice).select_from(cases).where(cases.c.id == _OF_CASE)
_ALL = select(letters, _SENT_ON).where(letters.c.case_id == _OF_CASE).order_by(letters.c.id.desc())
"""Made once: to put a question together takes longer than to answer it."""


def unsent(connection: Connection, case: CaseId) -> Sequence[LetterId]:
    """The letters of a case that still have to leave, oldest first, but extension notices last."""
    return [LetterId(each) for each in connection.scalars(_ALL_UNSENT, {"of_case": case})]


def to_leave(connection: Connection, case: CaseId) -> tuple[bool, bool]:
    """Whether a letter of a case still has to leave; and whether an extension notice has not left."""
    letter, notice = connection.execute(_TO_LEAVE, {"of_case": case}).one()
    return bool(letter), bool(notice)


def _read(row: AnyRow) -> StoredLetter:
    return StoredLetter(
        id=LetterId(row.id),
        version=row.version,
        case=CaseId(row.case_id),
        template=row.template,
        title=row.title,
        draft=row.draft,
        dated_on=row.dated_on,
        filed_at=datetime.fromisoformat(row.filed_at) if row.filed_at else None,
        sha256=row.sha256,
        document=DocumentId(row.document_id) if row.document_id else None,
        sent_on=row.sent_on,
    )
