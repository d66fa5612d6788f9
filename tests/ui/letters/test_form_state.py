from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind, Channel
from kmss_dpo.domain.contacts import Contact, ContactDetails
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.letters import (
    CaseFacts,
    Draft,
    Fact,
    Known,
    Language,
    Particulars,
    People,
    Worded,
    case_values,
    compose,
    contact_values,
    include,
    settings_values,
)
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.letters.wording import template, templates
from kmss_dpo.ui.letters.form_state import (
    Addressing,
    Gap,
    addressed,
    addressing_of,
    facts_asked,
    how_it_stands,
    in_few_words,
    in_short,
    lacking,
    may_go_to,
    next_gap,
    on_template,
    parts,
    place_of,
    rewrite,
    template_words,
    usual_template,
    worded_as,
)

TODAY = date(2026, 11, 22)
RECEIVED = date(2026, 11, 2)
SIAN = Contact(ContactId(1), 1, ContactDetails("Siân Prydderch"))
ALONE = Known(People(SIAN, SIAN))


@pytest.fixture
def draft() -> Draft:
    values = {
        **contact_values("Siân Prydderch"),
        **case_values(CaseFacts("SAR-2026-0001", RECEIVED, Channel.POST, date(2026, 12, 2), "A copy")),
        **settings_values(
            Organisation(officer_name="Robin Hale", officer_email="dpo@kmss.example"), Regulator()
        ),
    }
    who = Particulars("Siân Prydderch", ("Tŷ Gwyn", "EX4 4AB"), TODAY, "SAR-2026-0001")
    return compose(template("request_acknowledgement"), who, values, frozenset())


def typed(draft: Draft, **changes: object) -> Addressing:
    shown = vars(addressing_of(draft))
    return Addressing(**{**shown, **changes})


def test_the_parts_run_from_the_subject_to_the_signature(draft: Draft) -> None:
    keys = [part.key for part in parts(draft)]
    assert keys[:3] == [":subject", ":salutation", "received"]
    assert keys[-2:] == [":closing", ":signature"]
    assert [part.key for part in parts(draft) if not part.included] == [
        "due_extended", "late", "at_once", "due_later", "due_after_authority",
        "due_after_fee", "due_after_clarification", "needed",
    ]  # fmt: skip


def test_a_field_of_the_register_says_where_it_comes_from(draft: Draft) -> None:
    received = next(part for part in parts(draft) if part.key == "received")
    told = {received.text[mark.start : mark.end]: mark.tip for mark in received.marks}
    assert told["2 November 2026"] == "day received, from the case"


def test_the_name_in_the_salutation_follows_the_recipient(draft: Draft) -> None:
    assert parts(draft)[1].marks[0].tip == "the name under “To”"
    renamed = addressed(draft, typed(draft, recipient="Alys Wyn"))
    assert parts(renamed)[1].text == "Dear Alys Wyn,"
    assert parts(rewrite(draft, ":salutation", "Dear all,"))[1].marks == ()


@pytest.mark.parametrize("key", [":subject", ":salutation", "received", ":closing", ":signature"])
def test_every_part_can_be_rewritten(draft: Draft, key: str) -> None:
    changed = rewrite(draft, key, "One\nTwo")
    assert [part.key for part in parts(changed) if part.text == "One\nTwo"] == [key]
    assert rewrite(changed, key, next(part.text for part in parts(draft) if part.key == key)).block(
        "contact"
    ) == draft.block("contact")


def test_the_fields_show_and_change_the_draft(draft: Draft) -> None:
    shown = addressing_of(draft)
    assert shown == Addressing("Siân Prydderch", "Tŷ Gwyn\nEX4 4AB", TODAY, electronic=False)
    assert addressed(draft, shown) == draft
    posted = addressed(draft, typed(draft, address="1 High St\nEX1 1AA", on=date(2026, 11, 23)))
    assert posted.particulars.address == ("1 High St", "EX1 1AA")
    assert posted.particulars.on == date(2026, 11, 23)
    assert Fact.ELECTRONIC in addressed(draft, typed(draft, electronic=True)).facts


def test_while_no_date_is_typed_the_letter_waits_and_keeps_the_one_it_had(draft: Draft) -> None:
    dateless = typed(draft, on=None)
    assert addressed(draft, dateless).particulars.on == TODAY
    assert [place_of(item) for item in lacking(draft, dateless, ALONE)] == ["on"]


def test_without_an_address_the_letter_waits_unless_it_goes_by_email(draft: Draft) -> None:
    by_post = typed(draft, address=" \n ")
    assert [place_of(item) for item in lacking(addressed(draft, by_post), by_post, ALONE)] == ["address"]
    by_email = typed(draft, address="", electronic=True)
    assert lacking(addressed(draft, by_email), by_email, ALONE) == ()


def test_it_is_said_whom_a_letter_may_go_to() -> None:
    assert may_go_to("Siân (requester)", outside=False) == "On this case: Siân (requester)"
    assert "outside this case" in may_go_to("Siân (requester)", outside=True)
    assert may_go_to("", outside=True) == may_go_to("", outside=False) == "The case names nobody yet."


