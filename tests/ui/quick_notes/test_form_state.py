"""What is typed of a call and what becomes of it, without a widget."""

from datetime import date

import pytest

from kmss_dpo.domain.cases import Channel
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.quick_notes import NewQuickNote, Thrown
from kmss_dpo.ui.quick_notes.form_state import CompletionForm, Into, QuickNoteForm, form_of

DAY = date(2026, 11, 20)


def test_a_call_needs_who_it_was_and_what_they_said() -> None:
    assert set(QuickNoteForm(on=DAY).wrong()) == {"who", "what"}
    assert set(QuickNoteForm("Ann", "", "Wants all", None, None).wrong()) == {"channel", "on"}
    with pytest.raises(Mistake) as refused:
        QuickNoteForm(on=DAY).content()
    assert refused.value.field == "who"


def test_a_call_is_kept_as_it_was_typed() -> None:
    form = QuickNoteForm(" Ann ", " 01632 960 733 ", " Wants all\n", on=DAY)
    assert form.content() == NewQuickNote("Ann", "Wants all", DAY, Channel.PHONE, "01632 960 733")


def test_a_note_that_is_put_right_begins_as_it_was_taken_down() -> None:
    taken = NewQuickNote("Ann", "Wants all", DAY, Channel.IN_PERSON, "01632 960 733")
    assert form_of(taken).content() == taken


def test_each_way_of_completing_needs_its_own() -> None:
    assert CompletionForm().wrong() == {}
    assert set(CompletionForm(Into.EXISTING).wrong()) == {"case"}
    assert CompletionForm(Into.EXISTING, case=3).wrong() == {}
    assert set(CompletionForm(Into.NOTHING).wrong()) == {"why"}
    assert CompletionForm(Into.NOTHING, why=Thrown.NOT_OURS).wrong() == {}
