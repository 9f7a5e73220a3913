"""The picker: a form that looks is never acted upon, and only its own rows are offered."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from recall.models import Recusal
from tests.factories.accounts import UserFactory, holder
from tests.factories.recall import open_campaign, submitted_nomination

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return submitted_nomination(open_campaign())


@pytest.fixture
def hands(row):
    """The verifiers of the county that a recusal may name."""
    users = [holder(Role.VERIFIER, row.county) for _ in range(12)]
    for number, user in enumerate(users):
        type(user).objects.filter(pk=user.pk).update(name=f"何静{number:02d}")
    return users


@pytest.fixture
def url(row):
    return reverse("recall:nomination-act", args=[row.pk, "recuse"])


@pytest.fixture
def admin(client, row):
    client.force_login(holder(Role.COUNTY_ADMIN, row.county))
    return client


def test_page_holds_no_name_before_anybody_looks(admin, hands, row):
    page = admin.get(reverse("recall:nomination", args=[row.pk]))

    assert "何静" not in page.text
    assert 'role="combobox"' in page.text


def test_looking_without_script_answers_radio_buttons(admin, hands, url):
    answer = admin.post(url, {"look": "user", "user__q": "何静0", "reason": ""})

    assert answer.status_code == 200
    assert answer.text.count('type="radio" name="user"') == 10
    assert "errsum" not in answer.text
    assert not Recusal.objects.exists()


def test_looking_by_script_answers_a_listbox_and_acts_on_nothing(admin, hands, url):
    chosen = {"user": hands[0].pk, "reason": "同学"}
    answer = admin.post(url, chosen | {"look": "user script", "user__q": "何静11"})

    assert answer.text.count('role="option"') == 1
    assert f'data-value="{hands[11].pk}"' in answer.text
    assert not Recusal.objects.exists()


def test_row_outside_the_field_is_neither_found_nor_taken(admin, hands, url):
    stranger = UserFactory(name="何静外人")
    found = admin.post(url, {"look": "user", "user__q": "何静外人"})
    taken = admin.post(url, {"user": stranger.pk, "user__q": "何静外人", "reason": "同学"})

    assert 'type="radio" name="user"' not in found.text
    assert taken.status_code == 422
    assert not Recusal.objects.exists()


def test_picked_row_is_taken(admin, hands, url):
    answer = admin.post(url, {"user": hands[3].pk, "user__q": "何静03", "reason": "同学"})

    assert answer.status_code == 302
    assert Recusal.objects.get().user == hands[3]


def test_form_with_another_fault_keeps_what_was_picked(admin, hands, url):
    answer = admin.post(url, {"user": hands[3].pk, "reason": ""})

    assert answer.status_code == 422
    assert f'name="user" value="{hands[3].pk}" checked' in answer.text
