"""Holds of a marked day: one is placed on a case, reviewed, released, and looked at in the list of holds."""

from collections.abc import Iterator

from kmss_dpo.ui.hands import click, is_there
from kmss_dpo.ui.retention.hold_list import HoldList
from kmss_dpo.ui.workplace import Workplace
from tests.journeys.marking import MARKER, fill, says, set_day, settled
from tests.journeys.marking_documents import trigger
from tests.journeys.walking import Step


def holds(work: Workplace) -> Iterator[Step]:
    """Reasons with markers, of which one is thrown away."""
    click("Requests")
    yield lambda: is_there("Write letter")
    for decide in ("Throw away", "Place the hold"):
        trigger("More, opens a menu", "Place a hold…")
        yield lambda: is_there("Place the hold")
        fill()
        if decide == "Throw away":
            click("Cancel")
            yield lambda: is_there("Throw away")
        else:
            set_day("Review it on, required", "20 Dec 2026")
        click(decide)
        yield settled
    yield lambda: says("The hold was placed")
    hold = next(each for each in work.session.holds.ids() if each > 0)
    assert MARKER in work.session.holds.rows([hold])[0].reason
    work.holds.review(hold)
    yield lambda: is_there("Keep on hold")
    set_day("Review it again on, required", "20 Jan 2027")
    click("Keep on hold")
    yield lambda: settled() and says("The hold lasts")
    work.holds.release(*work.session.holds.rows([hold])[0].on, hold)
    yield lambda: is_there("Release the hold")
    fill()
    click("Release the hold")
    yield lambda: settled() and says("The hold was released")
    click("Retention")
    yield lambda: is_there("Holds")
    click("Holds")
    yield lambda: is_there("Released holds too")
    click("Released holds too")
    listed = work.window.findChildren(HoldList)[0]
    yield lambda: listed.table.choose(hold) and says(MARKER)
    click("Back to the list")
