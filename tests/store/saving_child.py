"""Opens a register, saves contacts and cases, and acknowledges each on its output once it was saved.

The program is imported once: each register that is asked for is saved to by a fork of its own, stopped at
first so that a tracer can be put on it.
"""

import ctypes
import json
import os
import random
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.clock import Ask, ClockFacts
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.correspondence import NewDocument
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.ids import CaseId, ContactId, Kind
from kmss_dpo.domain.retention import Action
from kmss_dpo.intake.public_holidays import closed_days
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.casework import Casework
from kmss_dpo.services.contacts import Contacts
from kmss_dpo.services.holidays import Holidays
from kmss_dpo.store import disposing
from kmss_dpo.store.lanes import Lane
from kmss_dpo.store.register import Person, Register

DAY = date(2026, 11, 20)
SAVED = 4
P = ParamSpec("P")
T = TypeVar("T")
ForkDoes = Callable[[str, str, int | None, tuple[int, int] | None], None]
PR_SET_PTRACER, ANYBODY = 0x59616D61, 2**64 - 1


class Standing:
    """A clock that stands still."""

    def now(self) -> datetime:
        """The moment."""
        return datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def say(line: str) -> None:
    """Straight to the pipe, past every buffer."""
    os.write(1, f"{line}\n".encode())


def save(register: Register, number: int) -> None:
    """A contact and a case on it, then a fact of its clock, each a transaction of its own."""
    contacts, cases = Contacts(register), Cases(register, Holidays(register), Standing())
    person = contacts.add(ContactDetails(f"Person {number}", notes="n" * 6000))
    say(f"contact {person}")
    case = cases.open_case(CaseDetails(CaseKind.ACCESS, DAY, Channel.POST, person))
    say(f"case {case}")
    cases.record_facts(case, 1, ClockFacts(identity=Ask(DAY)))
    say(f"facts {case}")


def erase(register: Register) -> None:
    """The first case and its contact, with the write-ahead log emptied after it."""
    with register.writing("erased") as writing:
        writing.erase(Kind.CASE, CaseId(1))
        writing.erase(Kind.CONTACT, ContactId(1))
    say("erased 1")


def save_all(folder: Path, key: bytearray) -> None:
    """Do it, and tell what the disk refused."""
    try:
        register = Register(folder, key, Person("slot", "Robin Hale"), Standing())
        say("open")
        for number in range(1, SAVED + 1):
            try:
                save(register, number)
            except Trouble as told:
                say(f"told {told}")
        try:
            erase(register)
        except Trouble as told:
            say(f"told {told}")
        register.close()
    except Trouble as told:
        say(f"told {told}")
    say("end")


def walk(folder: Path, key: bytearray, seed: int, steps: int) -> None:
    """Whatever an officer does, one thing after the other at random, each acknowledged once it was saved."""
    chance = random.Random(seed)
    register = Register(folder, key, Person("slot", "Robin Hale"), Standing())
    contacts, cases = Contacts(register), Cases(register, Holidays(register), Standing())
    work = Casework(register, cases, Standing())
    person = contacts.add(ContactDetails(f"Person {seed}", notes="n" * 500))
    enquiry = CaseDetails(CaseKind.CONTACT_ENQUIRY, DAY, Channel.POST, person)  # which holds nothing
    open_cases = [cases.open_case(enquiry)]
    for number in range(steps):
        case = chance.choice(open_cases)
        match chance.randrange(6):
            case 0:
                say(f"contact {contacts.add(ContactDetails(f'Person {seed} {number}'))}")
            case 1:
                open_cases.append(cases.open_case(enquiry))
                say(f"case {open_cases[-1]}")
            case 2:
                cases.record_facts(case, cases.case(case).version, ClockFacts(more_asked_on=DAY))
                say(f"facts {case}")
            case 3:
                new = NewDocument("a.txt", "text/plain", bytes(chance.randrange(200_000)))
                say(f"document {work.add_document(case, new)}")
            case 4 if len(open_cases) > 1:
                open_cases.remove(case)
                with register.writing("erased") as writing:
                    held = disposing.holdings(writing.connection, [case])
                    gone = disposing.going(writing.connection, held, [case], Action.ERASE)
                    disposing.erase(writing, [case], gone)
                register.empty_log()
                say(f"erased {case}")
            case _:
                say(f"note {work.add_note(case, 'n' * chance.randrange(5_000))}")
    register.close()
    say("end")


def wait_for_tracer(most: int | None) -> None:
    """Stop, so that a tracer can be put on this process, until it is continued.

    `most` bytes is the largest file that it may write from then on.
    """
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ctypes.c_ulong(ANYBODY))
    os.kill(os.getpid(), signal.SIGSTOP)
    if most is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def stay_on_one_thread() -> None:
    """Each lane does its jobs on the thread that asks: a tracer loses sight where a thread begins."""
    Lane.have_done = _at_once  # type: ignore[method-assign]


def _at_once(_lane: Lane, job: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> T:
    return job(*args, **named)


def be_the_fork(folder: str, key: str, most: int | None, walked: tuple[int, int] | None) -> None:
    """Wait to be traced and continued, then save or walk."""
    wait_for_tracer(most)
    try:
        if walked:
            walk(Path(folder), bytearray(key.encode()), *walked)
        else:
            save_all(Path(folder), bytearray(key.encode()))
    except BaseException:  # noqa: BLE001 - the fork must not go on as its parent would
        say(traceback.format_exc())
    os._exit(0)


def serve(fork_does: ForkDoes) -> None:
    """Fork for each request, one at a time: its process id once it stopped, what it says, that it ended."""
    for line in sys.stdin:
        wish = json.loads(line)
        if (fork := os.fork()) == 0:
            fork_does(wish["folder"], wish["key"], wish["most"], wish["walked"])
        os.waitpid(fork, os.WUNTRACED)
        say(str(fork))
        os.waitpid(fork, 0)
        say("ended")


if __name__ == "__main__":
    closed_days(Nation.ENGLAND_AND_WALES)  # a slow import that each fork would make for itself
    serve(be_the_fork)
