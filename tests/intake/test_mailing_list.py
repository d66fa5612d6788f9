"""A mailing list is checked and cleaned, whatever it is like; the rest of it stays byte for byte."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.domain.errors import Mistake, Stopped, Trouble
from kmss_dpo.domain.suppression import MOST_SHOWN, Checked
from kmss_dpo.intake import mailing_list
from kmss_dpo.intake.mailing_list import check, clean
from kmss_dpo.support.safe_file import NotWritten


def bad(words: str) -> bool:
    return "bad@" in words


def go_on(_done: int, _of: int) -> bool:
    return True


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        made = tmp_path / "list.csv"
        made.write_bytes(content)
        return made

    return write


File = Callable[[bytes], Path]


def cleaned(source: Path | str, place: Path) -> tuple[bytes, Checked]:
    done = clean(source, place, bad, go_on)
    return place.read_bytes(), done


def test_the_lines_that_match_are_numbered_and_the_rest_is_written(file: File, tmp_path: Path) -> None:
    source = file(b"name,email\r\nAnn,ann@x\r\nBo,bad@x\r\nEwa,ewa@x")
    assert check(source, bad, go_on) == Checked(4, 1, (3,))
    content, done = cleaned(source, tmp_path / "clean.csv")
    assert content == b"name,email\r\nAnn,ann@x\r\nEwa,ewa@x"
    assert done == Checked(4, 1, (3,))
    assert [each.name for each in tmp_path.iterdir()].count("clean.csv.new") == 0


def test_a_list_may_be_cleaned_in_its_own_place(file: File) -> None:
    source = file(b"bad@x\nann@x\n")
    assert cleaned(source, source)[0] == b"ann@x\n"


def test_a_quoted_field_that_runs_over_lines_goes_whole(file: File, tmp_path: Path) -> None:
    source = file(b'1,"High Street\nLeeds",bad@x\n2,ann@x\n')
    assert check(source, bad, go_on) == Checked(3, 1, (1,))
    assert cleaned(source, tmp_path / "c")[0] == b"2,ann@x\n"


@pytest.mark.parametrize("after", [3, 30])
def test_a_quote_that_is_never_closed_swallows_nothing(file: File, tmp_path: Path, after: int) -> None:
    rest = b"ann@x\n" * after
    source = file(b'1,"High Street\n' + rest + b"bad@x\n" + rest)
    assert check(source, bad, go_on) == Checked(2 * after + 2, 1, (after + 2,))
    assert cleaned(source, tmp_path / "c")[0] == b'1,"High Street\n' + 2 * rest


def test_what_windows_wrote_is_compared_and_written_as_it_was(file: File, tmp_path: Path) -> None:
    source = file("Zoë;zoe@x\nbadé;bad@x\n".encode("cp1252"))
    seen: list[str] = []
    assert check(source, lambda words: bool(seen.append(words)) or bad(words), go_on).doubtful
    assert seen[0] == "Zoë;zoe@x\n"
    assert cleaned(source, tmp_path / "c")[0] == "Zoë;zoe@x\n".encode("cp1252")


def test_text_beyond_ascii_in_the_usual_encoding_is_not_doubtful(file: File) -> None:
    assert not check(file("Zoë;zoe@x\n".encode()), bad, go_on).doubtful


def test_a_list_in_two_bytes_a_letter_is_read_and_written_so(file: File, tmp_path: Path) -> None:
    source = file("ann@x\nbad@x\n".encode("utf-16"))
    content, done = cleaned(source, tmp_path / "c")
    assert (content.decode("utf-16"), done.matches, done.doubtful) == ("ann@x\n", 1, False)
    cut = file("ann@x\nbad@x\n".encode("utf-16")[:-1])
    assert check(cut, bad, go_on).doubtful


def test_what_was_pasted_is_checked_and_cleaned_too(tmp_path: Path) -> None:
    content, done = cleaned("ann@x\nbad@x\n\ud800\n", tmp_path / "c")
    assert (content, done.matches, done.doubtful) == (b"ann@x\n?\n", 1, False)


def test_a_spreadsheet_or_another_file_that_is_no_text_is_refused(file: File, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="Save it as CSV"):
        check(file(b"PK\x03\x04\0\0"), bad, go_on)
    for source in (tmp_path / "gone.csv", tmp_path):
        with pytest.raises(Trouble, match="could not be read"):
            check(source, bad, go_on)


def test_a_file_that_goes_while_it_is_read_is_trouble(file: File, monkeypatch: pytest.MonkeyPatch) -> None:
    source = file(b"a@x")
    monkeypatch.setattr(Path, "open", lambda *_, **__: (_ for _ in ()).throw(OSError))
    with pytest.raises(Trouble, match="could not be read"):
        check(source, bad, go_on)


def test_a_line_without_end_does_not_fill_the_memory(file: File, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing_list, "_LONGEST", 8)
    done = check(file(b"x" * 20 + b"\nbad@x\n"), bad, go_on)
    assert (done.matches, done.doubtful) == (1, True)


def test_of_very_many_matches_the_first_are_numbered(file: File) -> None:
    done = check(file(b"bad@x\n" * (MOST_SHOWN + 7)), bad, go_on)
    assert (done.matches, len(done.matching)) == (MOST_SHOWN + 7, MOST_SHOWN)


def test_the_work_tells_how_far_it_is_and_stops_without_a_trace(file: File, tmp_path: Path) -> None:
    source = file(b"ann@x\n" * 5_000)
    told: list[tuple[int, int]] = []
    check(source, bad, lambda done, of: not told.append((done, of)))
    assert told == [(12_000, 30_000), (24_000, 30_000)]
    with pytest.raises(Stopped):
        clean(source, tmp_path / "c", bad, lambda *_: False)
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]


def test_a_place_that_cannot_be_written_to_is_told_and_nothing_changes(file: File, tmp_path: Path) -> None:
    source = file(b"ann@x\n")
    with pytest.raises(NotWritten):
        clean(source, tmp_path / "missing" / "c", bad, go_on)
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotWritten):
        clean(source, tmp_path / "folder", bad, go_on)
    assert not (tmp_path / "folder.new").exists()


@given(content=st.binary(max_size=400))
def test_nothing_is_lost_of_a_list_in_which_nobody_is_found(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    source = tmp_path_factory.mktemp("list") / "list.csv"
    source.write_bytes(content)
    try:
        done = clean(source, source.with_name("clean.csv"), lambda _: False, go_on)
    except Mistake:
        assert b"\0" in content
    else:
        assert done.matches == 0
        if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            assert source.with_name("clean.csv").read_bytes() == content
