"""How a read message comes back from the child process: a length, JSON, then the contents."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from kmss_dpo.domain.correspondence import Attachment, Message
from kmss_dpo.domain.errors import Mistake

_LENGTH = 4
_DAY = len("2026-11-22")
NONSENSE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def pack_wish(content: bytes, today: date) -> bytes:
    """What the child is asked: the day, then the file."""
    return today.isoformat().encode("ascii") + content


def unpack_wish(wish: bytes | bytearray) -> tuple[bytes, date]:
    """The file and the day that `pack_wish` put together."""
    return bytes(memoryview(wish)[_DAY:]), date.fromisoformat(wish[:_DAY].decode("ascii"))


def pack(message: Message) -> bytes:
    """A read message as bytes."""
    described = asdict(message) | {
        "sent_at": message.sent_at and message.sent_at.isoformat(),
        "received_on": message.received_on and message.received_on.isoformat(),
        "attachments": [[one.name, one.media_type, len(one.content)] for one in message.attachments],
    }
    return _framed({"message": described}, [one.content for one in message.attachments])


def pack_mistake(sentence: str) -> bytes:
    """A refusal as bytes."""
    return _framed({"mistake": sentence}, [])


def unpack(answer: bytes) -> Message:
    """The message in an answer; raises the `Mistake` it holds, or any of `NONSENSE`."""
    size = int.from_bytes(answer[:_LENGTH], "big")
    described = json.loads(answer[_LENGTH : _LENGTH + size])
    if "mistake" in described:
        raise Mistake(str(described["mistake"]))
    return _message(described["message"], memoryview(answer)[_LENGTH + size :])


def _framed(described: dict[str, Any], contents: list[bytes]) -> bytes:
    text = json.dumps(described).encode("ascii")
    return b"".join([len(text).to_bytes(_LENGTH, "big"), text, *contents])


def _message(described: dict[str, Any], contents: memoryview) -> Message:
    attachments = []
    for name, media_type, size in described["attachments"]:
        if not 0 <= size <= len(contents):
            raise ValueError("an attachment is missing")
        attachments.append(Attachment(str(name), str(media_type), bytes(contents[:size])))
        contents = contents[size:]
    sent_at, received_on = described["sent_at"], described["received_on"]
    return Message(
        **{
            name: str(described[name])
            for name in ("sender_name", "sender_email", "subject", "text", "reply_to")
        },
        recipients=tuple(map(str, described["recipients"])),
        sent_at=datetime.fromisoformat(sent_at) if sent_at else None,
        received_on=date.fromisoformat(received_on) if received_on else None,
        received_why=str(described["received_why"]),
        attachments=tuple(attachments),
        warnings=tuple(map(str, described["warnings"])),
    )
