"""HTML mail as plain text: words and line breaks, nothing that runs, loads or hides in a style."""

import re
from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "title", "template", "svg"})
_BLOCKS = frozenset({
    "address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul",
})  # fmt: skip
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol"})
_CELLS = frozenset({"td", "th"})


class _Reader(HTMLParser):
    """Collects the words of a page; `pieces` joined are its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0
        self._line_ends = 0  # in a row, at the end of the pieces

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "img":
            self._say(dict(attrs).get("alt") or "")
        else:
            self._space(tag)
            self._say("- " if tag == "li" else "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag != "br":
            self._space(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._say(re.sub(r"\s+", " ", data))

    def _say(self, words: str) -> None:
        self.pieces.append(words)
        self._line_ends = 0 if words.strip() else self._line_ends

    def _space(self, tag: str) -> None:
        if tag == "br":
            self._end_lines(self._line_ends + 1)
        elif tag in _BLOCKS:
            self._end_lines(2 if tag in _SPACED else 1)
        elif tag in _CELLS:
            self._say(" ")

    def _end_lines(self, wanted: int) -> None:
        self.pieces.append("\n" * (wanted - self._line_ends))
        self._line_ends = max(wanted, self._line_ends)


def html_text(page: str) -> str:
    """The words of an HTML page, a line for each block and an empty line between paragraphs."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
