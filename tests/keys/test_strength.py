import json
import os
import struct
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from kmss_dpo.domain.passphrases import Strength
from kmss_dpo.keys import strength_child
from kmss_dpo.keys.strength import StrengthMeter


@pytest.fixture(scope="module")
def meter() -> Iterator[StrengthMeter]:
    with StrengthMeter() as meter:
        yield meter


def weighed(meter: StrengthMeter, typed: str, *own_words: str) -> Strength:
    return meter.weigh(bytearray(typed.encode()), own_words)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "Nothing is typed yet."),
        ("a", "Too short"),
        ("Xk3!vQ9z&Lw", "Too short"),
        ("🐢", "Too short"),
        ("password1234", "a password that many people use"),
        ("p a s s w o r d", "a password that many people use"),
        ("aaaaaaaaaaaaaa", "Repeated letters"),
        ("abcdefghijklmnop", "Runs such as"),
        ("20261122 1984", "Dates and years"),
        ("zxcvbnm,./zxcv", "Rows of keys"),
        ("            ", "too easy to guess"),
        ("understanding", "too few words"),
        ("jennifer jessica", "Names are guessed early"),
    ],
)
def test_a_weak_passphrase_is_refused_with_its_reason_and_a_suggestion(
    meter: StrengthMeter, typed: str, reason: str
) -> None:
    strength = weighed(meter, typed)
    assert not strength.strong_enough
    assert reason in " ".join(strength.reasons)
    assert "words" in strength.suggestion


@pytest.mark.parametrize(
    "typed",
    [
        "correct horse battery staple",
        "שלום עולם זה סיסמה ארוכה",
        "лошадь скрепка батарея",
        "Xk3!vQ9z&Lw7",
        "🐢🦊🐝🦉🐙🦋🐌🦔🐞🦇🐬🦚",
    ],
)
def test_a_strong_passphrase_in_any_script_will_do(meter: StrengthMeter, typed: str) -> None:
    assert weighed(meter, typed) == Strength(weighed(meter, typed).score, strong_enough=True)
    assert weighed(meter, typed).score >= 3


def test_the_officers_own_names_add_nothing(meter: StrengthMeter) -> None:
    typed = "Annabel Officer Royston Orchard"
    assert weighed(meter, typed).strong_enough
    own = weighed(meter, typed, "Annabel Officer", "Royston\0Orchard", "is")
    assert not own.strong_enough
    assert own.reasons == ("It contains a name that belongs to you or to this register.",)


@pytest.mark.parametrize(
    "typed", ["a" * 10_000, "ab1Z" * 2_500, "🐢🦊" * 5_000, "correct horse battery staple " * 400]
)
def test_ten_thousand_characters_are_answered_at_once(meter: StrengthMeter, typed: str) -> None:
    weighed(meter, "started")
    before = time.perf_counter()
    weighed(meter, typed)
    assert time.perf_counter() - before < 1


def test_going_on_typing_never_makes_a_strong_passphrase_weak(meter: StrengthMeter) -> None:
    assert weighed(meter, "correct horse battery staple " * 400).strong_enough


def test_the_passphrase_stays_with_its_owner(meter: StrengthMeter) -> None:
    typed = bytearray(b"correct horse battery staple")
    meter.weigh(typed)
    assert typed == b"correct horse battery staple"


def test_bytes_that_are_no_text_are_weighed_too(meter: StrengthMeter) -> None:
    assert not meter.weigh(bytearray(b"\xff\xfe\xed\xa0\x80")).strong_enough


def test_a_meter_that_was_closed_starts_again() -> None:
    meter = StrengthMeter()
    meter.close()
    assert not weighed(meter, "a").strong_enough
    meter.close()


@pytest.mark.parametrize(
    ("question", "score", "characters", "weaknesses"),
    [
        (b"\0", 0, 0, []),
        (b"\0a", 0, 1, []),
        (b"ann officer\0Ann Officer", 0, 11, ["OWN_WORDS"]),
        (b"an\0banana and bread", 3, 16, ["COMMON", "WORD", "WORD"]),
        (b"\0liverpool", 0, 9, ["COMMON"]),
        (b"\0" + b"x" * 500, 0, 72, ["REPEAT"]),
    ],
)
def test_the_child_answers_with_score_length_and_weaknesses(
    question: bytes, score: int, characters: int, weaknesses: list[str]
) -> None:
    answer = json.loads(strength_child.weigh(bytearray(question)))
    assert answer == {"score": score, "characters": characters, "weaknesses": weaknesses}


def test_the_estimate_is_never_loaded_into_this_program() -> None:
    asking = (
        "import sys; from kmss_dpo.keys.strength import StrengthMeter\n"
        "with StrengthMeter() as meter: meter.weigh(bytearray(b'a'))\n"
        "print(*sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", asking],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "kmss_dpo.keys.strength" in answer.stdout.split()
    assert "zxcvbn" not in answer.stdout.split()


def test_the_childs_main_answers_frames_until_the_pipe_is_closed() -> None:
    (asked, asking), (answered, answering) = os.pipe(), os.pipe()
    os.write(asking, struct.pack(">Q", 2) + b"\0a")
    os.close(asking)
    kept = os.dup(0), os.dup(1)
    os.dup2(asked, 0)
    os.dup2(answering, 1)
    try:
        strength_child.main()
    finally:
        for ours, standard in zip(kept, (0, 1), strict=True):
            os.dup2(ours, standard)
        for descriptor in (*kept, asked, answering):
            os.close(descriptor)
    with os.fdopen(answered, "rb") as answers:
        (length,) = struct.unpack(">Q", answers.read(8))
        assert json.loads(answers.read(length)) == {"score": 0, "characters": 1, "weaknesses": []}
        assert answers.read() == b""
