"""Texts compared without regard to capitals and accents, within SQL.

The search folds accents in its own index. The filters of the lists have no index: they look at every row,
and hand only those few on to Python that are not plain ASCII.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_

from kmss_dpo.domain.folding import folded


def holds(column: ColumnElement[Any], typed: str) -> ColumnElement[bool]:
    """Whether a text holds what was typed. SQLite's own LIKE folds ASCII; each connection knows `folded`."""
    wanted = folded(typed)
    plain = column.contains(wanted, autoescape=True)
    other = func.folded(column).contains(wanted, autoescape=True)
    return or_(plain, and_(func.octet_length(column) > func.length(column), other))
