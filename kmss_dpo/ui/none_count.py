"""Keeps Python 3.11 alive under PySide6 6.12, whose wrappers hand out None and True without counting them.

Each Qt call that answers None takes one from its reference count (measured: `QObject.parent()`,
`QModelIndex.data()`, `QWidget.layout()`), and each signal emitted from Python takes one from True. At
nought the interpreter aborts, after a few thousand calls. From Python 3.12 on these are immortal
(PEP 683), which this does for 3.11.
"""

import sys

ENOUGH = 1 << 40


def keep_none_alive() -> None:
    """Raise the reference counts of None, True and False out of reach; nothing from Python 3.12 on."""
    if sys.version_info >= (3, 12):
        return
    import ctypes  # noqa: PLC0415 only the versions that need it pay for it

    for each in (None, True, False):
        if sys.getrefcount(each) < ENOUGH // 2:
            ctypes.c_ssize_t.from_address(id(each)).value += ENOUGH
