"""What can happen to the clock of the case that is shown, as a menu: exactly that, in every state."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from kmss_dpo.domain.cases import Status
from kmss_dpo.domain.clock import event_title, possible_events
from kmss_dpo.ui.cases.actions import CaseActions

CORRECT = "Correct the clock facts…"
PRINT = "Print how the date was worked out…"


def fill_clock_menu(menu: QMenu, actions: CaseActions, *, printing: bool = True) -> None:
    """Fill a menu as it opens: the events possible now, what they would do, and the way to correct."""
    menu.clear()
    view = actions.view
    if view is None:
        return
    if view.status is not Status.VOIDED:
        _add_events(menu, actions)
        _add(menu, CORRECT, actions.clock)
    if printing:
        _add(menu, PRINT, actions.print_derivation)


def _add_events(menu: QMenu, actions: CaseActions) -> None:
    view = actions.view
    assert view
    events = possible_events(view.details, view.facts, view.status)
    if not events:
        return
    titles = [(f"{event_title(event, view.details, view.facts)}…", event) for event in events]
    for words, event in titles:
        _add(menu, words, partial(actions.record, event))
    menu.addSeparator()
    looking = menu.addMenu("What if?")
    for words, event in titles:
        _add(looking, words, partial(actions.record, event, looking=True))


def _add(menu: QMenu, words: str, act: Callable[[], None]) -> None:
    menu.addAction(words).triggered.connect(lambda _on=False: act())
