"""From a key press to the results, against one bare full-text query for the same hits."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import figures
import registers
import windows
from PySide6.QtTest import QTest

from kmss_dpo.services.search import MOST_OF_EACH
from kmss_dpo.session import Session
from kmss_dpo.store import index
from kmss_dpo.store.sqlcipher import DriverConnection
from kmss_dpo.support.settings import Settings
from kmss_dpo.ui.kit.runner import Runner
from kmss_dpo.ui.kit.theme import Scheme, Theme
from kmss_dpo.ui.search.results import SearchResults
from kmss_dpo.ui.shell.window import MainWindow

_ROUNDS = 7
_BARE = " UNION ALL ".join(
    f"SELECT * FROM (SELECT rowid, title, body FROM search WHERE search MATCH :words "
    f"AND rowid BETWEEN {place * index._SPAN} AND {(place + 1) * index._SPAN - 1} "
    f"ORDER BY rowid DESC LIMIT {MOST_OF_EACH})"
    for place in range(len(index.ORDER))
)


def measure(folder: Path) -> list[figures.Figure]:
    """Words as somebody types them, letter by letter: names, subjects, references, two words at once."""
    with registers.session_on(folder) as session, registers.bare_on(folder) as bare:
        typed = _typed(bare)
        find = [partial(session.search.find, text) for text in typed]
        ask = [partial(_ask, bare, text) for text in typed]
        pairs = [
            figures.alternate(_timed(ours), _timed(theirs), _ROUNDS)
            for ours, theirs in zip(find, ask, strict=True)
        ]
        work, theirs = (median(pair[side] for pair in pairs) for side in (0, 1))
        shown = _shown(session, typed)
    slowest = quantiles(shown, n=20)[-1]
    return [
        figures.against("search: the work, median of what is typed", work, theirs, 3.0),
        figures.against("search: the work, all that is typed", *map(sum, zip(*pairs, strict=True)), 3.0),
        figures.within("search: key press to results painted, 95 %", slowest, 0.05),
        figures.told("search: key press to results painted, median", median(shown)),
    ]


def _typed(bare: DriverConnection) -> list[str]:
    """Every beginning of two to eight letters of some words of the register, and pairs of beginnings."""
    (name,) = bare.execute("SELECT name FROM contacts WHERE id = 4711").fetchone()
    (subject,) = bare.execute("SELECT subject FROM correspondence WHERE id = 123456").fetchone()
    (reference,) = bare.execute("SELECT reference FROM cases WHERE id = 54321").fetchone()
    words = [*name.split(), *subject.split()[:3]]
    beginnings = [word[:letters] for word in words for letters in range(2, min(8, len(word)) + 1)]
    pairs = [f"{words[0]} {words[1][:letters]}" for letters in range(2, len(words[1]) + 1)]
    pairs += [f"{words[2][:3]} {words[3][:letters]}" for letters in (2, 3, 4)]
    return [*beginnings, *pairs, *(reference[:letters] for letters in (3, 8, 10, 13)), "qqqq"]


def _timed(job: Callable[[], object]) -> Callable[[], float]:
    return lambda: figures.seconds(job)


def _ask(bare: DriverConnection, text: str) -> list[tuple[int, str, str]]:
    return list(bare.execute(_BARE, {"words": index.match_expression(text)}).fetchall())


def _shown(session: Session, typed: list[str]) -> list[float]:
    """Each text typed whole into the window's field but for its last letter, which is the key measured."""
    app = windows.application()
    settings = Settings(session.opened.register.folder / "settings")
    theme = Theme(app, Scheme.LIGHT, 1.0)
    runner = Runner()
    window = MainWindow((), (), session.name, settings)
    results = SearchResults(session, runner)
    window.set_results(results)
    window.search_requested.connect(results.search)
    window.show()
    took = [_last_letter(window, results, text) for _ in range(3) for text in typed]
    window.deleteLater()
    del theme
    return took


def _last_letter(window: MainWindow, results: SearchResults, text: str) -> float:
    field = window._top.search
    field.clear()
    seen = windows.PaintAfter(results.model.modelReset)
    field.setText(text[:-1])
    seen.wait()
    seen = windows.PaintAfter(results.model.modelReset)
    start = perf_counter()
    QTest.keyClick(field, text[-1])
    seen.wait()
    return perf_counter() - start
