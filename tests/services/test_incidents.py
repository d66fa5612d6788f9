"""What went wrong with the register itself is kept until the officer has seen it, and after."""

import pytest

from kmss_dpo.domain.errors import Conflict
from kmss_dpo.domain.incidents import SORT_WORDS, IncidentSort
from kmss_dpo.session import Session


def test_an_incident_waits_until_it_was_seen_and_stays_on_record(session: Session) -> None:
    session.incidents.note(IncidentSort.BACKUP_FAILED, "The disk was full.")
    session.incidents.note(IncidentSort.RESTORED)
    newest, older = session.incidents.unseen()
    assert older.sentence == "A backup could not be made or did not pass its check. The disk was full."
    assert newest.sentence == SORT_WORDS[IncidentSort.RESTORED]
    assert older.at == session.now()
    session.incidents.mark_seen([newest])
    assert session.incidents.unseen() == [older]
    assert [each.seen_on for each in session.incidents.all()] == [session.day(), None]
    with pytest.raises(Conflict):
        session.incidents.mark_seen([newest])


def test_every_sort_has_its_sentence() -> None:
    assert set(SORT_WORDS) == set(IncidentSort)
