"""Whoever may be meant is found by a key, at once after any change, and never by what was taken back."""

import pytest

from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.ids import ContactId, Kind
from kmss_dpo.store import contacts, recognition
from kmss_dpo.store.recognition import Recognition
from kmss_dpo.store.register import Register


def add(register: Register, name: str, **more: object) -> ContactId:
    with register.writing("contact added") as writing:
        return contacts.add(writing, ContactDetails(name, **more))  # type: ignore[arg-type]


def who(register: Register, known: Recognition, *keys: str) -> set[ContactId]:
    with register.reading() as connection:
        return known.who(connection, keys)


@pytest.fixture
def known(register: Register) -> Recognition:
    return Recognition(register)


def test_contacts_are_recognised_by_every_name_and_address(register: Register, known: Recognition) -> None:
    bo = add(
        register,
        "Mrs Bo Birch",
        former_names=("Bo Ash",),
        addresses=(Reach("3 Mill Lane\nExeter\nex44zz"),),
        emails=(Reach("bo@example.org"),),
    )
    cy = add(register, "The Society of the Friends of Mills")
    known.read_ahead()
    for key in ("bo birch", "bo ash", "3 mill lane", "EX4 4ZZ"):
        assert who(register, known, key) == {bo}
    assert who(register, known, "the society of the friends", "bo ash") == {bo, cy}
    assert who(register, known, "mrs bo birch", "exeter", "bo@example.org") == set()


def test_who_was_added_or_changed_since_may_be_meant(register: Register, known: Recognition) -> None:
    bo = add(register, "Bo Birch")
    assert who(register, known, "bo birch") == {bo}
    cy = add(register, "Cy Moss")
    assert who(register, known, "cy moss") == {cy}
    assert who(register, known, "bo birch") == {bo, cy}, "whoever asks compares the words"
    with register.writing("contact erased") as writing:
        writing.erase(Kind.CONTACT, cy)
    with register.reading() as connection:
        assert known.who(connection, ["cy moss"]) == {cy}


def break_off(register: Register, known: Recognition) -> None:
    """Begin to keep somebody, have them looked for, and keep nothing."""
    with register.writing("letter filed") as writing:
        contacts.add(writing, ContactDetails("Never Kept"))
        writing.note(Kind.CASE, 1)
        assert known.who(writing.connection, ["never kept"]) == set()
        raise RuntimeError


def test_what_a_transaction_takes_back_is_never_read(register: Register, known: Recognition) -> None:
    with pytest.raises(RuntimeError):
        break_off(register, known)
    bo = add(register, "Bo Birch")
    assert who(register, known, "bo birch") == {bo}


def test_after_many_changes_all_is_read_anew(
    register: Register, known: Recognition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "_MOST_BEHIND", 1)
    bo = add(register, "Bo Birch")
    assert who(register, known) == set()
    for name in ("Cy Moss", "Di Nash"):
        add(register, name)
    assert who(register, known, "bo birch") == {bo}
    assert who(register, known) == set(), "what was read again has not changed since"
