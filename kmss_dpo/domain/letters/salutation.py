"""The salutation agrees with the name under “To” (UK GDPR Art 5(1)(f))."""

from collections.abc import Iterator

from kmss_dpo.domain.letters.draft import Draft
from kmss_dpo.domain.letters.finding import Missing
from kmss_dpo.domain.letters.people import TITLES, People, addressee
from kmss_dpo.domain.letters.words import words_of

_NOBODY = frozenset(
    {*TITLES, "dear", "madam", "or", "to", "whom", "it", "may", "concern", "all", "team", "colleague"}
)
_CONFIDENTIAL = "UK GDPR Art 5(1)(f)"


def wrong_salutation(draft: Draft, people: People) -> Iterator[Missing]:
    """A salutation that names somebody else than the letter goes to."""
    greeted = set(words_of(draft.salutation)) - _NOBODY
    person = addressee(draft, people)
    details = [person.details.name, *person.details.former_names] if person else []
    named = set(words_of(" ".join([draft.particulars.recipient, *details])))
    if not greeted or not named or greeted & named:
        return
    others = [each for each in people.everybody() if each != person]
    of_other = any(greeted & set(words_of(each.details.name)) for each in others)
    yield Missing(
        "The salutation and “To” name different people."
        if of_other
        else "The salutation does not say the name under “To”. Check that it is the same person.",
        _CONFIDENTIAL,
        blocks_filing=of_other,
        field="salutation",
    )
