"""What the officer says of something of another case."""

import pytest

from kmss_dpo.domain.letters import Clash, Draft, Lawful, Strange, check_meant, with_meant
from kmss_dpo.ui.letters.meaning_state import Meaning, meaning_errors, meaning_kept, meaning_of, ways
from tests.domain.letters.test_agreeing import letter

CLASH = Clash(Strange.NAME, "Bo Birch", "bo birch", ("SAR-2026-0009",), "contact")
SAID = Meaning(Lawful.COLLEAGUE, "Takes the calls.")


@pytest.fixture
def draft() -> Draft:
    return letter("request_acknowledgement")


def test_nothing_is_meant_until_it_is_said_why(draft: Draft) -> None:
    assert meaning_of(draft, CLASH) == Meaning()
    assert ways(draft, CLASH)[0] == ("Choose why", None)
    assert ("A colleague", Lawful.COLLEAGUE) in ways(draft, CLASH)
    assert meaning_errors(draft, CLASH, Meaning()).keys() == {"why"}
    assert meaning_errors(draft, CLASH, Meaning(Lawful.COLLEAGUE)).keys() == {"reason"}
    assert meaning_errors(draft, CLASH, SAID) == {}


def test_what_was_said_is_kept_changed_and_taken_back(draft: Draft) -> None:
    meant = meaning_kept(draft, CLASH, SAID)
    assert meant == with_meant(draft, CLASH.what, CLASH.words, check_meant(CLASH, SAID.why, SAID.reason))
    assert meaning_of(meant, CLASH) == SAID
    assert ways(meant, CLASH)[0] == ("It is not meant", None)
    other = Meaning(Lawful.OFFICER, "That is me.")
    assert meaning_of(meaning_kept(meant, CLASH, other), CLASH) == other
    assert meaning_errors(meant, CLASH, Meaning()) == {}
    assert meaning_kept(meant, CLASH, Meaning()) == draft
