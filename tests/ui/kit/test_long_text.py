"""Text of any length comes whole, and no line of it keeps the window waiting."""

from pytestqt.qtbot import QtBot

from kmss_dpo.ui.kit.long_text import LongText, pieces


def test_a_long_text_is_there_whole_after_a_while(qtbot: QtBot) -> None:
    text = "\n".join(f"Line {number}" for number in range(3000))
    shown = LongText("A text", text)
    qtbot.addWidget(shown)
    assert text.startswith(shown.toPlainText())
    assert not shown.whole()
    qtbot.waitUntil(shown.whole)
    assert shown.toPlainText() == text
    assert shown.isReadOnly()


def test_another_text_takes_the_place_of_one_that_is_still_coming(qtbot: QtBot) -> None:
    shown = LongText("A text", "x\n" * 9000)
    qtbot.addWidget(shown)
    shown.show_text("short")
    qtbot.waitUntil(shown.whole)
    assert shown.toPlainText() == "short"


def test_nothing_is_lost_and_only_far_too_long_lines_are_broken() -> None:
    usual = "A paragraph.\n\n" + "word " * 300 + "\nThe end"
    assert "".join(pieces(usual)) == usual
    long = "word " * 1000
    broken = "".join(pieces(long))
    assert broken.replace("\n", "") == long
    assert all(len(line) <= 2000 for line in broken.splitlines())
    assert all(line.endswith(" ") for line in broken.splitlines())
    assert [len(line) for line in "".join(pieces("x" * 4500)).splitlines()] == [2000, 2000, 500]
    assert list(pieces("")) == []
