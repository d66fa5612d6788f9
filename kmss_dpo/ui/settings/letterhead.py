"""The letterhead: a logo, who signs, and a sample letter to look at before anything is kept."""

from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from kmss_dpo.domain.letterhead import Letterhead, Logo, SignatureBlock
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.files import choose_files
from kmss_dpo.ui.kit.flow import Flow
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.pdf_sheet import PdfSheet
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.settings.typed_panel import TypedPanel

_NONE = "No logo: the short name of the organisation stands in its place. PNG or JPEG, at most 1 MB."
_HEIGHT = 4
"""Lines of text that the picture of the logo is high."""


@dataclass(frozen=True)
class LetterheadTyped:
    """What is typed: the words of the logo, and the signature block."""

    spoken: str = ""
    signature: SignatureBlock = field(default_factory=SignatureBlock)

    def over(self, kept: Letterhead) -> Letterhead:
        """The letterhead with what is typed."""
        logo = replace(kept.logo, spoken=self.spoken.strip()) if kept.logo else None
        return Letterhead(logo, self.signature)


class LogoField(QWidget):
    """The logo as it is kept, and the buttons that change it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.picture, self.words = QLabel(), label(_NONE, "small", wrap=True)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.choose_button = button("Choose a logo…")
        self.remove_button = button("Take the logo away")
        self.setFocusProxy(self.choose_button)
        buttons = QWidget()
        line = Flow(buttons)
        line.addWidget(self.choose_button)
        line.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in (self.picture, self.words, buttons):
            column.addWidget(each)
        self.show_logo(None)

    def show_logo(self, logo: Logo | None) -> None:
        """Show the one that is kept."""
        self.picture.setVisible(logo is not None)
        self.words.setVisible(logo is None)
        self.remove_button.setVisible(logo is not None)
        if logo:
            pixels = QPixmap()
            pixels.loadFromData(logo.png)
            room = QSize(pixels.width(), self.fontMetrics().height() * _HEIGHT)
            smooth = Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(pixels.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth))
            self.picture.setAccessibleName(f"Logo: {logo.spoken}")


class LetterheadPanel(TypedPanel[LetterheadTyped]):
    """`saved(sentence)` once something of it is kept."""

    FORM = "letterhead"
    saved = Signal(str)

    def __init__(self, session: Session, runner: Runner, files: Executor) -> None:
        begun = LetterheadTyped()
        super().__init__("Letterhead and signature", session, runner, begun, "Save the letterhead")
        self._kept, self._shown, self._files = Letterhead(), begun, files
        self.logo = LogoField()
        self.sample_button = button("Show a sample letter…")
        self._takes_logo = False
        self._add_fields()
        self._lay_out()
        self._follow()
        self.form.setEnabled(False)  # until it was read: what is typed before would keep that away
        self._connect()
        self.keep_typing(self._put_back)

    def load(self) -> None:
        """Read what is kept; what is being typed stays."""
        self._runner.run(self, self._session.reading, self._session.stationery.letterhead, self._show)

    def save(self) -> None:
        """Keep what is typed, or say what is wrong."""
        typed, state = self.binder.state.over(self._kept), self.binder.state
        settle = self._session.stationery.settle_letterhead
        self.form.show_errors({})
        self.save_button.setEnabled(False)
        self._runner.run(
            self,
            self._session.writing,
            lambda: settle(typed),
            lambda _: self._saved(typed, state),
            self._refused,
        )

    def show_sample(self) -> None:
        """Show a letter to nobody with what is typed, saved or not."""
        typed, draw = self.binder.state.over(self._kept), self._session.stationery.sample
        self.form.show_errors({})
        self._runner.run(self, self._session.reading, lambda: draw(typed), self._open_sample, self._refused)

    def take_logo(self, file: Path) -> None:
        """Read a picture off the register's lanes, then keep it at once."""
        read = self._session.stationery.read_logo
        self.form.show_errors({})
        self._wait_for_logo(so=True)
        self._runner.run(self, self._files, lambda: read(file), self._keep_logo, self._refused)

    def _wait_for_logo(self, *, so: bool) -> None:
        """Nothing else is kept meanwhile: it would be kept with the logo of before."""
        self._takes_logo = so
        self.logo.setEnabled(not so)
        self._follow()

    def _keep_logo(self, logo: Logo | None) -> None:
        settle = self._session.stationery.settle_logo
        self._wait_for_logo(so=True)
        said = "Letters carry the logo from now on." if logo else "Letters carry no logo any more."
        self._runner.run(
            self,
            self._session.writing,
            lambda: settle(logo),
            lambda kept: self._logo_kept(kept, said),
            self._refused,
        )

    def _logo_kept(self, kept: Letterhead, said: str) -> None:
        self._wait_for_logo(so=False)
        self._take_over(kept)
        self.saved.emit(said)

    def _open_sample(self, pdf: bytes) -> None:
        PdfSheet(self, self._runner, self._files, "Sample letter", pdf).open()

    def _show(self, kept: Letterhead) -> None:
        self._take_over(kept)
        self.allow_typing()

    def _take_over(self, kept: Letterhead) -> None:
        """Show what is kept now; what is being typed stays, but for the words of another logo."""
        untouched = self.binder.state == self._shown
        words = kept.logo.spoken if kept.logo else ""
        other_words = words != self._shown.spoken
        self._kept, self._shown = kept, LetterheadTyped(words, kept.signature)
        self.logo.show_logo(kept.logo)
        if untouched:
            self._put_back(self._shown)
            self.typing.begin()
        elif other_words:
            self._put_back(replace(self.binder.state, spoken=words))
        self._follow()

    def _put_back(self, state: LetterheadTyped) -> None:
        self.binder.show(state)
        self._follow()

    def _saved(self, kept: Letterhead, state: LetterheadTyped) -> None:
        self._kept, self._shown = kept, state
        self.logo.show_logo(kept.logo)
        self.typing.begin(state)
        self._follow()
        self.saved.emit("Saved.")

    def _refused(self, error: Exception) -> None:
        self._wait_for_logo(so=False)
        self.refuse(error)

    def _follow(self) -> None:
        self.save_button.setEnabled(self.binder.state != self._shown and not self._takes_logo)
        self.form.row("spoken").setVisible(self._kept.logo is not None)

    def _add_fields(self) -> None:
        form = self.form
        form.add("logo", "Logo", self.logo)
        self._add_line("spoken", "spoken", "What the logo shows", "For people who have the letter read out.")
        self._add_line("closing", "signature.closing", "Closing words", "Usual: Yours sincerely to a name.")
        self._add_line("name", "signature.name", "Name that signs", "Usual: your name, from above.")
        self._add_line("title", "signature.title", "Title below it", "Usual: your title, from above.")
        self._add_line(
            "last_line", "signature.last_line", "Last line", "Usual: the organisation. Drafts keep theirs."
        )

    def _add_line(self, row: str, name: str, caption: str, help_text: str) -> None:
        edit = QLineEdit()
        self.form.add(row, caption, edit, help_text)
        self.binder.line(name, edit)

    def _lay_out(self) -> None:
        self.lay_out_with(self.sample_button)

    def _connect(self) -> None:
        self.binder.changed.connect(lambda _state: self._follow())
        self.save_button.clicked.connect(self.save)
        self.sample_button.clicked.connect(self.show_sample)
        self.logo.remove_button.clicked.connect(lambda: self._keep_logo(None))
        self.logo.choose_button.clicked.connect(self._choose_logo)

    def _choose_logo(self) -> None:
        kinds = "Pictures (*.png *.jpg *.jpeg)"
        choose_files(self, "A logo for the letterhead", kinds, lambda chosen: self.take_logo(chosen[0]))
