import pytest

from kmss_dpo.domain.passphrases import Strength, Weakness, WeakPassphrase, judge, refuse_weak


def test_a_passphrase_of_twelve_characters_and_score_three_will_do() -> None:
    assert judge(3, 12, [Weakness.WORD]) == Strength(3, strong_enough=True)
    refuse_weak(judge(4, 30, []))


def test_under_twelve_characters_never_looks_strong() -> None:
    strength = judge(4, 11, [Weakness.WORD])
    assert (strength.score, strength.strong_enough) == (2, False)
    assert strength.reasons == ("Too short: at least 12 characters are needed.",)


def test_a_low_score_tells_each_weakness_once_in_order() -> None:
    strength = judge(2, 12, [Weakness.DATE, Weakness.NAME, Weakness.DATE])
    assert strength.reasons == (Weakness.DATE.value, Weakness.NAME.value)
    assert strength.score == 2


def test_a_short_and_guessable_passphrase_tells_both() -> None:
    assert judge(1, 3, [Weakness.COMMON]).reasons[1] == Weakness.COMMON.value
    assert judge(1, 3, [Weakness.COMMON]).score == 1


def test_a_low_score_without_a_known_weakness_still_has_a_reason() -> None:
    assert judge(1, 20, []).reasons == ("It is too easy to guess.",)


def test_nothing_typed_is_told_as_such() -> None:
    assert judge(0, 0, []).reasons == ("Nothing is typed yet.",)


def test_a_weak_passphrase_is_refused_beside_its_field_with_reason_and_suggestion() -> None:
    with pytest.raises(WeakPassphrase, match=r"Too short.*Four or five words") as mistake:
        refuse_weak(judge(0, 1, []))
    assert mistake.value.field == "passphrase"
