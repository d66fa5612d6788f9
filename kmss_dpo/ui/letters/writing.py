"""The letter on the screen: how it stands, what changes it, and that it is kept."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.letters import Clash, Draft, Fact, Known, include, set_fact
from kmss_dpo.services.letters import OpenLetter
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.letters.form_state import Addressing, addressed, rewrite
from kmss_dpo.ui.letters.guarding import Guarding
from kmss_dpo.ui.letters.keeping import Keeping
from kmss_dpo.ui.letters.meaning_state import Meaning, meaning_kept
from kmss_dpo.ui.letters.opening import Around, Opening


class Writing(QObject):
    """Holds one letter at a time; `changed` after each change of its draft.

    `looked_up`: it was looked up again what of other cases stands in it.
    """

    changed = Signal()
    looked_up = Signal()

    def __init__(self, session: Session, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._draft: Draft | None = None
        self.opening: Opening | None = None
        self.keeping = Keeping(session, runner, self)
        self._guarding = Guarding(session, runner, self)
        self._guarding.found.connect(self._found)

    def begin(self, opening: Opening) -> None:
        """Take a letter over."""
        self.opening, self._draft = opening, opening.letter.draft
        self.keeping.begin(opening.letter.id, opening.letter.draft)
        self.look()

    def end(self) -> None:
        """Let the letter go; what is to be kept was kept before."""
        self.opening = self._draft = None
        self.rest()

    def rest(self) -> None:
        """Nothing more is to be kept or looked up: the letter is filed or let go."""
        self.keeping.end()
        self._guarding.end()

    def look(self) -> None:
        """Look up what of other cases stands in the letter now."""
        if self.opening and self._draft:
            self._guarding.look(self.opening.case.id, self._draft)

    def draft(self) -> Draft:
        """The letter as it stands."""
        assert self._draft is not None, "nothing is typed before a letter is open"
        return self._draft

    def is_on(self, case: CaseId) -> bool:
        """Whether the letter belongs to that case."""
        return self.opening is not None and self.opening.case.id == case

    def untouched(self) -> bool:
        """Whether the letter is as it was when it was opened."""
        return self.opening is not None and self.opening.letter.draft == self._draft

    def rewrite(self, key: str, text: str) -> None:
        """Another text for a part."""
        self._change(rewrite(self.draft(), key, text))

    def include(self, key: str, included: bool) -> None:  # noqa: FBT001 a signal hands it over
        """A part put in or left out."""
        self._change(include(self.draft(), key, included=included))

    def address(self, typed: Addressing) -> None:
        """Another recipient, date or way."""
        self._change(addressed(self.draft(), typed))

    def state_fact(self, fact: str, holds: bool) -> None:  # noqa: FBT001 a signal hands it over
        """What is so in the case."""
        self._change(set_fact(self.draft(), Fact(fact), holds=holds))

    def justify(self, text: str) -> None:
        """Another reason for withholding reasons."""
        self._change(replace(self.draft(), justification=text))

    def mean(self, clash: Clash, meaning: Meaning) -> None:
        """Another word on something of another case that stands in the letter."""
        self._change(meaning_kept(self.draft(), clash, meaning))

    def around_changed(self, around: Around) -> None:
        """The case, its people or the look of letters changed while the letter is written."""
        if self.opening is not None and self.opening.case.id == around.case.id:
            known = replace(around.known, clashes=self.opening.known.clashes)
            self.opening = replace(self.opening, around=around).with_known(known)
            self.look()

    def known(self) -> Known:
        """What the register holds against the letter."""
        assert self.opening is not None, "nothing is known before a letter is open"
        return self.opening.known

    def refill(self, chosen: Callable[[], frozenset[str]]) -> None:
        """Fill the letter anew from the activities ticked; what is typed meanwhile is taken along."""
        opening, draft, codes = self.opening, self._draft, chosen()
        if opening is None or draft is None:
            return

        def refilled(letter: OpenLetter) -> None:
            if self.opening is not opening:
                return
            if self._draft is not draft or codes != chosen():
                self.refill(chosen)
                return
            self.opening = replace(opening, letter=replace(letter, draft=opening.letter.draft))
            self._change(letter.draft)

        self._runner.run(
            self,
            self._session.reading,
            lambda: self._session.letters.with_activities(opening.letter, draft, codes),
            refilled,
        )

    def pages(self, *, outlined: bool) -> Callable[[], bytes] | None:
        """What draws the letter as it stands now, on any thread; None while no letter is open."""
        opening, draft = self.opening, self._draft
        return (lambda: opening.around.draw(draft, outlined)) if opening and draft else None

    def _change(self, draft: Draft) -> None:
        self._draft = draft
        self.keeping.show(draft)
        self.look()
        self.changed.emit()

    def _found(self, clashes: tuple[Clash, ...]) -> None:
        assert self.opening is not None, "a letter that was let go is not looked up"
        self.opening = self.opening.with_known(replace(self.opening.known, clashes=clashes))
        self.looked_up.emit()
