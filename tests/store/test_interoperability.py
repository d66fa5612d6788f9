"""The file is standard: another implementation reads and writes it, and the plain script empties it."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import apsw

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.services.unlocking import Opened, Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store.tables import metadata

PASSPHRASE = "seven quiet otters paddle north"
SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "read_register.py"


def test_another_implementation_reads_every_table_and_writes_a_row_that_we_read(
    opened: Opened, session: Session, unlocking: Unlocking, folder: Path, clock: Any
) -> None:
    ann = session.contacts.add(ContactDetails("Ann Example"))
    session.cases.open_case(CaseDetails(CaseKind.ACCESS, date(2026, 11, 20), Channel.POST, ann))
    key = bytes(opened.unlocked.key.buffer).hex()
    session.close()
    other = apsw.Connection(str(folder / "register.kmss"))
    other.pragma("cipher", "sqlcipher")
    other.pragma("legacy", 4)
    other.execute(f"PRAGMA key = \"x'{key}'\"")
    for table in metadata.sorted_tables:
        other.execute(f"SELECT * FROM {table.name}").fetchall()
    assert other.execute("SELECT name FROM contacts").fetchall() == [("Ann Example",)]
    other.execute("UPDATE contacts SET name = 'Ann Elsewhere'")
    other.close()
    again = Session(unlocking.with_passphrase(folder, bytearray(PASSPHRASE.encode())), clock)
    assert again.contacts.contact(ContactId(ann)).details.name == "Ann Elsewhere"
    again.close()


def test_the_plain_script_brings_out_a_real_register(session: Session, folder: Path, tmp_path: Path) -> None:
    session.contacts.add(ContactDetails("Zoë Ŵyn"))
    session.close()
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(folder), str(tmp_path / "out")],
        input=f"{PASSPHRASE}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "contacts: 1 rows" in done.stdout, done.stderr
    assert {table.name for table in metadata.sorted_tables} <= {
        path.stem for path in (tmp_path / "out").glob("*.csv")
    }
    assert "Zoë Ŵyn" in (tmp_path / "out" / "contacts.csv").read_text(encoding="utf-8-sig")
