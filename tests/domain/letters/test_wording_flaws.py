"""What is wrong with an own wording is said in a sentence, beside the part that it is about."""

from dataclasses import replace

import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.letters import Block, Fact, Language, Template
from kmss_dpo.domain.letters.sample import FIELDS, sample_letter, sample_values
from kmss_dpo.domain.letters.wording_flaws import Flaw, flaws
from kmss_dpo.domain.letters.wordings import (
    OwnBlock,
    TranslatedBlock,
    Translation,
    Wording,
    Words,
    as_shipped,
)
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.letters.wording import activities, templates

LAW = "UK GDPR Art 12(4)"
SHIPPED = Template(
    "sample",
    "Sample letter",
    frozenset({CaseKind.ACCESS}),
    "Your request",
    (
        Block("opening", "Opening", "Thank you."),
        Block("sorry", "Apology", "Sorry.", when=frozenset({Fact.LATE}), advised_by="good practice"),
        Block(
            "reasons",
            "Reasons",
            "By {{day the answer is due}}, {{ways to reach us}}: «why».",
            "Why",
            required_by=LAW,
            unless=frozenset({Fact.REASONS_WITHHELD}),
        ),
    ),
)
OWN = as_shipped(SHIPPED)
OURS = Organisation(officer_name="Robin Hale", officer_email="dpo@kmss.example")
VALUES = sample_values(OURS, Regulator(), activities=activities()[:1])


def reword(key: str, text: str, wording: Wording = OWN, **words: str) -> Wording:
    return replace(
        wording,
        blocks=tuple(
            replace(each, words=replace(each.words, text=text, **words)) if each.key == key else each
            for each in wording.blocks
        ),
    )


def welsh(**texts: str) -> Wording:
    blocks = tuple(TranslatedBlock(key, "Pennawd", text) for key, text in texts.items())
    return replace(OWN, translations=(Translation(Language.WELSH, "Eich cais", blocks),))


def said(wording: Wording) -> list[str]:
    return [flaw.sentence for flaw in flaws(wording, SHIPPED)]


@pytest.mark.parametrize("shipped", templates(), ids=lambda each: each.code)
def test_nothing_is_wrong_with_what_ships(shipped: Template) -> None:
    assert flaws(as_shipped(shipped), shipped) == ()


@pytest.mark.parametrize("shipped", templates(), ids=lambda each: each.code)
def test_the_sample_fills_every_field_of_what_ships(shipped: Template) -> None:
    letter = sample_letter(shipped, VALUES)
    assert len(letter.blocks) == len(shipped.blocks)
    assert all(each.included for each in letter.blocks)
    assert all(f"{{{{{name}}}}}" not in each.text for each in letter.blocks for name in FIELDS)


def test_the_sample_can_do_without_parts() -> None:
    letter = sample_letter(SHIPPED, VALUES, {SHIPPED.blocks[1].key})
    assert [each.included for each in letter.blocks][:3] == [True, False, True]


def test_there_is_a_sample_of_every_field_and_it_names_nobody() -> None:
    assert [name for name, value in VALUES.items() if not value.text] == []
    assert VALUES["name of the person"].text == "Sample Person"
    assert set(FIELDS) == set(VALUES)


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_part_that_the_law_asks_for_cannot_be_emptied(text: str) -> None:
    (flaw,) = flaws(reword("reasons", text), SHIPPED)
    assert flaw == Flaw(f"“Reasons” is empty; {LAW} requires it.", LAW, block="reasons")


def test_a_part_that_is_advised_can_be_emptied_and_is_told_of() -> None:
    (flaw,) = flaws(reword("sorry", ""), SHIPPED)
    assert (flaw.block, flaw.blocks_saving) == ("sorry", False)
    assert "advised" in flaw.sentence


def test_any_other_part_without_words_is_to_be_taken_away() -> None:
    (flaw,) = flaws(reword("opening", " "), SHIPPED)
    assert (flaw.block, flaw.blocks_saving) == ("opening", True)
    assert "take it away" in flaw.sentence


def test_title_subject_names_and_parts_must_be_there() -> None:
    nothing = replace(OWN, head=replace(OWN.head, title=" ", subject=""), blocks=())
    assert [(flaw.field, flaw.blocks_saving) for flaw in flaws(nothing, replace(SHIPPED, blocks=()))] == [
        ("title", True),
        ("title", True),
        ("subject", True),
    ]
    assert said(reword("opening", "Hello.", title="  ")) == ["Give this part a name."]


