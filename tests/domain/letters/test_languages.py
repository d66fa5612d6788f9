"""A letter greets, closes and writes its days in the language it is worded in."""

import json
from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.cases import CaseKind, Channel
from kmss_dpo.domain.contacts import Contact, ContactDetails
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.domain.letters import (
    Block,
    CaseFacts,
    Draft,
    Language,
    Origin,
    Particulars,
    People,
    Template,
    Value,
    Worded,
    before_writing,
    case_values,
    compose,
    from_plain,
    language_called,
    long_date,
    promised_update,
    readdress,
    to_plain,
)
from kmss_dpo.domain.letters.languages import FRAMES

WELSH = Language.WELSH
NO_WELSH = (
    "There is no Welsh wording of this letter: add one under Settings, or have it translated and "
    "write it here."
)
NO_FRENCH = "There is no wording in that language: have it translated, or write it here yourself."
DAY = date(2026, 11, 22)
WHO = Particulars("Siân Prydderch", (), DAY, "SAR-2026-0012")
TEMPLATE = Template(
    "sample",
    "Sample",
    frozenset({CaseKind.ACCESS}),
    "{{our reference}}",
    (
        Block(
            "came", "Came", "{{how it reached us}}, {{day received}}, {{letter date}}: {{what you asked for}}"
        ),
        Block("next_update", "Update", "{{day of our next update}}"),
    ),
    language=WELSH,
)
FACTS = CaseFacts(
    "SAR-2026-0012", date(2026, 2, 1), Channel.POST, None, "Popeth", next_update_on=date(2027, 8, 31)
)


def welsh(who: Particulars = WHO) -> Draft:
    return compose(TEMPLATE, who, case_values(FACTS, WELSH), frozenset())


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("", Language.ENGLISH),
        (" English ", Language.ENGLISH),
        ("Welsh", WELSH),
        ("CYMRAEG", WELSH),
        ("cy", WELSH),
        ("Welsh, then French", None),
        ("French", None),
    ],
)
def test_a_preferred_language_is_known_by_any_of_its_names(words: str, language: Language | None) -> None:
    assert language_called(words) is language


@pytest.mark.parametrize("language", list(Language))
def test_every_language_has_twelve_months(language: Language) -> None:
    assert len(set(FRAMES[language].months)) == 12


def test_days_are_written_with_the_months_of_the_language() -> None:
    assert long_date(date(2026, 3, 1), WELSH) == "1 Mawrth 2026"
    assert long_date(date(2026, 3, 1)) == "1 March 2026"


def test_a_welsh_letter_greets_and_closes_in_welsh_and_never_mixes_in_words_of_the_program() -> None:
    draft = welsh()
    assert draft.language is WELSH
    assert (draft.salutation, draft.closing) == ("Annwyl Siân Prydderch,", "Yn gywir")
    said = "«how it reached us», 1 Chwefror 2026, 22 Tachwedd 2026: Popeth"
    assert draft.block("came").text == said, "a gap for the officer where the program would say it in English"
    nobody = readdress(draft, replace(WHO, recipient=" "))
    assert (nobody.salutation, nobody.closing) == ("Annwyl Syr neu Fadam,", "Yn bur")
    assert readdress(nobody, WHO) == draft
    assert welsh(replace(WHO, recipient="")).salutation == "Annwyl Syr neu Fadam,"


def test_a_letter_knows_which_template_in_which_language_it_was_begun_from() -> None:
    assert welsh().is_worded_as("sample", WELSH)
    assert not welsh().is_worded_as("sample", Language.ENGLISH)
    assert not welsh().is_worded_as("other", WELSH)


def test_the_day_that_a_welsh_letter_promises_can_be_read() -> None:
    assert promised_update(welsh()) == date(2027, 8, 31)


def test_a_kept_draft_knows_its_language_and_one_of_before_was_english() -> None:
    assert from_plain(json.loads(json.dumps(to_plain(welsh())))) == welsh()
    before = {**to_plain(welsh()), "format": 2}
    del before["language"]
    assert from_plain(before) == replace(welsh(), language=Language.ENGLISH)


def test_what_was_typed_stands_in_every_language() -> None:
    typed = {"what you asked for": Value("A copy", Origin.CASE)}
    english = compose(replace(TEMPLATE, language=Language.ENGLISH), WHO, typed, frozenset())
    assert english.block("came").text.endswith("22 November 2026: A copy")


@pytest.mark.parametrize(
    ("wants", "worded", "said"),
    [
        ("", Worded(), ""),
        ("Welsh", Worded(WELSH, frozenset(Language)), "Language: Welsh."),
        (
            "Welsh",
            Worded(),
            "Language: Welsh. " + NO_WELSH,
        ),
        (
            "Cymraeg",
            Worded(Language.ENGLISH, frozenset(Language)),
            "Language: Cymraeg. This letter is in English; its Welsh wording is offered under “Template”.",
        ),
        (
            "",
            Worded(WELSH, frozenset(Language)),
            "This letter is in Welsh; its English wording is offered under “Template”.",
        ),
        ("Welsh", Worded(others=frozenset()), "Language: Welsh. This letter is in English."),
        (
            "French",
            Worded(),
            "Language: French. " + NO_FRENCH,
        ),
    ],
)
def test_the_officer_is_told_where_a_letter_is_not_in_the_language_of_who_reads_it(
    wants: str, worded: Worded, said: str
) -> None:
    person = Contact(ContactId(4), 1, ContactDetails("Gwen", language=wants))
    expected = (f"Gwen: {said}",) if said else ()
    assert before_writing(People(person, person), worded=worded) == expected
