from pathlib import Path

from kmss_dpo.services.unlocking import Unlocking
from tests.conftest import PASSPHRASE


def test_what_a_killed_backup_left_is_removed_at_the_next_unlock(folder: Path, unlocking: Unlocking) -> None:
    unfinished = folder / "backups" / ".unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "register.kmss").write_bytes(b"half a copy")
    unlocking.with_passphrase(folder, bytearray(PASSPHRASE.encode())).close()
    assert not unfinished.exists()
