"""What can be wrong with a letter: something is not there yet, or cannot be printed."""

from dataclasses import dataclass

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters.meant import Strange


@dataclass(frozen=True)
class Clash:
    """Something in a letter that belongs to somebody who is no person of its case.

    `shown` are the words as they stand there, `words` as they are compared, `cases` the references of the
    first few cases that they belong to. `place` is the key of a block or the name of a field. `surely` is
    false where it is no more than a first name or the like.
    """

    what: Strange
    shown: str
    words: str
    cases: tuple[str, ...] = ()
    place: str = ""
    surely: bool = True


@dataclass(frozen=True)
class Missing:
    """One thing that is wrong or not there: a sentence, the law behind it, and whether filing must wait.

    `block` is the key of the block it lies in; outside the text `field` names what of the `Particulars`
    or of the `Draft` it is, such as “address” or “subject”. `clash` is what of another case it is about; its
    sentence names somebody, so it is for the screen alone.
    """

    sentence: str
    source: str
    blocks_filing: bool
    block: str = ""
    field: str = ""
    clash: Clash | None = None


class NotPrintable(Mistake):
    """Characters that letters cannot show; another font may have those in `characters`."""

    def __init__(self, sentence: str, characters: str) -> None:
        super().__init__(sentence, "text")
        self.characters = characters
