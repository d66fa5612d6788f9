"""Watches a desktop on a bus of its own, and says when it would lock: run by the test that looks on."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.shell.lock_watch import LockWatch

SCREEN = ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged")
SLEEP = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep")
MOST = 400
"""Looks, one each 25 ms, before it is given up."""


class Watch:
    """The clock of the test."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


def say(words: str) -> None:
    """Tell the test outside."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def told(signal: tuple[str, str], *, on: bool) -> None:
    """The desktop says something to everybody."""
    said = f"boolean:{str(on).lower()}"
    subprocess.run(  # a program of the system, with words of our own
        ["dbus-send", "--session", "--type=signal", *signal, said], check=True
    )


def walk(
    watch: LockWatch, clock: Watch, heard: list[str], desktop: "subprocess.Popen[str]"
) -> Iterator[Callable[[], bool]]:
    """What happens, step by step; each waits for what it yields."""
    assert desktop.stdout
    say(desktop.stdout.readline().strip())
    for signal, words in ((SCREEN, "the screen is locked"), (SLEEP, "the computer falls asleep")):
        heard.clear()
        told(signal, on=False)
        told(signal, on=True)
        yield lambda: bool(heard)
        say(f"{words}: {heard}")
    heard.clear()
    clock.moment += timedelta(minutes=9, seconds=59)
    watch._idle.look()
    yield lambda: watch._idle._touched > clock.moment - timedelta(minutes=1)
    clock.moment += timedelta(minutes=9)
    watch._idle.look()
    say(f"touched elsewhere: {heard}")
    watch.deleteLater()


def main() -> None:
    """Begin to watch, and go from step to step."""
    app = QApplication(sys.argv)
    here = Path(__file__).parent
    desktop = subprocess.Popen([sys.executable, here / "desktop_child.py"], stdout=subprocess.PIPE, text=True)
    assert desktop.stdout
    say(desktop.stdout.readline().strip())
    window, clock, heard = QWidget(), Watch(), list[str]()
    watch = LockWatch(clock, Settings(Path(sys.argv[1])), window, app)
    watch.lock_requested.connect(lambda: heard.append("lock"))
    watch.start()
    steps = walk(watch, clock, heard, desktop)
    until, looks = [lambda: True], [0]

    def look() -> None:
        looks[0] += 1
        if until[0]():
            try:
                until[0] = next(steps)
            except StopIteration:
                timer.stop()
                watch.destroyed.connect(app.quit)
        elif looks[0] > MOST:
            app.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(25)
    app.exec()
    say(desktop.stdout.readline().strip())
    desktop.kill()


if __name__ == "__main__":
    main()
