"""How the lists were ordered and narrowed comes back with the next unlock; what was searched for does not."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.cases import DueWhen
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.ui.cases.form_state.listing import Shown
from kmss_dpo.ui.hands import click, is_there, type_into
from kmss_dpo.ui.workplace import Workplace
from tests.conftest import PASSPHRASE

PATIENCE = 60_000


def test_order_and_filter_come_back_and_no_searched_word_is_written_down(
    qtbot: QtBot, program: Program, workplace: Workplace, tmp_path: Path
) -> None:
    workplace.session.contacts.add(ContactDetails("Zebulonquax"))
    requests, contacts = workplace.page("requests"), workplace.page("contacts")
    requests.pane._change(sort="received", descending=True)
    requests.pane._change(shown=Shown.CLOSED)
    requests.pane._change(due=DueWhen.OVERDUE, handler="Zebulonquax")
    requests.pane.show_as(table=True)
    requests.pane._change(handler="Zebulonquax Moss")
    requests.pane.text.setText("zebulonquax")
    contacts.list.table.sort_requested.emit("name", True)
    contacts.list.filter.setText("zebulonquax")
    workplace.page("retention").ready.table.sort_requested.emit("rule", True)
    click("Lock")
    qtbot.waitUntil(lambda: program.workplace is None and is_there("Passphrase"), timeout=PATIENCE)
    written = b"".join(path.read_bytes() for path in (tmp_path / "settings").rglob("*") if path.is_file())
    assert b"received" in written
    assert b"zebulonquax" not in written.lower()
    type_into("Passphrase", PASSPHRASE)
    click("Unlock")
    qtbot.waitUntil(lambda: program.workplace is not None and is_there("Search"), timeout=PATIENCE)
    work = program.workplace
    assert work is not None
    choice = work.page("requests").pane.choice()
    assert (choice.shown, choice.sort, choice.descending, choice.text) == (
        Shown.CLOSED,
        "received",
        True,
        "",
    )
    assert (choice.due, choice.handler) == (DueWhen.OVERDUE, None)
    assert work.page("requests").pane.is_table()
    assert not work.page("enquiries").pane.is_table()
    assert work.page("contacts").list._wanted.descending
    listing = work.page("retention").ready._listing
    assert (listing.sort, listing.descending) == ("rule", True)
    assert work.page("complaints").pane.choice().shown is Shown.OPEN
