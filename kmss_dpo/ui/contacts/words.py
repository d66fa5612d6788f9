"""What the contacts page says about a contact."""

from kmss_dpo.domain.contacts import ContactKind
from kmss_dpo.domain.days import say_count

KIND_WORDS = {ContactKind.PERSON: "Person", ContactKind.ORGANISATION: "Organisation"}


def erased_words(left: int) -> str:
    """What was done, and how many kept backups could not be opened to do it there too."""
    if not left:
        return "The contact was erased."
    left_over = say_count(left, "kept backup")
    return (
        f"The contact was erased, but {left_over} could not be opened to erase it there. "
        "That is tried again after the next unlock."
    )
