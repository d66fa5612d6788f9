"""A letter for one person never speaks of another case: names, addresses, numbers and enclosures agree.

What went to the wrong person is a breach (UK GDPR Arts 5(1)(f) and 33). Names count as whole words in their
order, with or without a title, whatever the capitals and accents.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kmss_dpo.domain.contacts import Contact, ContactDetails
from kmss_dpo.domain.letters.draft import Draft
from kmss_dpo.domain.letters.finding import Clash
from kmss_dpo.domain.letters.meant import Strange
from kmss_dpo.domain.letters.people import TITLES, People, addressee, bare, same_place
from kmss_dpo.domain.letters.street_lines import StreetLine, street_lines
from kmss_dpo.domain.letters.words import (
    Word,
    emails_in,
    phones_in,
    postcodes_in,
    read_words,
    references_in,
    words_of,
)

_MOST_WORDS = 5
"""Somebody is looked up by so many words at most, and what is found is compared in full."""
ENCLOSED = "enclosures"
_ADDRESS = "address"
_LONG_ENOUGH = 12
"""Letters and digits from which on an address can be found within a text."""


@dataclass(frozen=True)
class Passage:
    """A part of a letter: `place` is the key of its block or the name of its field."""

    place: str
    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words."""
        return read_words(self.text)

    @cached_property
    def joined(self) -> str:
        """The same in one line."""
        return f" {' '.join(word.text for word in self.words)} "

    @cached_property
    def bare(self) -> str:
        """The same without blanks and signs."""
        return bare(self.text)


def passages(draft: Draft, enclosures: Iterable[str] = ()) -> tuple[Passage, ...]:
    """Everything that is read by whom the letter goes to; `enclosures` by their names."""
    who = draft.particulars
    blocks = [(block.key, block.text) for block in draft.blocks if block.included]
    texts = [
        ("recipient", who.recipient),
        (_ADDRESS, "\n".join(who.address)),
        ("subject", draft.subject),
        ("salutation", draft.salutation),
        *blocks,
        ("closing", draft.closing),
        ("signature", "\n".join(draft.signature)),
        *((ENCLOSED, name) for name in enclosures),
    ]
    return tuple(Passage(place, unicodedata.normalize("NFC", text)) for place, text in texts)


@dataclass(frozen=True)
class Wanted:
    """What to ask the register about a letter: what may be a name, an address, a number, a reference.

    `keys` are words, and postcodes, that may be the key of a name or an address. The address above the letter
    has a question of its own.
    """

    keys: frozenset[str]
    emails: frozenset[str]
    phones: frozenset[str]
    references: frozenset[str]


def wanted(letter: Sequence[Passage]) -> Wanted:
    """What stands in a letter and may belong to anybody."""
    texts = [each.text for each in letter]
    told = [each.text for each in letter if each.place != _ADDRESS]
    return Wanted(
        keys=frozenset().union(*map(postcodes_in, told), *(_runs(each.words) for each in letter)),
        emails=frozenset().union(*map(emails_in, texts)),
        phones=frozenset().union(*map(phones_in, texts)),
        references=frozenset().union(*map(references_in, texts)),
    )


