"""What Windows tells by messages to a window: that the session is locked, the computer falls asleep."""

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication
from PySide6.QtWidgets import QWidget

_POWER, _FALLS_ASLEEP = 0x0218, 4
_SESSION, _LOCKED = 0x02B1, 7
_OF_THIS_SESSION = 0


def means_left(message: int, about: int) -> bool:
    """Whether a message says that the officer left the computer: WM_POWERBROADCAST, WM_WTSSESSION_CHANGE."""
    return (message, about) in {(_POWER, _FALLS_ASLEEP), (_SESSION, _LOCKED)}


class WindowsMessages(QAbstractNativeEventFilter):
    """Hears the messages of a window and calls `left` on those that mean it."""

    def __init__(self, window: QWidget, left: Callable[[], None]) -> None:
        super().__init__()
        self._window = window
        self._left = left

    def listen(self) -> None:
        """Begin to listen; messages about the session come only to a window that asked for them."""
        if sys.platform == "win32":
            handle = wintypes.HWND(int(self._window.winId()))
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(handle, _OF_THIS_SESSION)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)

    def nativeEventFilter(self, kind: Any, message: int) -> Any:
        """Qt: a message of the system, before Qt has looked at it."""
        if bytes(kind) == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            if means_left(int(told.message), int(told.wParam)):
                self._left()
        return False, 0

    def since_touched(self) -> int:
        """For how many milliseconds no key and no mouse was touched in any program."""
        last, now = _LastInput(ctypes.sizeof(_LastInput)), 0
        if sys.platform == "win32":
            ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last))
            now = ctypes.windll.kernel32.GetTickCount()
        passed: int = (now - last.at) & 0xFFFFFFFF  # the count begins anew after 49 days
        return passed


class _LastInput(ctypes.Structure):
    _fields_ = (("size", wintypes.UINT), ("at", wintypes.DWORD))
