"""What needs the officer's attention, worked out whenever it is asked for, and what was put off."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from kmss_dpo.domain.alerts import (
    Alert,
    Alerts,
    AlertSort,
    PutOff,
    Wanted,
    check_until,
    from_plain,
    in_order,
    of_case,
    of_follow_ups,
    of_group,
    of_hold,
    of_note,
    of_rule,
    still_lasting,
    to_plain,
)
from kmss_dpo.services.disposal import groups_in
from kmss_dpo.store import alerts, follow_ups, quick_notes, settings
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day

MOST = 1000
"""So many of a sort are told one by one; the others come up as those are dealt with."""
_WANTED = "alerts"
_PUT_OFF = "alerts put off by {}"


def wanted(connection: Reading) -> Wanted:
    """Which alerts are wanted, within a transaction that is already open."""
    plain = settings.value(connection, _WANTED)
    if plain is None:
        return Wanted()
    return Wanted(frozenset(map(AlertSort, plain["sorts"])), plain["days_ahead"])


class Attention:
    """Alerts as of now. Each officer puts off for themselves; which ones are wanted is the register's."""

    def __init__(self, register: Register, clock: Clock) -> None:
        self._register = register
        self._clock = clock

    def alerts(self) -> Alerts:
        """All of them, in order, with what this officer put off."""
        today = london_day(self._clock.now())
        with self._register.reading() as connection:
            chosen = wanted(connection)
            until = today + timedelta(days=chosen.days_ahead if chosen.of(AlertSort.SOON) else -1)
            pressing = alerts.cases_now(connection, today, until, MOST)
            every = [of_case(each, today) for each in pressing]
            every += _others(connection, today, today + timedelta(days=chosen.days_ahead))
            return Alerts(
                every=in_order(each for each in every if chosen.of(each.sort)),
                put_off=self._put_off(connection),
                more=_left_out(connection, today, until, len(pressing)),
            )

    def wanted(self) -> Wanted:
        """Which alerts are wanted."""
        with self._register.reading() as connection:
            return wanted(connection)

    def want(self, chosen: Wanted) -> None:
        """Want these alerts from now on."""
        chosen.check()
        plain = {"sorts": sorted(sort.value for sort in chosen.sorts), "days_ahead": chosen.days_ahead}
        with self._register.writing("settings changed") as writing:
            settings.settle(writing, _WANTED, plain)

    def put_off(self, keys: Collection[str], until: datetime) -> None:
        """Keep these quiet until then, for whoever unlocked the register; never for good."""
        now = self._clock.now()
        check_until(until, now)
        with self._register.writing("alerts put off") as writing:
            known = still_lasting(self._put_off(writing.connection), now)
            decided = known | dict.fromkeys(keys, PutOff(now, until))
            settings.settle(writing, self._name(), to_plain(decided))

    def _put_off(self, connection: Reading) -> dict[str, PutOff]:
        plain: Any = settings.value(connection, self._name())
        return from_plain(plain)

    def _name(self) -> str:
        return _PUT_OFF.format(self._register.actor)


def _others(connection: Reading, today: date, until: date) -> Iterator[Alert]:
    """All that is no due date of a case; what was promised is told as far ahead as what is due soon."""
    yield from of_follow_ups(follow_ups.due(connection, until), today)
    waiting = quick_notes.everyone(connection)
    yield from (of_note(each, today) for each in waiting if london_day(each.at) < today)
    yield from map(of_group, groups_in(connection, today))
    yield from map(of_hold, alerts.holds_to_review(connection, date.min, today, MOST))
    yield from map(of_rule, alerts.rules_to_review(connection, today))


def _left_out(connection: Reading, today: date, until: date, told: int) -> int:
    """How many cases found no place: they are counted only where there may be any."""
    return alerts.count_cases(connection, today, until) - told if told >= MOST else 0