@pytest.mark.parametrize(
    ("title", "said"), [("Yes/no", "named after its title"), ("x" * 81, "80 characters")]
)
def test_a_title_can_name_a_file(title: str, said: str) -> None:
    (flaw,) = flaws(replace(OWN, head=replace(OWN.head, title=title)), SHIPPED)
    assert said in flaw.sentence
    assert (flaw.field, flaw.blocks_saving) == ("title", True)


def test_a_field_of_the_case_that_the_law_s_words_lost_is_asked_for_or_a_gap_for_it() -> None:
    (flaw,) = flaws(reword("reasons", "Reach me {{ways to reach us}}: «why»."), SHIPPED)
    assert flaw.blocks_saving
    assert (flaw.block, flaw.source) == ("reasons", LAW)
    assert "{{day the answer is due}}" in flaw.sentence
    assert said(reword("reasons", "By «day the answer is due», {{ ways to reach us }}: «why».")) == []


def test_a_field_of_the_settings_can_be_said_in_words() -> None:
    (flaw,) = flaws(reword("reasons", "By {{day the answer is due}}, at dpo@example.org."), SHIPPED)
    assert not flaw.blocks_saving
    assert "“ways to reach us”" in flaw.sentence


@pytest.mark.parametrize(
    ("text", "words", "blocks"),
    [
        ("Dear {{day recieved}}.", "“day recieved”", False),
        ("On {{day received.", "{{ and }}", True),
        ("On day received}}.", "{{ and }}", True),
        ("Here «what.", "« and »", True),
        ("See Article 77.", "Article 77", True),
        ("Ask the Information Commissioner's Office.", "new name", True),
    ],
)
def test_unknown_fields_lone_signs_and_repealed_law_are_named(text: str, words: str, blocks: bool) -> None:
    flaw = next(each for each in flaws(reword("opening", text), SHIPPED) if words in each.sentence)
    assert (flaw.block, flaw.blocks_saving) == ("opening", blocks)
    heading = flaws(reword("opening", "Thank you.", heading=text), SHIPPED)
    assert any(words in each.sentence for each in heading)
    (subject,) = flaws(replace(OWN, head=replace(OWN.head, subject=text)), SHIPPED)
    assert (subject.field, subject.block) == ("subject", "")


def test_a_part_of_ones_own_is_looked_at_like_any_other() -> None:
    own = OwnBlock("own-1", Words("", "", "See Art 22."))
    found = flaws(replace(OWN, blocks=(*OWN.blocks, own)), SHIPPED)
    assert {(flaw.block, flaw.blocks_saving) for flaw in found} == {("own-1", True)}
    assert len(found) == 2


def test_a_translation_must_have_what_the_law_asks_for_and_says_what_it_is_without() -> None:
    found = flaws(welsh(), SHIPPED)
    assert {flaw.language for flaw in found} == {Language.WELSH}
    assert [(flaw.block, flaw.blocks_saving) for flaw in found] == [
        ("opening", False),
        ("sorry", False),
        ("reasons", True),
    ]


def test_a_whole_translation_has_no_flaw() -> None:
    reasons = "Erbyn {{day the answer is due}}, {{ways to reach us}}: «pam»."
    assert flaws(welsh(opening="Diolch.", sorry="Mae'n ddrwg gen i.", reasons=reasons), SHIPPED) == ()


def test_a_translation_is_looked_at_as_english_is() -> None:
    reasons = "Erbyn {{ways to reach us}}, Article 77."
    wording = welsh(opening="Diolch.", sorry="Mae'n ddrwg gen i.", reasons=reasons)
    (translation,) = wording.translations
    blocks = (*translation.blocks[:2], replace(translation.blocks[2], heading=""))
    found = flaws(replace(wording, translations=(replace(translation, subject="", blocks=blocks),)), SHIPPED)
    assert {flaw.language for flaw in found} == {Language.WELSH}
    assert [(flaw.field or flaw.block, flaw.blocks_saving) for flaw in found] == [
        ("subject", True),
        ("reasons", False),
        ("reasons", True),
        ("reasons", True),
    ]
