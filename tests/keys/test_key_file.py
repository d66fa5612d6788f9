import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.unlocking import (
    KeyFileAltered,
    KeyFileDamaged,
    KeyFileEmpty,
    KeyFileTooLarge,
    KeyFileTooNew,
    KeyFileUnsafe,
    WrongPassphrase,
)
from kmss_dpo.keys.key_file import LARGEST, decode
from kmss_dpo.keys.unlocking import unlock_with_passphrase

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def content(made: Any) -> bytes:
    return (made.folder / "register.keys").read_bytes()


def planted(content: bytes, change: Change) -> bytes:
    """The key file as a stranger would plant it: changed, and its checksum made to fit."""
    body = json.loads(content)
    change(body)
    mac = body.pop("mac")
    body.pop("checksum")
    plain = json.dumps(body, sort_keys=True).encode()
    checksum = hashlib.sha256(plain + bytes.fromhex(mac)).hexdigest()
    return json.dumps(body | {"mac": mac, "checksum": checksum}, indent=1).encode() + b"\n"


def test_planting_without_a_change_gives_the_same_file(content: bytes) -> None:
    assert planted(content, dict[str, Any].copy) == content


def test_no_name_of_a_person_stands_in_the_key_file(content: bytes) -> None:
    assert b"Ann" not in content
    assert b"Royston office" in content


@pytest.mark.parametrize("bit", range(8))
def test_every_single_changed_byte_is_noticed_before_a_passphrase_is_asked_for(
    content: bytes, bit: int
) -> None:
    for place in range(len(content)):
        flipped = bytearray(content)
        flipped[place] ^= 1 << bit
        with pytest.raises((KeyFileDamaged, KeyFileTooNew)):
            decode(bytes(flipped))


def test_a_file_cut_at_any_length_is_refused(content: bytes) -> None:
    with pytest.raises(KeyFileEmpty, match=r"is empty.*from a backup"):
        decode(b"")
    for length in range(1, len(content)):
        with pytest.raises(KeyFileDamaged, match=r"is damaged.*from a backup"):
            decode(content[:length])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(garbage=st.binary(max_size=200))
def test_garbage_is_refused_in_a_sentence(garbage: bytes) -> None:
    with pytest.raises(Trouble):
        decode(garbage)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), value=JSON)
def test_any_other_value_in_any_field_of_a_planted_file_ends_in_a_sentence(
    content: bytes, data: st.DataObject, value: object
) -> None:
    body = json.loads(content)
    where = data.draw(st.sampled_from([body, body["slots"][0], body["slots"][1]]))
    name = data.draw(st.sampled_from(sorted(set(where) - {"mac", "checksum"})))
    assume(json.dumps(where[name]) != json.dumps(value))
    index = next(number for number, part in enumerate([body, *body["slots"]]) if part is where)

    def change(found: dict[str, Any]) -> None:
        [found, *found["slots"]][index][name] = value

    try:
        decode(planted(content, change))
    except Trouble:
        return
    assert name in {"name", "sequence", "id", "salt", "created_on", "person", "register"}


@pytest.mark.parametrize("field", ["format", "sequence"])
def test_true_is_no_number_though_python_holds_it_for_one(content: bytes, field: str) -> None:
    with pytest.raises(KeyFileDamaged):
        decode(planted(content, lambda found: found.update({field: True})))


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(KeyFileTooLarge, match="far too large"):
        decode(b" " * (LARGEST + 1))


@pytest.mark.parametrize(
    "text", [b"[" * 100_000, b"[]", b'"text"', b"12", b"{}", b"\xff\xfe", b'{"format": 1}']
)
def test_json_that_is_no_key_file_is_damaged(text: bytes) -> None:
    with pytest.raises(KeyFileDamaged):
        decode(text)


@pytest.mark.parametrize("number", [2, 99])
def test_a_newer_format_says_so_whatever_else_it_holds(number: int) -> None:
    with pytest.raises(KeyFileTooNew, match=r"newer version of the program. Install that version"):
        decode(json.dumps({"format": number, "else": None}).encode())


@pytest.mark.parametrize(
    "cost",
    [[64 * 1024 * 1024, 3, 4], [1024, 3, 4], [19 * 1024, 21, 4], [19 * 1024, 3, 17], [19 * 1024, 0, 1]],
)
def test_a_planted_file_cannot_ask_for_insane_work(content: bytes, cost: list[int]) -> None:
    with pytest.raises(KeyFileUnsafe, match="never uses"):
        decode(planted(content, lambda body: body["slots"][0].update(cost=cost)))


def test_a_planted_file_cannot_ask_for_thousands_of_guesses(content: bytes) -> None:
    with pytest.raises(KeyFileUnsafe, match="more ways in"):
        decode(planted(content, lambda body: body.update(slots=body["slots"] * 33)))


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.update(format=0),
        lambda body: body.update(sequence=0),
        lambda body: body.update(sequence=True),
        lambda body: body.update(name=None),
        lambda body: body.update(register=body["register"].upper()),
        lambda body: body.update(slots=[]),
        lambda body: body.update(slots=None),
        lambda body: body["slots"][0].update(cost=None),
        lambda body: body["slots"][0].update(cost=[19456.0, 1, 1]),
        lambda body: body["slots"][0].update(cost=[19456, 1]),
        lambda body: body["slots"][0].update(id=7),
        lambda body: body["slots"][0].update(salt="00"),
        lambda body: body["slots"][0].update(person="00"),
        lambda body: body["slots"][0].update(wrapped="00"),
        lambda body: body["slots"][0].update(created_on="yesterday"),
        lambda body: body["slots"][0].update(extra=1),
        lambda body: body["slots"][1].update(cost=[19456, 1, 1]),
        lambda body: body["slots"][1].update(kind="magic"),
        lambda body: body.update(slots=[body["slots"][1] | {"kind": "keychain"}]),
        lambda body: body.update(extra=1),
    ],
)
def test_a_planted_file_of_another_shape_is_damaged(content: bytes, change: Change) -> None:
    with pytest.raises(KeyFileDamaged):
        decode(planted(content, change))


def replaced(folder: Path, content: bytes) -> Path:
    (folder / "register.keys").write_bytes(content)
    return folder


def test_a_file_altered_by_a_stranger_is_refused_after_unlocking(made: Any, content: bytes) -> None:
    folder = replaced(made.folder, planted(content, lambda body: body.update(name="Another office")))
    with pytest.raises(KeyFileAltered, match="changed by something other than this program"):
        unlock_with_passphrase(folder, bytearray(made.passphrase))


def test_a_slot_whose_parameters_were_altered_does_not_open(made: Any, content: bytes) -> None:
    folder = replaced(
        made.folder, planted(content, lambda body: body["slots"][0].update(created_on="2020-01-01"))
    )
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(folder, bytearray(made.passphrase))


def test_a_slot_of_another_register_does_not_open(make: Any) -> None:
    one, other = make("one"), make("other")
    slot = json.loads((other.folder / "register.keys").read_bytes())["slots"][0]
    content = (one.folder / "register.keys").read_bytes()
    folder = replaced(one.folder, planted(content, lambda body: body["slots"].__setitem__(0, slot)))
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(folder, bytearray(one.passphrase))
