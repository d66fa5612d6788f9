"""The sheet on which one small record is written down, made from its description."""

from dataclasses import fields, replace
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.items import Item, KeptItem
from kmss_dpo.session import Session
from kmss_dpo.ui.cases.forms.sheet import Sheet
from kmss_dpo.ui.cases.items.contact_field import ContactField
from kmss_dpo.ui.cases.items.spec import Begun, Editor, Field, Options, Spec
from kmss_dpo.ui.kit.binder import Binder
from kmss_dpo.ui.kit.date_field import DateField
from kmss_dpo.ui.kit.form import Choice, choice
from kmss_dpo.ui.kit.runner import Runner

_LINES = 4
_LEAST_LETTERS = 16


class ItemSheet(Sheet):
    """A new record, or a kept one to change."""

    def __init__(  # noqa: PLR0913 what a sheet on a case is made of, and what it shows
        self,
        parent: QWidget,
        session: Session,
        runner: Runner,
        view: CaseView,
        spec: Spec[Any],
        *,
        kept: KeptItem[Any] | None = None,
        begun: Item | None = None,
    ) -> None:
        verb = "Change" if kept else "Add"
        super().__init__(parent, runner, f"{spec.title} of {view.reference}", f"{verb} the {spec.name}")
        self.FORM = spec.form
        self._session = session
        self._view = view
        self._spec = spec
        self._changing = kept
        first = kept.item if kept else begun or spec.begin(Begun(view, session.person, session.day()))
        self._begun = first
        self.binder: Binder[Any] = Binder(first, self)
        self.fields: dict[str, QWidget] = {field.name: self._make(field) for field in spec.fields}
        self._offered: dict[str, Options] = {}
        self._about = [(spec.kind, kept.id)] if kept else []
        self._named = ""
        self._offer()
        for field in spec.fields:
            self._tie(field)
        self.binder.changed.connect(lambda _state: self._offer())
        self.widen(76)
        self.keep_typing_on(session, view, lambda: self.binder.state, self._show, self._about)

    def touched(self) -> bool:
        """Whether something was typed."""
        typed = bool(self.form.unreadable()) or any(field.wrong() for _, field in self._contacts())
        return typed or bool(self.binder.state != self._begun)

    def save(self) -> None:
        """Keep the record."""
        if self.form.refuses({name: field.wrong() for name, field in self._contacts() if field.wrong()}):
            return
        item = self._in_sight()
        try:
            item.check(self._view.details.received_on, self._session.day())
        except Mistake as mistake:
            self.refuse(mistake)
            return
        items, case, kept = self._session.items, self._view.id, self._changing
        if kept:
            self.keep(self._session.writing, lambda: items.change(kept.id, kept.version, item))
        else:
            self.keep(self._session.writing, lambda: items.add(case, item))

    def _in_sight(self) -> Item:
        """What is typed, without what stands in fields that it no longer calls for."""
        state: Any = self.binder.state
        out_of_sight = {field.name for field in self._spec.fields if not field.when(state)}
        item: Item = replace(
            state, **{each.name: each.default for each in fields(state) if each.name in out_of_sight}
        )
        return item

    def _show(self, state: Any) -> None:
        self.binder.show(state)
        for name, field in self._contacts():
            field.show_contact(getattr(state, name))
        self._offer()

    def _make(self, field: Field) -> QWidget:
        made: QWidget
        match field.editor:
            case Editor.LINE:
                made = QLineEdit()
            case Editor.LINES:
                made = self._lines()
            case Editor.DAY:
                made = DateField(self._session.day)
            case Editor.CHOICE:
                made = self._choice(field)
            case Editor.CONTACT:
                made = ContactField(self._session, self._runner, field.caption)
        self.form.add(field.name, field.caption, made, field.help, required=field.required)
        return made

    def _choice(self, field: Field) -> QComboBox:
        """As wide as the sheet, however long what it offers later is."""
        made = choice(field.options(self._view, self.binder.state))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(_LEAST_LETTERS)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return made

    def _lines(self) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setTabChangesFocus(True)
        made.setFixedHeight(self.fontMetrics().height() * _LINES + 12)
        return made

    def _tie(self, field: Field) -> None:
        match self.fields[field.name]:
            case QLineEdit() as line:
                self.binder.line(field.name, line)
            case QPlainTextEdit() as text:
                self.binder.text(field.name, text)
            case DateField() as day:
                self.binder.day(field.name, day)
            case QComboBox() as box:
                self.binder.choice(field.name, box)
            case ContactField() as contact:
                contact.show_contact(getattr(self._begun, field.name))
                contact.chosen_changed.connect(lambda: self._choose(field, contact))

    def _contacts(self) -> list[tuple[str, ContactField]]:
        return [(name, each) for name, each in self.fields.items() if isinstance(each, ContactField)]

    def _choose(self, field: Field, contact: ContactField) -> None:
        """Take a chosen contact over, with its name where no other is typed."""
        chosen = contact.choice()
        self._about[:] = [each for each in self._about if each[0] is not Kind.CONTACT]
        if chosen.contact:
            self._about.append((Kind.CONTACT, chosen.contact))
        self.binder.put(field.name, chosen.contact)
        line = self.fields.get(field.names)
        if chosen.name and isinstance(line, QLineEdit) and line.text().strip() in {"", self._named}:
            line.setText(chosen.name)
            self._named = chosen.name

    def _offer(self) -> None:
        """Show the fields that what is typed calls for, and in each choice what can be chosen now."""
        state = self.binder.state
        for field in self._spec.fields:
            box = self.fields[field.name]
            options = field.options(self._view, state)
            if isinstance(box, Choice) and self._offered.get(field.name) != options:
                self._offered[field.name] = options
                box.offer(options, getattr(state, field.name))
        self.form.show_only({field.name for field in self._spec.fields if field.when(state)})
