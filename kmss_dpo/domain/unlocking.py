"""What can go wrong on the way into a register, each with its own sentence and way out."""

from kmss_dpo.domain.errors import Mistake, Trouble


class WrongPassphrase(Mistake):
    """No passphrase slot of the register opens with what was typed."""

    def __init__(self) -> None:
        super().__init__(
            "That passphrase does not open this register. Check Caps Lock and try again.", "passphrase"
        )


class MistypedRecoveryKey(Mistake):
    """What was typed cannot be any recovery key; the sentence says what is wrong with it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, "recovery_key")


class WrongRecoveryKey(Mistake):
    """The recovery key is well formed and belongs to another register, or was replaced."""

    def __init__(self) -> None:
        super().__init__(
            "That recovery key is typed correctly but does not open this register. "
            "Look for the recovery kit that names this register.",
            "recovery_key",
        )


class NotRemembered(Mistake):
    """The keychain of this computer holds no key that opens the register."""

    def __init__(self) -> None:
        super().__init__("This computer does not remember this register. Use your passphrase.", "passphrase")


class RegisterExists(Mistake):
    """A new register was asked for in a folder that holds one."""

    def __init__(self) -> None:
        super().__init__("That folder holds a register already. Open it, or choose another folder.", "folder")


class FolderGone(Trouble):
    """There is no folder where the register's was."""

    def __init__(self) -> None:
        super().__init__(
            "The register's folder is no longer where it was.",
            "Connect its disk or put the folder back, or open another register.",
        )


class KeyFileTrouble(Trouble):
    """The key file cannot be used; `previous_intact` tells whether the copy beside it can be put back."""

    def __init__(self, happened: str, *, previous_intact: bool = False) -> None:
        way_out = (
            "The copy beside it is intact: restore it."
            if previous_intact
            else "Put back register.keys from a backup of this register; nothing else can open it."
        )
        super().__init__(happened, way_out)
        self.previous_intact = previous_intact


class KeyFileMissing(KeyFileTrouble):
    """There is no key file in the folder."""


class KeyFileEmpty(KeyFileTrouble):
    """The key file holds no byte."""


class KeyFileTooLarge(KeyFileTrouble):
    """The key file is far larger than any key file."""


class KeyFileDamaged(KeyFileTrouble):
    """The key file is cut short, or bytes of it have changed."""


class KeyFileAltered(KeyFileTrouble):
    """The key file is well formed and was not written by someone who could open the register."""


class KeyFileUnsafe(KeyFileTrouble):
    """The key file asks for more memory or time than any register of ours, or for too little."""


class KeyFileTooNew(Trouble):
    """A newer version of the program wrote the key file."""

    def __init__(self) -> None:
        super().__init__(
            "This register was made by a newer version of the program.", "Install that version to open it."
        )


class PreviousKeyFileUnusable(Trouble):
    """The kept copy of the key file is missing or damaged too."""

    def __init__(self) -> None:
        super().__init__(
            "There is no intact copy of the key file beside it.",
            "Put back register.keys from a backup of this register.",
        )
