"""Law that no longer stands and the regulator's name of before 30 September 2026: no letter cites them."""

import re
from collections.abc import Iterator

from kmss_dpo.domain.letters.draft import Draft, Span
from kmss_dpo.domain.letters.finding import Missing
from kmss_dpo.domain.letters.values import Origin
from kmss_dpo.domain.organisation import Regulator

# An article number, with what may stand between "Articles" and it: "Articles 15, 21(1) and 22".
_REPEALED = re.compile(
    r"\bArt(?:icle)?s?\.?\s{0,3}(?:\d{1,3}[A-Z]?(?:\(\w{1,3}\)){0,3}\s{0,3}(?:,|and|or|to|&|-|\u2013)\s{0,3}){0,20}"
    r"(?P<article>77|22)(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_OLD_NAME = re.compile(
    r"\bInformation\s{1,3}Commissioner(?:['\u2019\u02bc]?s)?\s{1,3}Office\b", re.IGNORECASE
)
_OLD_TITLE = re.compile(
    r"(?<!Scottish )\bInformation\s{1,3}Commissioner\b(?!['\u2019\u02bc]?s?\s{1,3}Office)", re.IGNORECASE
)
_CITED = {
    "77": "The letter cites Article 77, which is repealed. The right to complain to the regulator is in "
    "section 165 of the Data Protection Act 2018.",
    "22": "The letter cites Article 22, which is repealed. Automated decisions are in Articles 22A to 22D.",
}
_QUOTED = " It stands in what the case says: a person may be quoted so."
_RENAMED = "name changed on 30 September 2026"


def wrong_words(draft: Draft, regulator: Regulator) -> Iterator[Missing]:
    """Each of them, once in each part; in words that came from the case it may be the person who says so."""
    texts: list[tuple[str, str, tuple[Span, ...]]] = [("", draft.subject, ())]
    for block in draft.blocks:
        if block.included:
            texts += [(block.key, block.text, block.spans), (block.key, block.wording.heading, ())]
    for key, text, spans in texts:
        yield from _repealed(key, text, spans)
        yield from _old_names(key, text, spans, regulator)


def _repealed(key: str, text: str, spans: tuple[Span, ...]) -> Iterator[Missing]:
    quoted: dict[str, bool] = {}
    for found in _REPEALED.finditer(text):
        article = found["article"]
        quoted[article] = quoted.get(article, True) and _quotes(found, spans)
    for article, only in quoted.items():
        yield _wrong(_CITED[article], f"Art {article} is repealed", key, quoted=only)


def _old_names(key: str, text: str, spans: tuple[Span, ...], regulator: Regulator) -> Iterator[Missing]:
    sentence = f"The regulator has a new name: {regulator.name}."
    if found := list(_OLD_NAME.finditer(text)):
        yield _wrong(sentence, _RENAMED, key, quoted=all(_quotes(each, spans) for each in found))
    elif _OLD_TITLE.search(text):
        yield Missing(sentence, _RENAMED, blocks_filing=False, block=key, field=_frame_of(key))


def _quotes(found: re.Match[str], spans: tuple[Span, ...]) -> bool:
    return any(
        span.origin is Origin.CASE and span.start <= found.start() and found.end() <= span.end
        for span in spans
    )


def _wrong(sentence: str, source: str, key: str, *, quoted: bool) -> Missing:
    return Missing(
        sentence + (_QUOTED if quoted else ""),
        source,
        blocks_filing=not quoted,
        block=key,
        field=_frame_of(key),
    )


def _frame_of(key: str) -> str:
    return "" if key else "subject"
