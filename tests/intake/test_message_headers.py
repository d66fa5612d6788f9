"""Moments in headers, as servers and mail programs really write them."""

from datetime import UTC, datetime

import pytest

from kmss_dpo.intake.message_headers import moment, noted_at


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 16 Nov 2026 09:12:31 +0000 (GMT)", datetime(2026, 11, 16, 9, 12, 31, tzinfo=UTC)),
        ("16 Nov 2026 09:12 EST", datetime(2026, 11, 16, 14, 12, tzinfo=UTC)),
        ("Mon, 15 Jun 2026 00:30:00 BST", datetime(2026, 6, 14, 23, 30, tzinfo=UTC)),
        ("Mon, 15 Jun 2026 00:30:00", datetime(2026, 6, 14, 23, 30, tzinfo=UTC)),
        ("Mon, 15 Jun 2026 00:30:00 -0000", datetime(2026, 6, 15, 0, 30, tzinfo=UTC)),
        ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", datetime(1997, 11, 21, 15, 55, 6, tzinfo=UTC)),
        ("Mon, 31 Feb 2026 09:12:31 +0000", None),
        ("Mon, 16 Nov 2026 29:12:31 +0000", None),
        ("Mon, 16 Nov 2026 09:12:31 +9999", None),
        ("Fri, 31 Dec 9999 23:59:59 -0500", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_it_was_meant(written: str, expected: datetime | None) -> None:
    assert moment(written) == expected


def test_a_received_line_names_its_moment_after_a_semicolon() -> None:
    expected = datetime(2026, 11, 16, 9, 12, 31, tzinfo=UTC)
    assert noted_at("from a (b; c) by d; Mon, 16 Nov 2026 09:12:31 +0000") == expected
    assert noted_at("from a by d; Mon, 16 Nov 2026 09:12:31 +0000 (from <x;y@z>)") == expected
    assert noted_at("from a by d") is None
    assert noted_at("from a by d; gibberish; more") is None
