import errno
import os
import stat
from pathlib import Path

import pytest

from kmss_dpo.support.safe_file import NotWritten, make_private_folder, not_written, write_safely
from tests.disks import full_disk


def test_a_file_is_replaced_whole_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old and longer")
    write_safely(path, b"new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


def test_a_half_written_file_of_a_crash_and_a_planted_link_are_replaced(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"untouched")
    (tmp_path / "file.new").symlink_to(elsewhere)
    write_safely(tmp_path / "file", b"whole")
    assert (tmp_path / "file").read_bytes() == b"whole"
    assert elsewhere.read_bytes() == b"untouched"


def test_where_folders_cannot_be_opened_the_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_DIRECTORY")
    write_safely(tmp_path / "file", b"whole")
    assert (tmp_path / "file").read_bytes() == b"whole"


def test_a_full_disk_leaves_the_old_file_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_safely(path, b"old")
    with full_disk(10), pytest.raises(NotWritten, match="disk is full"):
        write_safely(path, b"x" * 100)
    assert path.read_bytes() == b"old"


def test_a_folder_is_made_with_those_above_it_and_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "office" / "register"
    make_private_folder(folder)
    folder.chmod(0o755)
    make_private_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (folder / "file").write_bytes(b"")
    with pytest.raises(NotWritten):
        make_private_folder(folder / "file")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "disk is full"),
        (errno.EFBIG, "disk is full"),
        (errno.EACCES, "does not let the program write"),
        (errno.EPERM, "does not let the program write"),
        (errno.EROFS, "does not let the program write"),
        (errno.EIO, "refused to write"),
    ],
)
def test_each_answer_of_the_disk_has_its_sentence_without_a_path(number: int, sentence: str) -> None:
    told = not_written(OSError(number, "words of the system", "/secret/path"))
    assert sentence in told.happened
    assert "secret" not in str(told)
