"""Reads a message from its bytes: pure, and only ever run where hostile bytes can do no harm."""

from datetime import date
from email.errors import MessageError

from kmss_dpo.domain.correspondence import Message
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.messages import arrival
from kmss_dpo.intake.message_gathering import Gathered, gather
from kmss_dpo.intake.message_headers import decode_words, moment, noted_at, people, person
from kmss_dpo.intake.message_parts import Part, parse
from kmss_dpo.intake.message_recognition import check_is_message
from kmss_dpo.support.clock import LONDON

BY_HAND = "Open the case by hand and keep the file as a document."
DAMAGED = f"This message is damaged: its parts cannot be read. {BY_HAND}"
TOO_BIG = f"This message is damaged: it needs more memory than there is. {BY_HAND}"
NO_SENDER = "The message names no sender. Choose the contact yourself."
SEVERAL_SENDERS = "The message names several senders; only the first is shown."
TEXT_CUT = "The text is very long and only its first million characters are shown. The whole message is kept."
NO_TEXT = "The message holds no text."
LONGEST_TEXT = 1_000_000
LONGEST_LINE = 1_000

_RAISED_BY_HOSTILE_BYTES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MessageError, NameError, RuntimeError,
    TypeError, ValueError,
)  # fmt: skip


def understand(content: bytes, today: date) -> Message:
    """The message in `content`; raises `Mistake` and nothing else. `today` is the day in London."""
    check_is_message(content)
    try:
        return _understand(content, today)
    except MemoryError:
        raise Mistake(TOO_BIG) from None
    except _RAISED_BY_HOSTILE_BYTES:
        raise Mistake(DAMAGED) from None


def _understand(content: bytes, today: date) -> Message:
    message = parse(content)
    found = Gathered()
    gather(message, found)
    senders = people(message.header("from")) or people(message.header("sender"))
    name, email = senders[0] if senders else ("", "")
    noted = next(filter(None, map(noted_at, map(str, message.get_all("received", [])))), None)
    sent = moment(message.header("date"))
    arrived = arrival(noted and noted.astimezone(LONDON), sent and sent.astimezone(LONDON), today)
    found.warn(*arrived.warnings, *_sender_warnings(senders), *_text_warnings(found.text))
    return Message(
        sender_name=name[:LONGEST_LINE],
        sender_email=email,
        recipients=_recipients(message),
        subject=decode_words(message.header("subject"))[:LONGEST_LINE],
        text=found.text[:LONGEST_TEXT],
        sent_at=sent,
        received_on=arrived.received_on,
        received_why=arrived.why,
        attachments=tuple(found.attachments),
        warnings=tuple(found.warnings),
        reply_to=_reply_to(message, email),
    )


def _recipients(message: Part) -> tuple[str, ...]:
    lines = [str(line) for name in ("to", "cc") for line in message.get_all(name, [])]
    return tuple(dict.fromkeys(person(*one) for line in lines for one in people(line)))


def _reply_to(message: Part, sender: str) -> str:
    found = [email for _, email in people(message.header("reply-to")) if email.lower() != sender.lower()]
    return found[0] if found else ""


def _sender_warnings(senders: list[tuple[str, str]]) -> tuple[str, ...]:
    if not senders:
        return (NO_SENDER,)
    return (SEVERAL_SENDERS,) if len({email.lower() for _, email in senders}) > 1 else ()


def _text_warnings(text: str) -> tuple[str, ...]:
    if not text:
        return (NO_TEXT,)
    return (TEXT_CUT,) if len(text) > LONGEST_TEXT else ()
