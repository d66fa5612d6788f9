from datetime import date
from pathlib import Path

import pytest

from kmss_dpo.domain.arrivals import Arrival, Newcomer
from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, ContactFilter, Reach
from kmss_dpo.domain.correspondence import Direction
from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.session import Session

BOTH = ("requester", "subject")
HEADERS = (
    "Received: from mx.example.org by mail.kmss.example with ESMTP; Thu, 12 Nov 2026 11:28:31 +0000\n"
    "From: Chidi Okafor <chidi@example.org>\nTo: dpo@example.org\nSubject: My data, please\n"
    "Date: Thu, 12 Nov 2026 11:28:10 +0000\n"
)
PARTS = (
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
    "--x\nContent-Type: text/plain; charset=utf-8\n\nPlease send me everything about me.\n"
    '--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="../letter.pdf"\n'
    "Content-Transfer-Encoding: base64\n\nJVBERi0xLjQ=\n--x--\n"
)


def message(folder: Path, text: str | None = None, name: str = "message.eml") -> Path:
    """A message file; without a text of its own it is unlike those of other names."""
    file = folder / name
    file.write_text(f"Message-ID: <{name}>\n{HEADERS}{PARTS}" if text is None else text, encoding="utf-8")
    return file


def open_case(session: Session) -> CaseId:
    return session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 2), Channel.POST))


def test_a_message_is_read_with_the_day_it_was_noted_and_who_writes_from_there(
    session: Session, tmp_path: Path
) -> None:
    chidi = session.contacts.add(ContactDetails("Chidi Okafor", emails=(Reach("Chidi@Example.org"),)))
    proposal = session.intake.propose(message(tmp_path))
    assert proposal.message.received_on == date(2026, 11, 12)
    assert "mail server noted it" in proposal.message.received_why
    assert [row.id for row in proposal.known] == [chidi]
    assert proposal.message.text.strip() == "Please send me everything about me."


def test_reading_keeps_nothing(session: Session, tmp_path: Path) -> None:
    session.intake.propose(message(tmp_path))
    assert session.contacts.ids(ContactFilter()) == []
    assert session.search.find("everything") == []


def test_accepting_keeps_case_contact_correspondence_the_whole_file_and_each_attachment(
    session: Session, tmp_path: Path
) -> None:
    file = message(tmp_path)
    proposal = session.intake.propose(file)
    new = ContactDetails("Chidi Okafor", emails=(Reach("chidi@example.org"),))
    details = CaseDetails(CaseKind.ACCESS, date(2026, 11, 12), Channel.EMAIL, summary="My data")
    [case] = session.intake.accept(proposal, Arrival(details, newcomers=(Newcomer(new, BOTH),)))
    seen = session.cases.case(case)
    assert seen.requester == seen.subject
    assert seen.requester
    assert seen.requester.name == "Chidi Okafor"
    assert seen.deadline.due_on == date(2026, 12, 14)
    documents = session.casework.documents(case)
    assert sorted(row.name for row in documents) == ["letter.pdf", "message.eml"]
    whole = next(row for row in documents if row.name == "message.eml")
    assert session.casework.content_for_export(whole.id) == file.read_bytes()
    event = next(event for event in seen.timeline if event.record and event.record[0] is Kind.CORRESPONDENCE)
    kept = session.casework.correspondence(event.record[1])  # type: ignore[index, arg-type]
    assert (kept.content.direction, kept.content.on) == (Direction.RECEIVED, date(2026, 11, 12))
    assert kept.content.contact == seen.requester.id


def test_a_mistake_in_the_decision_keeps_nothing_at_all(session: Session, tmp_path: Path) -> None:
    proposal = session.intake.propose(message(tmp_path))
    tomorrow = CaseDetails(CaseKind.ACCESS, date(2026, 11, 23), Channel.EMAIL)
    with pytest.raises(Mistake) as told:
        session.intake.accept(
            proposal, Arrival(tomorrow, newcomers=(Newcomer(ContactDetails("Chidi Okafor"), BOTH),))
        )
    assert told.value.field == "received_on"
    assert session.contacts.ids(ContactFilter()) == []


