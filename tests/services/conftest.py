"""What lies in the files, decrypted without the library that wrote it; and a person to write to."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.ids import CaseId, ContactId
from kmss_dpo.domain.organisation import Organisation, Regulator
from kmss_dpo.services.unlocking import Opened
from kmss_dpo.session import Session
from tests.services.writing_letters import open_case

PAGE, SALT, RESERVE, IV = 4096, 16, 80, 16
WAL_HEAD, FRAME_HEAD = 32, 24

ClearBytes = Callable[[Path], bytes]


def files_with(marks: Iterable[bytes], look: ClearBytes, folder: Path) -> set[str]:
    """The files in which any mark lies, by their path within the register's folder."""
    files = [path for path in folder.rglob("*") if path.name.startswith("register.kmss")]
    return {
        path.relative_to(folder).as_posix()
        for path in files
        if any(mark in look(path).lower() for mark in marks)
    }


@pytest.fixture
def clear_bytes(opened: Opened) -> ClearBytes:
    return looking_with(opened.unlocked.key.copy_for_sqlcipher())


def looking_with(raw_key: bytearray) -> ClearBytes:
    """Every byte of a database or of its write-ahead log, free pages included (SQLCipher 4, raw key)."""
    key = bytes.fromhex(raw_key[2:-1].decode())

    def page(content: bytes, first: int) -> bytes:
        iv = content[PAGE - RESERVE : PAGE - RESERVE + IV]
        reader = Cipher(AES256(key), CBC(iv)).decryptor()
        return reader.update(content[first : PAGE - RESERVE]) + reader.finalize()

    def database(content: bytes) -> bytes:
        starts = range(0, len(content), PAGE)
        return b"".join(page(content[at : at + PAGE], SALT if at == 0 else 0) for at in starts)

    def log(content: bytes) -> bytes:
        frames = range(WAL_HEAD, len(content) - FRAME_HEAD - PAGE + 1, FRAME_HEAD + PAGE)  # whole ones
        found = b""
        for at in frames:
            number = int.from_bytes(content[at : at + 4], "big")
            body = content[at + FRAME_HEAD : at + FRAME_HEAD + PAGE]
            found += page(body, SALT if number == 1 else 0)
        return found

    def look(file: Path) -> bytes:
        if not file.exists():
            return b""
        return (log if file.name.endswith("-wal") else database)(file.read_bytes())

    return look


@pytest.fixture
def person(session: Session) -> ContactId:
    session.settings.settle(
        Organisation(officer_name="Robin Hale", officer_email="dpo@kmss.example"), Regulator()
    )
    return session.contacts.add(
        ContactDetails(
            "Siân Prydderch",
            addresses=(Reach("Refuge\nEX9 9ZZ", safe=False), Reach(" Tŷ Gwyn \n\nHeol y Bont\nEX4 4AB")),
        )
    )


@pytest.fixture
def access(session: Session, person: ContactId) -> CaseId:
    return open_case(session, person, CaseKind.ACCESS, date(2026, 11, 2))
