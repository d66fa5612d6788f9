"""Whom a letter of a case may go to, and what must be known before anybody writes to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.contacts import Contact, Reach, care
from kmss_dpo.domain.letters.draft import Draft
from kmss_dpo.domain.letters.finding import Missing
from kmss_dpo.domain.letters.languages import LANGUAGE_NAMES, Language, language_called
from kmss_dpo.domain.letters.words import words_of

TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev"}
)
_CONFIDENTIAL = "UK GDPR Art 5(1)(f)"
_LONG_ENOUGH = 8
"""Letters and digits from which on an address that lies within another counts as the same."""


@dataclass(frozen=True)
class People:
    """The requester and the data subject of a case, and whom its letters go to where that is settled.

    An agent is a requester who is somebody else than the data subject. `authority_awaited`: proof of the
    agent's authority was asked for and has not come; `authority_shown`: it came. `about_child`: the data
    subject is a child. `waits_for`: the references of the open cases that are answered first. `told` are the
    contacts who received the data, and have nothing but a notice of what became of it (Art 19).
    """

    requester: Contact | None = None
    subject: Contact | None = None
    authority_awaited: bool = False
    authority_shown: bool = False
    recipient: Contact | None = None
    about_child: bool = False
    waits_for: tuple[str, ...] = ()
    told: tuple[Contact, ...] = ()

    def everybody(self) -> tuple[Contact, ...]:
        """Each of them once, the requester first."""
        found = {each.id: each for each in (self.requester, self.subject, self.recipient) if each}
        return tuple(found.values())

    def agent(self) -> Contact | None:
        """The requester, where they ask for somebody else."""
        both = self.requester and self.subject
        return self.requester if both and self.requester != self.subject else None

    def third(self) -> Contact | None:
        """Whom the letters go to, where that is neither who asks nor whom it is about."""
        return None if self.recipient in {self.requester, self.subject} else self.recipient

    def goes_to(self) -> Contact | None:
        """Whom the letters go to unless the officer says otherwise."""
        return self.recipient or self.requester or self.subject

    def named(self, recipient: str) -> Contact | None:
        """The person of the case whom a recipient's name means, the requester before the data subject."""
        return _named(recipient, self.everybody())


def _named(name: str, people: Iterable[Contact]) -> Contact | None:
    wanted = _name(name)
    return next((each for each in people if wanted and wanted in _names(each)), None)


def same_name(one: str, other: str) -> bool:
    """Whether two spellings mean one name, whatever their titles, capitals and punctuation."""
    return _name(one) == _name(other)


def _name(text: str) -> str:
    """A name without its title, capitals, marks and punctuation."""
    return " ".join(word for word in words_of(text) if word not in TITLES)


def _own_names(contact: Contact) -> frozenset[str]:
    return frozenset(_name(each) for each in (contact.details.name, *contact.details.former_names)) - {""}


def _names(contact: Contact) -> frozenset[str]:
    return _own_names(contact) | frozenset({_name(contact.details.organisation)}) - {""}


def addressee(draft: Draft, people: People) -> Contact | None:
    """Whom the letter goes to: a person of the case, or a recipient of the data where it goes outside."""
    to = draft.particulars.recipient
    return _named(to, people.told) if draft.nature.goes_outside else people.named(to)


_NOBODY = "The case has no requester and no data subject yet. Enter on the case who they are."
_SOMEBODY_ELSE = (
    "“To” names neither the requester nor the data subject of this case. Send it on the case of the "
    "person it is for, or write the name as their contact has it."
)
_NOT_OUTSIDE = (
    "“To” names a person of this case. This letter tells somebody else, who received their data, what to do "
    "with it: enter the name of that recipient."
)


def misdirected(draft: Draft, people: People) -> Iterator[Missing]:
    """What speaks against sending the letter to the name under “To”."""
    person = addressee(draft, people)
    if not people.everybody():
        yield _to(_NOBODY, blocks=True)
    elif draft.nature.goes_outside:
        yield from _outside(draft, people)
    elif person is None:
        yield _to(_SOMEBODY_ELSE, blocks=True)
    else:
        yield from _as_authorised(person, draft, people)
        if person != people.goes_to():
            yield _to(_not_the_one(person, people), blocks=False)
        yield from _of_child(draft, people)


def _outside(draft: Draft, people: People) -> Iterator[Missing]:
    """Whoever received the data is outside the case; that they work where the person does is no matter."""
    wanted = _name(draft.particulars.recipient)
    if any(wanted in _own_names(each) for each in people.everybody()):
        yield _to(_NOT_OUTSIDE, blocks=True)


def _not_the_one(person: Contact, people: People) -> str:
    """What to say of a person who has a role in the case and not that of having its letters."""
    if people.recipient is None:
        return "“To” names the data subject, not the requester. Check who is to have it."
    role = next(iter(_roles(person, people)))
    return f"“To” names the {role}; the letters of this case go to somebody else. Check who is to have it."


def _of_child(draft: Draft, people: People) -> Iterator[Missing]:
    """A child holds the right themselves; who acts for them does so only as far as the child cannot."""
    if people.about_child and draft.nature.discloses:
        yield _to(
            "The data is about a child. Consider whether the child can use the right themselves, which is "
            "presumed in Scotland from the age of 12, and whether whoever has this letter may act for them.",
            blocks=False,
        )


