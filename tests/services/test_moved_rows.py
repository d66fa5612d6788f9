"""What SQLite moved within a page when it put the page in order leaves no copy once it is erased."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.session import Session
from kmss_dpo.store import sqlcipher
from kmss_dpo.store.copying import FILE
from tests.disks import full_disk
from tests.services.conftest import ClearBytes
from tests.services.marks import Marks, search
from tests.services.old_records import go_on, person

PEOPLE = 40


@pytest.mark.parametrize(("seed", "most_in_memory"), [(3, 2**26), (6, 2**26), (3, 0)])
def test_nobody_whose_details_grew_and_were_erased_is_left_within_a_page(
    session: Session,
    folder: Path,
    clear_bytes: ClearBytes,
    seed: int,
    most_in_memory: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of the first eight such registers these two still held a word within a page that was put in order."""
    monkeypatch.setattr(sqlcipher, "_MOST_IN_MEMORY", most_in_memory)
    marks, chance = Marks(), random.Random(seed)
    people = []
    for number in map(str, range(PEOPLE)):
        phone = Reach(marks.number(number))
        notes = marks.say(number) * chance.randrange(30)
        people.append(session.contacts.add(ContactDetails(marks.say(number), phones=(phone,), notes=notes)))
        known = session.contacts.contact(chance.choice(people))
        longer = replace(known.details, notes=known.details.notes + "x" * chance.randrange(400))
        session.contacts.change(known.id, known.version, longer)
    session.backups.make()
    for who in people:
        session.bin.delete_contact(who)
    session.bin.erase(session.bin.rows(session.bin.ids()), go_on, early=True)
    found = search(folder, clear_bytes, marks.exact())
    assert found.hits(marks.of(marks.names())) == set()


def test_where_the_file_cannot_be_written_anew_the_log_says_so_and_it_is_tried_again(
    session: Session, folder: Path
) -> None:
    who = person(session)
    session.opened.register.empty_log()
    with full_disk((folder / FILE).stat().st_size // 2):
        assert session.contacts.erase(who) == 0
    assert [each.backups for each in session.retention.log()] == ["to be reached"]
    assert session.retention.reach_backups() == (0, 0)
    assert [each.backups for each in session.retention.log()] == ["There was no kept backup"]
