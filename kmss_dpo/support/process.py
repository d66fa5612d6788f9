"""Limits that the operating system puts on this process; Windows offers none of them this way."""

import sys
from typing import Final

CHILD_MEMORY: Final = 2 * 1024**3
CHILD_SECONDS: Final = 120

if sys.platform != "win32":
    import resource

    def no_core_dumps() -> None:
        """A crash leaves no picture of the memory on the disk; debuggers are not kept out."""
        _lower(resource.RLIMIT_CORE, 0)

    def limit_child() -> None:
        """2 GiB of memory where that is counted, 120 s of processor time, no file written, no core."""
        no_core_dumps()
        _lower(resource.RLIMIT_AS, CHILD_MEMORY)
        _lower(resource.RLIMIT_CPU, CHILD_SECONDS)
        _lower(resource.RLIMIT_FSIZE, 0)

    def _lower(limit: int, most: int) -> None:
        """Lowers a limit for good; a lower one that is set already stays."""
        _, hard = resource.getrlimit(limit)
        lowered = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (lowered, lowered))

else:

    def no_core_dumps() -> None:
        """Windows writes memory pictures only where its owner switched that on."""

    def limit_child() -> None:
        """Windows has no limits that a process sets on itself; the parent's time limit holds there too."""
