"""Saved filters: kept in the register by name, chosen again, renamed, replaced, and gone when deleted."""

from pathlib import Path

import pytest

from kmss_dpo.domain.case_filters import SavedFilter
from kmss_dpo.domain.cases import Family
from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.session import Session
from tests.services.conftest import ClearBytes, files_with

LATE = {"shown": "Open", "due": "overdue"}


def kept(session: Session, family: Family = Family.REQUESTS) -> list[tuple[str, object]]:
    return [(each.name, dict(each.parts)) for each in session.case_filters.of(family)]


def test_a_filter_is_kept_for_its_list_and_they_are_told_by_name(session: Session) -> None:
    session.case_filters.keep(Family.REQUESTS, "  With  Kit ", {"handler": "Kit Moss"})
    session.case_filters.keep(Family.REQUESTS, "élan", {})
    session.case_filters.keep(Family.REQUESTS, "Late", LATE)
    session.case_filters.keep(Family.COMPLAINTS, "Late", {})
    assert kept(session) == [("élan", {}), ("Late", LATE), ("With Kit", {"handler": "Kit Moss"})]
    assert kept(session, Family.COMPLAINTS) == [("Late", {})]
    assert kept(session, Family.ENQUIRIES) == []


def test_a_name_that_is_kept_again_takes_the_place_of_the_first(session: Session) -> None:
    first = session.case_filters.keep(Family.REQUESTS, "Late", LATE)
    assert session.case_filters.keep(Family.REQUESTS, "LATE", {"shown": "All"}) == first
    assert kept(session) == [("LATE", {"shown": "All"})]


@pytest.mark.parametrize(("name", "said"), [("", "Give the filter a name"), ("  ", "name"), ("x" * 61, "60")])
def test_a_filter_has_a_name_of_a_line(session: Session, name: str, said: str) -> None:
    with pytest.raises(Mistake, match=said) as told:
        session.case_filters.keep(Family.REQUESTS, name, LATE)
    assert told.value.field == "name"


def test_a_filter_is_renamed_and_no_two_have_one_name(session: Session) -> None:
    session.case_filters.keep(Family.REQUESTS, "Late", LATE)
    session.case_filters.keep(Family.REQUESTS, "Other", {})
    late = session.case_filters.of(Family.REQUESTS)[0]
    session.case_filters.keep(Family.REQUESTS, "Late", {"shown": "Open"})
    session.case_filters.rename(late, "late")
    assert kept(session)[0] == ("late", {"shown": "Open"})
    with pytest.raises(Mistake, match="Another filter"):
        session.case_filters.rename(late, "OTHER")


def test_a_deleted_filter_leaves_nothing(session: Session, clear_bytes: ClearBytes, folder: Path) -> None:
    session.case_filters.keep(Family.REQUESTS, "Late", LATE)
    session.case_filters.keep(Family.REQUESTS, "Zebulonquax", LATE)
    assert files_with((b"zebulonquax",), clear_bytes, folder)
    saved = session.case_filters.of(Family.REQUESTS)[1]
    session.case_filters.delete(saved)
    assert kept(session) == [("Late", LATE)]
    assert files_with((b"zebulonquax",), clear_bytes, folder) == set()
    for gone in (session.case_filters.delete, lambda saved: session.case_filters.rename(saved, "Again")):
        with pytest.raises(NotHere):
            gone(saved)


def test_a_filter_of_another_version_can_still_be_read(session: Session) -> None:
    parts = {"kind": "a right of tomorrow", "stage": "gone"}
    session.case_filters.keep(Family.REQUESTS, "Tomorrow", parts)
    [saved] = session.case_filters.of(Family.REQUESTS)
    assert saved == SavedFilter(saved.id, Family.REQUESTS, "Tomorrow", parts)
