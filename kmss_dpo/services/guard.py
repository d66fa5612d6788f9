"""What of other people and cases stands in a letter, or goes with it, looked up in the whole register."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from kmss_dpo.domain.contacts import Contact
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.letters import (
    ENCLOSED,
    Clash,
    Draft,
    Own,
    People,
    Strange,
    Theirs,
    Wanted,
    address_keys,
    clashes,
    lives_elsewhere,
    name_key,
    on_one_line,
    passages,
    same_place,
    wanted,
)
from kmss_dpo.domain.links import Relation
from kmss_dpo.services.items import noted
from kmss_dpo.services.sending import people_of
from kmss_dpo.services.settings import organisation, regulator
from kmss_dpo.store import cases, contacts, correspondence, guard, links
from kmss_dpo.store.cases import StoredCase
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.recognition import Recognition

Named = Sequence[tuple[ContactId, str]]


def clashes_in(
    connection: Reading, recognition: Recognition, stored: StoredCase, draft: Draft
) -> tuple[Clash, ...]:
    """All of it for a letter of a case, in the order of the letter."""
    enclosed = guard.disclosed(connection, stored.id) if draft.nature.discloses else []
    letter = passages(draft, enclosed)
    asked = wanted(letter)
    own = _own_people(connection, stored)
    theirs = [
        *_of_people(connection, recognition, asked, {person.id for person in own}),
        *_of_cases(connection, stored, asked.references),
    ]
    said = clashes(draft, letter, _own(connection, stored, own), theirs)
    people = people_of(connection, stored)
    enclosures = _enclosures(connection, stored) if draft.nature.discloses else ()
    there = _living_there(connection, recognition, draft)
    return (*_sent_to(connection, draft, people, own, there), *said, *enclosures)


def _own_people(connection: Reading, stored: StoredCase) -> list[Contact]:
    """Everybody whom the case names; in a case of the regulator and the one it is about, those of both."""
    every = [stored, *(cases.case(connection, case) for case in _with_regulator(connection, stored))]
    found: dict[ContactId, None] = {}
    for each in every:
        roles = (each.details.requester, each.details.subject, each.details.recipient)
        wrote = (kept.content.contact for kept in correspondence.of_case(connection, each.id))
        received = (kept.contact_id for kept in noted(connection, each.id).recipients)
        found.update(dict.fromkeys(who for who in (*roles, *wrote, *received) if who))
    return [contacts.contact(connection, who) for who in found]


def _with_regulator(connection: Reading, stored: StoredCase) -> list[CaseId]:
    """The case of the regulator about this one, or those that this case of the regulator is about."""
    return [link.case for link in links.of_case(connection, stored.id) if link.relation is Relation.REGULATOR]


def _own(connection: Reading, stored: StoredCase, people: Iterable[Contact]) -> Own:
    """With them whoever the case names as recipient or was asked, the officer, and the regulator."""
    ours, theirs, work = organisation(connection), regulator(connection), noted(connection, stored.id)
    details = stored.details
    return Own(
        people=tuple(person.details for person in people),
        texts=(
            *(ours.name, ours.short_name, ours.officer_name, ours.officer_title),
            *(ours.officer_email, ours.phone, ours.website),
            *(theirs.name, theirs.plain_name(), theirs.helpline, theirs.website),
            *(details.for_customer, details.handler, details.taken_by),
            *(each.name for each in work.recipients),
            *(each.asked_whom for each in work.inquiries),
            *(each.asked_whom for each in work.places),
        ),
        addresses=(ours.address, theirs.address),
    )


def _of_people(
    connection: Reading, recognition: Recognition, asked: Wanted, own: set[ContactId]
) -> Iterator[Theirs]:
    """What of contacts that are not the case's own may stand in the letter."""
    may_be = recognition.who(connection, asked.keys) - own
    names, addresses = guard.called(connection, may_be), guard.living_at(connection, may_be)
    found: list[tuple[Strange, Named]] = [
        (Strange.NAME, [each for each in names if name_key(each[1]) in asked.keys]),
        (Strange.EMAIL, guard.reached_by(connection, "email", asked.emails)),
        (Strange.PHONE, guard.reached_by(connection, "phone", asked.phones)),
        (Strange.ADDRESS, [each for each in addresses if address_keys(each[1]) & asked.keys]),
    ]
    where = guard.named_in(connection, {who for _, named in found for who, _ in named})
    for what, named in found:
        yield from (Theirs(what, text, where.get(who, ())) for who, text in named if who not in own)


def _of_cases(connection: Reading, stored: StoredCase, references: Collection[str]) -> Iterator[Theirs]:
    """The references of cases about somebody else, unless they are the regulator's about this one."""
    person = _person(stored)
    linked = _with_regulator(connection, stored)
    for case, both, about in guard.referred_to(connection, references):
        same = case == stored.id or case in linked or (person is not None and about == person)
        if not same:
            yield from (Theirs(Strange.REFERENCE, each, both[:1]) for each in both if each)


def _person(stored: StoredCase) -> ContactId | None:
    return stored.details.subject or stored.details.requester


def _typed(draft: Draft) -> str:
    """The address above the letter."""
    return "\n".join(line for line in draft.particulars.address if line.strip())


def _living_there(connection: Reading, recognition: Recognition, draft: Draft) -> list[Contact]:
    """Everybody who lives where the letter goes."""
    typed = _typed(draft)
    may_live = guard.living_at(connection, recognition.who(connection, address_keys(typed)))
    lives = {who for who, address in may_live if same_place(address, typed)}
    lives |= {who for who, _ in guard.reached_by(connection, "address", [typed])}
    return [contacts.contact(connection, who) for who in sorted(lives)]


def _sent_to(
    connection: Reading, draft: Draft, people: People, own: Iterable[Contact], living: Sequence[Contact]
) -> Iterator[Clash]:
    """The address above the letter, where it is that of another contact than the one named."""
    there = lives_elsewhere(draft, people, living)
    if there:
        strangers = {each.id for each in there} - {each.id for each in own}
        where = guard.named_in(connection, strangers)
        named = tuple(dict.fromkeys(case for who in sorted(strangers) for case in where.get(who, ())))
        shown = on_one_line(_typed(draft))
        yield Clash(Strange.SENT_TO, shown, shown.casefold(), named, "address", surely=bool(strangers))


def _enclosures(connection: Reading, stored: StoredCase) -> Iterator[Clash]:
    """What is to be disclosed and lies on the case of somebody else too."""
    found: dict[str, Clash] = {}
    but = _with_regulator(connection, stored)
    for sha256, name, reference in guard.enclosed_of_others(connection, stored.id, _person(stored), but):
        before = found[sha256].cases if sha256 in found else ()
        found[sha256] = Clash(Strange.ENCLOSURE, name, sha256, (*before, reference), ENCLOSED)
    yield from found.values()
