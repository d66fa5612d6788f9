"""Stands at the unlock page, then at Today, for as long as somebody reads the window from outside."""

import sys
from collections.abc import Iterator
from pathlib import Path

from kmss_dpo.app import Program
from kmss_dpo.ui.hands import click, is_there, type_into
from tests.conftest import PASSPHRASE
from tests.journeys.walking import Outside, Step, live


def steps(program: Program, outside: Outside) -> Iterator[Step]:
    yield lambda: is_there("Passphrase")
    outside.tell("unlock")
    yield outside.answered
    type_into("Passphrase", PASSPHRASE)
    click("Unlock")
    yield lambda: program.workplace is not None and is_there("Import…")
    outside.tell("today")
    yield outside.answered


if __name__ == "__main__":
    live(Path(sys.argv[1]), steps)
