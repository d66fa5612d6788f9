"""What can be wrong with a letter: something is not there yet, or cannot be printed."""

from dataclasses import dataclass

from kmss_dpo.domain.errors import Mistake


@dataclass(frozen=True)
class Missing:
    """One thing that is wrong or not there: a sentence, the law behind it, and whether filing must wait.

    `block` is the key of the block it lies in; outside the text `field` names what of the `Particulars`
    or of the `Draft` it is, such as “address” or “subject”.
    """

    sentence: str
    source: str
    blocks_filing: bool
    block: str = ""
    field: str = ""


class NotPrintable(Mistake):
    """Characters that letters cannot show; another font may have those in `characters`."""

    def __init__(self, sentence: str, characters: str) -> None:
        super().__init__(sentence, "text")
        self.characters = characters
