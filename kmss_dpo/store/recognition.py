"""By which words contacts are recognised in a letter: read once, and kept as hashes alone.

Every contact was gone through for every letter. Now it is so once; of those that were changed since, the
audit tells. No name stays in memory, and where two hashes are the same by chance the words are not: whoever
asks compares them.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from kmss_dpo.domain.ids import ContactId, Kind
from kmss_dpo.domain.letters import address_keys, name_key
from kmss_dpo.store import audit
from kmss_dpo.store.register import Register
from kmss_dpo.store.tables import audit as audited
from kmss_dpo.store.tables import contacts, former_names, reaches

_NAMES = (select(contacts.c.id, contacts.c.name), select(former_names.c.contact_id, former_names.c.name))
# Joined to nothing, so that SQLite reads the table in its order instead of each row by way of an index.
_ADDRESSES = select(reaches.c.contact_id, reaches.c.value).where(reaches.c.way + "" == "address")
_CHANGED = (
    select(audited.c.record_id)
    .distinct()
    .where(audited.c.id > bindparam("after"), audited.c.kind + "" == Kind.CONTACT.value)
)
_MOST_BEHIND = 5_000
"""Entries of the audit after which all is read anew."""
_HASH_BITS, _ID_BITS, _PART_BITS = 31, 32, 8
_HASH, _ID = (1 << _HASH_BITS) - 1, (1 << _ID_BITS) - 1


@dataclass(frozen=True)
class _Hashes:
    """Hash and id of a contact in one number, sorted, in parts that are each sorted in no time.

    `until` is the last entry of the audit when they were read.
    """

    until: int
    parts: Sequence["array[int]"]

    def who(self, key: str) -> Iterator[ContactId]:
        """The contacts that may be recognised by a key."""
        wanted = _hashed(key) << _ID_BITS
        part = self.parts[_part(wanted)]
        at = bisect_left(part, wanted)
        while at < len(part) and part[at] <= wanted | _ID:
            yield ContactId(part[at] & _ID)
            at += 1


def _hashed(key: str) -> int:
    return hash(key) & _HASH


def _part(number: int) -> int:
    return number >> (_HASH_BITS + _ID_BITS - _PART_BITS)


def _read(connection: Connection) -> _Hashes:
    parts: list[list[int]] = [[] for _ in range(1 << _PART_BITS)]
    for contact, key in _keys(connection):
        number = _hashed(key) << _ID_BITS | contact
        parts[_part(number)].append(number)
    return _Hashes(audit.end(connection).id, [array("q", sorted(part)) for part in parts])


def _keys(connection: Connection) -> Iterator[tuple[int, str]]:
    for names in _NAMES:
        for contact, name in connection.execute(names):
            yield contact, name_key(name)
    for contact, address in connection.execute(_ADDRESSES):
        for key in address_keys(address):
            yield contact, key


class Recognition:
    """For as long as the register is open."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._hashes: _Hashes | None = None

    def who(self, connection: Connection, keys: Iterable[str]) -> set[ContactId]:
        """The contacts who may be meant by any of these keys, and some who are not.

        What the transaction changed itself of contacts is not known to it yet.
        """
        hashes = self._up_to_date(connection)
        changed = connection.scalars(_CHANGED, {"after": hashes.until})
        found = {ContactId(each) for each in changed}
        return found.union(*map(hashes.who, keys))

    def read_ahead(self) -> None:
        """Read on the lane for long work, before anybody asks."""
        with self._register.long_lane.transaction() as connection:
            self._up_to_date(connection)

    def _up_to_date(self, connection: Connection) -> _Hashes:
        """Read only of what is on the disk: what a transaction takes back was never so.

        Two lanes may read at once, and neither waits for the other: each holds what the other may need.
        """
        hashes = self._hashes
        if hashes is None or audit.end(connection).id - hashes.until > _MOST_BEHIND:
            with self._register.committed(connection) as committed:
                hashes = self._hashes = _read(committed)
        return hashes
