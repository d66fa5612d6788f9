"""Letters for Alt: each button and each captioned field of a dialog gets one of its own, as it is shown."""

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget


def mark_keys(dialog: QWidget) -> None:
    """Underline a letter of every button, then of every caption, while there are letters left.

    What carries one already keeps it; so this can be asked again once a control says something else.
    """
    every = list(_to_mark(dialog))
    taken = {letter.lower() for each in every for letter in each.text().partition("&")[2][:1]}
    for each in every:
        words = each.text()
        at = -1 if "&" in words else _place(words, taken)
        if at >= 0:
            taken.add(words[at].lower())
            each.setText(f"{words[:at]}&{words[at:]}")


def _to_mark(dialog: QWidget) -> Iterator[QAbstractButton | QLabel]:
    """The buttons, the last and most wanted first; then the captions from above, those in sight first."""
    buttons = dialog.findChildren(QAbstractButton)
    named = [each for each in buttons if each.text() and each.window() is dialog]
    pushed = [each for each in named if isinstance(each, QPushButton)]
    yield from reversed(pushed)
    yield from (each for each in named if each not in pushed)
    captions = [each for each in dialog.findChildren(QLabel) if each.buddy()]
    yield from sorted(captions, key=lambda each: not each.isVisible())


def _place(words: str, taken: set[str]) -> int:
    """Where the letter stands: the first of a word if it can be, else any; -1 where all are taken."""
    free = [at for at, letter in enumerate(words) if letter.isascii() and letter.isalpha()]
    free = [at for at in free if words[at].lower() not in taken]
    first = [at for at in free if at == 0 or words[at - 1] == " "]
    return next(iter(first or free), -1)
