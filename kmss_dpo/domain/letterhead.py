"""What stands at the head and at the end of every letter: the logo, and who signs."""

from dataclasses import dataclass, field

from kmss_dpo.domain.errors import Mistake

LONGEST_SPOKEN, LONGEST_LINE = 200, 120


@dataclass(frozen=True)
class Logo:
    """A picture for the letterhead, as PNG, and what is said to those who hear the letter."""

    png: bytes
    width: int
    height: int
    spoken: str = ""


@dataclass(frozen=True)
class SignatureBlock:
    """How letters end; what is empty is as usual.

    Usual are “Yours sincerely” to a name and “Yours faithfully” to none, and the name and title of the
    officer above the name of the organisation.
    """

    closing: str = ""
    name: str = ""
    title: str = ""
    last_line: str = ""

    def signed(self, usual: tuple[str, str, str]) -> tuple[str, ...]:
        """The lines below the room to sign; `usual` are name, title and last line."""
        own = (self.name, self.title, self.last_line)
        return tuple(line.strip() or other for line, other in zip(own, usual, strict=True))


@dataclass(frozen=True)
class Letterhead:
    """Head and end of every letter; without a logo the short name of the organisation stands there."""

    logo: Logo | None = None
    signature: SignatureBlock = field(default_factory=SignatureBlock)


def check_letterhead(letterhead: Letterhead) -> None:
    """Raise `Mistake` for a logo that says nothing to those who hear the letter, and for lines too long."""
    logo, signature = letterhead.logo, letterhead.signature
    if logo and not logo.spoken.strip():
        raise Mistake("Say what the logo shows, for people who have the letter read out.", "spoken")
    if logo and len(logo.spoken) > LONGEST_SPOKEN:
        raise Mistake(f"That is too long to be read out. Use at most {LONGEST_SPOKEN} characters.", "spoken")
    for field_name in ("closing", "name", "title", "last_line"):
        if len(getattr(signature, field_name)) > LONGEST_LINE:
            raise Mistake(f"A line holds at most {LONGEST_LINE} characters.", field_name)
