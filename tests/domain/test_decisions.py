"""Decisions: the provisions there are, what can be decided on which case, and what a decision needs."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import AT_ONCE, ENQUIRIES, CaseKind
from kmss_dpo.domain.decisions import (
    PROVISIONS,
    REFUSAL_GROUNDS,
    Decision,
    DecisionSort,
    Provision,
    Routing,
    check_fits,
    grounds_of,
    sorts_of,
)
from kmss_dpo.domain.errors import Mistake

RECEIVED, DECIDED, TODAY = date(2026, 11, 2), date(2026, 11, 10), date(2026, 11, 22)
PRIVILEGE = Decision(
    DecisionSort.EXEMPTION,
    Provision.PRIVILEGE.value,
    "Two emails of 3 May",
    "They give the advice of a solicitor.",
    decided_by="Robin Hale",
    decided_on=DECIDED,
)
OTHERS = replace(PRIVILEGE, ground=Provision.THIRD_PARTY.value, nature="What a neighbour told us")
UNFOUNDED = replace(PRIVILEGE, sort=DecisionSort.UNFOUNDED, ground="")
ROUTED = replace(PRIVILEGE, sort=DecisionSort.ROUTING, ground=Routing.COMPLAINT.value)
REFUSED = replace(PRIVILEGE, sort=DecisionSort.REFUSAL)
WITHHOLDING = {
    DecisionSort.EXEMPTION,
    DecisionSort.REFUSAL,
    DecisionSort.UNFOUNDED,
    DecisionSort.EXCESSIVE,
}


def refused(decision: Decision) -> tuple[str | None, str]:
    with pytest.raises(Mistake) as told:
        decision.check(RECEIVED, TODAY)
    return told.value.field, told.value.sentence


def unfit(kind: CaseKind, decision: Decision) -> tuple[str | None, str]:
    with pytest.raises(Mistake) as told:
        check_fits(kind, decision)
    return told.value.field, told.value.sentence


def test_the_provisions_are_those_of_schedules_2_to_4_and_no_others() -> None:
    assert {each.value: words for each, words in PROVISIONS.items()} == {
        "Sch 2 para 2": "crime and taxation",
        "Sch 2 para 5": "legal proceedings and advice",
        "Sch 2 para 16": "information about other people",
        "Sch 2 para 17": "information about health, social work and education workers",
        "Sch 2 para 19": "legal professional privilege",
        "Sch 2 para 20": "self-incrimination",
        "Sch 2 para 21": "corporate finance",
        "Sch 2 para 22": "management forecasts",
        "Sch 2 para 23": "negotiations with the person",
        "Sch 2 para 24": "confidential references",
        "Sch 2 para 25": "exam scripts and marks",
        "Sch 2 para 26": "journalism, academia, art and literature",
        "Sch 2 para 27": "research and statistics",
        "Sch 2 para 28": "archiving in the public interest",
        "Sch 3": "health, social work, education and child-abuse data",
        "Sch 4": "other bars to disclosure",
    }
    assert set(PROVISIONS) == set(Provision)


def test_the_grounds_of_a_refusal_cite_only_the_articles_of_their_right() -> None:
    cited = {kind: " ".join(grounds) for kind, grounds in REFUSAL_GROUNDS.items()}
    assert cited[CaseKind.ERASURE].count("Art 17(3)") == len("abcde")
    assert cited[CaseKind.OBJECTION].count("Art 21(1)") == 2
    assert "Art 22A" in cited[CaseKind.AUTOMATED_DECISION]
    everything = " ".join(cited.values())
    for repealed in ("Art 77", "Art 22)", "Art 22 "):
        assert repealed not in everything


@pytest.mark.parametrize("kind", sorted({CaseKind.ACCESS, *AT_ONCE, *ENQUIRIES, CaseKind.COMPLAINT}))
def test_access_marketing_consent_complaints_and_enquiries_have_no_ground_of_refusal(kind: CaseKind) -> None:
    assert kind not in REFUSAL_GROUNDS
    assert DecisionSort.REFUSAL not in sorts_of(kind)


def test_access_is_withheld_only_under_an_exemption_or_as_unfounded_or_excessive() -> None:
    assert sorts_of(CaseKind.ACCESS) == (
        DecisionSort.EXEMPTION,
        DecisionSort.UNFOUNDED,
        DecisionSort.EXCESSIVE,
        DecisionSort.OTHER,
    )


@pytest.mark.parametrize("kind", list(REFUSAL_GROUNDS))
def test_any_other_right_is_refused_on_its_own_grounds_too(kind: CaseKind) -> None:
    assert sorts_of(kind) == (
        DecisionSort.REFUSAL,
        DecisionSort.EXEMPTION,
        DecisionSort.UNFOUNDED,
        DecisionSort.EXCESSIVE,
        DecisionSort.OTHER,
    )


def test_a_complaint_is_routed_and_may_be_compensated_and_nothing_of_it_is_refused() -> None:
    assert sorts_of(CaseKind.COMPLAINT) == (
        DecisionSort.ROUTING,
        DecisionSort.COMPENSATION,
        DecisionSort.OTHER,
    )


@pytest.mark.parametrize("kind", sorted({*AT_ONCE, *ENQUIRIES, CaseKind.REGULATOR}))
def test_elsewhere_nothing_can_be_withheld(kind: CaseKind) -> None:
    assert sorts_of(kind) == (DecisionSort.OTHER,)


@pytest.mark.parametrize("sort", list(DecisionSort))
def test_what_leaves_out_or_refuses_is_known(sort: DecisionSort) -> None:
    assert Decision(sort).withholds() is (sort in WITHHOLDING)


def test_what_is_not_decided_withholds_nothing() -> None:
    assert not Decision().withholds()


@pytest.mark.parametrize(
    ("sort", "grounds"),
    [
        (DecisionSort.EXEMPTION, tuple(each.value for each in Provision)),
        (
            DecisionSort.ROUTING,
            ("data protection complaint", "request", "breach", "service matter"),
        ),
        (DecisionSort.REFUSAL, ()),
        (DecisionSort.UNFOUNDED, ()),
        (DecisionSort.EXCESSIVE, ()),
        (DecisionSort.COMPENSATION, ()),
        (DecisionSort.OTHER, ()),
    ],
)
def test_what_there_is_to_choose_from(sort: DecisionSort, grounds: tuple[str, ...]) -> None:
    assert grounds_of(sort) == grounds


@pytest.mark.parametrize(
    "decision",
    [
        PRIVILEGE,
        replace(PRIVILEGE, decided_on=RECEIVED),
        replace(PRIVILEGE, decided_on=TODAY),
        OTHERS,
        replace(OTHERS, nature="", confidentiality="It was told in confidence"),
        replace(OTHERS, nature="", consent_sought="She was asked on 4 May"),
        UNFOUNDED,
        replace(UNFOUNDED, sort=DecisionSort.EXCESSIVE),
        ROUTED,
        replace(UNFOUNDED, sort=DecisionSort.COMPENSATION, about="£200"),
        replace(UNFOUNDED, sort=DecisionSort.OTHER),
        replace(REFUSED, ground=REFUSAL_GROUNDS[CaseKind.ERASURE][0]),
    ],
)
def test_a_decision_with_its_reasons_is_kept(decision: Decision) -> None:
    decision.check(RECEIVED, TODAY)


@pytest.mark.parametrize(
    ("decision", "field", "sentence"),
    [
        (replace(PRIVILEGE, sort=None), "sort", "Choose what is decided."),
        (
            replace(PRIVILEGE, ground=""),
            "ground",
            "Choose the provision or the ground; there are only these.",
        ),
        (
            replace(PRIVILEGE, ground="Sch 2 para 18"),
            "ground",
            "Choose the provision or the ground; there are only these.",
        ),
        (
            replace(ROUTED, ground="Sch 2 para 19"),
            "ground",
            "Choose the provision or the ground; there are only these.",
        ),
        (
            replace(UNFOUNDED, ground="Sch 2 para 19"),
            "ground",
            "Such a decision has no ground but its reasoning. Take the ground out.",
        ),
        (
            replace(PRIVILEGE, reasoning=" "),
            "reasoning",
            "Write down the reasoning: it is what the decision stands on.",
        ),
        (
            replace(OTHERS, nature=" ", capability="An adult", refusal="No answer came"),
            "nature",
            (
                "Weigh the other person's interests: the type of information, confidentiality owed and "
                "what was done to get consent (Schedule 2 paragraph 16(3))."
            ),
        ),
        (replace(PRIVILEGE, decided_by=" "), "decided_by", "Name who decided."),
        (replace(PRIVILEGE, decided_on=None), "decided_on", "Enter the day it was decided."),
        (
            replace(PRIVILEGE, decided_on=date(2026, 11, 1)),
            "decided_on",
            "The day lies before the one it follows. Check the days.",
        ),
        (
            replace(PRIVILEGE, decided_on=date(2026, 11, 23)),
            "decided_on",
            "The day lies in the future. Enter the day it happened.",
        ),
    ],
)
def test_what_is_missing_or_invented_is_told_beside_its_field(
    decision: Decision, field: str, sentence: str
) -> None:
    assert refused(decision) == (field, sentence)


@pytest.mark.parametrize("sort", [DecisionSort.REFUSAL, DecisionSort.OTHER, DecisionSort.COMPENSATION])
def test_a_ground_of_a_refusal_and_the_officers_own_words_are_left_to_the_kind_of_case(
    sort: DecisionSort,
) -> None:
    replace(PRIVILEGE, sort=sort, ground="No ground of Art 17(1)").check(RECEIVED, TODAY)


def test_only_other_peoples_interests_are_weighed_against_each_other() -> None:
    replace(PRIVILEGE, nature="", confidentiality="", consent_sought="").check(RECEIVED, TODAY)
    routed_there = replace(ROUTED, nature="")
    routed_there.check(RECEIVED, TODAY)


@pytest.mark.parametrize("kind", list(CaseKind))
def test_a_kind_of_case_takes_the_decisions_it_has_and_no_other(kind: CaseKind) -> None:
    for sort in DecisionSort:
        grounds = REFUSAL_GROUNDS.get(kind, ("",)) if sort is DecisionSort.REFUSAL else ("",)
        decision = replace(PRIVILEGE, sort=sort, ground=grounds[0])
        if sort in sorts_of(kind):
            check_fits(kind, decision)
        else:
            assert unfit(kind, decision)[0] == "sort"


@pytest.mark.parametrize(
    ("kind", "article"),
    [(CaseKind.MARKETING_OBJECTION, "UK GDPR Art 21(3)"), (CaseKind.CONSENT_WITHDRAWAL, "UK GDPR Art 7(3)")],
)
@pytest.mark.parametrize("sort", sorted(WITHHOLDING))
def test_an_objection_to_marketing_and_a_withdrawal_cannot_be_refused_and_the_law_is_named(
    kind: CaseKind, article: str, sort: DecisionSort
) -> None:
    decision = replace(PRIVILEGE, sort=sort)
    assert unfit(kind, decision) == ("sort", f"This cannot be refused ({article}).")


def test_what_does_not_exist_for_a_case_is_told() -> None:
    sentence = "This is not decided on such a case."
    assert unfit(CaseKind.ACCESS, ROUTED) == ("sort", sentence)
    assert unfit(CaseKind.COMPLAINT, UNFOUNDED) == ("sort", sentence)
    assert unfit(CaseKind.ACCESS, REFUSED) == ("sort", sentence)
    assert unfit(CaseKind.ACCESS, Decision()) == ("sort", sentence)


@pytest.mark.parametrize("kind", list(REFUSAL_GROUNDS))
def test_a_right_is_refused_on_its_own_grounds_only(kind: CaseKind) -> None:
    for ground in REFUSAL_GROUNDS[kind]:
        check_fits(kind, replace(REFUSED, ground=ground))
    foreign = [
        ground for other, grounds in REFUSAL_GROUNDS.items() if other is not kind for ground in grounds
    ]
    for ground in ["", "Sch 2 para 19", *foreign]:
        assert unfit(kind, replace(REFUSED, ground=ground)) == (
            "ground",
            "Choose the ground; the law has only these for this right.",
        )
