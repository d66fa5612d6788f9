"""What a screen reader is told over AT-SPI, the way it is told on a Linux desktop."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import Child

SYSTEM_PYTHON = "/usr/bin/python3"
READER = Path(__file__).with_name("reading_aloud.py")


def lacking() -> str:
    """What this machine has not got of what it takes."""
    programs = [name for name in ("Xvfb", "dbus-daemon", SYSTEM_PYTHON) if shutil.which(name) is None]
    if programs:
        return ", ".join(programs)
    tried = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    return "pyatspi" if tried.returncode else ""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A screen and a session bus of its own, with assistive technology at work."""
    if missing := lacking():
        pytest.skip(f"needs {missing}")
    run = tmp_path / "run"
    run.mkdir(mode=0o700)
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with screen:
        assert screen.stdout is not None
        display = screen.stdout.readline().decode().strip()
        places = {"DISPLAY": f":{display}", "XDG_RUNTIME_DIR": str(run), "HOME": str(tmp_path)}
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            env=places,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with bus:
            assert bus.stdout is not None
            address = bus.stdout.readline().decode().strip()
            aloud = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"}
            yield places | aloud | {"DBUS_SESSION_BUS_ADDRESS": address}
            bus.terminate()
        screen.terminate()


def read(desktop: dict[str, str], until: str) -> set[tuple[str, str]]:
    """Role and name of everything in the program's windows, read once something is there."""
    done = subprocess.run(
        [SYSTEM_PYTHON, "-B", str(READER), "kmss-dpo", until],
        env=desktop,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return {(role, name) for role, _, name in (line.partition("\t") for line in done.stdout.splitlines())}


def test_the_unlock_page_and_the_main_window_are_read_with_names_and_roles(
    desktop: dict[str, str], folder: Path, start: Callable[..., Child]
) -> None:
    child = start("reader_child.py", str(folder), around=desktop)
    assert child.line() == "unlock"
    seen = read(desktop, "Passphrase")
    assert ("password text", "Passphrase") in seen
    assert "Show the passphrase" in {name for _, name in seen}
    assert {"Unlock", "Use the recovery key"} <= buttons(seen)
    assert nameless(seen) == set()
    child.go_on()
    assert child.line() == "today"
    seen = read(desktop, "Import…")
    assert {"Lock", "New, opens a menu", "Import…"} <= buttons(seen)
    assert any(role in {"text", "entry"} and name == "Search" for role, name in seen)
    for page in ("Today", "Requests", "Complaints", "Enquiries", "Contacts", "Retention", "Settings"):
        assert any(name.startswith(page) for name in buttons(seen)), page
    assert nameless(seen) == set()
    child.go_on()
    assert child.line() == "done"


def buttons(seen: set[tuple[str, str]]) -> set[str]:
    """What can be pressed; the role is called by more than one name."""
    return {name for role, name in seen if "button" in role}


def nameless(seen: set[tuple[str, str]]) -> set[str]:
    """The roles of controls that say nothing."""
    controls = ("button", "text", "entry", "check box", "combo box", "table", "list", "page tab")
    return {role for role, name in seen if not name and role.endswith(controls)}
