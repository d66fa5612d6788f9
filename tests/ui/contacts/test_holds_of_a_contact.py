"""What the card of a contact says and offers about holds."""

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.holds import HoldDoing, HoldWish
from kmss_dpo.domain.ids import ContactId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.contacts.card import ContactCard
from kmss_dpo.ui.contacts.page import ContactsPage
from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.runner import Runner
from tests.services.holding import CLAIM, contact, place
from tests.windows import Telling


@pytest.fixture
def page(qtbot: QtBot, session: Session, runner: Runner) -> ContactsPage:
    made = ContactsPage(session, runner)
    telling = Telling()
    telling.changed.connect(made.changes_made)
    session.subscribe(telling.tell)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def card(page: ContactsPage, who: ContactId, qtbot: QtBot, said: str) -> ContactCard:
    """The card of a contact, once it says this of holds."""

    def there() -> bool:
        shown = page.shown()
        return isinstance(shown, ContactCard) and shown.contact.id == who and shown.held.sentence() == said

    page.show_record(Kind.CONTACT, who)
    qtbot.waitUntil(there)
    shown = page.shown()
    assert isinstance(shown, ContactCard)
    return shown


def press_erase(shown: ContactCard) -> None:
    [found] = [each for each in shown.findChildren(QPushButton) if each.text() == "Delete…"]
    found.click()


def test_a_contact_is_put_on_hold_and_released_from_its_card(
    page: ContactsPage, session: Session, qtbot: QtBot
) -> None:
    who = contact(session, "Ann Example")
    shown = card(page, who, qtbot, "")
    place_one = shown.menu.actions()[0]
    assert place_one.text() == "Place a hold…"
    with qtbot.waitSignal(page.hold_requested) as asked:
        place_one.trigger()
    assert asked.args == [HoldWish(HoldDoing.PLACE, (Kind.CONTACT, who))]
    place(session, Kind.CONTACT, who)
    said = f"On hold: {CLAIM} Placed by Robin Hale on Sun 22 Nov 2026, to be reviewed on Mon 1 Feb 2027."
    shown = card(page, who, qtbot, said)
    with qtbot.waitSignal(page.hold_requested) as asked:
        shown.menu.actions()[1].trigger()
    assert asked.args == [HoldWish(HoldDoing.RELEASE, (Kind.CONTACT, who))]


def test_a_held_contact_is_not_asked_about_before_it_is_not_erased(
    page: ContactsPage, session: Session, qtbot: QtBot
) -> None:
    who = contact(session, "Ann Example")
    place(session, Kind.CONTACT, who)
    said = f"On hold: {CLAIM} Placed by Robin Hale on Sun 22 Nov 2026, to be reviewed on Mon 1 Feb 2027."
    press_erase(card(page, who, qtbot, said))
    assert page.findChild(Decision) is None
    assert page._toast._words.text().startswith(
        "Nothing was erased: it has been on hold since Sun 22 Nov 2026"
    )


def test_the_hold_of_an_open_case_is_told_and_is_none_to_release_here(
    page: ContactsPage, session: Session, qtbot: QtBot
) -> None:
    who = contact(session, "Ann Example")
    session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.EMAIL, who))
    said = (
        "On hold: SAR-2026-0001 (Subject access) is open. "
        "What concerns its people is not erased until it is closed."
    )
    shown = card(page, who, qtbot, said)
    assert [action.text() for action in shown.menu.actions()] == ["Place a hold…", "Suppress marketing…"]
