"""What is said of something in a letter that belongs to another case."""

from collections.abc import Iterator

from kmss_dpo.domain.documents import listed
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters.draft import Draft
from kmss_dpo.domain.letters.finding import Clash, Missing
from kmss_dpo.domain.letters.guard import ENCLOSED
from kmss_dpo.domain.letters.meant import LAWFUL, Lawful, Meant, Strange

_CONFIDENTIAL = "UK GDPR Art 5(1)(f)"
_MOST_NAMED = 3
_BLOCKS_THAT_ENCLOSE = ("copy", "enclosed", "sent")
_FIELDS = frozenset({"recipient", "address", "subject", "salutation", "closing", "signature"})


def clash_findings(draft: Draft, clashes: tuple[Clash, ...]) -> Iterator[Missing]:
    """What of others stands in the letter; it stops filing unless it is meant."""
    for clash in clashes:
        meant = meant_of(draft, clash)
        said = f" It is meant: {meant.why.value}." if meant else ""
        place = _place(draft, clash)
        yield Missing(
            _sentence(clash) + said,
            _CONFIDENTIAL,
            blocks_filing=clash.surely and meant is None,
            block="" if place in _FIELDS else place,
            field=place if place in _FIELDS else "",
            clash=clash,
        )


def meant_of(draft: Draft, clash: Clash) -> Meant | None:
    """What the officer said of it."""
    said = (each for each in draft.meant if (each.what, each.words) == (clash.what, clash.words))
    return next(said, None)


def check_meant(clash: Clash, why: Lawful | None, reason: str) -> Meant:
    """What the officer says of it; raises `Mistake` where it is not lawful or has no reason."""
    if why is None or why not in LAWFUL[clash.what]:
        raise Mistake("Choose why it may stand in the letter.", "why")
    if not reason.strip():
        raise Mistake("Write down the reason. It is kept on the case.", "reason")
    return Meant(clash.what, clash.words, why, reason.strip())


def meant_note(draft: Draft, clash: Clash, title: str) -> str:
    """What the case keeps of it, without the words themselves; empty where nothing was meant."""
    meant = meant_of(draft, clash)
    if meant is None:
        return ""
    return f"{_short(clash)} in the letter “{title}” on purpose: {meant.why.value}. Reason: {meant.reason}"


def quiet(clash: Clash) -> str:
    """The same for an error, which names nobody."""
    return f"{_short(clash)} in it."


def _short(clash: Clash) -> str:
    article = "An" if clash.what.value[0] in "aeiou" else "A"
    return f"{article} {clash.what.value} from {_where_from(clash)} stands"


def _place(draft: Draft, clash: Clash) -> str:
    if clash.place != ENCLOSED:
        return clash.place
    keys = [block.key for block in draft.blocks if block.key in _BLOCKS_THAT_ENCLOSE]
    return keys[0] if keys else draft.blocks[0].key


def _where_from(clash: Clash) -> str:
    if not clash.cases:
        return "the contacts"
    more = ["other cases"] if len(clash.cases) > _MOST_NAMED else []
    return listed([*clash.cases[:_MOST_NAMED], *more])


_SAID = {
    Strange.NAME: "“{}” is a name from {}, not from this case.",
    Strange.EMAIL: "“{}” is an email address from {}, not from this case.",
    Strange.PHONE: "“{}” is a phone number from {}, not from this case.",
    Strange.ADDRESS: "“{}” is a postal address from {}, not from this case.",
    Strange.REFERENCE: "“{}” is the case of somebody else.",
    Strange.ENCLOSURE: "“{}”, which is to go with the letter, is also a document of {}, about somebody else.",
    Strange.SENT_TO: "“{}” is an address from {}, not that of the name under “To”.",
}
_ASKED = {
    Strange.NAME: "“{}” may be somebody from {}. Check who is meant.",
    Strange.ADDRESS: "“{}” may be part of an address from {}. Check whose it is.",
    Strange.SENT_TO: "“{}” is the address of another person of this case than the name under “To”.",
}


def _sentence(clash: Clash) -> str:
    return (_SAID if clash.surely else _ASKED)[clash.what].format(clash.shown, _where_from(clash))
