"""Run in a desktop session of its own: remembers a register in the real keychain, opens it, forgets it."""

import sys
from datetime import date
from pathlib import Path

import secretstorage

from kmss_dpo.domain.unlocking import NotRemembered
from kmss_dpo.keys.derivation import Cost
from kmss_dpo.keys.keychain import KeychainLocked, KeychainRefused, SystemKeychain
from kmss_dpo.keys.unlocking import create_keys, unlock_with_keychain
from kmss_dpo.keys.ways import forget_computer, remember_computer

PASSPHRASE = b"correct horse battery staple"


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def remember(folder: Path) -> None:
    cost = Cost(19 * 1024, 1, 1)
    made, _ = create_keys(folder, "n", "Ann Officer", bytearray(PASSPHRASE), date(2026, 11, 22), cost=cost)
    SystemKeychain().check()
    remember_computer(folder, made, SystemKeychain(), date(2026, 11, 22))
    tell("remembered", bytes(made.key.buffer).hex())


def unlock(folder: Path) -> None:
    opened = unlock_with_keychain(folder, SystemKeychain())
    tell("opened", bytes(opened.key.buffer).hex())
    with secretstorage.dbus_init() as bus:
        items = list(secretstorage.get_default_collection(bus).get_all_items())
        tell(
            "holds the data key",
            any(bytes(opened.key.buffer).hex().encode() in item.get_secret() for item in items),
        )
        tell("account", items[0].get_attributes()["username"] == str(opened.register_id), len(items))


def locked(folder: Path) -> None:
    with secretstorage.dbus_init() as bus:
        secretstorage.get_default_collection(bus).lock()
    try:
        unlock_with_keychain(folder, SystemKeychain())
    except (KeychainLocked, KeychainRefused) as trouble:
        tell("locked", trouble.happened)


def forget(folder: Path) -> None:
    forget_computer(folder, unlock_with_keychain(folder, SystemKeychain()).key, SystemKeychain())
    try:
        unlock_with_keychain(folder, SystemKeychain())
    except NotRemembered:
        tell("forgotten")


if __name__ == "__main__":
    {"remember": remember, "unlock": unlock, "forget": forget, "locked": locked}[sys.argv[1]](
        Path(sys.argv[2])
    )
