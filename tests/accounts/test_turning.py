"""Seeds of second factors turn with the key."""

import base64
import os

import pytest
from allauth.mfa.models import Authenticator

from accounts.services import turning
from core.sealing import boxes, rotation
from tests.factories.accounts import UserFactory, totp_of

pytestmark = pytest.mark.django_db


def test_seeds_are_sealed_again_and_open_without_the_old_key(settings):
    totp_of(UserFactory())
    row = Authenticator.objects.get()
    before = boxes.unseal_from_text(row.data["secret"], place=turning.PLACE)
    fresh = f"fresh:{base64.b64encode(os.urandom(32)).decode()}"

    settings.FIELD_KEYS = [fresh, *settings.FIELD_KEYS]
    turned = (turning.factors(10), turning.factors(10))
    settings.FIELD_KEYS = [fresh]

    row.refresh_from_db()
    assert turned == (1, 0)
    assert boxes.unseal_from_text(row.data["secret"], place=turning.PLACE) == before


def test_rotation_knows_of_seeds():
    assert turning.PLACE in {holder.name for holder in rotation.holders()}
