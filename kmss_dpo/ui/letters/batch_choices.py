"""What is chosen once for all letters of a batch, and the one reason for those that need one."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from kmss_dpo.domain.batches import Batch
from kmss_dpo.domain.letters import Template
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import Form, choice
from kmss_dpo.ui.kit.notice import Notice, Tone
from kmss_dpo.ui.letters.batch_state import (
    WAYS,
    BatchForm,
    language_choices,
    languages_of,
    titles_of,
    unsafe_words,
)

_KEPT = "Kept on each of these cases. Without it these letters are left alone."


class BatchChoices(Form):
    """`chosen` when the letters are to be looked at anew, `reasoned` when they are the same ones."""

    chosen = Signal()
    reasoned = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._offered: Sequence[Template] = ()
        self._binder: Binder[BatchForm] = Binder(BatchForm(on=session.day()), self)
        self._looked_at = self._binder.state
        self.template, self._way, self._language = choice([]), choice(WAYS), choice([])
        self.day = DateField(session.day)
        self._unsafe = Notice(closable=False)
        self._reason = QLineEdit()
        self._lay_out()
        self._tie()

    def state(self) -> BatchForm:
        """What is chosen now."""
        return self._binder.state

    def offer(self, templates: Sequence[Template]) -> None:
        """Offer these letters, each once; where there is only one it is chosen."""
        self._offered = templates
        titles = titles_of(templates)
        self.template.offer(((title, code) for code, title in titles.items()), None)
        if len(titles) == 1:
            self.template.setCurrentIndex(0)

    def ask_reason(self, batch: Batch) -> None:
        """Ask why the way is safe now of the letters that need to have that said."""
        needing = self.state().needing(batch)
        self._unsafe.hide()
        if needing:
            self._unsafe.say(unsafe_words(needing), Tone.ERROR)
        self.row("reason").setVisible(bool(needing))

    def wrong(self) -> bool:
        """Show what can't be as it is chosen."""
        return self.refuses(self.state().errors(self._session.day()))

    def _lay_out(self) -> None:
        self.add("code", "Letter", self.template)
        self.add("language", "Language", self._language)
        self.add_beside([("way", "How they go", self._way), ("on", "Sent on", self.day)])
        self.add_widget(self._unsafe)
        self.add("reason", "Why this way is safe now", self._reason, _KEPT)
        for name in ("language", "reason"):
            self.row(name).hide()

    def _tie(self) -> None:
        self._binder.choice("code", self.template)
        self._binder.choice("language", self._language)
        self._binder.choice("way", self._way)
        self._binder.day("on", self.day)
        self._binder.line("reason", self._reason)
        self._binder.changed.connect(self._follow)

    def _follow(self, form: BatchForm) -> None:
        before, self._looked_at = self._looked_at, form
        self.row("on").setVisible(form.leaves())
        if form.code != before.code:
            self._offer_languages(form.code)
        if form.asks_for_the_same(before):
            self.reasoned.emit()
        else:
            self.chosen.emit()

    def _offer_languages(self, code: str) -> None:
        """Another letter is worded in other languages; each goes in that of who gets it at first."""
        languages = languages_of(self._offered, code)
        self._language.offer(language_choices(languages), None)
        self._binder.show(replace(self.state(), language=None))
        self._looked_at = self.state()
        self.row("language").setVisible(len(languages) > 1)
