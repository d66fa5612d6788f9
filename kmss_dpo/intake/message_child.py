"""The child process that reads one message: whatever the bytes do, they do it here alone."""

import sys

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.intake.message_frames import pack, pack_mistake, unpack_wish
from kmss_dpo.intake.message_reading import understand


def main() -> None:
    """Read a wish from standard input and write the answer to standard output."""
    content, today = unpack_wish(sys.stdin.buffer.read())
    try:
        answer = pack(understand(content, today))
    except Mistake as refused:
        answer = pack_mistake(refused.sentence)
    sys.stdout.buffer.write(answer)
