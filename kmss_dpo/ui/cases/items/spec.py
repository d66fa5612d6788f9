"""How one sort of small record is listed and written down; the screens are made from this."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.items import Item, KeptItem
from kmss_dpo.ui.kit.table import Column

I = TypeVar("I", bound=Item)  # noqa: E741 - one letter for a type, as everywhere
Options = Sequence[tuple[str, object]]


class Editor(StrEnum):
    """What a field is written with."""

    LINE = "line"
    LINES = "lines"
    DAY = "day"
    CHOICE = "choice"
    CONTACT = "contact"


def always(_item: Any) -> bool:
    """A field that is always there."""
    return True


@dataclass(frozen=True)
class Field:
    """One field of the sheet; it is in sight while `when` holds of what is typed.

    `options` are asked with the case and what is typed, and again whenever that changes. `names` is the line
    that takes the name of a chosen contact, unless something else is typed there.
    """

    name: str
    caption: str
    editor: Editor = Editor.LINE
    help: str = ""
    required: bool = False
    options: Callable[[CaseView, Any], Options] = lambda _view, _item: ()
    when: Callable[[Any], bool] = always
    names: str = ""


@dataclass(frozen=True)
class Begun:
    """What a new record is begun with: the case, who writes it down, and today."""

    view: CaseView
    person: str
    today: date


@dataclass(frozen=True)
class Spec(Generic[I]):
    """One sort of record; `form` names its sheet after a lock, `name` is what one is called: “a place”."""

    sort: type[I]
    kind: Kind
    form: str
    title: str
    name: str
    icon: str
    empty: str
    more: str
    columns: tuple[Column[KeptItem[I]], ...]
    fields: tuple[Field, ...]
    begin: Callable[[Begun], I]
    kinds: frozenset[CaseKind] = frozenset(CaseKind)


def fits(spec: Spec[Any], kind: CaseKind) -> bool:
    """Whether a kind of case has such records."""
    return kind in spec.kinds
