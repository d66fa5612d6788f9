"""The colours: a light, a dark and a high contrast set; words at 4.5:1 or better, edges of fields at 3:1.

The application's QPalette carries which set is in use, so that painted widgets need no other source.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication, QPalette


@dataclass(frozen=True)
class Tint:
    """A pair for words on a soft ground."""

    ink: str
    ground: str


@dataclass(frozen=True)
class Colours:
    """One set of colours, each `#rrggbb`; `marks` names the drawings of ticks and arrows that go with it.

    `faded` are the words of what can't be used now.
    """

    marks: str
    surface: str
    backdrop: str
    side: str
    line: str
    border: str
    edge: str
    text: str
    quiet: str
    faded: str
    accent: str
    accent_hover: str
    on_accent: str
    link: str
    chosen: Tint
    hover: str
    danger: str
    danger_hover: str
    on_danger: str
    overdue: Tint
    soon: Tint
    in_time: Tint
    waiting: Tint
    neutral: Tint
    told: Tint
    plot: str


LIGHT = Colours(
    marks="light",
    surface="#ffffff",
    backdrop="#f3f4f6",
    side="#f9fafc",
    line="#e3e6ea",
    border="#c3c9d1",
    edge="#868e9a",
    text="#1b232d",
    quiet="#5d6774",
    faded="#5d6774",
    accent="#0b59ad",
    accent_hover="#094a90",
    on_accent="#ffffff",
    link="#0b59ad",
    chosen=Tint("#0a4586", "#e4eefa"),
    hover="#f0f2f5",
    danger="#c22626",
    danger_hover="#a41d1d",
    on_danger="#ffffff",
    overdue=Tint("#ad1f1f", "#fde7e7"),
    soon=Tint("#855000", "#fff1d9"),
    in_time=Tint("#1c6630", "#e2f4e6"),
    waiting=Tint("#5b3aa6", "#efe8fb"),
    neutral=Tint("#48515d", "#e9ecef"),
    told=Tint("#0a4586", "#e4eefa"),
    plot="#9cc3ea",
)

DARK = Colours(
    marks="dark",
    surface="#1c2027",
    backdrop="#14171c",
    side="#191d23",
    line="#323843",
    border="#4b5462",
    edge="#6b7584",
    text="#e6e9ee",
    quiet="#a4adba",
    faded="#a4adba",
    accent="#2f7fd9",
    accent_hover="#4990e0",
    on_accent="#06121f",
    link="#79b4f5",
    chosen=Tint("#a9d0fb", "#22364f"),
    hover="#272d36",
    danger="#e86a6a",
    danger_hover="#f08585",
    on_danger="#230606",
    overdue=Tint("#ffa3a3", "#46222a"),
    soon=Tint("#f5c36b", "#40311a"),
    in_time=Tint("#8fd6a2", "#1e3a29"),
    waiting=Tint("#c9b3ff", "#35294f"),
    neutral=Tint("#c6cdd7", "#323843"),
    told=Tint("#a9d0fb", "#22364f"),
    plot="#4f86bf",
)

HIGH_CONTRAST = Colours(
    marks="contrast",
    surface="#000000",
    backdrop="#000000",
    side="#000000",
    line="#ffffff",
    border="#ffffff",
    edge="#ffffff",
    text="#ffffff",
    quiet="#ffffff",
    faded="#9a9a9a",
    accent="#ffe000",
    accent_hover="#fff38a",
    on_accent="#000000",
    link="#ffe000",
    chosen=Tint("#000000", "#7fd6ff"),
    hover="#333333",
    danger="#ff8f8f",
    danger_hover="#ffc0c0",
    on_danger="#000000",
    overdue=Tint("#ff9d9d", "#000000"),
    soon=Tint("#ffd75e", "#000000"),
    in_time=Tint("#7dff9b", "#000000"),
    waiting=Tint("#d9c2ff", "#000000"),
    neutral=Tint("#ffffff", "#000000"),
    told=Tint("#7fd6ff", "#000000"),
    plot="#7fd6ff",
)

_SETS = {QColor(each.surface).rgb(): each for each in (LIGHT, DARK, HIGH_CONTRAST)}


def colours() -> Colours:
    """The set in use, read from the application's palette; light where no theme was applied."""
    return _SETS.get(QGuiApplication.palette().color(QPalette.ColorRole.Window).rgb(), LIGHT)


def qt_palette(these: Colours) -> QPalette:
    """The palette that Fusion draws native controls with."""
    role = QPalette.ColorRole
    palette = QPalette()
    for which, name in {
        role.Window: these.surface,
        role.WindowText: these.text,
        role.Base: these.surface,
        role.AlternateBase: these.side,
        role.Text: these.text,
        role.Button: these.surface,
        role.ButtonText: these.text,
        role.BrightText: these.on_danger,
        role.Highlight: these.accent,
        role.HighlightedText: these.on_accent,
        role.Accent: these.accent,
        role.Link: these.link,
        role.LinkVisited: these.link,
        role.PlaceholderText: these.quiet,
        role.ToolTipBase: these.side,
        role.ToolTipText: these.text,
        role.Light: these.surface,
        role.Midlight: these.line,
        role.Mid: these.border,
        role.Dark: these.border,
    }.items():
        palette.setColor(which, QColor(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(these.faded))
    return palette


_NEARLY_BLACK = 0.04045


def _luminance(name: str) -> float:
    parts = (int(name[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= _NEARLY_BLACK else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)
