"""The schedule of a marked day: a rule is proposed with markers in every field, and put in force."""

from collections.abc import Iterator

from kmss_dpo.domain.retention import RecordClass
from kmss_dpo.ui.hands import click, is_there
from kmss_dpo.ui.workplace import Workplace
from tests.journeys.marking import MARKER, fill, says, settled
from tests.journeys.walking import Step


def schedule(work: Workplace) -> Iterator[Step]:
    """What a rule says may name people; so it is nowhere in clear, neither proposed nor in force."""
    click("Retention")
    yield lambda: is_there("Schedule…")
    click("Schedule…")
    page = work.window.page("retention").schedule
    yield lambda: page.chosen() is not None
    for decide in ("Throw away", "Propose this rule"):
        page.desk.change(RecordClass.COMPLAINT)
        yield lambda: is_there("Propose this rule")
        amount = page.desk._open.amount.text()
        fill()
        page.desk._open.amount.setText(amount)
        if decide == "Throw away":
            click("Cancel")
            yield lambda: is_there("Throw away")
        click(decide)
        yield settled
    yield lambda: is_there("Approve…")
    assert MARKER in work.session.schedule.whole().proposal.rules[0].reason
    click("Approve…")
    yield lambda: is_there("Next review, required")
    click("Approve")
    yield lambda: settled() and says("The schedule is in force")
    assert MARKER in work.session.schedule.export().decode()
    click("Back to the list")
