"""What the officer settles of letters: envelope, letterhead, signature, own paragraphs."""

import base64
from dataclasses import asdict, replace
from pathlib import Path

from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.letterhead import Letterhead, Logo, SignatureBlock, check_letterhead
from kmss_dpo.domain.letters import Particulars, compose, contact_values, settings_values
from kmss_dpo.domain.standard_paragraphs import StandardParagraph, with_paragraph, without_paragraph
from kmss_dpo.domain.stationery import AddressWindow, Envelope
from kmss_dpo.intake.logos import LARGEST, read_logo
from kmss_dpo.intake.pages import PageReader
from kmss_dpo.letters.alignment import draw_alignment_sheet
from kmss_dpo.letters.faces import beside
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look, look_of
from kmss_dpo.letters.wording import template
from kmss_dpo.services.fonts import Fonts
from kmss_dpo.services.settings import organisation, regulator
from kmss_dpo.store import settings
from kmss_dpo.store.lanes import Reading
from kmss_dpo.store.register import Register
from kmss_dpo.support.clock import Clock, london_day

_WINDOW = "address window"
_LOGO = "logo"
_SIGNATURE = "signature block"
_PARAGRAPHS = "standard paragraphs"
_SAMPLE = "request_acknowledgement"
_SAMPLE_PERSON = ("Alex Example", ("1 Sample Street", "Exampleton", "EX1 2AB"), "SAMPLE")


def address_window(connection: Reading) -> AddressWindow:
    """The envelope, within a transaction that is already open."""
    plain = settings.value(connection, _WINDOW)
    return AddressWindow(**{**plain, "envelope": Envelope(plain["envelope"])}) if plain else AddressWindow()


def signature_block(connection: Reading) -> SignatureBlock:
    """How letters end, within a transaction."""
    return SignatureBlock(**(settings.value(connection, _SIGNATURE) or {}))


def letterhead(connection: Reading) -> Letterhead:
    """Head and end of letters, within a transaction."""
    plain = settings.value(connection, _LOGO)
    logo = Logo(**{**plain, "png": base64.b64decode(plain["png"])}) if plain else None
    return Letterhead(logo, signature_block(connection))


def look_in(connection: Reading) -> Look:
    """How letters look: the letterhead and the address window."""
    return look_of(organisation(connection), letterhead(connection), address_window(connection))


def standard_paragraphs(connection: Reading) -> tuple[StandardParagraph, ...]:
    """The officer's own texts by name, within a transaction."""
    return tuple(StandardParagraph(**plain) for plain in settings.value(connection, _PARAGRAPHS) or ())


def _plain_logo(logo: Logo | None) -> dict[str, object] | None:
    return {**asdict(logo), "png": base64.b64encode(logo.png).decode("ascii")} if logo else None


class Stationery:
    """Reading and settling it; what was never settled is as usual."""

    def __init__(self, register: Register, fonts: Fonts, clock: Clock) -> None:
        self._register = register
        self._fonts = fonts
        self._clock = clock

    def address_window(self) -> AddressWindow:
        """Which envelope letters are put into."""
        with self._register.reading() as connection:
            return address_window(connection)

    def settle_address_window(self, typed: AddressWindow) -> None:
        """Put letters into this envelope from now on; raises `Mistake` for measures that can't be."""
        for field, sentence in typed.errors().items():
            raise Mistake(sentence, field)
        with self._register.writing("settings changed") as writing:
            settings.settle(writing, _WINDOW, asdict(typed))

    def letterhead(self) -> Letterhead:
        """What stands at the head and at the end."""
        with self._register.reading() as connection:
            return letterhead(connection)

    def settle_letterhead(self, typed: Letterhead) -> None:
        """Write letters so from now on; drafts begun before keep their signature."""
        check_letterhead(typed)
        with self._register.writing("settings changed") as writing:
            settings.settle(writing, _LOGO, _plain_logo(typed.logo))
            settings.settle(writing, _SIGNATURE, asdict(typed.signature))

    def settle_logo(self, logo: Logo | None) -> Letterhead:
        """Another logo, or none; one without words of its own has those of the one before, or usual ones."""
        with self._register.writing("settings changed") as writing:
            kept = letterhead(writing.connection)
            if logo and not logo.spoken:
                usual = f"Logo of {organisation(writing.connection).short_name}"
                logo = replace(logo, spoken=kept.logo.spoken if kept.logo else usual)
            settings.settle(writing, _LOGO, _plain_logo(logo))
        return replace(kept, logo=logo)

    def paragraphs(self) -> tuple[StandardParagraph, ...]:
        """The officer's own texts by name."""
        with self._register.reading() as connection:
            return standard_paragraphs(connection)

    def keep_paragraph(self, typed: StandardParagraph, before: str = "") -> None:
        """Keep a new text, or another wording and name of the one that was named `before`."""
        with self._register.writing("settings changed") as writing:
            changed = with_paragraph(standard_paragraphs(writing.connection), typed, before)
            settings.settle(writing, _PARAGRAPHS, [asdict(each) for each in changed])

    def take_paragraph_away(self, name: str) -> None:
        """Keep it no longer; letters that hold it stay as they are."""
        with self._register.writing("settings changed") as writing:
            left = without_paragraph(standard_paragraphs(writing.connection), name)
            settings.settle(writing, _PARAGRAPHS, [asdict(each) for each in left])

    def read_logo(self, file: Path) -> Logo:
        """The picture in a file, ready for the letterhead; needs nothing of the register, keeps nothing."""
        try:
            with file.open("rb") as opened:
                content = opened.read(LARGEST + 1)
        except OSError:
            raise Trouble("The picture can't be read.", "Check that the file is still there.") from None
        with PageReader() as pages:
            return read_logo(content, pages)

    def alignment_sheet(self, typed: AddressWindow) -> bytes:
        """A page as PDF that shows whether these measures fit envelope and printer."""
        with self._register.reading() as connection:
            short_name = organisation(connection).short_name
        with beside(self._fonts.file()):
            return draw_alignment_sheet(short_name, typed, london_day(self._clock.now()))

    def sample(self, typed: Letterhead) -> bytes:
        """A letter to nobody as PDF, as letters would look with this letterhead."""
        check_letterhead(typed)
        with self._register.reading() as connection:
            ours, office, window = organisation(connection), regulator(connection), address_window(connection)
        name, address, reference = _SAMPLE_PERSON
        particulars = Particulars(name, address, london_day(self._clock.now()), reference)
        values = {**contact_values(name, "", name), **settings_values(ours, office)}
        draft = compose(template(_SAMPLE), particulars, values, frozenset(), typed.signature)
        look = look_of(ours, typed, window)
        return draw(draft, replace(look, font=self._fonts.file()))
