from kmss_dpo.support.wiping import wipe


def test_wiping_overwrites_every_buffer_in_place() -> None:
    one, other = bytearray(b"secret"), bytearray()
    seen = memoryview(one)
    wipe(one, other)
    assert bytes(seen) == bytes(6)
    assert other == b""
