import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")


def asked(code: str) -> str:
    given = "import resource\nfrom kmss_dpo.support.process import limit_child, no_core_dumps\n"
    return subprocess.run(
        [sys.executable, "-c", given + code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_crash_leaves_no_core_dump() -> None:
    assert asked("no_core_dumps(); print(resource.getrlimit(resource.RLIMIT_CORE))") == "(0, 0)"


def test_the_memory_stays_readable_for_the_one_who_may_debug() -> None:
    code = "import ctypes; no_core_dumps(); print(ctypes.CDLL(None).prctl(3))"
    assert asked(code) == "1"


def test_a_child_has_limits_of_memory_time_and_files_for_good() -> None:
    names = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE")
    code = f"limit_child(); print(*(resource.getrlimit(getattr(resource, name)) for name in {names}))"
    assert asked(code) == f"({2 * 1024**3}, {2 * 1024**3}) (120, 120) (0, 0)"


def test_a_child_takes_no_more_memory_than_its_limit() -> None:
    code = "limit_child()\ntry: bytearray(3 * 1024**3)\nexcept MemoryError: print('refused')"
    assert asked(code) == "refused"


def test_a_child_writes_no_byte_to_a_file(tmp_path: Path) -> None:
    path = str(tmp_path / "file")
    code = f"limit_child()\nopened = open({path!r}, 'wb', 0)\n"
    assert asked(code + "try: opened.write(b'x')\nexcept OSError: print('no')") == "no"


def test_a_lower_limit_that_is_set_already_stays() -> None:
    code = "resource.setrlimit(resource.RLIMIT_CPU, (7, 7)); limit_child(); print("
    assert asked(code + "resource.getrlimit(resource.RLIMIT_CPU))") == "(7, 7)"
