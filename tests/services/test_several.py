"""The same done to several cases: each whole or left alone with its reason; and lists that are exported."""

from dataclasses import replace
from datetime import date

import pytest

from kmss_dpo.domain.case_views import CaseRow
from kmss_dpo.domain.cases import CaseKind, Closing, Outcome, Status
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.errors import Stopped
from kmss_dpo.domain.ids import CaseId, Kind
from kmss_dpo.domain.several import Act, Chosen, Earlier, LeftAlone, Several, left_alone
from kmss_dpo.services import exporting
from kmss_dpo.session import Session
from tests.services.asking import ACCESS, history, seen


def cases(session: Session, count: int, kind: CaseKind = CaseKind.ACCESS) -> list[CaseId]:
    return [session.cases.open_case(replace(ACCESS, kind=kind)) for _ in range(count)]


def erase(session: Session, case: CaseId) -> None:
    with session.opened.register.writing("erased") as writing:
        writing.erase(Kind.CASE, case)


def test_cases_are_chosen_as_they_are_now_in_their_order(session: Session) -> None:
    first, second, third = cases(session, 3)
    session.cases.void(second, 1, "Twice the same")
    erase(session, first)
    assert session.several.choose([third, first, second]) == [
        Chosen(third, 1, "SAR-2026-0003", CaseKind.ACCESS, Status.OPEN),
        Chosen(second, 2, "SAR-2026-0002", CaseKind.ACCESS, Status.VOIDED),
    ]


def test_several_cases_are_assigned_and_nothing_else_on_them_changes(session: Session) -> None:
    who = session.contacts.add(ContactDetails("Ann Ash"))
    mine = [session.cases.open_case(replace(ACCESS, requester=who, summary="All of it")), *cases(session, 2)]
    before = seen(session, mine[0])
    done = session.several.assign(session.several.choose(mine), "  Kit  Moss ")
    assert (done.done, done.left, done.chosen) == (3, (), 3)
    assert [(each.case.id, each.handler) for each in done.earlier] == [(each, "") for each in mine]
    assert [seen(session, each).details.handler for each in mine] == ["Kit Moss"] * 3
    after = seen(session, mine[0])
    assert after.details == replace(before.details, handler="Kit Moss")
    assert after.version == before.version + 1
    assert history(session, mine[1])[:2] == ["case opened", "case changed"]


def test_a_case_that_has_that_handler_is_not_saved_again(session: Session) -> None:
    [case] = cases(session, 1)
    for changed in (1, 0):
        done = session.several.assign(session.several.choose([case]), "Kit Moss")
        assert (done.done, len(done.earlier)) == (1, changed)
    assert seen(session, case).version == 2
    session.several.assign(session.several.choose([case]), " ")
    assert seen(session, case).details.handler == ""


def test_what_cannot_be_assigned_is_left_alone_each_with_its_reason(session: Session) -> None:
    voided, changed, gone, fine = cases(session, 4)
    session.cases.void(voided, 1, "Twice the same")
    chosen = session.several.choose([voided, changed, gone, fine])
    session.cases.change(changed, 1, replace(ACCESS, summary="More was said"))
    erase(session, gone)
    assert left_alone(Act.ASSIGN, chosen) == (LeftAlone("SAR-2026-0001", "opened in error and voided"),)
    assert session.several.assign(chosen, "Kit Moss") == Several(
        1,
        (
            LeftAlone("SAR-2026-0001", "opened in error and voided"),
            LeftAlone("SAR-2026-0002", "changed since it was chosen"),
            LeftAlone("SAR-2026-0003", "no longer in the register"),
        ),
        4,
        (Earlier(chosen[3], ""),),
    )
    assert seen(session, changed).details.handler == ""
    assert seen(session, voided).version == 2
    assert seen(session, fine).details.handler == "Kit Moss"


def test_what_was_assigned_goes_back_to_who_had_it(session: Session) -> None:
    mine = [session.cases.open_case(replace(ACCESS, handler=who)) for who in ("Ann Ash", "", "Kit Moss")]
    chosen = session.several.choose(mine)
    done = session.several.assign(chosen, " Kit  Moss")
    assert (done.done, len(done.earlier)) == (3, 2)
    session.casework.add_note(mine[0], "Something else was done meanwhile.")
    summed_up = replace(seen(session, mine[1]).details, summary="So was this.")
    session.cases.change(mine[1], 2, summed_up)
    assert session.several.give_back(done.earlier, " Kit  Moss") == Several(2, (), 2)
    assert [seen(session, each).details.handler for each in mine] == ["Ann Ash", "", "Kit Moss"]
    assert seen(session, mine[1]).details.summary == "So was this."
    assert history(session, mine[0]) == ["case opened", "case changed", "case changed", "read"]


