"""What a letter template is made of: blocks of wording with placeholders and plain, named conditions."""

from dataclasses import dataclass
from enum import StrEnum

from kmss_dpo.domain.cases import AT_ONCE, CaseKind
from kmss_dpo.domain.letters.languages import Language


class Fact(StrEnum):
    """What is so in the case at hand; a block can hang on these and on nothing else."""

    LATE = "late"
    IDENTITY_ASKED = "identity_asked"
    AUTHORITY_ASKED = "authority_asked"
    FEE_ASKED = "fee_asked"
    CLARIFICATION_ASKED = "clarification_asked"
    EXTENDED = "extended"
    ANYTHING_LEFT_OUT = "anything_left_out"
    REASONS_WITHHELD = "reasons_withheld"
    ELECTRONIC = "electronic"
    TRANSFERRED_ABROAD = "transferred_abroad"
    AUTOMATED_DECISIONS = "automated_decisions"
    ACTED_ON_AT_ONCE = "acted_on_at_once"
    AT_FAULT = "at_fault"
    ENCLOSURES_NOTED = "enclosures_noted"
    LEFT_OUT_NOTED = "left_out_noted"
    RECIPIENTS_NOTED = "recipients_noted"
    NOBODY_TOLD = "nobody_told"
    PROTECTED = "protected"


class Effect(StrEnum):
    """What the clock of a case learns from a letter that left."""

    ASKS_IDENTITY = "asks for identity"
    ASKS_AUTHORITY = "asks for authority"
    ASKS_FEE = "asks for a fee"
    ASKS_CLARIFICATION = "asks for clarification"
    ASKS_MORE = "asks for more information"
    EXTENDS = "extends"
    ACKNOWLEDGES = "acknowledges"
    UPDATES = "updates"
    ANSWERS = "answers"


@dataclass(frozen=True)
class Nature:
    """What a letter is, whatever its words.

    `discloses`: it tells what is held about the person, or done with it, so an agent gets it only with
    authority. `goes_outside`: it goes to somebody outside the case who received the data (Art 19).
    `says_erased`: on an erasure it says that data was erased.
    """

    effect: Effect | None = None
    discloses: bool = False
    goes_outside: bool = False
    says_erased: bool = False


@dataclass(frozen=True)
class Block:
    """One part of a letter, text with `{{field}}` placeholders.

    `required_by` names the law without which the letter cannot be filed, `advised_by` good practice
    that only warns. The block applies while every fact of `when` holds and none of `unless`.
    To put in or leave out a block with `states` says whether this fact is so; the block hangs on it too.
    One that stands `apart` is a schedule: it follows the signature, on a page of its own.
    """

    key: str
    title: str
    text: str
    heading: str = ""
    required_by: str = ""
    advised_by: str = ""
    included: bool = True
    when: frozenset[Fact] = frozenset()
    unless: frozenset[Fact] = frozenset()
    states: Fact | None = None
    apart: bool = False

    def applies(self, facts: frozenset[Fact]) -> bool:
        """Whether the facts call for this block."""
        return self.when <= facts and not self.unless & facts

    @property
    def in_some_letters(self) -> bool:
        """Whether it hangs on the case, or on the officer who puts it in, if it stands in a letter."""
        return not self.included or bool(self.when or self.unless or self.states)


@dataclass(frozen=True)
class Template:
    """The wording of one kind of letter; `case_kinds` are the cases it is offered for.

    `for_customer` says whether these are the ones that another company answers, or those of our own.
    """

    code: str
    title: str
    case_kinds: frozenset[CaseKind]
    subject: str
    blocks: tuple[Block, ...]
    for_customer: bool = False
    nature: Nature = Nature()
    language: Language = Language.ENGLISH

    @property
    def answers(self) -> bool:
        """Whether the case counts as answered once the letter has left."""
        return self.nature.effect is Effect.ANSWERS

    def fits(self, kind: CaseKind, *, for_customer: bool = False) -> bool:
        """Whether the letter is offered for such a case."""
        return kind in self.case_kinds and for_customer == self.for_customer


def facts_of_kind(kind: CaseKind) -> frozenset[Fact]:
    """What is so of every case of a kind: those that allow no month to answer (Arts 21(3), 7(3))."""
    return frozenset({Fact.ACTED_ON_AT_ONCE}) if kind in AT_ONCE else frozenset()
