"""Machine settings: kept safely, sound or not at all."""

import json
import stat
import sys
from pathlib import Path

import pytest

from kmss_dpo.support.settings import FILE, IDLE_MINUTES, SCHEME, SETTINGS, TEXT_SCALE, Settings


def test_what_was_never_set_has_its_default(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    assert settings.get(IDLE_MINUTES) == 10
    assert not settings.damaged


def test_what_was_set_is_there_the_next_time(tmp_path: Path) -> None:
    Settings(tmp_path / "new").set(SCHEME, "dark")
    assert Settings(tmp_path / "new").get(SCHEME) == "dark"


@pytest.mark.skipif(sys.platform == "win32", reason="no file modes there")
def test_only_its_owner_can_read_the_file(tmp_path: Path) -> None:
    Settings(tmp_path).set(SCHEME, "dark")
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 10_000, b" " * 70_000])
def test_a_damaged_file_gives_the_defaults_and_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    settings = Settings(tmp_path)
    assert settings.damaged
    assert all(settings.get(each) == each.default for each in SETTINGS)


def test_a_value_out_of_bounds_is_left_aside_and_the_others_kept(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"idle_minutes": 0, "scheme": "dark", "unheard_of": 1}))
    settings = Settings(tmp_path)
    assert settings.damaged
    assert (settings.get(IDLE_MINUTES), settings.get(SCHEME)) == (10, "dark")


@pytest.mark.parametrize(("setting", "value"), [(SCHEME, "pink"), (TEXT_SCALE, 9.0), (IDLE_MINUTES, True)])
def test_no_wrong_value_is_kept(tmp_path: Path, setting: object, value: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Settings(tmp_path).set(setting, value)  # type: ignore[arg-type, type-var]


def test_every_default_is_acceptable() -> None:
    assert all(each.accepts(each.default) for each in SETTINGS)
    assert len({each.key for each in SETTINGS}) == len(SETTINGS)
