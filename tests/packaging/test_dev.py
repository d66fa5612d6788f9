"""The start script: an environment of its own that is made, kept, and made again when it is broken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BARE = {
    name: value
    for name, value in os.environ.items()
    if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
}
ECHO = "import os, sys\nprint(os.environ.get('QT_QPA_PLATFORM'), *sys.argv[1:], sys.prefix, sep='|')\n"

pytestmark = pytest.mark.xdist_group("start_script")


def dev(checkout: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the start script of a checkout, from another folder and without a display."""
    command = [sys.executable, str(checkout / "packaging" / "dev.py"), *arguments]
    answer = subprocess.run(
        command, cwd=checkout.parent, env=BARE | more, capture_output=True, text=True, check=False
    )
    if "This system lacks" in answer.stderr:
        pytest.skip(answer.stderr)
    return answer


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with the start script, a program that repeats its arguments, and no libraries."""
    folder = tmp_path_factory.mktemp("checkouts") / "checkout"
    (folder / "packaging").mkdir(parents=True)
    for script in (ROOT / "packaging").glob("*.py"):
        (folder / "packaging" / script.name).write_bytes(script.read_bytes())
    (folder / "requirements.lock").write_text("# nothing is locked\n", encoding="utf-8")
    (folder / "kmss_dpo").mkdir()
    (folder / "kmss_dpo" / "__init__.py").touch()
    (folder / "kmss_dpo" / "__main__.py").write_text(ECHO, encoding="utf-8")
    return folder


@pytest.fixture
def started_before(checkout: Path) -> Path:
    """The same checkout with its environment made."""
    assert dev(checkout, "run").returncode == 0
    return checkout


def test_a_broken_environment_is_made_again(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(checkout / "gone")
    answer = dev(checkout, "run", "--demo")
    assert answer.returncode == 0, answer.stderr
    assert "Making the program's own environment" in answer.stdout
    assert answer.stdout.splitlines()[-1].endswith(f"|--demo|{checkout / '.venv'}")


def test_a_later_start_installs_nothing(started_before: Path) -> None:
    answer = dev(started_before, "run", "--demo")
    assert "Making" not in answer.stdout
    assert "Installing" not in answer.stdout


def test_without_a_display_it_says_so_and_leaves_pictures_in_the_folder_named(started_before: Path) -> None:
    answer = dev(started_before, "run", "--pictures", "seen", "--more")
    pictures = started_before.parent / "seen"
    assert "There is no display here" in answer.stdout
    assert f"go to {pictures}" in answer.stdout
    assert answer.stdout.splitlines()[-1].startswith(f"offscreen|--offscreen-tour|{pictures}|--more|")


def test_with_a_display_it_opens_the_program_there(started_before: Path) -> None:
    answer = dev(started_before, "run", DISPLAY=":0")
    assert answer.stdout.splitlines()[-1] == f"None|{started_before / '.venv'}"


def test_libraries_without_hashes_are_refused_each_time(started_before: Path) -> None:
    lock = started_before / "requirements.lock"
    before = lock.read_bytes()
    lock.write_text("nothing-of-the-kind==1\n", encoding="utf-8")
    for _ in range(2):
        answer = dev(started_before, "run", PIP_NO_INDEX="1")
        assert answer.returncode == 1
        assert "The libraries could not be installed" in answer.stderr
    lock.write_bytes(before)


def test_the_status_of_the_program_is_the_status_of_the_script(started_before: Path) -> None:
    (started_before / "kmss_dpo" / "__main__.py").write_text("raise SystemExit(7)\n", encoding="utf-8")
    status = dev(started_before, "run").returncode
    (started_before / "kmss_dpo" / "__main__.py").write_text(ECHO, encoding="utf-8")
    assert status == 7
