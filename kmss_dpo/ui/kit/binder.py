"""Ties the fields of a frozen form state to widgets, one explicit line each, in both directions."""

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QPlainTextEdit

from kmss_dpo.ui.kit.date_field import DateField

S = TypeVar("S")


class Binder(QObject, Generic[S]):
    """Holds the form state; a change in a widget makes a new state and emits `changed(state)`.

    A missing value stays missing: an empty day is None, a choice that is not offered shows nothing.
    A field of a part of the state has a dotted name, as in `organisation.phone`.
    """

    changed = Signal(object)

    def __init__(self, state: S, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self._writers: dict[str, Callable[[Any], None]] = {}
        self._quiet = False

    @property
    def state(self) -> S:
        """What is typed now."""
        return self._state

    def show(self, state: S) -> None:
        """Show another state in every widget, without announcing it."""
        self._state = state
        self._quiet = True
        for name, write in self._writers.items():
            write(_value(state, name))
        self._quiet = False

    def line(self, name: str, edit: QLineEdit) -> None:
        """Tie a text field to a line."""
        edit.textChanged.connect(lambda text: self._set(name, text))
        self._tie(name, edit.setText)

    def text(self, name: str, edit: QPlainTextEdit) -> None:
        """Tie a text field to several lines."""
        edit.textChanged.connect(lambda: self._set(name, edit.toPlainText()))
        self._tie(name, edit.setPlainText)

    def day(self, name: str, field: DateField) -> None:
        """Tie a `date | None` field to a day."""
        field.day_changed.connect(lambda day: self._set(name, day))
        self._tie(name, field.set_day)

    def tick(self, name: str, box: QCheckBox) -> None:
        """Tie a boolean field to a tick box."""
        box.toggled.connect(lambda on: self._set(name, on))
        self._tie(name, box.setChecked)

    def number(self, name: str, edit: QDoubleSpinBox) -> None:
        """Tie a number."""
        edit.valueChanged.connect(lambda value: self._set(name, value))
        self._tie(name, edit.setValue)

    def choice(self, name: str, box: QComboBox) -> None:
        """Tie a field to the value chosen in a drop-down made by `choice`."""
        box.currentIndexChanged.connect(lambda at: self._set(name, box.itemData(at)))
        self._tie(name, lambda value: box.setCurrentIndex(_place_of(box, value)))

    def put(self, name: str, value: object) -> None:
        """Set a field that no widget of the kit holds, such as a list of rows; announces it like typing."""
        self._set(name, value)

    def _tie(self, name: str, write: Callable[[Any], None]) -> None:
        self._writers[name] = write
        self._quiet = True
        write(_value(self._state, name))
        self._quiet = False

    def _set(self, name: str, value: object) -> None:
        if self._quiet or _value(self._state, name) == value:
            return
        self._state = _with(self._state, name, value)
        self.changed.emit(self._state)


def _value(state: Any, name: str) -> Any:
    """What a field holds; raises AttributeError where there is none."""
    return reduce(getattr, name.split("."), state)


def _with(state: Any, name: str, value: object) -> Any:
    """The state with another value in a field."""
    own, _dot, within = name.partition(".")
    return replace(state, **{own: _with(getattr(state, own), within, value) if within else value})


def _place_of(box: QComboBox, value: object) -> int:
    return next((at for at in range(box.count()) if box.itemData(at) == value), -1)
