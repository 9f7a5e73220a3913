"""What the three administrators find beside their consoles: trail, jobs, the organisation."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from core.jobs import outbox
from core.jobs.models import Job
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    outbox.enqueue("nothing.real", key="nothing.real:1", at=NOW, lane="export", pk=1)
    Job.objects.update(state="DEAD", last_error="KeyError")
    return Job.objects.get()


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.SYSTEM_ADMIN, ["console:units", "portal:job-list"]),
        (Role.AUDITOR, ["portal:trail", "reports:export-list"]),
    ],
)
def test_console_leads_to_the_pages_of_the_duty(client, role, names):
    client.force_login(holder(role))
    doors = {door["url"] for door in client.get(reverse("console:home")).context["doors"]}

    assert {reverse(name) for name in names} <= doors
    assert [client.get(reverse(name)).status_code for name in names] == [200, 200]


def test_system_administrator_sees_units_and_nobody_in_them(client):
    post = PostFactory()
    client.force_login(holder(Role.SYSTEM_ADMIN))

    text = client.get(reverse("console:units"), {"view": post.unit.county_id}).content.decode()

    assert post.unit.name in text
    assert post.cadre.name not in text


def test_system_administrator_sees_every_jobs_state_and_lets_it_try_again(client, job):
    client.force_login(holder(Role.SYSTEM_ADMIN))

    page = client.get(reverse("portal:job-list"))
    answer = client.post(reverse("portal:job-revive", args=[job.pk]))

    assert job.key in page.content.decode()
    assert page.context["states"]["dead"] == 1
    assert answer.status_code == 302
    assert Job.objects.get(pk=job.pk).state == "DUE"


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDITOR])
def test_other_administrators_see_neither(client, job, role):
    client.force_login(holder(role))

    assert client.get(reverse("console:units")).status_code == 404
    assert job.key not in client.get(reverse("portal:job-list")).content.decode()