def test_what_was_passed_on_voided_or_erased_since_is_not_given_back(session: Session) -> None:
    passed_on, voided, gone, fine = cases(session, 4)
    done = session.several.assign(session.several.choose([passed_on, voided, gone, fine]), "Kit Moss")
    session.cases.change(passed_on, 2, replace(ACCESS, handler="Ann Ash"))
    session.cases.void(voided, 2, "Twice the same")
    erase(session, gone)
    assert session.several.give_back(done.earlier, "Kit Moss") == Several(
        1,
        (
            LeftAlone("SAR-2026-0001", "given to somebody else since"),
            LeftAlone("SAR-2026-0002", "opened in error and voided"),
            LeftAlone("SAR-2026-0003", "no longer in the register"),
        ),
        4,
    )
    assert seen(session, passed_on).details.handler == "Ann Ash"
    assert seen(session, fine).details.handler == ""


def test_a_closed_case_can_still_be_assigned(session: Session) -> None:
    [case] = cases(session, 1)
    session.cases.close(case, 1, Closing(Outcome.WITHDRAWN, date(2026, 11, 20)))
    assert session.several.assign(session.several.choose([case]), "Kit Moss").done == 1


def test_the_same_note_is_kept_on_each_case_whatever_its_state(session: Session) -> None:
    opened, voided = cases(session, 2)
    session.cases.void(voided, 1, "Twice the same")
    chosen = session.several.choose([opened, voided])
    assert session.several.add_note(chosen, " Chased by phone. ") == Several(2, (), 2)
    for case in (opened, voided):
        assert "Chased by phone." in [each.text for each in seen(session, case).timeline]
    [left] = session.several.add_note(chosen[:1], " ").left
    assert left.why == "The note is empty."


def test_enquiries_are_closed_as_dealt_with_and_nothing_else_is(session: Session) -> None:
    asked, closed, voided = cases(session, 3, CaseKind.CONTACT_ENQUIRY)
    [request] = cases(session, 1)
    session.cases.close(closed, 1, Closing(Outcome.WITHDRAWN, date(2026, 11, 20)))
    session.cases.void(voided, 1, "Twice the same")
    chosen = session.several.choose([asked, closed, voided, request])
    done = session.several.deal_with(chosen)
    assert done.left == left_alone(Act.DEAL_WITH, chosen)
    assert [each.why for each in done.left] == [
        "closed already",
        "opened in error and voided",
        "only an enquiry is closed as dealt with",
    ]
    ended = seen(session, asked)
    assert ended.closing == Closing(Outcome.DEALT_WITH, date(2026, 11, 22))
    assert seen(session, request).status is Status.OPEN
    assert seen(session, closed).closing == Closing(Outcome.WITHDRAWN, date(2026, 11, 20))


def test_work_on_several_can_be_stopped_and_says_how_far_it_came(session: Session) -> None:
    chosen = session.several.choose(cases(session, 3))
    told: list[tuple[int, int]] = []

    def proceed(done: int, of: int) -> bool:
        told.append((done, of))
        return done < 2

    done = session.several.assign(chosen, "Kit Moss", proceed)
    assert told == [(1, 3), (2, 3)]
    assert (done.done, done.not_reached()) == (2, 1)


def test_choosing_is_all_or_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "_SLICE", 1)
    wanted = cases(session, 2)
    for last in (1, 2):
        with pytest.raises(Stopped):
            session.several.choose(wanted, lambda done, _of, last=last: done < last)
    assert len(session.several.choose(wanted)) == 2


def line(row: CaseRow) -> tuple[str, ...]:
    return (row.reference, row.person)


def test_a_list_is_exported_in_its_order_and_each_case_audited(session: Session) -> None:
    who = session.contacts.add(ContactDetails("=Ann Ash"))
    first, gone, last = (session.cases.open_case(replace(ACCESS, subject=who)) for _ in range(3))
    erase(session, gone)
    told: list[tuple[int, int]] = []
    content = session.several.export(
        [last, gone, first], ("Reference", "Person"), line, lambda *at: not told.append(at)
    )
    assert content.decode("utf-8-sig").splitlines() == [
        "Reference,Person",
        "SAR-2026-0003,'=Ann Ash",
        "SAR-2026-0001,'=Ann Ash",
    ]
    assert told == [(3, 6), (4, 4)]
    assert history(session, first)[-1] == history(session, last)[-1] == "exported"


def test_an_export_that_is_stopped_while_it_is_read_leaves_no_trace(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_SLICE", 1)
    wanted = cases(session, 3)
    with pytest.raises(Stopped):
        session.several.export(wanted, ("Reference", "Person"), line, lambda done, _of: done < 2)
    assert history(session, wanted[0]) == ["case opened"]
    with pytest.raises(Stopped):
        session.several.export(wanted, ("Reference", "Person"), line, lambda done, _of: done < 4)
    assert [history(session, each)[-1] for each in wanted] == ["exported", "case opened", "case opened"]


def test_nothing_begins_once_the_register_is_being_locked(session: Session) -> None:
    chosen = session.several.choose(cases(session, 2))
    session.opened.register._closing.set()
    assert session.several.assign(chosen, "Kit Moss").done == 1
