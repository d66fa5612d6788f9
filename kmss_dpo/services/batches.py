"""The same letter to many: looked at first, filed one by one, and bound into one file for the printer."""

from collections.abc import Callable, Sequence
from functools import partial

from kmss_dpo.domain.batches import Batch, BatchReport, Bound, Choices, FiledLetter, NotReady, Ready, called
from kmss_dpo.domain.dispatch import Dispatch
from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.letters import Draft, Template, gaps, missing, unsafe_way
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.letters.binding import bind
from kmss_dpo.services.letters import Letters
from kmss_dpo.services.proceeding import Proceed, to_the_end
from kmss_dpo.store import case_lists, cases, documents, items, letters
from kmss_dpo.store.register import Register

_CHANGED = "What the letter says changed since it was looked at. Look at the letters again."


class Batches:
    """Waits for the register's lanes, on which others have their turn in between; so it runs on none of them.

    `proceed(done, of)` stops the work by answering false; what was filed until then stays filed.
    """

    def __init__(self, register: Register, letters: Letters) -> None:
        self._register = register
        self._letters = letters

    def offered(self, wanted: Sequence[int]) -> tuple[Template, ...]:
        """The templates that fit every one of these cases, by title."""
        with self._register.reading() as connection:
            sorts = {(row.kind, row.for_customer) for row in case_lists.rows(connection, wanted)}
        offered = [self._letters.offered(kind, for_customer=customers) for kind, customers in sorts]
        first = offered[0] if offered else ()
        return tuple(each for each in first if all(each in others for others in offered))

    def look(
        self, wanted: Sequence[int], code: str, choices: Choices, proceed: Proceed = to_the_end
    ) -> Batch:
        """What the letter to each of these cases would be; nothing is kept."""
        return self._look([partial(self._look_at, CaseId(each), code, choices) for each in wanted], proceed)

    def look_at_recipients(self, case: CaseId, choices: Choices, proceed: Proceed = to_the_end) -> Batch:
        """What the notice to each recipient of a case would be who was not told yet (UK GDPR Art 19)."""
        with self._register.reading() as connection:
            untold = [each.id for each in items.of_case(connection, case, Recipient) if each.item.is_open()]
        return self._look([partial(self._look_at_notice, case, each, choices) for each in untold], proceed)

    def file(
        self, ready: Sequence[Ready], dispatch: Dispatch | None, proceed: Proceed = to_the_end
    ) -> BatchReport:
        """File each letter by itself; what can't be filed is left alone and undoes no other.

        So is what would leave by a way marked unsafe, unless the dispatch says why that is safe now.
        """
        filed: list[FiledLetter] = []
        left: list[NotReady] = []
        for one in ready:
            try:
                filed.append(self._register.writing_lane.have_done(self._file, one, dispatch))
            except Mistake as refused:
                left.append(NotReady(called(one.draft, one.recipient), refused.sentence))
            except Trouble as trouble:  # which the next letter would meet too
                left.append(NotReady(called(one.draft, one.recipient), f"{trouble.happened} {trouble.to_do}"))
                break
            done = len(filed) + len(left)
            if not (proceed(done, len(ready)) and self._register.goes_on()):
                break
        return BatchReport(tuple(filed), tuple(left), len(ready) - len(filed) - len(left))

    def pages(self, letter: FiledLetter) -> bytes:
        """The frozen pages of one letter, to leave the register on purpose; audited."""
        with self._register.writing("exported") as writing:
            writing.note(Kind.DOCUMENT, letter.document)
            return documents.content(writing.connection, letter.document)

    def bound(self, filed: Sequence[FiledLetter], proceed: Proceed = to_the_end) -> Bound:
        """All letters in one PDF for the printer; each is audited."""
        contents: list[bytes] = []
        for one in filed:
            contents.append(self._register.writing_lane.have_done(self.pages, one))
            if not (proceed(len(contents), len(filed)) and self._register.goes_on()):
                break
        pdf, places = bind(contents)
        return Bound(pdf, tuple((one.reference, *at) for one, at in zip(filed, places, strict=False)))

    def _look(self, jobs: Sequence[Callable[[], Ready | NotReady]], proceed: Proceed) -> Batch:
        seen: list[Ready | NotReady] = []
        for job in jobs:
            seen.append(self._register.reading_lane.have_done(job))
            if not (proceed(len(seen), len(jobs)) and self._register.goes_on()):
                break
        return Batch(
            tuple(each for each in seen if isinstance(each, Ready)),
            tuple(each for each in seen if isinstance(each, NotReady)),
        )

    def _look_at(self, case: CaseId, code: str, choices: Choices) -> Ready | NotReady:
        return self._judged(case, self._letters.proposed(case, code, choices.language), choices, None)

    def _look_at_notice(self, case: CaseId, recipient: int, choices: Choices) -> Ready | NotReady:
        draft = self._letters.proposed_notice(recipient, choices.language)
        return self._judged(case, draft, choices, recipient)

    def _judged(
        self, case: CaseId, draft: Draft, choices: Choices, recipient: int | None
    ) -> Ready | NotReady:
        """Whether a letter can be filed as it stands."""
        draft = choices.taken(draft)
        with self._register.reading() as connection:
            known = self._letters.knowing.for_filing(connection, cases.case(connection, case), draft)
        findings = missing(draft, known)
        wrong = [each.sentence for each in findings if each.blocks_filing]
        if wrong:
            texts = [block.text for block in draft.blocks if block.included]
            return NotReady(called(draft, recipient), " ".join(wrong), gaps(texts))
        unsafe = unsafe_way(choices.channel, draft, known.people)
        return Ready(case, draft, choices, recipient, unsafe)

    def _file(self, one: Ready, dispatch: Dispatch | None) -> FiledLetter:
        """One letter whole or not at all, as it was looked at."""
        with self._register.writing("letter filed") as writing:
            language = one.choices.language
            opened = (
                self._letters.start_notice(one.recipient, language)
                if one.recipient
                else self._letters.start(one.case, one.draft.template, language)
            )
            if one.choices.taken(opened.draft) != one.draft:
                raise Mistake(_CHANGED)
            self._letters.file(opened.id, one.draft, one.leaving(dispatch))
            document = letters.letter(writing.connection, opened.id).document
        assert document is not None, "a filed letter has its document"
        return FiledLetter(one.reference, document)
