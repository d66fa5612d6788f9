from dataclasses import replace

from kmss_dpo.domain.contacts import ContactDetails, ContactKind, Reach, cautions
from kmss_dpo.ui.contacts.form_state import ContactState, conflict_words, merged, state_of
from kmss_dpo.ui.contacts.words import erased_words

SIAN = ContactDetails(
    name="Siân Prydderch",
    kind=ContactKind.ORGANISATION,
    organisation="Advice",
    former_names=("Siân Morgan", "Siân Ŵyn"),
    addresses=(Reach("22 Harbour Street\nAberystwyth", safe=False, note="Left in May"),),
    emails=(Reach("sian@example.org"),),
    phones=(Reach("01632 960455"),),
    safe_contact="Telephone first",
    adjustments="Large print",
    language="Welsh",
    notes="Prefers Siân",
)


def test_a_contact_that_is_shown_and_not_touched_stays_what_it_is() -> None:
    assert state_of(SIAN).details() == SIAN


def test_blank_lines_and_empty_ways_are_left_out() -> None:
    state = ContactState(
        name="  Ann ",
        former_names="\n Ann Lee \n\n",
        addresses=(Reach(" 1 High Street \n\n Royston "), Reach("  \n ")),
        emails=(Reach(" ann@example.org "), Reach("")),
        phones=(Reach("", note="a note alone"),),
    )
    assert state.details() == ContactDetails(
        "Ann",
        former_names=("Ann Lee",),
        addresses=(Reach("1 High Street\nRoyston"),),
        emails=(Reach("ann@example.org"),),
    )


def test_what_is_missing_is_named_by_field() -> None:
    assert list(ContactState().errors()) == ["name"]
    assert list(ContactState(name="Ann", emails=(Reach("ann"),)).errors()) == ["emails"]
    assert ContactState(name="Ann").errors() == {}


def test_two_edits_of_different_fields_go_together() -> None:
    mine = replace(state_of(SIAN), notes="Mine")
    merge = merged(SIAN, mine, replace(SIAN, phones=(Reach("01632 960999"),), language="English"))
    assert merge.state.notes == "Mine"
    assert merge.state.phones == (Reach("01632 960999"),)
    assert merge.state.language == "English"
    assert (merge.theirs, merge.both) == (("phone numbers", "language"), ())
    assert "Now taken in: phone numbers, language." in conflict_words(merge)


def test_where_both_changed_one_field_mine_stays_and_it_is_said() -> None:
    mine = replace(state_of(SIAN), former_names="Mine")
    merge = merged(SIAN, mine, replace(SIAN, former_names=("Theirs",)))
    assert merge.state.former_names == "Mine"
    assert merge.both == ("former names",)
    assert "yours is shown: former names" in conflict_words(merge)


def test_the_same_change_made_twice_is_no_conflict() -> None:
    mine = replace(state_of(SIAN), notes="Same")
    merge = merged(SIAN, mine, replace(SIAN, notes="Same"))
    assert (merge.theirs, merge.both) == ((), ())
    assert conflict_words(merge).endswith("Look it over and save again.")


def test_what_the_officer_wrote_down_comes_before_single_addresses() -> None:
    assert cautions(SIAN) == (
        "Telephone first",
        "Do not write to this address: 22 Harbour Street, Aberystwyth. Left in May",
    )
    plain = ContactDetails("Ann", emails=(Reach("a@b.c", safe=False),), phones=(Reach("1", safe=False),))
    assert cautions(plain) == ("Do not write to this email address: a@b.c.", "Do not call this number: 1.")


def test_erasing_says_what_it_could_not_reach() -> None:
    assert erased_words(0) == "The contact was erased."
    assert "1 kept backup could not" in erased_words(1)
    assert erased_words(1).endswith("That is tried again after the next unlock.")
