"""What was asked before the lock and is answered after it finds no window, and says nothing."""

from threading import Event

from pytestqt.qtbot import QtBot

from kmss_dpo.app import Program
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.ids import Kind
from kmss_dpo.ui.hands import is_there
from kmss_dpo.ui.workplace import Workplace


def test_a_record_found_while_the_windows_are_taken_down_is_not_shown(
    qtbot: QtBot, program: Program, workplace: Workplace
) -> None:
    session = workplace.session
    case = session.cases.open_case(CaseDetails(CaseKind.ACCESS, session.day(), Channel.EMAIL))
    found, closing = Event(), Event()
    session.reading.submit(found.wait)
    program.locking.submit(closing.wait)
    workplace.show_record(Kind.CASE, case)
    program.lock()
    found.set()
    session.reading.submit(bool).result()
    closing.set()
    qtbot.waitUntil(lambda: program.workplace is None and is_there("Passphrase"))
