"""What is being typed into a form, so that a lock can keep it and the form can be gone on with after it."""

import types
import typing
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from enum import Enum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.unfinished import Unfinished
from kmss_dpo.session import Session
from kmss_dpo.ui.kit.runner import Runner

S = TypeVar("S")
Records = Iterable[tuple[Kind, int]]
_OR_NOTHING = (types.UnionType, typing.Union)


class Typing(QObject, Generic[S]):
    """Belongs to a form whose state is a frozen dataclass; the window finds it there when it locks.

    `place` is the page whose `resume` builds the form again, `form` tells that page which one.
    """

    def __init__(  # noqa: PLR0913 a form says once what is to be known of it
        self,
        owner: QWidget,
        session: Session,
        runner: Runner,
        *,
        place: str,
        form: str,
        title: str,
        state: Callable[[], S],
        show: Callable[[S], None],
        about: Callable[[], Records] = tuple,
    ) -> None:
        super().__init__(owner)
        self._session = session
        self._runner = runner
        self._names = (place, form, title)
        self._state = state
        self._show = show
        self._about = about
        self._begun = state()
        self._kept: Unfinished | None = None

    def begin(self, begun: S | None = None) -> None:
        """What stands in the form, or else `begun`, was read, saved or thrown away: it is not unfinished."""
        self._begun = begun or self._state()
        kept, self._kept = self._kept, None
        if kept:
            forget = self._session.unfinished.forget
            self._runner.run(self, self._session.writing, lambda: forget(kept.id), lambda _: None)

    def resume(self, kept: Unfinished) -> None:
        """Put what was typed then over what the form shows now."""
        now: Any = self._state()
        kinds = typing.get_type_hints(type(now))
        typed = {name: _read(kinds[name], value) for name, value in kept.typed.items() if name in kinds}
        self._kept = kept
        self._show(replace(now, **typed))

    def unfinished(self) -> Unfinished | None:
        """What was typed and is not saved; None where there is nothing, or it is kept already."""
        begun: Any = self._begun
        now: Any = self._state()
        names = [each.name for each in fields(now) if getattr(now, each.name) != getattr(begun, each.name)]
        if not names:
            return None
        typed = {name: _plain(getattr(now, name)) for name in names}
        found = Unfinished(*self._names, tuple(self._about()), typed, self._kept.id if self._kept else 0)
        return found if found != self._kept else None

    def take(self, kept: Unfinished) -> None:
        """It was kept so."""
        self._kept = kept


def keep_typing(  # noqa: PLR0913 as above
    dialog: QDialog,
    session: Session,
    runner: Runner,
    *,
    place: str,
    form: str,
    state: Callable[[], S],
    show: Callable[[S], None],
    about: Callable[[], Records] = tuple,
    title: str = "",
) -> Typing[S]:
    """Let a lock keep what is typed into a dialog, until it ends; called once it shows what it begins with.

    It is offered under the title of the dialog where no other is given.
    """
    named = {"place": place, "form": form, "title": title or dialog.windowTitle()}
    typing = Typing(dialog, session, runner, **named, state=state, show=show, about=about)
    dialog.finished.connect(lambda _how: typing.begin())
    return typing


def _plain(value: Any) -> Any:
    """A field's value as JSON knows it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value


def _read(kind: Any, plain: Any) -> Any:
    """What `_plain` wrote of a value of this kind."""
    kind = getattr(kind, "__supertype__", kind)
    inside = typing.get_args(kind)
    if typing.get_origin(kind) in _OR_NOTHING:
        return None if plain is None else _read_one_of(inside, plain)
    if inside:
        return tuple(_read(inside[0], each) for each in plain)
    if is_dataclass(kind):
        kinds = typing.get_type_hints(kind)
        return kind(**{name: _read(kinds[name], value) for name, value in plain.items()})  # type: ignore[operator]
    if kind in (date, time):
        return kind.fromisoformat(plain)
    return kind(plain)


def _read_one_of(kinds: Iterable[Any], plain: Any) -> Any:
    """What was written of a value of one of these kinds: the first that takes it."""
    first, *others = (kind for kind in kinds if kind is not types.NoneType)
    try:
        return _read(first, plain)
    except ValueError:
        if not others:
            raise
    return _read_one_of(others, plain)
