"""Overwrites secrets where they lie; whatever holds one is a bytearray of its final length."""


def wipe(*buffers: bytearray) -> None:
    """Sets every byte to zero in place. The length stays, for growing or shrinking would leave copies."""
    for buffer in buffers:
        buffer[:] = bytes(len(buffer))
