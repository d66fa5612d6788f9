"""Starts the window, or as a child one of the parts that work apart, before anything heavy is imported."""

import gc
import sys
from collections.abc import Callable
from typing import Final


def _message() -> None:
    from kmss_dpo.intake.message_child import main as work  # noqa: PLC0415 each child imports only its own

    work()


def _pages() -> None:
    from kmss_dpo.intake.page_child import main as work  # noqa: PLC0415 each child imports only its own

    work()


def _strength() -> None:
    from kmss_dpo.keys.strength_child import main as work  # noqa: PLC0415 each child imports only its own

    work()


def _recovery_kit() -> None:
    from kmss_dpo.letters.kit_child import main as work  # noqa: PLC0415 each child imports only its own

    work()


CHILDREN: Final[dict[str, Callable[[], None]]] = {
    "message": _message,
    "pages": _pages,
    "recovery-kit": _recovery_kit,
    "strength": _strength,
}


def main() -> int:
    """What `python -m kmss_dpo` does; answers the exit code."""
    if sys.argv[1:2] == ["--child"]:
        from kmss_dpo.support.child import become_child  # noqa: PLC0415 the window needs none until later

        become_child(CHILDREN[sys.argv[2]])
        return 0
    make_ready()
    from kmss_dpo.app import main as open_window  # noqa: PLC0415 a child must not load the window

    return open_window()


def make_ready() -> None:
    """Before the window is loaded: nothing that loads is for a collector, and all is imported plainly."""
    gc.disable()  # `Tidying` takes Python's place from the first window on
    import kmss_dpo.ui  # noqa: F401, PLC0415 a child must not load the window


if __name__ == "__main__":
    sys.exit(main())
