"""What is settled for this computer: when it locks, how it looks, whether its keychain opens the register."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from kmss_dpo.support.settings import (
    COUNT_OTHER_PROGRAMS,
    IDLE_MINUTES,
    LOCK_WHEN_MINIMISED,
    SCHEME,
    TEXT_SCALE,
    Setting,
    Settings,
)
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.lines import number_edit
from kmss_dpo.ui.kit.newest import Newest
from kmss_dpo.ui.kit.panel import Panel
from kmss_dpo.ui.kit.runner import Runner

_SCHEME_WORDS = {
    "system": "Follow the desktop",
    "light": "Light",
    "dark": "Dark",
    "high contrast": "High contrast",
}
_ALWAYS = "It also locks when the screen is locked or the computer falls asleep, where the desktop tells."
_SCALES = {0.9: "Small", 1.0: "Usual", 1.25: "Large", 1.5: "Larger", 2.0: "Twice as large"}


@dataclass(frozen=True)
class ThisComputer:
    """What the program can do with this computer's keychain; each is called off the GUI thread."""

    works: Callable[[], bool]
    remembered: Callable[[], bool]
    remember: Callable[[], None]
    forget: Callable[[], None]


class ComputerPanel(Panel):
    """Every choice holds at once and is announced: when it locks, scheme and text scale."""

    appearance_changed = Signal(str, float)
    idle_minutes_changed = Signal(int)

    def __init__(self, settings: Settings, runner: Runner, files: Executor) -> None:
        super().__init__("This computer")
        self._settings = settings
        self._changed: dict[Setting[Any], Any] = {}
        self._keeping = Newest(runner, files, self)
        self.minutes = number_edit()
        self.scheme = choice([(words, scheme) for scheme, words in _SCHEME_WORDS.items()])
        self.scale = choice([(words, scale) for scale, words in _SCALES.items()])
        self.ticks = {each: QCheckBox(each.title) for each in (COUNT_OTHER_PROGRAMS, LOCK_WHEN_MINIMISED)}
        self._show()
        form = Form()
        form.add(IDLE_MINUTES.key, IDLE_MINUTES.title, self.minutes, IDLE_MINUTES.help_text)
        for tick, box in self.ticks.items():
            box.setAccessibleDescription(tick.help_text)
            form.add_widget(box)
        form.add_widget(label(_ALWAYS, "small", wrap=True))
        form.add_beside(
            [(SCHEME.key, SCHEME.title, self.scheme), (TEXT_SCALE.key, TEXT_SCALE.title, self.scale)]
        )
        self.column.addWidget(form)
        self.minutes.valueChanged.connect(self._keep_minutes)
        for tick, box in self.ticks.items():
            box.toggled.connect(lambda on, its=tick: self._keep({its: on}))
        self.scheme.currentIndexChanged.connect(self._keep_look)
        self.scale.currentIndexChanged.connect(self._keep_look)

    def _show(self) -> None:
        self.minutes.setRange(int(IDLE_MINUTES.least or 1), int(IDLE_MINUTES.most or 1))
        self.minutes.setSuffix(" minutes")
        self.minutes.lineEdit().setTextMargins(8, 0, 0, 0)  # a style sheet gives a spin box no padding
        self.minutes.setValue(self._settings.get(IDLE_MINUTES))
        self.scheme.setCurrentIndex(self.scheme.findData(self._settings.get(SCHEME)))
        scale = self._settings.get(TEXT_SCALE)
        for tick, box in self.ticks.items():
            box.setChecked(self._settings.get(tick))
        nearest = min(_SCALES, key=lambda each: abs(each - scale))
        self.scale.setCurrentIndex(self.scale.findData(nearest))

    def _keep_minutes(self, minutes: int) -> None:
        self._keep({IDLE_MINUTES: minutes})
        self.idle_minutes_changed.emit(minutes)

    def _keep_look(self) -> None:
        scheme, scale = str(self.scheme.currentData()), float(self.scale.currentData())
        self._keep({SCHEME: scheme, TEXT_SCALE: scale})
        self.appearance_changed.emit(scheme, scale)

    def _keep(self, values: dict[Setting[Any], Any]) -> None:
        """Write them down beside the window, one change after the other."""
        self._changed |= values
        settings, changed = self._settings, dict(self._changed)

        def job() -> None:
            for setting, value in changed.items():
                settings.set(setting, value)

        self._keeping.ask(job, lambda _: None)


class KeychainPanel(Panel):
    """Whether this computer opens the register by itself; `turned` once that is otherwise.

    The key file is changed on the lane `changing`: a lock waits for that, and never comes in between.
    """

    turned = Signal()

    def __init__(self, computer: ThisComputer, runner: Runner, files: Executor, changing: Executor) -> None:
        super().__init__("Remember this computer")
        self._computer = computer
        self._runner = runner
        self._files = files
        self._changing = changing
        self.words = label("", "quiet", wrap=True)
        self.turn_button = button("Remember this computer")
        self._remembered = False
        line = QHBoxLayout()
        line.addWidget(self.turn_button)
        line.addStretch(1)
        self.column.addWidget(self.words)
        self.column.addLayout(line)
        self.turn_button.clicked.connect(self._turn)
        self.turn_button.hide()

    def load(self) -> None:
        """Ask the keychain how things stand."""
        computer = self._computer

        def job() -> tuple[bool, bool]:
            works = computer.works()
            return works, works and computer.remembered()

        self._runner.run(self, self._files, job, self._show)

    def _show(self, stands: tuple[bool, bool]) -> None:
        works, self._remembered = stands
        self.turn_button.setVisible(works)
        self.turn_button.setEnabled(True)
        if self._remembered:
            self.turn_button.setText("Forget this computer")
            self.words.setText(
                "This computer's keychain opens the register without the passphrase. "
                "Whoever is logged in here can open it."
            )
        elif works:
            self.turn_button.setText("Remember this computer")
            self.words.setText(
                "The passphrase is asked for each time. The keychain could keep a key of its own."
            )
        else:
            self.words.setText(
                "This computer has no keychain that the program can use, so the passphrase is asked for "
                "each time."
            )

    def _turn(self) -> None:
        self.turn_button.setEnabled(False)
        act = self._computer.forget if self._remembered else self._computer.remember
        self._runner.run(self, self._changing, act, lambda _: self._turned(), self._refused)

    def _turned(self) -> None:
        self.load()
        self.turned.emit()

    def _refused(self, error: Exception) -> None:
        self._runner.report(error)
        self.load()
