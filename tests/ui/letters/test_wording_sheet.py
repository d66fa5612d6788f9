"""The wording of a letter is changed at the screen: seen on a sample, checked, kept in versions."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from kmss_dpo.domain.letters.wordings import as_shipped, wording_to_plain
from kmss_dpo.session import Session
from kmss_dpo.store import settings
from kmss_dpo.ui.letters.wordings.desk import WordingDesk
from kmss_dpo.ui.letters.wordings.form_state import reworded, translated, translated_subject, worded_in
from kmss_dpo.ui.letters.wordings.sheet import WordingSheet

from .rewording import (
    CODE,
    ENGLISH,
    SHIPPED,
    WELSH,
    box,
    decide,
    printed,
    save,
    settled,
    sheet_of,
    write,
)


def test_what_is_typed_is_seen_on_the_sample_and_kept_when_saved(
    qtbot: QtBot, session: Session, desk: WordingDesk, sheet: WordingSheet
) -> None:
    assert "Sample Person" in printed(sheet)
    sheet.subject.setText("My answer")
    sheet.title.setText("Refused in part")
    write(box(sheet, "opening").text, "Hello {{name of the person}}.")
    box(sheet, "opening").heading.setText("Greeting")
    sheet.parts.row("opening").name.setText("Hello")
    sheet.parts.row("enclosed").tick.box.click()
    qtbot.waitUntil(lambda: "Greeting Hello Sample Person." in printed(sheet))
    assert settled(session) == as_shipped(SHIPPED), "nothing is kept before it is saved"
    assert save(qtbot, sheet, desk) == "Saved. Letters begun from now on have this wording."
    kept = settled(session)
    assert (kept.head.title, kept.head.subject) == ("Refused in part", "My answer")
    first = kept.blocks[0].words
    assert (first.title, first.heading, first.text) == ("Hello", "Greeting", "Hello {{name of the person}}.")
    assert next(each for each in kept.blocks if each.key == "enclosed").included


def test_where_nothing_was_typed_saving_makes_no_version(
    qtbot: QtBot, session: Session, sheet: WordingSheet
) -> None:
    assert not sheet.touched()
    sheet.decide_button.click()
    qtbot.waitUntil(lambda: not sheet.isVisible())
    assert session.wordings.open(CODE).number == 0


def test_saving_waits_for_what_the_law_requires_and_leads_there(
    session: Session, sheet: WordingSheet
) -> None:
    write(box(sheet, "court").text, " ")
    (said,) = box(sheet, "court").sentences()
    assert said == "“Going to court” is empty; UK GDPR Art 12(4) requires it."
    sheet.title.setFocus()
    sheet.decide_button.click()
    assert sheet.isVisible()
    assert QApplication.focusWidget() is box(sheet, "court").text
    assert settled(session) == as_shipped(SHIPPED)


def test_what_is_wrong_is_said_beside_the_part_as_one_types(sheet: WordingSheet) -> None:
    write(box(sheet, "opening").text, "See Article 77, {{no such field}}.")
    assert [each.split(",")[0] for each in box(sheet, "opening").sentences()] == [
        "The letter cites Article 77",
        "The register knows no field “no such field”. It is a gap to fill in in each letter.",
    ]
    assert "Article 77" in box(sheet, "opening").text.accessibleDescription()
    write(box(sheet, "opening").text, "Hello.")
    assert box(sheet, "opening").sentences() == []
    sheet.subject.setText("")
    assert sheet.form.row("subject").error() == "Write the subject."
    sheet.decide_button.click()
    assert QApplication.focusWidget() is sheet.subject


def test_a_part_that_the_law_requires_cannot_be_taken_away(sheet: WordingSheet) -> None:
    for block in SHIPPED.blocks:
        assert sheet.parts.row(block.key).remove.isHidden() is bool(block.required_by)


def test_a_part_is_taken_away_and_put_back_and_one_s_own_is_added(
    qtbot: QtBot, session: Session, desk: WordingDesk, sheet: WordingSheet
) -> None:
    sheet.parts.row("asked").remove.click()
    assert QApplication.focusWidget() is box(sheet, "done").text, "the keyboard goes on with the next part"
    assert [sheet.part.itemText(at) for at in range(sheet.part.count())] == [
        "A part of your own",
        "What was asked for",
    ]
    sheet.part.setCurrentIndex(1)
    sheet.add.click()
    assert not sheet.touched()
    sheet.add.click()
    assert QApplication.focusWidget() is sheet.parts.row("own-1").name
    sheet.decide_button.click()
    assert sheet.isVisible(), "an empty part waits for its words"
    write(box(sheet, "own-1").text, "A word of my own.")
    save(qtbot, sheet, desk)
    assert settled(session).blocks[-1].words.text == "A word of my own."


def test_a_field_is_put_in_where_one_types(sheet: WordingSheet) -> None:
    at = next(at for at in range(sheet.field.count()) if sheet.field.itemData(at) == "{{day received}}")
    sheet.field.setCurrentIndex(at)
    sheet.put_in.click()
    assert box(sheet, "opening").text.text().startswith("{{day received}}"), "at first into the first part"
    write(box(sheet, "court").text, "A judge ")
    sheet.field.setFocus()
    sheet.put_in.click()
    assert box(sheet, "court").text.text() == "A judge {{day received}}"
    assert QApplication.focusWidget() is box(sheet, "court").text


def test_what_ships_can_be_compared_where_it_is_otherwise(sheet: WordingSheet) -> None:
    row = sheet.parts.row("complain_to_us")
    assert row.compare.isHidden()
    write(box(sheet, "complain_to_us").text, "Complain {{ways to reach us}}.")
    assert not row.compare.isHidden()
    row.compare.click()
    assert row._ships.isVisible()
    assert "You have the right to complain to us" in row._ships.text()
    ships = next(each for each in SHIPPED.blocks if each.key == "complain_to_us")
    write(box(sheet, "complain_to_us").text, ships.text)
    assert row._ships.isHidden()


def test_welsh_words_stand_beside_the_english_ones(
    qtbot: QtBot, session: Session, desk: WordingDesk, window: QMainWindow
) -> None:
    sheet = sheet_of(qtbot, desk, window, "request_acknowledgement")
    assert sheet.form.row(WELSH.value).isHidden()
    sheet.languages[WELSH].box.click()
    assert QApplication.focusWidget() is sheet.subjects[WELSH]
    assert {each for each in QApplication.topLevelWidgets() if each.isVisible()} == {window, sheet}
    sheet.decide_button.click()
    assert sheet.form.row(WELSH.value).error() == "Write the subject."
    sheet.subjects[WELSH].setText("Eich cais")
    write(box(sheet, "received", WELSH).text, "Diolch, {{day received}}.")
    qtbot.waitUntil(lambda: "Annwyl Sample Person, Diolch, 1 Medi 2026." in printed(sheet))
    write(box(sheet, "received").text, "Thank you, {{day received}}.")
    qtbot.waitUntil(lambda: "Thank you, 1 September 2026." in printed(sheet))
    save(qtbot, sheet, desk)
    its = settled(session, "request_acknowledgement").translation(WELSH)
    assert (its.subject, its.block("received").text) == ("Eich cais", "Diolch, {{day received}}.")


def test_welsh_words_are_taken_away_only_when_that_is_meant(
    qtbot: QtBot, session: Session, desk: WordingDesk, window: QMainWindow
) -> None:
    code = "request_acknowledgement"
    welsh = translated_subject(worded_in(settled(session, code), WELSH, on=True), WELSH, "Eich cais")
    session.wordings.settle(code, translated(welsh, WELSH, "received", "", "Diolch."), 0)
    sheet = sheet_of(qtbot, desk, window, code)
    sheet.languages[WELSH].box.click()
    decide(qtbot, sheet, taken=False)
    assert sheet.languages[WELSH].box.isChecked()
    assert box(sheet, "received", WELSH).text.text() == "Diolch."
    sheet.languages[WELSH].box.click()
    decide(qtbot, sheet)
    assert sheet.form.row(WELSH.value).isHidden()
    save(qtbot, sheet, desk)
    assert settled(session, code).languages() == (ENGLISH,)


def test_an_earlier_version_is_looked_at_and_brought_back(
    qtbot: QtBot, session: Session, desk: WordingDesk, window: QMainWindow
) -> None:
    session.wordings.settle(CODE, reworded(as_shipped(SHIPPED), "opening", text="First."), 0)
    session.wordings.settle(CODE, reworded(as_shipped(SHIPPED), "opening", text="Second."), 1)
    sheet = sheet_of(qtbot, desk, window)
    assert sheet.shown.count() == 3
    sheet.shown.setCurrentIndex(1)
    sheet.shown.activated.emit(1)
    assert box(sheet, "opening").text.text() == "First."
    write(box(sheet, "opening").text, "Third.")
    sheet.shown.setCurrentIndex(2)
    sheet.shown.activated.emit(2)
    decide(qtbot, sheet, taken=False)
    assert box(sheet, "opening").text.text() == "Third.", "what was typed goes only when that is meant"
    assert sheet.shown.currentIndex() == 0
    sheet.shown.setCurrentIndex(2)
    sheet.shown.activated.emit(2)
    decide(qtbot, sheet)
    assert box(sheet, "opening").text.text() == SHIPPED.blocks[0].text
    save(qtbot, sheet, desk)
    assert settled(session) == as_shipped(SHIPPED)
    assert session.wordings.open(CODE).number == 3


def test_that_what_ships_has_changed_is_told(
    qtbot: QtBot, session: Session, desk: WordingDesk, window: QMainWindow
) -> None:
    older = reworded(as_shipped(SHIPPED), "court", text="A court.")
    older = replace(
        older,
        blocks=tuple(
            replace(each, base=replace(each.words, text="What shipped once."))
            if each.key == "court"
            else each
            for each in older.blocks
        ),
    )
    with session.opened.register.writing("letter wording changed") as writing:
        settings.settle(writing, f"wording: {CODE}", wording_to_plain(older))
    sheet = sheet_of(qtbot, desk, window)
    assert "“Going to court”" in sheet._news.sentence()
    assert not sheet.parts.row("court").compare.isHidden()


def test_a_wording_changed_elsewhere_meanwhile_is_not_written_over(
    qtbot: QtBot, session: Session, sheet: WordingSheet
) -> None:
    session.wordings.settle(CODE, reworded(as_shipped(SHIPPED), "opening", text="Elsewhere."), 0)
    write(box(sheet, "opening").text, "Here.")
    sheet.decide_button.click()
    qtbot.waitUntil(lambda: "changed elsewhere" in sheet.notice.sentence())
    assert box(sheet, "opening").text.text() == "Here."


def test_what_was_typed_outlasts_a_lock(
    qtbot: QtBot, desk: WordingDesk, window: QMainWindow, sheet: WordingSheet
) -> None:
    sheet.languages[WELSH].box.click()
    write(box(sheet, "court", WELSH).text, "Cewch ofyn i lys.")
    sheet.parts.row("asked").remove.click()
    typed = sheet.wording()
    kept = sheet.typing.unfinished()
    assert kept
    assert (kept.place, kept.form) == ("wordings", f"wording {CODE}")
    sheet.done(0)
    desk.resume(kept)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(WordingSheet)))
    (again,) = [each for each in window.findChildren(WordingSheet) if each.isVisible()]
    assert again.wording() == typed
    assert box(again, "court", WELSH).text.text() == "Cewch ofyn i lys."


def test_what_was_typed_is_thrown_away_only_when_that_is_meant(qtbot: QtBot, sheet: WordingSheet) -> None:
    write(box(sheet, "court").text, "A judge.")
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    decide(qtbot, sheet, taken=False)
    assert sheet.isVisible()
    assert box(sheet, "court").text.text() == "A judge."


def test_a_double_click_opens_one_sheet(qtbot: QtBot, desk: WordingDesk, window: QMainWindow) -> None:
    desk.edit(CODE)
    sheet_of(qtbot, desk, window, "refused")
    assert len(window.findChildren(WordingSheet)) == 1


def test_everything_is_reached_in_its_order_and_named_by_keyboard(qtbot: QtBot, sheet: WordingSheet) -> None:
    sheet.languages[WELSH].box.click()
    qtbot.waitUntil(lambda: box(sheet, "court", WELSH).isVisible())
    sheet.shown.setFocus()
    seen = []
    for _ in range(400):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus in seen:
            break
        seen.append(focus)
    wanted = [
        *(sheet.title, sheet.subject, sheet.languages[WELSH].box, sheet.subjects[WELSH]),
        *(sheet.field, sheet.put_in),
    ]
    for key in ("opening", "court"):
        wanted.append(sheet.parts.row(key).name)
        for language in (ENGLISH, WELSH):
            wanted += [box(sheet, key, language).heading, box(sheet, key, language).text]
    wanted += [sheet.part, sheet.add, sheet.decide_button]
    assert [seen.index(each) for each in wanted] == sorted(seen.index(each) for each in wanted)
    assert [each for each in seen if not (each.accessibleName() or getattr(each, "text", str)())] == []
