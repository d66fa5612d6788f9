"""How an objector is recognised, however the address is spelt, and what the list never tells."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind, Outcome
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import SuppressionId
from kmss_dpo.domain.suppression import (
    Address,
    Checked,
    Sort,
    Suppressed,
    addresses_in,
    addresses_of,
    check_address,
    check_why,
    digest,
    line,
    objects,
    told,
)

KEY, OTHER = b"k" * 32, b"o" * 32
ONE = Suppressed(SuppressionId(1), 1, Sort.EMAIL, "ab" * 32, date(2026, 11, 12), "Objected to marketing")


@pytest.mark.parametrize(
    ("sort", "one", "other"),
    [
        (Sort.EMAIL, "Ann@Example.org", " ann@example.org "),
        (Sort.EMAIL, "zoe\u0308@example.org", "zo\u00eb@example.org"),
        (Sort.PHONE, "01632 960 733", "(01632) 960-733"),
        (Sort.PHONE, "+44 1632 960733", "01632960733"),
        (Sort.PHONE, "+44 (0)1632 960733", "0044 1632 960733"),
        (Sort.ADDRESS, "1 High Street\nLeeds\nLS1 1AA", "1 high street, Leeds,  ls1 1aa"),
    ],
)
def test_two_spellings_of_one_address_have_one_digest(sort: Sort, one: str, other: str) -> None:
    assert digest(KEY, Address(sort, one)) == digest(KEY, Address(sort, other))


def test_a_digest_is_of_its_kind_and_key_and_shows_nothing() -> None:
    email = Address(Sort.EMAIL, "01632960733")
    made = digest(KEY, email)
    assert made != digest(OTHER, email)
    assert made != digest(KEY, Address(Sort.PHONE, "01632960733"))
    assert len(bytes.fromhex(made)) == 32


def test_every_way_to_reach_a_contact_counts() -> None:
    details = ContactDetails(
        "Ann", addresses=(Reach("1 High Street"),), emails=(Reach("a@b.c"),), phones=(Reach("0123456"),)
    )
    assert [each.sort for each in addresses_of(details)] == [Sort.EMAIL, Sort.PHONE, Sort.ADDRESS]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (Address(Sort.EMAIL, " "), "Enter the address"),
        (Address(Sort.EMAIL, "ann"), "looks like name@example.org"),
        (Address(Sort.PHONE, "01632"), "more digits"),
    ],
)
def test_what_is_no_address_is_refused_beside_its_field(address: Address, sentence: str) -> None:
    with pytest.raises(Mistake, match=sentence) as refused:
        check_address(address)
    assert refused.value.field == "value"


def test_an_address_is_kept_without_the_blanks_around_it() -> None:
    assert check_address(Address(Sort.EMAIL, " a@b.c\n")) == Address(Sort.EMAIL, "a@b.c")
    assert check_address(Address(Sort.PHONE, "016329")).value == "016329"
    assert check_address(Address(Sort.ADDRESS, "1 High Street")).value == "1 High Street"


def test_a_reason_is_needed_and_tells_no_address() -> None:
    number = Address(Sort.PHONE, "01632 960733")
    assert check_why(" Asked on the phone ", [number]) == "Asked on the phone"
    for reason, sentence in ((" ", "Say why"), ("of ann@example.org", "out of"), ("01632-960733", "out of")):
        with pytest.raises(Mistake, match=sentence) as refused:
            check_why(reason, [number])
        assert refused.value.field == "reason"


@pytest.mark.parametrize(
    ("kind", "outcome", "objected"),
    [
        (CaseKind.MARKETING_OBJECTION, Outcome.ANSWERED, True),
        (CaseKind.CONSENT_WITHDRAWAL, Outcome.ANSWERED, True),
        (CaseKind.MARKETING_OBJECTION, Outcome.WITHDRAWN, False),
        (CaseKind.MARKETING_OBJECTION, None, False),
        (CaseKind.ACCESS, Outcome.ANSWERED, False),
    ],
)
def test_who_objected_is_told_by_the_case_and_how_it_ended(
    kind: CaseKind, outcome: Outcome | None, *, objected: bool
) -> None:
    assert objects(kind, outcome) is objected


def test_what_is_said_of_a_match_names_the_day_and_what_may_go_there() -> None:
    assert told([("ann@example.org", ONE)]) == (
        "ann@example.org objected to marketing on Thu 12 Nov 2026; only what is no marketing may go there."
    )
    assert told([]) == ""
    assert line(ONE) == ("Email address", "ab" * 32, "2026-11-12", "Objected to marketing")


def test_a_line_is_looked_through_for_the_kinds_that_are_listed() -> None:
    words = "\ufeff\"Ash, Ann\";mailto:ann@example.org;'bo@example.org';+44 1632 960733;x@y.z."
    assert {each.value for each in addresses_in(words, {Sort.EMAIL})} == {
        "ann@example.org",
        "bo@example.org",
        "x@y.z",
    }
    assert [each.value for each in addresses_in(words, {Sort.PHONE})] == ["+44 1632 960733"]
    street = "1 High Street, Leeds, LS1 1AA\n"
    found = {each.value for each in addresses_in(street, {Sort.ADDRESS})}
    assert "1 High Street, Leeds, LS1 1AA" in found
    assert list(addresses_in("a@b.c", set())) == []
    assert [each.value for each in addresses_in("\n", {Sort.ADDRESS, Sort.PHONE})] == []


def test_what_came_of_a_check_is_said_with_numbers_of_lines() -> None:
    assert Checked(0, 0).words() == "There is no line in it."
    assert Checked(3, 0).words() == "None of 3 lines is on the suppression list."
    assert Checked(3, 0).numbers() == ""
    assert Checked(9, 1, (4,)).words() == "1 of 9 lines is on the suppression list."
    assert Checked(9, 1, (4,)).numbers() == "Line 4"
    many = Checked(9_000, 1_234, (4, 1_500), doubtful=True)
    assert many.words().startswith("1,234 of 9,000 lines are on the suppression list. Not all of it")
    assert many.numbers() == "Lines 4, 1,500 and 1,232 more"
