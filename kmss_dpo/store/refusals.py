"""What SQLite's refusals mean to the officer, by the code that comes with each."""

from kmss_dpo.domain.errors import Stopped, Trouble


class DamagedRegister(Trouble):
    """The file is not what the right key should open."""

    def __init__(self) -> None:
        super().__init__(
            "The register's file is damaged: the key is right, but the file cannot be read.",
            "Restore the newest backup from the “backups” folder beside it, and keep the damaged file.",
        )


class NotTogether(Trouble):
    """Not even the first page opens: a key of another register and a damaged first page look the same."""

    def __init__(self) -> None:
        super().__init__(
            "The register's file does not open with the key in the key file: "
            "the two may not belong together, or the file is damaged.",
            "If register.kmss or register.keys was put here from elsewhere, put back the one that belongs "
            "with the other; otherwise restore the newest backup from the “backups” folder.",
        )


class EmptyRegister(Trouble):
    """SQLCipher would take an empty file for a new register; this program does not."""

    def __init__(self) -> None:
        super().__init__(
            "The register's file is empty.",
            "Restore the newest backup from the “backups” folder beside it.",
        )


class MissingRegister(Trouble):
    """There is no file where the register's should be."""

    def __init__(self) -> None:
        super().__init__(
            "The register's file is missing from its folder.",
            "Restore the newest backup, or open another folder.",
        )


class ForeignFile(Trouble):
    """A database in the register's place that nobody encrypted."""

    def __init__(self) -> None:
        super().__init__(
            "The register's file is a database of another program, without encryption.",
            "Take it out of the folder and restore the newest backup.",
        )


class UnreadableFile(Trouble):
    """The system does not let the program look into the register's file."""

    def __init__(self) -> None:
        super().__init__(
            "The register's file cannot be read.",
            "Ask for permission to read and write it, or check the disk.",
        )


def told(error: Exception) -> Exception:
    """Trouble the officer can do something about; `Stopped`; or the error as it was, for that is ours.

    Takes the driver's error or the one that SQLAlchemy wrapped it in.
    """
    name = str(getattr(getattr(error, "orig", error), "sqlite_errorname", ""))
    if name.startswith("SQLITE_INTERRUPT"):
        return Stopped()
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return DamagedRegister()
    for prefix, (happened, to_do) in _TROUBLES.items():
        if name.startswith(prefix):
            return Trouble(happened, to_do)
    return error


_TROUBLES = {
    "SQLITE_FULL": ("The disk is full; nothing was saved.", "Free some space and save again."),
    "SQLITE_IOERR": (
        "The disk refused to read or write the register; nothing was saved.",
        "Check the free space, the disk or the network folder, and try again.",
    ),
    "SQLITE_READONLY": (
        "The register's folder cannot be written to; nothing was saved.",
        "Ask for write permission on the folder, or copy the register to a folder of your own.",
    ),
    "SQLITE_CANTOPEN": (
        "The register's file, or a file that belongs beside it, cannot be opened or made.",
        "Ask for write permission on the folder, or copy the register to a folder of your own.",
    ),
    "SQLITE_BUSY": ("Another program holds the register's file.", "Close it and try again."),
}
