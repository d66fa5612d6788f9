"""Missing system packages are named in one command, and installed only by who may."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
NOBODY = 65534
ASK_FOR_THE_IMPOSSIBLE = f"""
import os, sys
sys.path.insert(0, {str(PACKAGING)!r})
import system_packages as system
if os.geteuid() == 0 and not {{as_root}}:
    os.seteuid({NOBODY})
system.provide({{required}}, {{optional}}, ask=False)
print("went on")
"""
IMPOSSIBLE = "[system.Need('libnothing1', 'libnothing.so.1', system._loads)]"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="system packages are Linux's")


def provide(
    tools: Path, required: str = "[]", optional: str = "[]", *, as_root: bool = False
) -> subprocess.CompletedProcess[str]:
    """Ask for something that no package brings, where only the programs in `tools` can be run."""
    script = ASK_FOR_THE_IMPOSSIBLE.format(required=required, optional=optional, as_root=as_root)
    return subprocess.run(
        [sys.executable, "-c", script],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def tools() -> Iterator[Path]:
    """A folder for programs, empty at first, that every user can read."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def apt(tools: Path) -> Path:
    """What the installing program was told, in a file that does not exist before."""
    told = tools / "told"
    script = tools / "apt-get"
    script.write_text(f'#!/bin/sh\necho "$@" >> {told}\n', encoding="utf-8")
    script.chmod(0o755)
    (tools / "env").symlink_to("/usr/bin/env")
    return told


def test_without_the_right_to_install_the_one_command_is_printed(tools: Path, apt: Path) -> None:
    answer = provide(tools, required=IMPOSSIBLE)
    assert answer.returncode == 1
    assert "lacks what the program needs (libnothing.so.1)" in answer.stderr
    assert "apt-get update && apt-get install --yes --no-install-recommends libnothing1'" in answer.stderr
    assert not apt.exists()


def test_what_only_tests_need_is_named_and_they_go_on(tools: Path) -> None:
    answer = provide(tools, optional=IMPOSSIBLE)
    assert answer.returncode == 0
    assert "lacks libnothing.so.1; tests that need it are skipped" in answer.stdout
    assert answer.stdout.endswith("went on\n")


def test_on_another_system_the_debian_names_are_a_hint(tools: Path) -> None:
    assert "On Debian the packages are called libnothing1" in provide(tools, required=IMPOSSIBLE).stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root installs unasked")
def test_root_installs_and_is_told_if_that_did_not_help(tools: Path, apt: Path) -> None:
    answer = provide(tools, required=IMPOSSIBLE, as_root=True)
    assert apt.read_text(encoding="utf-8").splitlines() == [
        "-qq update",
        "-qq install --yes --no-install-recommends libnothing1",
    ]
    assert answer.stdout == "Installing system packages: libnothing1\n"
    assert answer.returncode == 1
