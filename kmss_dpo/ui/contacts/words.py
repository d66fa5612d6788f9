"""What the contacts page says about a contact."""

from kmss_dpo.domain.contacts import ContactDetails, ContactKind, Reach
from kmss_dpo.domain.days import say_count

KIND_WORDS = {ContactKind.PERSON: "Person", ContactKind.ORGANISATION: "Organisation"}
_WAYS = (
    ("addresses", "Do not write to this address"),
    ("emails", "Do not write to this email address"),
    ("phones", "Do not call this number"),
)


def warnings(details: ContactDetails) -> tuple[str, ...]:
    """What must be known before anybody writes or calls, the officer's own words first."""
    own = (details.safe_contact,) if details.safe_contact else ()
    return own + tuple(
        _warning(words, reach)
        for field, words in _WAYS
        for reach in getattr(details, field)
        if not reach.safe
    )


def _warning(words: str, reach: Reach) -> str:
    said = f"{words}: {', '.join(reach.value.splitlines())}."
    return f"{said} {reach.note}" if reach.note else said


def erased_words(left: int) -> str:
    """What was done, and how many kept backups could not be opened to do it there too."""
    if not left:
        return "The contact was erased."
    return (
        f"The contact was erased, but {say_count(left, 'kept backup')} could not be opened to erase it there."
    )
