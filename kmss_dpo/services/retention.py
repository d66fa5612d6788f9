"""The retention schedule: the rules in force, who approved them, and how much they keep."""

from dataclasses import replace

from kmss_dpo.domain.retention import DEFAULT_RULES, RetentionRule
from kmss_dpo.domain.schedule import InForce, usual_review
from kmss_dpo.services.disposal import Disposal, rules_in
from kmss_dpo.store import retention, schedule


class Retention(Disposal):
    """What the officer can do with the schedule, and with what has run out by it."""

    def schedule(self) -> tuple[RetentionRule, ...]:
        """The rules in force; the defaults until the officer approved them."""
        with self._register.reading() as connection:
            return rules_in(connection)

    def in_force(self) -> list[InForce]:
        """The schedule with how much of each class there is, and how much of it is past its period."""
        rules = self.schedule()
        with self._register.reading() as connection:
            stock = retention.stock(connection, rules, self._today())
        return [InForce(rule, stock.get(rule.code)) for rule in rules]

    def approve_defaults(self) -> None:
        """Put the default rules in force, approved today and owned by whoever unlocked the register."""
        today, owner = self._today(), self._register.person
        with self._register.writing("retention schedule approved") as writing:
            if not any(retention.rules(writing.connection)):
                for rule in DEFAULT_RULES:
                    schedule.approve(writing, replace(rule, owner=owner), today, usual_review(today))
