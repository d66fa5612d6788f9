"""Drafts as plain dictionaries, ready for JSON: to keep a draft and to freeze a filed letter."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.ids import LetterId
from kmss_dpo.domain.letters.draft import Draft, DraftBlock, Particulars, Span
from kmss_dpo.domain.letters.languages import Language
from kmss_dpo.domain.letters.meant import Lawful, Meant, Strange
from kmss_dpo.domain.letters.template import Block, Effect, Fact, Nature
from kmss_dpo.domain.letters.values import Origin

FORMAT = 3
_UNSAID = 1
"""The first format, in which a draft did not say at all what it is; its code did."""
_ERASED_UNSAID = 2
"""The second, in which a draft did not say whether it tells of an erasure, no block stood apart, nothing of
another case could be meant, no letter took another's place and every draft was in English."""
_TELL_OF_ERASING = frozenset({"erased", "part_refused", "recipient_notice"})

_NATURES_UNSAID = {
    "access_response": Nature(Effect.ANSWERS, discloses=True),
    "complaint_acknowledgement": Nature(Effect.ACKNOWLEDGES),
    "more_information": Nature(Effect.ASKS_MORE),
    "passed_on": Nature(Effect.ANSWERS),
    "proof_of_authority": Nature(Effect.ASKS_AUTHORITY),
    "proof_of_identity": Nature(Effect.ASKS_IDENTITY),
}


def to_plain(draft: Draft) -> dict[str, object]:
    """The draft as text, numbers, lists and dictionaries only; equal drafts give equal dictionaries."""
    who = draft.particulars
    return {
        "format": FORMAT,
        "template": draft.template,
        "recipient": who.recipient,
        "address": list(who.address),
        "on": who.on.isoformat(),
        "reference": who.reference,
        "subject": draft.subject,
        "salutation": draft.salutation,
        "blocks": [_block_to_plain(block) for block in draft.blocks],
        "closing": draft.closing,
        "signature": list(draft.signature),
        "facts": sorted(draft.facts),
        "justification": draft.justification,
        "nature": _nature_to_plain(draft.nature),
        "supersedes": draft.supersedes or 0,
        "meant": [{f.name: str(getattr(each, f.name)) for f in fields(each)} for each in draft.meant],
        "language": draft.language.value,
    }


def from_plain(plain: Mapping[str, object]) -> Draft:
    """The draft that `to_plain` wrote; raise `Trouble` where the dictionary is no such thing."""
    try:
        return _read(_Reader(plain))
    except (KeyError, TypeError, ValueError) as broken:
        raise Trouble(
            "This letter's draft can't be read.",
            "Start the letter again from its template, or restore a backup.",
        ) from broken


class _Reader:
    """Typed access to one dictionary; a wrong type is a TypeError."""

    def __init__(self, plain: object) -> None:
        if not isinstance(plain, Mapping):
            raise TypeError
        self._plain = plain

    def text(self, name: str) -> str:
        value = self._plain[name]
        if not isinstance(value, str):
            raise TypeError
        return value

    def number(self, name: str) -> int:
        value = self._plain[name]
        if not isinstance(value, int):
            raise TypeError
        return value

    def items(self, name: str) -> list[object]:
        value = self._plain[name]
        if not isinstance(value, list):
            raise TypeError
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(_Reader({"": item}).text("") for item in self.items(name))

    def facts(self, name: str) -> frozenset[Fact]:
        return frozenset(Fact(text) for text in self.texts(name))

    def readers(self, name: str) -> "list[_Reader]":
        return [_Reader(item) for item in self.items(name)]

    def inner(self, name: str) -> "_Reader":
        return _Reader(self._plain[name])


def _read(plain: _Reader) -> Draft:
    if plain.number("format") not in {_UNSAID, _ERASED_UNSAID, FORMAT}:
        raise ValueError
    return Draft(
        template=plain.text("template"),
        particulars=Particulars(
            plain.text("recipient"),
            plain.texts("address"),
            date.fromisoformat(plain.text("on")),
            plain.text("reference"),
        ),
        subject=plain.text("subject"),
        salutation=plain.text("salutation"),
        blocks=tuple(
            _block_from_plain(block, may_stand_apart=plain.number("format") > _ERASED_UNSAID)
            for block in plain.readers("blocks")
        ),
        closing=plain.text("closing"),
        signature=plain.texts("signature"),
        facts=plain.facts("facts"),
        justification=plain.text("justification"),
        nature=_nature(plain),
        supersedes=_superseded(plain),
        meant=_meant(plain),
        language=Language(plain.text("language")) if plain.number("format") == FORMAT else Language.ENGLISH,
    )


def _meant(plain: _Reader) -> tuple[Meant, ...]:
    if plain.number("format") < FORMAT:
        return ()
    return tuple(
        Meant(Strange(m.text("what")), m.text("words"), Lawful(m.text("why")), m.text("reason"))
        for m in plain.readers("meant")
    )


def _superseded(plain: _Reader) -> LetterId | None:
    """Letters of before took no other's place."""
    number = plain.number("supersedes") if plain.number("format") == FORMAT else 0
    return LetterId(number) if number else None


def _nature(plain: _Reader) -> Nature:
    if plain.number("format") == _UNSAID:
        return _NATURES_UNSAID.get(plain.text("template"), Nature())
    nature = plain.inner("nature")
    by_code = plain.number("format") == _ERASED_UNSAID
    return Nature(
        effect=Effect(nature.text("effect")) if nature.text("effect") else None,
        discloses=bool(nature.number("discloses")),
        goes_outside=bool(nature.number("goes_outside")),
        says_erased=plain.text("template") in _TELL_OF_ERASING
        if by_code
        else bool(nature.number("says_erased")),
    )


def _nature_to_plain(nature: Nature) -> dict[str, object]:
    return {
        "effect": nature.effect or "",
        "discloses": int(nature.discloses),
        "goes_outside": int(nature.goes_outside),
        "says_erased": int(nature.says_erased),
    }


_WORDING_TEXTS = ("key", "title", "text", "heading", "required_by", "advised_by")


def _block_to_plain(block: DraftBlock) -> dict[str, object]:
    wording = block.wording
    return {
        "wording": {
            **{name: getattr(wording, name) for name in _WORDING_TEXTS},
            "included": int(wording.included),
            "when": sorted(wording.when),
            "unless": sorted(wording.unless),
            "states": wording.states or "",
            "apart": int(wording.apart),
        },
        "text": block.text,
        "included": int(block.included),
        "spans": [{f.name: getattr(span, f.name) for f in fields(span)} for span in block.spans],
    }


def _block_from_plain(plain: _Reader, *, may_stand_apart: bool) -> DraftBlock:
    wording = plain.inner("wording")
    return DraftBlock(
        wording=Block(
            **{name: wording.text(name) for name in _WORDING_TEXTS},
            included=bool(wording.number("included")),
            when=wording.facts("when"),
            unless=wording.facts("unless"),
            states=Fact(wording.text("states")) if wording.text("states") else None,
            apart=may_stand_apart and bool(wording.number("apart")),
        ),
        text=plain.text("text"),
        included=bool(plain.number("included")),
        spans=tuple(
            Span(s.number("start"), s.number("end"), s.text("field"), Origin(s.text("origin")))
            for s in plain.readers("spans")
        ),
    )
