"""The message as it was read: who wrote, when it arrived and how that is known, text, attachments."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from kmss_dpo.domain.correspondence import Message
from kmss_dpo.ui.intake.form_state import size_words
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.notice import Notice, Tone


class MessageView(QWidget):
    """Read only; made anew for each message."""

    def __init__(self, message: Message) -> None:
        super().__init__()
        self._message = message
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(label(message.subject or "(no subject)", "heading", wrap=True))
        self._column.addLayout(self._facts())
        for sentence in message.warnings:
            self._warn(sentence)
        self._column.addWidget(self._text(), 1)

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (caption, words) in enumerate(_facts(self._message)):
            shown = label(words, wrap=True)
            shown.setAccessibleName(f"{caption}: {words}")
            grid.addWidget(label(caption, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, row, 1)
        return grid

    def _warn(self, sentence: str) -> None:
        notice = Notice(closable=False)
        notice.say(sentence, Tone.WARNING)
        self._column.addWidget(notice)

    def _text(self) -> QPlainTextEdit:
        edit = QPlainTextEdit(self._message.text or "The message has no text.")
        edit.setReadOnly(True)
        edit.setTabChangesFocus(True)
        edit.setAccessibleName("Text of the message")
        edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        edit.setMinimumHeight(edit.fontMetrics().lineSpacing() * 8)
        return edit


def _facts(message: Message) -> list[tuple[str, str]]:
    return [
        ("From", _address(message.sender_name, message.sender_email)),
        *([("Answers to", message.reply_to)] if message.reply_to else []),
        ("To", ", ".join(message.recipients) or "Not named"),
        ("Arrived", _arrived(message)),
        *([("Attached", _attached(message))] if message.attachments else []),
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


def _attached(message: Message) -> str:
    return "\n".join(f"{each.name} · {size_words(len(each.content))}" for each in message.attachments)
