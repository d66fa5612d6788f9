"""Turns a passphrase or a random secret into the key of a slot, and a data key into its offspring.

Everything happens on buffers that are handed in, so that no copy of a secret outlives its wiping.
"""

import os
from dataclasses import dataclass
from typing import Final

from _argon2_cffi_bindings import ffi, lib  # type: ignore[import-untyped] # a C library without types
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.keys.data_key import KEY_BYTES

MEMORY_KIB: Final = range(19 * 1024, 2 * 1024 * 1024 + 1)
PASSES: Final = range(1, 21)
LANES: Final = range(1, 17)
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
ARGON2_VERSION: Final = 0x13


class NotEnoughMemory(Trouble):
    """The key derivation could not get the memory it is made to need."""

    def __init__(self) -> None:
        super().__init__(
            "There is not enough free memory to check the passphrase.", "Close other programs and try again."
        )


@dataclass(frozen=True)
class Cost:
    """What one guess at a passphrase costs: memory in KiB, passes over it, lanes. ValueError if not sane."""

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        if self.memory_kib not in MEMORY_KIB or self.passes not in PASSES or self.lanes not in LANES:
            raise ValueError("the cost of a passphrase is outside what is accepted")


def stretch_passphrase(passphrase: bytearray, salt: bytes, cost: Cost) -> bytearray:
    """The 32 bytes that Argon2id (RFC 9106) makes of a passphrase; the caller wipes both."""
    derived = bytearray(KEY_BYTES)
    written, typed, salted = ffi.from_buffer(derived), ffi.from_buffer(passphrase), ffi.from_buffer(salt)
    context = ffi.new(
        "argon2_context *",
        {
            "version": ARGON2_VERSION,
            "out": ffi.cast("uint8_t *", written),
            "outlen": len(derived),
            "pwd": ffi.cast("uint8_t *", typed),
            "pwdlen": len(passphrase),
            "salt": ffi.cast("uint8_t *", salted),
            "saltlen": len(salt),
            "secret": ffi.NULL,
            "secretlen": 0,
            "ad": ffi.NULL,
            "adlen": 0,
            "t_cost": cost.passes,
            "m_cost": cost.memory_kib,
            "lanes": cost.lanes,
            "threads": cost.lanes,
            "allocate_cbk": ffi.NULL,
            "free_cbk": ffi.NULL,
            "flags": lib.ARGON2_DEFAULT_FLAGS,
        },
    )
    if lib.argon2_ctx(context, lib.Argon2_id) != lib.ARGON2_OK:
        raise NotEnoughMemory
    return derived


def derive(secret: bytearray, salt: bytes, purpose: bytes) -> bytearray:
    """The 32 bytes that HKDF with SHA-256 (RFC 5869) makes of a random secret; the caller wipes them."""
    derived = bytearray(KEY_BYTES)
    HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive_into(secret, derived)
    return derived


def seal(key: bytearray, content: bytes | bytearray, bound_to: bytes) -> bytes:
    """Encrypts with AES-256-GCM: nonce, ciphertext and tag in one; opens only with the same `bound_to`."""
    sealed = bytearray(NONCE_BYTES + len(content) + TAG_BYTES)
    sealed[:NONCE_BYTES] = os.urandom(NONCE_BYTES)
    AESGCM(key).encrypt_into(sealed[:NONCE_BYTES], content, bound_to, memoryview(sealed)[NONCE_BYTES:])
    return bytes(sealed)


def unseal(key: bytearray, sealed: bytes, bound_to: bytes) -> bytearray:
    """What `seal` encrypted, in a buffer that can be wiped. Raises cryptography's InvalidTag."""
    content = bytearray(len(sealed) - NONCE_BYTES - TAG_BYTES)
    AESGCM(key).decrypt_into(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to, content)
    return content
