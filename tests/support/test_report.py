"""A report of a defect: one file each, without what was in hand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from kmss_dpo.support.report import write_report

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_two_defects_within_one_second_are_two_reports(tmp_path: Path) -> None:
    one, other = (write_report(error, tmp_path, AT) for error in (KeyError("Rhiannon"), ValueError()))
    assert one.read_text().endswith("KeyError")
    assert other.read_text().endswith("ValueError")
    assert "Rhiannon" not in one.read_text()


def test_the_oldest_go_first_even_where_all_came_at_once(tmp_path: Path) -> None:
    write_report(OSError(), tmp_path, AT - timedelta(seconds=1))
    written = [write_report(KeyError(), tmp_path, AT) for _ in range(21)]
    assert sorted(tmp_path.iterdir()) == written[1:]
