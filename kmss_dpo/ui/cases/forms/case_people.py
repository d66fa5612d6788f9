"""The people of a case in its form: who asks, whom it is about, whom the letters go to."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from kmss_dpo.domain.ids import ContactId, Kind
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.form_state.case import CaseForm
from kmss_dpo.ui.cases.forms.person_field import PersonField
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.form import Form
from kmss_dpo.ui.kit.labels import label
from kmss_dpo.ui.kit.runner import Runner

_CHILD = (
    "Children hold their rights themselves and may use them as soon as they understand them; "
    "in Scotland that is presumed from the age of 12."
)


class CasePeople:
    """Fills the rows of a form, and says who is chosen in them."""

    def __init__(self, session: Session, runner: Runner) -> None:
        self.requester = PersonField(session, runner, "Who asks")
        self.someone_else = QCheckBox("It is about someone else: an agent, a parent or a carer asks")
        self.subject = PersonField(session, runner, "Whom it is about")
        self.child = QCheckBox("The person is a child")
        self.child.setAccessibleDescription(_CHILD)
        self._on_children: QWidget = label(_CHILD, "small", wrap=True)
        self.recipient = PersonField(session, runner, "Letters go to")
        self._fields = {
            "requester": self.requester,
            "subject": self.subject,
            "recipient": self.recipient,
        }

    def add_to(self, form: Form) -> None:
        """Add the rows below the others."""
        form.add("requester", "Who asks", self.requester, "Leave it empty while the person is not known.")
        form.add_widget(self.someone_else)
        form.add("subject", "Whom it is about", self.subject)
        form.add_widget(self.child)
        form.add_widget(self._on_children)
        form.add("recipient", "Letters go to", self.recipient, "Leave it empty if they go to who asks.")

    def tie(self, binder: Binder[CaseForm]) -> None:
        """Tie the ticks to the form's state, and show who is chosen in it."""
        binder.tick("someone_else", self.someone_else)
        binder.tick("about_child", self.child)
        self.show(binder.state)

    def within(self, state: CaseForm) -> CaseForm:
        """The state with the people as they are chosen now."""
        return replace(
            state,
            requester=self.requester.choice(),
            subject=self.subject.choice(),
            recipient=self.recipient.choice(),
        )

    def show(self, state: CaseForm) -> None:
        """Show who was chosen before."""
        for name, field in self._fields.items():
            field.set_choice(getattr(state, name))

    def react(self, form: Form, state: CaseForm) -> None:
        """Show what a tick asks for."""
        form.row("subject").setVisible(state.someone_else)
        self._on_children.setVisible(state.about_child)

    def concerned(self) -> ContactId | None:
        """The contact whom the case is about, once one is chosen."""
        field = self.subject if self.someone_else.isChecked() else self.requester
        return field.choice().contact

    def records(self) -> list[tuple[Kind, int]]:
        """The contacts that are chosen."""
        chosen = (field.choice().contact for field in self._fields.values())
        return [(Kind.CONTACT, contact) for contact in chosen if contact is not None]
