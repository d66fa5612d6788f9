"""Certificates of disposals: entries of the log on paper, and how one will look before anything goes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from kmss_dpo.domain.disposal import DisposalRecord, Ready, check_decided
from kmss_dpo.domain.disposal_words import certified, certified_title
from kmss_dpo.domain.errors import Mistake, NotHere
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.letters import long_date
from kmss_dpo.letters.certificate import Certificate, Entry, draw_certificate
from kmss_dpo.letters.faces import beside
from kmss_dpo.services.disposal import Disposal
from kmss_dpo.services.fonts import Fonts
from kmss_dpo.services.settings import organisation
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import LONDON, Clock, london_day

TITLE = "Certificate of disposal"
_NAMELESS = "It names nobody whose data was disposed of and holds nothing that was erased."
_FORESEEN = "This is how the certificate will look. Nothing has been disposed of yet."


class Certificates:
    """What the officer can put on paper; making one waits for the lanes, so it runs on none of them."""

    def __init__(self, register: Register, disposal: Disposal, fonts: Fonts, clock: Clock) -> None:
        self._register = register
        self._disposal = disposal
        self._fonts = fonts
        self._clock = clock

    def of_entry(self, number: int) -> bytes:
        """The certificate of one entry of the log, as PDF; `NotHere` once the entry was disposed of."""
        found = [record for record in self._log() if record.id == number]
        if not found:
            raise NotHere("This entry is no longer in the disposal log.")
        return self._certify(found, (_NAMELESS,))

    def of_days(self, first: date, last: date) -> bytes:
        """The certificate of everything that was disposed of on some days, both included."""
        if last < first:
            raise Mistake("The last day lies before the first one.", "last")
        found = [record for record in self._log() if first <= london_day(record.at) <= last]
        if not found:
            raise Mistake("Nothing was disposed of on these days.", "first")
        span = f"Everything that was disposed of from {long_date(first)} to {long_date(last)}."
        return self._certify(sorted(found, key=lambda record: record.id), (span, _NAMELESS))

    def foreseen(self, chosen: Sequence[Ready]) -> bytes:
        """How the certificate of what is chosen will look; nothing of it is audited, for nothing happened."""
        check_decided(chosen)
        counted = Counter(self._disposal.headings(chosen))
        records = [
            DisposalRecord(
                id=0,
                at=self._clock.now(),
                rule=heading.rule,
                trigger=heading.trigger,
                record_class=heading.record_class,
                records=count,
                approved_by=self._register.person,
                method=heading.method,
                backups="to be reached",
                action=heading.action,
                stage=heading.stage,
            )
            for heading, count in counted.items()
        ]
        return self._draw(records, (_FORESEEN, _NAMELESS))

    def _log(self) -> list[DisposalRecord]:
        return self._register.reading_lane.have_done(self._disposal.log)

    def _certify(self, records: Sequence[DisposalRecord], told: Sequence[str]) -> bytes:
        pdf = self._draw(records, told)
        self._register.writing_lane.have_done(self._note, records)
        return pdf

    def _draw(self, records: Sequence[DisposalRecord], told: Sequence[str]) -> bytes:
        whole = Certificate(
            short_name=self._register.reading_lane.have_done(self._short_name),
            title=TITLE,
            told=told,
            on=london_day(self._clock.now()),
            entries=[Entry(certified_title(each), certified(each, _moment(each))) for each in records],
        )
        with beside(self._fonts.file()):
            return draw_certificate(whole)

    def _short_name(self) -> str:
        with self._register.reading() as connection:
            return organisation(connection).short_name

    def _note(self, records: Sequence[DisposalRecord]) -> None:
        with self._register.writing("certificate made") as writing:
            for each in records:
                writing.note(Kind.DISPOSAL, each.id)


def _moment(record: DisposalRecord) -> str:
    return f"{long_date(london_day(record.at))} at {record.at.astimezone(LONDON):%H:%M}"
