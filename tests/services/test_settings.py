"""What the officer settles for a register is kept once, and only what changed counts as a change."""

from dataclasses import replace

from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.ids import Kind
from kmss_dpo.session import Session


def test_what_was_never_settled_has_the_defaults_and_what_was_settled_comes_back(session: Session) -> None:
    scottish = replace(session.settings.organisation(), nation=Nation.SCOTLAND)
    regulator = replace(session.settings.regulator(), address="1 New Street\nWilmslow")
    session.settings.settle(scottish, regulator)
    moved = replace(scottish, nation=Nation.NORTHERN_IRELAND)
    session.settings.settle(moved, regulator)
    assert session.settings.organisation() == moved
    assert session.settings.regulator() == regulator


def test_settling_the_same_again_changes_nothing(session: Session) -> None:
    organisation, regulator = session.settings.organisation(), session.settings.regulator()
    session.settings.settle(organisation, regulator)
    told: list[list[Kind]] = []
    session.subscribe(lambda changes: told.append([kind for kind, _ in changes.touched]))
    session.settings.settle(organisation, regulator)
    session.settings.settle(replace(organisation, nation=Nation.SCOTLAND), regulator)
    assert told == [[Kind.SETTING]]
