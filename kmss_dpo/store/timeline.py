"""What came, went and was noted on a case, as bare lines in one reading."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    Connection,
    Integer,
    Text,
    bindparam,
    literal_column,
    select,
    type_coerce,
    union_all,
)

from kmss_dpo.domain.ids import CaseId
from kmss_dpo.store.tables import actors, correspondence, notes


class Line(NamedTuple):
    """A piece of correspondence, or with an empty direction a note; days and moments as ISO text.

    `on` is the day of correspondence and the moment of a note, `at` is empty for correspondence. `title` is
    the subject, or who wrote the note.
    """

    id: int
    on: str
    at: str
    direction: str
    channel: str
    letter: int | None
    title: str
    text: str


_OF_CASE: BindParameter[int] = bindparam("of_case")
_NONE = literal_column("''", Text)
_CORRESPONDENCE = (
    select(
        correspondence.c.id,
        type_coerce(correspondence.c.on_day, Text).label("on"),
        _NONE.label("at"),
        correspondence.c.direction,
        correspondence.c.channel,
        correspondence.c.letter_id,
        correspondence.c.subject,
        correspondence.c.body,
    )
    .where(correspondence.c.case_id == _OF_CASE)
    .order_by(correspondence.c.on_day.desc(), correspondence.c.id.desc())
)
_NOTES = (
    select(
        notes.c.id,
        notes.c.at.label("on"),
        notes.c.at,
        _NONE.label("direction"),
        _NONE.label("channel"),
        literal_column("NULL", Integer).label("letter_id"),
        actors.c.name,
        notes.c.text,
    )
    .join(actors, actors.c.id == notes.c.author)
    .where(notes.c.case_id == _OF_CASE)
    .order_by(notes.c.id.desc())
)
_LINES = union_all(_CORRESPONDENCE.subquery().select(), _NOTES.subquery().select())


def lines(connection: Connection, case: CaseId) -> Sequence[Line]:
    """All of them: the correspondence, then the notes, each newest first."""
    return [*map(Line._make, connection.execute(_LINES, {"of_case": case}).all())]
