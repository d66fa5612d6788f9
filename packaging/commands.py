"""What `dev.py` can do: run the program, test it, lock its libraries, measure it."""

import argparse
import os
import sys
import tempfile
import venv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import display
import environment
import system_packages
from environment import CHECKOUT

RUN_LOCK = CHECKOUT / "requirements.lock"
TEST_LOCK = CHECKOUT / "requirements-test.lock"
WORKERS = str(min(4, (os.cpu_count() or 1) + 1))
"""One more than there are processors: tests of windows wait half of their time (measured)."""


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks; the answer is the exit status."""
    wishes, passed_on = _parser().parse_known_args(arguments)
    do: Callable[[argparse.Namespace, list[str]], int] = wishes.do
    try:
        return do(wishes, passed_on)
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Makes its own environment beside the program, then runs, tests or measures it.",
        epilog="Arguments that a command does not know are passed on to what it starts.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, do, purpose in (
        ("run", run, "start the program; --demo opens a demonstration register"),
        ("test", test, "check style, types and behaviour"),
        ("coverage", coverage, "run the tests and print the lines and branches of the program they miss"),
        ("mutate", mutate, "change the code on purpose and count the changes that no test notices"),
        ("bench", bench, "print the figures of speed and memory"),
        ("lock", lock, "work out both lock files anew from pyproject.toml"),
    ):
        command = commands.add_parser(name, help=purpose, description=purpose, allow_abbrev=False)
        command.set_defaults(do=do)
        command.add_argument(
            "--install-system-packages",
            action="store_true",
            help="install missing system packages with sudo (done unasked where this runs as root)",
        )
        if do is run:
            command.add_argument(
                "--pictures",
                type=Path,
                default=CHECKOUT / "pictures",
                metavar="FOLDER",
                help="where pictures of screens and letters go if there is no display",
            )
    return parser


def run(wishes: argparse.Namespace, passed_on: list[str]) -> int:
    """Start the program, or where there is no display, the tour that leaves pictures of it."""
    shown = display.is_there()
    window = system_packages.WINDOW if shown else ()
    needs = [*system_packages.PYTHON, *system_packages.QT, *window]
    system_packages.provide(needs, ask=wishes.install_system_packages)
    python = environment.ready(RUN_LOCK)
    command = [str(python), "-P", "-m", "kmss_dpo"]
    surroundings = {"PYTHONPATH": str(CHECKOUT)}
    if not shown:
        pictures = wishes.pictures.resolve()
        print(
            "There is no display here, so the program does its main job offscreen, from a message file "
            f"to the letter.\nPictures of the screens and the letters go to {pictures}",
            flush=True,
        )
        command += ["--offscreen-tour", str(pictures)]
        surroundings["QT_QPA_PLATFORM"] = "offscreen"
    return environment.call([*command, *passed_on], surroundings, stay=True)


def test(wishes: argparse.Namespace, passed_on: list[str]) -> int:
    """Check style, format and types, then run the tests, which must reach all that pyproject.toml names."""
    python = _with_tests(wishes)
    checks = (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
    )
    failed = [" ".join(check) for check in checks if environment.call([str(python), "-m", *check]) != 0]
    if failed:
        print(f"FAILED before the tests: {', '.join(failed)}", flush=True)
    everything = ["-n", WORKERS, "--dist", "loadgroup", "--cov"]
    return _pytest(python, passed_on or everything) or (1 if failed else 0)


def coverage(wishes: argparse.Namespace, passed_on: list[str]) -> int:
    """Run the tests and list what of the whole program they miss."""
    report = ["--cov=kmss_dpo", "--cov-fail-under=0"]
    return _pytest(_with_tests(wishes), [*report, *(passed_on or ["-n", WORKERS, "--dist", "loadgroup"])])


def mutate(wishes: argparse.Namespace, passed_on: list[str]) -> int:
    """Run mutmut as pyproject.toml says, then list the survivors."""
    mutmut = [str(_with_tests(wishes)), "-m", "mutmut"]
    status = environment.call([*mutmut, "run", *passed_on], _offscreen())
    return environment.call([*mutmut, "results"]) or status


def bench(wishes: argparse.Namespace, passed_on: list[str]) -> int:
    """Run the benchmark program in `tests/benchmarks`."""
    program = str(CHECKOUT / "tests" / "benchmarks")
    surroundings = {"PYTHONPATH": str(CHECKOUT), **_offscreen()}
    return environment.call([str(_with_tests(wishes)), program, *passed_on], surroundings)


def lock(wishes: argparse.Namespace, passed_on: list[str]) -> int:
    """Write both lock files; uv lives in a scratch environment for as long as that takes."""
    system_packages.provide(system_packages.PYTHON, ask=wishes.install_system_packages)
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True, symlinks=sys.platform != "win32")
        python = environment.python_of(Path(scratch))
        if environment.call([str(python), "-m", "pip", "install", "--quiet", "uv"]) != 0:
            sys.exit("uv could not be installed; see above.")
        compile_ = [
            *(str(python), "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"),
            *("--universal", "--generate-hashes", "--python-version", "3.11"),
            *("--no-header", "--no-emit-index-url", "--no-emit-find-links", *passed_on),
        ]
        same = ["--constraint", RUN_LOCK.name]
        return environment.call([*compile_, "--output-file", RUN_LOCK.name]) or environment.call(
            [*compile_, *same, "--extra", "test", "--output-file", TEST_LOCK.name]
        )


def _with_tests(wishes: argparse.Namespace) -> Path:
    vital = [*system_packages.PYTHON, *system_packages.QT]
    useful = [*system_packages.WINDOW, *system_packages.TESTS]
    system_packages.provide(vital, useful, ask=wishes.install_system_packages)
    return environment.ready(TEST_LOCK)


def _pytest(python: Path, arguments: Sequence[str]) -> int:
    return environment.call([str(python), "-m", "pytest", *arguments], _offscreen())


def _offscreen() -> Mapping[str, str]:
    return {"QT_QPA_PLATFORM": "offscreen"}
