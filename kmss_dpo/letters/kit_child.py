"""Draws the recovery kit in a process of its own: there the key becomes text, and goes with it."""

import json
from datetime import date

from kmss_dpo.letters.recovery_kit import RecoveryKit, draw_recovery_kit
from kmss_dpo.support.child import run_once, serve

_SECONDS = 30.0
_END = b"\0"


def draw_apart(register_name: str, register_id: str, person: str, on: date, key: bytearray) -> bytes:
    """The kit as PDF; `key` in ASCII stays the caller's to wipe. The pages are compressed, not encrypted."""
    facts = json.dumps([register_name, register_id, person, on.isoformat()]).encode()
    question = bytearray(facts + _END)
    question += key
    try:
        return run_once("recovery-kit", question, _SECONDS)
    finally:
        question[:] = bytes(len(question))


def main() -> None:
    """Answer the one question."""
    serve(_draw)


def _draw(question: bytearray) -> bytes:
    facts, _, key = question.partition(_END)
    register_name, register_id, person, on = json.loads(facts)
    kit = RecoveryKit(register_name, register_id, person, date.fromisoformat(on), key.decode("ascii"))
    return draw_recovery_kit(kit)
