"""What must be kept in mind before anybody writes to a contact."""

from kmss_dpo.domain.contacts import ContactDetails, Reach, care


def test_what_a_contact_asked_for_is_said_in_one_line() -> None:
    details = ContactDetails(
        "Siân Prydderch",
        adjustments="Large print",
        language="Welsh",
        phones=(Reach("01632 960 455", safe=False, note="Shared with the neighbour."),),
    )
    said = care(details)
    assert said.endswith("Adjustments: Large print. Language: Welsh.")
    assert "Shared with the neighbour." in said
    assert ".." not in said


def test_a_contact_who_asked_for_nothing_needs_no_word() -> None:
    assert care(ContactDetails("Ann Example", language="English")) == ""
