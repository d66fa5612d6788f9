"""What was noted on a case becomes the words of its letters, and what was not stays a gap."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kmss_dpo.domain.complaints import Action, Finding, Inquiry, Issue, Lesson
from kmss_dpo.domain.correspondence import DocumentRow, Mark
from kmss_dpo.domain.decisions import Decision, DecisionSort, Provision
from kmss_dpo.domain.ids import CaseId, DocumentId
from kmss_dpo.domain.letters import Fact, Noted, issues_as_understood, work_facts, work_values
from kmss_dpo.domain.letters.values import Origin
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.searches import SearchPlace

DAY = date(2026, 11, 20)


PRIVILEGE = "the Data Protection Act 2018, Schedule 2 paragraph 19 (legal professional privilege)"


def told(noted: Noted, name: str) -> str:
    value = work_values(noted)[name]
    assert value.origin is Origin.CASE
    return value.text


def test_nothing_noted_leaves_every_gap() -> None:
    assert {value.text for value in work_values(Noted()).values()} == {""}
    assert issues_as_understood(Noted()) == ""


def test_the_search_is_told_place_by_place_and_what_is_open_is_not_told() -> None:
    places = (
        SearchPlace("Mail server", terms="her name", period="2020 to 2026", found="Eleven messages"),
        SearchPlace("Newsletter list", not_searched="she never subscribed."),
        SearchPlace("Online support", found="Nothing."),
        SearchPlace("Paper files", asked_on=DAY),
    )
    assert told(Noted(places=places), "what was searched").splitlines() == [
        "- Mail server (searched for her name, 2020 to 2026): Eleven messages.",
        "- Newsletter list: not searched, because she never subscribed.",
        "- Online support: Nothing.",
    ]


def test_what_is_left_out_names_its_provision_in_full() -> None:
    decisions = (
        Decision(DecisionSort.EXEMPTION, Provision.PRIVILEGE.value, "two emails of 3 May", "Legal advice"),
        Decision(DecisionSort.REFUSAL, "Art 17(3)(e) legal claims", "", "A claim is open."),
        Decision(DecisionSort.EXCESSIVE, "", "the request", "The fourth copy this week"),
        Decision(DecisionSort.OTHER, "", "the tone", "Nothing is left out by this"),
    )
    name = "what was left out, under which provision and why"
    assert told(Noted(decisions=decisions), name).splitlines() == [
        f"- two emails of 3 May, under {PRIVILEGE}: Legal advice.",
        "- some of the data, under UK GDPR, Art 17(3)(e) legal claims: A claim is open.",
        "- the request, under UK GDPR, manifestly excessive: The fourth copy this week.",
    ]


def document(name: str, media_type: str = "application/pdf") -> DocumentRow:
    added = datetime(2026, 11, 20, tzinfo=UTC)
    return DocumentRow(DocumentId(1), 1, CaseId(1), name, media_type, 9, "", added, Mark.DISCLOSE)


def test_what_is_enclosed_is_counted_and_listed_a_row_each() -> None:
    noted = Noted(disclosed=(document("one|two\n.pdf"), document("call.txt", "text/plain")))
    assert told(noted, "what is enclosed").startswith("2 documents, listed in the schedule")
    assert told(replace(noted, disclosed=noted.disclosed[:1]), "what is enclosed").startswith("1 document,")
    assert told(noted, "each thing enclosed, a row each").splitlines() == [
        "| No. | Document | Kind |",
        "| 1 | one/two .pdf | PDF |",
        "| 2 | call.txt | Text |",
    ]
    assert work_facts(noted) == {Fact.ENCLOSURES_NOTED}


def test_what_is_left_out_is_listed_with_its_provision() -> None:
    decisions = (
        Decision(DecisionSort.EXEMPTION, Provision.PRIVILEGE.value, "two emails", "Legal advice"),
        Decision(DecisionSort.OTHER, "", "the tone", "Nothing is left out by this"),
    )
    name = "each thing left out and its provision, a row each"
    assert told(Noted(decisions=decisions), name).splitlines() == [
        "| What was left out | Provision |",
        f"| Two emails | {PRIVILEGE.removeprefix('the ')} |",
    ]
    assert work_facts(Noted(decisions=decisions)) == {Fact.ANYTHING_LEFT_OUT, Fact.LEFT_OUT_NOTED}
    assert work_facts(Noted(decisions=decisions[1:])) == frozenset()


def test_recipients_are_named_with_the_day_they_were_told_or_why_not() -> None:
    recipients = (
        Recipient("Mailing Ltd", told_on=DAY),
        Recipient("Old Ltd", why_not="it was wound up"),
        Recipient("Open Ltd"),
    )
    assert told(Noted(recipients=recipients), "each recipient, and when they were told").splitlines() == [
        "- Mailing Ltd, told on 20 November 2026",
        "- Old Ltd, not told: it was wound up.",
        "- Open Ltd",
    ]


def test_that_nobody_was_told_is_known_once_there_is_somebody_to_tell() -> None:
    told_one, untold = Recipient("Mailing Ltd", told_on=DAY), Recipient("Old Ltd", why_not="it was wound up")
    assert Fact.NOBODY_TOLD not in work_facts(Noted())
    assert Fact.NOBODY_TOLD in work_facts(Noted(recipients=(untold,)))
    assert Fact.NOBODY_TOLD not in work_facts(Noted(recipients=(untold, told_one)))


def test_each_issue_has_its_finding_and_reasons_once_there_is_one() -> None:
    issues = (
        Issue("My letter went astray", Finding.UPHELD, "The wrong envelope", "A new copy"),
        Issue("Nobody called", Finding.NOT_UPHELD, "Two calls are on record."),
        Issue("The form is long"),
    )
    assert told(Noted(issues=issues), "each issue, its finding and the reasons").splitlines() == [
        "- My letter went astray. This is upheld. The wrong envelope. A new copy.",
        "- Nobody called. This is not upheld. Two calls are on record.",
    ]
    assert issues_as_understood(Noted(issues=issues)).count("\n") == 2


def test_actions_and_lessons_are_told_with_their_days() -> None:
    actions = (
        Action("Window envelopes only.", "Kit", DAY),
        Action("New copy sent", "Kit", DAY, DAY),
        Action("Think", "Kit"),
    )
    noted = Noted(actions=actions, lessons=(Lesson("Two people check each batch"),))
    assert told(noted, "what is done, and by which day").splitlines() == [
        "- Window envelopes only: by 20 November 2026",
        "- New copy sent: done on 20 November 2026",
        "- Think",
    ]
    assert told(noted, "what is done differently from now on") == "- Two people check each batch"


@pytest.mark.parametrize(
    ("names", "words"),
    [((), ""), (("Kit",), "Kit"), (("Kit", "Dana", "Kit"), "Kit and Dana"), (("A", "B", "C"), "A, B and C")],
)
def test_whoever_was_asked_is_named_once(names: tuple[str, ...], words: str) -> None:
    inquiries = tuple(Inquiry(name, "What happened?", DAY) for name in names)
    assert told(Noted(inquiries=inquiries), "whom I asked") == words
