"""The two kinds of trouble a person is told about, and a wish to stop; anything else is our own defect.

Every message is one or two plain sentences for the officer and holds no personal data.
"""


class Mistake(Exception):  # noqa: N818 - the officer's word
    """What was asked for cannot be done as asked; the officer can put it right.

    `field` names the form field that the sentence belongs beside, where there is one.
    """

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Trouble(Exception):  # noqa: N818 - the officer's word
    """The surroundings refuse: a disk, a file, a keychain. Says what happened and what to do."""

    def __init__(self, happened: str, to_do: str) -> None:
        super().__init__(f"{happened} {to_do}")
        self.happened = happened
        self.to_do = to_do


class Conflict(Mistake):
    """The record was changed by another window or person since it was read."""


class NotHere(Mistake):
    """The record does not exist, or no longer does."""


class Stopped(Exception):  # noqa: N818 - a wish that was granted, no error
    """The work was broken off because the register is being locked or the officer cancelled it."""
