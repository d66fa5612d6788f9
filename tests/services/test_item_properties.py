"""Whatever is noted on a case comes back from the encrypted register as it was."""

import typing
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.ids import ContactId, DocumentId
from kmss_dpo.domain.items import Item, KeptItem, tidied
from kmss_dpo.session import Session
from kmss_dpo.store import history, items
from kmss_dpo.store.items import TABLES
from kmss_dpo.store.tables import PART_OF

SORTS = pytest.mark.parametrize("sort", list(TABLES), ids=lambda sort: sort.__name__)
TEXTS = st.text(max_size=200) | st.sampled_from(
    ["", " ", "None", "NULL", "2026-11-22", "'; DROP TABLE--", "Ŷ\n\0"]
)


def any_of(kind: Any, there: Mapping[Any, int]) -> st.SearchStrategy[Any]:
    """Any value that a field of this kind can have; of an id, the record that is `there`."""
    inside = next((each for each in typing.get_args(kind) if each is not type(None)), kind)
    if inside in there:
        return st.just(there[inside])
    if inside is date:
        return st.dates()
    if isinstance(inside, type) and issubclass(inside, Enum):
        return st.sampled_from(inside)
    assert inside is str, f"a field of the kind {kind} is tried here too"
    return TEXTS


def any_item(sort: type[Item], there: Mapping[Any, int]) -> st.SearchStrategy[Item]:
    """Any record of a sort; what its table cannot do without is there."""
    table = TABLES[sort]
    values = {name: any_of(kind, there) for name, kind in typing.get_type_hints(sort).items()}
    return st.builds(
        sort,
        **{name: st.none() | value if table.c[name].nullable else value for name, value in values.items()},
    )


@SORTS
def test_a_table_has_a_column_for_each_field_and_no_other(sort: type[Item]) -> None:
    kept_with_it = {"id", "version", "case_id"}
    assert {column.name for column in TABLES[sort].c} - kept_with_it == set(typing.get_type_hints(sort))


@SORTS
def test_it_comes_back_as_it_was_noted_and_as_it_was_changed(session: Session, sort: type[Item]) -> None:
    """One register for all examples."""
    case = session.cases.open_case(CaseDetails(CaseKind.COMPLAINT, date(2026, 10, 5), Channel.EMAIL))
    document = session.casework.add_document(case, NewDocument("a.pdf", "application/pdf", b"%PDF"))
    there = {DocumentId: document, ContactId: session.contacts.add(ContactDetails("Exampleton Ltd"))}
    register = session.opened.register

    @settings(max_examples=50, deadline=None)
    @given(any_item(sort, there), any_item(sort, there))
    def for_all(first: Item, then: Item) -> None:
        with register.writing("tried") as writing:
            kept = items.add(writing, case, first)
        with register.reading() as connection:
            assert items.one(connection, sort, kept) == KeptItem(kept, 1, case, first)
        with register.writing("tried") as writing:
            items.change(writing, kept, 1, then)
        with register.reading() as connection:
            assert items.of_case(connection, case, sort)[-1] == KeptItem(kept, 2, case, then)
            assert len(history.versions(connection, PART_OF[TABLES[sort]][0], kept)) == 2

    for_all()
    assert session.today.health().broken_at is None


@SORTS
@given(data=st.data())
def test_what_is_tidy_stays_as_it_is_and_only_space_is_lost(sort: type[Item], data: st.DataObject) -> None:
    item = data.draw(any_item(sort, {DocumentId: 1, ContactId: 1}))
    tidy = tidied(item)
    assert tidied(tidy) == tidy
    for name in typing.get_type_hints(sort):
        before, after = getattr(item, name), getattr(tidy, name)
        assert type(after) is type(before)
        assert after == (before.strip() if type(before) is str else before)
