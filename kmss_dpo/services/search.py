"""Search as one types."""

from kmss_dpo.domain.search import Found
from kmss_dpo.store import search
from kmss_dpo.store.register import Register

MOST_OF_EACH = 6


class Search:
    """Finds people, references, and the text of messages, letters and notes."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def find(self, typed: str, most: int = MOST_OF_EACH) -> list[Found]:
        """The newest results of each kind; every word typed must begin a word of the record."""
        with self._register.reading() as connection:
            return search.find(connection, typed, most)
