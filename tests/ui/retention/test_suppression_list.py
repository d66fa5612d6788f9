"""The suppression list on the retention page, and a mailing list that is checked by it."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.suppression import Address, Off, Sort
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.table import LOADING
from kmss_dpo.ui.kit.theme import Theme
from kmss_dpo.ui.retention.form_state import taken_off_words
from kmss_dpo.ui.retention.page import RetentionPage
from kmss_dpo.ui.retention.suppression_list import SuppressionList
from tests.ui.retention.looking import Shown, dialog, press, words

ANN = Address(Sort.EMAIL, "ann@example.org")


def opened(page: RetentionPage, qtbot: QtBot) -> SuppressionList:
    press(page, "Suppression list", qtbot)
    return page.behind.suppressions


def listed(kept: SuppressionList, count: int, qtbot: QtBot) -> Any:
    model = kept.model
    qtbot.waitUntil(lambda: model.rowCount() == count and model.index(count - 1, 0).data() != LOADING)
    return model


def test_an_address_is_put_on_the_empty_list_and_never_shown(
    shown: Shown, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    page = shown(0)
    kept = opened(page, qtbot)
    qtbot.waitUntil(lambda: "Nobody is on the list." in words(page))
    sheet = kept.ask_for_address()
    assert not sheet.touched()
    sheet.save()
    qtbot.waitUntil(lambda: sheet.form.row("value").error() == "Enter the address.")
    sheet.value.setPlainText("ann@example.org")
    assert sheet.touched()
    sheet.reason.setPlainText("ann@example.org asked")
    sheet.save()
    qtbot.waitUntil(lambda: sheet.form.row("reason").error().startswith("Leave addresses out"))
    sheet.reason.setPlainText("Asked on the phone")
    sheet.save()
    model = listed(kept, 1, qtbot)
    qtbot.waitUntil(lambda: "The address is on the list." in words(page))
    assert [model.index(0, column).data() for column in range(3)] == [
        "Email address",
        "22 Nov 2026",
        "Asked on the phone",
    ]
    assert "1 email address" in words(page)
    assert "ann@" not in words(page)
    qtmodeltester.check(model)
    again = kept.ask_for_address()
    again.value.setPlainText("ANN@example.org")
    again.reason.setPlainText("Asked again")
    again.save()
    qtbot.waitUntil(lambda: "was on the list already" in words(page))


def test_a_line_is_taken_off_for_a_reason_that_is_chosen(
    shown: Shown, session: Session, qtbot: QtBot
) -> None:
    session.suppression.add(ANN, "Asked on the phone")
    page = shown(0)
    kept = opened(page, qtbot)
    model = listed(kept, 1, qtbot)
    kept.table.customContextMenuRequested.emit(QPoint(5, 5000))
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in kept.findChildren(QMenu)))
    for menu in kept.findChildren(QMenu):
        menu.close()
    kept.table.action_requested.emit(model.id_at(0))
    decision = dialog(page)
    decision.decide_button.click()
    assert decision.form.row("why").error() == "Choose why it is taken off."
    decision.why.setCurrentIndex(decision.why.findData(Off.CONSENT))
    decision.decide_button.click()
    qtbot.waitUntil(lambda: "1 line taken off the list." in words(page))
    qtbot.waitUntil(lambda: "Nobody is on the list." in words(page))
    kept.table.customContextMenuRequested.emit(QPoint(5, 5000))
    press(page, "Back to the list", qtbot)


def test_a_backup_that_was_not_reached_is_told() -> None:
    left = "2 kept backups could not be reached: that is tried again after the next unlock."
    assert taken_off_words(1, 2).endswith(left)


def test_the_list_is_sorted_and_exported_with_digests_only(
    shown: Shown, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    session.suppression.add(ANN, "Asked on the phone")
    session.suppression.add(Address(Sort.ADDRESS, "1 High Street"), "Wrote")
    page = shown(0)
    kept = opened(page, qtbot)
    model = listed(kept, 2, qtbot)
    kept.sort.sort_requested.emit("sort", False)
    qtbot.waitUntil(lambda: model.index(0, 0).data() == "Postal address")
    press(page, "Export…", qtbot)
    place = tmp_path / "list.csv"
    page.findChild(QFileDialog).fileSelected.emit(str(place))
    qtbot.waitUntil(place.exists)
    said = place.read_text("utf-8-sig")
    assert said.startswith("Kind,Digest,Since,Reason")
    assert "example" not in said
    assert "High" not in said


@pytest.fixture
def kept(shown: Shown, session: Session, qtbot: QtBot) -> SuppressionList:
    session.suppression.add(ANN, "Asked on the phone")
    return opened(shown(0), qtbot)


def saving(check: Any) -> QFileDialog:
    """The dialog that asks where to write."""
    mode = QFileDialog.AcceptMode.AcceptSave
    [asked] = [each for each in check.findChildren(QFileDialog) if each.acceptMode() == mode]
    return asked  # type: ignore[no-any-return]


def test_a_mailing_list_is_checked_and_written_without_those_on_the_list(
    kept: SuppressionList, qtbot: QtBot, tmp_path: Path
) -> None:
    source, place = tmp_path / "list.csv", tmp_path / "clean.csv"
    source.write_text("bo@example.org\nann@example.org\n")
    check = kept.check_list()
    assert not check.check.isEnabled()
    check.choose.click()
    check.findChild(QFileDialog).filesSelected.emit([str(source)])
    qtbot.waitUntil(lambda: check.notice.sentence().startswith("1 of 2 lines is on the suppression list"))
    assert check.numbers.text() == "Line 2"
    for told in (check.notice, check.numbers):
        assert check.rect().contains(told.mapTo(check, told.rect().center())), "in sight without scrolling"
    check.write.click()
    saving(check).fileSelected.emit(str(place))
    qtbot.waitUntil(lambda: "was written" in check.notice.sentence())
    assert place.read_text() == "bo@example.org\n"
    check.reject()


def test_the_dialog_is_no_larger_than_the_window_however_large_the_text(
    kept: SuppressionList, theme: Theme
) -> None:
    theme.set_text_scale(2.0)
    check = kept.check_list()
    assert check.height() <= kept.window().height()
    check.reject()


def test_what_was_pasted_is_checked_and_what_cannot_be_read_is_told(
    kept: SuppressionList, qtbot: QtBot, tmp_path: Path
) -> None:
    check = kept.check_list()
    check.pasted.setPlainText("bo@example.org")
    check.check.click()
    qtbot.waitUntil(lambda: check.notice.sentence() == "None of 1 line is on the suppression list.")
    assert not check.write.isEnabled()
    (tmp_path / "list.xlsx").write_bytes(b"PK\0")
    check.check_file(tmp_path / "list.xlsx")
    qtbot.waitUntil(lambda: "Save it as CSV" in check.notice.sentence())
    assert check.choose.isEnabled()
    check.reject()
