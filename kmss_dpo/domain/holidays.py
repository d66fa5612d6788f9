"""The days on which nothing falls due: weekends and the public holidays of one nation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Nation(StrEnum):
    """The parts of the United Kingdom whose public holidays differ."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


@dataclass(frozen=True)
class ClosedDays:
    """The public holidays of one nation by name, known from `first` to `last`, both included."""

    nation: Nation
    holidays: Mapping[date, str]
    first: date
    last: date