def test_what_is_missing_leads_to_its_part_or_field(draft: Draft) -> None:
    gap = rewrite(draft, ":signature", "«name of the officer»")
    assert place_of(lacking(gap, typed(gap), ALONE)[0]) == ":signature"
    repealed = rewrite(draft, ":subject", "Article 77")
    assert place_of(lacking(repealed, typed(repealed), ALONE)[0]) == ":subject"
    inside = rewrite(draft, "received", "On «day».")
    assert place_of(lacking(inside, typed(inside), ALONE)[0]) == "received"
    nobody = addressed(draft, typed(draft, recipient=" "))
    assert place_of(lacking(nobody, typed(nobody), ALONE)[0]) == "recipient"


def test_what_is_missing_is_counted_and_said_in_short(draft: Draft) -> None:
    assert how_it_stands(()) == "Nothing is missing. The letter can be filed."
    inside = rewrite(draft, "received", "On «day».")
    (item,) = lacking(inside, typed(inside), ALONE)
    assert in_short(item) == "«day»"
    assert how_it_stands([item]).startswith("1 point to put right before filing")
    advised = include(draft, "received", included=False)
    (left_out,) = lacking(advised, typed(advised), ALONE)
    assert in_short(left_out).startswith("“Received” is left out")
    assert how_it_stands([left_out]) == "The letter can be filed; 1 point is advised."
    assert how_it_stands([item, item, left_out]).startswith("2 points")
    assert how_it_stands([item, left_out, left_out]).endswith("2 points are advised.")
    assert in_few_words(()) == how_it_stands(())
    assert in_few_words([item, item]) == "2 to put right"
    assert in_few_words([item, left_out]) == "1 to put right, 1 advised"
    assert in_few_words([left_out]) == "Can be filed; 1 advised"


def test_the_next_gap_is_the_one_behind_the_cursor_and_then_the_first_again(draft: Draft) -> None:
    letter = parts(rewrite(rewrite(draft, "received", "«a» and «b»"), "contact", "«c»"))
    assert next_gap(letter, "", 0) == Gap("received", 0, 3)
    assert next_gap(letter, "received", 3) == Gap("received", 8, 11)
    assert next_gap(letter, "received", 11) == Gap("contact", 0, 3)
    assert next_gap(letter, "contact", 3) == Gap("received", 0, 3)
    assert next_gap(parts(draft), "", 0) is None


def test_a_gap_in_a_part_that_is_left_out_is_passed_over(draft: Draft) -> None:
    assert "«" in draft.block("needed").text
    assert next_gap(parts(draft), "", 0) is None
    gap = next_gap(parts(include(draft, "needed", included=True)), "", 0)
    assert gap is not None
    assert gap.key == "needed"


def test_only_facts_that_a_letter_hangs_on_are_asked(draft: Draft) -> None:
    assert facts_asked(draft) == ()
    access = compose(template("access_response"), draft.particulars, {}, frozenset())
    assert facts_asked(access) == (Fact.TRANSFERRED_ABROAD, Fact.AUTOMATED_DECISIONS, Fact.REASONS_WITHHELD)
    outcome = compose(template("complaint_outcome"), draft.particulars, {}, frozenset())
    assert facts_asked(outcome) == (Fact.AT_FAULT,)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (CaseKind.ACCESS, "access_response"),
        (CaseKind.RECTIFICATION, "rectified"),
        (CaseKind.ERASURE, "erased"),
        (CaseKind.RESTRICTION, "restricted"),
        (CaseKind.NOTIFICATION, "recipients_named"),
        (CaseKind.PORTABILITY, "data_sent"),
        (CaseKind.OBJECTION, "objection_upheld"),
        (CaseKind.MARKETING_OBJECTION, "marketing_stopped"),
        (CaseKind.AUTOMATED_DECISION, "automated_decision_reviewed"),
        (CaseKind.CONSENT_WITHDRAWAL, "consent_withdrawn"),
        (CaseKind.COMPLAINT, "complaint_acknowledgement"),
        (CaseKind.DEMO_ENQUIRY, "more_information"),
        (CaseKind.CONTACT_ENQUIRY, "more_information"),
    ],
)
def test_a_kind_of_case_has_a_usual_letter(kind: CaseKind, code: str) -> None:
    assert usual_template([each for each in templates() if each.fits(kind)]) == code


def test_an_erasure_that_waits_does_not_begin_with_a_letter_that_says_it_is_done() -> None:
    offered = [each for each in templates() if each.fits(CaseKind.ERASURE)]
    assert usual_template(offered, waits=True) == "request_acknowledgement"


def test_without_the_usual_letters_the_first_that_is_offered_is_taken() -> None:
    assert usual_template([template("proof_of_identity"), template("request_acknowledgement")]) == (
        "request_acknowledgement"
    )
    assert usual_template([template("proof_of_identity")]) == "proof_of_identity"
    assert usual_template([]) == ""


def test_a_template_in_another_language_says_so_and_the_letter_knows_which_there_are() -> None:
    english = template("fee")
    welsh = replace(english, language=Language.WELSH)
    assert [template_words(each) for each in (english, welsh)] == [english.title, f"{english.title} (Welsh)"]
    assert on_template(Language.ENGLISH) == "Another one begins another letter."
    assert on_template(Language.WELSH) == "This letter is in Welsh. Another one begins another letter."
    draft = compose(welsh, Particulars("", (), date(2026, 11, 22), "R"), {}, frozenset())
    assert worded_as(draft, [english, welsh, template("refused")]) == Worded(
        Language.WELSH, frozenset(Language)
    )