def _runs(words: Sequence[Word]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            yield " ".join(word.text for word in words[start:end])


def _key(words: Sequence[str]) -> str:
    return " ".join(words[:_MOST_WORDS])


def name_key(name: str) -> str:
    """By which a letter with this name in it finds it."""
    return _key(_without_title(name))


def address_keys(address: str) -> frozenset[str]:
    """By which a letter with a line of this address in it, or its postcode, finds it.

    A postcode is in capitals, as no word is that was read.
    """
    return postcodes_in(address).union(_key(line.words) for line in street_lines(address))


def _without_title(name: str) -> tuple[str, ...]:
    whole = words_of(name)
    return tuple(word for word in whole if word not in TITLES) or whole


@dataclass(frozen=True)
class Theirs:
    """What the register knows of somebody else: `text` as it is kept, `cases` those they are named in."""

    what: Strange
    text: str
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Own:
    """What may stand in the letter: of people, and other `texts` and `addresses` such as the officer's."""

    people: tuple[ContactDetails, ...] = ()
    texts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def every_address(self) -> list[str]:
        """Every postal address."""
        lived_at = [reach.value for each in self.people for reach in each.addresses]
        return [text for text in (*self.addresses, *lived_at) if text.strip()]

    def every_text(self) -> list[str]:
        """Every name, address and number."""
        named = [text for each in self.people for text in (each.name, each.organisation, *each.former_names)]
        reached = [reach.value for each in self.people for reach in (*each.emails, *each.phones)]
        return [text for text in (*self.texts, *self.every_address(), *named, *reached) if text.strip()]


def clashes(draft: Draft, letter: Sequence[Passage], own: Own, theirs: Iterable[Theirs]) -> tuple[Clash, ...]:
    """What of others stands in a letter, each once, in the order of the letter."""
    search = _Search(draft, letter, own)
    found: dict[tuple[Strange, str], Clash] = {}
    for each in theirs:
        if clash := search.for_one(each):
            known = found.get((clash.what, clash.words))
            found[clash.what, clash.words] = _together(known, clash) if known else clash
    places = [each.place for each in letter]
    return tuple(sorted(found.values(), key=lambda clash: places.index(clash.place)))


def _together(one: Clash, other: Clash) -> Clash:
    """Two people of one name are one thing to put right."""
    cases = tuple(dict.fromkeys((*one.cases, *other.cases)))
    return Clash(one.what, one.shown, one.words, cases, one.place, one.surely or other.surely)


class _Search:
    """Looks for what belongs to others in one letter."""

    def __init__(self, draft: Draft, letter: Sequence[Passage], own: Own) -> None:
        self._draft = draft
        self._letter = letter
        texts = own.every_text()
        names = [name for text in texts if (name := words_of(text))]
        self._own_addresses = own.every_address()
        self._own_words = {word for name in names for word in name}
        self._own_numbers = frozenset().union(*(emails_in(text) | phones_in(text) for text in texts))
        self._owned = [(each, _owned(each, names)) for each in letter]
        self._own_lines = [f" {' '.join(name)} " for name in names]

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        """The words of the template and of the case's own people."""
        wording = {word for block in self._draft.blocks for word in words_of(block.wording.text)}
        return frozenset(wording | self._own_words)

    def for_one(self, theirs: Theirs) -> Clash | None:
        """The first place at which it stands in the letter and is not the case's own."""
        match theirs.what:
            case Strange.NAME:
                return self._name(theirs)
            case Strange.EMAIL | Strange.PHONE:
                return self._number(theirs)
            case Strange.ADDRESS:
                return self._address(theirs)
            case _:
                return self._reference(theirs)

    def _name(self, theirs: Theirs) -> Clash | None:
        name = _without_title(theirs.text)
        for passage, owned in self._owned:
            for start in _places(name, passage):
                words = passage.words[start : start + len(name)]
                shown = passage.text[words[0].start : words[-1].end]
                whole = len(name) > 1
                ours = _is_owned(start, start + len(name), owned)
                if not ours and (whole or self._is_a_name(shown, theirs.text)):
                    return self._clash(theirs, shown, " ".join(name), passage, surely=whole)
        return None

    def _is_a_name(self, shown: str, name: str) -> bool:
        """One word is a name where it is written as one, and is no word of the template: “Will”, “May”."""
        return shown in name and not shown.islower() and not self._ordinary.intersection(words_of(shown))

    def _number(self, theirs: Theirs) -> Clash | None:
        read = emails_in if theirs.what is Strange.EMAIL else phones_in
        spelt = read(theirs.text)
        if spelt & self._own_numbers:
            return None
        holding = (each for each in self._letter if read(each.text) & spelt)
        found = next(holding, None)
        return self._clash(theirs, theirs.text, min(spelt), found) if found else None

    def _address(self, theirs: Theirs) -> Clash | None:
        if any(same_place(theirs.text, own) for own in self._own_addresses):
            return None
        whole = bare(theirs.text)
        texts = [each for each in self._letter if each.place != _ADDRESS]  # which has a question of its own
        found = next((each for each in texts if len(whole) >= _LONG_ENOUGH and whole in each.bare), None)
        if found:
            return self._clash(theirs, on_one_line(theirs.text), whole, found)
        lines = (self._line(theirs, line, texts) for line in street_lines(theirs.text))
        return next((clash for clash in lines if clash), None)

    def _line(self, theirs: Theirs, line: StreetLine, texts: Sequence[Passage]) -> Clash | None:
        """A line of an address by itself, unless it stands in one of ours or is made of ordinary words."""
        joined = " ".join(line.words)
        if any(f" {joined} " in own for own in self._own_lines):
            return None
        if not line.surely and self._ordinary.issuperset(line.words):
            return None
        for passage in texts:
            for start in _places(line.words, passage):
                words = passage.words[start : start + len(line.words)]
                shown = on_one_line(passage.text[words[0].start : words[-1].end])
                return self._clash(theirs, shown, joined, passage, surely=line.surely)
        return None

    def _reference(self, theirs: Theirs) -> Clash | None:
        for passage in self._letter:
            if any(each.casefold() == theirs.text.casefold() for each in references_in(passage.text)):
                return self._clash(theirs, theirs.text, theirs.text.casefold(), passage)
        return None

    def _clash(
        self, theirs: Theirs, shown: str, words: str, passage: Passage, *, surely: bool = True
    ) -> Clash:
        return Clash(theirs.what, shown, words, theirs.cases, passage.place, surely)


def _places(name: tuple[str, ...], passage: Passage) -> Iterator[int]:
    """Where a name begins among the words of a passage."""
    if f" {' '.join(name)} " not in passage.joined:
        return
    texts = [word.text for word in passage.words]
    for start in range(len(texts) - len(name) + 1):
        if tuple(texts[start : start + len(name)]) == name:
            yield start


def _owned(passage: Passage, own: Iterable[tuple[str, ...]]) -> list[tuple[int, int]]:
    """From which word to which names and addresses of the case's own stand in a passage."""
    return [(start, start + len(name)) for name in own for start in _places(name, passage)]


def _is_owned(first: int, end: int, owned: Sequence[tuple[int, int]]) -> bool:
    """Whether words are all of the case's own, and no longer name with one of those in it: “Ann Ash Elm”."""
    if any(start <= first and end <= stop for start, stop in owned):
        return True
    covered = {word for start, stop in owned for word in range(start, stop)}
    longer = any(first <= start and stop <= end and (start, stop) != (first, end) for start, stop in owned)
    return covered.issuperset(range(first, end)) and not longer


def lives_elsewhere(draft: Draft, people: People, there: Sequence[Contact]) -> tuple[Contact, ...]:
    """Those of `there` who live where the letter goes, unless the name under “To” is of that address too."""
    typed = " ".join(draft.particulars.address)
    living = tuple(each for each in there if _lives_at(each, typed))
    person = addressee(draft, people)
    named = [person] if person else [each for each in living if _is_named(draft, each)]
    return () if any(_lives_at(each, typed) for each in named) else living


def _lives_at(contact: Contact, address: str) -> bool:
    return any(same_place(reach.value, address) for reach in contact.details.addresses)


def _is_named(draft: Draft, contact: Contact) -> bool:
    to = _without_title(draft.particulars.recipient)
    return to in {_without_title(name) for name in (contact.details.name, contact.details.organisation)}


def on_one_line(address: str) -> str:
    """An address as a sentence names it."""
    return ", ".join(line.strip() for line in address.splitlines() if line.strip())
