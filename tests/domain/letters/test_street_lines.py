"""Which lines of an address tell whose it is."""

import pytest

from kmss_dpo.domain.letters.street_lines import street_lines


def told(address: str) -> dict[str, bool]:
    return {" ".join(line.words): line.surely for line in street_lines(address)}


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("12 Mill Lane\nExeter\nEX4 4AB", {"12 mill lane": True}),
        ("12, Mill Lane, Exeter, EX4 4AB", {"12 mill lane": True}),
        ("Flat 2, 12a Mill Lane\nExeter EX4 4AB", {"12a mill lane": True}),
        ("Flat 2\nThe Old Mill", {}),
        ("Unit 7 Riverside\nEX4 4AB", {"unit 7 riverside": True}),
        ("Tŷ Gwyn\nHeol y Bont\nLlanfair\nEX4 4AB", {"heol y bont": False}),
        ("The Old Mill\n3 High Street\nNewcastle upon Tyne", {"3 high street": True, "the old mill": False}),
        ("Hauptstraße 12\n10115 Berlin\nGermany", {"hauptstrasse 12": True, "10115 berlin": False}),
        ("Calle Mayor 5\n28013 Madrid", {"calle mayor 5": True, "28013 madrid": False}),
        ("Mill Cottage\nExeter", {}),
        ("12\nExeter", {}),
        ("PO Box 12\nExeter", {"po box 12": False}),
        ("SG8 5HD", {}),
        ("", {}),
    ],
)
def test_a_line_counts_with_a_number_and_a_word_or_with_three_words_before_the_town(
    address: str, lines: dict[str, bool]
) -> None:
    assert told(address) == lines


def test_the_longest_line_is_looked_for_first() -> None:
    lines = street_lines("3 High Street\n12 Old Mill Lane")
    assert [" ".join(line.words) for line in lines] == ["12 old mill lane", "3 high street"]
