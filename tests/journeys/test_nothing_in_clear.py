"""A day with a marker word in everything: the word is in clear in no file, and nothing asks for a network."""

import os
import re
import shutil
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_from_bytes

import pypdfium2
import pytest

from tests.journeys.conftest import Child
from tests.journeys.marking import ACCENTED, EXPORTS, FILES, MARKER, SECRET, write_messages

pytestmark = pytest.mark.xdist_group("a day")  # which is lived once
STRACE = shutil.which("strace")
OPENING = "open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir,mkdirat,symlink"
WRITING = "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendmmsg"
REACHING = "socket,connect"

TRACE = "trace"
NOT_OURS = {FILES, EXPORTS, TRACE}
HARMLESS = {"/dev/null", "/dev/null/nowhere"}
"""The second is where Qt is told to keep its own settings: a place that cannot be."""

needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed")


def forms(word: str) -> set[bytes]:
    """The bytes that a word is recognised by, in every way of writing it that keeps it readable."""
    written = {word.encode(coding) for coding in ("utf-8", "latin-1", "utf-16-le", "utf-16-be")}
    written |= {word.encode("unicode-escape"), quote_from_bytes(word.encode()).encode()}
    written.add(quote_from_bytes(word.encode("latin-1")).encode())
    written.add(word.encode().replace(b"\xc3", b"=C3"))
    for shift in range(3):
        whole = b64encode(bytes(shift) + word.encode())
        written.add(whole[(0, 2, 3)[shift] : -4])
    return written | {form.upper() for form in written if form.isascii()}


NEEDLES = sorted(form for word in (MARKER, ACCENTED, SECRET) for form in forms(word))
IN_CLEAR = re.compile(b"|".join(re.escape(form) for form in NEEDLES))


@dataclass(frozen=True)
class Lived:
    """What is left of the day."""

    home: Path
    told: list[str]
    trace: list[str]

    def files(self) -> Iterator[Path]:
        """Every file below the home, but the officer's own and those exported on purpose."""
        for path in sorted(self.home.rglob("*")):
            if path.is_file() and path.relative_to(self.home).parts[0] not in NOT_OURS:
                yield path

    def traced(self, calls: str) -> Iterator[str]:
        """The calls of those names that the program and its children made, with their bytes in hex."""
        names = re.compile(rf"^\d+ +({calls.replace(',', '|')})\(")
        return (line for line in self.trace if names.match(line))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """A day, watched by strace where there is one, that ends with SIGKILL while the register is open."""
    home = tmp_path_factory.mktemp("day")
    write_messages(home / FILES)
    (home / EXPORTS).mkdir()
    trace = home / TRACE
    calls = f"trace={OPENING},{WRITING},{REACHING}"
    before = ("-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", "70000", "-e", calls, "-o", str(trace))
    child = Child(home, "marker_child.py", (str(home),), (STRACE, *before) if STRACE else ())
    told = []
    try:
        while (line := child.line()) and line != "kill":
            told.append(line)
        if line == "kill":
            os.kill(int(told[0]), signal.SIGKILL)
            child.process.wait(30)
    finally:
        child.end()
    assert line == "kill", told[-1]
    return Lived(home, told, trace.read_text().splitlines() if STRACE else [])


def plain(traced: str) -> bytes:
    """A call with every string in it as the bytes that it is."""
    parts = re.split(r"((?:\\x[0-9a-f]{2})+)", traced)
    return b"".join(
        bytes.fromhex(part.replace("\\x", "")) if part.startswith("\\x") else part.encode() for part in parts
    )


def test_no_file_and_no_file_name_holds_a_marker(lived: Lived) -> None:
    names = {str(path.relative_to(lived.home)) for path in lived.files()}
    assert {name.rsplit("/", 1)[-1] for name in names} >= {
        "register.kmss",
        "register.keys",
        "register.kmss-wal",
        "settings.json",
        "output.txt",
    }
    assert any("backups" in name for name in names)
    assert [name for name in names if IN_CLEAR.search(name.encode())] == []
    assert [str(path) for path in lived.files() if IN_CLEAR.search(path.read_bytes())] == []