_ACTS = "somebody who acts for another"
_HAS_LETTERS = "the recipient of the letters, who is not the data subject"


def _as_authorised(person: Contact, draft: Draft, people: People) -> Iterator[Missing]:
    """Who acts for another, or has their letters, is given that person's data only with authority."""
    if not draft.nature.discloses or person not in {people.agent(), people.third()}:
        return
    whom = _ACTS if person == people.agent() else _HAS_LETTERS
    if people.authority_awaited:
        yield _to(f"“To” names {whom}, and their authority has not come.", blocks=True)
    elif not people.authority_shown:
        yield _to(f"“To” names {whom}; the register holds no proof of their authority.", blocks=False)


def _to(sentence: str, *, blocks: bool) -> Missing:
    return Missing(sentence, _CONFIDENTIAL, blocks_filing=blocks, field="recipient")


def unsafe_way(channel: Channel, draft: Draft, people: People) -> str:
    """Why the letter should not go that way, as a sentence; empty where nothing is marked."""
    match channel:
        case Channel.POST:
            return _unsafe_post(draft, people)
        case Channel.EMAIL:
            person = addressee(draft, people)
            none = person is not None and _none_safe(person.details.emails)
            return "Every email address of this person is marked unsafe to write to." if none else ""
        case _:
            return ""


def _unsafe_post(draft: Draft, people: People) -> str:
    address = draft.particulars.address
    if any(same_place(reach.value, "".join(address)) for reach in _unsafe_addresses(people)):
        return "This postal address is marked unsafe to write to."
    nowhere = not any(line.strip() for line in address)
    if nowhere and unsafe_addresses_only(draft, people):
        return "Every postal address of this person is marked unsafe to write to."
    return ""


def unsafe_addresses_only(draft: Draft, people: People) -> bool:
    """Whether the person has postal addresses and none that is safe."""
    person = addressee(draft, people)
    return person is not None and _none_safe(person.details.addresses)


def _none_safe(reaches: tuple[Reach, ...]) -> bool:
    return bool(reaches) and not any(reach.safe for reach in reaches)


def _unsafe_addresses(people: People) -> Iterator[Reach]:
    for person in (*people.everybody(), *people.told):
        yield from (reach for reach in person.details.addresses if not reach.safe)


def same_place(address: str, other_address: str) -> bool:
    """Whether two spellings mean one address; a line more or less makes no difference."""
    one, other = bare(address), bare(other_address)
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _LONG_ENOUGH and shorter in longer)


def bare(text: str) -> str:
    """An address without blanks and signs."""
    return "".join(each for each in text.casefold() if each.isalnum())


def email_to_use(draft: Draft, people: People) -> str:
    """The first safe email address of the person under “To”; empty where none is known."""
    person = addressee(draft, people)
    safe = [reach.value for reach in person.details.emails if reach.safe] if person else []
    return next(iter(safe), "")


_FOR_A_CHILD = "The data is about a child: write so that a child can follow it (UK GDPR Art 12(1))."
_NO_FRAME = "There is no wording in that language: have it translated, or write it here yourself."
_NO_WORDING = (
    "There is no {} wording of this letter: add one under Settings, or have it translated and write it here."
)
_WRITTEN = "This letter is in {}."
_OTHER_WORDING = "This letter is in {}; its {} wording is offered under “Template”."


@dataclass(frozen=True)
class Worded:
    """The language that a letter is in, and all those that it could be in: none once it is written."""

    language: Language = Language.ENGLISH
    others: frozenset[Language] = frozenset({Language.ENGLISH})


def before_writing(people: People, *, outside: bool = False, worded: Worded = Worded()) -> tuple[str, ...]:
    """What to know of each person before writing: safe ways, adjustments, language.

    Of a letter that goes `outside` the case these are the recipients of the data.
    """
    read_by = people.told if outside else people.everybody()
    said = [f"{person.details.name}: {words}" for person in read_by if (words := _care_of(person, worded))]
    return (*said, _FOR_A_CHILD) if people.about_child and not outside else tuple(said)


def _care_of(person: Contact, worded: Worded) -> str:
    return f"{care(person.details)} {_not_theirs(person, worded)}".strip()


def _not_theirs(person: Contact, worded: Worded) -> str:
    """What to know where the letter is in another language than the person reads best; else empty."""
    theirs = language_called(person.details.language)
    if theirs is worded.language:
        return ""
    if not worded.others:
        return _WRITTEN.format(LANGUAGE_NAMES[worded.language])
    if theirs is None:
        return _NO_FRAME
    if theirs in worded.others:
        return _OTHER_WORDING.format(LANGUAGE_NAMES[worded.language], LANGUAGE_NAMES[theirs])
    return _NO_WORDING.format(LANGUAGE_NAMES[theirs])


def who_is_who(people: People) -> str:
    """The people of the case with their roles, in a line."""
    return ", ".join(
        f"{each.details.name} ({' and '.join(_roles(each, people))})" for each in people.everybody()
    )


def _roles(person: Contact, people: People) -> Iterator[str]:
    """What somebody is in the case; that the letters go to the requester goes without saying."""
    if person == people.requester:
        yield "requester"
    if person == people.subject:
        yield "data subject, a child" if people.about_child else "data subject"
    if person == people.recipient and person != people.requester:
        yield "recipient of the letters"
