"""The parts of a wording are put into another order, and the sample shows those that are chosen."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.letters.wordings import as_shipped
from kmss_dpo.session import Session
from kmss_dpo.ui.letters.wordings.desk import WordingDesk
from kmss_dpo.ui.letters.wordings.form_state import moved
from kmss_dpo.ui.letters.wordings.sheet import WordingSheet

from .rewording import CODE, SHIPPED, box, decide, printed, save, settled, sheet_of, write


def order(sheet: WordingSheet) -> list[str]:
    """The parts as they stand below each other on the screen."""
    rows = sorted(sheet.parts._rows.items(), key=lambda each: each[1].y())
    return [key for key, _row in rows]


def test_a_part_is_moved_by_its_buttons_and_by_key_and_kept_so(
    qtbot: QtBot, session: Session, desk: WordingDesk, sheet: WordingSheet
) -> None:
    shipped = [each.key for each in SHIPPED.blocks]
    first, second, third = shipped[:3]
    assert not sheet.parts.row(first).up.isEnabled()
    assert not sheet.parts.row(shipped[-1]).down.isEnabled()
    write(box(sheet, second).text, "Typed before.")
    sheet.parts.row(first).down.click()
    box(sheet, third).text.setFocus()
    QTest.keyClick(box(sheet, third).text, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(box(sheet, third).text, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(sheet) == [third, second, first, *shipped[3:]]
    assert QApplication.focusWidget() is box(sheet, third).text, "the keyboard stays in the part"
    box(sheet, second).text.undo()
    assert box(sheet, second).text.text() != "Typed before.", "what was typed before can still be undone"
    save(qtbot, sheet, desk)
    assert [each.key for each in settled(session).blocks] == [third, second, first, *shipped[3:]]
    (row,) = [each for each in session.wordings.rows() if each.code == CODE]
    assert row.own


def test_a_move_is_undone_by_the_other_button_and_seen_on_the_sample(
    qtbot: QtBot, sheet: WordingSheet
) -> None:
    shipped = [each.key for each in SHIPPED.blocks]
    second = sheet.parts.row(shipped[1])
    second.up.setFocus()
    qtbot.keyClick(second.up, Qt.Key.Key_Space)
    apology, opening = "that it comes late", "reached us by"
    qtbot.waitUntil(lambda: printed(sheet).find(apology) < printed(sheet).find(opening))
    assert QApplication.focusWidget() is second.down, "the first can't go further up"
    qtbot.keyClick(second.down, Qt.Key.Key_Space)
    assert order(sheet) == shipped
    assert not sheet.touched()


def test_that_a_part_ships_elsewhere_is_compared(sheet: WordingSheet) -> None:
    row = sheet.parts.row("done")
    assert row.compare.isHidden()
    row.up.click()
    row.compare.click()
    assert row._ships.text() == "It ships after “What was asked for”."
    row.down.click()
    assert row.compare.isHidden()
    assert row._ships.isHidden()


def test_tab_follows_the_new_order(sheet: WordingSheet) -> None:
    sheet.parts.row("opening").down.click()
    sheet.put_in.setFocus()
    QTest.keyClick(sheet.put_in, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is sheet.parts.row("apology").name


def test_an_order_that_was_typed_outlasts_a_lock_and_an_earlier_one_is_brought_back(
    qtbot: QtBot, session: Session, desk: WordingDesk, window: QMainWindow
) -> None:
    session.wordings.settle(CODE, moved(as_shipped(SHIPPED), SHIPPED, "asked", -1), 0)
    sheet = sheet_of(qtbot, desk, window)
    shipped = [each.key for each in SHIPPED.blocks]
    assert order(sheet)[:3] == [shipped[0], "asked", shipped[1]]
    sheet.parts.row("asked").up.click()
    kept = sheet.typing.unfinished()
    assert kept
    sheet.done(0)
    desk.resume(kept)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(WordingSheet)))
    (again,) = [each for each in window.findChildren(WordingSheet) if each.isVisible()]
    qtbot.waitUntil(lambda: order(again)[0] == "asked")
    again.shown.setCurrentIndex(again.shown.count() - 1)
    again.shown.activated.emit(again.shown.count() - 1)
    decide(qtbot, again)
    qtbot.waitUntil(lambda: order(again) == shipped)


def test_the_officer_chooses_which_parts_of_some_letters_the_sample_shows(
    qtbot: QtBot, sheet: WordingSheet
) -> None:
    late = "that it comes late"
    assert late in printed(sheet), "at first every part is shown"
    sheet.sample.parts_button.click()
    assert QApplication.focusWidget() is sheet.sample.parts_button.ticks.box("apology")
    qtbot.keyClick(sheet.sample.parts_button.ticks.box("apology"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: late not in printed(sheet))
    assert "1 part that stands in some letters only is left out." in sheet.sample.said()
    assert not sheet.touched(), "it changes no letter"
    write(box(sheet, "apology").text, "I am sorry to be late.")
    qtbot.waitUntil(lambda: late not in printed(sheet))
    assert "sorry to be late" not in printed(sheet)
    sheet.sample.parts_button.ticks.box("apology").click()
    qtbot.waitUntil(lambda: "sorry to be late" in printed(sheet))


def test_a_part_of_ones_own_that_not_every_letter_begins_with_can_be_left_out_of_the_sample(
    sheet: WordingSheet,
) -> None:
    sheet.add.click()
    sheet.parts.row("own-1").tick.box.click()
    assert sheet.sample.parts_button.ticks.box("own-1").isChecked()
    sheet.parts.row("own-1").tick.box.click()
    assert "own-1" not in sheet.sample.parts_button.ticks._boxes
