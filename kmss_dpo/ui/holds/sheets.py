"""The three sheets about a hold: it is placed, it is reviewed and lasts, it is released."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kmss_dpo.domain.holds import Hold, in_short, in_words
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session
from kmss_dpo.ui.holds.form_state import (
    Held,
    PlaceForm,
    ReleaseForm,
    ReviewForm,
    shortened,
    what_ends,
    what_is_kept,
)
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import choice
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheet import Sheet

PLACE = "holds"
"""Where one that a lock closed is gone on with: above whichever page is shown."""
_WIDE = 72
_REVIEW = "It comes up for review on that day. It ends only when you release it."


class PlaceSheet(Sheet):
    """Why something must be kept, and when that is looked at again."""

    FORM = "hold"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, held: Held) -> None:
        super().__init__(parent, runner, f"Place a hold on {held.name}", "Place the hold")
        self._session = session
        self._held = held
        self.reason = _reason_edit(self)
        self.review = DateField(session.day)
        self.form.add_widget(label(what_is_kept(held), wrap=True))
        self.form.add(
            "reason",
            "Reason",
            self.reason,
            "Such as a claim, an inquiry or an order of a court. It is shown wherever the record stands.",
            required=True,
        )
        self.form.add("review_on", "Review it on", self.review, _REVIEW, required=True)
        self.binder: Binder[PlaceForm] = Binder(PlaceForm(), self)
        self.binder.text("reason", self.reason)
        self.binder.day("review_on", self.review)
        self.widen(_WIDE)
        self.keep_typing(session, PLACE, lambda: self.binder.state, self.binder.show, lambda: [held.record])

    def touched(self) -> bool:
        """Whether something was typed."""
        return self.binder.state != PlaceForm()

    def save(self) -> None:
        """Place the hold."""
        state, on = self.binder.state, self._held.record
        if self.form.refuses(state.errors(self._session.day())):
            return
        assert state.review_on
        review_on = state.review_on
        self.keep(self._session.writing, lambda: self._session.holds.place(on, state.reason, review_on))


class ReviewSheet(Sheet):
    """A hold that lasts is reviewed again on another day."""

    FORM = "hold review"

    def __init__(self, parent: QWidget, session: Session, runner: Runner, hold: Hold) -> None:
        super().__init__(parent, runner, f"Keep {hold.scope} on hold", "Keep on hold")
        self.FORM = f"{ReviewSheet.FORM} {hold.number()}"
        self._session = session
        self._hold = hold
        self.review = DateField(session.day)
        self.form.add_widget(label(in_words(hold), wrap=True))
        self.form.add("review_on", "Review it again on", self.review, _REVIEW, required=True)
        self.binder: Binder[ReviewForm] = Binder(ReviewForm(), self)
        self.binder.day("review_on", self.review)
        self.widen(_WIDE)
        self.keep_typing(session, PLACE, lambda: self.binder.state, self.binder.show, lambda: [hold.on])

    def touched(self) -> bool:
        """Whether something was typed."""
        return self.binder.state != ReviewForm()

    def save(self) -> None:
        """Put the review off."""
        state, hold = self.binder.state, self._hold
        if self.form.refuses(state.errors(self._session.day())):
            return
        assert state.review_on
        assert hold.id is not None
        which, review_on = hold.id, state.review_on
        self.keep(self._session.writing, lambda: self._session.holds.keep_on(which, hold.version, review_on))


class ReleaseSheet(Sheet):
    """Why a hold is released: one of those that keep the record, chosen where there are several."""

    FORM = "hold release"

    def __init__(
        self, parent: QWidget, session: Session, runner: Runner, held: Held, chosen: int | None = None
    ) -> None:
        super().__init__(parent, runner, f"Release the hold on {held.name}", "Release the hold")
        self._session = session
        self._held = held
        self._holds = {hold.number(): hold for hold in held.releasable()}
        first = chosen if chosen in self._holds else next(iter(self._holds))
        self.FORM = f"{ReleaseSheet.FORM} {first}"
        self._begun = ReleaseForm(first)
        self.which = choice([(shortened(in_short(hold)), number) for number, hold in self._holds.items()])
        self.words = label("", wrap=True)
        self.law = Notice(closable=False)
        self.reason = _reason_edit(self)
        self.binder: Binder[ReleaseForm] = Binder(self._begun, self)
        self._fill_form()
        self.widen(_WIDE)
        self.keep_typing(session, PLACE, lambda: self.binder.state, self._show, lambda: [held.record])

    def touched(self) -> bool:
        """Whether a reason was typed."""
        return bool(self.binder.state.reason.strip())

    def hold(self) -> Hold:
        """The one that is chosen."""
        return self._holds[self.binder.state.chosen]

    def save(self) -> None:
        """Release it: for this record only where an open case holds it."""
        state, hold, session = self.binder.state, self.hold(), self._session
        if self.form.refuses(state.errors()):
            return
        case, number = CaseId(self._held.record[1]), hold.id
        if number is None:
            open_case = CaseId(hold.on[1])
            self.keep(session.writing, lambda: session.holds.release_for(case, open_case, state.reason))
        else:
            self.keep(session.writing, lambda: session.holds.release(number, hold.version, state.reason))

    def _fill_form(self) -> None:
        self.form.add("chosen", "Which hold", self.which).setVisible(len(self._holds) > 1)
        self.form.add_widget(self.words)
        self.form.add_widget(self.law)
        self.form.add(
            "reason",
            "Why it is released",
            self.reason,
            "It is kept, and shown to whoever asks.",
            required=True,
        )
        self.binder.choice("chosen", self.which)
        self.binder.text("reason", self.reason)
        self.binder.changed.connect(lambda _state: self._say())
        self._show(self._begun)

    def _show(self, state: ReleaseForm) -> None:
        """Show what was typed before; a hold that ended since is none to choose."""
        self.binder.show(
            state if state.chosen in self._holds else ReleaseForm(self._begun.chosen, state.reason)
        )
        self._say()

    def _say(self) -> None:
        why, does, *law = what_ends(self._held, self.hold())
        self.words.setText(f"{why}\n\n{does}")
        if law:
            if self.law.sentence() != law[0]:
                self.law.say(law[0], Tone.WARNING)
        else:
            self.law.hide()


def _reason_edit(sheet: QWidget) -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setTabChangesFocus(True)
    edit.setMinimumHeight(sheet.fontMetrics().height() * 4)
    return edit
