"""Looks at what really lies in the files: every page decrypted without the library that wrote it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from kmss_dpo.services.unlocking import Opened

PAGE, SALT, RESERVE, IV = 4096, 16, 80, 16
WAL_HEAD, FRAME_HEAD = 32, 24

ClearBytes = Callable[[Path], bytes]


@pytest.fixture
def clear_bytes(opened: Opened) -> ClearBytes:
    """Every byte of a database or of its write-ahead log, free pages included (SQLCipher 4, raw key)."""
    key = bytes.fromhex(opened.unlocked.key.copy_for_sqlcipher()[2:-1].decode())

    def page(content: bytes, first: int) -> bytes:
        iv = content[PAGE - RESERVE : PAGE - RESERVE + IV]
        reader = Cipher(AES256(key), CBC(iv)).decryptor()
        return reader.update(content[first : PAGE - RESERVE]) + reader.finalize()

    def database(content: bytes) -> bytes:
        starts = range(0, len(content), PAGE)
        return b"".join(page(content[at : at + PAGE], SALT if at == 0 else 0) for at in starts)

    def log(content: bytes) -> bytes:
        frames = range(WAL_HEAD, len(content), FRAME_HEAD + PAGE)
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
