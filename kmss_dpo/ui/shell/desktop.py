"""What the desktop tells: that its screen was locked, that the computer falls asleep, when it was touched.

On Linux it tells over D-Bus, on Windows by messages to a window. Where it tells nothing, nothing happens:
the program then knows only of the keys and the mouse in its own windows.
"""

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
from PySide6.QtWidgets import QWidget

from kmss_dpo.ui.shell.desktop_messages import WindowsMessages

_SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_LOGIN = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_IDLE_MONITOR = (
    "org.gnome.Mutter.IdleMonitor",
    "/org/gnome/Mutter/IdleMonitor/Core",
    "org.gnome.Mutter.IdleMonitor",
)
_ON_LEAVING: Any = SLOT("_on_leaving(bool)")  # a text, whatever the stubs say
_FIRST_LOCK = ("sleep", "KMSS DPO Register", "Locks the register first", "delay")


class Desktop(QObject):
    """`left` when the screen was locked or the computer falls asleep; `touched` carries how many ms ago.

    As long as this lives, falling asleep waits the few seconds that the register needs to lock.
    """

    left = Signal()
    touched = Signal(int)

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        self._messages = WindowsMessages(window, self.left.emit) if sys.platform == "win32" else None

    def listen(self) -> None:
        """Begin to listen."""
        if self._messages:
            self._messages.listen()
        for name in _SCREEN_SAVERS:
            self._session.connect("", "", name, "ActiveChanged", self, _ON_LEAVING)
        self._system.connect("", "", _LOGIN[2], "PrepareForSleep", self, _ON_LEAVING)
        self._ask(self._system, (*_LOGIN, "Inhibit"), _FIRST_LOCK, self._hold)

    def ask_when_touched(self) -> None:
        """Ask when a key or the mouse was touched in whichever program; `touched` tells, if anybody knows."""
        if self._messages:
            self.touched.emit(self._messages.since_touched())
        else:
            self._ask(self._session, (*_IDLE_MONITOR, "GetIdletime"), (), self.touched.emit)

    def _ask(
        self,
        bus: QDBusConnection,
        call: tuple[str, str, str, str],
        said: Sequence[str],
        then: Callable[[Any], None],
    ) -> None:
        """Ask without waiting; nobody there, or a refusal, is no answer."""
        if not bus.isConnected():
            return
        message = QDBusMessage.createMethodCall(*call)
        message.setArguments(list(said))
        waiting = QDBusPendingCallWatcher(bus.asyncCall(message), self)

        def answered() -> None:
            if not waiting.isError():
                then(waiting.reply().arguments()[0])
            waiting.deleteLater()

        waiting.finished.connect(answered)

    def _hold(self, pipe: Any) -> None:
        """Keep the login manager's pipe open: it waits with falling asleep until it is closed."""
        self.destroyed.connect(partial(os.close, os.dup(pipe.fileDescriptor())))

    @Slot(bool)
    def _on_leaving(self, begins: bool) -> None:  # noqa: FBT001 the desktop calls it
        """The screen is locked or free again, the computer falls asleep or has woken up."""
        if begins:
            self.left.emit()
