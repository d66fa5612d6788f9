"""How each small record stands, in the words of its line and of its chip."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kmss_dpo.domain.complaints import Action, Finding, Inquiry, Issue, Lesson, Review
from kmss_dpo.domain.decisions import Decision, DecisionSort, Provision, Routing
from kmss_dpo.domain.identity import IdentityCheck
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.items import Item, KeptItem
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.store.items import TABLES
from kmss_dpo.store.tables import PART_OF
from kmss_dpo.ui.cases.items.complaints import COMPLAINT_SPECS
from kmss_dpo.ui.cases.items.requests import REQUEST_SPECS
from kmss_dpo.ui.cases.items.spec import Spec
from kmss_dpo.ui.cases.page import SHOWN_KINDS
from kmss_dpo.ui.kit.chips import Look

EARLY, LATE = date(2026, 11, 3), date(2026, 11, 20)
SPECS: list[Spec[Any]] = [*REQUEST_SPECS, *COMPLAINT_SPECS]
DECIDED = Decision(
    DecisionSort.EXEMPTION,
    Provision.PRIVILEGE.value,
    "Two emails",
    "Advice of a solicitor.",
    decided_by="Robin Hale",
    decided_on=LATE,
)


def row(item: Item) -> tuple[Spec[Any], KeptItem[Any]]:
    return next(spec for spec in SPECS if spec.sort is type(item)), KeptItem(1, 1, CaseId(1), item)


def test_every_sort_that_the_register_keeps_is_described_and_seen_when_it_changes() -> None:
    assert {spec.sort for spec in SPECS} == set(TABLES)
    for spec in SPECS:
        assert spec.kind is PART_OF[TABLES[spec.sort]][0]
        assert spec.kind in SHOWN_KINDS
    assert len({spec.form for spec in SPECS}) == len(SPECS)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.form)
def test_a_list_says_in_plain_words_what_belongs_there(spec: Spec[Any]) -> None:
    assert spec.empty.endswith(".")
    assert spec.more.endswith(".")
    assert len({field.caption for field in spec.fields}) == len(spec.fields)


@pytest.mark.parametrize(
    ("item", "words", "look"),
    [
        (SearchPlace("A"), "To ask", Look.SOON),
        (SearchPlace("A", asked_on=EARLY), "Asked 3 Nov 2026", Look.WAITING),
        (SearchPlace("A", asked_on=EARLY, chased_on=LATE), "Chased 20 Nov 2026", Look.SOON),
        (SearchPlace("A", answered_on=LATE, found="Two"), "Answered 20 Nov 2026", Look.NEUTRAL),
        (SearchPlace("A", found="Two"), "Answered", Look.NEUTRAL),
        (SearchPlace("A", answered_on=LATE, not_searched="Not in use"), "Not searched", Look.NEUTRAL),
        (Recipient("A"), "To tell", Look.SOON),
        (Recipient("A", told_on=EARLY), "Told 3 Nov 2026", Look.NEUTRAL),
        (Recipient("A", why_not="Dissolved"), "Not told", Look.NEUTRAL),
        (IdentityCheck("A bill"), "Waiting", Look.WAITING),
        (IdentityCheck("A bill", checked_on=EARLY), "Seen 3 Nov 2026", Look.NEUTRAL),
        (Issue("A"), "No finding yet", Look.SOON),
        (Issue("A", Finding.PARTLY), "Partly upheld", Look.NEUTRAL),
        (Inquiry("A", "Who?"), "Asked", Look.WAITING),
        (Inquiry("A", "Who?", EARLY), "Asked 3 Nov 2026", Look.WAITING),
        (Inquiry("A", "Who?", EARLY, LATE), "Chased 20 Nov 2026", Look.WAITING),
        (Inquiry("A", "Who?", EARLY, LATE, LATE), "Answered 20 Nov 2026", Look.NEUTRAL),
        (Action("A", "B"), "To do", Look.SOON),
        (Action("A", "B", LATE), "By 20 Nov 2026", Look.SOON),
        (Action("A", "B", LATE, EARLY), "Done 3 Nov 2026", Look.NEUTRAL),
        (Lesson("A"), "To check", Look.SOON),
        (Lesson("A", LATE), "Check 20 Nov 2026", Look.SOON),
        (Lesson("A", LATE, EARLY), "Checked 3 Nov 2026", Look.NEUTRAL),
        (Review(), "Asked", Look.WAITING),
        (Review(EARLY), "Asked 3 Nov 2026", Look.WAITING),
        (Review(EARLY, "B", LATE), "Reviewed 20 Nov 2026", Look.NEUTRAL),
    ],
)
def test_the_chip_of_a_record_says_how_it_stands(item: Item, words: str, look: Look) -> None:
    spec, kept = row(item)
    chip = spec.columns[-1].chip
    assert chip
    shown = chip(kept)
    assert (shown.words, shown.look) == (words, look)


@pytest.mark.parametrize(
    ("item", "lines"),
    [
        (SearchPlace("Mail", found="Two"), [("Mail", "Two"), ("", "")]),
        (SearchPlace("Mail", asked_whom="Ops", not_searched="Old"), [("Mail", "Old"), ("Ops", "")]),
        (
            SearchPlace("Mail", asked_whom="Ops", asked_on=EARLY, answered_on=LATE, found="Two"),
            [("Mail", "Two"), ("Ops", "Asked 3 Nov 2026")],
        ),
        (
            Inquiry("Ops", "Who?", EARLY, LATE, LATE, "Me"),
            [("Ops", "Who?"), ("Me", "Asked 3 Nov 2026, chased 20 Nov 2026")],
        ),
        (
            DECIDED,
            [
                ("Exemption", "Sch 2 para 19, legal professional privilege"),
                ("Advice of a solicitor.", "Two emails"),
                ("20 Nov 2026", "Robin Hale"),
            ],
        ),
        (
            replace(DECIDED, sort=DecisionSort.ROUTING, ground=Routing.BREACH.value),
            [("Routing", "breach"), ("Advice of a solicitor.", "Two emails"), ("20 Nov 2026", "Robin Hale")],
        ),
        (Decision(), [("", ""), ("", ""), ("", "")]),
        (Recipient("Ltd", "Erase", why_not="Gone"), [("Ltd", "Erase"), ("Gone", "")]),
        (IdentityCheck("A bill"), [("A bill", ""), ("", "")]),
        (IdentityCheck("A bill", "A card", "On a call", "Robin"), [("A card", "On a call"), ("Robin", "")]),
        (Issue("A", None, "Why", "Sorry"), [("A", "Why"), ("Sorry", "")]),
        (Inquiry("Ops", "Who?", answer="Me"), [("Ops", "Who?"), ("Me", "")]),
        (Action("Check", "Ops"), [("Check", ""), ("Ops", "")]),
        (Lesson("Windows", result="Yes"), [("Windows", "Yes")]),
        (Review(None, "Director", None, "It stands", "Why"), [("Director", "It stands"), ("Why", "")]),
    ],
)
def test_the_line_of_a_record_says_what_it_is_about(item: Item, lines: list[tuple[str, str]]) -> None:
    spec, kept = row(item)
    columns = [column for column in spec.columns if column.chip is None]
    assert [(column.text(kept), column.second(kept) if column.second else "") for column in columns] == lines
