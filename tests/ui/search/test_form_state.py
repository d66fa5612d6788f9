from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.search import Found
from kmss_dpo.ui.search.form_state import COMMANDS, commands_for, leads_to, lines, next_choice

ANN = Found(Kind.CONTACT, 7, "Ann  Lee", "Lee Ltd")
CASE = Found(Kind.CASE, 3, "SAR-2026-0003", "Ann Lee · Subject access", CaseId(3))
NOTE = Found(Kind.NOTE, 9, "Called\nagain", "SAR-2026-0003", CaseId(3))


def named(typed: str) -> list[str]:
    return [command.name for command in commands_for(typed)]


def test_records_stand_in_groups_under_headings_and_commands_last() -> None:
    shown = lines([ANN, CASE, NOTE], commands_for("lock"))
    assert [line.title for line in shown] == [
        "People",
        "Ann Lee",
        "Cases",
        "SAR-2026-0003",
        "Notes",
        "Called again",
        "Commands",
        "Lock the register",
    ]
    assert [line.can_be_chosen for line in shown] == [False, True] * 4
    assert shown[-1].second == "Ctrl+L"


def test_commands_are_found_by_their_title_first_and_by_other_words_too() -> None:
    assert named("new") == ["case", "contact", "message"]
    assert named("NEW con") == ["contact"]
    assert named("holidays") == ["settings"]
    assert named("request") == ["case"]
    assert named("") == named("zebra") == []
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)


def test_choosing_goes_past_headings_and_round_the_ends() -> None:
    shown = lines([ANN, CASE], [])
    assert next_choice(shown, -1, 1) == 1
    assert next_choice(shown, 1, 1) == 3
    assert next_choice(shown, 3, 1) == 1
    assert next_choice(shown, 1, -1) == 3
    assert next_choice(shown, -1, -1) == 3
    assert next_choice([], -1, 1) == -1


def test_a_part_of_a_case_leads_to_the_case() -> None:
    assert leads_to(ANN) == (Kind.CONTACT, 7)
    assert leads_to(CASE) == leads_to(NOTE) == (Kind.CASE, 3)
