"""What the officer says of something of another case that stands in a letter on purpose."""

from dataclasses import dataclass

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters import LAWFUL, Clash, Draft, Lawful, check_meant, meant_of, with_meant


@dataclass(frozen=True)
class Meaning:
    """What is entered; `why` is None where it is not meant."""

    why: Lawful | None = None
    reason: str = ""


def meaning_of(draft: Draft, clash: Clash) -> Meaning:
    """What was said of it before."""
    meant = meant_of(draft, clash)
    return Meaning(meant.why, meant.reason) if meant else Meaning()


def ways(draft: Draft, clash: Clash) -> list[tuple[str, Lawful | None]]:
    """What can be chosen; what was said before can be taken back."""
    first = "It is not meant" if meant_of(draft, clash) else "Choose why"
    return [(first, None), *((_capital(why.value), why) for why in LAWFUL[clash.what])]


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def meaning_errors(draft: Draft, clash: Clash, typed: Meaning) -> dict[str, str]:
    """What is wrong, by field."""
    if typed.why is None and meant_of(draft, clash):
        return {}
    try:
        check_meant(clash, typed.why, typed.reason)
    except Mistake as mistake:
        return {mistake.field or "why": mistake.sentence}
    return {}


def meaning_kept(draft: Draft, clash: Clash, typed: Meaning) -> Draft:
    """The draft with what was said, in which nothing is wrong."""
    said = check_meant(clash, typed.why, typed.reason) if typed.why else None
    return with_meant(draft, clash.what, clash.words, said)
