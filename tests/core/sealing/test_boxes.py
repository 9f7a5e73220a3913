"""Seal, open, and everything that must not open."""

import base64
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sealing import boxes, keys
from core.sealing.errors import KeysUnusable, SealBroken, UnknownKey

PLACE = "people.number"
BOTH = pytest.mark.parametrize("cipher", boxes.CIPHERS)


def ring(settings, *names, cipher="AES-256-GCM"):
    settings.FIELD_CIPHER = cipher
    settings.FIELD_KEYS = [
        f"{name}:{base64.b64encode(name.encode().ljust(32)).decode()}" for name in names
    ]


@given(st.text())
def test_what_was_sealed_opens(text):
    assert boxes.unseal(boxes.seal(text, place=PLACE), place=PLACE) == text


@BOTH
def test_both_ciphers_open_whatever_the_setting_is_now(settings, cipher):
    ring(settings, "a", cipher=cipher)
    sealed = boxes.seal_to_text("521000", place=PLACE)
    ring(settings, "b", "a", cipher="SM4-GCM")

    assert boxes.unseal_from_text(sealed, place=PLACE) == "521000"


def test_the_same_text_never_seals_the_same():
    assert boxes.seal("1", place=PLACE) != boxes.seal("1", place=PLACE)


@BOTH
def test_every_altered_byte_is_noticed(settings, cipher):
    ring(settings, "a", cipher=cipher)
    sealed = boxes.seal("522322199001011234", place=PLACE)

    for place in range(len(sealed)):
        altered = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises((SealBroken, UnknownKey)):
            boxes.unseal(altered, place=PLACE)


def test_a_value_moved_to_another_column_does_not_open():
    with pytest.raises(SealBroken, match=r"people\.phone"):
        boxes.unseal(boxes.seal("1", place=PLACE), place="people.phone")


def test_another_key_under_the_same_id_does_not_open(settings):
    ring(settings, "a")
    sealed = boxes.seal("1", place=PLACE)
    settings.FIELD_KEYS = ["a:" + base64.b64encode(os.urandom(32)).decode()]

    with pytest.raises(SealBroken):
        boxes.unseal(sealed, place=PLACE)


def test_a_key_that_is_gone_is_named(settings):
    ring(settings, "a")
    sealed = boxes.seal("1", place=PLACE)
    ring(settings, "b")

    with pytest.raises(UnknownKey, match="'a'"):
        boxes.unseal(sealed, place=PLACE)


@pytest.mark.parametrize("junk", [b"", b"\x01", b"\x01\xff", b"\x09" * 60, b"\x01\x01a"])
def test_junk_is_no_sealed_value(junk):
    with pytest.raises(SealBroken):
        boxes.unseal(junk, place=PLACE)


def test_text_that_is_no_base64_is_no_sealed_value():
    with pytest.raises(SealBroken):
        boxes.unseal_from_text("不是", place=PLACE)


def test_fingerprints_are_equal_for_equal_texts_and_need_the_key(settings):
    first = boxes.fingerprint("522322199001011234")
    assert boxes.fingerprint("522322199001011234") == first

    settings.FINGERPRINT_KEY = base64.b64encode(os.urandom(32)).decode()
    assert boxes.fingerprint("522322199001011234") != first


GOOD = base64.b64encode(b"k" * 32).decode()


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([], "at least one"),
        ([f"A b:{GOOD}"], "name"),
        ([f"a:{GOOD}", f"a:{GOOD}"], "twice"),
        (["a:***"], "not base64"),
        (["a:c2hvcnQ="], "32 bytes, this one 5"),
    ],
)
def test_an_unusable_ring_says_what_to_mend_and_shows_no_key(settings, pairs, said):
    settings.FIELD_KEYS = pairs

    with pytest.raises(KeysUnusable, match=said) as refused:
        keys.check()
    assert GOOD not in str(refused.value)


def test_an_unknown_cipher_is_refused(settings):
    settings.FIELD_CIPHER = "ROT13"

    with pytest.raises(KeysUnusable, match="FIELD_CIPHER"):
        keys.check()
