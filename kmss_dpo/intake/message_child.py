"""The child process that reads one message: whatever the bytes do, they do it here alone."""

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.intake.message_frames import pack, pack_mistake, unpack_wish
from kmss_dpo.intake.message_reading import understand
from kmss_dpo.support.child import serve


def answer(wish: bytearray) -> bytes:
    """The read message or the reason against it, as `message_frames` writes them."""
    content, today = unpack_wish(wish)
    try:
        return pack(understand(content, today))
    except Mistake as refused:
        return pack_mistake(refused.sentence)


def main() -> None:
    """Answers until the parent has heard enough."""
    serve(answer)
