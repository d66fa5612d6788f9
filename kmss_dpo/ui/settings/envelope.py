"""The envelope that letters are put into: its window, how the printer feeds, and a sheet to try it."""

from concurrent.futures import Executor

from PySide6.QtCore import Signal

from kmss_dpo.domain.stationery import ENVELOPES, MOST_ASKEW, OWN, AddressWindow
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.labels import button, label
from kmss_dpo.ui.kit.lines import millimetres_edit
from kmss_dpo.ui.kit.pdf_sheet import PdfSheet
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.ticks import Tick
from kmss_dpo.ui.settings.typed_panel import TypedPanel

_MEASURES = {
    "left": "Left edge",
    "right": "Right edge",
    "top": "Upper edge",
    "bottom": "Lower edge",
}
_OFFSETS = {"across": "Move to the right", "down": "Move down"}
_ASKEW = (
    "For a printer that feeds askew: the alignment sheet shows by how much. "
    "Less than 0 moves to the left, or up."
)
_ALWAYS = ("envelope", *_OFFSETS)
_A4 = 297.0
_HELP = (
    "How much of the window is seen wherever the sheet lies in the envelope, in mm from the sheet's edges."
)


class EnvelopePanel(TypedPanel[AddressWindow]):
    """`saved` once it is kept."""

    FORM = "window envelope"
    saved = Signal()

    def __init__(self, session: Session, runner: Runner, files: Executor) -> None:
        super().__init__("Window envelopes", session, runner, AddressWindow(), "Save the envelope")
        self._kept, self._files = self.binder.state, files
        self.folds = Tick("Print fold marks at the left edge")
        self.sheet_button = button("Alignment sheet…")
        self._add_fields()
        self._lay_out()
        self._follow(self._kept)
        self.form.setEnabled(False)  # until it was read: what is typed before would keep that away
        self.binder.changed.connect(self._follow)
        self.save_button.clicked.connect(self.save)
        self.sheet_button.clicked.connect(self.show_alignment_sheet)
        self.keep_typing(self._put_back)

    def load(self) -> None:
        """Read what is kept; what is being typed stays."""
        self._runner.run(self, self._session.reading, self._session.stationery.address_window, self._show)

    def save(self) -> None:
        """Keep what is typed, or say what is wrong."""
        typed, settle = self.binder.state, self._session.stationery.settle_address_window
        if self.form.refuses(typed.errors()):
            return
        self.save_button.setEnabled(False)
        self._runner.run(
            self, self._session.writing, lambda: settle(typed), lambda _: self._saved(typed), self._refused
        )

    def show_alignment_sheet(self) -> None:
        """Show the sheet for what is typed, saved or not."""
        typed, draw = self.binder.state, self._session.stationery.alignment_sheet
        if self.form.refuses(typed.errors()):
            return
        self._runner.run(self, self._session.reading, lambda: draw(typed), self._open_sheet)

    def _open_sheet(self, pdf: bytes) -> None:
        PdfSheet(self, self._runner, self._files, "Alignment sheet", pdf).open()

    def _show(self, kept: AddressWindow) -> None:
        if self.binder.state != self._kept:
            return
        self._kept = kept
        self._put_back(kept)
        self.typing.begin()
        self.allow_typing()

    def _put_back(self, state: AddressWindow) -> None:
        self.binder.show(state)
        self._follow(state)

    def _saved(self, state: AddressWindow) -> None:
        self._kept = state
        self.typing.begin(state)
        self._follow(self.binder.state)
        self.saved.emit()

    def _refused(self, error: Exception) -> None:
        self._follow(self.binder.state)
        self.refuse(error)

    def _follow(self, state: AddressWindow) -> None:
        own = state.envelope in OWN
        self.form.show_only({*_ALWAYS, *(_MEASURES if own else ())})
        self._measures.setVisible(own)
        self.save_button.setEnabled(state != self._kept)

    def _add_fields(self) -> None:
        envelope = choice([(words, each) for each, words in ENVELOPES.items()])
        self.form.add("envelope", "Envelope", envelope)
        self.binder.choice("envelope", envelope)
        self._measures = label(_HELP, "small", wrap=True)
        self.form.add_widget(self._measures)
        self._add_beside(("left", "right"), 0, _A4)
        self._add_beside(("top", "bottom"), 0, _A4)
        self._add_beside(tuple(_OFFSETS), -MOST_ASKEW, MOST_ASKEW)
        self.form.add_widget(label(_ASKEW, "small", wrap=True))
        self.form.add_widget(self.folds)
        self.binder.tick("fold_marks", self.folds.box)

    def _add_beside(self, names: tuple[str, ...], least: float, most: float) -> None:
        edits = {name: millimetres_edit(least, most) for name in names}
        self.form.add_beside([(name, {**_MEASURES, **_OFFSETS}[name], edit) for name, edit in edits.items()])
        for name, edit in edits.items():
            self.binder.number(name, edit)

    def _lay_out(self) -> None:
        self.lay_out_with(self.sheet_button)