def test_a_known_contact_becomes_the_requester(session: Session, tmp_path: Path) -> None:
    chidi = session.contacts.add(ContactDetails("Chidi Okafor", emails=(Reach("chidi@example.org"),)))
    proposal = session.intake.propose(message(tmp_path))
    details = CaseDetails(CaseKind.COMPLAINT, date(2026, 11, 12), Channel.EMAIL, chidi, chidi)
    [case] = session.intake.accept(proposal, Arrival(details))
    party = session.cases.case(case).requester
    assert party
    assert party.id == chidi
    assert session.contacts.ids(ContactFilter()) == [chidi]


def test_a_message_without_a_day_is_added_on_the_day_the_officer_gives(
    session: Session, tmp_path: Path
) -> None:
    case = open_case(session)
    proposal = session.intake.propose(message(tmp_path, "From: ann@example.org\nSubject: Hello\n\nText\n"))
    assert proposal.message.received_on is None
    session.intake.add(case, proposal, date(2026, 11, 5))
    event = next(each for each in session.cases.case(case).timeline if each.title.endswith("Hello"))
    assert event.on == date(2026, 11, 5)


def test_a_message_that_is_on_the_case_already_is_not_added_again(session: Session, tmp_path: Path) -> None:
    case = open_case(session)
    proposal = session.intake.propose(message(tmp_path))
    session.intake.add(case, proposal, date(2026, 11, 12))
    with pytest.raises(Mistake, match="This message is on the case already"):
        session.intake.add(case, proposal, date(2026, 11, 12))
    assert session.cases.case(case).documents == 2
    session.intake.add(open_case(session), proposal, date(2026, 11, 12))


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(1989, 12, 31)])
def test_a_message_is_not_added_on_an_impossible_day(session: Session, tmp_path: Path, day: date) -> None:
    case = open_case(session)
    proposal = session.intake.propose(message(tmp_path))
    with pytest.raises(Mistake):
        session.intake.add(case, proposal, day)
    assert session.casework.documents(case) == []


def test_a_message_is_added_to_a_case_that_was_opened_in_error_too(session: Session, tmp_path: Path) -> None:
    kept = session.intake.propose(message(tmp_path))
    case = open_case(session)
    session.cases.void(case, 1, "Twice the same")
    session.intake.add(case, kept, date(2026, 11, 3))
    assert session.cases.case(case).documents == 2


def test_several_files_are_added_one_by_one_and_each_refusal_is_told(
    session: Session, tmp_path: Path
) -> None:
    case = open_case(session)
    files = [
        message(tmp_path, name="one.eml"),
        message(tmp_path, "", name="secret empty.eml"),
        message(tmp_path, "From: ann@example.org\nSubject: Hello\n\nText\n", name="undated.eml"),
        tmp_path / "missing.eml",
        message(tmp_path, name="two.eml"),
    ]
    steps: list[tuple[int, int]] = []

    def proceed(done: int, of: int) -> bool:
        steps.append((done, of))
        return True

    imported = session.intake.add_to_case(case, files, proceed)
    assert imported.kept == 2
    assert len(imported.refused) == 3
    assert not any(
        name in sentence for sentence in imported.refused for name in ("secret", "undated", "missing")
    )
    assert steps == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert [row.name for row in session.casework.documents(case)].count("message.eml") == 2


def test_a_message_from_an_impossible_day_is_refused_alone(session: Session, tmp_path: Path) -> None:
    case = open_case(session)
    old = "From: ann@example.org\nDate: Fri, 29 Dec 1989 09:00:00 +0000\n\nText\n"
    files = [message(tmp_path, name="one.eml"), message(tmp_path, old, name="old.eml")]
    imported = session.intake.add_to_case(case, [*files, message(tmp_path, name="two.eml")], lambda *_: True)
    assert (imported.kept, len(imported.refused)) == (2, 1)


