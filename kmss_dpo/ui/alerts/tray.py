"""A message of the desktop, with numbers only, while another program is in front."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from kmss_dpo.support.settings import TRAY_MESSAGES, Settings
from kmss_dpo.ui.alerts.badge import sign

_TITLE = "KMSS DPO Register"


class TrayMessages(QObject):
    """`wanted` once the officer clicks on it. Where a desktop has no place for it, nothing is said.

    The sign is there only while a message waits to be seen, and goes with the lock.
    """

    wanted = Signal()

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._icon: QSystemTrayIcon | None = None

    def tell(self, words: str, count: int) -> None:
        """Say how much there is."""
        if not (self._settings.get(TRAY_MESSAGES) and QSystemTrayIcon.isSystemTrayAvailable()):
            return
        shown = self._icon or self._made()
        shown.setIcon(sign(count))
        shown.setToolTip(f"{_TITLE}: {words}")
        shown.show()
        if QSystemTrayIcon.supportsMessages():
            shown.showMessage(_TITLE, words, sign())

    def end(self) -> None:
        """It was seen, or the register is being locked."""
        if self._icon is not None:
            self._icon.hide()

    def _made(self) -> QSystemTrayIcon:
        made = self._icon = QSystemTrayIcon(self)
        made.activated.connect(lambda _why: self.wanted.emit())
        made.messageClicked.connect(self.wanted)
        return made
