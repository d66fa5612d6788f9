"""Machine settings: declared once in a typed table, kept in a small JSON file without personal data."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from platformdirs import user_config_path

from kmss_dpo.support.safe_file import NotWritten, make_private_folder, write_safely

V = TypeVar("V", str, int, float, bool)

FILE = "settings.json"
LONGEST_FILE = 65_536


@dataclass(frozen=True)
class Setting(Generic[V]):
    """One machine setting: key in the file, default, what it is for, and its bounds or choices."""

    key: str
    default: V
    title: str
    help_text: str = ""
    choices: tuple[V, ...] = ()
    least: float | None = None
    most: float | None = None

    def accepts(self, value: object) -> bool:
        """Whether a value read from the file can be used."""
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return value in self.choices
        if isinstance(value, int | float) and not isinstance(value, bool):
            return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)
        return True


SCHEME = Setting(
    "scheme",
    "system",
    "Appearance",
    "Light, dark or high contrast; “system” follows the desktop.",
    ("system", "light", "dark", "high contrast"),
)
TEXT_SCALE = Setting(
    "text_scale", 1.0, "Text size", "1.0 is 10 point, 2.0 twice as large.", least=0.8, most=3.0
)
IDLE_MINUTES = Setting(
    "idle_minutes", 10, "Lock after", "Minutes without a key or the mouse before it locks.", least=1, most=120
)
COUNT_OTHER_PROGRAMS = Setting(
    "count_other_programs",
    True,  # noqa: FBT003 the setting is a switch
    "Keys and mouse in other programs count as well",
    "Where the desktop tells of them.",
)
LOCK_WHEN_MINIMISED = Setting(
    "lock_when_minimised",
    False,  # noqa: FBT003 the setting is a switch
    "Lock when the window is minimised",
)
TRAY_MESSAGES = Setting(
    "tray_messages",
    True,  # noqa: FBT003 the setting is a switch
    "Messages of the desktop",
    "While another program is in front, say in numbers what has become due.",
)
REGISTER_FOLDER = Setting("register_folder", "", "Register", "The folder opened last.")
REGISTER_ID = Setting(
    "register_id", "", "Its number", "What the keychain knows it by, should its folder be out of reach."
)
LAST_OPENED = Setting("last_opened", "", "Last opened", "When the register was opened last, in UTC.")
WINDOW_PLACE = Setting("window_place", "", "Window", "Size and place of the window, as Qt writes it.")
LIST_LAYOUTS = Setting("list_layouts", "{}", "Lists", "Columns, sort and filter of lists; no search words.")
LETTER_FONT = Setting(
    "letter_font",
    "",
    "Font for more letters",
    "The file of a font that has letters which the built-in typeface lacks.",
)

SETTINGS: tuple[Setting[Any], ...] = (
    SCHEME,
    TEXT_SCALE,
    IDLE_MINUTES,
    COUNT_OTHER_PROGRAMS,
    LOCK_WHEN_MINIMISED,
    TRAY_MESSAGES,
    REGISTER_FOLDER,
    REGISTER_ID,
    LAST_OPENED,
    WINDOW_PLACE,
    LIST_LAYOUTS,
    LETTER_FONT,
)


class Settings:
    """The machine's settings. A damaged file gives the defaults, and `damaged` says so."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self.damaged = False
        self._unwritten = False
        self._values: dict[str, object] = {}
        self._read()

    def get(self, setting: Setting[V]) -> V:
        """The value in use."""
        value: V = self._values.get(setting.key, setting.default)  # type: ignore[assignment]
        return value

    def set(self, setting: Setting[V], value: V) -> None:
        """Keep a value, in use at once; `NotWritten` where the disk refuses, ValueError out of bounds."""
        if not setting.accepts(value):
            raise ValueError(setting.key)
        if self._values.get(setting.key) == value and not self._unwritten:
            return
        self._values[setting.key] = value
        self._unwritten = True
        make_private_folder(self._file.parent)
        write_safely(self._file, json.dumps(self._values, indent=1, sort_keys=True).encode())
        self._unwritten = False

    def remember(self, setting: Setting[V], value: V) -> bool:
        """Keep a value that nothing else may wait for; False where it holds only until the program ends."""
        try:
            self.set(setting, value)
        except NotWritten:
            return False
        return True

    def _read(self) -> None:
        """Take what is declared and sound; anything else is left aside and noted."""
        try:
            found = _stored(self._file)
        except (OSError, ValueError, RecursionError):
            self.damaged = True
            return
        for setting in SETTINGS:
            if setting.key not in found:
                continue
            if setting.accepts(found[setting.key]):
                self._values[setting.key] = found[setting.key]
            else:
                self.damaged = True


def _stored(file: Path) -> dict[str, object]:
    """What the file holds; raises OSError or ValueError where it cannot be one of ours."""
    if not file.exists():
        return {}
    if file.stat().st_size > LONGEST_FILE:
        raise ValueError(file.name)
    found = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise ValueError(file.name)  # noqa: TRY004 a damaged file, not a wrong argument
    return found


def settings_folder() -> Path:
    """The folder for this program's settings on this computer."""
    return user_config_path("kmss-dpo", appauthor=False)
