"""A contact of the register in the sheet of a small record, which keeps its id and no more."""

from kmss_dpo.domain.ids import ContactId
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.person import NOBODY, PersonChoice
from kmss_dpo.ui.cases.forms.person_field import PersonField
from kmss_dpo.ui.kit.runner import Runner

CHOOSE = "Choose one of the contacts found, or leave it empty."


class ContactField(PersonField):
    """Nobody, or a contact that is there already."""

    def __init__(self, session: Session, runner: Runner, name: str) -> None:
        super().__init__(session, runner, name, may_be_new=False)

    def show_contact(self, contact: ContactId | None) -> None:
        """Show the contact with that id, by its name once that is read; nobody for None."""
        self.set_choice(PersonChoice(contact) if contact else NOBODY)
        if contact:
            rows = self._session.contacts.rows
            self._newest.ask(
                lambda: [PersonChoice(row.id, row.name) for row in rows([contact])],
                lambda found: self.set_choice(next(iter(found), NOBODY)),
            )

    def wrong(self) -> str:
        """What was typed and leads to nobody, as a sentence; empty where nothing is wrong."""
        typed = self.choice()
        return CHOOSE if typed.name.strip() and typed.contact is None else ""
