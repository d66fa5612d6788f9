"""The message as it was read: who wrote, when it arrived and how that is known, text, attachments."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from kmss_dpo.domain.correspondence import Attachment, Message
from kmss_dpo.domain.documents import say_size
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.flow import Flow
from kmss_dpo.ui.kit.labels import button, label, tip, unmarked
from kmss_dpo.ui.kit.long_text import LongText
from kmss_dpo.ui.kit.notice import Notice, Tone

_LONGEST_NAME = 28
"""Characters of an attachment's name on its button; a button cannot wrap."""


class MessageView(QWidget):
    """Read only; made anew for each message. Where attachments can be opened each is a button."""

    attachment_requested = Signal(object)

    def __init__(self, message: Message, *, opens_attachments: bool = False) -> None:
        super().__init__()
        self._message = message
        self._opens = opens_attachments
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(label(message.subject or "(no subject)", "heading", wrap=True))
        self._column.addLayout(self._facts())
        for sentence in message.warnings:
            self._warn(sentence)
        self.text = self._words()
        self._column.addWidget(self.text, 1)

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (caption, words) in enumerate(_facts(self._message)):
            shown = label(words, wrap=True)
            shown.setAccessibleName(f"{caption}: {words}")
            self._add(grid, row, caption, shown)
        if self._message.attachments:
            self._add(grid, grid.rowCount(), "Attached", self._attached())
        return grid

    def _add(self, grid: QGridLayout, row: int, caption: str, shown: QWidget) -> None:
        grid.addWidget(label(caption, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, row, 1)

    def _attached(self) -> QWidget:
        if not self._opens:
            words = "\n".join(map(_named, self._message.attachments))
            shown = label(words, wrap=True)
            shown.setAccessibleName(f"Attached: {words}")
            return shown
        place = QWidget()
        line = Flow(place)
        for each in self._message.attachments:
            opens = button(unmarked(_named(each, _LONGEST_NAME)), "link")
            opens.setAccessibleName(f"Look at {each.name}")
            opens.setToolTip(tip(each.name))
            opens.clicked.connect(partial(self._request, each))
            line.addWidget(opens)
        return place

    def _request(self, attachment: Attachment) -> None:
        self.attachment_requested.emit(attachment)

    def _warn(self, sentence: str) -> None:
        notice = Notice(closable=False)
        notice.say(sentence, Tone.WARNING)
        self._column.addWidget(notice)

    def _words(self) -> LongText:
        edit = LongText("Text of the message", self._message.text or "The message has no text.")
        edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        edit.setMinimumHeight(edit.fontMetrics().lineSpacing() * 8)
        return edit


def _facts(message: Message) -> list[tuple[str, str]]:
    return [
        ("From", _address(message.sender_name, message.sender_email)),
        *([("Answers to", message.reply_to)] if message.reply_to else []),
        ("To", ", ".join(message.recipients) or "Not named"),
        ("Arrived", _arrived(message)),
    ]


def _arrived(message: Message) -> str:
    """The day and how it is known; where it is not known, a warning says why."""
    if message.received_on is None:
        return "Not known" if message.warnings else message.received_why
    return f"{write_day(message.received_on, weekday=True)}. {message.received_why}"


def _address(name: str, email: str) -> str:
    if name and email:
        return f"{name} <{email}>"
    return name or email or "Not named"


def _named(attachment: Attachment, longest: int | None = None) -> str:
    """Name and size; of a name that is too long for its place the beginning and the end."""
    name = attachment.name
    if longest and len(name) > longest:
        half = longest // 2
        name = f"{name[:half]}…{name[-half:]}"
    return f"{name} · {say_size(len(attachment.content))}"
