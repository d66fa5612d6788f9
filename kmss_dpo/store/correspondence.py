"""What came in and went out on a case."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.correspondence import Correspondence, Direction, NewCorrespondence
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.ids import CaseId, ContactId, CorrespondenceId, DocumentId, LetterId
from kmss_dpo.store.tables import AnyRow, correspondence
from kmss_dpo.store.writing import Writing


def add(writing: Writing, case: CaseId, new: NewCorrespondence) -> CorrespondenceId:
    """Keep one message, call, visit or letter."""
    return CorrespondenceId(
        writing.insert(
            correspondence,
            {
                "case_id": case,
                "version": 1,
                "contact_id": new.contact,
                "document_id": new.document,
                "letter_id": new.letter,
                "direction": new.direction.value,
                "channel": new.channel.value,
                "on_day": new.on,
                "subject": new.subject,
                "body": new.body,
            },
        )
    )


def of_case(connection: Connection, case: CaseId) -> Sequence[Correspondence]:
    """The correspondence of a case, newest first."""
    own = correspondence
    rows = connection.execute(
        select(own).where(own.c.case_id == case).order_by(own.c.on_day.desc(), own.c.id.desc())
    )
    return [_read(row) for row in rows]


def one(connection: Connection, wanted: CorrespondenceId) -> Correspondence:
    """One piece of correspondence."""
    row = connection.execute(select(correspondence).where(correspondence.c.id == wanted)).first()
    if row is None:
        raise NotHere("This message is no longer in the register.")
    return _read(row)


def _read(row: AnyRow) -> Correspondence:
    content = NewCorrespondence(
        direction=Direction(row.direction),
        channel=Channel(row.channel),
        on=row.on_day,
        subject=row.subject,
        body=row.body,
        contact=ContactId(row.contact_id) if row.contact_id else None,
        document=DocumentId(row.document_id) if row.document_id else None,
        letter=LetterId(row.letter_id) if row.letter_id else None,
    )
    return Correspondence(CorrespondenceId(row.id), CaseId(row.case_id), content)
