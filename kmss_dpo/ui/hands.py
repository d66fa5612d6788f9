"""Does at the windows what a person would: finds a control by the name a screen reader says, and uses it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)


class NotThere(LookupError):  # noqa: N818 - what a person would say
    """No control of that name is in sight."""


def within() -> QWidget:
    """The window in front: the dialog that is open, else the active window, else the newest in sight."""
    front = QApplication.activeModalWidget() or QApplication.activeWindow()
    if front is not None:
        return front
    newest_first = QApplication.allWindows()
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible() and window.isWindow()]
    if not shown:
        raise NotThere("a window")
    return min(shown, key=lambda window: newest_first.index(window.windowHandle()))


def named(name: str, root: QWidget | None = None) -> QWidget:
    """The visible control with that accessible name, or that text on it."""
    for each in _controls(root or within()):
        if name in {each.accessibleName(), _caption(each)}:
            return each
    raise NotThere(name)


def is_there(name: str, root: QWidget | None = None) -> bool:
    """Whether such a control is in sight and can be used."""
    try:
        return named(name, root).isEnabled()
    except NotThere:
        return False


def click(name: str, root: QWidget | None = None) -> None:
    """Press a button or tick a box."""
    control = named(name, root)
    if isinstance(control, QCheckBox):
        QTest.keyClick(control, Qt.Key.Key_Space)
    else:
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)


def type_into(name: str, text: str, root: QWidget | None = None) -> None:
    """Replace what stands in a field, as by selecting all and typing."""
    control = named(name, root)
    control.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(control, Qt.Key.Key_Delete)
    for letter in text:
        QTest.keyClicks(control, letter)


def choose(name: str, text: str, root: QWidget | None = None) -> None:
    """Choose an entry of a list, unfolded so that what is passed on the way to it is not chosen."""
    control = named(name, root)
    if not isinstance(control, QComboBox) or control.findText(text) < 0:
        raise NotThere(f"{name}: {text}")
    control.setFocus(Qt.FocusReason.OtherFocusReason)
    control.showPopup()
    QTest.keyClick(control.view(), Qt.Key.Key_Home)
    for _ in range(control.findText(text)):
        QTest.keyClick(control.view(), Qt.Key.Key_Down)
    QTest.keyClick(control.view(), Qt.Key.Key_Return)
    control.window().activateWindow()  # without a display nothing gives it back when the list goes


def _controls(root: QWidget) -> Iterator[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit)
    for each in root.findChildren(QWidget):
        if each.isVisible() and isinstance(each, kinds):
            yield each


def _caption(control: QWidget) -> str:
    return control.text().replace("&", "") if isinstance(control, QAbstractButton) else ""
