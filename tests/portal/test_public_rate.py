"""The public page has a limit of its own: one address does not read it out by a programme."""

import pytest
from django.urls import reverse

from portal.views import public
from tests.factories.units import CountyFactory

pytestmark = pytest.mark.django_db


def test_address_that_asks_too_often_is_held_up_and_no_other(client, monkeypatch):
    monkeypatch.setattr(public, "ASKED", public.Guesses("public-test", 2))
    url = reverse("portal:public", args=[CountyFactory().code])

    codes = [client.get(url, REMOTE_ADDR="203.0.113.7").status_code for _ in range(3)]

    assert codes == [200, 200, 429]
    assert client.get(url, REMOTE_ADDR="203.0.113.8").status_code == 200
