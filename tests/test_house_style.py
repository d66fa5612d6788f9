"""Sizes, words and calls that the house allows, read from the syntax tree; and what no file may hold.

Every rule takes source text and answers with what is wrong, so that each is shown to catch a violation.
"""

import ast
import re
import subprocess
import tomllib
from collections.abc import Callable, Container, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted(path for folder in ("kmss_dpo", "packaging") for path in (ROOT / folder).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
PROGRAM = [path for path in CODE if path.is_relative_to(ROOT / "kmss_dpo")]

MODULE_LINES, CLASS_LINES, FUNCTION_LINES = 400, 200, 50

MAY_CATCH_ANYTHING = {
    "kmss_dpo/ui/kit/runner.py",  # hands whatever a job raised to the window
    "kmss_dpo/app.py",  # the exception hook, the last to hear of a defect
}
# A released migration is a list of statements that never changes again.
MAY_BE_LONG = {
    "kmss_dpo/store/migrations/versions/v0001_first_tables.py",
    "kmss_dpo/store/migrations/versions/v0002_casework.py",
}
MAY_ASK_THE_TIME = {"kmss_dpo/support/clock.py"}
MAY_RUN_A_LOOP = {
    "kmss_dpo/app.py",  # the one event loop of the program
}

TIME = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime"),
    *("QDate.currentDate", "QTime.currentTime", "QDateTime.currentDateTime"),
    *("QDateTime.currentDateTimeUtc", "QDateTime.currentMSecsSinceEpoch"),
}
LOOPS = re.compile(
    r"(^|\.)(exec|exec_|processEvents)$|QEventLoop$"
    r"|^QMessageBox\.(about|critical|information|question|warning)$"
    r"|^Q(Color|File|Font|Input)Dialog\.get\w+$"
)
EMPTY_NAME = re.compile(r"(^|_|[a-z])(manager|helpers?|utils?|info|handler?)$", re.IGNORECASE)

MACHINE = re.compile(
    r"/(root|work)/|/(home|Users|tmp|opt)/\w|[A-Z]:\\Users\\"
    r"|\b(pypi|pythonhosted|npmjs|crates|anaconda|jfrog)\.(org|com|io)\b|\b\w+\.pkg\.dev\b"
)


def name_of(path: Path) -> str:
    """A file's path from the root of the checkout, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def dotted(node: ast.expr) -> str:
    """The last two parts of a dotted name: `datetime.datetime.now` is `datetime.now`."""
    match node:
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=attribute):
            return f"{owner}.{attribute}"
        case ast.Attribute(attr=attribute):
            return f".{attribute}"
        case ast.Name(id=name):
            return name
    return ""


def names_used(source: str) -> Iterator[tuple[int, str]]:
    """Every name and dotted name, with its line, whether called or handed on."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute | ast.Name):
            yield node.lineno, dotted(node)


def too_long(source: str) -> list[str]:
    """A module that is too long."""
    lines = len(source.splitlines())
    return [f"module of {lines} lines"] if lines > MODULE_LINES else []


def oversized(source: str) -> list[str]:
    """The module, classes and functions that are too long."""
    found = too_long(source)
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ClassDef():
                limit = CLASS_LINES
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                limit = FUNCTION_LINES
            case _:
                continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > limit:
            found.append(f"{node.lineno}: {node.name} of {length} lines")
    return found


def unexplained(source: str) -> list[str]:
    """A module without a docstring."""
    return [] if ast.get_docstring(ast.parse(source)) else ["no docstring"]


def catches_anything(source: str) -> list[str]:
    """Handlers that would swallow our own defects; those that tidy up and raise again do not."""
    return [
        f"{node.lineno}: except {ast.unparse(node.type) if node.type else ''}".rstrip()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or re.search(r"\b(Base)?Exception\b", ast.unparse(node.type)))
        and ast.unparse(node.body[-1]) != "raise"
    ]


def asks_the_time(source: str) -> list[str]:
    """Uses of the computer's clock."""
    return [f"{line}: {name}" for line, name in names_used(source) if name in TIME]


def nests_a_loop(source: str) -> list[str]:
    """Calls that run an event loop inside the event loop."""
    return [f"{line}: {name}" for line, name in names_used(source) if LOOPS.search(name)]


