"""The style sheet over Fusion, built from a colour set and the text scale; spacing is a 4 pixel grid."""

from kmss_dpo.support.resources import resource
from kmss_dpo.ui.kit.palette import Colours

_SHEET = """
QAbstractItemView, QPushButton, QTabBar {{ outline: none; }}
QToolTip {{ background: {side}; color: {text}; border: 1px solid {border}; padding: {s4}px; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {title}pt; font-weight: 700; }}
QLabel[role="heading"] {{ font-size: {heading}pt; font-weight: 700; }}
QLabel[role="quiet"] {{ color: {quiet}; }}
QLabel[role="small"] {{ color: {quiet}; font-size: {small}pt; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="label"] {{ color: {label}; font-size: {small}pt; font-weight: 600; }}
QLabel[role="error"] {{ color: {overdue_ink}; }}
QLabel[role="figure"] {{ font-size: {figure}pt; font-weight: 700; }}

QPushButton {{ background: {surface}; color: {text}; border: 1px solid {border};
  border-radius: {s6}px; padding: {s6}px {s12}px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: {i6}px {i12}px; }}
QPushButton:disabled {{ color: {faded}; background: {side}; border-color: {line}; }}
QPushButton::menu-indicator {{ width: 0px; image: none; }}
QPushButton[kind="main"] {{ background: {accent}; color: {on_accent}; border-color: {accent};
  font-weight: 600; }}
QPushButton[kind="main"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[kind="main"]:focus {{ border: 2px solid {text}; }}
QPushButton[kind="main"]:disabled {{ background: {neutral_ground}; color: {faded};
  border-color: {line}; }}
QPushButton[kind="danger"] {{ background: {danger}; color: {on_danger}; border-color: {danger};
  font-weight: 600; }}
QPushButton[kind="danger"]:hover {{ background: {danger_hover}; border-color: {danger_hover}; }}
QPushButton[kind="danger"]:focus {{ border: 2px solid {text}; }}
QPushButton[kind="danger"]:disabled {{ background: {neutral_ground}; color: {faded};
  border-color: {line}; }}
QPushButton[kind="link"] {{ background: transparent; color: {link}; border: 1px solid transparent;
  padding: {s2}px 0px; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 1px solid {accent}; }}
QPushButton[kind="link"]:disabled {{ color: {faded}; }}
QPushButton[kind="plain"] {{ background: transparent; border: 1px solid transparent;
  padding: {s4}px; }}
QPushButton[kind="plain"]:hover {{ background: {hover}; }}
QPushButton[kind="plain"]:focus {{ border: 1px solid {accent}; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{ background: {surface}; color: {text};
  border: 1px solid {edge}; border-radius: {s6}px; padding: {s6}px {s8}px;
  selection-background-color: {accent}; selection-color: {on_accent};
  placeholder-text-color: {quiet}; }}
QPlainTextEdit, QTextEdit {{ padding: {s4}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
  border: 2px solid {accent}; padding: {i6}px {i8}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {i4}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{
  background: {side}; color: {faded}; border-color: {line}; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{
  border: 2px solid {overdue_ink}; padding: {i6}px {i8}px; }}
QPlainTextEdit[wrong="true"] {{ padding: {i4}px; }}
QToolButton[kind="inside"] {{ background: transparent; border: none; padding: 0px; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ background: transparent; border: none; padding: 0px; }}
QComboBox::drop-down {{ border: none; width: {s24}px; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {border}; padding: {s4}px;
  selection-background-color: {chosen_ground}; selection-color: {chosen_ink}; }}
QComboBox::down-arrow,
QAbstractSpinBox::down-arrow {{ image: url("{down}"); width: {s16}px; height: {s16}px; }}
QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: {s12}px; height: {s12}px; }}
QAbstractSpinBox::down-arrow {{ width: {s12}px; height: {s12}px; }}
QAbstractSpinBox::up-button,
QAbstractSpinBox::down-button {{ border: none; width: {s20}px; background: transparent; }}
QCheckBox, QRadioButton {{ spacing: {s8}px; padding: {s3}px {s4}px {s3}px 0px; border: 1px solid transparent;
  border-radius: {s4}px; background: transparent; }}
QCheckBox:focus, QRadioButton:focus {{ border: 1px solid {accent}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {faded}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {s16}px; height: {s16}px; background: {surface};
  border: 1px solid {mark}; border-radius: {s4}px; }}
QRadioButton::indicator {{ border-radius: {s8}px; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked {{ background: {accent};
  border-color: {accent}; image: url("{tick}"); }}
QRadioButton::indicator:checked {{ image: url("{dot}"); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {line};
  background: {side}; }}

QMenu {{ background: {surface}; border: 1px solid {border}; padding: {s4}px; }}
QMenu::item {{ padding: {s6}px {s24}px {s6}px {s12}px; border-radius: {s4}px; }}
QMenu::item:selected {{ background: {chosen_ground}; color: {chosen_ink}; }}
QMenu::item:disabled {{ color: {faded}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {s4}px {s8}px; }}

QTabWidget::pane {{ border: none; border-top: 1px solid {line}; }}
QTabBar {{ qproperty-drawBase: 0; background: transparent; }}
QTabBar::tab {{ background: transparent; color: {quiet}; border: none;
  border-bottom: 2px solid transparent; padding: {s8}px {s2}px; margin-right: {s20}px; }}
QTabBar::tab:selected {{ color: {text}; font-weight: 600; border-bottom: 2px solid {accent}; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:focus {{ color: {link}; }}

QTableView, QListView, QTreeView {{ background: {surface}; border: none; color: {text};
  gridline-color: {line}; selection-background-color: {chosen_ground};
  selection-color: {text}; }}
QHeaderView {{ background: {surface}; border: none; }}
QHeaderView::section {{ background: {surface}; color: {label}; font-size: {small}pt; font-weight: 600;
  border: none; border-bottom: 1px solid {border}; padding: {s6}px 8px; }}
QHeaderView::section:hover {{ background: {hover}; }}
QHeaderView::up-arrow {{ image: url("{up}"); width: {s12}px; height: {s12}px; }}
QHeaderView::down-arrow {{ image: url("{down}"); width: {s12}px; height: {s12}px; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QTableCornerButton::section {{ background: {surface}; border: none; }}

QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {s12}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {s12}px; margin: 0; }}
QScrollBar::handle {{ background: {border}; border-radius: {s4}px; margin: {s2}px; }}
QScrollBar::handle:vertical {{ min-height: {s24}px; }}
QScrollBar::handle:horizontal {{ min-width: {s24}px; }}
QScrollBar::handle:hover {{ background: {quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}

QProgressBar {{ background: {neutral_ground}; border: none; border-radius: {s4}px; height: {s8}px;
  text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {s4}px; }}

QDialog {{ background: {surface}; }}
QFrame[role="panel"] {{ background: {surface}; border: 1px solid {line}; border-radius: {s8}px; }}
QFrame[role="line"] {{ background: {line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[role="upright"] {{ background: {line}; border: none; max-width: 1px; min-width: 1px; }}
QWidget[role="backdrop"] {{ background: {backdrop}; }}
QFrame[role="side"] {{ background: {side}; border: none; border-right: 1px solid {line}; }}
QFrame[role="topbar"] {{ background: {surface}; border: none; border-bottom: 1px solid {line}; }}
QFrame[role="popup"] {{ background: {surface}; border: 1px solid {border}; border-radius: {s8}px; }}
QFrame[role="toast"] {{ background: {text}; border: none; border-radius: {s8}px; }}
QFrame[role="toast"] QLabel {{ color: {surface}; }}
QFrame[role="notice"][tone="told"] {{ background: {told_ground}; border: 1px solid {told_ink};
  border-radius: {s8}px; }}
QFrame[role="notice"][tone="soon"] {{ background: {soon_ground}; border: 1px solid {soon_ink};
  border-radius: {s8}px; }}
QFrame[role="notice"][tone="overdue"] {{ background: {overdue_ground}; border: 1px solid {overdue_ink};
  border-radius: {s8}px; }}
QFrame[role="foot"] {{ background: {side}; border: none; border-top: 1px solid {line}; }}
QPushButton[kind="nav"] {{ background: transparent; border: 2px solid transparent; border-radius: {s6}px;
  padding: {s4}px {s8}px; text-align: left; color: {text}; }}
QPushButton[kind="nav"]:hover {{ background: {hover}; }}
QPushButton[kind="nav"]:checked {{ background: {chosen_ground}; color: {chosen_ink}; font-weight: 600; }}
QPushButton[kind="nav"]:focus {{ border: 2px solid {accent}; }}
"""


def stylesheet(these: Colours, points: float = 10.0) -> str:
    """The sheet for a colour set; `points` is the size of plain text, from which the rest is scaled."""
    scale = points / 10.0
    names = {name: value for name, value in vars(these).items() if isinstance(value, str)}
    for name in ("overdue", "soon", "neutral", "told", "chosen"):
        tint = getattr(these, name)
        names |= {f"{name}_ink": tint.ink, f"{name}_ground": tint.ground}
    spaces = {f"s{step}": round(step * scale) for step in (2, 3, 4, 6, 8, 12, 16, 20, 24)}
    # within an edge that is a pixel thicker: what is inside stays where it is
    spaces |= {f"i{step}": spaces[f"s{step}"] - 1 for step in (4, 6, 8, 12)}
    sizes = {
        "title": points * 1.5,
        "heading": points * 1.1,
        "small": points * 0.9,
        "figure": points * 2.4,
    }
    marks = {
        mark: resource("controls", f"{mark}-{these.marks}.svg").as_posix()
        for mark in ("tick", "dot", "down", "up")
    }
    return _SHEET.format(label=these.quiet, mark=these.quiet, **names, **spaces, **sizes, **marks)
