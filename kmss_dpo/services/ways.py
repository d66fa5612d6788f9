"""Going on with a case along its way, and back."""

from kmss_dpo.domain.cases import Status, check_goes_on, check_reason
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.links import check_turn
from kmss_dpo.domain.ways import ERASING, check_step, stage_after_facts, stages_before, way_of
from kmss_dpo.store import cases, items, links, ways
from kmss_dpo.store.register import Register


class Ways:
    """The steps that the officer takes by hand."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def go(self, case: CaseId, version: int, to: str, reason: str = "") -> None:
        """Go on to the next stage, or back to an earlier one and why; `Mistake` says what is needed."""
        with self._register.writing("case went on") as writing:
            stored = cases.case(writing.connection, case)
            check_goes_on(stored.ending.status)
            if stored.ending.status is Status.CLOSED:
                raise Mistake("This case is closed. Open it again first.")
            way = way_of(stored.details.kind, for_customer=bool(stored.details.for_customer))
            stage = stage_after_facts(way, stored.stage, stored.facts)
            after = check_step(way, stage, to, items.work(writing.connection, case))
            if after in stages_before(way, stage):
                check_reason(reason, "Say why the case goes back.")
            if after.code == ERASING:
                check_turn(links.waited_for(writing.connection, case))
            ways.go(writing, case, version, (stage.code, after.code), reason.strip())
