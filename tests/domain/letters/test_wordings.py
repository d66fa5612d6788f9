"""The officer's own wording over the one that ships: nothing the law asks for can get lost in it."""

import json
from dataclasses import replace

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.letters import Block, Fact, Language, Template
from kmss_dpo.domain.letters.wordings import (
    OwnBlock,
    TranslatedBlock,
    Translation,
    Wording,
    Words,
    as_shipped,
    changed_since,
    is_own,
    rebased,
    up_to_date,
    worded,
    wording_from_plain,
    wording_to_plain,
    words_of,
)

LATE = frozenset({Fact.LATE})
SHIPPED = Template(
    "sample",
    "Sample letter",
    frozenset({CaseKind.ACCESS}),
    "Your request",
    (
        Block("opening", "Opening", "It reached us on {{day received}}."),
        Block("sorry", "Apology", "Sorry.", when=LATE, advised_by="good practice"),
        Block("court", "Court", "You can go to court.", "Your rights", required_by="UK GDPR Art 12(4)"),
        Block("end", "End", "Ask me.", included=False),
    ),
)
WELSH = Language.WELSH


def reword(wording: Wording, key: str, text: str) -> Wording:
    return replace(
        wording,
        blocks=tuple(
            replace(each, words=replace(each.words, text=text)) if each.key == key else each
            for each in wording.blocks
        ),
    )


def without(wording: Wording, key: str) -> Wording:
    return replace(wording, blocks=tuple(each for each in wording.blocks if each.key != key))


def newer(key: str, text: str) -> Template:
    """A newer program that ships other words of one part."""
    blocks = tuple(replace(each, text=text) if each.key == key else each for each in SHIPPED.blocks)
    return replace(SHIPPED, blocks=blocks)


def keys(wording: Wording) -> list[str]:
    return [each.key for each in wording.blocks]


def kept(wording: Wording, shipped: Template = SHIPPED) -> Wording:
    """As it comes back from the register."""
    return wording_from_plain(json.loads(json.dumps(wording_to_plain(rebased(wording, shipped)))))


OWN = as_shipped(SHIPPED)
IN_WELSH = Translation(WELSH, "Eich cais", (TranslatedBlock("court", "Hawliau", "Cewch fynd i'r llys."),))


def test_the_shipped_wording_is_the_shipped_template() -> None:
    assert worded(OWN, SHIPPED) == SHIPPED
    assert worded(OWN, SHIPPED, WELSH) == SHIPPED
    assert not is_own(OWN, SHIPPED)
    assert changed_since(OWN, SHIPPED) == ()


def test_what_hangs_on_the_case_or_is_put_in_by_hand_stands_in_some_letters_only() -> None:
    assert [each.key for each in SHIPPED.blocks if each.in_some_letters] == ["sorry", "end"]


def test_an_order_of_ones_own_is_kept_and_makes_the_wording_ones_own() -> None:
    ours = as_shipped(SHIPPED)
    turned = replace(ours, blocks=tuple(reversed(ours.blocks)))
    assert is_own(turned, SHIPPED)
    again = up_to_date(wording_from_plain(json.loads(json.dumps(wording_to_plain(turned)))), SHIPPED)
    assert keys(again) == keys(turned)
    assert [each.key for each in worded(again, SHIPPED).blocks] == keys(turned)


def test_reworded_parts_keep_what_the_program_knows_of_them() -> None:
    mine = reword(reword(OWN, "court", "A judge can decide."), "sorry", "I apologise.")
    template = worded(kept(mine), SHIPPED)
    assert is_own(mine, SHIPPED)
    court = next(each for each in template.blocks if each.key == "court")
    assert (court.text, court.required_by) == ("A judge can decide.", "UK GDPR Art 12(4)")
    assert next(each for each in template.blocks if each.key == "sorry").when == LATE
    assert template.code == "sample"


def test_a_part_of_the_officers_own_stands_where_it_was_put() -> None:
    own = OwnBlock("own-1", Words("Mine", "", "A word of my own."))
    mine = replace(OWN, blocks=(OWN.blocks[0], own, *OWN.blocks[1:]))
    template = worded(up_to_date(kept(mine), SHIPPED), SHIPPED)
    assert template.blocks[1] == Block("own-1", "Mine", "A word of my own.")


def test_a_wording_is_kept_whole_and_read_back() -> None:
    mine = replace(reword(OWN, "court", "Courts."), translations=(IN_WELSH,))
    back = kept(without(mine, "end"))
    assert back.removed == ("end",)
    assert back.translation(WELSH) == replace(
        IN_WELSH, blocks=(replace(IN_WELSH.blocks[0], of=Words("Court", "Your rights", "Courts.")),)
    )
    assert back.languages() == (Language.ENGLISH, WELSH)
    assert kept(back) == back


