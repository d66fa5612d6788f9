"""What the program needs from the operating system, and the Debian packages that hold it.

Probed, not looked up in a package list: what can be loaded or run is there, wherever it came from.
The lists were found by starting the program in a bare Debian 12 and adding what it asked for.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """One thing the system must have: how to see whether it is there, and the package that brings it."""

    package: str
    name: str
    is_there: Callable[[str], bool]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _runs(program: str) -> bool:
    return shutil.which(program) is not None


def _exists(path: str) -> bool:
    return Path(path).exists()


def _imports(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _venv_package() -> str:
    """`python3-venv` for the system's own Python 3, the package with the version for any other."""
    own = Path("/usr/bin/python3").resolve().name
    mine = f"python3.{sys.version_info.minor}"
    return "python3-venv" if own == mine else f"{mine}-venv"


PYTHON = (Need(_venv_package(), "ensurepip", _imports),)

QT = (
    Need("libgl1", "libGL.so.1", _loads),
    Need("libegl1", "libEGL.so.1", _loads),
    Need("libxkbcommon0", "libxkbcommon.so.0", _loads),
    Need("libglib2.0-0", "libgthread-2.0.so.0", _loads),
    Need("libfontconfig1", "libfontconfig.so.1", _loads),
    Need("libdbus-1-3", "libdbus-1.so.3", _loads),
)

WINDOW = (
    Need("libxcb-cursor0", "libxcb-cursor.so.0", _loads),
    Need("libxcb-icccm4", "libxcb-icccm.so.4", _loads),
    Need("libxcb-image0", "libxcb-image.so.0", _loads),
    Need("libxcb-keysyms1", "libxcb-keysyms.so.1", _loads),
    Need("libxcb-render0", "libxcb-render.so.0", _loads),
    Need("libxcb-render-util0", "libxcb-render-util.so.0", _loads),
    Need("libxcb-shape0", "libxcb-shape.so.0", _loads),
    Need("libxcb-util1", "libxcb-util.so.1", _loads),
    Need("libxcb-xkb1", "libxcb-xkb.so.1", _loads),
    Need("libxkbcommon-x11-0", "libxkbcommon-x11.so.0", _loads),
    Need("libwayland-cursor0", "libwayland-cursor.so.0", _loads),
    Need("libwayland-egl1", "libwayland-egl.so.1", _loads),
    Need("libcups2", "libcups.so.2", _loads),
)

TESTS = (
    Need("xvfb", "Xvfb", _runs),
    Need("xauth", "xauth", _runs),
    Need("poppler-utils", "pdftotext", _runs),
    Need("qpdf", "qpdf", _runs),
    Need("strace", "strace", _runs),
    Need("dbus", "dbus-run-session", _runs),
    Need("gnome-keyring", "gnome-keyring-daemon", _runs),
    Need("at-spi2-core", "/usr/libexec/at-spi-bus-launcher", _exists),
    Need("python3-pyatspi", "/usr/lib/python3/dist-packages/pyatspi", _exists),
)


def provide(required: Iterable[Need], optional: Iterable[Need] = (), *, ask: bool) -> None:
    """See that the system has what is needed.

    Installs what is missing where this runs as root, or through sudo where `ask` says so; otherwise prints
    the one command that does. Ends the script if something required is still missing afterwards.
    """
    if not sys.platform.startswith("linux"):
        return
    vital, useful = _missing(required), _missing(optional)
    if (vital or useful) and _may_install(ask=ask):
        _install(_packages([*vital, *useful]))
        importlib.invalidate_caches()
        vital, useful = _missing(vital), _missing(useful)
    if vital:
        sys.exit(f"This system lacks what the program needs ({_names(vital)}).\n{_remedy([*vital, *useful])}")
    if useful:
        print(
            f"This system lacks {_names(useful)}; tests that need it are skipped.\n{_remedy(useful)}",
            flush=True,
        )


def _missing(needs: Iterable[Need]) -> list[Need]:
    return [need for need in needs if not need.is_there(need.name)]


def _may_install(*, ask: bool) -> bool:
    return _runs("apt-get") and (os.geteuid() == 0 or (ask and _runs("sudo")))


def _packages(needs: Sequence[Need]) -> list[str]:
    return sorted({need.package for need in needs})


def _install(packages: Sequence[str]) -> None:
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    first = [] if os.geteuid() == 0 else ["sudo"]
    apt = [*first, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        answer = subprocess.run(
            [*apt, *step], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        if answer.returncode != 0:
            print(answer.stdout, flush=True)


def _names(missing: Sequence[Need]) -> str:
    return ", ".join(need.name for need in missing)


def _remedy(missing: Sequence[Need]) -> str:
    packages = " ".join(_packages(missing))
    if not _runs("apt-get"):
        return f"On Debian the packages are called {packages}; install their like with your system's means."
    command = f"apt-get update && apt-get install --yes --no-install-recommends {packages}"
    as_root = "sudo sh -c" if _runs("sudo") else "su --login --command"
    return f"This command installs it:\n\n    {as_root} '{command}'\n"
