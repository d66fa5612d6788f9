"""The same letter to many: what is ready to be filed, what is not and why, and where each stands in print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.dispatch import Dispatch
from kmss_dpo.domain.ids import CaseId, DocumentId
from kmss_dpo.domain.letters import Draft, Fact, Language, fill_gaps, set_fact


@dataclass(frozen=True)
class Choices:
    """What the officer chose for all letters of a batch; `answers` fill gaps, by their words.

    Without a `language` each letter is in that of who gets it, as far as there is a wording in it.
    """

    channel: Channel
    answers: Mapping[str, str] = field(default_factory=dict)
    language: Language | None = None

    def taken(self, draft: Draft) -> Draft:
        """A letter with these choices."""
        electronic = self.channel is Channel.EMAIL
        return fill_gaps(set_fact(draft, Fact.ELECTRONIC, holds=electronic), self.answers)


@dataclass(frozen=True)
class Ready:
    """A letter that can be filed as it stands, and what it was made of.

    `recipient` is the entry on the case that it is written to, `choices` what the officer chose for it,
    `unsafe` why the way chosen is marked unsafe for who gets it.
    """

    case: CaseId
    draft: Draft
    choices: Choices
    recipient: int | None = None
    unsafe: str = ""

    @property
    def reference(self) -> str:
        """The case it is of."""
        return self.draft.particulars.reference

    def leaving(self, dispatch: Dispatch | None) -> Dispatch | None:
        """How it leaves; why an unsafe way is safe now is said only of what was seen to go that way."""
        return replace(dispatch, reason=dispatch.reason if self.unsafe else "") if dispatch else None


@dataclass(frozen=True)
class NotReady:
    """A letter that waits for the officer; `why` in sentences, `gaps` are what is still to be filled in."""

    called: str
    why: str
    gaps: tuple[str, ...] = ()


def called(draft: Draft, recipient: int | None) -> str:
    """How a letter is told from the others of its batch: by its case, and whom a notice is written to."""
    who = draft.particulars
    return f"{who.reference} to {who.recipient}" if recipient else who.reference


@dataclass(frozen=True)
class Batch:
    """Letters from one template, each looked at."""

    ready: tuple[Ready, ...]
    not_ready: tuple[NotReady, ...]

    def gaps(self) -> tuple[str, ...]:
        """What is still to be filled in, each once."""
        return tuple(dict.fromkeys(gap for each in self.not_ready for gap in each.gaps))

    def unsafe(self) -> tuple[Ready, ...]:
        """Those for which the way chosen is marked unsafe, so that they leave only with a reason."""
        return tuple(each for each in self.ready if each.unsafe)


@dataclass(frozen=True)
class FiledLetter:
    """A letter of a batch that was filed."""

    reference: str
    document: DocumentId


@dataclass(frozen=True)
class BatchReport:
    """What became of a batch: filed, left alone with the reason, and how many were not come to."""

    filed: tuple[FiledLetter, ...]
    left: tuple[NotReady, ...]
    not_reached: int = 0


@dataclass(frozen=True)
class Bound:
    """Letters in one PDF; `places` say which pages each stands on, the first page is 1."""

    pdf: bytes
    places: tuple[tuple[str, int, int], ...]

    def says(self) -> str:
        """A line for each letter with its pages."""
        return "\n".join(
            f"{reference}: page {first}" if first == last else f"{reference}: pages {first} to {last}"
            for reference, first, last in self.places
        )


def file_names(references: Sequence[str]) -> list[str]:
    """A name for the file of each letter, which names nobody; those of one case are told apart by number."""
    names: list[str] = []
    for at, reference in enumerate(references):
        before = references[:at].count(reference)
        names.append(f"{reference}-{before + 1}.pdf" if before else f"{reference}.pdf")
    return names
