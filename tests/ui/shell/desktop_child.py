"""A desktop on a bus of its own: answers as a login manager and an idle monitor do, and says so."""

import os
import sys
from threading import Thread

from jeepney import HeaderFields, MessageType, message_bus, new_method_return
from jeepney.io.blocking import open_dbus_connection

UNTOUCHED_MS = 42_000


def say(words: str) -> None:
    """Tell the test outside."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def wait_for(held: int) -> None:
    """Sleep is held back until the last holder of the pipe lets go."""
    os.read(held, 1)
    say("let go")


def main() -> None:
    """Answer until the bus ends."""
    bus = open_dbus_connection(bus="SESSION", enable_fds=True)
    for name in ("org.freedesktop.login1", "org.gnome.Mutter.IdleMonitor"):
        bus.send_and_get_reply(message_bus.RequestName(name))
    say("ready")
    while True:
        asked = bus.receive()
        if asked.header.message_type is not MessageType.method_call:
            continue
        if asked.header.fields[HeaderFields.member] == "GetIdletime":
            bus.send(new_method_return(asked, "t", (UNTOUCHED_MS,)))
        elif asked.header.fields[HeaderFields.member] == "Inhibit":
            held, holder = os.pipe()
            bus.send(new_method_return(asked, "h", (holder,)))
            os.close(holder)
            say("held")
            Thread(target=wait_for, args=(held,), daemon=True).start()


if __name__ == "__main__":
    main()