def test_the_report_of_a_defect_was_written_without_its_words(lived: Lived) -> None:
    [*reports] = [path for path in lived.files() if path.name.startswith("report-")]
    assert reports
    assert all("RuntimeError" in path.read_text() for path in reports)
    assert all("fail" in path.read_text() for path in reports)


def test_the_search_would_find_a_marker_in_what_was_exported_on_purpose(lived: Lived) -> None:
    letter = pypdfium2.PdfDocument((lived.home / EXPORTS / "letter.pdf").read_bytes())
    words = " ".join(page.get_textpage().get_text_range() for page in letter)
    assert IN_CLEAR.search(words.encode())
    originals = [path for path in (lived.home / FILES).rglob("*") if path.is_file()]
    assert len(originals) == 5
    assert all(IN_CLEAR.search(path.read_bytes()) for path in originals)


@pytest.mark.parametrize("word", [MARKER, ACCENTED, SECRET])
@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le", "utf-16-be", "base64", "percent"])
def test_the_search_knows_every_way_of_writing_a_marker(word: str, coding: str) -> None:
    ways = {"base64": b64encode(f"x{word}y".encode()), "percent": quote(word).encode()}
    written = ways[coding] if coding in ways else word.encode(coding)
    assert IN_CLEAR.search(b"...." + written + b"....")


def test_nothing_was_put_on_the_clipboard(lived: Lived) -> None:
    assert "clipboard 0" in lived.told


@needs_strace
def test_files_that_are_gone_again_held_no_marker_either(lived: Lived) -> None:
    """Nothing with a marker is written to anything but the pipes of the program's own children."""
    exports = str(lived.home / EXPORTS).encode()
    written = [plain(line) for line in lived.traced(WRITING)]
    assert any(b"register.kmss-wal" in line for line in written)
    with_marker = [line for line in written if IN_CLEAR.search(line)]
    assert with_marker, "the children that read messages get them by a pipe"
    elsewhere = [line for line in with_marker if b"<pipe:[" not in line and exports not in line]
    assert elsewhere == []


@needs_strace
def test_files_are_made_in_the_folders_of_the_program_only(lived: Lived) -> None:
    made = {name for line in lived.traced(OPENING) for name in changed_by(plain(line).decode())}
    allowed = tuple(str(lived.home / place) for place in (".local", ".config", ".cache/fontconfig", EXPORTS))
    assert any(name.startswith(allowed) for name in made)
    assert {name for name in made if not name.startswith(allowed)} <= HARMLESS
    assert not [name for name in made if IN_CLEAR.search(name.encode())]


def changed_by(call: str) -> list[str]:
    """The whole paths of the files that a call makes, renames or takes away; none where it failed."""
    if "= -1 " in call or (re.search(r" open(at)?\(", call) and "O_CREAT" not in call):
        return []
    folder = re.search(r"(?:AT_FDCWD|\d+)<([^>]*)>", call)
    names = re.findall(r'"([^"]*)"', call)
    return [str(Path(folder[1] if folder else "/") / name) for name in names]


@needs_strace
def test_the_program_never_asks_for_a_network(lived: Lived) -> None:
    asked = [line for line in lived.traced(REACHING) if re.search(r"AF_(INET6?|NETLINK|PACKET)", line)]
    assert asked == []


@needs_strace
def test_the_watch_for_a_network_would_see_one(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    ask = "import socket; socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()"
    strace = [str(STRACE), "-f", "--seccomp-bpf", "-qq", "-e", f"trace={REACHING}", "-o", str(trace)]
    subprocess.run([*strace, sys.executable, "-c", ask], check=True)
    assert "AF_INET" in trace.read_text()
