"""The words of an email that a letter is attached to: from its wording, then as the officer puts them."""

from dataclasses import dataclass

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.letters.draft import Draft, DraftBlock, compose, gaps
from kmss_dpo.domain.letters.languages import LANGUAGE_NAMES, Language
from kmss_dpo.domain.letters.template import Fact, Template
from kmss_dpo.domain.letters.values import Origin, Value, Values, contact_values

EMAIL_WITH_LETTER = "email_with_letter"
"""The code of the wording, which is offered for no case."""


@dataclass(frozen=True)
class EmailTo:
    """An email with a letter as it is proposed, its pages protected.

    `address` is the safe one that it goes to, empty where none is known. `of_passphrase` is what `text` says
    only because the pages open with a passphrase. `lacks` is the letter's language where there are no words
    in it yet, so that these are English.
    """

    reference: str
    address: str
    subject: str
    text: str
    of_passphrase: str
    lacks: Language | None = None

    def protected(self, text: str, *, protected: bool) -> str:
        """A text with what is said of the passphrase, at its end unless it is there, or without it."""
        said = self.of_passphrase
        if not said or protected == (said in text):
            return text
        return (
            f"{text.rstrip()}\n\n{said}" if protected else text.replace(f"\n\n{said}", "").replace(said, "")
        )


@dataclass(frozen=True)
class EmailWords:
    """What the officer has it say; a `passphrase` that is not empty opens the letter's pages."""

    subject: str
    text: str
    passphrase: str = ""


def email_to(letter: Draft, address: str, template: Template, settings: Values) -> EmailTo:
    """The email with a filed letter; nothing of what the letter says, nor to whom, unless so worded."""
    who = letter.particulars
    reference = {"our reference": Value(who.reference, Origin.CASE)}
    values = {**settings, **contact_values(who.recipient), **reference}
    worded = compose(template, who, values, frozenset({Fact.PROTECTED}))
    parts = [each for each in worded.blocks if each.included]
    return EmailTo(
        reference=who.reference,
        address=address,
        subject=worded.subject,
        text=_text(parts),
        of_passphrase=_text([each for each in parts if Fact.PROTECTED in each.wording.when]),
        lacks=None if template.language is letter.language else letter.language,
    )


def _text(parts: list[DraftBlock]) -> str:
    said = [f"{each.wording.heading}\n{each.text}".strip() for each in parts]
    return "\n\n".join(each for each in said if each)


def no_words_yet(language: Language) -> str:
    """That the words of an email are in another language than its letter, and what to do."""
    name = LANGUAGE_NAMES[language]
    return (
        f"The letter is in {name}, but there are no {name} words for its email yet. Write them here, or once "
        "for all emails under Settings, Letters."
    )


def email_errors(words: EmailWords) -> dict[str, str]:
    """What is wrong, by field."""
    found = {
        "subject": _wrong(words.subject, words.passphrase, "Write the subject."),
        "text": _wrong(words.text, words.passphrase, "Write what the email says."),
    }
    return {field: sentence for field, sentence in found.items() if sentence}


def _wrong(text: str, passphrase: str, empty: str) -> str:
    if not text.strip():
        return empty
    if passphrase and passphrase in text:
        return "Leave the passphrase out: whoever comes to read the email could open the letter with it."
    return " ".join(f"Still to fill in: {gap}." for gap in gaps([text]))


def check_email(words: EmailWords) -> None:
    """Raise `Mistake` where something is wrong."""
    for field, sentence in email_errors(words).items():
        raise Mistake(sentence, field)
