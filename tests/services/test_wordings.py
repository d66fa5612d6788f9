"""The officer's own wording of letters: every version kept, and letters begun before keep theirs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pypdfium2
import pytest

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Conflict, Mistake, Trouble
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.letters import Language
from kmss_dpo.domain.letters.wordings import TranslatedBlock, Translation, Wording, as_shipped
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.letters.wording import template
from kmss_dpo.session import Session
from tests.services.writing_letters import open_case

CODE = "request_acknowledgement"
REFUSED = "part_refused"
WELSH = Language.WELSH
SHIPPED = as_shipped(template(CODE))
IN_WELSH = Translation(
    WELSH, "Eich cais", (TranslatedBlock("received", "", "Diolch am eich cais, {{day received}}."),)
)
MORNING = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def reword(key: str, text: str, wording: Wording = SHIPPED) -> Wording:
    blocks = (
        replace(each, words=replace(each.words, text=text)) if each.key == key else each
        for each in wording.blocks
    )
    return replace(wording, blocks=tuple(blocks))


def own(session: Session, wording: Wording, code: str = CODE) -> None:
    """Settle a wording over whatever it is now."""
    session.wordings.settle(code, wording, session.wordings.open(code).number)


@pytest.fixture
def case(session: Session) -> CaseId:
    gwen = session.contacts.add(ContactDetails("Gwen Sample", language="Cymraeg"))
    return open_case(session, gwen, CaseKind.ACCESS, date(2026, 11, 20))


def printed(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join("".join(page.get_textpage().get_text_range() for page in document).split())


def test_every_letter_is_listed_by_title_as_shipped(session: Session) -> None:
    rows = session.wordings.rows()
    assert [row.title for row in rows] == sorted((row.title for row in rows), key=str.casefold)
    assert len(rows) > 25
    assert all((row.own, row.at, row.languages) == (False, None, (Language.ENGLISH,)) for row in rows)
    opened = session.wordings.open(CODE)
    assert (opened.wording, opened.number, opened.versions, opened.changed) == (SHIPPED, 0, (), ())


def test_each_save_is_a_version_with_who_and_when(session: Session, clock: Any) -> None:
    own(session, reword("contact", "Ring me."))
    clock.moment += timedelta(hours=2)
    own(session, reword("contact", "Write to me."))
    opened = session.wordings.open(CODE)
    assert opened.wording == reword("contact", "Write to me.")
    assert [(each.number, each.at, each.by) for each in opened.versions] == [
        (2, MORNING + timedelta(hours=2), "Robin Hale"),
        (1, MORNING, "Robin Hale"),
    ]
    assert opened.versions[1].wording == reword("contact", "Ring me.")
    (row,) = (each for each in session.wordings.rows() if each.code == CODE)
    assert (row.own, row.at, row.by) == (True, clock.moment, "Robin Hale")


def test_an_earlier_version_and_what_ships_can_be_brought_back(session: Session) -> None:
    own(session, reword("contact", "Ring me."))
    own(session, SHIPPED)
    assert not any(row.own for row in session.wordings.rows())
    own(session, session.wordings.open(CODE).versions[1].wording)
    assert session.wordings.open(CODE).wording == reword("contact", "Ring me.")
    assert len(session.wordings.open(CODE).versions) == 3


def test_a_wording_that_was_changed_meanwhile_is_not_written_over(session: Session) -> None:
    seen = session.wordings.open(CODE).number
    session.wordings.settle(CODE, reword("contact", "Ring me."), seen)
    with pytest.raises(Conflict):
        session.wordings.settle(CODE, reword("contact", "Write to me."), seen)
    assert session.wordings.open(CODE).wording == reword("contact", "Ring me.")


def test_a_wording_of_one_letter_is_no_wording_of_another_whose_code_begins_so(session: Session) -> None:
    own(session, as_shipped(template("refused")), "refused")
    assert session.wordings.open("refused").number == 1
    assert session.wordings.open(REFUSED).number == 0
    assert len(session.wordings.open("fee").versions) == 0


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("court", " ", "requires it"),
        ("court", "You can also ask a court (Article 77).", "repealed"),
        ("court", "A court 🙂", "can't be printed"),
        ("opening", "", "empty"),
    ],
)
def test_saving_is_refused_beside_the_part_while_something_is_wrong(
    session: Session, key: str, text: str, said: str
) -> None:
    wording = reword(key, text, as_shipped(template(REFUSED)))
    if key == "opening":
        wording = replace(wording, head=replace(wording.head, subject=""))
        key, said = "subject", "Write the subject"
    with pytest.raises(Mistake, match=said) as refused:
        session.wordings.settle(REFUSED, wording, 0)
    assert refused.value.field == key
    assert session.wordings.open(REFUSED).number == 0
    flaws = session.wordings.flaws(session.wordings.open(REFUSED), wording)
    assert any(said in flaw.sentence and flaw.blocks_saving for flaw in flaws)


def test_what_cannot_be_printed_in_a_subject_is_said_beside_it(session: Session) -> None:
    wording = replace(SHIPPED, head=replace(SHIPPED.head, subject="Hello 🙂"))
    (flaw,) = session.wordings.flaws(session.wordings.open(CODE), wording)
    assert (flaw.field, flaw.block) == ("subject", "")


def test_a_letter_that_there_is_none_of_is_trouble(session: Session) -> None:
    with pytest.raises(Trouble, match="no letter template"):
        session.wordings.open("invitation")


def test_a_sample_shows_the_wording_and_is_marked_as_one(session: Session) -> None:
    opened = session.wordings.open(CODE)
    said = printed(session.wordings.pages(opened, reword("contact", "Ring me!"), Language.ENGLISH))
    for words in ("Sample Person", "SAMPLE-2026-0001", "Ring me!", "Our reference"):
        assert words in said
    fewer = printed(
        session.wordings.pages(opened, reword("contact", "Ring me!"), Language.ENGLISH, {"contact"})
    )
    assert "Ring me!" not in fewer
    welsh = replace(SHIPPED, translations=(IN_WELSH,))
    assert "Annwyl Sample Person" in printed(session.wordings.pages(opened, welsh, WELSH))


def test_a_letter_is_begun_in_the_officers_words_and_a_draft_keeps_those_it_was_begun_with(
    session: Session, case: CaseId
) -> None:
    before = session.letters.start(case, CODE)
    own(session, replace(reword("contact", "Ring me."), head=replace(SHIPPED.head, title="Hello")))
    assert session.letters.resume(before.id).draft == before.draft
    after = session.letters.start(case, CODE)
    assert after.draft.block("contact").text == "Ring me."
    assert session.letters.of_case(case)[0].title == "Hello"
    assert "Hello" in [each.title for each in session.letters.offered(CaseKind.ACCESS)]


def test_a_draft_is_refilled_in_the_words_it_was_begun_with(session: Session, case: CaseId) -> None:
    code = "access_response"
    before = session.letters.start(case, code)
    shipped = as_shipped(template(code))
    removable = next(each.key for each in template(code).blocks if not each.required_by)
    fewer = tuple(each for each in shipped.blocks if each.key != removable)
    own(session, replace(shipped, blocks=fewer), code)
    chosen = [session.letters.activities()[0].code]
    after = session.letters.with_activities(before, before.draft, chosen)
    assert [each.key for each in after.draft.blocks] == [each.key for each in before.draft.blocks]
    assert after.draft != before.draft


def test_a_letter_is_begun_in_the_language_of_who_gets_it_where_there_is_a_wording(
    session: Session, case: CaseId
) -> None:
    assert session.letters.start(case, CODE).draft.language is Language.ENGLISH
    own(session, replace(SHIPPED, translations=(IN_WELSH,)))
    draft = session.letters.start(case, CODE).draft
    assert (draft.language, draft.subject) == (WELSH, "Eich cais")
    assert [each.text for each in draft.blocks] == ["Diolch am eich cais, 20 Tachwedd 2026."]
    assert session.letters.start(case, CODE, Language.ENGLISH).draft.subject == SHIPPED.head.subject
    both = [each.language for each in session.letters.offered(CaseKind.ACCESS) if each.code == CODE]
    assert both == list(Language)


@pytest.mark.parametrize("language", ["", "French"])
def test_whoever_reads_another_language_gets_english(session: Session, language: str) -> None:
    own(session, replace(SHIPPED, translations=(IN_WELSH,)))
    person = session.contacts.add(ContactDetails("Amal Haddad", language=language))
    case = open_case(session, person, CaseKind.ACCESS, date(2026, 11, 20))
    assert session.letters.start(case, CODE).draft.language is Language.ENGLISH


def test_a_notice_is_in_the_language_of_the_recipient(session: Session, person: ContactId) -> None:
    shipped = as_shipped(template("recipient_notice"))
    texts = tuple(TranslatedBlock(each.key, "", f"Testun. {each.words.text}") for each in shipped.blocks)
    own(session, replace(shipped, translations=(Translation(WELSH, "Hysbysiad", texts),)), "recipient_notice")
    case = open_case(session, person, CaseKind.ERASURE, date(2026, 11, 20))
    mailer = session.contacts.add(ContactDetails("Postio Cyf", language="Welsh"))
    noted = session.items.add(case, Recipient("Postio Cyf", contact_id=mailer))
    assert session.letters.start_notice(noted).draft.language is WELSH
    other = session.items.add(case, Recipient("Somebody"))
    assert session.letters.start_notice(other).draft.language is Language.ENGLISH
