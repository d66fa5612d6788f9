"""One thing that is wrong with a letter, or not there yet."""

from dataclasses import dataclass


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
