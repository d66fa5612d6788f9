import resource

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from kmss_dpo.keys.derivation import Cost, NotEnoughMemory, derive, seal, stretch_passphrase, unseal

SALT = bytes(range(16))


@pytest.mark.parametrize("passphrase", [b"", b"a", "🔑 ключ".encode(), b"x" * 10_000])
def test_a_passphrase_is_stretched_as_the_library_itself_would(passphrase: bytes) -> None:
    typed = bytearray(passphrase)
    stretched = stretch_passphrase(typed, SALT, Cost(19 * 1024, 2, 3))
    assert stretched == hash_secret_raw(passphrase, SALT, 2, 19 * 1024, 3, 32, Type.ID)
    assert typed == passphrase


def test_the_usual_cost_is_256_mib_three_passes_four_lanes() -> None:
    assert Cost() == Cost(256 * 1024, 3, 4)


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"),
    [
        (19 * 1024 - 1, 3, 4),
        (2 * 1024 * 1024 + 1, 3, 4),
        (64 * 1024 * 1024, 3, 4),
        (19 * 1024, 0, 4),
        (19 * 1024, 21, 4),
        (19 * 1024, 3, 0),
        (19 * 1024, 3, 17),
    ],
)
def test_an_insane_cost_is_refused(memory_kib: int, passes: int, lanes: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        Cost(memory_kib, passes, lanes)


@pytest.mark.parametrize("cost", [(19 * 1024, 1, 1), (2 * 1024 * 1024, 20, 16)])
def test_the_edges_of_the_sane_are_accepted(cost: tuple[int, int, int]) -> None:
    assert Cost(*cost).memory_kib == cost[0]


def test_too_little_memory_is_told_as_trouble() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (1024**3, before[1]))
    try:
        with pytest.raises(NotEnoughMemory, match="Close other programs"):
            stretch_passphrase(bytearray(b"typed"), SALT, Cost(2 * 1024 * 1024, 1, 1))
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def test_a_known_answer_of_rfc_5869_holds() -> None:
    derived = derive(bytearray(b"\x0b" * 22), bytes(range(13)), bytes(range(0xF0, 0xFA)))
    assert derived.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"


@given(content=st.binary(max_size=100), bound_to=st.binary(max_size=20))
def test_what_is_sealed_opens_with_the_same_key_and_binding_only(content: bytes, bound_to: bytes) -> None:
    key, other = bytearray(b"k" * 32), bytearray(b"o" * 32)
    sealed = seal(key, content, bound_to)
    assert unseal(key, sealed, bound_to) == content
    with pytest.raises(InvalidTag):
        unseal(other, sealed, bound_to)
    with pytest.raises(InvalidTag):
        unseal(key, sealed, bound_to + b".")