def empty_names(path: str, source: str) -> list[str]:
    """Modules and classes whose name ends in a word that says nothing."""
    classes = [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    return [name for name in [Path(path).stem, *classes] if EMPTY_NAME.search(name)]


def ties_to_a_machine(text: str) -> list[str]:
    """Absolute paths of somebody's machine, and hosts that packages come from."""
    return [
        f"{number}: {found.group()}"
        for number, line in enumerate(text.splitlines(), start=1)
        for found in MACHINE.finditer(line)
    ]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def broken(
    rule: Callable[[str], list[str]], paths: list[Path], but: Container[str] = ()
) -> dict[str, list[str]]:
    """What a rule finds wrong, by file, in all files but those named."""
    found = {name_of(path): rule(read(path)) for path in paths if name_of(path) not in but}
    return {name: wrongs for name, wrongs in found.items() if wrongs}


def test_every_module_class_and_function_is_of_a_size_to_be_read_in_one_go() -> None:
    assert broken(oversized, CODE, MAY_BE_LONG) == {}


def test_every_module_of_tests_can_be_read_in_one_go() -> None:
    assert broken(too_long, TESTS) == {}


def test_too_long_modules_classes_and_functions_are_caught() -> None:
    function = "def f():\n" + "    1\n" * FUNCTION_LINES
    assert oversized(function) == [f"1: f of {FUNCTION_LINES + 1} lines"]
    assert oversized("class C:\n" + "    1\n" * CLASS_LINES) == [f"1: C of {CLASS_LINES + 1} lines"]
    assert oversized("1\n" * (MODULE_LINES + 1)) == [f"module of {MODULE_LINES + 1} lines"]


def test_every_module_says_what_it_is_for() -> None:
    assert broken(unexplained, CODE) == {}


def test_a_module_that_says_nothing_is_caught() -> None:
    assert unexplained("import os\n") == ["no docstring"]


def test_no_module_swallows_defects_but_the_last_nets() -> None:
    assert broken(catches_anything, PROGRAM, MAY_CATCH_ANYTHING) == {}


@pytest.mark.parametrize("what", ["", " Exception", " BaseException as error", " (ValueError, Exception)"])
def test_a_handler_for_everything_is_caught(what: str) -> None:
    assert len(catches_anything(f"try:\n    f()\nexcept{what}:\n    pass")) == 1


def test_a_handler_that_tidies_up_and_raises_again_is_let_be() -> None:
    assert catches_anything("try:\n    f()\nexcept BaseException:\n    g()\n    raise") == []


def test_only_the_clock_asks_the_time() -> None:
    assert broken(asks_the_time, PROGRAM, MAY_ASK_THE_TIME) == {}


@pytest.mark.parametrize(
    "source",
    ["datetime.now(UTC)", "datetime.datetime.now()", "f(default=date.today)", "QDate.currentDate()"],
)
def test_a_look_at_the_clock_is_caught(source: str) -> None:
    assert len(asks_the_time(source)) == 1


def test_there_is_one_event_loop() -> None:
    assert broken(nests_a_loop, PROGRAM, MAY_RUN_A_LOOP) == {}


@pytest.mark.parametrize(
    "source",
    [
        "QApplication.processEvents()",
        "dialog.exec()",
        "Dialog(self).exec()",
        "loop = QEventLoop()",
        "QMessageBox.question(self, '', '')",
        "QFileDialog.getOpenFileName(self)",
    ],
)
def test_a_nested_event_loop_is_caught(source: str) -> None:
    assert len(nests_a_loop(source)) == 1


def test_names_say_what_things_are() -> None:
    assert [wrong for path in CODE for wrong in empty_names(name_of(path), read(path))] == []


def test_names_that_say_nothing_are_caught() -> None:
    assert empty_names("ui/case_helper.py", "class LetterManager: ...") == ["case_helper", "LetterManager"]
    assert empty_names("store/utils.py", "class CaseInfo: ...") == ["utils", "CaseInfo"]


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Every text file that version control keeps, with its name."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listing.split("\0")):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in content:
            yield name, content.decode("utf-8", errors="replace")


def test_no_tracked_file_ties_the_project_to_a_machine_or_a_registry() -> None:
    found = {
        name: ties_to_a_machine(text) for name, text in tracked_texts() if name != name_of(Path(__file__))
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text",
    [
        "open('/home/ann/register')",
        r"C:\Users\ann",
        "cd /{}/register".format("root"),
        "https://files.{}.org/x".format("pythonhosted"),
    ],
)
def test_a_path_of_a_machine_and_a_registry_are_caught(text: str) -> None:
    assert len(ties_to_a_machine(text)) == 1


def pins(lock: str) -> dict[str, str]:
    """Package names and versions of a lock file."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", read(ROOT / lock), flags=re.MULTILINE))


def test_the_tests_run_on_the_very_versions_that_the_program_runs_on() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-test.lock").items()


def test_every_locked_version_carries_hashes() -> None:
    for lock in ("requirements.lock", "requirements-test.lock"):
        entries = re.split(r"^(?=[\w.-]+==)", read(ROOT / lock), flags=re.MULTILINE)[1:]
        assert entries
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_each_example_of_the_clock_is_held_against_changes_made_on_purpose() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    chosen = set(settings["tool"]["mutmut"]["pytest_add_cli_args_test_selection"])
    slow = {"tests/domain/clock/test_properties.py", "tests/domain/clock/test_second_count.py"}
    there = {f"tests/domain/clock/{each.name}" for each in (ROOT / "tests/domain/clock").glob("test_*.py")}
    assert there - chosen == slow
