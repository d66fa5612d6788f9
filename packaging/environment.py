"""The program's own Python environment, `.venv` in the checkout, filled from a lock file with hashes."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDER = CHECKOUT / ".venv"
_STAMP = FOLDER / "installed.json"
_PROBE = (
    "import importlib.util, sys; print(sys.version_info[:2], importlib.util.find_spec('pip') is not None)"
)


def ready(lock: Path) -> Path:
    """The environment's Python, with everything that the lock file names installed.

    Does nothing where an earlier call has installed the very same lock file.
    """
    python = python_of(FOLDER)
    if not _is_usable(python):
        _make()
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    installed = _installed()
    if installed.get(lock.name) != digest:
        _install(python, lock)
        _STAMP.write_text(json.dumps({**installed, lock.name: digest}), encoding="utf-8")
    return python


def python_of(folder: Path) -> Path:
    """The interpreter within an environment."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def call(command: Sequence[str], extra: Mapping[str, str] | None = None, *, stay: bool = False) -> int:
    """Run a command and return its exit status, 128 + number if a signal ended it.

    It runs in the checkout, or with `stay` where the person is, so that their relative paths hold.
    `extra` is added to the environment variables. It reads the keyboard only where there is one.
    """
    sys.stdout.flush()
    surroundings = {**os.environ, **(extra or {})}
    where = None if stay else CHECKOUT
    keyboard = None if sys.stdin is not None and sys.stdin.isatty() else subprocess.DEVNULL
    status = subprocess.run(command, cwd=where, env=surroundings, stdin=keyboard, check=False).returncode
    return status if status >= 0 else 128 - status


def _is_usable(python: Path) -> bool:
    """Whether the environment answers, has pip, and is of the Python that runs this."""
    try:
        answer = subprocess.run([python, "-I", "-c", _PROBE], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.strip() == f"{tuple(sys.version_info[:2])} True"


def _make() -> None:
    print(f"Making the program's own environment in {FOLDER}", flush=True)
    if FOLDER.is_dir():
        shutil.rmtree(FOLDER)
    try:
        venv.create(FOLDER, with_pip=True, symlinks=sys.platform != "win32")
    except (OSError, subprocess.CalledProcessError) as reason:
        sys.exit(f"The environment could not be made: {reason}")


def _installed() -> dict[str, str]:
    """Lock file names and the hashes they had when they were installed."""
    try:
        found = json.loads(_STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _install(python: Path, lock: Path) -> None:
    print(f"Installing the libraries that {lock.name} names, which takes a minute once", flush=True)
    pip = ["-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check", "install"]
    status = call(
        [str(python), *pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock)]
    )
    if status != 0:
        sys.exit(
            "The libraries could not be installed; the lines above say why. "
            "Most often the network was away: the same command goes on where this one stopped."
        )
