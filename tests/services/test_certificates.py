"""Certificates prove a disposal without naming anybody: one entry, some days, and how one will look."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import page
import pypdfium2
import pytest

from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.domain.retention import Action
from kmss_dpo.session import Session
from tests.services.old_records import dealt_with, dispose, old_request, person


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [each.get_textpage().get_text_bounded() for each in document]
    return " ".join(" ".join(pages).split())


@pytest.fixture
def disposed(session: Session) -> int:
    session.settings.settle(
        Organisation(officer_name="Robin Hale", officer_email="dpo@kmss.example"), Regulator()
    )
    old_request(session, person(session))
    dispose(session)
    return session.retention.log()[0].id


def test_the_certificate_of_an_entry_says_all_that_is_recorded_and_names_nobody(
    session: Session, disposed: int
) -> None:
    before = session.today.health().audit_entries
    pdf = session.certificates.of_entry(disposed)
    told = words(pdf)
    for said in (
        "Certificate of disposal",
        f"Entry {disposed} of the disposal log: 1 \N{MULTIPLICATION SIGN} Subject access",
        "Sunday 22 November 2026".removeprefix("Sunday "),
        "Rights requests",
        "none was on hold",
        "Approved by Robin Hale",
        "There was no kept backup",
        "Failures None",
    ):
        assert said in told
    assert "zebulonquax" not in told.lower()
    assert session.today.health().audit_entries == before + 1
    for profile in ("ua1", "2a"):
        assert "Checks: 0 failed" in str(page.validate_pdf_bytes(pdf, profile=profile))


def test_the_certificate_of_some_days_has_what_was_disposed_of_on_them(
    session: Session, disposed: int, clock: Any
) -> None:
    clock.moment += timedelta(days=3)
    dealt_with(session, person(session, "Mair Evans"))
    dispose(session)
    whole = words(session.certificates.of_days(date(2026, 11, 22), date(2026, 11, 25)))
    assert "from 22 November 2026 to 25 November 2026" in whole
    assert whole.index(f"Entry {disposed} of") < whole.index("Demo request")
    first = words(session.certificates.of_days(date(2026, 11, 20), date(2026, 11, 24)))
    assert "Demo request" not in first


Ask = Callable[[Session], bytes]


@pytest.mark.parametrize(
    ("ask", "kind", "field"),
    [
        (lambda session: session.certificates.of_entry(99), NotHere, None),
        (lambda s: s.certificates.of_days(date(2026, 11, 22), date(2026, 11, 21)), Mistake, "last"),
        (lambda s: s.certificates.of_days(date(2020, 1, 1), date(2020, 1, 2)), Mistake, "first"),
    ],
)
def test_what_there_is_no_certificate_of_is_said(
    session: Session, ask: Ask, kind: type[Mistake], field: str | None
) -> None:
    with pytest.raises(kind) as refused:
        ask(session)
    assert refused.value.field == field


def test_a_certificate_can_be_seen_before_anything_goes(session: Session) -> None:
    for name in ("Zebulonquax", "Mair Evans"):
        dealt_with(session, person(session, name))
    chosen = [replace(each, action=Action.ANONYMISE) for each in session.retention.ready()]
    before = session.today.health().audit_entries
    told = words(session.certificates.foreseen(chosen))
    for said in ("Nothing has been disposed of yet", "2 \N{MULTIPLICATION SIGN} Demo request", "Anonymised"):
        assert said in told
    assert "zebulonquax" not in told.lower()
    assert session.today.health().audit_entries == before
    assert len(session.retention.ready()) == 2
