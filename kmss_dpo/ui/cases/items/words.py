"""What lists of small records say alike."""

from datetime import date

from kmss_dpo.ui.kit.day_text import write_day


def asked_words(asked_on: date | None, chased_on: date | None) -> str:
    """When somebody was asked and chased; it stays to be read once the answer has come."""
    asked = f"Asked {write_day(asked_on)}" if asked_on else ""
    return f"{asked}, chased {write_day(chased_on)}" if chased_on else asked
