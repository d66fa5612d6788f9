from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.letters import Draft, Particulars, compose, edit_text
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look
from kmss_dpo.letters.wording import template
from kmss_dpo.ui.kit.desk import Desk, Fit
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.sheets import pictures
from kmss_dpo.ui.letters.preview import Preview

LOOK = Look("KMSS", ("KM Software Systems Ltd",))
WHO = Particulars("Amal Example", ("3 Sample Street", "EX1 2AB"), date(2026, 11, 22), "SAR-2026-0012")


@pytest.fixture
def draft() -> Draft:
    return compose(template("access_response"), WHO, {}, frozenset())


@pytest.fixture
def preview(files: Executor, runner: Runner) -> Iterator[Preview]:
    made = Preview(runner, files)
    made.resize(800, 700)
    made.show()
    yield made
    made.clear()
    made.deleteLater()


@pytest.fixture
def desk(preview: Preview, qtbot: QtBot, draft: Draft) -> Desk:
    """A desk with a letter of several pages on it."""
    preview.show_letter(pages_of(edit_text(draft, "opening", "Long.\n\n" * 60)), at_once=True)
    qtbot.waitUntil(lambda: len(preview.sheets().sizes) > 2)
    return preview.findChild(Desk)  # type: ignore[return-value] # a preview has its desk


def pages_of(draft: Draft) -> Callable[[], bytes]:
    return lambda: draw(draft, LOOK)


def test_of_several_letters_that_wait_the_newest_is_drawn(
    preview: Preview, qtbot: QtBot, draft: Draft
) -> None:
    held = Event()
    drawn = []

    def slow() -> bytes:
        held.wait(20)
        return draw(draft, LOOK)

    preview.show_letter(slow, at_once=True)
    for number in range(5):
        newer = edit_text(draft, "opening", f"Number {number}.")
        preview.show_letter(lambda newer=newer: drawn.append(newer) or draw(newer, LOOK), at_once=True)  # type: ignore[misc]
    held.set()
    qtbot.waitUntil(lambda: preview.sheets().pdf == draw(newer, LOOK))
    assert drawn == [newer]


def test_a_letter_that_was_taken_away_is_not_shown_when_it_is_ready(
    preview: Preview, qtbot: QtBot, draft: Draft
) -> None:
    held = Event()
    preview.show_letter(lambda: draw(draft, LOOK) if held.wait(20) else b"", at_once=True)
    preview.clear()
    with qtbot.waitSignal(preview.refreshed):
        held.set()
    assert preview.sheets().pdf == b""


def test_the_page_number_follows_the_scrolling_and_turns_round(
    desk: Desk, preview: Preview, qtbot: QtBot
) -> None:
    of = len(desk.sheets().sizes)
    assert preview.bar.page_button.text() == f"Page 1 of {of}"
    for page in [*range(2, of + 1), 1]:
        qtbot.mouseClick(preview.bar.page_button, Qt.MouseButton.LeftButton)
        assert preview.bar.page_button.text() == f"Page {page} of {of}"


def test_pages_come_into_sight_drawn(desk: Desk, qtbot: QtBot) -> None:
    last = len(desk.sheets().sizes) - 1
    desk.zoom(2.0)
    desk.go_to_page(last + 1)
    qtbot.waitUntil(
        lambda: last in desk.sheets().images and desk.sheets().scale == pytest.approx(desk.scale())
    )
    assert 0 not in desk.sheets().images


def test_zooming_fits_the_page_the_width_or_a_factor(desk: Desk, preview: Preview, qtbot: QtBot) -> None:
    page = desk.factor()
    desk.fit(Fit.WIDTH)
    width = desk.factor()
    assert width > page
    assert preview.bar.zoom_button.text() == "Fit width"
    desk.zoom(1.0)
    assert desk.factor() == pytest.approx(1.0)
    assert preview.bar.zoom_button.text() == "100 %"
    desk.zoom_by(1)
    assert preview.bar.zoom_button.text() == "125 %"
    desk.zoom(99)
    assert desk.factor() == pytest.approx(4.0)
    desk.fit(Fit.PAGE)
    assert desk.factor() == pytest.approx(page)
    qtbot.waitUntil(lambda: desk.sheets().scale == pytest.approx(desk.scale()))


def test_something_that_is_no_pdf_is_trouble() -> None:
    with pytest.raises(Trouble, match="can't be shown"):
        pictures(b"no letter", (0,), 1.0)
