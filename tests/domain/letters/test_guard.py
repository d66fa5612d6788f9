"""What of other cases stands in a letter."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kmss_dpo.domain.contacts import Contact, ContactDetails, Reach
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.letters import (
    ENCLOSED,
    Clash,
    Draft,
    Lawful,
    Missing,
    Own,
    People,
    Strange,
    Theirs,
    check_filing,
    check_meant,
    clashes,
    edit_text,
    lives_elsewhere,
    meant_note,
    missing,
    name_key,
    on_one_line,
    passages,
    readdress,
    wanted,
    with_meant,
)
from kmss_dpo.domain.letters.words import words_of
from tests.domain.letters.test_agreeing import KNOWN, SIAN, letter

ELSEWHERE = ("SAR-2026-0009",)
OWN = Own(
    people=(SIAN.details,),
    texts=("Robin Hale", "dpo@kmss.example", "0303 123 1113"),
    addresses=("Orchard Business Centre\nSG8 5HD",),
)


def says(text: str) -> Draft:
    return edit_text(letter("request_acknowledgement"), "contact", text)


def found(text: str, *theirs: Theirs, own: Own = OWN, enclosed: Iterable[str] = ()) -> list[Clash]:
    draft = says(text)
    return list(clashes(draft, passages(draft, enclosed), own, theirs))


def name(text: str) -> Theirs:
    return Theirs(Strange.NAME, text, ELSEWHERE)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ask Bo Birch.", "Bo Birch"),
        ("Ask BO\nBIRCH,", "bo birch"),
        ("Ask Bo Birch.", "Mrs Bo Birch"),
        ("Ask Mrs Bo Birch.", "Bo Birch"),
        ("Ask Jose\u0301 O\u2019Brien-Lee", "José O'Brien Lee"),
        ("Ask the Society of the Friends of Old Mills.", "Society of the Friends of Old Mills"),
    ],
)
def test_a_name_of_another_case_is_found_however_it_is_written(text: str, who: str) -> None:
    (clash,) = found(text, name(who))
    assert (clash.what, clash.cases, clash.place, clash.surely) == (Strange.NAME, ELSEWHERE, "contact", True)
    assert clash.shown in says(text).block("contact").text or "\u0301" in text
    assert name_key(who) in wanted(passages(says(text))).keys


@pytest.mark.parametrize(
    ("text", "who"),
    [("Ask Bo Bircham.", "Bo Birch"), ("Ask Bo or Birch.", "Bo Birch"), ("Robin Hale", "Robin Hale")],
)
def test_what_is_no_name_or_the_officers_is_none(text: str, who: str) -> None:
    assert found(text, name(who)) == []


def test_a_name_within_that_of_the_cases_own_people_is_theirs_and_a_longer_one_is_not() -> None:
    long = Own(people=(ContactDetails("Ann Lee Smith", former_names=("Ann Ash",)),))
    assert found("Ann Lee Smith and Ann Ash", name("Lee Smith"), own=long) == []
    assert found("Smith, Ann Lee Smith Ann", name("Smith Ann"), own=long) != []
    assert found("Ann Lee Smith Jones", name("Ann Lee Smith Jones"), own=long) != []


@pytest.mark.parametrize(("text", "number"), [("Ask Amal.", 1), ("amal", 0), ("Will we", 0), ("Siân", 0)])
def test_a_single_word_warns_where_it_is_written_as_a_name(text: str, number: int) -> None:
    clash = found(text, name("Amal"), name("Will"), name("Siân"))
    assert [each.surely for each in clash] == [False] * number


def test_two_people_of_one_name_are_one_thing_to_put_right() -> None:
    (clash,) = found("Bo Birch", name("Bo Birch"), Theirs(Strange.NAME, "Bo  Birch", ("CMP-2026-0001",)))
    assert clash.cases == ("SAR-2026-0009", "CMP-2026-0001")


def test_addresses_and_numbers_of_others_are_found_and_those_that_are_shared_are_not() -> None:
    theirs = (
        Theirs(Strange.EMAIL, "Bo@Example.org"),
        Theirs(Strange.EMAIL, "dpo@kmss.example"),
        Theirs(Strange.PHONE, "+44 1632 960 123"),
        Theirs(Strange.PHONE, "0303 123 1113"),
        Theirs(Strange.ADDRESS, "3 Mill Lane\nEX4 4AB"),
        Theirs(Strange.ADDRESS, "Orchard Business Centre\nSG8 5HD"),
        Theirs(Strange.ADDRESS, "EX4 4AB"),
        Theirs(Strange.REFERENCE, "SAR-2026-0009"),
        Theirs(Strange.REFERENCE, "SAR-2026-0010"),
    )
    text = (
        "bo@example.org, 01632 960123, 0303 123 1113, dpo@kmss.example, 3 Mill Lane, EX4 4AB, "
        "Orchard Business Centre, SG8 5HD, sar-2026-0009"
    )
    assert [each.what for each in found(text, *theirs)] == [
        Strange.EMAIL,
        Strange.PHONE,
        Strange.ADDRESS,
        Strange.REFERENCE,
    ]
    assert found("Nothing.", *theirs) == []


def address(text: str) -> Theirs:
    return Theirs(Strange.ADDRESS, text, ELSEWHERE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("They moved to 12 Mill Lane last year.", "12 Mill Lane"),
        ("They moved to 12, MILL\nLane.", "12, MILL, Lane"),
        ("At Flat 2, 12 Mill Lane, Exeter, EX4 4ZZ.", "Flat 2, 12 Mill Lane, Exeter, EX4 4ZZ"),
    ],
)
def test_a_street_line_of_another_address_is_found_in_running_text(text: str, shown: str) -> None:
    (clash,) = found(text, address("Flat 2\n12 Mill Lane\nExeter\nEX4 4ZZ"))
    assert (clash.what, clash.shown, clash.surely, clash.place) == (Strange.ADDRESS, shown, True, "contact")


def test_the_name_of_a_house_only_warns_and_is_none_where_its_words_are_ordinary() -> None:
    (clash,) = found("Near The Old Rectory.", address("The Old Rectory\nExeter\nEX4 4ZZ"))
    assert (clash.shown, clash.surely) == ("The Old Rectory", False)
    assert "may be part of an address from SAR-2026-0009" in next(
        each.sentence for each in missing(says("Near it."), replace(KNOWN, clashes=(clash,))) if each.clash
    )
    reached = says("").block("received").wording.text.split(" {{")[0]
    assert len(reached.split()) >= 3
    assert found(f"{reached}.", address(f"{reached}\nExeter")) == []


@pytest.mark.parametrize(
    "line", ["Orchard Business Centre", "Flat 2", "12 High Street", "Mill Lane", "112 Mill Lane", "Exeter"]
)
def test_what_stands_in_an_own_address_or_says_too_little_is_no_line_of_anybody(line: str) -> None:
    own = replace(OWN, addresses=(*OWN.addresses, "Flat 2, 12 High Street\nYork"))
    text = "In Flat 2, 12 High Street; in Exeter; 12 Mill Lane; Orchard Business Centre"
    assert found(text, address(f"{line}\nExeter\nEX4 4ZZ"), own=own) == []


def test_the_address_above_the_letter_is_another_question() -> None:
    draft = to_mill(says("Nothing."))
    assert clashes(draft, passages(draft), OWN, [address("3 Mill Lane\nYork")]) == ()


def test_the_name_of_what_is_enclosed_is_read_too() -> None:
    (clash,) = found("Nothing.", name("Bo Birch"), enclosed=["CV_Bo Birch.pdf", "Bo Birch.pdf"])
    assert clash.place == ENCLOSED


AT_MILL = Reach("3 Mill Lane\nEX4 4AB")
BO = Contact(ContactId(2), 1, ContactDetails("Bo Birch", addresses=(AT_MILL,)))
ACME = Contact(ContactId(3), 1, ContactDetails("Acme Ltd", addresses=(Reach("3 Mill Lane, EX4 4AB"),)))


def to_mill(draft: Draft, recipient: str = "Siân Prydderch") -> Draft:
    who = replace(draft.particulars, recipient=recipient, address=("3 Mill Lane", "Exeter", "EX4 4AB"))
    return readdress(draft, who)


def test_an_address_of_another_contact_than_the_one_named_is_found() -> None:
    draft = to_mill(says("Nothing."))
    bo = replace(BO, details=replace(BO.details, addresses=(Reach("3 Mill Lane, Exeter, EX4 4AB"),)))
    assert lives_elsewhere(draft, People(SIAN, SIAN), [bo]) == (bo,)
    at_home = replace(SIAN, details=replace(SIAN.details, addresses=bo.details.addresses))
    assert lives_elsewhere(draft, People(at_home, at_home), [bo, at_home]) == (), "they share it"
    assert lives_elsewhere(says("Nothing."), People(SIAN, SIAN), [bo]) == ()
    outside = to_mill(letter("recipient_notice"), "Bo Birch")
    assert lives_elsewhere(outside, People(SIAN, SIAN), [bo]) == (), "whom the officer names"
    assert lives_elsewhere(to_mill(outside, "Acme Ltd"), People(SIAN, SIAN), [bo]) == (bo,)


def test_an_address_is_named_in_a_line() -> None:
    assert on_one_line(" 3 Mill Lane \n\nEX4 4AB") == "3 Mill Lane, EX4 4AB"


def strange(what: Strange, **more: object) -> Clash:
    return replace(Clash(what, "Bo Birch", "bo birch", ELSEWHERE, "contact"), **more)


def items(draft: Draft, *clash: Clash) -> list[Missing]:
    return [each for each in missing(draft, replace(KNOWN, clashes=clash)) if each.clash]


@pytest.mark.parametrize("what", Strange)
def test_what_is_of_another_case_stops_filing_and_the_error_names_nobody(what: Strange) -> None:
    draft, clash = says("Bo Birch"), strange(what)
    (item,) = items(draft, clash)
    assert (item.blocks_filing, item.block, item.source) == (True, "contact", "UK GDPR Art 5(1)(f)")
    assert "Bo Birch" in item.sentence
    assert "SAR-2026-0009" in item.sentence or what is Strange.REFERENCE
    with pytest.raises(Mistake, match=f"{what.value} from SAR-2026-0009 stands in it") as refused:
        check_filing(draft, replace(KNOWN, clashes=(clash,)))
    assert "Birch" not in refused.value.sentence


@pytest.mark.parametrize("what", [Strange.NAME, Strange.SENT_TO])
def test_what_may_be_no_more_than_alike_only_warns(what: Strange) -> None:
    (item,) = items(says("Bo"), strange(what, surely=False, place="address"))
    assert (item.blocks_filing, item.field) == (False, "address")


def test_it_is_said_from_how_many_cases_something_is() -> None:
    several = strange(Strange.NAME, cases=("A-1", "A-2", "A-3", "A-4"))
    assert "from A-1, A-2, A-3 and other cases," in items(says("Bo"), several)[0].sentence
    assert "from the contacts," in items(says("Bo"), strange(Strange.NAME, cases=()))[0].sentence


def test_what_is_enclosed_leads_to_the_part_that_says_so() -> None:
    enclosed = strange(Strange.ENCLOSURE, place=ENCLOSED)
    assert items(letter("access_response"), enclosed)[0].block == "copy"
    assert items(says("Nothing."), enclosed)[0].block == "received", "or else to the first"


def test_what_is_meant_and_lawful_does_not_stop_filing_and_is_noted_without_the_words() -> None:
    draft, clash = says("Bo Birch"), strange(Strange.NAME)
    assert meant_note(draft, clash, "Sample") == ""
    said = check_meant(clash, Lawful.COLLEAGUE, " Takes the calls. ")
    meant = with_meant(draft, clash.what, clash.words, said)
    (item,) = items(meant, clash)
    assert not item.blocks_filing
    assert "It is meant: a colleague." in item.sentence
    check_filing(meant, replace(KNOWN, clashes=(clash,)))
    assert meant_note(meant, clash, "Sample") == (
        "A name from SAR-2026-0009 stands in the letter “Sample” on purpose: a colleague. "
        "Reason: Takes the calls."
    )
    assert items(meant, strange(Strange.EMAIL, words="bo@example.org"))[0].blocks_filing


@pytest.mark.parametrize(
    ("why", "reason", "field"),
    [
        (None, "So", "why"),
        (Lawful.SAME_FOR_ALL, "So", "why"),
        (Lawful.COLLEAGUE, " ", "reason"),
    ],
)
def test_only_what_is_lawful_and_has_a_reason_can_be_meant(
    why: Lawful | None, reason: str, field: str
) -> None:
    with pytest.raises(Mistake) as refused:
        check_meant(strange(Strange.NAME), why, reason)
    assert refused.value.field == field


WORD = st.text("abcdeéóžł'-", min_size=1, max_size=6).map(str.title)
WHOLE = st.lists(WORD, min_size=2, max_size=7).map(" ".join).filter(lambda each: len(words_of(each)) > 1)


@given(own=WHOLE, others=st.lists(WHOLE, max_size=5), between=st.sampled_from([" and ", "\nor "]))
def test_a_letter_of_its_own_people_alone_is_never_stopped(own: str, others: list[str], between: str) -> None:
    mine = Own(people=(ContactDetails(own),))
    text = f"About {own}{between}{own.upper()}."
    assert not any(each.surely for each in found(text, *map(name, others), own=mine))


@example(own="Ann Ann", other="Ann Ann Ann", before="", after="")
@given(own=WHOLE, other=WHOLE, before=st.text(max_size=20), after=st.text(max_size=20))
def test_a_letter_with_the_whole_name_of_another_is_always_stopped(
    own: str, other: str, before: str, after: str
) -> None:
    mine, theirs = (f" {' '.join(words_of(each))} " for each in (own, other))
    assume(theirs not in mine)
    text = f"{before} {other.swapcase()} {after}"
    assert any(each.surely for each in found(text, name(other), own=Own(people=(ContactDetails(own),))))
    assert name_key(other) in wanted(passages(says(text))).keys
