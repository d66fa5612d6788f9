import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.session import Session

GO_ON = lambda _done, _of: True  # noqa: E731


def open_case(session: Session, received_on: date) -> CaseId:
    return session.cases.open_case(CaseDetails(CaseKind.ACCESS, received_on, Channel.EMAIL))


def due(session: Session, case: CaseId) -> date | None:
    return session.cases.case(case).deadline.due_on


def settle_nation(session: Session, nation: Nation) -> None:
    organisation = replace(session.settings.organisation(), nation=nation)
    session.settings.settle(organisation, session.settings.regulator())


def published(**days: str) -> bytes:
    events = [
        {"title": name, "date": day.strip("_").replace("_", "-"), "notes": ""} for day, name in days.items()
    ]
    return json.dumps({"england-and-wales": {"division": "england-and-wales", "events": events}}).encode()


def test_a_register_starts_with_the_table_of_its_nation(session: Session) -> None:
    closed = session.holidays.closed_days()
    assert closed.nation is Nation.ENGLAND_AND_WALES
    assert closed.why_closed(date(2026, 12, 28)) == "Boxing Day (substitute day)"
    assert closed.last == date(2028, 12, 31)


def test_a_day_added_moves_what_falls_due_on_it_and_says_so_on_the_case(session: Session) -> None:
    case = open_case(session, date(2026, 11, 17))
    other = open_case(session, date(2026, 11, 18))
    assert due(session, case) == date(2026, 12, 17)
    session.holidays.add(date(2026, 12, 17), "A day of mourning")
    assert session.cases.recompute(GO_ON) == 1
    assert due(session, case) == date(2026, 12, 18)
    assert due(session, other) == date(2026, 12, 18)
    notes = [event.text for event in session.cases.case(case).timeline if "worked out anew" in event.text]
    assert len(notes) == 1
    assert not [event for event in session.cases.case(other).timeline if "worked out anew" in event.text]


def test_a_day_taken_away_is_a_working_day_and_comes_back_when_added(session: Session) -> None:
    session.holidays.add(date(2026, 12, 25), "Christmas Day", closed=False)
    assert not session.holidays.closed_days().is_closed(date(2026, 12, 25))
    session.holidays.add(date(2026, 12, 25), "Christmas Day")
    assert session.holidays.closed_days().why_closed(date(2026, 12, 25)) == "Christmas Day"


def test_a_day_without_a_name_is_refused(session: Session) -> None:
    with pytest.raises(Mistake):
        session.holidays.add(date(2026, 12, 17), " ")


def test_another_nation_has_its_own_days_and_own_changes(session: Session) -> None:
    case = open_case(session, date(2026, 10, 30))
    assert due(session, case) == date(2026, 11, 30)
    session.holidays.add(date(2026, 12, 17), "Here only")
    settle_nation(session, Nation.SCOTLAND)
    assert session.cases.recompute(GO_ON) == 1
    assert due(session, case) == date(2026, 12, 1)
    assert not session.holidays.closed_days().is_closed(date(2026, 12, 17))


def test_recomputing_twice_moves_nothing_the_second_time(session: Session) -> None:
    open_case(session, date(2026, 11, 17))
    session.holidays.add(date(2026, 12, 17), "A day of mourning")
    steps: list[tuple[int, int]] = []

    def proceed(done: int, of: int) -> bool:
        steps.append((done, of))
        return True

    assert session.cases.recompute(proceed) == 1
    assert session.cases.recompute(proceed) == 0
    assert steps == [(1, 1), (1, 1)]


def test_an_official_list_is_taken_over_and_counts_what_changed(session: Session) -> None:
    assert session.holidays.take_over(published(_2026_12_17="A day of mourning")) == 1
    assert session.holidays.take_over(published(_2026_12_17="A day of mourning")) == 0
    assert session.holidays.closed_days().why_closed(date(2026, 12, 17)) == "A day of mourning"


def test_an_official_list_for_a_later_year_reaches_further(session: Session) -> None:
    days = {f"_2029_0{month}_05": f"Day {month}" for month in range(1, 9)}
    session.holidays.take_over(published(**days))
    assert session.holidays.closed_days().last == date(2029, 12, 31)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1", b"\xff\xfe", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"])
def test_what_is_no_official_list_is_refused_and_changes_nothing(session: Session, content: bytes) -> None:
    before = session.holidays.closed_days().holidays
    with pytest.raises(Mistake) as told:
        session.holidays.take_over(content)
    assert told.value.field == "file"
    assert session.holidays.closed_days().holidays == before


def test_a_list_is_read_from_a_file_and_troubles_name_no_file(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_bytes(published(_2026_12_17="A day of mourning"))
    assert session.holidays.take_over(session.holidays.read_list(file)) == 1
    with pytest.raises(Trouble, match="could not be read") as told:
        session.holidays.read_list(tmp_path / "secret.json")
    assert "secret" not in str(told.value)
    with pytest.raises(Mistake, match="it is no file"):
        session.holidays.read_list(tmp_path)


def test_a_list_larger_than_a_megabyte_is_refused(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    file.write_bytes(b" " * 2_000_000)
    with pytest.raises(Mistake, match="larger than a megabyte"):
        session.holidays.take_over(session.holidays.read_list(file))


def test_a_day_that_is_added_again_as_it_was_changes_nothing(session: Session) -> None:
    session.holidays.add(date(2026, 11, 30), "Company day")
    told: list[object] = []
    session.subscribe(told.append)
    session.holidays.add(date(2026, 11, 30), "Company day")
    assert told == []
