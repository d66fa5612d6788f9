"""The words of letters: the officer's own where there are any, else those that ship, every version kept.

Whoever writes a letter on a case takes its template from here and from nowhere else.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kmss_dpo.domain.errors import Conflict, Mistake
from kmss_dpo.domain.letters import Language, Template, Values
from kmss_dpo.domain.letters.sample import sample_letter, sample_values
from kmss_dpo.domain.letters.wording_flaws import Flaw, flaws
from kmss_dpo.domain.letters.wordings import (
    Wording,
    as_shipped,
    changed_since,
    is_own,
    rebased,
    up_to_date,
    whole,
    worded,
    wording_from_plain,
    wording_to_plain,
)
from kmss_dpo.letters.faces import beside, check_printable
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look
from kmss_dpo.letters.wording import activities, template, templates
from kmss_dpo.services.fonts import Fonts
from kmss_dpo.services.settings import organisation, regulator
from kmss_dpo.services.stationery import look_in
from kmss_dpo.store import settings
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register
from kmss_dpo.store.settings import Settled

_NAMED = "wording: "


@dataclass(frozen=True)
class WordingRow:
    """One letter in the list; `at` is None where its wording was never settled.

    `changed` are the parts that ship otherwise than when the officer worded them.
    """

    code: str
    title: str
    own: bool
    languages: tuple[Language, ...]
    at: datetime | None = None
    by: str = ""
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordingVersion:
    """How a letter was worded once, by whom and since when."""

    number: int
    wording: Wording
    at: datetime
    by: str


@dataclass(frozen=True)
class OpenWording:
    """The wording of a letter to be looked at or changed; `versions` the newest first.

    `number` is the version it stands at, 0 for what ships; `samples` fill it and `look` is its letterhead.
    """

    shipped: Template
    wording: Wording
    number: int
    changed: tuple[str, ...]
    versions: tuple[WordingVersion, ...]
    samples: dict[Language, Values]
    look: Look


class Wordings:
    """What the officer can do with the words of letters."""

    def __init__(self, register: Register, fonts: Fonts) -> None:
        self._register = register
        self._fonts = fonts

    def rows(self) -> list[WordingRow]:
        """Every letter there is, by title."""
        with self._register.reading() as connection:
            newest = {each.name: each for each in settings.versions(connection, _NAMED)}
        rows = [_row(shipped, newest.get(_NAMED + shipped.code)) for shipped in templates()]
        return sorted(rows, key=lambda row: row.title.casefold())

    def open(self, code: str) -> OpenWording:
        """The wording of a letter, with how it was before."""
        shipped = template(code)
        with self._register.reading() as connection:
            kept = _versions(connection, code)
            ours, theirs, look = organisation(connection), regulator(connection), look_in(connection)
        stored = kept[-1].wording if kept else as_shipped(shipped)
        return OpenWording(
            shipped=shipped,
            wording=up_to_date(stored, shipped),
            number=kept[-1].number if kept else 0,
            changed=changed_since(stored, shipped),
            versions=tuple(reversed(kept)),
            samples={each: sample_values(ours, theirs, each, activities()[:1]) for each in Language},
            look=replace(look, font=self._fonts.file()),
        )

    def flaws(self, opened: OpenWording, wording: Wording) -> tuple[Flaw, ...]:
        """What is wrong with a wording; needs nothing of the register and may run anywhere."""
        with beside(opened.look.font):
            return (*flaws(wording, opened.shipped), *_not_printable(wording, opened.shipped))

    def pages(
        self,
        opened: OpenWording,
        wording: Wording,
        language: Language,
        left_out: Collection[str] = frozenset(),
    ) -> bytes:
        """The wording on a sample case as PDF; needs nothing of the register and may run anywhere.

        Every part is shown but those whose keys are `left_out`.
        """
        said = whole(wording, opened.shipped, language)
        return draw(sample_letter(said, opened.samples[language], left_out), opened.look)

    def settle(self, code: str, wording: Wording, number: int) -> None:
        """Keep a wording as the newest version; letters begun before keep theirs.

        `number` is the version that was seen: `Conflict` where there is a newer one. `Mistake` where what
        the law requires is missing, or something else that blocks saving is wrong.
        """
        shipped = template(code)
        with beside(self._fonts.file()):
            found = (*flaws(wording, shipped), *_not_printable(wording, shipped))
        for flaw in found:
            if flaw.blocks_saving:
                raise Mistake(flaw.sentence, flaw.block or flaw.field)
        with self._register.writing("letter wording changed") as writing:
            if any(each.number > number for each in _versions(writing.connection, code)):
                raise Conflict("The wording of this letter was changed since you opened it.")
            settings.settle(writing, _NAMED + code, wording_to_plain(rebased(wording, shipped)))


def worded_in(connection: Reading, code: str, wished: Language = Language.ENGLISH) -> Template:
    """The template of a letter in the language wished for where it is worded in it, else in English.

    Raise `Trouble` where there is no such letter.
    """
    return worded(*_kept(connection, template(code)), wished)


def all_worded(connection: Reading) -> list[Template]:
    """The template of every letter in every language that it is worded in, English first."""
    kept = [_kept(connection, each) for each in templates()]
    return [worded(*each, language) for each in kept for language in each[0].languages()]


def _kept(connection: Reading, shipped: Template) -> tuple[Wording, Template]:
    """The wording of a letter over what ships."""
    plain = settings.value(connection, _NAMED + shipped.code)
    wording = up_to_date(wording_from_plain(plain), shipped) if plain else as_shipped(shipped)
    return wording, shipped


def _versions(connection: Reading, code: str) -> Sequence[WordingVersion]:
    """Every version of a wording, oldest first."""
    return [
        WordingVersion(each.number, wording_from_plain(each.value), each.at, each.by)
        for each in settings.versions(connection, _NAMED + code)
        if each.name == _NAMED + code
    ]


def _row(shipped: Template, newest: Settled | None) -> WordingRow:
    if newest is None:
        return WordingRow(shipped.code, shipped.title, own=False, languages=(Language.ENGLISH,))
    stored = wording_from_plain(newest.value)
    wording = up_to_date(stored, shipped)
    return WordingRow(
        code=shipped.code,
        title=wording.head.title,
        own=is_own(wording, shipped),
        languages=wording.languages(),
        at=newest.at,
        by=newest.by,
        changed=changed_since(stored, shipped),
    )


def _not_printable(wording: Wording, shipped: Template) -> list[Flaw]:
    """The parts with characters that no letter can show."""
    found = []
    for language in wording.languages():
        said = whole(wording, shipped, language)
        texts = [("", "subject", said.subject)]
        texts += [(each.key, "", f"{each.heading}\n{each.text}") for each in said.blocks]
        for block, field, text in texts:
            try:
                check_printable(text)
            except Mistake as mistake:
                found.append(Flaw(mistake.sentence, block=block, field=field, language=language))
    return found
