"""Whom a case is about or comes from: nobody yet, somebody known, or somebody new."""

from dataclasses import dataclass

from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.ids import ContactId


@dataclass(frozen=True)
class PersonChoice:
    """A known contact by id, with the name it is shown by; or the name of a new one and how to reach them.

    `reach` is an email address or a phone number. A name alone is what was typed into the search and not
    chosen yet.
    """

    contact: ContactId | None = None
    name: str = ""
    reach: str = ""
    new: bool = False

    def newcomer(self) -> ContactDetails | None:
        """The contact to keep with the case, where it is a new one."""
        if not self.new:
            return None
        reach = self.reach.strip()
        ways = (Reach(reach),) if reach else ()
        by_phone = "@" not in reach and any(each.isdigit() for each in reach)
        name = self.name.strip() or reach
        return ContactDetails(name, phones=ways) if by_phone else ContactDetails(name, emails=ways)

    def wrong(self) -> str:
        """What is missing, as a sentence; empty where nothing is."""
        if self.new and not (self.name.strip() or self.reach.strip()):
            return "Give the new contact a name, or an email address or phone number if it is not known."
        if not self.new and self.contact is None and self.name.strip():
            return "Choose one of the contacts found, or make a new contact."
        return ""


NOBODY = PersonChoice()