def test_what_is_refused_to_messages_kept_together_is_told_for_each(session: Session, tmp_path: Path) -> None:
    files = [message(tmp_path, name=f"{number}.eml") for number in range(12)]
    imported = session.intake.add_to_case(CaseId(99), files, lambda *_: True)
    assert imported.kept == 0
    assert len(imported.refused) == 12
    assert all("no longer in the register" in sentence for sentence in imported.refused)


def test_one_refused_message_does_not_refuse_those_kept_together_with_it(
    session: Session, tmp_path: Path
) -> None:
    case = open_case(session)
    chidi = session.contacts.add(ContactDetails("Chidi Okafor", emails=(Reach("chidi@example.org"),)))
    other = "From: ann@example.org\nSubject: {}\nDate: Fri, 20 Nov 2026 09:00:00 +0000\n\nText\n"
    files = [
        message(tmp_path, other.format("Before"), name="one.eml"),
        message(tmp_path, name="two.eml"),
        message(tmp_path, other.format("After"), name="three.eml"),
    ]

    def erase_the_sender_of_the_second(done: int, _of: int) -> bool:
        if done == 2:
            session.contacts.erase(chidi)
        return True

    imported = session.intake.add_to_case(case, files, erase_the_sender_of_the_second)
    assert imported.kept == 2
    assert imported.refused == ("What this belongs to is no longer in the register.",)
    titles = " ".join(event.title for event in session.cases.case(case).timeline)
    assert "Before" in titles
    assert "After" in titles
    assert session.casework.documents(case)[0].name == "message.eml"
    assert len(session.casework.documents(case)) == 2


def test_large_messages_are_kept_one_at_a_time(session: Session, tmp_path: Path) -> None:
    case = open_case(session)
    large = f"From: ann@example.org\nDate: Fri, 20 Nov 2026 09:00:00 +0000\n\n{'Text ' * 200_000}\n"
    files = [message(tmp_path, f"X-Number: {number}\n{large}", name=f"{number}.eml") for number in range(2)]
    there: list[int] = []

    def proceed(_done: int, _of: int) -> bool:
        there.append(session.cases.case(case).documents)
        return True

    assert session.intake.add_to_case(case, files, proceed).kept == 2
    assert there == [0, 1]


def test_adding_stops_where_it_is_told_to(session: Session, tmp_path: Path) -> None:
    case = open_case(session)
    files = [message(tmp_path, name=f"{number}.eml") for number in range(3)]
    imported = session.intake.add_to_case(case, files, lambda done, _of: done < 2)
    assert (imported.kept, imported.refused) == (2, ())


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)],
    ids=["empty", "picture", "outlook"],
)
def test_what_is_no_message_is_refused_in_a_sentence_without_the_files_name(
    session: Session, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "Secret Name.eml"
    file.write_bytes(content)
    with pytest.raises(Mistake) as told:
        session.intake.propose(file)
    assert told.value.sentence.endswith(".")
    assert "Secret" not in told.value.sentence


def test_a_file_that_is_gone_is_trouble_without_its_name(session: Session, tmp_path: Path) -> None:
    with pytest.raises(Trouble) as told:
        session.intake.propose(tmp_path / "Secret Name.eml")
    assert "Secret" not in str(told.value)


def test_a_lock_while_files_are_added_keeps_what_was_read_and_reads_no_more(
    session: Session, tmp_path: Path
) -> None:
    case = open_case(session)
    files = [message(tmp_path, name=f"{number}.eml") for number in range(3)]

    def proceed(done: int, _of: int) -> bool:
        if done == 2:
            session.intake.stop()
        return True

    imported = session.intake.add_to_case(case, files, proceed)
    assert (imported.kept, imported.refused) == (2, ())
    assert [row.name for row in session.casework.documents(case)].count("message.eml") == 2
