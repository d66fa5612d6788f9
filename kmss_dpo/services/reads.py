"""What changes nothing and is audited all the same: records that were read, lists that left the register."""

from datetime import timedelta

from kmss_dpo.domain.ids import Kind
from kmss_dpo.store.register import Register

_ONE_READING = timedelta(hours=1)
"""Reading the same again within this time is one reading: a page reads its record at every change."""


def note_read(register: Register, kind: Kind, record: int) -> None:
    """Audit that a record was read, on the writing lane, after what waits there."""
    register.writing_lane.submit(_note, register, kind, record)


def note_export(register: Register, kind: Kind | None = None, action: str = "exported") -> None:
    """Audit that what is of no record in particular leaves the register; waits until it is kept."""
    register.writing_lane.have_done(_note_export, register, kind, action)


def _note_export(register: Register, kind: Kind | None, action: str) -> None:
    with register.writing(action) as writing:
        writing.note(kind)


def _note(register: Register, kind: Kind, record: int) -> None:
    with register.writing("read") as writing:
        writing.note_once(kind, record, _ONE_READING)
