"""A wording while it is typed: parts changed, taken away, put back; what is said of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kmss_dpo.domain.letters import Block, Language
from kmss_dpo.domain.letters.sample import FIELDS
from kmss_dpo.domain.letters.wording_flaws import Flaw
from kmss_dpo.domain.letters.wordings import Wording, as_shipped, is_own, up_to_date, words_of
from kmss_dpo.domain.organisation import Organisation
from kmss_dpo.letters.look import look_of
from kmss_dpo.letters.wording import template
from kmss_dpo.services.wordings import OpenWording, WordingVersion
from kmss_dpo.ui.letters.form_state import Mark
from kmss_dpo.ui.letters.wordings import form_state as typing

WELSH = Language.WELSH
SHIPPED = template("part_refused")
OWN = as_shipped(SHIPPED)


def keys(wording: Wording) -> list[str]:
    return [each.key for each in wording.blocks]


def test_fields_that_the_register_knows_are_marked_with_where_they_come_from() -> None:
    text = "On {{ day received }} «why» {{no such}}."
    assert typing.marks(text) == (Mark(3, 21, "day received, from the case"),)
    offered = {value: words for words, value in typing.field_options()}
    assert offered["{{day received}}"] == "day received (from the case)"
    assert len(offered) == len(FIELDS)


def test_each_thing_typed_changes_that_alone() -> None:
    assert typing.with_head(OWN, title="Mine").head.title == "Mine"
    changed = typing.put_in(typing.reworded(OWN, "court", text="A judge."), "enclosed", included=True)
    (court,) = [each for each in changed.blocks if each.key == "court"]
    assert court.words == replace(
        words_of(next(b for b in SHIPPED.blocks if b.key == "court")), text="A judge."
    )
    before = {each.key: each for each in OWN.blocks}
    assert [each.key for each in changed.blocks if each != before[each.key]] == ["enclosed", "court"]


def test_another_language_is_typed_beside_english_and_taken_away_whole() -> None:
    welsh = typing.worded_in(OWN, WELSH, on=True)
    welsh = typing.translated_subject(welsh, WELSH, "Ein hateb")
    welsh = typing.translated(welsh, WELSH, "court", "Llys", "Cewch fynd i'r llys.")
    welsh = typing.translated(welsh, WELSH, "court", "Llys", "Cewch ofyn i lys.")
    its = welsh.translation(WELSH)
    assert (its.subject, its.block("court").text, len(its.blocks)) == ("Ein hateb", "Cewch ofyn i lys.", 1)
    assert typing.without(welsh, "court").translation(WELSH).blocks == ()
    assert typing.worded_in(welsh, WELSH, on=False) == OWN
    assert typing.worded_in(welsh, WELSH, on=True).translation(WELSH).subject == ""


def test_a_shipped_part_that_was_taken_away_can_be_put_back_in_its_place() -> None:
    fewer = typing.without(OWN, "asked")
    assert typing.parts_to_add(fewer, SHIPPED) == [
        ("A part of your own", ""),
        ("What was asked for", "asked"),
    ]
    assert "asked" not in keys(up_to_date(fewer, SHIPPED))
    assert typing.with_part(fewer, SHIPPED, "asked") == OWN
    assert typing.parts_to_add(OWN, SHIPPED) == [("A part of your own", "")]


def test_parts_of_ones_own_have_keys_of_their_own() -> None:
    two = typing.with_part(typing.with_part(OWN, SHIPPED, ""), SHIPPED, "")
    assert keys(two)[-2:] == ["own-1", "own-2"]
    one = typing.without(two, "own-1")
    assert keys(typing.with_part(one, SHIPPED, ""))[-2:] == ["own-2", "own-3"]
    assert one.removed == (), "what is one's own cannot be put back as shipped"


def opened(*versions: WordingVersion) -> OpenWording:
    newest = versions[0].wording if versions else OWN
    return OpenWording(SHIPPED, newest, len(versions), (), versions, {}, look_of(Organisation()))


def test_what_can_be_brought_back_is_every_version_and_what_ships() -> None:
    at = datetime(2026, 7, 22, 9, 30, tzinfo=UTC)
    welsh = typing.worded_in(typing.with_head(OWN, title="Second"), WELSH, on=True)
    second = WordingVersion(2, welsh, at, "Robin Hale")
    first = WordingVersion(1, typing.with_head(OWN, title="First"), at, "Robin Hale")
    shown = typing.shown_options(opened(second, first))
    assert [words for words, _ in shown] == ["As it is now", "22 Jul 2026, 10:30, Robin Hale", "As it ships"]
    assert [wording.head.title for _, wording in shown] == ["Second", "First", SHIPPED.title]
    ships = shown[-1][1]
    assert not is_own(ships, SHIPPED)
    assert ships.languages() == (Language.ENGLISH, WELSH), "going back in English keeps the Welsh words"
    assert typing.shown_options(opened()) == [("As it is now", OWN), ("As it ships", OWN)]


def test_that_the_program_ships_other_words_now_is_told() -> None:
    assert typing.changed_words(()) == ""
    assert typing.changed_words(("Subject", "Going to court")) == (
        "What ships has changed since you worded this letter: “Subject”, “Going to court”. Compare it there."
    )


def test_a_part_is_compared_with_what_ships_only_where_that_is_otherwise() -> None:
    assert typing.compared(OWN, SHIPPED) == {}
    reworded = typing.reworded(OWN, "court", text="A judge.")
    (said,) = typing.compared(reworded, SHIPPED).values()
    assert said.startswith("It ships as “Going to court”:\n\nYou can also ask a court")
    both = typing.moved(typing.reworded(OWN, "done", text="Done."), SHIPPED, "done", -1)
    assert typing.compared(both, SHIPPED)["done"].startswith(
        "It ships after “What was asked for”.\n\nIt ships as “What was done”:\n\nWhat we have done\n\n"
    )
    assert typing.compared(typing.with_part(OWN, SHIPPED, ""), SHIPPED) == {}, "one's own ships nowhere"


def test_what_is_wrong_stands_beside_its_part_and_its_language_the_worst_first() -> None:
    noted, wrong = Flaw("Noted.", blocks_saving=False, block="court"), Flaw("Wrong.", block="court")
    welsh = replace(wrong, language=WELSH)
    elsewhere = Flaw("Elsewhere.", block="asked")
    assert typing.flaws_of([noted, wrong, welsh, elsewhere], "court", Language.ENGLISH) == [wrong, noted]
    assert typing.flaws_of([noted, wrong, welsh], "court", WELSH) == [welsh]


def test_what_is_wrong_outside_the_parts_stands_beside_its_row() -> None:
    flaws = [
        Flaw("One.", field="title"),
        Flaw("Two.", field="title"),
        Flaw("Three.", field="subject", language=WELSH),
        Flaw("Part.", block="court"),
    ]
    assert typing.row_errors(flaws) == {"title": "One. Two.", "cy-GB": "Three."}


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (Block("a", "A", "", required_by="UK GDPR Art 12(4)"), "UK GDPR Art 12(4) requires it"),
        (Block("a", "A", "", advised_by="good practice"), "advised: good practice"),
        (Block("a", "A", ""), ""),
    ],
)
def test_who_asks_for_a_part_is_said(block: Block, said: str) -> None:
    assert typing.law_words(block) == said


def test_a_field_in_another_language_says_so() -> None:
    assert typing.caption("Text", Language.ENGLISH) == "Text"
    assert typing.caption("Text", WELSH) == "Text in Welsh"


def test_a_part_moves_one_place_at_a_time_and_no_further_than_the_ends() -> None:
    before = keys(OWN)
    down = typing.moved(OWN, SHIPPED, before[0], 1)
    assert keys(down) == [before[1], before[0], *before[2:]]
    assert typing.moved(down, SHIPPED, before[0], -1) == OWN, "the way back is the other way"
    assert typing.moved(OWN, SHIPPED, before[0], -1) == OWN
    assert typing.moved(OWN, SHIPPED, before[-1], 1) == OWN
    assert not typing.movable(OWN, SHIPPED, before[0], -1)
    assert typing.movable(OWN, SHIPPED, before[0], 1)


def test_what_follows_the_signature_stays_behind_it() -> None:
    shipped = template("access_response")
    own = as_shipped(shipped)
    *_, last, first_apart, second_apart = keys(own)
    assert not typing.movable(own, shipped, last, 1)
    assert not typing.movable(own, shipped, first_apart, -1)
    assert typing.movable(own, shipped, first_apart, 1)
    assert keys(typing.with_part(own, shipped, ""))[-3:] == ["own-1", first_apart, second_apart]


def test_that_a_part_ships_elsewhere_is_said_of_as_few_as_explain_the_order() -> None:
    assert typing.ships_elsewhere(OWN, SHIPPED) == {}
    second = SHIPPED.blocks[1].title
    first, *_, last = keys(OWN)
    wording = OWN
    for _ in range(3):
        wording = typing.moved(wording, SHIPPED, first, 1)
    assert typing.ships_elsewhere(wording, SHIPPED) == {first: "It ships as the first part."}
    up = typing.moved(OWN, SHIPPED, keys(OWN)[2], -1)
    assert list(typing.ships_elsewhere(up, SHIPPED).values()) == [f"It ships after “{second}”."]
    renamed = typing.reworded(up, keys(OWN)[1], title="Mine")
    assert list(typing.ships_elsewhere(renamed, SHIPPED).values()) == ["It ships after “Mine”."]
    own = typing.with_part(OWN, SHIPPED, "")
    for _ in keys(OWN):
        own = typing.moved(own, SHIPPED, "own-1", -1)
    assert keys(own)[0] == "own-1"
    assert typing.ships_elsewhere(own, SHIPPED) == {}, "one's own part ships nowhere"
    assert typing.ships_elsewhere(typing.without(OWN, last), SHIPPED) == {}


def test_the_sample_can_do_without_what_stands_in_some_letters_only() -> None:
    offered = dict(typing.sample_options(OWN, SHIPPED))
    blocks = {each.key: each for each in SHIPPED.blocks}
    assert offered
    assert all(blocks[key].when or blocks[key].unless or not blocks[key].included for key in offered)
    assert "court" not in offered
    without = typing.put_in(typing.with_part(OWN, SHIPPED, ""), "own-1", included=False)
    assert "own-1" in dict(typing.sample_options(without, SHIPPED))
    assert typing.sample_words(0).endswith("those too that stand in some letters only.")
    assert typing.sample_words(1).endswith("1 part that stands in some letters only is left out.")
    assert typing.sample_words(2).endswith("2 parts that stand in some letters only are left out.")
