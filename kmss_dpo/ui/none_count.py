"""Keeps Python 3.11 alive under PySide6 6.12, whose wrappers hand out None without counting it.

Each Qt call that answers None takes one from its reference count (measured: `QObject.parent()`,
`QModelIndex.data()`, `QWidget.layout()`); at nought the interpreter aborts, after a few thousand
calls. From Python 3.12 on None is immortal (PEP 683), which this does for 3.11.
"""

import sys

ENOUGH = 1 << 40


def keep_none_alive() -> None:
    """Raise the reference count of None out of reach, once; does nothing from Python 3.12 on."""
    if sys.version_info >= (3, 12) or sys.getrefcount(None) > ENOUGH // 2:
        return
    import ctypes  # noqa: PLC0415 only the versions that need it pay for it

    ctypes.c_ssize_t.from_address(id(None)).value += ENOUGH
