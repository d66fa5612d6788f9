"""Quick notes: kept until each is completed or thrown away, and erased then."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.errors import NotHere
from kmss_dpo.domain.ids import Kind, QuickNoteId
from kmss_dpo.domain.quick_notes import NewQuickNote, QuickNote
from kmss_dpo.store import disposals, unfinished
from kmss_dpo.store.tables import AnyRow, actors, quick_notes
from kmss_dpo.store.writing import Writing

_ALL = select(quick_notes, actors.c.name).join(actors, actors.c.id == quick_notes.c.author)


def add(writing: Writing, new: NewQuickNote) -> QuickNoteId:
    """Keep a note by whoever unlocked the register."""
    taken = {"version": 1, "at": writing.at.isoformat(), "author": writing.actor}
    return QuickNoteId(writing.insert(quick_notes, _columns(new) | taken))


def change(writing: Writing, note: QuickNoteId, version: int, new: NewQuickNote) -> None:
    """Put other words in the place of a note's; `Conflict` where it changed since `version`."""
    writing.update(quick_notes, note, version, _columns(new))


def everyone(connection: Connection) -> Sequence[QuickNote]:
    """All that wait, the oldest first."""
    return [_read(row) for row in connection.execute(_ALL.order_by(quick_notes.c.on_day, quick_notes.c.id))]


def one(connection: Connection, wanted: QuickNoteId) -> QuickNote:
    """One of them; `NotHere` once it was completed or thrown away."""
    row = connection.execute(_ALL.where(quick_notes.c.id == wanted)).first()
    if row is None:
        raise NotHere("This note was completed or thrown away meanwhile.")
    return _read(row)


def erase(writing: Writing, note: QuickNoteId, why: str) -> None:
    """Erase a note whose words went elsewhere or nowhere; the log says why, for the kept backups too."""
    record = (Kind.QUICK_NOTE, note)
    gone = [*unfinished.about(writing.connection, [record]), record]
    for kind, each in gone:
        writing.erase(kind, each)
    disposals.log_by_hand(writing, Kind.QUICK_NOTE, gone, why)


def _columns(content: NewQuickNote) -> dict[str, object]:
    return {
        "who": content.who,
        "reach": content.reach,
        "channel": content.channel.value,
        "on_day": content.on,
        "what": content.what,
    }


def _read(row: AnyRow) -> QuickNote:
    content = NewQuickNote(row.who, row.what, row.on_day, Channel(row.channel), row.reach)
    return QuickNote(QuickNoteId(row.id), datetime.fromisoformat(row.at), row.name, content, row.version)
