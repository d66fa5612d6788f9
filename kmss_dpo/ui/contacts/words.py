"""What the contacts page says about a contact."""

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import KINDS
from kmss_dpo.domain.contacts import ContactKind
from kmss_dpo.domain.days import say_count
from kmss_dpo.domain.ids import ContactId

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


def suppress_words(count: int) -> str:
    """What suppressing a contact does."""
    return (
        f"{say_count(count, 'address')} of this contact will be recognised by the next import and by checks "
        "of mailing lists. The contact stays as it is."
    )


def suppressed_words(new: int) -> str:
    """What was done, by how many addresses are new on the list."""
    if not new:
        return "Every address of this contact was on the suppression list already."
    return f"{say_count(new, 'address')} {'is' if new == 1 else 'are'} now on the suppression list."


def case_words(row: CaseRow, contact: ContactId) -> str:
    """What a case of a contact is, with their part in it first where they do not ask for themselves."""
    part = ""
    if contact not in {row.requester, row.subject}:
        part = "Recipient of letters"
    elif row.requester and row.subject and row.requester != row.subject:
        part = "Agent" if contact == row.requester else "Through an agent"
    return " · ".join(words for words in (part, KINDS[row.kind].title) if words)
