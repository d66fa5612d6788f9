"""Files of the computer as documents for a case: what can be kept is checked before it is read."""

import mimetypes
from pathlib import Path

from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.errors import Mistake, Trouble

LARGEST = 100_000_000


def read_file(path: Path) -> NewDocument:
    """A file whole; raises `Mistake` where it is none or too large and `Trouble` where it can't be read.

    A pipe or a device could be read for ever, and the lock waits for what is being read.
    """
    try:
        if path.exists() and not path.is_file():
            raise Mistake("This is not a file that a case can keep. Choose a document.")
        if path.stat().st_size > LARGEST:
            raise Mistake("The file is larger than 100 MB. Keep it elsewhere and note where.")
        content = path.read_bytes()
    except OSError:
        raise Trouble("The file can't be read.", "Check that it is still there and may be read.") from None
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return NewDocument(path.name, media_type, content)
