from pathlib import Path

import pytest

from kmss_dpo.support.destroying import destroy_file, destroy_folder


def test_a_file_is_overwritten_before_it_goes(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_bytes(b"secret" * 400_000)
    link.hardlink_to(file)
    destroy_file(file)
    assert not file.exists()
    assert link.read_bytes() == bytes(2_400_000)
    destroy_file(file)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory"):
        destroy_file(tmp_path)


def test_a_folder_goes_with_its_files_and_what_a_link_points_at_stays(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    folder = tmp_path / "folder"
    (folder / "below").mkdir(parents=True)
    (folder / "below" / "file").write_bytes(b"secret")
    (folder / "link").symlink_to(outside)
    destroy_folder(folder)
    assert not folder.exists()
    assert outside.read_bytes() == b"mine"


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "real"
    inside.mkdir()
    (inside / "file").write_bytes(b"mine")
    link = tmp_path / "link"
    link.symlink_to(inside)
    with pytest.raises(NotADirectoryError):
        destroy_folder(link)
    assert (inside / "file").read_bytes() == b"mine"
