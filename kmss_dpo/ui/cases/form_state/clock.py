"""The facts of a case's clock as they are being recorded."""

from dataclasses import dataclass
from datetime import date

from kmss_dpo.domain.cases import AT_ONCE, ENQUIRIES, CaseKind
from kmss_dpo.domain.clock import Ask, Clarification, ClockFacts, Extension, ExtensionGround
from kmss_dpo.domain.errors import Mistake


@dataclass(frozen=True)
class Pair:
    """The day something was asked for and the day it came, each None while it is not entered."""

    asked_on: date | None = None
    met_on: date | None = None

    def empty(self) -> bool:
        """Whether nothing is entered."""
        return self.asked_on is None and self.met_on is None


@dataclass(frozen=True)
class ClockForm:
    """What is typed; empty pairs are no facts. `reason` is why something recorded is corrected."""

    identity: Pair = Pair()
    authority: Pair = Pair()
    fee: Pair = Pair()
    clarifications: tuple[Pair, ...] = ()
    extension: date | None = None
    ground: ExtensionGround | None = None
    reasons: str = ""
    acknowledged_on: date | None = None
    next_update_on: date | None = None
    answered_on: date | None = None
    more: Pair = Pair()
    answer_by: date | None = None
    reason: str = ""

    def facts(self) -> ClockFacts:
        """The facts as the register keeps them; raises the first `Mistake` beside its field."""
        asked = [_days("clarifications", pair) for pair in self.clarifications]
        more = _days("more_asked_on", self.more)
        return ClockFacts(
            identity=_ask("identity", self.identity),
            authority=_ask("authority", self.authority),
            fee=_ask("fee", self.fee),
            clarifications=tuple(Clarification(*days) for days in asked if days),
            extension=self._extension(),
            acknowledged_on=self.acknowledged_on,
            next_update_on=self.next_update_on,
            answered_on=self.answered_on,
            more_asked_on=more[0] if more else None,
            more_received_on=more[1] if more else None,
            answer_by=self.answer_by,
        )

    def _extension(self) -> Extension | None:
        if not (self.extension or self.ground or self.reasons.strip()):
            return None
        if self.ground is None:
            raise Mistake("Choose the ground of the extension; there are only these two.", "ground")
        if not self.reasons.strip():
            raise Mistake("An extension notice gives its reasons.", "reasons")
        return Extension(self.extension, self.ground, self.reasons.strip())


def _days(field: str, pair: Pair) -> tuple[date, date | None] | None:
    if pair.empty():
        return None
    if pair.asked_on is None:
        raise Mistake("Enter the day it was asked for as well.", field)
    return pair.asked_on, pair.met_on


def _ask(field: str, pair: Pair) -> Ask | None:
    days = _days(field, pair)
    return Ask(*days) if days else None


def form_of(facts: ClockFacts) -> ClockForm:
    """The form filled with what is recorded."""
    extension = facts.extension
    return ClockForm(
        identity=_pair(facts.identity),
        authority=_pair(facts.authority),
        fee=_pair(facts.fee),
        clarifications=tuple(Pair(each.asked_on, each.answered_on) for each in facts.clarifications),
        extension=extension.notice_sent_on if extension else None,
        ground=extension.ground if extension else None,
        reasons=extension.reasons if extension else "",
        acknowledged_on=facts.acknowledged_on,
        next_update_on=facts.next_update_on,
        answered_on=facts.answered_on,
        more=Pair(facts.more_asked_on, facts.more_received_on),
        answer_by=facts.answer_by,
    )


def _pair(ask: Ask | None) -> Pair:
    return Pair(ask.asked_on, ask.satisfied_on) if ask else Pair()


def fields_for(kind: CaseKind, *, for_customer: bool = False) -> frozenset[str]:
    """The fields of the facts that the clock of a kind has room for (UK GDPR Art 12A; DPA 2018 s.164A).

    What is meant for a customer has no clock here, only the day it was passed on.
    """
    if for_customer:
        return frozenset({"answered_on"})
    if kind in ENQUIRIES:
        return frozenset({"more_asked_on", "answered_on"})
    if kind is CaseKind.REGULATOR:
        return frozenset({"answer_by", "answered_on"})
    if kind is CaseKind.COMPLAINT:
        return frozenset({"acknowledged_on", "next_update_on", "answered_on"})
    if kind in AT_ONCE:
        return frozenset({"answered_on"})
    rest = {"identity", "authority", "fee", "extension", "ground", "reasons", "answered_on"}
    return frozenset(rest | {"clarifications"} if kind is CaseKind.ACCESS else rest)
