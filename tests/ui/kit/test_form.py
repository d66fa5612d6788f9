"""Forms: errors beside fields, days that stay missing, state and widgets in step."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QCheckBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import NO_DAY, DateField
from kmss_dpo.ui.kit.day_text import read_day, write_day
from kmss_dpo.ui.kit.form import Form, choice

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Typed:
    name: str = ""
    notes: str = ""
    day: date | None = None
    kind: str = "access"
    special: bool = False


@pytest.mark.parametrize(
    "text",
    [
        "14 Dec 2026",
        "14/12/2026",
        "2026-12-14",
        " 14 december 2026 ",
        "Mon 14 Dec 2026",
        "14.12.2026",
        "14th Dec 2026",
    ],
)
def test_a_day_is_read_in_the_usual_ways(text: str) -> None:
    assert read_day(text) == date(2026, 12, 14)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14 Dec",
        "14/12/26",
        "31/02/2026",
        "29 Feb 2025",
        "12/14/2026",
        "tomorrow",
        "14 Foo 2026",
        "0000-01-01",
    ],
)
def test_anything_else_is_no_day(text: str) -> None:
    assert read_day(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_is_written_is_read_back(day: date) -> None:
    assert read_day(write_day(day)) == day
    assert read_day(write_day(day, weekday=True)) == day


@pytest.fixture
def field(qtbot: QtBot) -> DateField:
    made = DateField(lambda: TODAY)
    qtbot.addWidget(made)
    return made


def test_an_empty_day_stays_empty(qtbot: QtBot, field: DateField) -> None:
    assert field.day() is None
    assert not field.invalid()
    qtbot.keyClicks(field._edit, "3")
    qtbot.keyClick(field._edit, Qt.Key.Key_Backspace)
    assert field.day() is None
    assert field._edit.text() == ""


def test_what_is_no_day_is_shown_as_wrong_and_never_replaced(qtbot: QtBot, field: DateField) -> None:
    field.show()
    qtbot.keyClicks(field._edit, "31/02/2026")
    field._edit.editingFinished.emit()
    field.set_day(None)
    assert field._edit.text() == "31/02/2026"
    assert field.invalid()
    assert field.day() is None


def test_a_day_is_announced_and_tidied(qtbot: QtBot, field: DateField) -> None:
    with qtbot.waitSignal(field.day_changed) as told:
        field._edit.setText("2026-12-14")
    assert told.args == [date(2026, 12, 14)]
    field._edit.editingFinished.emit()
    assert field._edit.text() == "14 Dec 2026"


def test_the_calendar_opens_at_the_day_of_the_program_and_fills_the_field(
    qtbot: QtBot, field: DateField
) -> None:
    field.show()
    qtbot.keyClick(field._edit, Qt.Key.Key_Down)
    sheet = field.findChild(QCalendarWidget)
    assert sheet is not None
    assert sheet.selectedDate() == QDate(2026, 11, 22)
    sheet.clicked.emit(QDate(2026, 12, 1))
    assert field.day() == date(2026, 12, 1)


def test_a_mistake_is_shown_beside_its_field_and_read_out(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    name = QLineEdit()
    row = form.add("name", "Name", name, "As in letters.", required=True)
    assert form.show_mistake(Mistake("Give the contact a name.", "name"))
    assert row.error() == "Give the contact a name."
    assert name.accessibleName() == "Name, required"
    assert name.accessibleDescription() == "Give the contact a name. As in letters."
    assert name.property("wrong") == "true"
    form.show_errors({})
    assert row.error() == ""
    assert name.accessibleDescription() == "As in letters."


def test_a_form_refuses_days_that_cannot_be_read_and_goes_to_the_first_thing_wrong(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    name, received, reached = QLineEdit(), DateField(lambda: TODAY), DateField(lambda: TODAY)
    form.add("name", "Name", name)
    form.add("received", "Received", received)
    form.add("reached", "Reached you", reached)
    form.show()
    assert not form.refuses({})
    received.focusProxy().setText("soon")  # type: ignore[attr-defined]
    reached.focusProxy().setText("later")  # type: ignore[attr-defined]
    assert form.refuses({"received": "Enter the day."})
    assert [form.row(each).error() for each in ("name", "received", "reached")] == ["", NO_DAY, NO_DAY]
    assert form.focusWidget() is received.focusProxy()


def test_a_field_out_of_sight_is_not_asked_whether_it_holds_a_day(qtbot: QtBot) -> None:
    form, day = Form(), DateField(lambda: TODAY)
    qtbot.addWidget(form)
    form.add("name", "Name", QLineEdit())
    form.add("on", "Day", day)
    day.focusProxy().setText("soon")  # type: ignore[attr-defined]
    form.show_only({"name"})
    assert not form.refuses({})
    form.show_only({"name", "on"})
    assert form.refuses({})


def test_a_mistake_of_no_field_is_left_to_the_page(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    form.add("name", "Name", QLineEdit())
    assert not form.show_mistake(Mistake("The record was changed meanwhile."))


def test_widgets_and_state_go_together(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    name, notes, special = QLineEdit(), QPlainTextEdit(), QCheckBox("Special")
    day, kind = DateField(lambda: TODAY), choice([("Access", "access"), ("Erasure", "erasure")])
    for each in (name, notes, special, day, kind):
        form.add_widget(each)
    binder = Binder(Typed(day=TODAY, kind="erasure"), form)
    binder.line("name", name)
    binder.text("notes", notes)
    binder.day("day", day)
    binder.tick("special", special)
    binder.choice("kind", kind)
    assert (day.day(), kind.currentText()) == (TODAY, "Erasure")
    name.setText("Siân")
    notes.setPlainText("Called.")
    day.clear()
    special.setChecked(True)
    kind.setCurrentIndex(0)
    assert binder.state == Typed("Siân", "Called.", None, "access", special=True)
    with qtbot.assertNotEmitted(binder.changed):
        binder.show(Typed("Ewa", day=date(2026, 1, 2)))
    assert (name.text(), day.day(), special.isChecked()) == ("Ewa", date(2026, 1, 2), False)


@dataclass(frozen=True)
class Both:
    who: Typed
    count: int = 0


def test_a_field_of_a_part_of_the_state_has_a_dotted_name(qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    binder = Binder(Both(Typed("Ann", "Called.")), edit)
    binder.line("who.name", edit)
    assert edit.text() == "Ann"
    with qtbot.waitSignal(binder.changed):
        edit.setText("Bo")
    assert binder.state == Both(Typed("Bo", "Called."))
    with pytest.raises(AttributeError):
        binder.line("who.nmae", edit)


def test_a_choice_that_is_not_offered_shows_nothing(qtbot: QtBot) -> None:
    kind = choice([("Access", "access")])
    qtbot.addWidget(kind)
    binder = Binder(Typed(kind="unheard of"), kind)
    binder.choice("kind", kind)
    assert kind.currentIndex() == -1
    assert binder.state.kind == "unheard of"


def test_a_field_that_the_state_lacks_is_refused(qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    with pytest.raises(AttributeError):
        Binder(Typed(), edit).line("nmae", edit)
