"""A contact as it is typed, what is wrong with it, and how two edits of one contact go together."""

from dataclasses import dataclass, fields, replace

from kmss_dpo.domain.contacts import ContactDetails, ContactKind, Reach, check_contact
from kmss_dpo.domain.errors import Mistake

FIELD_WORDS = {
    "name": "name",
    "kind": "kind",
    "organisation": "organisation",
    "former_names": "former names",
    "addresses": "postal addresses",
    "emails": "email addresses",
    "phones": "phone numbers",
    "safe_contact": "safe ways to reach them",
    "adjustments": "adjustments",
    "language": "language",
    "notes": "notes",
}


@dataclass(frozen=True)
class ContactState:
    """The fields as they stand on the screen; `former_names` has one name on each line."""

    name: str = ""
    kind: ContactKind = ContactKind.PERSON
    organisation: str = ""
    former_names: str = ""
    addresses: tuple[Reach, ...] = ()
    emails: tuple[Reach, ...] = ()
    phones: tuple[Reach, ...] = ()
    safe_contact: str = ""
    adjustments: str = ""
    language: str = "English"
    notes: str = ""

    def details(self) -> ContactDetails:
        """What would be kept: without blank lines and without ways to reach them that say nothing."""
        return ContactDetails(
            name=self.name.strip(),
            kind=self.kind,
            organisation=self.organisation.strip(),
            former_names=_lines(self.former_names),
            addresses=tuple(_tidy_address(each) for each in self.addresses if each.value.strip()),
            emails=_tidy(self.emails),
            phones=_tidy(self.phones),
            safe_contact=self.safe_contact.strip(),
            adjustments=self.adjustments.strip(),
            language=self.language.strip(),
            notes=self.notes.strip(),
        )

    def errors(self) -> dict[str, str]:
        """What is wrong, by field."""
        try:
            check_contact(self.details())
        except Mistake as wrong:
            return {wrong.field or "": wrong.sentence}
        return {}


def state_of(details: ContactDetails) -> ContactState:
    """A contact as it is kept, ready to be typed over."""
    same = {each.name: getattr(details, each.name) for each in fields(ContactState)}
    return ContactState(**{**same, "former_names": "\n".join(details.former_names)})


@dataclass(frozen=True)
class SuppressForm:
    """Why the addresses of a contact go on the suppression list."""

    reason: str = ""


@dataclass(frozen=True)
class Merge:
    """Two edits of one contact put together; `both` names the fields that both changed, mine kept."""

    state: ContactState
    theirs: tuple[str, ...]
    both: tuple[str, ...]


def merged(base: ContactDetails, mine: ContactState, theirs: ContactDetails) -> Merge:
    """Take in what others changed since `base`, but never over what was typed here."""
    typed, state = mine.details(), mine
    taken, both = [], []
    stored = state_of(theirs)
    for name, words in FIELD_WORDS.items():
        if getattr(theirs, name) in {getattr(base, name), getattr(typed, name)}:
            continue
        if getattr(typed, name) == getattr(base, name):
            state = replace(state, **{name: getattr(stored, name)})
            taken.append(words)
        else:
            both.append(words)
    return Merge(state, tuple(taken), tuple(both))


def conflict_words(merge: Merge) -> str:
    """What happened, for the officer who wanted to save."""
    said = "This contact was changed elsewhere while you were typing; nothing was overwritten."
    if merge.theirs:
        said += f" Now taken in: {', '.join(merge.theirs)}."
    if merge.both:
        said += f" Changed in both places, yours is shown: {', '.join(merge.both)}."
    return f"{said} Look it over and save again."


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _tidy(ways: tuple[Reach, ...]) -> tuple[Reach, ...]:
    return tuple(
        replace(each, value=each.value.strip(), note=each.note.strip()) for each in ways if each.value.strip()
    )


def _tidy_address(reach: Reach) -> Reach:
    return replace(reach, value="\n".join(_lines(reach.value)), note=reach.note.strip())
