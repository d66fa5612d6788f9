"""The days that lie ahead, as they are told to a calendar: references and numbers, never a name."""

from datetime import date

from kmss_dpo.domain.coming_dates import ComingDate, of_disposals, of_due_dates, of_holds
from kmss_dpo.domain.holds import Hold
from kmss_dpo.domain.ids import CaseId, HoldId, Kind

DAY = date(2026, 12, 1)


def test_a_due_date_is_a_reference_and_is_announced_ahead() -> None:
    [told] = of_due_dates([(CaseId(12), "SAR-2026-0012", DAY)])
    assert told == ComingDate("case-12-due", DAY, "SAR-2026-0012 due", (Kind.CASE, 12), early=True)


def test_the_name_of_a_due_date_stays_when_its_day_moves() -> None:
    before, after = of_due_dates([(CaseId(12), "SAR-2026-0012", day) for day in (DAY, date(2027, 2, 1))])
    assert before.name == after.name


def test_disposals_are_counted_by_day() -> None:
    told = list(of_disposals([(DAY, 1), (date(2026, 12, 2), 1200)]))
    assert [(each.name, each.words, each.early) for each in told] == [
        ("disposal-2026-12-01", "1 record ready for disposal", False),
        ("disposal-2026-12-02", "1,200 records ready for disposal", False),
    ]


def test_a_hold_on_a_contact_is_called_by_its_number() -> None:
    on_case = Hold((Kind.CASE, 3), "SAR-2026-0003", DAY, id=HoldId(7), review_on=DAY)
    on_contact = Hold((Kind.CONTACT, 8), "Ann Ash", DAY, id=HoldId(9), review_on=DAY)
    first, second = of_holds([on_case, on_contact])
    assert (first.name, first.words) == ("hold-7-review", "SAR-2026-0003: hold to be reviewed")
    assert (second.name, second.words) == ("hold-9-review", "Hold 9 to be reviewed")
    assert second.record == (Kind.HOLD, 9)