def test_what_was_never_reworded_follows_the_program() -> None:
    mine = kept(reword(OWN, "opening", "We have it."))
    shipped = replace(newer("court", "A court, or a tribunal."), title="Newer title", subject="Newer subject")
    now = up_to_date(mine, shipped)
    assert [each.words.text for each in now.blocks][::2] == ["We have it.", "A court, or a tribunal."]
    assert (now.head.title, now.head.subject) == ("Newer title", "Newer subject")
    assert changed_since(mine, shipped) == ()


def test_a_choice_to_leave_a_part_out_by_default_outlasts_new_words() -> None:
    mine = replace(OWN, blocks=(replace(OWN.blocks[0], included=False), *OWN.blocks[1:]))
    assert is_own(mine, SHIPPED)
    now = up_to_date(kept(mine), newer("opening", "Newer."))
    assert (now.blocks[0].included, now.blocks[0].words.text) == (False, "Newer.")


def test_what_was_reworded_stays_and_that_the_program_changed_is_told() -> None:
    mine = kept(replace(reword(OWN, "opening", "We have it."), head=replace(OWN.head, subject="My subject")))
    shipped = replace(newer("opening", "It came on {{day received}}."), subject="Newer subject")
    now = up_to_date(mine, shipped)
    assert now.blocks[0].words.text == "We have it."
    assert now.head.subject == "My subject"
    assert changed_since(mine, shipped) == ("Subject", "Opening")
    assert changed_since(kept(now, shipped), shipped) == (), "saved again, it was seen"


def test_a_translation_of_shipped_words_is_told_of_when_they_change() -> None:
    mine = kept(replace(OWN, translations=(IN_WELSH,)))
    assert changed_since(mine, newer("court", "Other words.")) == ("Court",)
    assert changed_since(mine, newer("opening", "Other words.")) == ()
    assert changed_since(mine, replace(SHIPPED, subject="Other")) == ("Subject",)


def test_what_ships_anew_comes_in_at_its_place_and_is_told() -> None:
    older = replace(SHIPPED, blocks=(SHIPPED.blocks[0], SHIPPED.blocks[3]))
    own = OwnBlock("own-1", Words("Mine", "", "Mine."))
    mine = as_shipped(older)
    mine = kept(replace(mine, blocks=(own, *mine.blocks)), older)
    now = up_to_date(mine, SHIPPED)
    assert keys(now) == ["own-1", "opening", "sorry", "court", "end"]
    assert changed_since(mine, SHIPPED) == ("Apology", "Court")


def test_a_first_part_that_ships_anew_comes_first() -> None:
    older = replace(SHIPPED, blocks=SHIPPED.blocks[1:])
    assert keys(up_to_date(kept(as_shipped(older), older), SHIPPED))[0] == "opening"


def test_what_was_taken_away_stays_away_unless_the_law_asks_for_it() -> None:
    mine = kept(without(without(OWN, "end"), "court"))
    now = up_to_date(mine, SHIPPED)
    assert keys(now) == ["opening", "sorry", "court"]
    assert now.removed == ("end",)


@pytest.mark.parametrize(("text", "left"), [("You can go to court.", False), ("A judge.", True)])
def test_a_part_that_ships_no_longer_stays_only_in_own_words(text: str, left: bool) -> None:
    mine = kept(replace(reword(OWN, "court", text), translations=(IN_WELSH,)))
    shipped = replace(SHIPPED, blocks=tuple(each for each in SHIPPED.blocks if each.key != "court"))
    now = up_to_date(mine, shipped)
    assert ("court" in keys(now)) is left
    assert bool(now.translations[0].blocks) is left
    template = worded(now, shipped)
    assert all(not each.required_by for each in template.blocks)
    assert ("Court" in changed_since(mine, shipped)) is True


def test_a_translated_letter_has_the_parts_that_have_words_and_their_law() -> None:
    template = worded(replace(OWN, translations=(IN_WELSH,)), SHIPPED, WELSH)
    assert (template.language, template.subject, template.title) == (WELSH, "Eich cais", "Sample letter")
    (court,) = template.blocks
    assert (court.heading, court.text) == ("Hawliau", "Cewch fynd i'r llys.")
    assert court.required_by == "UK GDPR Art 12(4)"
    assert words_of(court).title == "Court"


def test_only_the_english_words_make_a_wording_the_officers_own() -> None:
    assert not is_own(kept(replace(OWN, translations=(IN_WELSH,))), SHIPPED)
