"""Disposes of all that is due, in the register and in its backups, and says what went.

For test_disposal_crash.py. Imported once, with a fork for each register, like saving_child.py.
"""

from pathlib import Path

from kmss_dpo.domain.changes import Changes
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.ids import Kind
from kmss_dpo.intake.public_holidays import closed_days
from kmss_dpo.services import disposing
from kmss_dpo.services.cases import Cases
from kmss_dpo.services.certificates import Certificates
from kmss_dpo.services.disposal import Disposal
from kmss_dpo.services.fonts import Fonts
from kmss_dpo.services.holidays import Holidays
from kmss_dpo.services.proceeding import to_the_end
from kmss_dpo.store.register import Person, Register
from kmss_dpo.support.clock import london_day
from tests.store import saving_child
from tests.store.saving_child import Standing, say


def acknowledge(changes: Changes) -> None:
    """Each case of which something went, once it is on the disk."""
    for kind, record in sorted(changes.touched):
        if kind is Kind.CASE:
            say(f"went {record}")


def dispose_all(folder: Path, key: bytearray) -> None:
    """Do it, with the certificate that says so, and tell what the disk refused."""
    try:
        register = Register(folder, key, Person("slot", "Robin Hale"), Standing())
        say("open")
        register.subscribe(acknowledge)
        try:
            dispose(register)
        except Trouble as told:
            say(f"told {told}")
        register.close()
    except Trouble as told:
        say(f"told {told}")
    say("end")


def dispose(register: Register) -> None:
    """All that is due."""
    cases = Cases(register, Holidays(register), Standing())
    disposal = Disposal(register, cases, Standing())
    done = disposal.dispose(disposal.ready(), to_the_end)
    emptied = "emptied" if done.log_emptied else "in use"
    say(f"done {done.erased}, failed {done.failures()}, left {done.backups_left}, {emptied}")
    day = london_day(Standing().now())
    if Certificates(register, disposal, Fonts(None), Standing()).of_days(day, day):
        say("certified")


if __name__ == "__main__":
    closed_days(Nation.ENGLAND_AND_WALES)  # a slow import that each fork would make for itself
    disposing._FEW = 1  # so that a few records take several transactions
    saving_child.stay_on_one_thread()
    saving_child.save_all = dispose_all
    saving_child.serve(saving_child.be_the_fork)
