"""Every button and every captioned field of a dialog has a key of its own."""

from datetime import date

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.confirm import Decision
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.key_marks import mark_keys
from kmss_dpo.ui.kit.labels import button, label


def letters(dialog: QDialog) -> list[str]:
    said = [each.text() for each in (*dialog.findChildren(QPushButton), *dialog.findChildren(QLabel))]
    return [text.partition("&")[2][0].lower() for text in said if "&" in text]


def made(qtbot: QtBot) -> tuple[QDialog, Form]:
    dialog, form = QDialog(), Form()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    column.addWidget(label("Save the claims of Smith"))
    for number, caption in enumerate(("Subject", "Summary", "Said", "Sss")):
        form.add(str(number), caption, QLineEdit())
    column.addWidget(form)
    column.addWidget(button("Cancel"))
    column.addWidget(button("Save", "main"))
    mark_keys(dialog)
    return dialog, form


def test_no_two_controls_share_a_key_and_plain_words_have_none(qtbot: QtBot) -> None:
    dialog, _form = made(qtbot)
    assert sorted(letters(dialog)) == sorted(set(letters(dialog)))
    said = [each.text() for each in dialog.findChildren(QLabel) if not each.buddy() and each.text()]
    assert said == ["Save the claims of Smith"]
    assert [each.text() for each in dialog.findChildren(QPushButton)] == ["&Cancel", "&Save"]


def test_a_button_that_says_something_else_gets_a_key_again(qtbot: QtBot) -> None:
    dialog, _form = made(qtbot)
    save = next(each for each in dialog.findChildren(QPushButton) if each.text() == "&Save")
    save.setText("Add to the case")
    mark_keys(dialog)
    assert save.text().count("&") == 1
    assert sorted(letters(dialog)) == sorted(set(letters(dialog)))


def test_a_decision_has_its_keys_as_it_is_shown(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    decision = Decision(page, "Erase 3 records?", "For good.", "Erase 3 records", danger=True)
    decision.open()
    assert decision.decide_button.text() == "&Erase 3 records"
    assert not decision.decide_button.shortcut().isEmpty()
    decision.reject()


def test_a_day_that_is_wrong_has_a_red_edge(qtbot: QtBot) -> None:
    form, day = Form(), DateField(lambda: date(2026, 11, 22))
    qtbot.addWidget(form)
    form.add("on", "Day", day)
    line = day.findChild(QLineEdit)
    assert line is not None
    form.show_errors({"on": "Give the day."})
    assert line.property("wrong") == "true"
    form.show_errors({})
    assert line.property("wrong") == "false"
