"""The checklists: what came with the program, what the officer makes of it, and what is ticked."""

from datetime import UTC, datetime

import pytest

from kmss_dpo.domain.cases import REQUESTS, CaseKind
from kmss_dpo.domain.checklists import DEFAULTS, CheckItem, Tick, checked_template, lines
from kmss_dpo.domain.errors import Mistake

TICK = Tick("Told", "Robin Hale", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
OLD = Tick("Asked twice", "Robin Hale", datetime(2026, 11, 20, 9, 30, tzinfo=UTC))


@pytest.mark.parametrize("kind", list(CaseKind))
def test_every_kind_comes_with_a_list_that_could_be_kept_as_it_is(kind: CaseKind) -> None:
    assert checked_template(DEFAULTS[kind]) == DEFAULTS[kind]
    assert not [item for item in DEFAULTS[kind] if item.endswith(".")]


@pytest.mark.parametrize(
    "kind", sorted(REQUESTS - {CaseKind.MARKETING_OBJECTION, CaseKind.CONSENT_WITHDRAWAL})
)
def test_a_request_asks_who_it_is_and_names_the_rights_where_it_is_refused(kind: CaseKind) -> None:
    listed = " ".join(DEFAULTS[kind])
    assert "Identity" in listed
    assert "Authority" in listed
    assert "the right to complain to us and to the regulator" in listed


@pytest.mark.parametrize("kind", [CaseKind.MARKETING_OBJECTION, CaseKind.CONSENT_WITHDRAWAL])
def test_what_is_acted_on_at_once_asks_for_no_proof_and_knows_no_refusal(kind: CaseKind) -> None:
    listed = " ".join(DEFAULTS[kind])
    assert "Identity" not in listed
    assert "refused" not in listed


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (CaseKind.ACCESS, "Purposes, categories, recipients, periods, source and rights"),
        (CaseKind.ERASURE, "No open request for access or portability about the same person"),
        (CaseKind.ERASURE, "Suppressed, not only erased"),
        (CaseKind.RESTRICTION, "Person told before it is lifted"),
        (CaseKind.MARKETING_OBJECTION, "On the suppression list, not only deleted"),
        (CaseKind.COMPLAINT, "Acknowledged within 30 days"),
        (CaseKind.COMPLAINT, "Another handler, where it is about the officer"),
    ],
)
def test_what_goes_wrong_most_often_is_on_the_list(kind: CaseKind, words: str) -> None:
    assert any(item.startswith(words) for item in DEFAULTS[kind])


def test_the_list_is_shown_in_its_order_with_its_ticks() -> None:
    assert lines(("Asked", "Told"), [TICK]) == (CheckItem("Asked"), CheckItem("Told", TICK))
    assert lines((), []) == ()


def test_what_was_ticked_stays_though_it_is_no_longer_on_the_list() -> None:
    assert lines(("Told",), [OLD, TICK]) == (CheckItem("Told", TICK), CheckItem("Asked twice", OLD))


def test_the_officers_list_is_kept_without_empty_lines() -> None:
    assert checked_template(["  Ask ", "", " \t", "Tell"]) == ("Ask", "Tell")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ([], "Keep at least one item"),
        (["", " "], "Keep at least one item"),
        (["Ask", "Tell", " Ask "], "“Ask” is on the list twice"),
    ],
)
def test_a_list_that_is_empty_or_names_something_twice_is_refused(typed: list[str], words: str) -> None:
    with pytest.raises(Mistake, match=words) as told:
        checked_template(typed)
    assert told.value.field == "items"
